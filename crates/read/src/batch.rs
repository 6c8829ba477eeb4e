//! What a reader is asked for and what it brings.

use std::collections::BTreeSet;

use sekisho_schema::{ColumnId, TableId, Word};
use serde::{Deserialize, Serialize};

use crate::reject::Rejected;
use crate::texts::Texts;

/// One row of a dataset: the number of its file in the top 16 bits, its 0-based number among the file's data rows in
/// the low 48; ordered as files and rows are.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash, Debug, Serialize, Deserialize)]
pub struct RowRef(pub u64);

impl RowRef {
    /// How many bits number the row.
    const ROW_BITS: u32 = 48;

    /// The row with this number in the file with that one.
    #[inline]
    pub fn new(file: u16, row: u64) -> Self {
        Self(u64::from(file) << Self::ROW_BITS | row)
    }

    /// The place of its file in [`crate::Dataset::files`].
    #[inline]
    pub fn file(self) -> u16 {
        (self.0 >> Self::ROW_BITS) as u16
    }

    /// Its 0-based number among the data rows of its file.
    #[inline]
    pub fn row(self) -> u64 {
        self.0 & ((1 << Self::ROW_BITS) - 1)
    }
}

/// What a reader should bring of a table, besides keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Want {
    /// Columns to bring as packed words; ids and texts as fingerprints.
    pub words: BTreeSet<ColumnId>,
    /// Columns to bring as text; a column in both sets comes as text only.
    pub texts: BTreeSet<ColumnId>,
    /// Also the fingerprint of the whole row.
    pub content: bool,
    /// Nothing but the wanted columns: no keys, and in Parquet no check of columns that are not wanted. For rows that a scan
    /// has checked before.
    pub bare: bool,
}

/// A run of rows of one unit, in the order of the file.
#[derive(Clone, Debug)]
pub struct Piece {
    /// The valid ones.
    pub batch: Batch,
    /// The others, and at most one entry without a row for damage that ended the reading.
    pub rejected: Vec<Rejected>,
    /// How many rows of the file the piece covers, valid or not.
    pub rows_read: u64,
}

impl Piece {
    /// No row, only the entry that says why.
    pub(crate) fn empty(table: TableId, own: usize, rejected: Rejected) -> Self {
        let (refs, keys, contents) = (Vec::new(), Vec::new(), Vec::new());
        let batch = Batch { table, refs, keys, contents, columns: vec![None; own] };
        Self { batch, rejected: vec![rejected], rows_read: 0 }
    }
}

/// Valid rows of one table, column by column; every vector has one entry per row.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The table.
    pub table: TableId,
    /// Where each row stands.
    pub refs: Vec<RowRef>,
    /// The fingerprint of each row's primary key, or of its whole content in tables without one.
    pub keys: Vec<Word>,
    /// The fingerprint of each row's whole content; empty unless wanted.
    pub contents: Vec<Word>,
    /// By [`ColumnId`], own columns only; `None` when not wanted. A wanted column that the file lacks is all null.
    pub columns: Vec<Option<ColumnData>>,
}

impl Batch {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.refs.len()
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.refs.is_empty()
    }

    /// The words of a column that was wanted as words.
    pub fn words(&self, column: ColumnId) -> Option<&[Word]> {
        match self.columns.get(usize::from(column.0))? {
            Some(ColumnData::Words(words)) => Some(words),
            _ => None,
        }
    }

    /// The texts of a column that was wanted as texts.
    pub fn texts(&self, column: ColumnId) -> Option<&Texts> {
        match self.columns.get(usize::from(column.0))? {
            Some(ColumnData::Texts(texts)) => Some(texts),
            _ => None,
        }
    }
}

/// One column of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ColumnData {
    /// Packed values.
    Words(Vec<Word>),
    /// Texts: ids, texts and codes as they stand in the file, numbers and times in canonical form.
    Texts(Texts),
}
