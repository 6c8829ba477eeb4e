//! Rows of one view: unsorted slabs on the way, sorted and grouped once they stand on their shelf.

use sekisho_read::RowRef;
use serde::{Deserialize, Serialize};

use crate::cells::Cells;

/// Rows of one view in one partition, side by side: the same place in every list is the same row.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Rows {
    /// The subject's key.
    pub keys: Vec<u64>,
    /// The row's time in microseconds; `i64::MIN` without one.
    pub times: Vec<i64>,
    /// The fingerprint of the primary key: the last word on the order of rows.
    pub ids: Vec<i64>,
    /// Where the row stands in the files.
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
        if self.is_empty() {
            *self = other;
            return;
        }
        self.keys.extend(other.keys);
        self.times.extend(other.times);
        self.ids.extend(other.ids);
        self.refs.extend(other.refs);
        self.cells.iter_mut().zip(other.cells).for_each(|(all, more)| all.append(more));
    }

    /// Sorts by subject, time and primary key, and leaves out the rows for which `dropped` holds. Arrival never counts:
    /// rows that agree in all three are one row by the contract.
    pub fn sort(&mut self, dropped: impl Fn(RowRef) -> bool) {
        let mut order: Vec<(u64, i64, i64, u32)> = (0..self.len())
            .filter(|row| !dropped(self.refs[*row]))
            .map(|row| (self.keys[row], self.times[row], self.ids[row], row as u32))
            .collect();
        order.sort_unstable();
        self.refs = order.iter().map(|(.., row)| self.refs[*row as usize]).collect();
        let places: Vec<u32> = order.iter().map(|(.., row)| *row).collect();
        self.cells.iter_mut().for_each(|cells| *cells = cells.pick(&places));
        self.keys = order.iter().map(|(key, ..)| *key).collect();
        self.times = order.iter().map(|(_, time, ..)| *time).collect();
        self.ids = order.iter().map(|(_, _, id, _)| *id).collect();
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.len() * 32 + self.cells.iter().map(Cells::bytes).sum::<usize>()
    }
}
