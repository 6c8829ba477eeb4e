//! Rows of text files, one after the other, into columns.

use sekisho_schema::{ColumnId, Table, Word};

use crate::assemble::{self, Columns};
use crate::batch::{Batch, RowRef};
use crate::cell::Cell;
use crate::parse::{Parser, carried};
use crate::reject::Slip;
use crate::texts::Texts;
use crate::uses::Uses;

/// Collects valid rows until a batch is full.
pub(crate) struct Rows<'a> {
    table: &'a Table,
    uses: Uses,
    /// By own column, whether the file has it.
    present: Vec<bool>,
    parser: Parser,
    /// The words of the row at hand: a row is added as a whole or not at all.
    row: Vec<Word>,
    refs: Vec<RowRef>,
    columns: Columns,
}

impl<'a> Rows<'a> {
    /// Nothing collected yet.
    pub(crate) fn new(table: &'a Table, uses: Uses, present: Vec<bool>) -> Self {
        let own = uses.columns.len();
        let row = vec![Word::NULL; own];
        let mut rows = Self {
            table,
            uses,
            present,
            parser: Parser::default(),
            row,
            refs: Vec::new(),
            columns: Columns::none(own),
        };
        rows.take();
        rows
    }

    /// Adds a row whose cells are asked for by own column.
    ///
    /// # Errors
    /// The first cell, in the schema's order, that is wrong.
    pub(crate) fn push<'c>(&mut self, at: RowRef, cell: impl Fn(usize) -> Cell<'c>) -> Result<(), Slip> {
        for (place, column) in self.table.columns[..self.row.len()].iter().enumerate() {
            let parsed = match self.uses.columns[place].word {
                true => self.parser.word(column, cell(place)),
                false => self.parser.check(column, cell(place)),
            };
            let word = parsed.map_err(|reason| Slip::cell(ColumnId(place as u16), reason))?;
            if column.required && word.is_null() {
                return Err(self.missing(ColumnId(place as u16)));
            }
            self.row[place] = word;
        }
        self.add(at, cell);
        Ok(())
    }

    fn missing(&self, id: ColumnId) -> Slip {
        if self.present[usize::from(id.0)] { Slip::missing(id) } else { Slip::no_column(id) }
    }

    fn add<'c>(&mut self, at: RowRef, cell: impl Fn(usize) -> Cell<'c>) {
        self.refs.push(at);
        for (place, word) in self.row.iter().enumerate() {
            if let Some(words) = &mut self.columns.words[place] {
                words.push(*word);
            }
            if let Some(texts) = &mut self.columns.texts[place] {
                texts.push(carried(&self.table.columns[place], cell(place), *word).as_deref());
            }
        }
    }

    /// How many rows are collected.
    pub(crate) fn len(&self) -> usize {
        self.refs.len()
    }

    /// How many bytes of text are collected.
    pub(crate) fn text_bytes(&self) -> usize {
        self.columns.texts.iter().flatten().map(Texts::bytes).sum()
    }

    /// Hands out what is collected and begins anew.
    pub(crate) fn take(&mut self) -> Batch {
        let mut fresh = Columns::none(self.uses.columns.len());
        for (place, used) in self.uses.columns.iter().enumerate() {
            fresh.words[place] = used.word.then(Vec::new);
            fresh.texts[place] = used.keep_texts.then(Texts::default);
        }
        let columns = std::mem::replace(&mut self.columns, fresh);
        assemble::batch(self.table, &self.uses, std::mem::take(&mut self.refs), columns)
    }
}
