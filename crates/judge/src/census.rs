//! Repeated rows: the same row twice is counted and left out; a primary key with other content is rejected.
//!
//! Three steps, so that the common case (nothing repeats) costs eight bytes a row: which keys occur twice; where their
//! rows stand and what they say; which of them go. The first row in the order of the files stays.

use std::collections::BTreeMap;

use sekisho_read::{Dataset, RowRef, Unit, Want};
use sekisho_schema::{TableId, Word};
use serde::{Deserialize, Serialize};

/// The keys that occur more than once. Keys are hashes: dealt to buckets by their leading bits, a few dozen each, they are
/// sorted where they lie in the cache.
pub fn repeated(keys: &[Vec<i64>]) -> Vec<i64> {
    let total: usize = keys.iter().map(Vec::len).sum();
    let bits = (total / 32).checked_ilog2().unwrap_or(0);
    let bucket = |key: &i64| ((*key as u64) >> 1 >> (63 - bits)) as usize;
    let mut next = vec![0u32; (1 << bits) + 1];
    keys.iter().flatten().for_each(|key| next[bucket(key) + 1] += 1);
    (1..next.len()).for_each(|at| next[at] += next[at - 1]);
    let ends = next.clone();
    let mut dealt = vec![0i64; total];
    for key in keys.iter().flatten() {
        let place = &mut next[bucket(key)];
        dealt[*place as usize] = *key;
        *place += 1;
    }
    let mut twice = Vec::new();
    for span in ends.windows(2) {
        let bucket = &mut dealt[span[0] as usize..span[1] as usize];
        bucket.sort_unstable();
        twice.extend(bucket.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]));
    }
    twice.sort_unstable();
    twice.dedup();
    twice
}

/// A row whose key occurs more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sighting {
    /// The table's place in the schema.
    pub table: u16,
    /// The row's key.
    pub key: i64,
    /// Where it stands.
    pub reference: RowRef,
    /// The fingerprint of all it says.
    pub content: i64,
}

/// Reads one unit again for the rows with these keys (sorted).
pub fn sightings(dataset: &Dataset, unit: &Unit, keys: &[i64]) -> Vec<Sighting> {
    let want = Want { content: true, ..Want::default() };
    let mut found = Vec::new();
    for piece in dataset.open_unit(unit, &want) {
        let batch = piece.batch;
        for (row, key) in batch.keys.iter().enumerate().filter(|(_, key)| keys.binary_search(&key.0).is_ok()) {
            let content = batch.contents.get(row).copied().unwrap_or(Word::NULL).0;
            found.push(Sighting { table: unit.table.0, key: key.0, reference: batch.refs[row], content });
        }
    }
    found
}

/// Why a row was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Copy {
    /// It says the same as a row before it.
    Same,
    /// It says something else under the same key as the row at this place.
    Other(RowRef),
}

/// A row that is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dropped {
    /// Where it stands.
    pub reference: RowRef,
    /// Its table's place in the schema.
    pub table: u16,
    /// Why.
    pub copy: Copy,
}

/// Which rows go; the order of the sightings does not matter.
pub fn verdicts(mut sightings: Vec<Sighting>) -> Vec<Dropped> {
    sightings.sort_unstable();
    let mut first: BTreeMap<(TableId, i64), Sighting> = BTreeMap::new();
    let mut dropped = Vec::new();
    for sighting in sightings {
        match first.get(&(TableId(sighting.table), sighting.key)) {
            None => drop(first.insert((TableId(sighting.table), sighting.key), sighting)),
            Some(kept) => {
                let copy = if kept.content == sighting.content { Copy::Same } else { Copy::Other(kept.reference) };
                dropped.push(Dropped { reference: sighting.reference, table: sighting.table, copy });
            }
        }
    }
    dropped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_that_occur_twice_are_found_however_they_are_dealt() {
        let hashed = |number: u64| sekisho_schema::Word::fingerprint(&number.to_le_bytes()).0;
        let keys: Vec<i64> = (0..5_000).map(|number| hashed(number % 4_900)).chain([i64::MAX, -1, 0, 0]).collect();
        let mut expected: Vec<i64> = (0..100).map(hashed).chain([0]).collect();
        expected.sort_unstable();
        assert_eq!(repeated(&[keys[..777].to_vec(), keys[777..].to_vec()]), expected);
    }

    #[test]
    fn the_first_row_stays_whatever_the_order_of_arrival() {
        let seen = |row, content| Sighting { table: 1, key: 7, reference: RowRef(row), content };
        let there = verdicts(vec![seen(5, 1), seen(2, 1), seen(9, 3)]);
        let back = verdicts(vec![seen(9, 3), seen(5, 1), seen(2, 1)]);
        assert_eq!(there, back);
        let copies: Vec<_> = there.iter().map(|gone| (gone.reference.0, gone.copy)).collect();
        assert_eq!(copies, [(5, Copy::Same), (9, Copy::Other(RowRef(2)))]);
    }
}
