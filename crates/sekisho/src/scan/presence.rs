//! What a dataset has.

use sekisho_read::Dataset;
use sekisho_schema::{ColumnId, TableId};
use sekisho_sentence::Presence;

/// A dataset's tables and columns.
pub struct Present<'a>(pub &'a Dataset);

impl Presence for Present<'_> {
    fn has_table(&self, table: TableId) -> bool {
        self.0.has_table(table)
    }

    fn has_column(&self, table: TableId, column: ColumnId) -> bool {
        self.0.has_column(table, column)
    }
}
