//! What a dataset has, and therefore what can be judged.

use sekisho_read::Dataset;
use sekisho_schema::{ColumnId, TableId};

/// Which tables and columns a dataset has.
pub trait Presence {
    /// Whether any file holds this table.
    fn has_table(&self, table: TableId) -> bool;
    /// Whether any file of the table has this column, or it can be worked out from columns that are there.
    fn has_column(&self, table: TableId, column: ColumnId) -> bool;
}

/// A dataset that has everything: what `check` compiles against.
#[derive(Clone, Copy, Debug)]
pub struct Everything;

impl Presence for Everything {
    fn has_table(&self, _: TableId) -> bool {
        true
    }

    fn has_column(&self, _: TableId, _: ColumnId) -> bool {
        true
    }
}

impl Presence for Dataset {
    fn has_table(&self, table: TableId) -> bool {
        Self::has_table(self, table)
    }

    fn has_column(&self, table: TableId, column: ColumnId) -> bool {
        Self::has_column(self, table, column)
    }
}
