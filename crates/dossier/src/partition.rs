//! Shelves: all dossiers of one subject kind in one partition.

use std::ops::Range;

use sekisho_read::RowRef;
use sekisho_schema::{Schema, SubjectKind};

use crate::cells::Cells;
use crate::dossier::Dossier;
use crate::plan::{Plan, Slot, View};
use crate::rows::{Rows, Slab};

/// The dossiers of one subject kind and key space, slot by slot.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Whose dossiers.
    pub subject: SubjectKind,
    /// Which key space.
    pub space: u8,
    slots: Vec<Rows>,
}

impl Shelf {
    /// Hands every dossier to `read`, by rising key.
    pub fn each(&self, mut read: impl FnMut(Dossier<'_>)) {
        let mut ranges: Vec<Range<u32>> = vec![0..0; self.slots.len()];
        while let Some(key) = self.next_key(&ranges) {
            for (rows, range) in self.slots.iter().zip(&mut ranges) {
                *range = range.end..group_end(&rows.keys, range.end, key);
            }
            read(Dossier::new(key, &self.slots, &ranges));
        }
    }

    fn next_key(&self, ranges: &[Range<u32>]) -> Option<u64> {
        let heads = self.slots.iter().zip(ranges).filter_map(|(rows, range)| rows.keys.get(range.end as usize));
        heads.min().copied()
    }
}

/// Where the run of `key` that may begin at `start` ends.
fn group_end(keys: &[u64], start: u32, key: u64) -> u32 {
    let run = keys[start as usize..].iter().take_while(|other| **other == key).count();
    start + run as u32
}

/// All shelves of one partition.
#[derive(Clone, Debug)]
pub struct Partition {
    views: Vec<View>,
    shelves: Vec<Shelf>,
}

impl Partition {
    /// Empty shelves for a plan.
    pub fn new(plan: &Plan, schema: &Schema) -> Self {
        let views = plan.views(schema);
        let mut shelves: Vec<Shelf> = Vec::new();
        for view in &views {
            if !shelves.iter().any(|shelf| shelf.subject == view.subject && shelf.space == view.space) {
                let slots = plan.slots_of(view.subject).map(|slot| empty_rows(slot, schema)).collect();
                shelves.push(Shelf { subject: view.subject, space: view.space, slots });
            }
        }
        Self { views, shelves }
    }

    /// Puts slabs where they belong.
    pub fn fill(&mut self, slabs: Vec<Slab>) {
        let mut rows = vec![0; self.views.len()];
        slabs.iter().for_each(|slab| rows[usize::from(slab.view)] += slab.rows.len());
        for (view, rows) in rows.into_iter().enumerate() {
            if let Some(slot) = self.slot(view) {
                slot.reserve(rows);
            }
        }
        for slab in slabs {
            if let Some(slot) = self.slot(usize::from(slab.view)) {
                slot.append(slab.rows);
            }
        }
    }

    fn slot(&mut self, view: usize) -> Option<&mut Rows> {
        let view = self.views.get(view)?;
        let shelf = self.shelves.iter_mut().find(|shelf| shelf.subject == view.subject && shelf.space == view.space)?;
        shelf.slots.get_mut(usize::from(view.slot.0))
    }

    /// Sorts every shelf, without the rows for which `dropped` holds. Dossiers can be read after this.
    pub fn sort(&mut self, dropped: impl Fn(RowRef) -> bool) {
        for rows in self.shelves.iter_mut().flat_map(|shelf| &mut shelf.slots) {
            rows.sort(&dropped);
        }
    }

    /// The shelves, in the plan's order.
    pub fn shelves(&self) -> &[Shelf] {
        &self.shelves
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        self.shelves.iter().flat_map(|shelf| &shelf.slots).map(Rows::bytes).sum()
    }
}

/// A slot without rows, with a column of the right width for everything that is read.
pub(crate) fn empty_rows(slot: &Slot, schema: &Schema) -> Rows {
    let cells = slot.columns.iter().map(|wanted| Cells::new(&schema.column(slot.table, wanted.column).ty, wanted.text));
    Rows::with_cells(cells.collect())
}
