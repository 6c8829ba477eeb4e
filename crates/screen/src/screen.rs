//! Names, documents, e-mails and wallets held against the lists.

use std::collections::{BTreeMap, HashMap};

use sekisho_names::{How, Judgement, Kind, Name, judge_loosely};

use crate::entry::{About, Entry, document_key, email_key, wallet_key};
use crate::index::Index;
use crate::lists::Lists;

/// What is held against the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A person's name.
    Person,
    /// An organisation's name.
    Organisation,
    /// A name of either.
    Name,
    /// The number of a paper.
    Document,
    /// An e-mail address.
    Email,
    /// A digital currency address.
    Wallet,
}

/// An entry that agrees.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Its place in [`Lists::entries`].
    pub entry: usize,
    /// Probability that it is the listed one (0 to 1), if any of the listed ones is as likely beforehand; 1 for numbers and addresses.
    pub score: f64,
    /// Which parts met how, and what speaks against it.
    pub says: String,
}

/// A name that the list itself calls weak says so much less (bits; chosen).
const WEAK_BITS: f64 = 4.0;
/// One word that agrees: `Elias` is many people.
const LEAST_SINGLE: f64 = 0.05;
/// What a name must score that lacks no more than a patronymic or an initial.
const LEAST_SAME: f64 = 0.5;
/// What a name must score that differs by a typing error alone, otherwise in one point (a part left out, a nickname), in two, in more. Chosen
/// on names drawn by another seed than that of the tests.
const LEAST_SCORES: [f64; 4] = [0.55, 0.93, 0.985, 0.997];
/// Full agreement in sound is reported from this score on, however common the name: a person decides.
const LEAST_EXACT: f64 = 0.002;

/// Lists, ready to be asked.
pub struct Screen {
    /// The lists.
    pub lists: Lists,
    index: Index,
    numbers: HashMap<(u8, String), Vec<usize>>,
    prior_bits: f64,
}

impl Screen {
    /// Makes the indices. Of 16,000 entries it takes about a second of work.
    pub fn new(lists: Lists) -> Self {
        let index = Index::new(&lists.entries);
        let mut numbers: HashMap<(u8, String), Vec<usize>> = HashMap::new();
        for (place, entry) in lists.entries.iter().enumerate() {
            for (kind, keys) in [(0, &entry.documents), (1, &entry.emails), (2, &entry.wallets)] {
                keys.iter().for_each(|key| numbers.entry((kind, key.clone())).or_default().push(place));
            }
        }
        let prior_bits = (lists.entries.len().max(2) as f64).log2();
        Self { lists, index, numbers, prior_bits }
    }

    /// The entry of a hit.
    pub fn entry(&self, hit: &Hit) -> Option<&Entry> {
        self.lists.entries.get(hit.entry)
    }

    /// Every entry that agrees, the likeliest first.
    pub fn ask(&self, value: &str, asked: Asked) -> Vec<Hit> {
        match asked {
            Asked::Person => self.names(value, &[About::Person]),
            Asked::Organisation => self.names(value, &[About::Organisation]),
            Asked::Name => self.names(value, &[About::Person, About::Organisation]),
            Asked::Document => self.equal(0, document_key(value), "the number is the same"),
            Asked::Email => self.equal(1, email_key(value), "the address is the same"),
            Asked::Wallet => self.equal(2, wallet_key(value), "the address is the same"),
        }
    }

    fn equal(&self, kind: u8, key: String, says: &str) -> Vec<Hit> {
        let places = self.numbers.get(&(kind, key)).map_or(&[][..], Vec::as_slice);
        let mut hits: Vec<Hit> =
            places.iter().map(|entry| Hit { entry: *entry, score: 1.0, says: says.to_owned() }).collect();
        hits.dedup();
        hits
    }

    fn names(&self, value: &str, about: &[About]) -> Vec<Hit> {
        let mut best: BTreeMap<usize, Hit> = BTreeMap::new();
        for of in about {
            let name = Name::new(value, if *of == About::Person { Kind::Person } else { Kind::Organisation });
            for listed in self.index.candidates(&name, *of) {
                let entry = self.lists.entries.get(listed.entry);
                if entry.is_none_or(|entry| entry.about != *of) {
                    continue;
                }
                let judged = judge_loosely(&name, &listed.name);
                let Some((score, mut says)) = self.scored(&judged, listed.weak) else { continue };
                if listed.weak {
                    says.push_str("; the list calls this name weak");
                }
                let hit = Hit { entry: listed.entry, score, says };
                let known = best.get(&hit.entry);
                if known.is_none_or(|known| known.score < hit.score) {
                    best.insert(hit.entry, hit);
                }
            }
        }
        let mut hits: Vec<Hit> = best.into_values().collect();
        hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        hits
    }

    /// The score of a judgement, if it is worth reporting.
    fn scored(&self, judged: &Judgement, weak: bool) -> Option<(f64, String)> {
        let bits = judged.bits - if weak { WEAK_BITS } else { 0.0 };
        let score = 1.0 / (1.0 + (self.prior_bits - bits).exp2());
        let alike = |how: &How| matches!(how, How::Same | How::Reading | How::Romanisation | How::Order | How::Joined);
        let slips = judged.parts.iter().filter(|part| !part.how.iter().all(alike)).count();
        let spelt_alike = !judged.parts.iter().any(|part| part.how.contains(&How::Romanisation) && part.bits < 8.0);
        let typed = judged.parts.iter().any(|part| part.how.contains(&How::Typing));
        let points = slips + judged.alone.iter().filter(|part| part.bits >= 1.0).count() + 2 * judged.against.len();
        let least = match points {
            0 if judged.meets() && spelt_alike && judged.parts.len() > 1 => LEAST_EXACT,
            0 if judged.meets() && spelt_alike => LEAST_SINGLE,
            0 => LEAST_SAME,
            1 if judged.alone.is_empty() && typed => LEAST_SCORES[0],
            1 => LEAST_SCORES[1],
            2 => LEAST_SCORES[2],
            _ => LEAST_SCORES[3],
        };
        (score >= least).then(|| (score, judged.says()))
    }
}
