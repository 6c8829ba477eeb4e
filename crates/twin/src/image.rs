//! Images whose perceptual hashes are close.
//!
//! Multi-index hashing (Norouzi, Punjani and Fleet 2012) as a join: the 64 bits are dealt to four keys of 16. Two hashes
//! within distance *d* are close in at least one key, by the general pigeonhole principle (Qin and others 2018): if key *k*
//! may differ in r(k) bits and the sum of r(k) + 1 is more than *d*, not all keys can differ in more. Every table of keys
//! is walked once; what stands in one bucket or in two close ones is compared. Exact: no pair is missed, none is wrong.

use crate::groups::{Copies, Twins};
use crate::mix::mix;
use crate::ties::Ties;

/// From when on two images are twins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageLimits {
    /// Most bits in which two hashes may differ. Above 12 the search slows down steeply.
    pub distance: u32,
    /// Hashes with fewer ones, or fewer zeros, are blank: plain areas have no structure to compare.
    pub fewest_bits: u32,
    /// An image with more twins than this (a placeholder, a logo) comes out as a crowd together with them.
    pub largest_group: usize,
}

impl Default for ImageLimits {
    /// 6 of 64 bits: a re-encoded or resized photo stays below, other photos differ in about 32. 5 bits: hashes of plain
    /// images have none or a few. 64 twins: see [`crate::TextLimits`].
    fn default() -> ImageLimits {
        ImageLimits { distance: 6, fewest_bits: 5, largest_group: 64 }
    }
}

/// The answer of [`image_twins`].
#[derive(Clone, Debug, PartialEq)]
pub struct ImageTwins {
    /// Pairs with their distance in bits, and crowds.
    pub twins: Twins<u32>,
    /// Places of blank hashes, ascending. They are in no pair and no crowd.
    pub blank: Vec<u32>,
}

/// Number of keys and their width in bits.
const KEYS: usize = 4;
const WIDTH: usize = 16;

/// All pairs of 64-bit hashes within a distance, and the crowds. An image is named by its place in `hashes`.
///
/// The answer depends on the hashes only, not on their order, and is sorted. Memory: about 70 bytes a hash.
pub fn image_twins(hashes: &[u64], limits: &ImageLimits) -> ImageTwins {
    let (blank, structured): (Vec<_>, Vec<_>) = (0..)
        .zip(hashes.iter().copied())
        .partition(|&(_, hash)| hash.count_ones() < limits.fewest_bits || hash.count_zeros() < limits.fewest_bits);
    let copies = Copies::of(structured.into_iter(), |&hash| mix(hash));
    let items: Vec<u64> = copies.contents().map(|(_, hash)| *hash).collect();
    let mut ties = Ties::new((0..items.len() as u32).collect(), limits.largest_group);
    let keys = Keys::dealt(&items, limits.distance);
    for key in 0..KEYS {
        keys.each_pair(&items, key, |a, b, distance| ties.add(a, b, distance));
    }
    ImageTwins { twins: copies.answer(ties, 0), blank: blank.into_iter().map(|(place, _)| place).collect() }
}

/// Which bits make which key.
struct Keys {
    /// For each key the places of its bits.
    bits: [[u32; WIDTH]; KEYS],
    /// For each key the bits in which it may differ; none if it need not be looked at.
    may_differ: [Option<u32>; KEYS],
    distance: u32,
}

impl Keys {
    /// Real hashes have bits that are nearly always set. They are dealt evenly, the most even ones first, so that every
    /// key tells hashes apart.
    fn dealt(hashes: &[u64], distance: u32) -> Keys {
        let mut order: Vec<(u64, u32)> = (0..64)
            .map(|bit| (2 * hashes.iter().map(|hash| (hash >> bit) & 1).sum::<u64>()).abs_diff(hashes.len() as u64))
            .zip(0..64)
            .collect();
        order.sort_unstable();
        let mut bits = [[0; WIDTH]; KEYS];
        for (round, dealt) in order.chunks(KEYS).enumerate() {
            for (place, (_, bit)) in dealt.iter().enumerate() {
                // Back and forth, so that no key gets the better bit in every round.
                let key = if round % 2 == 0 { place } else { KEYS - 1 - place };
                if let Some(slot) = bits.get_mut(key).and_then(|key| key.get_mut(round)) {
                    *slot = *bit;
                }
            }
        }
        Keys { bits, may_differ: shared_out(distance), distance }
    }

    fn key(&self, hash: u64, key: usize) -> u16 {
        let bits = self.bits.get(key).into_iter().flatten();
        bits.fold(0, |made, bit| made << 1 | ((hash >> bit) & 1) as u16)
    }

    /// Every pair within the distance that is close in this key and in none before it.
    fn each_pair(&self, hashes: &[u64], key: usize, mut take: impl FnMut(u32, u32, u32)) {
        let Some(may_differ) = self.may_differ.get(key).copied().flatten() else { return };
        let masks: Vec<u16> = (0..=u16::MAX).filter(|mask| mask.count_ones() <= may_differ).collect();
        let table = Table::of(hashes, |hash| self.key(hash, key));
        for bucket in 0..=u16::MAX {
            for other in masks.iter().map(|mask| bucket ^ mask).filter(|other| bucket <= *other) {
                table.each_close(bucket, other, self.distance, |a, b, distance| {
                    if !self.close_before(a.1, b.1, key) {
                        take(a.0, b.0, distance);
                    }
                });
            }
        }
    }

    fn close_before(&self, a: u64, b: u64, key: usize) -> bool {
        (0..key).zip(self.may_differ).any(|(key, may_differ)| {
            may_differ.is_some_and(|most| (self.key(a, key) ^ self.key(b, key)).count_ones() <= most)
        })
    }
}

/// How many bits each key may differ in: distance + 1 is shared out, and a key with share *s* may differ in *s* - 1 bits.
fn shared_out(distance: u32) -> [Option<u32>; KEYS] {
    let (each, rest) = ((distance + 1) / KEYS as u32, (distance + 1) % KEYS as u32);
    std::array::from_fn(|key| (each + u32::from((key as u32) < rest)).checked_sub(1).map(|most| most.min(WIDTH as u32)))
}

/// Hashes sorted by their key, with their places.
struct Table {
    entries: Vec<(u32, u64)>,
    /// Where each key's entries begin, and the end of the last.
    starts: Vec<u32>,
}

impl Table {
    fn of(hashes: &[u64], key: impl Fn(u64) -> u16) -> Table {
        let keys: Vec<u16> = hashes.iter().map(|&hash| key(hash)).collect();
        let mut entries: Vec<(u32, u64)> = (0..).zip(hashes.iter().copied()).collect();
        entries.sort_unstable_by_key(|&(place, _)| (keys.get(place as usize), place));
        let mut starts = vec![0_u32; (1 << WIDTH) + 1];
        for &key in &keys {
            if let Some(slot) = starts.get_mut(usize::from(key) + 1) {
                *slot += 1;
            }
        }
        let mut sum = 0;
        for slot in &mut starts {
            sum += *slot;
            *slot = sum;
        }
        Table { entries, starts }
    }

    fn bucket(&self, key: u16) -> &[(u32, u64)] {
        let at = |key: usize| self.starts.get(key).map_or(0, |&start| start as usize);
        self.entries.get(at(usize::from(key))..at(usize::from(key) + 1)).unwrap_or(&[])
    }

    /// Pairs of one bucket, or of two different ones, within the distance.
    fn each_close(&self, one: u16, other: u16, most: u32, mut take: impl FnMut((u32, u64), (u32, u64), u32)) {
        let (left, right) = (self.bucket(one), self.bucket(other));
        for (place, a) in left.iter().enumerate() {
            let against = if one == other { right.get(place + 1..).unwrap_or(&[]) } else { right };
            for b in against {
                let distance = (a.1 ^ b.1).count_ones();
                if distance <= most {
                    take(*a, *b, distance);
                }
            }
        }
    }
}
