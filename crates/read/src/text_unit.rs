//! A text file as pieces.

use sekisho_schema::Table;

use crate::batch::{Piece, RowRef};
use crate::reject::{Rejected, Slip, damage};
use crate::rows::Rows;
use crate::text_rows::{Step, TextRows};

/// A batch ends with this many rows,
const BATCH_ROWS: usize = 16_384;
/// or this many bytes of text,
const BATCH_BYTES: usize = 16 << 20;
/// or this many rejected rows.
const BATCH_REJECTED: usize = 4_096;

/// Reads one text file.
pub(crate) struct TextUnit<'a> {
    table: &'a Table,
    name: String,
    file: u16,
    text: TextRows,
    rows: Rows<'a>,
    /// The number of the next data row.
    number: u64,
    ended: bool,
}

impl<'a> TextUnit<'a> {
    /// The rows of `text`, which is the file with this name and number.
    pub(crate) fn new(table: &'a Table, name: &str, file: u16, text: TextRows, rows: Rows<'a>) -> Self {
        Self { table, name: name.to_owned(), file, text, rows, number: 0, ended: false }
    }

    /// Takes one row, valid or not; the entry of one that is not.
    fn row(&mut self) -> Option<Rejected> {
        let slip = match self.text.step() {
            Step::Row => {
                let at = RowRef::new(self.file, self.number);
                let slip = self.rows.push(at, |column| self.text.cell(column)).err()?;
                slip.at(self.table, &self.name, self.text.line(), self.text.row())
            }
            Step::Bad { reason, row } => {
                Slip { column: None, reason }.at(self.table, &self.name, self.text.line(), row)
            }
            Step::Damage(reason) => {
                self.ended = true;
                return Some(damage(&self.name, self.text.line(), reason));
            }
            Step::End => {
                self.ended = true;
                return None;
            }
        };
        Some(slip)
    }
}

impl Iterator for TextUnit<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let first = self.number;
        let mut rejected = Vec::new();
        while !self.ended && self.rows.len() < BATCH_ROWS {
            if rejected.len() >= BATCH_REJECTED || self.rows.text_bytes() >= BATCH_BYTES {
                break;
            }
            rejected.extend(self.row());
            self.number += u64::from(!self.ended);
        }
        let batch = self.rows.take();
        if batch.is_empty() && rejected.is_empty() {
            return None;
        }
        Some(Piece { batch, rejected, rows_read: self.number - first })
    }
}
