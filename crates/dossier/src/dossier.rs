//! One subject's rows.

use std::ops::Range;

use sekisho_read::RowRef;
use sekisho_schema::Word;

use crate::plan::SlotId;
use crate::rows::Rows;

/// What the records say about one subject: for each slot, a range of sorted rows.
#[derive(Clone, Copy, Debug)]
pub struct Dossier<'a> {
    /// The subject's key.
    pub key: u64,
    slots: &'a [Rows],
    ranges: &'a [Range<u32>],
}

impl<'a> Dossier<'a> {
    /// A dossier over the rows of a shelf.
    pub fn new(key: u64, slots: &'a [Rows], ranges: &'a [Range<u32>]) -> Self {
        Self { key, slots, ranges }
    }

    /// The rows of a slot; rows are numbered within the shelf.
    #[inline]
    pub fn range(&self, slot: SlotId) -> Range<u32> {
        self.ranges[usize::from(slot.0)].clone()
    }

    /// The word in a column of a row.
    #[inline(always)]
    pub fn word(&self, slot: SlotId, column: usize, row: u32) -> Word {
        self.slots[usize::from(slot.0)].cells[column].word(row as usize)
    }

    /// The text in a column of a row.
    #[inline]
    pub fn text(&self, slot: SlotId, column: usize, row: u32) -> Option<&'a str> {
        self.slots[usize::from(slot.0)].cells[column].text(row as usize)
    }

    /// When a row happened.
    #[inline]
    pub fn time(&self, slot: SlotId, row: u32) -> Word {
        Word(self.slots[usize::from(slot.0)].times[row as usize])
    }

    /// Where a row stands in the files.
    #[inline]
    pub fn reference(&self, slot: SlotId, row: u32) -> RowRef {
        self.slots[usize::from(slot.0)].refs[row as usize]
    }
}
