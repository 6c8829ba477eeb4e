//! CSV that is already in memory.

use std::io::Cursor;

use sekisho_schema::Table;

use crate::batch::{Batch, Want};
use crate::format::Packing;
use crate::input::Input;
use crate::reject::{Rejected, damage};
use crate::rows::Rows;
use crate::source::place_header;
use crate::text_rows::TextRows;
use crate::text_unit::TextUnit;
use crate::uses::Uses;

/// Reads a small block of CSV, such as an example in an indicator file: its rows get the file number 0, lines count
/// from the block's header, and `file` is the name that rejected rows carry. Columns that the table does not have are
/// not read.
pub fn parse_csv_block(table: &Table, text: &str, want: &Want, file: &str) -> (Vec<Batch>, Vec<Rejected>) {
    let source = Cursor::new(text.as_bytes().to_vec());
    let mut rows = match TextRows::csv(Input::of(Box::new(source), Packing::Plain)) {
        Ok(rows) => rows,
        Err(reason) => return (Vec::new(), vec![damage(file, 1, reason)]),
    };
    let places = place_header(table, rows.header());
    let present = places.iter().map(Option::is_some).collect();
    rows.place(places);
    let unit = TextUnit::new(table, file, 0, rows, Rows::new(table, Uses::of(table, want), present));
    let (mut batches, mut rejected) = (Vec::new(), Vec::new());
    for piece in unit {
        rejected.extend(piece.rejected);
        if !piece.batch.is_empty() {
            batches.push(piece.batch);
        }
    }
    (batches, rejected)
}
