//! How rare a word is among the texts at hand.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::bag::Bag;

/// A word's weight grows no further beyond one text in 2^10: a typing error that nobody else made would otherwise weigh
/// as much as three ordinary words, and weights would drift with the number of texts.
const RAREST: u32 = 10;

/// Number of texts for each word.
pub(crate) struct Rarity {
    texts: usize,
    counts: HashMap<u32, u32, BuildHasherDefault<AsIs>>,
}

impl Rarity {
    /// Counts each word once per bag.
    pub(crate) fn of<'a>(bags: impl Iterator<Item = &'a Bag>) -> Rarity {
        let mut rarity = Rarity { texts: 0, counts: HashMap::default() };
        for bag in bags {
            rarity.texts += 1;
            let mut last = None;
            for &word in bag.numbers() {
                if last != Some(word) {
                    *rarity.counts.entry(word).or_insert(0) += 1;
                }
                last = Some(word);
            }
        }
        rarity
    }

    /// Number of texts that contain the word.
    pub(crate) fn count(&self, word: u32) -> u32 {
        self.counts.get(&word).copied().unwrap_or(0)
    }

    /// The weight of a word that stands in so many texts: log2(texts / other texts with the word), rounded down, from 1 to
    /// [`RAREST`]. Inverse document frequency (Sparck Jones 1972), rounded so that one more text does not move it.
    pub(crate) fn weight(&self, count: u32) -> u32 {
        let others = (count as usize).saturating_sub(1).max(1);
        (self.texts / others).checked_ilog2().unwrap_or(0).clamp(1, RAREST)
    }
}

/// About the number of texts for each link: links whose hashes end in the same bits are counted together, as rows of a
/// count-min sketch are (Cormode and Muthukrishnan 2005). Too high a count makes a link less likely to be chosen, no more.
pub(crate) struct LinkRarity {
    counts: Vec<u32>,
}

impl LinkRarity {
    pub(crate) fn of<'a>(bags: impl Iterator<Item = &'a Bag> + Clone) -> LinkRarity {
        let links: usize = bags.clone().map(|bag| bag.links().len()).sum();
        let mut counts = vec![0; (2 * links).next_power_of_two()];
        for link in bags.flat_map(Bag::links) {
            let place = *link as usize & (counts.len() - 1);
            if let Some(count) = counts.get_mut(place) {
                *count += 1;
            }
        }
        LinkRarity { counts }
    }

    pub(crate) fn count(&self, link: u32) -> u32 {
        self.counts.get(link as usize & (self.counts.len() - 1)).copied().unwrap_or(0)
    }
}

/// Words are hashes already.
#[derive(Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0.wrapping_mul(257) ^ u64::from(byte));
    }

    fn write_u32(&mut self, word: u32) {
        // The table uses the upper bits for its tags and the lower ones for the place.
        self.0 = u64::from(word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
