//! Which listed names could be a name, without comparing it with all of them.
//!
//! Every part of a listed name is filed under its sound and under its sound with one letter left out (the deletion neighbourhood of
//! W. Garbe's SymSpell, 2012): a letter changed, dropped, doubled or swapped leaves two words with such a form in common. Names whose shared
//! parts say too little are never scored.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use sekisho_names::{Kind, Name, may_meet};
use xxhash_rust::xxh3::xxh3_64;

use crate::entry::{About, Entry};

/// At most so many names are scored for one query; those that share most come first (chosen).
const MOST_SCORED: usize = 10;
/// What a part says that agrees but for one letter, less (bits; chosen).
const NEAR_BITS: f64 = 3.0;
/// Names that share less of what either has are not scored (chosen).
const LEAST_SHARE: f64 = 0.35;
/// Longer sounds are filed by their first letters alone, so that one huge word costs no more than others.
const LONGEST: usize = 24;

/// Forms are hashes already.
#[derive(Default)]
struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

/// A name of an entry, ready to be compared.
pub(crate) struct Listed {
    pub entry: usize,
    pub weak: bool,
    pub name: Name,
    about: About,
    bits: f64,
    /// See [`whole`].
    pub whole: u64,
}

/// The index over all names of some lists.
#[derive(Default)]
pub(crate) struct Index {
    pub listed: Vec<Listed>,
    /// For each form, the parts that have it.
    forms: HashMap<u64, Vec<u32>, BuildHasherDefault<Hashed>>,
    /// For each part: its sound, what it says, and the names that have it.
    parts: Vec<(String, f64, Vec<u32>)>,
    /// Names by all of their words: a name that is asked for as it is listed is found whatever else is listed.
    wholes: HashMap<u64, Vec<u32>, BuildHasherDefault<Hashed>>,
    /// Names that may be Korean, Chinese or Japanese, by the keys of their surnames: they are also found by other readings.
    eastern: HashMap<u16, Vec<u32>>,
}

thread_local! {
    /// What each listed name shares with the one that is asked for, kept from one question to the next: zeroing it anew would cost more than the rest.
    static SHARED: std::cell::RefCell<Vec<f32>> = const { std::cell::RefCell::new(Vec::new()) };
}

/// All words of a name in any order, small letters, without signs.
pub(crate) fn whole(text: &str) -> u64 {
    let lower = text.to_lowercase();
    let mut words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.sort_unstable();
    xxh3_64(words.join(" ").as_bytes())
}

/// A sound, and the sound without each of its letters.
fn forms(sound: &str, mut each: impl FnMut(u64)) {
    let bytes = sound.as_bytes();
    let bytes = bytes.get(..LONGEST).unwrap_or(bytes);
    each(xxh3_64(bytes));
    if bytes.len() < 4 || !sound.is_ascii() {
        return;
    }
    let mut short = [0u8; LONGEST];
    for left_out in 0..bytes.len() {
        let kept = bytes.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, byte)| *byte);
        short.iter_mut().zip(kept).for_each(|(slot, byte)| *slot = byte);
        each(xxh3_64(short.get(..bytes.len() - 1).unwrap_or_default()));
    }
}

impl Index {
    /// Files every name of the entries.
    pub fn new(entries: &[Entry]) -> Self {
        let mut index = Self::default();
        let mut numbers: HashMap<String, u32> = HashMap::new();
        for (number, entry) in entries.iter().enumerate() {
            let kind = if entry.about == About::Person { Kind::Person } else { Kind::Organisation };
            for name in &entry.names {
                index.file(
                    (number, name.weak, entry.about),
                    (Name::new(&name.text, kind), whole(&name.text)),
                    &mut numbers,
                );
            }
        }
        for (number, (sound, _, _)) in (0u32..).zip(&index.parts) {
            forms(sound, |form| {
                let of_form = index.forms.entry(form).or_default();
                if of_form.last() != Some(&number) {
                    of_form.push(number);
                }
            });
        }
        index
    }

    fn file(&mut self, of: (usize, bool, About), (name, whole): (Name, u64), numbers: &mut HashMap<String, u32>) {
        let (entry, weak, about) = of;
        let listed = self.listed.len() as u32;
        let sounds = name.sounds();
        let bits = sounds.iter().filter(|part| !part.joined).map(|part| part.bits).sum();
        for part in sounds {
            let next = self.parts.len() as u32;
            let number = *numbers.entry(part.sound.clone()).or_insert(next);
            if number == next {
                self.parts.push((part.sound, part.bits, Vec::new()));
            }
            if let Some((_, _, names)) = self.parts.get_mut(number as usize)
                && names.last() != Some(&listed)
            {
                names.push(listed);
            }
        }
        for key in name.eastern_keys() {
            self.eastern.entry(key).or_default().push(listed);
        }
        self.wholes.entry(whole).or_default().push(listed);
        self.listed.push(Listed { entry, weak, name, about, bits, whole });
    }

    /// The listed names worth scoring: those with the same words, those that share most, those that are alike by other readings. `whole` is
    /// that of the name.
    pub fn candidates(&self, (name, whole): (&Name, u64), about: About) -> Vec<&Listed> {
        let mut found = SHARED.with_borrow_mut(|shared| {
            shared.resize(shared.len().max(self.listed.len()), 0.0);
            self.sharing(name, about, shared)
        });
        let same = self.wholes.get(&whole).into_iter().flatten();
        found.extend(same.filter(|listed| self.listed.get(**listed as usize).is_some_and(|one| one.about == about)));
        self.add_eastern(name, &mut found);
        found.sort_unstable();
        found.dedup();
        found.iter().filter_map(|listed| self.listed.get(*listed as usize)).collect()
    }

    /// The same; `shared` is all zero before and after.
    fn sharing(&self, name: &Name, about: About, shared: &mut [f32]) -> Vec<u32> {
        let mut touched: Vec<u32> = Vec::new();
        let sounds = name.sounds();
        let total: f64 = sounds.iter().filter(|part| !part.joined).map(|part| part.bits).sum();
        let mut parts: Vec<(u32, f32)> = Vec::new();
        for part in &sounds {
            parts.clear();
            forms(&part.sound, |form| {
                for number in self.forms.get(&form).into_iter().flatten() {
                    let Some((sound, bits, _)) = self.parts.get(*number as usize) else { continue };
                    let off = if *sound == part.sound { 0.0 } else { NEAR_BITS };
                    parts.push((*number, (bits.min(part.bits) - off).max(0.5) as f32));
                }
            });
            parts.sort_unstable_by_key(|(number, _)| *number);
            parts.dedup_by_key(|(number, _)| *number);
            for (number, bits) in &parts {
                for listed in self.parts.get(*number as usize).into_iter().flat_map(|(_, _, names)| names) {
                    let Some(sum) = shared.get_mut(*listed as usize) else { continue };
                    if *sum == 0.0 {
                        touched.push(*listed);
                    }
                    *sum += bits;
                }
            }
        }
        let mut shares: Vec<(f32, f32, u32)> = Vec::new();
        for listed in touched {
            let share = shared.get_mut(listed as usize).map(std::mem::take).unwrap_or_default();
            let Some(of) = self.listed.get(listed as usize) else { continue };
            if of.about == about && f64::from(share) >= LEAST_SHARE * total.min(of.bits) {
                shares.push((share, of.bits as f32, listed));
            }
        }
        // Of those that share as much, names with the least besides come first.
        shares.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        shares.into_iter().take(MOST_SCORED).map(|(_, _, listed)| listed).collect()
    }

    /// Names that share no letters may still be one by their readings.
    fn add_eastern(&self, name: &Name, found: &mut Vec<u32>) {
        let native = !name.is_alphabetic();
        // Latin letters of Japanese differ little; only other scripts need their readings.
        let keys = name.eastern_keys().into_iter().filter(|key| native || *key < 5_000);
        let mut near: Vec<u32> = keys.filter_map(|key| self.eastern.get(&key)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        near.retain(|listed| !found.contains(listed));
        found.extend(
            near.into_iter()
                .filter(|listed| self.listed.get(*listed as usize).is_some_and(|listed| may_meet(name, &listed.name))),
        );
    }
}
