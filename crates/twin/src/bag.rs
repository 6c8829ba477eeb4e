//! The words of one text, as numbers.

use crate::likeness::similarity;
use crate::mix::mix;
use crate::words::{each_word, normalised, number};

/// Links kept of a text. Enough for two texts that share a third of theirs to have five in common.
const LINKS: usize = 16;

/// The words of one text with repetitions, and some of its links: 4 bytes a word and 64 more.
///
/// A word is a run of letters and digits between gaps; a Han character; a katakana run; two neighbouring characters of a
/// run of hiragana, hangul or Thai (one, if the run has no second). Before that the text is brought to NFKC and lower
/// case. A link is two neighbouring words; the sixteen with the least hash are kept (bottom-k sketch, Cohen and Kaplan
/// 2007). Links only help to find what is worth comparing; how alike two texts are is a matter of words.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bag {
    /// Words ascending, then links ascending.
    numbers: Box<[u32]>,
    words: u32,
}

impl Bag {
    /// The bag of a text. Costs a few microseconds for seventy words; call it in parallel while reading.
    pub fn of(text: &str) -> Bag {
        let text = normalised(text);
        let mut numbers = Vec::with_capacity(text.len() / 3 + LINKS);
        each_word(&text, |place| numbers.push(text.get(place).map_or(0, number)));
        let mut links: Vec<u32> = numbers.windows(2).map(link).collect();
        links.sort_unstable();
        links.dedup();
        numbers.sort_unstable();
        let words = numbers.len() as u32;
        numbers.extend(links.into_iter().take(LINKS));
        Bag { numbers: numbers.into_boxed_slice(), words }
    }

    /// Number of words, repeated ones counted each time.
    pub fn len(&self) -> usize {
        self.words as usize
    }

    /// Whether the text has no word at all.
    pub fn is_empty(&self) -> bool {
        self.words == 0
    }

    /// Dice's coefficient of the two texts' words, see [`crate::Likeness::similarity`].
    pub fn similarity(&self, other: &Bag) -> f64 {
        similarity(self, other)
    }

    /// The words' numbers, ascending.
    pub(crate) fn numbers(&self) -> &[u32] {
        self.numbers.get(..self.len()).unwrap_or(&[])
    }

    /// The links' numbers, ascending, each once.
    pub(crate) fn links(&self) -> &[u32] {
        self.numbers.get(self.len()..).unwrap_or(&[])
    }

    /// Words and links.
    pub(crate) fn all(&self) -> &[u32] {
        &self.numbers
    }
}

/// A number for two neighbouring words.
fn link(words: &[u32]) -> u32 {
    (words.iter().fold(0, |hash, &word| mix(hash ^ u64::from(word))) >> 32) as u32
}
