//! Which of a text's words name its groups.

use crate::mix::mix;
use crate::sketch::Sketches;

/// A word's weight grows no further, so that a few rare words do not rule alone.
const MOST_WEIGHT: u32 = 11;
/// 27,720 divided by each weight; it is divisible by all of them, so that the order of choice is exact.
const PER_WEIGHT: [u64; 12] = [0, 27_720, 13_860, 9_240, 6_930, 5_544, 4_620, 3_960, 3_465, 3_080, 2_772, 2_520];
const _: () = assert!(PER_WEIGHT.len() == MOST_WEIGHT as usize + 1);
/// Places of the table of counts for each text, and at most: 16 MB.
const PLACES: usize = 16;
const MOST_PLACES: usize = 1 << 22;

/// About the number of texts of one group for each word: words whose hashes end in the same bits are counted together, as
/// in one row of a count-min sketch (Cormode and Muthukrishnan 2005). Too high a count makes a word less likely to be
/// chosen, no more.
pub(crate) struct Counts {
    texts: u32,
    places: Vec<u32>,
}

impl Counts {
    pub(crate) fn of(sketches: &Sketches<'_>, group: &[u32]) -> Counts {
        let mut places = vec![0; (PLACES * group.len()).clamp(1024, MOST_PLACES).next_power_of_two()];
        let last = places.len() - 1;
        for &text in group {
            for &word in sketches.words(text) {
                if let Some(count) = places.get_mut(word as usize & last) {
                    *count += 1;
                }
            }
        }
        Counts { texts: group.len() as u32, places }
    }

    /// 1 + log2(texts of the group / other ones with the word), rounded down; 0 if the word stands in one text only or in
    /// more than two thirds of them, and so parts nothing.
    fn weight(&self, word: u32) -> u32 {
        let count = self.places.get(word as usize & (self.places.len() - 1)).copied().unwrap_or(0);
        let ratio = 4 * u64::from(self.texts) / u64::from(count.saturating_sub(1).max(1));
        if count < 2 || ratio < 6 { 0 } else { (ratio.ilog2() - 1).min(MOST_WEIGHT) }
    }
}

/// The few words with the least hash per weight: priority sampling (Duffield, Lund and Thorup 2007).
pub(crate) struct Choice {
    most: usize,
    /// (hash per weight, word), ascending.
    best: Vec<(u64, u32)>,
}

impl Choice {
    pub(crate) fn new(most: usize) -> Choice {
        Choice { most, best: Vec::with_capacity(most + 1) }
    }

    /// Chooses among `words`; each salt chooses in another way.
    pub(crate) fn of(&mut self, words: &[u32], counts: &Counts, salt: u64) -> impl Iterator<Item = u32> + '_ {
        self.best.clear();
        let mut worst = u64::MAX;
        for &word in words {
            let weight = counts.weight(word);
            // Multiply-shift hashing (Dietzfelbinger and others 1997) is enough: the words are hashes themselves.
            let hash = u64::from(word).wrapping_add(salt >> 32).wrapping_mul(salt | 1) >> 32;
            let entry = hash * PER_WEIGHT.get(weight as usize).copied().unwrap_or(0);
            if weight > 0 && entry < worst {
                self.insert(entry, word);
                worst = if self.best.len() < self.most { u64::MAX } else { self.best.last().map_or(0, |last| last.0) };
            }
        }
        self.best.iter().map(|&(_, word)| word)
    }

    fn insert(&mut self, entry: u64, word: u32) {
        let place = self.best.partition_point(|known| *known < (entry, word));
        self.best.insert(place, (entry, word));
        self.best.truncate(self.most);
    }
}

/// A number that stands for a path of words.
pub(crate) fn salt(path: &[u32]) -> u64 {
    path.iter().fold(mix(0), |salt, &word| mix(salt ^ u64::from(word)))
}
