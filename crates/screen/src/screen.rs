//! Names, documents, e-mails and wallets held against the lists.

use std::collections::{BTreeMap, HashMap};

use sekisho_names::{How, Judgement, Kind, Name, judge_loosely};

use crate::agreement::agreement;
use crate::birth::Birth;
use crate::entry::{About, Entry, document_key, email_key, wallet_key};
use crate::index::{Index, Listed, whole};
use crate::lists::Lists;

/// What is held against the lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
    /// Probability that it is the listed one (0 to 1), if any of the listed ones is as likely beforehand; 1 for numbers
    /// and addresses.
    pub score: f64,
    /// Which parts met how, and what speaks against it.
    pub says: String,
}

/// What a question gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Every entry that agrees, the likeliest first.
    pub hits: Vec<Hit>,
    /// Entries that the name alone would have reported and whose birth dates speak against it.
    pub set_aside: Vec<Hit>,
}

/// A name that the list itself calls weak says so much less (bits; chosen).
const WEAK_BITS: f64 = 4.0;
/// One word that agrees: `Elias` is many people.
const LEAST_SINGLE: f64 = 0.05;
/// What a name must score that lacks no more than a patronymic or an initial.
const LEAST_SAME: f64 = 0.5;
/// What a name must score that differs by a typing error alone, otherwise in one point (a part left out, a nickname),
/// in two, in more. Chosen on names drawn by another seed than that of the tests.
const LEAST_SCORES: [f64; 4] = [0.55, 0.93, 0.985, 0.997];
/// Full agreement in sound is reported from this score on, however common the name: a person decides.
const LEAST_EXACT: f64 = 0.002;
/// What a name must score where the birth dates contradict it. Parts that no table of shares knows count as rarer than
/// some are, so more is asked than an even chance (chosen: three parts of a list's own names mostly reach it, two about
/// every other time).
const LEAST_AGAINST: f64 = 0.95;

/// Longer names that are asked for are no names; their beginning is asked for (chosen).
const LONGEST_ASKED: usize = 1_000;

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
        self.answer(value, asked, &[]).hits
    }

    /// The same of somebody whose birth dates are known: those that agree add to what a name says, those that
    /// contradict take from it.
    pub fn answer(&self, value: &str, asked: Asked, born: &[Birth]) -> Answer {
        let hits = match asked {
            Asked::Person => return self.names(value, &[About::Person], born),
            Asked::Organisation => return self.names(value, &[About::Organisation], born),
            Asked::Name => return self.names(value, &[About::Person, About::Organisation], born),
            Asked::Document => self.equal(0, document_key(value), "the number is the same"),
            Asked::Email => self.equal(1, email_key(value), "the address is the same"),
            Asked::Wallet => self.equal(2, wallet_key(value), "the address is the same"),
        };
        Answer { hits, set_aside: Vec::new() }
    }

    fn equal(&self, kind: u8, key: String, says: &str) -> Vec<Hit> {
        let places = self.numbers.get(&(kind, key)).map_or(&[][..], Vec::as_slice);
        let mut hits: Vec<Hit> =
            places.iter().map(|entry| Hit { entry: *entry, score: 1.0, says: says.to_owned() }).collect();
        hits.dedup();
        hits
    }

    fn names(&self, value: &str, about: &[About], born: &[Birth]) -> Answer {
        let value = value.char_indices().nth(LONGEST_ASKED).and_then(|(at, _)| value.get(..at)).unwrap_or(value);
        let whole = whole(value);
        // Reported hits go before those set aside: one name of an entry that is worth a look is enough.
        let mut best: BTreeMap<usize, (bool, Hit)> = BTreeMap::new();
        for of in about {
            let name = Name::new(value, if *of == About::Person { Kind::Person } else { Kind::Organisation });
            for listed in self.index.candidates((&name, whole), *of) {
                let Some(entry) = self.lists.entries.get(listed.entry).filter(|entry| entry.about == *of) else {
                    continue;
                };
                let judged = judge_loosely(&name, &listed.name);
                let least = if exact(value, whole, listed) { 0.0 } else { least(&judged) };
                let Some((reported, mut hit)) = self.weighed((&judged, least), (entry, listed), born) else { continue };
                if listed.weak {
                    hit.says.push_str("; the list calls this name weak");
                }
                let known = best.get(&hit.entry).map(|(reported, hit)| (*reported, hit.score));
                if known.is_none_or(|known| known < (reported, hit.score)) {
                    best.insert(hit.entry, (reported, hit));
                }
            }
        }
        let mut hits: Vec<(bool, Hit)> = best.into_values().collect();
        hits.sort_by(|(_, a), (_, b)| b.score.total_cmp(&a.score).then(a.entry.cmp(&b.entry)));
        let (reported, aside): (Vec<_>, Vec<_>) = hits.into_iter().partition(|(reported, _)| *reported);
        let plain = |hits: Vec<(bool, Hit)>| hits.into_iter().map(|(_, hit)| hit).collect();
        Answer { hits: plain(reported), set_aside: plain(aside) }
    }

    /// The hit that a judgement and the birth dates make, and whether it is worth reporting; `least` is what the name
    /// must score. None when the name says too little in either case.
    fn weighed(
        &self,
        (judged, least): (&Judgement, f64),
        (entry, listed): (&Entry, &Listed),
        born: &[Birth],
    ) -> Option<(bool, Hit)> {
        let bits = judged.bits - if listed.weak { WEAK_BITS } else { 0.0 };
        let score = |bits: f64| 1.0 / (1.0 + (self.prior_bits - bits).exp2());
        let by_name = score(bits) >= least;
        let Some(dates) = agreement(born, &entry.births) else {
            return by_name.then(|| (true, Hit { entry: listed.entry, score: score(bits), says: judged.says() }));
        };
        let with_dates = score(bits + dates.bits);
        // A common name is reported because a person should look; where the dates speak against it, that look was had.
        let least = if dates.against { least.max(LEAST_AGAINST) } else { least };
        let reported = with_dates >= least;
        let says = || format!("{}; {}", judged.says(), dates.says);
        (reported || by_name).then(|| (reported, Hit { entry: listed.entry, score: with_dates, says: says() }))
    }
}

/// A name that is asked for word by word as it is listed is reported however common it is and however long the lists
/// are: a person decides. One word alone that the list itself calls weak is a nickname.
fn exact(value: &str, whole: u64, listed: &Listed) -> bool {
    listed.whole == whole && (!listed.weak || value.split_whitespace().count() > 1)
}

/// What a name must score to be reported.
fn least(judged: &Judgement) -> f64 {
    let alike = |how: &How| matches!(how, How::Same | How::Reading | How::Romanisation | How::Order | How::Joined);
    let slips = judged.parts.iter().filter(|part| !part.how.iter().all(alike)).count();
    let spelt_alike = !judged.parts.iter().any(|part| part.how.contains(&How::Romanisation) && part.bits < 8.0);
    let typed = judged.parts.iter().any(|part| part.how.contains(&How::Typing));
    let points = slips + judged.alone.iter().filter(|part| part.bits >= 1.0).count() + 2 * judged.against.len();
    match points {
        0 if judged.meets() && spelt_alike && judged.parts.len() > 1 => LEAST_EXACT,
        0 if judged.meets() && spelt_alike => LEAST_SINGLE,
        0 => LEAST_SAME,
        1 if judged.alone.is_empty() && typed => LEAST_SCORES[0],
        1 => LEAST_SCORES[1],
        2 => LEAST_SCORES[2],
        _ => LEAST_SCORES[3],
    }
}
