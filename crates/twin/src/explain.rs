//! What two texts have in common, in words.

use std::collections::HashMap;
use std::ops::Range;

use crate::likeness::dice;
use crate::words::{each_word, normalised};

/// What two texts have in common and what not, for people. Phrases are parts of the texts in NFKC and lower case, in the
/// order in which they stand there: neighbouring words of one kind in one phrase, with what stands between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Dice's coefficient of the words, see [`crate::Likeness::similarity`].
    pub similarity: f64,
    /// Number of common words, repeated ones counted as often as both have them.
    pub common_words: usize,
    /// Number of words of the first and of the second text.
    pub words: [usize; 2],
    /// Phrases of the first text whose words the second one has too.
    pub common: Vec<String>,
    /// Phrases of the first text only.
    pub only_first: Vec<String>,
    /// Phrases of the second text only.
    pub only_second: Vec<String>,
}

/// Compares two texts word by word, in any order.
pub fn explain(first: &str, second: &str) -> Explanation {
    let (first, second) = (Cut::of(first), Cut::of(second));
    let (mine, theirs) = (first.shared(&second), second.shared(&first));
    let common_words = mine.iter().filter(|is| **is).count();
    Explanation {
        similarity: dice(common_words as u64, (first.places.len() + second.places.len()) as u64),
        common_words,
        words: [first.places.len(), second.places.len()],
        common: first.phrases(&mine, true),
        only_first: first.phrases(&mine, false),
        only_second: second.phrases(&theirs, false),
    }
}

/// A text and the places of its words.
struct Cut {
    text: String,
    places: Vec<Range<usize>>,
}

impl Cut {
    fn of(text: &str) -> Cut {
        let text = normalised(text);
        let mut places = Vec::new();
        each_word(&text, |place| places.push(place));
        Cut { text, places }
    }

    fn word(&self, place: &Range<usize>) -> &str {
        self.text.get(place.clone()).unwrap_or("")
    }

    /// For each word whether the other text has one left for it.
    fn shared(&self, other: &Cut) -> Vec<bool> {
        let mut left: HashMap<&str, usize> = HashMap::new();
        other.places.iter().for_each(|place| *left.entry(other.word(place)).or_insert(0) += 1);
        let mut take = |word| match left.get_mut(word) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        };
        self.places.iter().map(|place| take(self.word(place))).collect()
    }

    /// Runs of words that are shared, or that are not.
    fn phrases(&self, shared: &[bool], wanted: bool) -> Vec<String> {
        let words: Vec<_> = self.places.iter().zip(shared).collect();
        words
            .chunk_by(|a, b| a.1 == b.1)
            .filter(|run| run.first().is_some_and(|(_, shared)| **shared == wanted))
            .filter_map(|run| Some(self.word(&(run.first()?.0.start..run.last()?.0.end)).to_owned()))
            .collect()
    }
}
