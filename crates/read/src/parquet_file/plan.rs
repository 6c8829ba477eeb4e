//! Which columns of a row group are read, and as what.

use arrow_schema::DataType;
use parquet::basic::Encoding;
use parquet::file::metadata::ColumnChunkMetaData;
use sekisho_schema::{ColumnId, ColumnType, Table};

use super::footer::Footer;
use super::statistics;
use crate::uses::Uses;

/// A batch has this many rows,
const BATCH_ROWS: usize = 16_384;
/// fewer when its texts are long,
const BATCH_BYTES: usize = 16 << 20;
/// but not fewer than this.
const FEWEST_ROWS: usize = 64;

/// What is read of a row group.
pub(crate) struct Plan {
    /// Columns, with the root column that holds each, in the schema's order.
    pub(crate) columns: Vec<(ColumnId, usize)>,
    /// The root columns, sorted: the order of arrays in a batch.
    pub(crate) roots: Vec<usize>,
    /// Root columns that come as dictionaries.
    pub(crate) dictionaries: Vec<usize>,
    pub(crate) batch_rows: usize,
}

impl Plan {
    /// What is read of a row group, given where the columns are.
    pub(crate) fn of(table: &Table, uses: &Uses, places: &[Option<usize>], footer: &Footer, group: usize) -> Self {
        let (mut columns, mut dictionaries, mut text_bytes) = (Vec::new(), Vec::new(), 0);
        let rows = footer.group_rows(group);
        for (id, column) in table.own_columns() {
            let Some(root) = places[usize::from(id.0)] else { continue };
            let Some(leaf) = footer.leaves[root] else { continue };
            let (used, chunk) = (uses.of_column(id), footer.metadata.row_group(group).column(leaf));
            let found = footer.fields[root].data_type();
            let needed = used.word || used.keep_texts;
            let free_text = matches!(column.ty, ColumnType::Text | ColumnType::Id) && !column.required;
            if !needed && (uses.bare || free_text || statistics::prove_sound(column, found, chunk)) {
                continue;
            }
            if !column.required && statistics::all_null(chunk) {
                continue;
            }
            columns.push((id, root));
            if used.keep_texts {
                text_bytes += usize::try_from(chunk.uncompressed_size()).unwrap_or(0);
            } else if matches!(found, DataType::BinaryView) && all_in_dictionary(chunk) {
                dictionaries.push(root);
            }
        }
        let mut roots: Vec<usize> = columns.iter().map(|(_, root)| *root).collect();
        roots.sort_unstable();
        roots.dedup();
        Self { columns, roots, dictionaries, batch_rows: batch_rows(rows, text_bytes) }
    }

    /// The place of a root column among the arrays of a batch.
    pub(crate) fn array(&self, root: usize) -> Option<usize> {
        self.roots.binary_search(&root).ok()
    }
}

/// Rows per batch, so that its texts take a bounded amount of memory.
fn batch_rows(rows: usize, text_bytes: usize) -> usize {
    let per_row = text_bytes / rows.max(1) + 1;
    (BATCH_BYTES / per_row).clamp(FEWEST_ROWS, BATCH_ROWS)
}

/// Whether each value of the chunk stands in its dictionary, so that words are computed once per value. Without that
/// knowledge the library would have to build a dictionary of its own, which costs more than it saves.
fn all_in_dictionary(chunk: &ColumnChunkMetaData) -> bool {
    let is_dictionary = |mask: &parquet::basic::EncodingMask| {
        mask.is_only(Encoding::PLAIN_DICTIONARY) || mask.is_only(Encoding::RLE_DICTIONARY)
    };
    chunk.dictionary_page_offset().is_some() && chunk.page_encoding_stats_mask().is_some_and(is_dictionary)
}
