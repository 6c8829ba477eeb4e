//! A word that is compared: what it sounds like, what agreement on it says, and which known name it is.

use std::collections::{HashMap, HashSet};
use std::sync::{LazyLock, OnceLock};

use crate::text::{Script, Word};
use crate::{arabic, chinese, data, given, korean, latin};

/// Particles, and what stands between a name and its bearer's father: they name nobody.
const PARTICLES: &str = "al el ul bin ibn bint binti bn von der den del della dela la los las y e of the ould vld oglu ogly ugli qizi kyzy \
    kizi abu umm oum nee alias aka ssi";
/// The same inside a name; at its start or end they are somebody's name (`Ben`, `An`, `Do`, `Le`).
const INSIDE: &str = "ben an at as ad ar van de da do dos das di le san st";
/// Titles, at the start of a name.
const TITLES: &str = "mr mrs ms miss dr prof sir doctor general gen col colonel major maj capt captain lt mullah mawlawi maulavi maulana mulla";
/// Titles anywhere.
const HONOURS: &str = "sheikh shaykh sheik haji hajji hadji hajj hajjah sayyid sayyed seyed syed";
/// What tells a father from his son, by generation: words of one group are one.
const GENERATIONS: [&[&str]; 5] =
    [&["sr", "senior"], &["jr", "junior", "ii", "2nd"], &["iii", "3rd"], &["iv", "4th"], &["5th"]];

/// What part a word plays in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// It names somebody.
    Name,
    /// It names nobody.
    Weak,
    /// It tells bearers of one name apart (`Jr.`), by number.
    Generation(u8),
    /// A word that many organisations have, with its place in the lexicon.
    Common(crate::trade::Concept),
}

/// Readings of a word as Korean and as Chinese syllables.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ways {
    korean: OnceLock<Vec<korean::Sequence>>,
    chinese: OnceLock<Vec<chinese::Sequence>>,
}

impl Ways {
    pub fn korean(&self, word: &Word) -> &[korean::Sequence] {
        self.korean.get_or_init(|| korean::sequences(std::slice::from_ref(word)))
    }

    pub fn chinese(&self, word: &Word) -> &[chinese::Sequence] {
        self.chinese.get_or_init(|| chinese::sequences(std::slice::from_ref(word)))
    }
}

/// A word, ready to be compared.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    pub shown: String,
    /// ASCII letters, or characters brought to one form.
    pub text: String,
    pub sound: String,
    pub consonants: Option<String>,
    pub script: Script,
    /// What agreement on it says.
    pub bits: f64,
    pub role: Role,
    /// The known names that it may be a spelling of.
    pub names: &'static [u32],
    /// How many commas stand before it.
    pub clause: usize,
    /// How it can be read by syllables, read when it is first needed.
    pub ways: Ways,
    /// Where the writing says whether a woman bears it.
    pub feminine: Option<bool>,
}

/// What a part says of which no statistic knows the share, by its length in letters (bits; chosen: long names are rarer).
pub(crate) fn bits_by_length(letters: usize) -> f64 {
    [0.0, 1.5, 5.0, 6.5, 8.5, 11.0, 13.0, 14.5, 16.0, 17.0].get(letters).copied().unwrap_or(18.0)
}

/// The words of a person's name, ready to be compared.
pub(crate) fn tokens(words: &[Word]) -> Vec<Token> {
    let mut roles: Vec<Role> = (0..words.len()).map(|at| role(words, at)).collect();
    // Where hardly a name is left, what else may be one is.
    if roles.iter().filter(|role| **role == Role::Name).count() < 2 {
        let particle = |word: &Word| is(PARTICLES, word);
        let doubtful = roles.iter_mut().zip(words).filter(|(role, word)| **role == Role::Weak && !particle(word));
        doubtful.for_each(|(role, _)| *role = Role::Name);
    }
    words.iter().zip(roles).map(|(word, role)| token(word, role)).collect()
}

static LISTS: LazyLock<HashMap<&'static str, HashSet<&'static str>>> = LazyLock::new(|| {
    let lists = [PARTICLES, INSIDE, TITLES, HONOURS];
    lists.into_iter().map(|list| (list, list.split_whitespace().collect())).collect()
});

fn is(list: &'static str, word: &Word) -> bool {
    LISTS.get(list).is_some_and(|words| words.contains(word.text.as_str()))
}

fn role(words: &[Word], at: usize) -> Role {
    let Some(word) = words.get(at) else { return Role::Name };
    let same_clause =
        |other: Option<usize>| other.and_then(|at| words.get(at)).is_some_and(|other| other.clause == word.clause);
    let (first, last) = (!same_clause(at.checked_sub(1)), !same_clause(Some(at + 1)));
    let generation = GENERATIONS.iter().position(|words| words.contains(&word.text.as_str()));
    match generation {
        // At the start it is a name.
        Some(number) if at > 0 && word.script == Script::Alphabet => Role::Generation(number as u8),
        _ if is(PARTICLES, word) || is(HONOURS, word) => Role::Weak,
        _ if is(TITLES, word) && first => Role::Weak,
        _ if is(INSIDE, word) && !first && !last => Role::Weak,
        _ => Role::Name,
    }
}

/// A word in its part.
pub(crate) fn token(word: &Word, role: Role) -> Token {
    let text = match word.script {
        Script::Kana => crate::romaji::of_kana(&word.text),
        Script::Han => word.text.chars().map(data::variant).collect(),
        _ => word.text.clone(),
    };
    let sound = if matches!(word.script, Script::Han | Script::Hangul | Script::Consonants) {
        text.clone()
    } else {
        latin::sound(&text)
    };
    let consonants = match word.script {
        Script::Consonants | Script::Kana | Script::Alphabet => Some(latin::skeleton(&sound)),
        _ => None,
    };
    let names = if word.script == Script::Alphabet { given::names(&text) } else { &[] };
    let feminine = if word.script == Script::Consonants { arabic::is_feminine(&word.shown) } else { None };
    let bits = if role == Role::Name { name_bits(word.script, &text, &sound) } else { WEAK_BITS };
    Token {
        shown: word.shown.clone(),
        text,
        sound,
        consonants,
        script: word.script,
        bits,
        role,
        names,
        clause: word.clause,
        ways: Ways::default(),
        feminine,
    }
}

/// What agreement on a word says that names nobody (bits; chosen).
const WEAK_BITS: f64 = 0.5;
/// A compound is rarer than the part of it that names (bits; chosen).
const COMPOUND_BITS: f64 = 1.5;

fn name_bits(script: Script, text: &str, sound: &str) -> f64 {
    match arabic::stem(text).filter(|_| script == Script::Alphabet) {
        Some(stem) => (word_bits(script, stem, &latin::sound(stem)) + COMPOUND_BITS).min(bits_by_length(text.len())),
        None => word_bits(script, text, sound),
    }
}

fn word_bits(script: Script, text: &str, sound: &str) -> f64 {
    let letters = if script == Script::Han { text.chars().count() * 3 } else { text.len() };
    let usual = bits_by_length(letters);
    let known = data::share(sound).map(|share| (1e6 / share).log2());
    known.map_or(usual, |known| known.clamp(2.0, usual.max(4.0)))
}

impl Token {
    pub fn is_weak(&self) -> bool {
        self.role == Role::Weak
    }

    pub fn has_digits(&self) -> bool {
        self.text.bytes().any(|letter| letter.is_ascii_digit())
    }

    pub fn is_name(&self) -> bool {
        self.role == Role::Name
    }
}
