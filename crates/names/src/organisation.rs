//! Names of organisations: legal forms set aside, frequent words weighed lightly.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::parts::{self, Token};
use crate::text::{Script, Word};

/// Legal forms, as words of a name in Latin letters; they are left out. Sources: ISO 20275 (entity legal forms), its commonest codes.
const FORMS: &str = "ltd limited llc inc incorporated corp corporation co company plc gmbh ag sa sarl sas srl spa bv nv oy ab as aps kk yk pte pvt pty jsc ojsc oao ooo zao pao pjsc cjsc ao llp lp sl sro zoo kft doo dd kg ohg ug se \
    fze fzco fzc fz dmcc est establishment sacv sadecv sapi rl sderl scs spr cv eu asbl ev srlcv ca coop sirketi anonim ticaret sanayi kabushiki kaisha yugen godo chusik hoesa yuhan cia ltda cv eirl eurl scs snc bhd sdn tbk pt jv";
/// Legal forms in Chinese characters, kana and Hangul; they are cut from words.
const NATIVE_FORMS: [&str; 15] = [
    "株式会社",
    "有限会社",
    "合同会社",
    "合資会社",
    "有限公司",
    "有限责任公司",
    "股份有限公司",
    "股份公司",
    "주식회사",
    "유한회사",
    "유한책임회사",
    "公司",
    "会社",
    "株",
    "有",
];
/// Words between words; they name nobody.
const BETWEEN: &str =
    "and und et the of for de del la el los las des du da do das dos al ul ur y e i in on at to ve wa fur von";
/// Words that many organisations have in their names, with what agreement on them says (bits; chosen): kinds, trades and nations, in English,
/// then in other languages of trade.
const COMMON: &str = "trading general international import export importexport bank group holding holdings enterprise enterprises industry industries industrial technology technologies technical tech engineering engineers services service \
    shipping marine maritime lines line navigation transport transportation transports logistics construction constructions development investment investments investors finance financial exchange trade commercial global national state united new great \
    foundation institute university academy college school center centre association organization organisation society committee council ministry department office bureau agency corps force army party movement front islamic arab people peoples \
    petroleum oil gas energy power electric electricity generation chemical chemicals petrochemical steel metal metals mining minerals electronics electronic computer software information systems system network communications telecom \
    telecommunications media press television radio food foods foodstuff textile medical pharma pharmaceutical pharmaceuticals hospital hotel hotels real estate property properties motors motor auto air airlines airline airways aviation aerospace \
    management consulting consultant consultants consultancy solutions products production factory plant complex works korea korean china chinese russia russian iran iranian syria syrian american euro europe european middle east west north south \
    eastern western northern southern central star golden first joint venture stock liability free zone mfg manufacturing manufacturers research science scientific design fund charity charitable relief humanitarian aid sea ocean gulf river mountain \
    city capital branch house market markets company money credit union insurance leasing supply supplies materials material machinery equipment tools security defense defence military revolutionary guard resistance brigade brigades liberation \
    cooperative agricultural agriculture farm farms fishery fisheries forwarding freight cargo express travel tours restaurant bar club store stores shop jewelry jewellery gold tobacco cement building buildings contracting contractors \
    internacional nacional empresa empresas corporacion compania sociedad grupo banco comercial comercializadora importadora exportadora distribuidora operadora inversiones inversion servicios servicio construcciones constructora \
    constructores inmobiliaria bienes raices agricola agropecuaria ganadera ganaderia industrias industria transportes transporte aereos aereo autotransportes farmacia farmacias drogueria laboratorios hotelera turismo consultores \
    consultoria asesores asesorias proyectos desarrollo desarrollos fundacion instituto asociacion cooperativa centro casa estacion estaciones mantenimiento productos productora procesadora alimentos \
    societe entreprise compagnie fondation societa impresa fabrica handel gesellschaft bank zavod kombinat kompaniya gruppa obshchestvo torgovy dom nauchno proizvodstvennoe predpriyatie institut tsentr bureau byuro konstruktorskoe fond sherkat \
    sanaye sazman moassese shirkat sharika bonyad dis ithalat ihracat";
const COMMON_BITS: f64 = 3.0;
/// Abbreviations of such words.
const SHORT: [(&str, &str); 20] = [
    ("intl", "international"),
    ("int", "international"),
    ("tech", "technology"),
    ("technologies", "technology"),
    ("mfg", "manufacturing"),
    ("bros", "brothers"),
    ("univ", "university"),
    ("inst", "institute"),
    ("assn", "association"),
    ("assoc", "association"),
    ("corps", "corps"),
    ("natl", "national"),
    ("dept", "department"),
    ("govt", "government"),
    ("eng", "engineering"),
    ("dev", "development"),
    ("svcs", "services"),
    ("service", "services"),
    ("trdg", "trading"),
    ("gen", "general"),
];

static FORM_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| FORMS.split_whitespace().collect());
static BETWEEN_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| BETWEEN.split_whitespace().collect());
static COMMON_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| COMMON.split_whitespace().collect());
/// Legal forms that are long enough to be known with a slip in them.
static LONG_FORMS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| FORMS.split_whitespace().filter(|form| form.len() > 5).collect());

/// The words of an organisation's name, ready to be compared.
pub(crate) fn tokens(words: &[Word]) -> Vec<Token> {
    let mut kept = words.iter().filter_map(without_form).filter(|word| !FORM_WORDS.contains(&*word.text)).collect();
    without_parted_forms(&mut kept);
    if kept.is_empty() {
        kept = words.to_vec();
    }
    let kept = spelt_out(kept);
    kept.iter()
        .map(|word| {
            // `Limitde` names nobody either.
            let slip = |form: &&str| {
                form.len().abs_diff(word.text.len()) <= 1 && crate::latin::within(form, &word.text, 1.0) <= 1.0
            };
            if BETWEEN_WORDS.contains(&*word.text) || word.script == Script::Alphabet && LONG_FORMS.iter().any(slip) {
                return parts::token(word, true);
            }
            let token = parts::token(word, false);
            if COMMON_WORDS.contains(&*word.text) { token.generic(COMMON_BITS) } else { token }
        })
        .collect()
}

/// `LI MITED` is a legal form parted by a slip.
fn without_parted_forms(words: &mut Vec<Word>) {
    let mut at = 0;
    while at + 1 < words.len() {
        let both: String = words.iter().skip(at).take(2).map(|word| word.text.as_str()).collect();
        if both.len() > 5 && FORM_WORDS.contains(&*both) {
            words.drain(at..at + 2);
        } else {
            at += 1;
        }
    }
}

fn without_form(word: &Word) -> Option<Word> {
    let mut word = word.clone();
    if matches!(word.script, Script::Han | Script::Hangul) {
        for form in NATIVE_FORMS {
            let cut = word.text.replace(form, "");
            let whole = word.text == form;
            if form.chars().count() > 1 || whole {
                word.text = cut;
            }
        }
    }
    (!word.text.is_empty()).then_some(word)
}

/// Single letters that follow each other are one abbreviation (`J. P.`, `L.L.C.`), and abbreviations of frequent words are spelt out.
fn spelt_out(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::new();
    let mut run = false;
    for mut word in words {
        let between = BETWEEN_WORDS.contains(&*word.text);
        let letter = word.text.len() == 1
            && !between
            && word.script == Script::Alphabet
            && word.text.chars().all(|c| c.is_ascii_alphabetic());
        match out.last_mut() {
            Some(last) if letter && run => {
                last.text.push_str(&word.text);
                last.shown.push_str(&word.shown);
            }
            _ => {
                if let Some((_, long)) = SHORT.iter().find(|(short, _)| *short == word.text) {
                    word.text = (*long).to_owned();
                }
                out.push(word);
            }
        }
        run = letter;
    }
    out.retain(|word| !FORM_WORDS.contains(&*word.text) || word.text.len() == 1);
    out
}
