//! Which of a text's words name its groups.

use crate::corpus::WEIGHT_BITS;
use crate::rarity::MOST_BITS;

/// 27,720 divided by each weight; it is divisible by all of them, so that the order of choice is exact.
const PER_WEIGHT: [u64; 12] = [27_720, 27_720, 13_860, 9_240, 6_930, 5_544, 4_620, 3_960, 3_465, 3_080, 2_772, 2_520];
const _: () = assert!(PER_WEIGHT.len() == MOST_BITS as usize + 2);

/// The few words with the least hash per weight.
pub(crate) struct Choice {
    most: usize,
    /// (hash per weight, word), ascending.
    best: Vec<(u64, u32)>,
}

impl Choice {
    pub(crate) fn new(most: usize) -> Choice {
        Choice { most, best: Vec::with_capacity(most + 1) }
    }

    /// Chooses among `words`, none of `taken`; each salt chooses in another way.
    pub(crate) fn of(&mut self, words: &[u32], taken: &[u32], salt: u64) -> impl Iterator<Item = u32> {
        self.best.clear();
        let mut worst = u64::MAX;
        for &word in words {
            // Multiply-shift hashing (Dietzfelbinger and others 1997) is enough: the words are hashes themselves.
            let hash = u64::from(word).wrapping_add(salt >> 32).wrapping_mul(salt | 1) >> 32;
            let entry = hash * PER_WEIGHT.get((word & WEIGHT_BITS) as usize).copied().unwrap_or(0);
            if entry < worst && !taken.contains(&word) {
                self.insert(entry, word);
                worst = if self.best.len() < self.most { u64::MAX } else { self.best.last().map_or(0, |last| last.0) };
            }
        }
        self.best.iter().map(|&(_, word)| word)
    }

    fn insert(&mut self, entry: u64, word: u32) {
        let place = self.best.partition_point(|known| *known < (entry, word));
        if self.best.get(place) != Some(&(entry, word)) {
            self.best.insert(place, (entry, word));
            self.best.truncate(self.most);
        }
    }
}
