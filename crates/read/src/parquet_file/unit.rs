//! A row group as pieces.

use std::path::PathBuf;

use arrow_array::RecordBatch;
use parquet::arrow::arrow_reader::RowSelection;
use sekisho_schema::Table;
use serde_json::{Map, Value};

use super::decode::{Decoder, Slips};
use super::footer::Footer;
use super::late::for_cells;
use super::open::{Batches, Part};
use super::plan::Plan;
use crate::assemble::{self, Columns};
use crate::batch::{Piece, RowRef};
use crate::reject::{Slip, damage};
use crate::source::Source;
use crate::uses::Uses;

/// After damage the rest is read again in batches smaller by this factor, down to the row where it is.
const SHRINK: usize = 32;

/// Reads one row group.
pub(crate) struct ParquetUnit<'a> {
    table: &'a Table,
    source: &'a Source,
    footer: &'a Footer,
    path: PathBuf,
    file: u16,
    group: usize,
    uses: Uses,
    plan: Plan,
    /// What makes every row wrong.
    refusal: Option<Slip>,
    decoder: Decoder,
    batches: Option<Batches>,
    /// The next row, counted in the row group.
    row: usize,
    rows: usize,
}

impl<'a> ParquetUnit<'a> {
    /// A row group, given the numbers of its file and of itself.
    pub(crate) fn new(
        table: &'a Table,
        source: &'a Source,
        footer: &'a Footer,
        (file, group): (u16, usize),
        path: PathBuf,
    ) -> Self {
        let uses = Uses { columns: Vec::new(), keep_contents: false, bare: false };
        let plan = Plan { columns: Vec::new(), roots: Vec::new(), dictionaries: Vec::new(), batch_rows: 1 };
        let (decoder, rows) = (Decoder::new(source.places.len()), footer.group_rows(group));
        let (refusal, batches) = (None, None);
        Self { table, source, footer, path, file, group, uses, plan, refusal, decoder, batches, row: 0, rows }
    }

    /// Says what is wanted, and which columns make every row wrong.
    pub(crate) fn with_uses(mut self, uses: Uses, refusals: &[Slip]) -> Self {
        self.plan = Plan::of(self.table, &uses, &self.source.places, self.footer, self.group);
        self.uses = uses;
        self.refusal = refusals.first().cloned();
        self
    }

    fn first(&self) -> u64 {
        self.footer.starts[self.group] + self.row as u64
    }

    /// The next rows, or the damage before them.
    fn read(&mut self) -> Result<RecordBatch, String> {
        let batches = match self.batches.take() {
            Some(batches) => batches,
            None => {
                let part = Part {
                    path: &self.path,
                    footer: self.footer,
                    group: self.group,
                    roots: &self.plan.roots,
                    dictionaries: &self.plan.dictionaries,
                    batch_rows: self.plan.batch_rows,
                };
                let rest = RowSelection::from_consecutive_ranges(std::iter::once(self.row..self.rows), self.rows);
                part.open((self.row > 0).then_some(rest))?
            }
        };
        let batch = self.batches.insert(batches).next()?.filter(|batch| batch.num_rows() > 0);
        batch.ok_or_else(|| format!("expected {} rows in the row group, found {}", self.rows, self.row))
    }

    fn piece(&mut self, batch: &RecordBatch) -> Piece {
        let (columns, slips) = self.decoder.decode(self.table, &self.uses, &self.plan, batch);
        // Where the rest of a wrong row cannot be read, its entry shows what could.
        let (cells, _) = self.cells_of(&slips);
        self.finish(batch.num_rows(), columns, slips, cells)
    }

    /// Rows that are all wrong, whatever they hold.
    fn refused(&mut self, slip: &Slip) -> Piece {
        let rows = self.plan.batch_rows.min(self.rows - self.row);
        let slips = (0..rows).map(|row| (row, slip.clone())).collect();
        match self.cells_of(&slips) {
            (cells, Ok(())) => self.finish(rows, Columns::none(self.uses.columns.len()), slips, cells),
            // The footer alone says how many rows there are, and it is wrong.
            (_, Err(reason)) => self.broken(reason),
        }
    }

    fn finish(&mut self, rows: usize, mut columns: Columns, slips: Slips, cells: Vec<Map<String, Value>>) -> Piece {
        let first = self.first();
        let entry = |((row, slip), cells): ((&usize, &Slip), Map<String, Value>)| {
            slip.clone().at(self.table, &self.source.name, first + *row as u64 + 1, Value::Object(cells))
        };
        let rejected = slips.iter().zip(cells).map(entry).collect();
        let mut refs: Vec<RowRef> = (0..rows as u64).map(|row| RowRef::new(self.file, first + row)).collect();
        if !slips.is_empty() {
            let keep: Vec<bool> = (0..rows).map(|row| !slips.contains_key(&row)).collect();
            columns.filter(&keep);
            let mut kept = keep.iter();
            refs.retain(|_| kept.next().copied().unwrap_or(false));
        }
        self.row += rows;
        Piece { batch: assemble::batch(self.table, &self.uses, refs, columns), rejected, rows_read: rows as u64 }
    }

    /// The cells of wrong rows, also of columns that nobody wanted, and why there may be fewer.
    fn cells_of(&self, slips: &Slips) -> (Vec<Map<String, Value>>, Result<(), String>) {
        if slips.is_empty() {
            return (Vec::new(), Ok(()));
        }
        let numbers: Vec<u64> = slips.keys().map(|row| self.first() + *row as u64).collect();
        let fields = &self.footer.fields;
        let roots: Vec<usize> = (0..fields.len()).filter(|root| self.footer.leaves[*root].is_some()).collect();
        let mut rows = vec![Map::new(); numbers.len()];
        let read = for_cells(&self.path, self.footer, &numbers, &roots, |row, root, cell| {
            rows[row].insert(fields[root].name().clone(), cell.rejected_value());
        });
        (rows, read)
    }

    fn broken(&mut self, reason: String) -> Piece {
        let line = self.first() + 1;
        let lost = self.rows - self.row;
        self.row = self.rows;
        let reason = format!("{reason}; the last {lost} rows of row group {} are not read", self.group + 1);
        Piece::empty(self.table.id, self.uses.columns.len(), damage(&self.source.name, line, reason))
    }
}

impl Iterator for ParquetUnit<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        while self.row < self.rows {
            if let Some(slip) = self.refusal.clone() {
                return Some(self.refused(&slip));
            }
            match self.read() {
                Ok(batch) => return Some(self.piece(&batch)),
                Err(reason) if self.plan.batch_rows == 1 => return Some(self.broken(reason)),
                Err(_) => {
                    self.batches = None;
                    self.plan.batch_rows = (self.plan.batch_rows / SHRINK).max(1);
                }
            }
        }
        None
    }
}
