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

static GIVEN: &str = include_str!("../data/nanori.tsv");
static SURNAMES: &str = include_str!("../data/myoji.tsv");

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
/// A reading that one surname in so many has in these characters is not doubted (chosen).
const USUAL_SHARE: f64 = 0.01;
/// Each halving below that takes off so much (bits; chosen: a reading of one in a thousand, beside a given name that meets, is undecided).
const DOUBT: f64 = 4.0;
/// Characters that a dictionary reads together are read so this often (chosen).
const TOGETHER: f64 = 0.3;
/// Nothing is impossible.
const LEAST: f64 = 1e-9;

struct Counts {
    /// Given names by what they sound like.
    names: HashMap<String, f64>,
    /// How many there are.
    all: f64,
    characters: HashMap<char, Letter>,
    /// Whole surnames that their characters hardly show the reading of.
    whole: HashMap<&'static str, Vec<String>>,
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

static TABLE: LazyLock<Counts> = LazyLock::new(|| table(GIVEN));
static SURNAME_TABLE: LazyLock<Counts> = LazyLock::new(|| table(SURNAMES));

fn table(text: &'static str) -> Counts {
    let mut counts = Counts { names: HashMap::new(), all: 0.0, characters: HashMap::new(), whole: HashMap::new() };
    for line in data::lines(text) {
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
            ["w", written, readings] => {
                let readings = readings.split(',').map(|kana| romaji::folded(&romaji::of_kana(kana)));
                counts.whole.insert(written, readings.collect());
            }
            _ => {}
        }
    }
    counts
}

/// What it says that a given name in these pieces is read so (bits: log2 of how much likelier the reading is than for any name).
pub(crate) fn bits(pieces: &[Piece], sound: &str) -> f64 {
    let usual = (TABLE.names.get(sound).copied().unwrap_or_default() + UNHEARD) / TABLE.all;
    ((probability(pieces, sound.as_bytes(), &TABLE) + LEAST) / usual).log2()
}

/// What it takes off that a surname in these characters is read so (bits): nothing if one in a hundred is, and more the rarer it is. Nothing
/// is borrowed from other characters: surnames are not read at will.
pub(crate) fn surname_doubt(pieces: &[Piece], sound: &str) -> f64 {
    let whole = written(pieces).and_then(|written| SURNAME_TABLE.whole.get(written.as_str()));
    if whole.is_some_and(|readings| readings.iter().any(|reading| reading == sound)) {
        return 0.0;
    }
    let share = probability(pieces, sound.as_bytes(), &SURNAME_TABLE) + LEAST;
    (DOUBT * (USUAL_SHARE / share).log2()).max(0.0)
}

/// Where a way to read pieces stands in the sound, and the last letter kept; with the probability that it is reached.
type Reached = BTreeMap<(usize, Fold), f64>;

/// The probability that the pieces are read as this sound, over all ways to part it among them: from piece to piece, what each place in the
/// sound is reached with.
fn probability(pieces: &[Piece], sound: &[u8], table: &'static Counts) -> f64 {
    let mut reached: Vec<Reached> = vec![Reached::new(); pieces.len() + 1];
    reached.first_mut().into_iter().for_each(|start| _ = start.insert((0, Fold::default()), 1.0));
    for at in 0..pieces.len() {
        let here = reached.get_mut(at).map(std::mem::take).unwrap_or_default();
        for ((heard, fold), share) in here {
            let rest = sound.get(heard..).unwrap_or_default();
            step(pieces, at, table, |spelt, size, of| {
                let place = after(spelt, rest, fold).zip(reached.get_mut(at + size));
                if let Some(((fold, left), next)) = place {
                    *next.entry((sound.len() - left, fold)).or_default() += share * of;
                }
            });
        }
    }
    let end = reached.pop().unwrap_or_default();
    end.into_iter().filter(|((heard, _), _)| *heard == sound.len()).map(|(_, share)| share).sum()
}

/// Every spelling of the piece at a place, of how many pieces it is, and its share.
fn step(pieces: &[Piece], at: usize, table: &'static Counts, mut each: impl FnMut(&str, usize, f64)) {
    match pieces.get(at) {
        Some(Piece::Spelt(spellings)) => spellings.iter().for_each(|spelt| each(spelt, 1, 1.0)),
        Some(Piece::Character(letter)) => {
            let fits = readings(*letter, table).iter().filter(|reading| !reading.last || at + 1 == pieces.len());
            fits.for_each(|reading| each(&reading.spelt, 1, reading.share));
            for size in 2..=data::longest_whole(*letter).min(3) {
                let run = pieces.get(at..at + size).and_then(written).unwrap_or_default();
                data::whole_readings(&run).for_each(|kana| each(&romaji::of_kana(kana), size, TOGETHER));
            }
        }
        None => {}
    }
}

/// The characters of a part that is written in characters alone.
pub(crate) fn written(pieces: &[Piece]) -> Option<String> {
    let letter = |piece: &Piece| match piece {
        Piece::Character(letter) => Some(*letter),
        Piece::Spelt(_) => None,
    };
    pieces.iter().map(letter).collect()
}

fn readings(letter: char, table: &'static Counts) -> &'static [Reading] {
    let variant = data::variant(letter);
    let Some(of) = table.characters.get(&letter).or_else(|| table.characters.get(&variant)) else { return &[] };
    of.readings.get_or_init(|| shares(letter, &of.seen, table.all > 0.0))
}

/// What a character may be read as; `freely` if parents choose the readings.
fn shares(letter: char, seen: &[(&'static str, f64)], freely: bool) -> Vec<Reading> {
    let total: f64 = seen.iter().map(|(_, count)| count).sum();
    let share = |weight: f64| weight / (total + UNSEEN);
    let reading = |kana: &str, weight, last| Reading { spelt: romaji::of_kana(kana), share: share(weight), last };
    let mut all: Vec<Reading> = seen.iter().map(|(kana, count)| reading(kana, *count, false)).collect();
    let known = data::character(letter).map_or(&[][..], |known| known.japanese.as_slice());
    all.extend(known.iter().map(|kana| reading(kana, UNSEEN * OTHERWISE, false)));
    if !freely {
        return all;
    }
    let borrowed = nanori::neighbours_of(letter);
    all.extend(borrowed.iter().map(|(kana, weight)| reading(kana, UNSEEN * BORROWED * weight, false)));
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
    fn surnames_are_not_read_at_will() {
        let doubt =
            |written: &str, sound| surname_doubt(&written.chars().map(Piece::Character).collect::<Vec<_>>(), sound);
        assert_eq!((doubt("山田", "yamada"), doubt("吉田", "yoshida")), (0.0, 0.0));
        assert_eq!(doubt("長谷川", "hasegawa"), 0.0);
        assert!(doubt("吉田", "shinoda") > 10.0, "{}", doubt("吉田", "shinoda"));
        assert!(doubt("小川", "mohsen") > 10.0);
    }

    #[test]
    fn shares_of_a_character_are_no_more_than_one() {
        for letter in "健康子聡美恵".chars() {
            let sum: f64 =
                readings(letter, &TABLE).iter().filter(|reading| !reading.last).map(|reading| reading.share).sum();
            assert!(sum < 1.3, "{letter} {sum}");
        }
    }
}
