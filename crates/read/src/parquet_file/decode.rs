//! From Arrow arrays to words and texts.

use std::collections::{BTreeMap, HashMap};

use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, RecordBatch};
use sekisho_schema::{Column, ColumnId, ColumnType, Table, Word};

use super::bulk;
use super::plan::Plan;
use super::visit::visit;
use crate::assemble::Columns;
use crate::cell::Cell;
use crate::parse::{Parser, carried};
use crate::reject::Slip;
use crate::texts::Texts;
use crate::uses::{Use, Uses};

/// What is wrong with rows of a batch: the first column, in the schema's order, of each.
pub(crate) type Slips = BTreeMap<usize, Slip>;

/// Decodes the batches of one row group.
pub(crate) struct Decoder {
    parser: Parser,
    /// By own column, the words of its dictionary.
    dictionaries: Vec<Option<Dictionary>>,
}

/// The words of a dictionary, computed once: the batches of a row group share it.
struct Dictionary {
    /// Held so that its address stays its own.
    values: ArrayRef,
    words: Vec<Word>,
    /// The entries that are wrong.
    slips: HashMap<i32, String>,
}

impl Decoder {
    /// For a table with so many own columns.
    pub(crate) fn new(own: usize) -> Self {
        Self { parser: Parser::default(), dictionaries: (0..own).map(|_| None).collect() }
    }

    /// Decodes a batch, wrong rows included.
    pub(crate) fn decode(&mut self, table: &Table, uses: &Uses, plan: &Plan, batch: &RecordBatch) -> (Columns, Slips) {
        let mut out = Columns::none(uses.columns.len());
        let mut slips = Slips::new();
        for (id, root) in &plan.columns {
            let Some(array) = plan.array(*root).map(|place| batch.column(place)) else { continue };
            let (used, column) = (uses.of_column(*id), table.at(*id));
            let mut sink = Sink::new(*id, column, used, array.len(), &mut slips);
            if array.as_any_dictionary_opt().is_some() {
                self.dictionary(array, &mut sink);
            } else if let Some(words) = (!used.keep_texts).then(|| bulk::words(column, array)).flatten() {
                sink.words = words;
            } else {
                self.cells(array, &mut sink);
            }
            let place = usize::from(id.0);
            (out.words[place], out.texts[place]) = sink.finish();
        }
        (out, slips)
    }

    fn cells(&mut self, array: &ArrayRef, sink: &mut Sink<'_>) {
        let parser = &mut self.parser;
        let column = sink.column;
        match (sink.texts.is_some(), sink.used.word || !is_free_text(column)) {
            (true, _) => visit(array.as_ref(), |row, cell| {
                let word = sink.take(row, parser.word(column, cell));
                sink.text(cell, word);
            }),
            (false, true) => visit(array.as_ref(), |row, cell| {
                sink.take(row, parser.word(column, cell));
            }),
            (false, false) => visit(array.as_ref(), |row, cell| {
                sink.take(row, parser.check(column, cell));
            }),
        }
    }

    fn dictionary(&mut self, array: &ArrayRef, sink: &mut Sink<'_>) {
        let array = array.as_dictionary::<Int32Type>();
        let known = &mut self.dictionaries[usize::from(sink.id.0)];
        if !known.as_ref().is_some_and(|known| same(&known.values, array.values())) {
            *known = Some(Dictionary::of(&mut self.parser, sink.column, array.values()));
        }
        let Some(Dictionary { words, slips, .. }) = known else { return };
        // A null's key may be anything, also beyond an empty dictionary.
        sink.words
            .extend(array.keys().values().iter().map(|key| words.get(*key as usize).copied().unwrap_or(Word::NULL)));
        if let Some(nulls) = array.nulls().filter(|nulls| nulls.null_count() > 0) {
            nulls.iter().enumerate().filter(|(_, valid)| !valid).for_each(|(row, _)| sink.words[row] = Word::NULL);
        }
        if !slips.is_empty() {
            for (row, key) in array.keys().iter().enumerate() {
                if let Some(reason) = key.and_then(|key| slips.get(&key)) {
                    sink.slip(row, reason.clone());
                }
            }
        }
    }
}

impl Dictionary {
    fn of(parser: &mut Parser, column: &Column, values: &ArrayRef) -> Self {
        let (mut words, mut slips) = (Vec::with_capacity(values.len()), HashMap::new());
        for (key, bytes) in (0..).zip(values.as_binary::<i32>()) {
            let parsed = parser.word(column, bytes.map_or(Cell::Null, Cell::Bytes));
            words.push(parsed.unwrap_or_else(|reason| {
                slips.insert(key, reason);
                Word::NULL
            }));
        }
        Self { values: values.clone(), words, slips }
    }
}

fn same(one: &ArrayRef, other: &ArrayRef) -> bool {
    let (one, other) = (one.as_binary::<i32>(), other.as_binary::<i32>());
    let is_same = one.len() == other.len() && std::ptr::eq(one.value_data(), other.value_data());
    is_same && std::ptr::eq(one.value_offsets(), other.value_offsets())
}

fn is_free_text(column: &Column) -> bool {
    matches!(column.ty, ColumnType::Text | ColumnType::Id)
}

/// Where the cells of one column go.
struct Sink<'a> {
    id: ColumnId,
    column: &'a Column,
    used: Use,
    words: Vec<Word>,
    texts: Option<Texts>,
    slips: &'a mut Slips,
}

impl<'a> Sink<'a> {
    fn new(id: ColumnId, column: &'a Column, used: Use, rows: usize, slips: &'a mut Slips) -> Self {
        let texts = used.keep_texts.then(Texts::default);
        Self { id, column, used, words: Vec::with_capacity(rows), texts, slips }
    }

    #[inline]
    fn take(&mut self, row: usize, parsed: Result<Word, String>) -> Word {
        let word = parsed.unwrap_or_else(|reason| {
            self.slip(row, reason);
            Word::NULL
        });
        self.words.push(word);
        word
    }

    fn text(&mut self, cell: Cell<'_>, word: Word) {
        let column = self.column;
        if let Some(texts) = &mut self.texts {
            // A wrong cell leaves no text: its row goes.
            texts.push(if word.is_null() { None } else { carried(column, cell, word) }.as_deref());
        }
    }

    #[cold]
    fn slip(&mut self, row: usize, reason: String) {
        self.slips.entry(row).or_insert_with(|| Slip::cell(self.id, reason));
    }

    /// The decoded column; rows that miss a required value are wrong.
    fn finish(mut self) -> (Option<Vec<Word>>, Option<Texts>) {
        if self.column.required {
            for row in (0..self.words.len()).filter(|row| self.words[*row].is_null()).collect::<Vec<_>>() {
                self.slips.entry(row).or_insert_with(|| Slip::missing(self.id));
            }
        }
        let words = std::mem::take(&mut self.words);
        (self.used.word.then_some(words), self.texts)
    }
}
