//! Cells of a few rows.

use std::path::Path;

use parquet::arrow::arrow_reader::RowSelection;

use super::footer::Footer;
use super::open::Part;
use super::visit::visit;
use crate::cell::Cell;

const BATCH_ROWS: usize = 8_192;

/// Calls `each` with the place of a row in `numbers`, a root column and the cell, for every row whose number in the
/// file is in `numbers` (sorted, without repeats) and every root column in `roots` (sorted). Only the row groups and columns
/// that are needed are read.
///
/// # Errors
/// Why a row cannot be read.
pub(crate) fn for_cells(
    path: &Path,
    footer: &Footer,
    numbers: &[u64],
    roots: &[usize],
    mut each: impl FnMut(usize, usize, Cell<'_>),
) -> Result<(), String> {
    let mut place = 0;
    for (group, start) in footer.starts.iter().enumerate() {
        let rows = footer.group_rows(group);
        let end = start + rows as u64;
        let of_group = &numbers[place..];
        let of_group = &of_group[..of_group.partition_point(|number| *number < end)];
        if of_group.is_empty() || roots.is_empty() {
            place += of_group.len();
            continue;
        }
        let chosen = of_group.iter().map(|number| (number - start) as usize).map(|row| row..row + 1);
        let selection = RowSelection::from_consecutive_ranges(chosen, rows);
        let part = Part { path, footer, group, roots, dictionaries: &[], batch_rows: BATCH_ROWS };
        let mut batches = part.open(Some(selection))?;
        let end_place = place + of_group.len();
        while let Some(batch) = batches.next()? {
            for (root, array) in roots.iter().zip(batch.columns()) {
                visit(array.as_ref(), |row, cell| each(place + row, *root, cell));
            }
            place += batch.num_rows();
        }
        if place != end_place {
            return Err(format!("row group {group} holds fewer rows than it promises"));
        }
    }
    if place < numbers.len() { Err(format!("there is no row {}", numbers[place] + 1)) } else { Ok(()) }
}
