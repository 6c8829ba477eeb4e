//! Names of organisations: legal forms left out, words of trade, places and numbers known by their meaning, proper words by their sound.

pub(crate) mod acronym;
mod native;
mod readings;

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::evidence::{Evidence, How};
use crate::parts::{self, Manner, Role, Token};
use crate::text::{Script, Word, shown};
use crate::trade::{self, Class, Concept};
use crate::{arabic, data};

/// Words between words; they name nobody.
const BETWEEN: &str = "and und et the of for de del la el los las des du da do dos das al ul ur y e i in on at to ve wa fur von lil fi w a van der den dlya za po na";
static BETWEEN_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| BETWEEN.split(' ').collect());
/// What makes a number in digits an ordinal.
const ORDINAL_ENDS: [&str; 4] = ["st", "nd", "rd", "th"];
/// Roman numbers as they stand behind names, with what they count.
const ROMAN: [(&str, &str); 9] = [
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("vi", "6"),
    ("vii", "7"),
    ("viii", "8"),
    ("ix", "9"),
    ("xi", "11"),
    ("xii", "12"),
];

/// A word or a phrase, with its meaning if the lexicon knows it.
struct Piece {
    word: Word,
    concept: Option<Concept>,
}

/// The words of an organisation's name, ready to be compared; `asides` stand in brackets or quotes. Phrases of the lexicon are one word, if
/// they have no more than `most` words.
pub(crate) fn tokens(main: &[Word], asides: &[Vec<Word>], most: usize) -> Vec<Token> {
    let mut words = main.to_vec();
    words.extend(asides.iter().flatten().cloned());
    let pieces = pieces(&words, most);
    let named = |piece: &&Piece| piece.concept.is_none_or(|concept| concept.class != Class::Form);
    let mut tokens: Vec<Token> = pieces.iter().filter(named).map(token).collect();
    if tokens.is_empty() {
        tokens = pieces.iter().map(|piece| parts::token(&piece.word, Role::Name)).collect();
    }
    if !tokens.iter().any(Token::is_name) {
        tokens.iter_mut().for_each(as_name);
    }
    tokens
}

fn pieces(words: &[Word], most: usize) -> Vec<Piece> {
    let words: Vec<Word> = letters_joined(&arabic::joined(words)).into_iter().map(without_slip).collect();
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let end = words.len() > 1 && (at == 0 || at + 1 == words.len());
        if end && word.script == Script::Kana && native::BANK_FORMS.contains(&word.text.as_str()) {
            at += 1;
            continue;
        }
        if word.script.is_native() {
            let digits = |at: Option<usize>| {
                at.and_then(|at| words.get(at)).is_some_and(|word| word.text.bytes().all(|byte| byte.is_ascii_digit()))
            };
            pieces.extend(native::parted(word, digits(at.checked_sub(1)) || digits(Some(at + 1))));
            at += 1;
            continue;
        }
        let found = phrase(words.get(at..).unwrap_or_default(), most);
        let (piece, taken) = found.unwrap_or_else(|| (Piece { word: counted(word), concept: None }, 1));
        pieces.push(piece);
        at += taken;
    }
    pieces
}

/// The longest phrase of the lexicon that the words begin with, and how many words it takes. Legal forms are phrases however long.
fn phrase(words: &[Word], most: usize) -> Option<(Piece, usize)> {
    let longest = words.first().map_or(0, |word| trade::lexicon().longest(&word.text)).max(1);
    (1..=words.len().min(longest + 1)).rev().find_map(|size| {
        let run = words.get(..size)?;
        let concept = trade::lexicon()
            .phrase(&joined(run, &[]))
            .or_else(|| trade::lexicon().phrase(&joined(run, &AND)))
            .or_else(|| meaning(run))?;
        let text = run.iter().map(|word| word.text.as_str()).collect();
        let word = Word { shown: shown(run), text, ..run.first()?.clone() };
        (size <= most || concept.class == Class::Form).then_some((Piece { word, concept: Some(concept) }, size))
    })
}

/// A slip in a legal form hides it (`LIMIITED LIABILITY COMPANY`).
fn without_slip(word: Word) -> Word {
    let lexicon = trade::lexicon();
    if word.script != Script::Alphabet || lexicon.longest(&word.text) > 0 || data::written_share(&word.text).is_some() {
        return word;
    }
    let text = lexicon.form_word(&word.text).unwrap_or(&word.text).to_owned();
    Word { text, ..word }
}

/// Words that phrases are written with and without (`import and export`).
const AND: [&str; 5] = ["and", "und", "et", "y", "i"];

fn joined(run: &[Word], without: &[&str]) -> String {
    let ends = [0, run.len().saturating_sub(1)];
    let kept = run.iter().enumerate().filter(|(at, word)| ends.contains(at) || !without.contains(&word.text.as_str()));
    kept.map(|(_, word)| word.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// The meaning of a single word that is written with something more: an article or preposition of Arabic, a number in digits, the ending of a Slavic
/// adjective.
fn meaning(run: &[Word]) -> Option<Concept> {
    let [word] = run else { return None };
    let lexicon = trade::lexicon();
    if word.script == Script::Consonants {
        let bare = ["لل", "ال", "وال", "بال", "ل", "و"].iter().filter_map(|prefix| word.shown.strip_prefix(prefix));
        return bare.map(arabic::respelt).find_map(|text| lexicon.phrase(&text));
    }
    if let Ok(number) = word.text.parse::<u8>() {
        return ORDINAL_ENDS.iter().find_map(|end| lexicon.phrase(&format!("{number}{end}")));
    }
    lexicon.adjective(&word.text)
}

/// `49th` is 49, and `III` is 3.
fn counted(word: &Word) -> Word {
    let ordinal = ORDINAL_ENDS.iter().find_map(|end| word.text.strip_suffix(end));
    let digits = ordinal.filter(|digits| !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit()));
    let roman = ROMAN.iter().find(|(roman, _)| *roman == word.text).map(|(_, digits)| *digits);
    Word { text: digits.or(roman).unwrap_or(&word.text).to_owned(), ..word.clone() }
}

fn token(piece: &Piece) -> Token {
    match piece.concept {
        Some(concept) => Token { bits: trade::bits(concept.class), ..parts::token(&piece.word, Role::Common(concept)) },
        None if BETWEEN_WORDS.contains(piece.word.text.as_str()) || lexicon_form(&piece.word.text) => {
            parts::token(&piece.word, Role::Weak)
        }
        None => parts::token(&piece.word, Role::Name),
    }
}

/// Where no proper word names a body, those that the lexicon knows do, and say so many times as much (chosen).
const AS_NAME: f64 = 1.5;

fn as_name(token: &mut Token) {
    if matches!(token.role, Role::Common(concept) if matches!(concept.class, Class::Trade | Class::Quality)) {
        token.bits *= AS_NAME;
    }
}

/// A word that stands in legal forms alone, here without the rest of one.
fn lexicon_form(text: &str) -> bool {
    data::written_share(text).is_none() && trade::lexicon().form_word(text) == Some(text)
}

/// Single letters that follow each other are one abbreviation (`J. P.`, `L.L.C.`).
pub(crate) fn letters_joined(words: &[Word]) -> Vec<Word> {
    let single = |word: &Word| {
        word.text.len() == 1
            && word.script == Script::Alphabet
            && word.text.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let mut out: Vec<Word> = Vec::new();
    let mut run = false;
    for word in words {
        match out.last_mut() {
            Some(last) if run && single(word) => {
                last.text.push_str(&word.text);
                last.shown.push_str(&word.shown);
            }
            _ => out.push(word.clone()),
        }
        run = single(word);
    }
    out
}

/// Whether a name is made of legal forms alone, or of words that the lexicon knows.
pub(crate) fn is_known(words: &[Word], forms: bool) -> bool {
    pieces(words, usize::MAX)
        .iter()
        .all(|piece| piece.concept.is_some_and(|concept| !forms || concept.class == Class::Form))
}

/// What a name shows of being an organisation's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sign {
    /// Nothing: it may be a person's.
    Nothing,
    /// A word of trade.
    Trade,
    /// A legal form.
    Form,
}

/// Two letters may be anybody's name or initials.
const LEAST_FORM: usize = 3;
/// Shorter words of trade are names as well.
const LEAST_TRADE: usize = 4;

/// The strongest sign.
pub(crate) fn sign(words: &[Word]) -> Sign {
    let named = |word: &Word| word.script == Script::Alphabet && data::written_share(&word.text).is_some();
    let of = |piece: Piece| {
        let (native, letters) = (piece.word.script != Script::Alphabet, piece.word.text.chars().count());
        match piece.concept?.class {
            Class::Form if native || letters >= LEAST_FORM => Some(Sign::Form),
            Class::Trade | Class::Firm if !named(&piece.word) && (native || letters >= LEAST_TRADE) => {
                Some(Sign::Trade)
            }
            _ => None,
        }
    };
    if words.len() > 1 && words.iter().any(native::is_short_form) {
        return Sign::Form;
    }
    pieces(words, usize::MAX).into_iter().filter_map(of).max().unwrap_or(Sign::Nothing)
}

/// What comparing two names of organisations says.
pub(crate) fn compare(left: &[Token], right: &[Token], cut: (bool, bool), manner: Manner) -> Evidence {
    let mut more = readings::meetings(left, right);
    more.extend(acronym::meetings(left, right));
    let mut evidence = parts::compare_with((left, right), cut, manner, more);
    complete(&mut evidence);
    evidence
}

/// What it says beyond the parts that a whole name agrees: names of organisations are registered, and few share one (bits; chosen).
const WHOLE_BITS: f64 = 5.0;
/// A word that takes off no more is left out at will.
const AT_WILL: f64 = 0.5;

fn complete(evidence: &mut Evidence) {
    let left_out = evidence.alone.iter().all(|part| part.bits <= AT_WILL);
    let said = evidence.parts.iter().any(|part| part.bits > AT_WILL);
    let sure = |how: &How| !matches!(how, How::Romanisation | How::Typing | How::Cut | How::Initial | How::Alias);
    let said = said && evidence.parts.iter().all(|part| part.how.iter().all(sure));
    if evidence.against.is_empty() && left_out && said {
        let more = WHOLE_BITS / evidence.parts.len() as f64;
        evidence.parts.iter_mut().for_each(|part| part.bits += more);
    }
}
