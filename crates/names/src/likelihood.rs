//! How much likelier a reading is for a given name in these characters than for any given name.
//!
//! A dictionary that knows a character with sixty readings lets every name be read as half of all others. So readings are counted: in how
//! many of the 137,000 given names of the dictionaries a character is read so. What none of them shows takes its share from the characters
//! that are read alike ([`crate::nanori`]), the more the fewer names show the character at all (additive smoothing). The weights were
//! chosen on names of the dictionaries, each left out of the counts in its turn.

use std::collections::{BTreeMap, HashMap};
use std::sync::{LazyLock, OnceLock};

use crate::readings::{Piece, after};
use crate::romaji::{self, Fold};
use crate::{data, nanori};

static COUNTS: &str = include_str!("../data/nanori.tsv");

/// Readings that no name shows weigh together as much as so many names (chosen, as the next two).
const UNSEEN: f64 = 3.0;
/// The part of this that goes to readings of like characters.
const BORROWED: f64 = 0.6;
/// What each reading gets that a dictionary gives for the character outside of names.
const OTHERWISE: f64 = 0.006;
/// The same for a known reading with an ending, or cut short.
const BENT: f64 = 0.002;
/// A reading that no name has is as usual as one that so many have (chosen).
const UNHEARD: f64 = 2.0;
/// Nothing is impossible.
const LEAST: f64 = 1e-9;

struct Counts {
    /// Given names by what they sound like.
    names: HashMap<String, f64>,
    /// How many there are.
    all: f64,
    characters: HashMap<char, Letter>,
}

struct Letter {
    seen: Vec<(&'static str, f64)>,
    readings: OnceLock<Vec<Reading>>,
}

/// What a character may be read as, in Latin letters, and how often it is.
struct Reading {
    spelt: String,
    share: f64,
    /// Only at the end of a name.
    last: bool,
}

static TABLE: LazyLock<Counts> = LazyLock::new(|| {
    let mut counts = Counts { names: HashMap::new(), all: 0.0, characters: HashMap::new() };
    for line in data::lines(COUNTS) {
        match line.split('\t').collect::<Vec<_>>()[..] {
            ["n", reading, count] => {
                let count: f64 = count.parse().unwrap_or_default();
                *counts.names.entry(romaji::folded(&romaji::of_kana(reading))).or_default() += count;
                counts.all += count;
            }
            ["c", letter, readings] => {
                let pair = |cell: &'static str| {
                    cell.split_once(':').and_then(|(kana, count)| Some((kana, count.parse().ok()?)))
                };
                let seen = readings.split(',').filter_map(pair).collect();
                let letter = letter.chars().next().unwrap_or_default();
                counts.characters.insert(letter, Letter { seen, readings: OnceLock::new() });
            }
            _ => {}
        }
    }
    counts
});

/// What it says that a given name in these pieces is read so (bits: log2 of how much likelier the reading is than for any name).
pub(crate) fn bits(pieces: &[Piece], sound: &str) -> f64 {
    let usual = (TABLE.names.get(sound).copied().unwrap_or_default() + UNHEARD) / TABLE.all;
    ((probability(pieces, sound.as_bytes()) + LEAST) / usual).log2()
}

/// The probability that the pieces are read as this sound, over all ways to part it among them: from piece to piece, what each place in the
/// sound is reached with.
fn probability(pieces: &[Piece], sound: &[u8]) -> f64 {
    let mut reached: BTreeMap<(usize, Fold), f64> = BTreeMap::from([((0, Fold::default()), 1.0)]);
    for (at, piece) in pieces.iter().enumerate() {
        let mut next: BTreeMap<(usize, Fold), f64> = BTreeMap::new();
        for ((heard, fold), share) in reached {
            let rest = sound.get(heard..).unwrap_or_default();
            let mut go = |spelt: &str, of: f64| {
                if let Some((fold, left)) = after(spelt, rest, fold) {
                    *next.entry((sound.len() - left, fold)).or_default() += share * of;
                }
            };
            match piece {
                Piece::Spelt(spellings) => spellings.iter().for_each(|spelt| go(spelt, 1.0)),
                Piece::Character(letter) => {
                    let fits = readings(*letter).iter().filter(|reading| !reading.last || at + 1 == pieces.len());
                    fits.for_each(|reading| go(&reading.spelt, reading.share));
                }
            }
        }
        reached = next;
    }
    reached.into_iter().filter(|((heard, _), _)| *heard == sound.len()).map(|(_, share)| share).sum()
}

fn readings(letter: char) -> &'static [Reading] {
    let variant = data::variant(letter);
    let Some(of) = TABLE.characters.get(&letter).or_else(|| TABLE.characters.get(&variant)) else { return &[] };
    of.readings.get_or_init(|| shares(letter, &of.seen))
}

fn shares(letter: char, seen: &[(&'static str, f64)]) -> Vec<Reading> {
    let total: f64 = seen.iter().map(|(_, count)| count).sum();
    let share = |weight: f64| weight / (total + UNSEEN);
    let reading = |kana: &str, weight, last| Reading { spelt: romaji::of_kana(kana), share: share(weight), last };
    let mut all: Vec<Reading> = seen.iter().map(|(kana, count)| reading(kana, *count, false)).collect();
    let borrowed = nanori::neighbours_of(letter);
    all.extend(borrowed.iter().map(|(kana, weight)| reading(kana, UNSEEN * BORROWED * weight, false)));
    let known = data::character(letter).map_or(&[][..], |known| known.japanese.as_slice());
    all.extend(known.iter().map(|kana| reading(kana, UNSEEN * OTHERWISE, false)));
    for (kana, _) in seen {
        all.extend(nanori::longer(kana).map(|kana| reading(&kana, UNSEEN * BENT, true)));
        all.extend(nanori::shorter(kana).map(|kana| reading(&kana, UNSEEN * BENT, false)));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(written: &str, sound: &str) -> f64 {
        bits(&written.chars().map(Piece::Character).collect::<Vec<_>>(), sound)
    }

    #[test]
    fn usual_readings_say_much_and_odd_ones_little() {
        assert!(of("健一", "kenichi") > 5.0, "{}", of("健一", "kenichi"));
        assert!(of("花子", "hanako") > 5.0);
        // Dictionaries know 康 as kei in one name, 子 as ki in none.
        assert!(of("康子", "yasuko") > of("康子", "keiko") + 3.0);
        assert!(of("花子", "hanako") > of("花子", "kaki") + 3.0);
        assert!(of("健一", "hanako") < -8.0);
    }

    #[test]
    fn shares_of_a_character_are_no_more_than_one() {
        for letter in "健康子聡美恵".chars() {
            let sum: f64 = readings(letter).iter().filter(|reading| !reading.last).map(|reading| reading.share).sum();
            assert!(sum < 1.3, "{letter} {sum}");
        }
    }
}
