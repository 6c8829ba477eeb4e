//! Readings of given names that no dictionary shows.
//!
//! Parents of Japan read characters freely, but not at will: a character that shares readings with others (聡 and 哲 are both さとし, さと, あき)
//! lends and borrows more of them. So each reading that a character might have is scored by how alike the characters are that have it
//! (neighbours of an item, as in G. Linden, B. Smith, J. York, Amazon.com recommendations: item-to-item collaborative filtering, 2003).
//! [`crate::likelihood`] weighs what that says of a name.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use crate::data;

/// So many are possible.
const POSSIBLE: usize = 150;

/// How far a reading may go beyond the dictionaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Guess {
    /// Not at all.
    No,
    /// One part of the name may be read as any of its neighbours are, or as a known reading with an ending or cut short.
    Possible,
}

/// Where a reading may go beyond the dictionaries: in the last so many characters, which are the given name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Beyond {
    pub guess: Guess,
    pub last: usize,
}

/// Every character is read as some dictionary shows it.
pub(crate) const NOWHERE: Beyond = Beyond { guess: Guess::No, last: 0 };

/// A character that given names are written with.
struct Item {
    readings: Vec<u32>,
    /// Readings that it might have, best first, with their share of all.
    guesses: OnceLock<Vec<(&'static str, f64)>>,
}

struct Items {
    /// Characters by their variant that stands for all, numbered in order.
    items: Vec<Item>,
    numbers: HashMap<char, usize>,
    readings: Vec<&'static str>,
    /// For each reading, the characters that have it.
    bearers: Vec<Vec<u32>>,
}

static ITEMS: LazyLock<Items> = LazyLock::new(|| {
    let named = data::characters().filter(|(letter, known)| *letter == known.variant && !known.given.is_empty());
    let mut named: Vec<_> = named.collect();
    named.sort_unstable_by_key(|(letter, _)| *letter);
    let mut readings: Vec<&'static str> = named.iter().flat_map(|(_, known)| known.given.iter().copied()).collect();
    readings.sort_unstable();
    readings.dedup();
    let mut bearers = vec![Vec::new(); readings.len()];
    let (mut items, mut numbers) = (Vec::new(), HashMap::new());
    for (number, (letter, known)) in (0u32..).zip(named) {
        let own: Vec<u32> =
            known.given.iter().filter_map(|kana| readings.binary_search(kana).ok()).map(|at| at as u32).collect();
        for reading in &own {
            bearers.get_mut(*reading as usize).into_iter().for_each(|list: &mut Vec<u32>| list.push(number));
        }
        items.push(Item { readings: own, guesses: OnceLock::new() });
        numbers.insert(letter, number as usize);
    }
    Items { items, numbers, readings, bearers }
});

/// Readings that a character might have, though no dictionary shows them, best first, each with its share (0 to 1, together 1).
pub(crate) fn neighbours_of(letter: char) -> &'static [(&'static str, f64)] {
    let item = ITEMS.numbers.get(&data::variant(letter)).and_then(|number| ITEMS.items.get(*number));
    item.map_or(&[], |item| item.guesses.get_or_init(|| neighbours(item)))
}

/// The same, if guessing is allowed.
pub(crate) fn guesses(letter: char, guess: Guess) -> impl Iterator<Item = &'static str> {
    let all = if guess == Guess::No { &[] } else { neighbours_of(letter) };
    all.iter().map(|(kana, _)| *kana)
}

/// The characters that have a reading.
fn bearers(reading: u32) -> &'static [u32] {
    ITEMS.bearers.get(reading as usize).map_or(&[], Vec::as_slice)
}

/// The readings of characters that share readings with this one, best first: each neighbour counts by the square of how alike it is, each
/// reading by the root of how many characters have it, less.
fn neighbours(item: &Item) -> Vec<(&'static str, f64)> {
    let mut shared = vec![0.0f64; ITEMS.items.len()];
    for reading in &item.readings {
        let of = bearers(*reading);
        let says = 1.0 / (2.0 + of.len() as f64).ln();
        for other in of {
            shared.get_mut(*other as usize).into_iter().for_each(|sum| *sum += says);
        }
    }
    let mut scores = vec![0.0f64; ITEMS.readings.len()];
    for (other, shared) in ITEMS.items.iter().zip(&shared).filter(|(_, shared)| **shared > 0.0) {
        let alike = shared * shared / (item.readings.len() * other.readings.len()) as f64;
        for reading in other.readings.iter().filter(|reading| !item.readings.contains(reading)) {
            scores.get_mut(*reading as usize).into_iter().for_each(|score| *score += alike);
        }
    }
    let mut best: Vec<(f64, &'static str)> = (0u32..)
        .zip(&scores)
        .filter(|(_, score)| **score > 0.0)
        .filter_map(|(at, score)| Some((score / (bearers(at).len() as f64).sqrt(), *ITEMS.readings.get(at as usize)?)))
        .collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    best.truncate(POSSIBLE);
    let all: f64 = best.iter().map(|(score, _)| score).sum();
    best.into_iter().map(|(score, kana)| (kana, score / all)).collect()
}

/// Ends of names of one character that dictionaries give without: あき, あきら; たか, たかし.
const ENDS: &str = "しするむらかおくとやきみつじひ";

/// A known reading with an ending, as names of one character have it.
pub(crate) fn longer(kana: &str) -> impl Iterator<Item = String> {
    ENDS.chars().filter(move |_| kana.chars().count() > 1).map(move |end| format!("{kana}{end}"))
}

/// A known reading cut after a whole kana (心, ここ; 渚, な).
pub(crate) fn shorter(kana: &str) -> impl Iterator<Item = String> {
    let small = |letter: char| "ゃゅょっん".contains(letter);
    let ends = kana.char_indices().filter(move |(at, letter)| *at > 0 && !small(*letter)).map(|(at, _)| at);
    ends.filter_map(move |end| kana.get(..end).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_lend_readings() {
        // Neither dictionary shows 慧 as あきら, but 聡 and 哲, which it shares さとし with, are read so.
        assert!(guesses('慧', Guess::Possible).any(|kana| kana == "あきら"));
        assert_eq!(guesses('慧', Guess::No).count(), 0);
        let known = data::character('慧').map_or(&[][..], |known| known.given.as_slice());
        assert!(known.contains(&"さとし") && !guesses('慧', Guess::Possible).any(|kana| known.contains(&kana)));
        let all: f64 = neighbours_of('慧').iter().map(|(_, share)| share).sum();
        assert!((all - 1.0).abs() < 1e-9);
    }

    #[test]
    fn readings_bend() {
        assert!(longer("たか").any(|kana| kana == "たかし"));
        assert_eq!(shorter("たか").collect::<Vec<_>>(), ["た"]);
        assert_eq!(shorter("しょうこ").collect::<Vec<_>>(), ["しょ", "しょう"]);
    }
}
