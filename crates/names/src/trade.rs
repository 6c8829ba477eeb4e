//! Words that many organisations have in their names: legal forms, kinds and lines of business, places, numbers. Two words of one meaning
//! meet in any language; two lines of business, two places, two numbers contradict each other, though all else agrees.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::parts::Role;
use crate::text;
use crate::{arabic, data, organisation};

static LEXICON: &str = include_str!("../data/trade.tsv");

/// What a word of the lexicon is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    /// A legal form; it names nobody and is left out.
    Form,
    /// That it is a business: company, group, holding.
    Firm,
    /// A kind of body or a line of business.
    Trade,
    /// Said of many: general, national, new.
    Quality,
    /// A country, a region or a town.
    Place,
    /// An ordinal or a number word.
    Number,
    /// A point of the compass.
    Direction,
}

/// A meaning, whatever the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Concept {
    /// What it is.
    pub class: Class,
    number: u16,
    /// Concepts of one group are exchanged in translations and short names.
    kin: Option<u8>,
}

/// What agreement on such a word says (bits; chosen: one organisation in eight is a bank, one in sixty of one town).
pub(crate) fn bits(class: Class) -> f64 {
    match class {
        Class::Form | Class::Firm => 0.5,
        Class::Trade | Class::Quality | Class::Direction => 3.0,
        Class::Number => 4.0,
        Class::Place => 6.0,
    }
}

/// What a word takes off that the other name lacks (bits; chosen).
pub(crate) fn alone_bits(concept: Concept) -> f64 {
    match concept.class {
        Class::Form | Class::Firm => 0.2,
        Class::Quality | Class::Trade => 0.9,
        Class::Place => 1.5,
        Class::Direction => 3.0,
        Class::Number => 5.0,
    }
}

/// Two lines of business, places or numbers in one place are two organisations (bits; chosen).
const OTHER_BITS: f64 = 8.0;
/// A proper word against one of the lexicon, which may be its translation (bits; chosen).
const VAGUE_BITS: f64 = 6.0;
/// Two adjectives, or two lines of business of one kin (bits; chosen).
const KIN_BITS: f64 = 5.0;
/// Words of two classes, which need not stand for each other (bits; chosen).
const APART_BITS: f64 = 2.0;
/// A word that says nothing but that it is a business (bits; chosen).
const FIRM_BITS: f64 = 0.5;

/// What two words say against each other that do not meet; nothing if neither stands in the lexicon.
pub(crate) fn contradiction(a: Role, b: Role) -> Option<f64> {
    let class = |role| match role {
        Role::Common(concept) => Some(concept.class),
        _ => None,
    };
    let bits = match (class(a), class(b)) {
        (None, None) => return None,
        (Some(Class::Firm | Class::Form), _) | (_, Some(Class::Firm | Class::Form)) => FIRM_BITS,
        (Some(Class::Trade), Some(Class::Trade)) if kin(a, b) => KIN_BITS,
        (Some(Class::Quality), Some(Class::Quality)) => KIN_BITS,
        (Some(one), Some(other)) if one == other => OTHER_BITS,
        (Some(Class::Number | Class::Direction), _) | (_, Some(Class::Number | Class::Direction)) => OTHER_BITS,
        (Some(_), Some(_)) => APART_BITS,
        _ => VAGUE_BITS,
    };
    Some(bits)
}

fn kin(a: Role, b: Role) -> bool {
    match (a, b) {
        (Role::Common(one), Role::Common(other)) => one.kin.is_some() && one.kin == other.kin,
        _ => false,
    }
}

/// How unwilling two words are to stand against each other: those of one class first.
pub(crate) fn unlike(a: Role, b: Role) -> f64 {
    match (a, b) {
        (Role::Common(one), Role::Common(other)) if one.class == other.class => 0.0,
        (Role::Common(_), Role::Common(_)) => 20.0,
        (Role::Common(_), _) | (_, Role::Common(_)) => 40.0,
        _ => 0.0,
    }
}

/// The words and phrases of the lexicon.
#[derive(Default)]
pub(crate) struct Lexicon {
    /// Words of a phrase, each as it is compared, parted by spaces.
    phrases: HashMap<String, Concept>,
    /// For each word that a phrase begins with, how many words the longest of them has.
    starts: HashMap<String, usize>,
    /// Words of legal forms, by their length, and whether they mean nothing else.
    of_forms: Vec<String>,
    /// Native words, which stand in names without spaces.
    native: HashMap<String, Concept>,
    /// Stems of Slavic adjectives, which end by gender and case, and by romanisation.
    adjectives: HashMap<String, Concept>,
    /// The longest of these, in characters.
    pub longest: usize,
}

static TABLE: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut table = Lexicon { longest: 1, ..Lexicon::default() };
    let groups = groups();
    for (number, line) in (0u16..).zip(data::lines(LEXICON)) {
        let [class_name, name, words] = line.split('\t').collect::<Vec<_>>()[..] else { continue };
        // `No.` says as little as a legal form.
        let Some(class) = class(if name.starts_with("numero") { "form" } else { class_name }) else { continue };
        let kin = groups.get(name).copied().filter(|_| class == Class::Trade);
        words
            .split(' ')
            .filter(|word| !word.is_empty())
            .for_each(|word| table.add(word, Concept { class, number, kin }));
    }
    table.of_forms.sort_unstable();
    table.of_forms.dedup();
    table
});

/// The groups of kin that concepts of trade belong to; the first one counts.
fn groups() -> HashMap<&'static str, u8> {
    let kin = data::lines(LEXICON).filter_map(|line| line.strip_prefix("kin\t")?.split_once('\t'));
    let mut groups = HashMap::new();
    for (number, (_, names)) in (0u8..).zip(kin) {
        names.split(' ').for_each(|name| _ = groups.entry(name).or_insert(number));
    }
    groups
}

/// The lexicon that is built in.
pub(crate) fn lexicon() -> &'static Lexicon {
    &TABLE
}

fn class(cell: &str) -> Option<Class> {
    Some(match cell {
        "form" => Class::Form,
        "firm" => Class::Firm,
        "trade" => Class::Trade,
        "quality" => Class::Quality,
        "place" => Class::Place,
        "number" => Class::Number,
        "direction" => Class::Direction,
        _ => return None,
    })
}

/// Ends of Slavic adjectives as they are romanised, longest first.
const ADJECTIVE_ENDS: [&str; 22] = [
    "aia", "aja", "aya", "iye", "iyi", "oye", "oie", "oje", "yye", "ogo", "yj", "yy", "iy", "ij", "yi", "ii", "oe",
    "ye", "ie", "oy", "oi", "y",
];
/// A stem is so long, or other words would have it.
const LEAST_STEM: usize = 5;

fn adjective_stem(word: &str) -> Option<&str> {
    ADJECTIVE_ENDS.iter().filter_map(|end| word.strip_suffix(end)).find(|stem| stem.len() >= LEAST_STEM)
}

impl Lexicon {
    fn add(&mut self, phrase: &str, concept: Concept) {
        let words = organisation::letters_joined(&arabic::joined(&text::words(&phrase.replace('_', " ")).0));
        if words.iter().all(|word| word.script.is_native()) {
            let text: String = words.iter().map(|word| word.text.as_str()).collect();
            self.longest = self.longest.max(text.chars().count());
            self.native.entry(text).or_insert(concept);
        } else {
            let key: Vec<String> = words.into_iter().map(|word| word.text).collect();
            if let [word] = &key[..]
                && let Some(stem) = adjective_stem(word)
            {
                self.adjectives.entry(stem.to_owned()).or_insert(concept);
            }
            if let Some(first) = key.first() {
                let longest = self.starts.entry(first.clone()).or_default();
                *longest = key.len().max(*longest);
            }
            if concept.class == Class::Form {
                self.of_forms.extend(key.iter().filter(|word| word.len() >= LEAST_STEM).cloned());
            }
            self.phrases.entry(key.join(" ")).or_insert(concept);
        }
    }

    /// The meaning of a phrase of alphabetic words.
    pub fn phrase(&self, words: &str) -> Option<Concept> {
        self.phrases.get(words).copied()
    }

    /// The meaning of a Slavic adjective in another form than those listed.
    pub fn adjective(&self, word: &str) -> Option<Concept> {
        self.adjectives.get(adjective_stem(word)?).copied()
    }

    /// The meaning of a native word.
    pub fn native(&self, word: &str) -> Option<Concept> {
        self.native.get(word).copied()
    }

    /// How many words a phrase has at most that begins with this one.
    pub fn longest(&self, first: &str) -> usize {
        self.starts.get(first).copied().unwrap_or_default()
    }

    /// The word of a legal form that a word is, or is a slip of.
    pub fn form_word(&self, word: &str) -> Option<&str> {
        let ends = |text: &str| (text.bytes().next(), text.bytes().last());
        let (first, last) = ends(word);
        let near = |form: &&String| {
            let alike = ends(form).0 == first || ends(form).1 == last;
            alike && form.len().abs_diff(word.len()) <= 1 && crate::latin::within(form, word, 1.0) <= 1.0
        };
        let long = word.len() >= LEAST_STEM;
        let same =
            self.of_forms.binary_search_by(|form| form.as_str().cmp(word)).ok().and_then(|at| self.of_forms.get(at));
        same.or_else(|| self.of_forms.iter().filter(|_| long).find(near)).map(String::as_str)
    }
}
