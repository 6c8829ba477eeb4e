//! Rows of one view: unsorted slabs on the way, sorted and grouped once they stand on their shelf.

use std::cmp::Ordering;

use sekisho_read::RowRef;
use serde::{Deserialize, Serialize};

use crate::cells::Cells;
use crate::scatter::PARTITION_BITS;

/// Rows of one view in one partition, side by side: the same place in every list is the same row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Rows {
    /// The subject's key.
    #[serde(with = "crate::packed")]
    pub keys: Vec<u64>,
    /// The row's time in microseconds; `i64::MIN` without one.
    #[serde(with = "crate::packed")]
    pub times: Vec<i64>,
    /// The fingerprint of the primary key: the last word on the order of rows.
    #[serde(with = "crate::packed")]
    pub ids: Vec<i64>,
    /// Where the row stands in the files.
    #[serde(with = "crate::packed")]
    pub refs: Vec<RowRef>,
    /// What sentences read.
    pub cells: Vec<Cells>,
}

/// Rows on their way to a partition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Slab {
    /// Where they go.
    pub partition: u16,
    /// Which view of the plan they belong to.
    pub view: u16,
    /// The rows, unsorted.
    pub rows: Rows,
}

impl Rows {
    /// No rows, with columns like these.
    pub fn with_cells(cells: Vec<Cells>) -> Self {
        Self { cells, ..Self::default() }
    }

    /// No rows, with the same columns.
    pub fn empty_like(&self) -> Self {
        Self::with_cells(self.cells.iter().map(Cells::empty_like).collect())
    }

    /// How many rows.
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Moves all of `other` to the end.
    pub fn append(&mut self, other: Self) {
        self.keys.extend(other.keys);
        self.times.extend(other.times);
        self.ids.extend(other.ids);
        self.refs.extend(other.refs);
        self.cells.iter_mut().zip(other.cells).for_each(|(all, more)| all.append(more));
    }

    /// Makes room for so many more rows, and no more.
    pub fn reserve(&mut self, rows: usize) {
        self.keys.reserve_exact(rows);
        self.times.reserve_exact(rows);
        self.ids.reserve_exact(rows);
        self.refs.reserve_exact(rows);
        self.cells.iter_mut().for_each(|cells| cells.reserve(rows));
    }

    /// Sorts by subject and time, then by what the rows say and by primary key, and leaves out the rows for which `dropped`
    /// holds. Arrival never counts:
    /// rows that agree in all three are one row by the contract.
    pub fn sort(&mut self, dropped: impl Fn(RowRef) -> bool) {
        let mut order = self.order();
        order.retain(|row| !dropped(self.refs[*row as usize]));
        let pick = |list: &[i64]| order.iter().map(|row| list[*row as usize]).collect();
        self.times = pick(&self.times);
        self.ids = pick(&self.ids);
        self.refs = order.iter().map(|row| self.refs[*row as usize]).collect();
        self.keys = order.iter().map(|row| self.keys[*row as usize]).collect();
        self.cells.iter_mut().for_each(|cells| *cells = cells.pick(&order));
    }

    /// The rows in their order. Keys are hashes, so dealing them to buckets by their leading bits leaves a few dossiers in
    /// each; those mostly came in time order already.
    fn order(&self) -> Vec<u32> {
        let bits = (self.len() / 16).checked_ilog2().unwrap_or(0).min(16);
        // All keys of a partition share the bits above.
        let bucket = |row: usize| ((self.keys[row] << PARTITION_BITS) >> 1 >> (63 - bits)) as usize;
        let mut ends = vec![0u32; (1 << bits) + 1];
        (0..self.len()).for_each(|row| ends[bucket(row) + 1] += 1);
        (1..ends.len()).for_each(|at| ends[at] += ends[at - 1]);
        let (starts, mut next) = (ends.clone(), ends);
        let mut order = vec![0u32; self.len()];
        for row in 0..self.len() {
            let place = &mut next[bucket(row)];
            order[*place as usize] = row as u32;
            *place += 1;
        }
        for span in starts.windows(2) {
            let rows = &mut order[span[0] as usize..span[1] as usize];
            if !rows.is_sorted_by(|a, b| self.compare(*a, *b).is_le()) {
                rows.sort_unstable_by(|a, b| self.compare(*a, *b));
            }
        }
        order
    }

    /// By subject and time; at the same time by what the rows say, so that other ids for the same rows change nothing; and
    /// only then by primary key.
    fn compare(&self, a: u32, b: u32) -> Ordering {
        let (a, b) = (a as usize, b as usize);
        let said = || {
            let ordered = self.cells.iter().filter(|cells| cells.have_order());
            ordered
                .map(|cells| cells.word(a).cmp(&cells.word(b)))
                .find(|order| order.is_ne())
                .unwrap_or(Ordering::Equal)
        };
        let moment = (self.keys[a], self.times[a]).cmp(&(self.keys[b], self.times[b]));
        moment.then_with(said).then_with(|| self.ids[a].cmp(&self.ids[b]))
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.len() * 32 + self.cells.iter().map(Cells::bytes).sum::<usize>()
    }
}
