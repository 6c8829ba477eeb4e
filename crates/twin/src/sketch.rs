//! What the search keeps of each text: an outline and the rare words it may choose from.

use crate::bag::Bag;
use crate::likeness::Outline;
use crate::mix::mix;
use crate::rarity::{LinkRarity, RAREST, Rarity};

/// Words and links of a text that may be chosen: its rarest among those that another text has too. Fewer would miss pairs
/// in which the rare words were replaced, more would cost memory (4 bytes each).
const CHOICE: usize = 24;
/// At most so many of them are links: sentences keep their words when their order is changed, but not all of their links.
const MOST_LINKS: usize = 12;
/// The lower bits of a word's number make room for its weight (at most 1 + [`RAREST`]). Words that differ in these bits
/// only may then share a group, which costs a comparison and nothing else.
const WEIGHT_BITS: u32 = 15;
/// 27,720 divided by each weight; it is divisible by all of them, so that the order of choice is exact.
const PER_WEIGHT: [u64; 12] = [27_720, 27_720, 13_860, 9_240, 6_930, 5_544, 4_620, 3_960, 3_465, 3_080, 2_772, 2_520];
const _: () = assert!(PER_WEIGHT.len() == RAREST as usize + 2);

/// The sketches of many texts, in the order of the bags they were made of.
pub(crate) struct Sketches {
    outlines: Vec<Outline>,
    digests: Vec<u64>,
    /// [`CHOICE`] words each, unused places zero.
    words: Vec<u32>,
}

impl Sketches {
    /// Of `count` texts with their digests.
    pub(crate) fn of<'a>(
        count: usize,
        texts: impl Iterator<Item = (u64, &'a Bag)>,
        rarity: &(Rarity, LinkRarity),
    ) -> Sketches {
        let mut words = Vec::with_capacity(count * CHOICE);
        let (mut outlines, mut digests) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut rarest = Vec::new();
        for (digest, bag) in texts {
            outlines.push(Outline::of(bag));
            digests.push(digest);
            keep_rarest(bag.links().iter().map(|&link| (rarity.1.count(link), link)), MOST_LINKS, &mut rarest);
            words.extend(rarest.iter().map(|&(count, link)| link & !WEIGHT_BITS | rarity.0.weight_of(count)));
            let left = outlines.len() * CHOICE - words.len();
            keep_rarest(bag.numbers().iter().map(|&word| (rarity.0.count(word), word)), left, &mut rarest);
            words.extend(rarest.iter().map(|&(count, word)| word & !WEIGHT_BITS | rarity.0.weight_of(count)));
            words.resize(outlines.len() * CHOICE, 0);
        }
        Sketches { outlines, digests, words }
    }

    pub(crate) fn len(&self) -> usize {
        self.outlines.len()
    }

    pub(crate) fn outline(&self, text: u32) -> Outline {
        self.outlines.get(text as usize).copied().unwrap_or_default()
    }

    /// The words the text may choose, each with its weight in the lower bits.
    pub(crate) fn words(&self, text: u32) -> &[u32] {
        let start = text as usize * CHOICE;
        let words = self.words.get(start..start + CHOICE).unwrap_or(&[]);
        words.split(|&word| word == 0).next().unwrap_or(&[])
    }

    /// A number by which to shuffle texts, for each path in another way.
    pub(crate) fn shuffled(&self, text: u32, path: &[u32]) -> u64 {
        let digest = self.digests.get(text as usize).copied().unwrap_or(0);
        path.iter().fold(mix(digest), |hash, &word| mix(hash ^ u64::from(word)))
    }
}

/// The rarest of (texts with it, number) that stand in another text too.
fn keep_rarest(numbers: impl Iterator<Item = (u32, u32)>, most: usize, rarest: &mut Vec<(u32, u32)>) {
    rarest.clear();
    rarest.extend(numbers.filter(|(count, _)| *count > 1));
    rarest.sort_unstable();
    rarest.dedup();
    rarest.truncate(most);
}

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
