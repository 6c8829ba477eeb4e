//! Images whose perceptual hashes are close.
//!
//! Multi-index hashing (Norouzi, Punjani and Fleet 2012) as a join: the 64 bits are dealt to four keys of 16. Two hashes
//! within distance *d* are close in at least one key, by the general pigeonhole principle (Qin and others 2018): if key *k*
//! may differ in r(k) bits and the sum of r(k) + 1 is more than *d*, not all keys can differ in more. Every table of keys
//! is walked once; what stands in one bucket or in two close ones is compared. Exact: no pair is missed, none is wrong. Of
//! a crowd that is known as such a few members are compared further, so some of its fringe may stay outside of it.

use crate::groups::{Copies, Twins};
use crate::mix::mix;
use crate::ties::{Spokesmen, Ties};

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
/// From so many hashes of one key on it is worth looking for crowds among them.
const MANY: usize = 1_024;

/// All pairs of 64-bit hashes within a distance, and the crowds. An image is named by its place in `hashes`.
///
/// The answer depends on the hashes only, not on their order, and is sorted. Memory: about 70 bytes a hash.
pub fn image_twins(hashes: &[u64], limits: &ImageLimits) -> ImageTwins {
    let (blank, structured): (Vec<_>, Vec<_>) = (0..)
        .zip(hashes.iter().copied())
        .partition(|&(_, hash)| hash.count_ones() < limits.fewest_bits || hash.count_zeros() < limits.fewest_bits);
    let copies = Copies::of(structured.into_iter(), |&hash| mix(hash));
    let items: Vec<u64> = copies.contents().map(|(_, hash)| *hash).collect();
    let mut ties = Ties::new(copies.counts(), limits.largest_group);
    let keys = Keys::dealt(&items, limits.distance);
    for key in 0..KEYS {
        keys.join(&items, key, &mut ties);
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

    /// Notes every pair within the distance that is close in this key and in none before it. Of a crowd only a few that are
    /// full go on, so that a placeholder which half of all accounts use costs no quadratic time; pairs of hashes that are
    /// not full are all noted.
    fn join(&self, hashes: &[u64], key: usize, ties: &mut Ties<u32>) {
        let Some(may_differ) = self.may_differ.get(key).copied().flatten() else { return };
        let masks: Vec<u16> = (0..=u16::MAX).filter(|mask| mask.count_ones() <= may_differ).collect();
        let mut table = Table::of(hashes, |hash| self.key(hash, key));
        for bucket in 0..=u16::MAX {
            let mut active = Vec::new();
            for entry in table.take(bucket) {
                self.compare(entry, &active, key, ties);
                active.push(entry);
                if active.len().is_multiple_of(MANY) {
                    thin(&mut active, ties);
                }
            }
            table.put(bucket, active);
        }
        for bucket in 0..=u16::MAX {
            for other in masks.iter().map(|mask| bucket ^ mask).filter(|other| bucket < *other) {
                let (mut left, mut right) = (table.take(bucket), table.take(other));
                self.across(&mut left, &mut right, key, ties);
                table.put(bucket, left);
                table.put(other, right);
            }
        }
    }

    /// Compares each entry of one bucket with each of the other.
    fn across(&self, left: &mut Vec<Entry>, right: &mut Vec<Entry>, key: usize, ties: &mut Ties<u32>) {
        let mut compared = 0;
        while compared < left.len() {
            for entry in left.iter().skip(compared).take(MANY) {
                self.compare(*entry, right, key, ties);
            }
            compared += MANY;
            if left.len().max(right.len()) > MANY {
                let mut later = left.split_off(compared.min(left.len()));
                thin(&mut later, ties);
                left.append(&mut later);
                thin(right, ties);
            }
        }
    }

    fn compare(&self, a: Entry, others: &[Entry], key: usize, ties: &mut Ties<u32>) {
        for b in others {
            let distance = (a.1 ^ b.1).count_ones();
            if distance <= self.distance && !self.close_before(a.1, b.1, key) && !ties.settled(a.0, b.0) {
                ties.add(a.0, b.0, distance);
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

/// One hash with its item.
type Entry = (u32, u64);

/// Hashes by key, those of one key in the order of items.
struct Table {
    buckets: Vec<Vec<Entry>>,
}

impl Table {
    fn of(hashes: &[u64], key: impl Fn(u64) -> u16) -> Table {
        let mut buckets = vec![Vec::new(); 1 << WIDTH];
        for (item, &hash) in (0..).zip(hashes) {
            if let Some(bucket) = buckets.get_mut(usize::from(key(hash))) {
                bucket.push((item, hash));
            }
        }
        Table { buckets }
    }

    fn take(&mut self, key: u16) -> Vec<Entry> {
        self.buckets.get_mut(usize::from(key)).map_or_else(Vec::new, std::mem::take)
    }

    fn put(&mut self, key: u16, entries: Vec<Entry>) {
        if let Some(bucket) = self.buckets.get_mut(usize::from(key)) {
            *bucket = entries;
        }
    }
}

/// Takes full items out, but for a few of each crowd.
fn thin(entries: &mut Vec<Entry>, ties: &Ties<u32>) {
    let mut crowds = Spokesmen::default();
    entries.retain(|&(item, _)| !ties.full(item) || crowds.may_stay(ties.crowd(item)));
}
