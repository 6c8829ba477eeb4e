//! Cells of a few rows, after the scan.

use std::path::Path;

use sekisho_schema::{ColumnId, Table};
use serde_json::Value;

use crate::batch::RowRef;
use crate::cell::{Cell, canonical, packs_whole};
use crate::format::FileInfo;
use crate::parquet_file;
use crate::parse::Parser;
use crate::source::{self, Body, Source};
use crate::text_rows::Step;

/// Columns of one file.
pub(crate) struct Wish<'a> {
    pub(crate) table: &'a Table,
    pub(crate) source: &'a Source,
    pub(crate) columns: &'a [ColumnId],
}

impl Wish<'_> {
    /// The cells of these rows of the file, sorted; rows may repeat.
    ///
    /// # Errors
    /// Why they cannot be had.
    pub(crate) fn rows(&self, path: &Path, info: &FileInfo, refs: &[RowRef]) -> Result<Vec<Vec<Value>>, String> {
        let mut numbers: Vec<u64> = refs.iter().map(|at| at.row()).collect();
        numbers.dedup();
        let found = match &self.source.body {
            Body::Broken { reason, .. } => return Err(reason.clone()),
            Body::Text => self.text(path, info, &numbers)?,
            Body::Parquet { footer, .. } => self.parquet(path, footer, &numbers)?,
        };
        let place = |at: &RowRef| numbers.binary_search(&at.row()).ok().and_then(|place| found.get(place)).cloned();
        refs.iter().map(|at| place(at).ok_or_else(|| format!("there is no row {}", at.row() + 1))).collect()
    }

    fn text(&self, path: &Path, info: &FileInfo, numbers: &[u64]) -> Result<Vec<Vec<Value>>, String> {
        let mut text = source::open_text(path, info, self.table).map_err(|stop| stop.reason)?;
        let mut parser = Parser::default();
        let mut out = Vec::with_capacity(numbers.len());
        let (mut row, mut left) = (0, numbers.iter().peekable());
        while let Some(number) = left.peek() {
            match text.step() {
                Step::End | Step::Damage(_) => return Err(format!("there is no row {}", *number + 1)),
                Step::Row if row == **number => {
                    let cells =
                        self.columns.iter().map(|id| self.value(&mut parser, *id, text.cell(usize::from(id.0))));
                    out.push(cells.collect());
                    left.next();
                }
                Step::Bad { .. } if row == **number => return Err(format!("row {} is no row any more", row + 1)),
                Step::Row | Step::Bad { .. } => {}
            }
            row += 1;
        }
        Ok(out)
    }

    fn parquet(&self, path: &Path, footer: &parquet_file::Footer, numbers: &[u64]) -> Result<Vec<Vec<Value>>, String> {
        // Columns that the file has, by root; the others stay null.
        let mut roots: Vec<usize> = self.columns.iter().filter_map(|id| self.root(*id)).collect();
        roots.sort_unstable();
        roots.dedup();
        let mut parser = Parser::default();
        let mut out = vec![vec![Value::Null; self.columns.len()]; numbers.len()];
        parquet_file::for_cells(path, footer, numbers, &roots, |row, root, cell| {
            for (place, id) in self.columns.iter().enumerate().filter(|(_, id)| self.root(**id) == Some(root)) {
                out[row][place] = self.value(&mut parser, *id, cell);
            }
        })?;
        Ok(out)
    }

    fn root(&self, column: ColumnId) -> Option<usize> {
        self.source.places.get(usize::from(column.0)).copied().flatten()
    }

    fn value(&self, parser: &mut Parser, id: ColumnId, cell: Cell<'_>) -> Value {
        let column = self.table.at(id);
        if packs_whole(&column.ty) {
            // Rows that are fetched were valid, so there is a word.
            return parser.word(column, cell).map_or(Value::Null, |word| canonical(column, word));
        }
        cell.rejected_value()
    }
}
