//! Names of organisations: legal forms set aside, frequent words weighed lightly.

use crate::parts::{self, Token};
use crate::text::{Script, Word};

/// Legal forms, as words of a name in Latin letters; they are left out. Sources: ISO 20275 (entity legal forms), its commonest codes.
const FORMS: &str = "ltd limited llc inc incorporated corp corporation co company plc gmbh ag sa sarl sas srl spa bv nv oy ab as aps kk yk pte pvt pty jsc ojsc oao ooo zao pao pjsc cjsc ao llp lp sl sro zoo kft doo dd kg ohg ug se \
    fze fzco fzc fz dmcc est establishment kabushiki kaisha yugen godo chusik hoesa yuhan cia ltda cv eirl eurl scs snc bhd sdn tbk pt jv";
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
/// Words that many organisations have in their names, with what agreement on them says (bits; chosen).
const COMMON: &str = "trading general international import export importexport bank group holding holdings enterprise enterprises industry industries industrial technology technologies technical tech engineering services service \
    shipping marine maritime lines line navigation transport transportation logistics construction development investment investments investors finance financial exchange trade commercial global national state united new great \
    foundation institute university academy center centre association organization organisation society committee council ministry department office bureau agency corps force army party movement front islamic arab people peoples \
    petroleum oil gas energy power chemical chemicals petrochemical steel metal mining minerals electronics electronic computer software information systems system network communications telecom telecommunications media press \
    and und et the of for de la el del des al i y in on food foods foodstuff textile medical pharma pharmaceutical hospital hotel hotels real estate property properties motors motor auto air airlines airline aviation aerospace \
    management consulting consultants solutions products production factory plant complex works korea korean china chinese russia russian iran iranian syria syrian american euro europe european middle east west north south \
    eastern western northern southern central star golden first joint stock liability free zone mfg manufacturing research science scientific design bureau fund charity charitable relief sea ocean gulf river mountain city capital";
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

/// The words of an organisation's name, ready to be compared.
pub(crate) fn tokens(words: &[Word]) -> Vec<Token> {
    let is_form = |word: &str| FORMS.split_whitespace().any(|form| form == word);
    let mut kept: Vec<Word> = words.iter().filter_map(without_form).filter(|word| !is_form(&word.text)).collect();
    if kept.is_empty() {
        kept = words.to_vec();
    }
    let kept = spelt_out(kept);
    kept.iter()
        .map(|word| {
            // `Limitde` names nobody either.
            let slip = word.script == Script::Alphabet
                && FORMS
                    .split_whitespace()
                    .any(|form| form.len() > 5 && crate::latin::distance(form, &word.text) <= 1.0);
            if slip {
                return parts::token(word, true);
            }
            let common = COMMON.split_whitespace().any(|common| common == word.text);
            parts::token(word, false).weighing(common.then_some(COMMON_BITS))
        })
        .collect()
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
        let letter = word.text.len() == 1
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
    out.retain(|word| !FORMS.split_whitespace().any(|form| form == word.text) || word.text.len() == 1);
    out
}
