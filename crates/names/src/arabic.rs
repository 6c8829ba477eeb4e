//! Compound names of Arabic origin as one word, however they are parted: `Abd al-Rahman`, `Abderrahmane`, عبد الرحمن; `Nur ad-Din`,
//! `Noureddine`; `Abu Bakr`, `Abubakar`. Two names share a servant (`abd`) or the faith (`din`) with millions; it is the other part that names.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::{Script, Word};

/// Forms of the article, also as it sounds before certain consonants.
const ARTICLES: &str = "al el ul il ol ad ud ed ar ur er as us es an un en az uz ez at ut et ash esh ush";
/// The servant of, with and without an article.
const SERVANTS: &str = "abd abdul abdel abdal abdol abdil abdu abdou abdo abdoul";
/// Those of them that are names of their own; only an article makes them a compound.
const ALONE: &str = "abd abdu abdou abdo";
/// Of the faith, with and without an article.
const FAITHS: &str = "din deen dine dean uddin uddeen eddin eddine eddeen aldin eldin eldine addin addeen udin";
/// Of God, behind a name.
const OF_GOD: &str = "allah ullah ollah";
/// In one word it also stands without its last letter.
const OF_GOD_ENDS: [&str; 4] = ["allah", "ullah", "ollah", "ulla"];
/// What stands behind the other part in the one form.
const GOD: &str = "ullah";
/// The father of.
const PARENTS: &str = "abu abou abo aboo";
/// What stands before the other part in the one form of all.
pub(crate) const SERVANT: &str = "abdul";
/// What stands after it.
pub(crate) const FAITH: &str = "aldin";
const FATHER: &str = "abu";
/// Ends of single words that mean the faith, longest first; what stands before must be as long as a name.
const FAITH_ENDS: [&str; 17] = [
    "ouddine", "uddeen", "eddine", "eddeen", "addine", "uddin", "eddin", "addin", "aldeen", "eldeen", "aldin", "eldin",
    "oddin", "iddin", "udine", "edine", "udin",
];
const LEAST_STEM: usize = 3;
/// `Abdulla` is a compound, `Abduh` is none.
const LEAST_SERVANT: usize = 7;

/// What a word of Latin letters is in a compound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    Article,
    Servant,
    Faith,
    OfGod,
    Parent,
}

static MEMBERS: LazyLock<HashMap<&'static str, Vec<Member>>> = LazyLock::new(|| {
    let lists = [
        (ARTICLES, Member::Article),
        (SERVANTS, Member::Servant),
        (FAITHS, Member::Faith),
        (OF_GOD, Member::OfGod),
        (PARENTS, Member::Parent),
    ];
    let mut members: HashMap<&str, Vec<Member>> = HashMap::new();
    for (words, member) in lists {
        words.split(' ').for_each(|word| members.entry(word).or_default().push(member));
    }
    members
});

fn is(word: &str, member: Member) -> bool {
    MEMBERS.get(word).is_some_and(|members| members.contains(&member))
}

/// The words with compounds joined, each in one form.
pub(crate) fn joined(words: &[Word]) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let rest = words.get(at + 1..).unwrap_or_default();
        let (joined, taken) = match word.script {
            Script::Alphabet => latin(word, rest),
            Script::Consonants => native(word, rest),
            _ => (word.clone(), 0),
        };
        out.push(joined);
        at += 1 + taken;
    }
    out
}

/// A word of Latin letters with those of the following ones that belong to it, and how many these are.
fn latin(word: &Word, rest: &[Word]) -> (Word, usize) {
    let near = |at: usize| rest.get(at).filter(|next| next.clause == word.clause && next.script == Script::Alphabet);
    let text = |at: usize| near(at).map_or("", |next| next.text.as_str());
    let article = usize::from(is(text(0), Member::Article) && !text(1).is_empty());
    let servant = is(&word.text, Member::Servant)
        && (article == 1 || !ALONE.split(' ').any(|own| own == word.text) || text(0) == "allah");
    if servant && !text(article).is_empty() {
        return (with(word, rest, article + 1, format!("{SERVANT}{}", without_article(text(article)))), article + 1);
    }
    if is(&word.text, Member::Parent) && !text(article).is_empty() {
        return (with(word, rest, article + 1, format!("{FATHER}{}", canonical(text(article)))), article + 1);
    }
    if is(text(article), Member::Faith) && word.text.len() >= LEAST_STEM && (article == 1 || text(0).len() > 4) {
        return (with(word, rest, article + 1, format!("{}{FAITH}", word.text)), article + 1);
    }
    if is(text(0), Member::OfGod) && word.text.len() >= LEAST_STEM {
        return (with(word, rest, 1, format!("{}{GOD}", word.text)), 1);
    }
    (Word { text: canonical(&word.text), ..word.clone() }, 0)
}

/// `allah` after a servant is `lah` in every spelling.
fn without_article(text: &str) -> &str {
    text.strip_prefix("al").filter(|rest| rest.starts_with("la")).unwrap_or(text)
}

fn with(word: &Word, rest: &[Word], taken: usize, text: String) -> Word {
    let mut shown = word.shown.clone();
    for next in rest.iter().take(taken) {
        shown.push(if next.joined { '-' } else { ' ' });
        shown.push_str(&next.shown);
    }
    Word { shown, text, ..word.clone() }
}

/// A single word of Latin letters, in the one form of compounds if it is one.
pub(crate) fn canonical(text: &str) -> String {
    if let Some(rest) = text.strip_prefix("abd").filter(|_| text.len() >= LEAST_SERVANT).and_then(after_article) {
        return format!("{SERVANT}{rest}");
    }
    let long = |stem: &&str| stem.len() >= LEAST_STEM;
    let faith = FAITH_ENDS.iter().find_map(|end| text.strip_suffix(end)).filter(long);
    let god = OF_GOD_ENDS.iter().find_map(|end| text.strip_suffix(end)).filter(|stem| stem.len() > LEAST_STEM);
    let father = text.strip_prefix("abou").filter(|rest| rest.len() >= LEAST_STEM);
    match (faith, god, father) {
        (Some(stem), _, _) => format!("{stem}{FAITH}"),
        (_, Some(stem), _) => format!("{stem}{GOD}"),
        (_, _, Some(rest)) => format!("{FATHER}{rest}"),
        _ => text.to_owned(),
    }
}

/// What follows `ul`, `el`, `er` before an R, or the `i` of the Horn of Africa.
fn after_article(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("ou").or_else(|| text.strip_prefix(['a', 'e', 'i', 'o', 'u']))?;
    let mut letters = rest.chars();
    let (first, second) = (letters.next()?, letters.next()?);
    let rest = if first == 'l' || first == second { rest.get(1..)? } else { rest };
    (rest.len() >= 2).then_some(rest)
}

/// The part of a compound that names: all but the servant and the faith. Nothing if the word is no compound.
pub(crate) fn stem(canonical: &str) -> Option<&str> {
    let stem = canonical
        .strip_prefix(SERVANT)
        .or_else(|| canonical.strip_suffix(FAITH))
        .or_else(|| canonical.strip_suffix(GOD));
    stem.or_else(|| canonical.strip_prefix(FATHER).filter(|_| canonical.len() > LEAST_SERVANT))
        .filter(|stem| stem.len() >= 2)
}

/// Which kind of compound a word is; words of two kinds are two names.
pub(crate) fn kind(canonical: &str) -> usize {
    [canonical.starts_with(SERVANT), canonical.ends_with(FAITH), canonical.ends_with(GOD)]
        .iter()
        .take_while(|is| !**is)
        .count()
}

/// One is the other's father or mother by name: `Abu Bilal` and `Bilal`.
pub(crate) fn is_parent_of(a: &str, b: &str) -> bool {
    a.strip_prefix(FATHER) == Some(b) || b.strip_prefix(FATHER) == Some(a)
}

const NATIVE_ARTICLE: &str = "ال";
const NATIVE_SERVANT: &str = "عبد";
const NATIVE_PARENTS: [&str; 5] = ["أبو", "ابو", "أبي", "ابي", "أم"];
/// The letter that ends most names of women; it is heard as a vowel.
const FEMININE: char = 'ة';

/// The same for Arabic letters: the article is left out, and compounds are joined.
fn native(word: &Word, rest: &[Word]) -> (Word, usize) {
    let next = rest.first().filter(|next| next.clause == word.clause && next.script == Script::Consonants);
    let Some(next) = next else { return (alone(word), 0) };
    let servant = word.shown == NATIVE_SERVANT && next.shown.starts_with(NATIVE_ARTICLE);
    let faith = ["الدين", "الله"].contains(&plain(&next.shown).as_str());
    if servant || faith || NATIVE_PARENTS.contains(&word.shown.as_str()) {
        let text = format!("{}{}", respelt(&word.shown), respelt(&next.shown));
        let shown = format!("{} {}", word.shown, next.shown);
        return (Word { shown, text, ..word.clone() }, 1);
    }
    (alone(word), 0)
}

fn alone(word: &Word) -> Word {
    let stem = word.shown.strip_prefix(NATIVE_ARTICLE).filter(|stem| stem.chars().count() >= 3);
    match (stem, word.shown.ends_with(FEMININE)) {
        (None, false) => word.clone(),
        (stem, _) => Word { text: respelt(stem.unwrap_or(&word.shown)), ..word.clone() },
    }
}

/// The sounds of a word as Latin letters give them: without the last letter of women's names, and with one L in the name of God.
pub(crate) fn respelt(shown: &str) -> String {
    crate::text::sounds(&shown.trim_end_matches(FEMININE).replace("الله", "اله"))
}

/// Persian and Urdu have letters of their own for two that Arabic has.
fn plain(shown: &str) -> String {
    shown.replace('ی', "ي").replace('ک', "ك")
}

/// Whether the bearer is a woman as far as the writing says: names of women mostly end in one letter.
pub(crate) fn is_feminine(shown: &str) -> Option<bool> {
    let last = shown.chars().last()?;
    match last {
        FEMININE => Some(true),
        // These are heard as vowels, or hardly.
        'ا' | 'ى' | 'ي' | 'و' | 'ه' | 'ء' | 'ع' | 'ح' => None,
        '\u{0620}'..='\u{064a}' => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Vec<String> {
        joined(&crate::text::words(name).0).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn compounds_are_one_word_in_one_form() {
        for group in [
            &["Abd al-Rahman", "Abdul Rahman", "Abdurrahman", "ABD-AR-RAHMAN", "Abdelrahman", "Abd el Rahman"][..],
            &["Abd Allah", "Abdullah", "Abdallah"],
            &["Abd al-Qadir", "Abdul-Qadir"],
            &["Abdiaziz", "Abdul Aziz", "Abdelaziz"],
        ] {
            let all: Vec<Vec<String>> = group.iter().map(|name| of(name)).collect();
            assert!(all.iter().all(|one| one.len() == 1 && *one == all[0]), "{all:?}");
        }
        for group in [["Nur al-Din", "Nureddin", "Nur Uddin"], ["Saif-ud-Din", "Saifuddin", "Saif el Din"]] {
            assert!(group.iter().all(|name| of(name) == of(group[0])), "{group:?} {:?}", of(group[0]));
        }
        assert_eq!(of("Abu Bilal Ahmad"), ["abubilal", "ahmad"]);
        assert_eq!(of("ABD, Ahmad"), ["abd", "ahmad"]);
        assert_eq!(of("Aladin"), ["aladin"]);
    }

    #[test]
    fn arabic_letters_are_joined_alike() {
        assert_eq!(of("محمد عبد الرحمن الخطيب").len(), 3);
        assert_eq!(of("نور الدين").len(), 1);
        assert_eq!(of("الخطيب"), of("خطيب"));
    }

    #[test]
    fn the_part_that_names_is_known() {
        assert_eq!((stem("abdulrahman"), stem("nuraldin"), stem("karim")), (Some("rahman"), Some("nur"), None));
    }
}
