//! Given names that are known: spellings of one, and which are two however alike they look (Hassan and Hussein, Gerald and Gerard).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::parts::token::Token;
use crate::text::Script;
use crate::{arabic, data, latin};

static SPELLINGS: &str = include_str!("../data/spellings.txt");
static EQUALS: &str = include_str!("../data/equals.txt");

/// A surname that so many of a million bear is known: two of them are no misspelling of each other (chosen).
const KNOWN_SHARE: f64 = 50.0;

static NAMES: LazyLock<HashMap<String, Vec<u32>>> = LazyLock::new(|| {
    let mut names: HashMap<String, Vec<u32>> = HashMap::new();
    for (number, line) in (0u32..).zip(data::lines(SPELLINGS)) {
        for word in line.split_whitespace() {
            let of = names.entry(arabic::canonical(word)).or_default();
            if of.last() != Some(&number) {
                of.push(number);
            }
        }
    }
    names
});

/// The names that a word may be a spelling of, by their line in the list.
pub(crate) fn names(text: &str) -> &'static [u32] {
    NAMES.get(text).map_or(&[], Vec::as_slice)
}

/// Some list has the word as a name.
pub(crate) fn is_known(token: &Token) -> bool {
    !token.names.is_empty() || data::written_share(&token.text).is_some_and(|share| share >= KNOWN_SHARE)
}

/// Surnames that sound so near are often spelt for each other (Gonzalez, Gonzales).
const HEARD_ALIKE: f64 = 0.5;

/// Both words are known names, and no list says that they are forms of one.
pub(crate) fn differ(a: &Token, b: &Token) -> bool {
    if !a.names.is_empty() && !b.names.is_empty() {
        return true;
    }
    let alphabetic = a.script == Script::Alphabet && b.script == Script::Alphabet;
    alphabetic && is_known(a) && is_known(b) && latin::heard_apart(&a.sound, &b.sound, HEARD_ALIKE) > HEARD_ALIKE
}

/// Names that are forms of one in several languages, or nicknames: groups by a word, by what it sounds like, and by the name it is a spelling of.
#[derive(Default)]
struct Forms {
    written: HashMap<String, Vec<u32>>,
    heard: HashMap<String, Vec<u32>>,
    named: HashMap<u32, Vec<u32>>,
}

static FORMS: LazyLock<Forms> = LazyLock::new(|| {
    let mut forms = Forms::default();
    for (group, line) in (0u32..).zip(data::lines(EQUALS)) {
        for word in line.split_whitespace() {
            let word = arabic::canonical(word);
            forms.heard.entry(latin::sound(&word)).or_default().push(group);
            // A word that stands for two names says of neither that it is meant.
            if let [name] = names(&word) {
                forms.named.entry(*name).or_default().push(group);
            }
            forms.written.entry(word).or_default().push(group);
        }
    }
    forms
});

/// Whether two words are forms of one given name in several languages, or a nickname of it (bob, robert).
pub(crate) fn are_forms(a: &Token, b: &Token) -> bool {
    let groups = |token: &Token| -> Vec<u32> {
        let named = token.names.iter().filter_map(|name| FORMS.named.get(name));
        FORMS.written.get(token.text.as_str()).into_iter().chain(named).flatten().copied().collect()
    };
    let (one, other) = (groups(a), groups(b));
    one.iter().any(|group| other.contains(group))
}

/// The same for words that sound so.
pub(crate) fn sound_like_forms(a: &Token, b: &Token) -> bool {
    let groups = |token: &Token| FORMS.heard.get(&token.sound);
    groups(a).zip(groups(b)).is_some_and(|(one, other)| one.iter().any(|group| other.contains(group)))
}
