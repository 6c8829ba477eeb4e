//! Rows of a table, one after the other, with the few columns that are asked for.

use std::collections::HashSet;

use sekisho_read::{Batch, Dataset, RowRef, Texts, Unit, Want};
use sekisho_schema::{ColumnId, Schema, Word};

/// The dataset, read table by table.
#[derive(Clone, Copy)]
pub(crate) struct Tables<'a> {
    pub dataset: &'a Dataset,
    pub schema: &'a Schema,
}

/// What to bring of a table: columns as words, columns as texts.
#[derive(Clone, Copy)]
pub(crate) struct Ask<'a> {
    pub table: &'a str,
    pub words: &'a [&'a str],
    pub texts: &'a [&'a str],
}

/// One row.
pub(crate) struct Row<'a> {
    words: &'a [Option<&'a [Word]>],
    texts: &'a [Option<&'a Texts>],
    place: usize,
    /// Where it stands.
    pub at: RowRef,
}

impl<'a> Row<'a> {
    /// The word of the column at this place of the question; null when the file lacks it.
    pub fn word(&self, place: usize) -> Word {
        self.words[place].map_or(Word::NULL, |words| words[self.place])
    }

    /// The text of the column at this place of the question.
    pub fn text(&self, place: usize) -> Option<&'a str> {
        self.texts[place].and_then(|texts| texts.get(self.place))
    }
}

impl<'a> Tables<'a> {
    /// Hands over every row of a table, in the order of its files. Of rows with one key the first counts, here as
    /// everywhere.
    pub fn each(&self, ask: Ask<'_>, mut row: impl FnMut(Row<'_>)) {
        let mut seen: HashSet<Word> = HashSet::new();
        for unit in self.units(ask.table) {
            self.each_batch(&unit, ask, false, |batch, words, texts| {
                for place in 0..batch.len() {
                    if seen.insert(batch.keys[place]) {
                        row(Row { words, texts, place, at: batch.refs[place] });
                    }
                }
            });
        }
    }

    /// Hands over every row of one unit without looking at keys: for large tables, where a row that stands twice says
    /// nothing new.
    pub fn each_of_unit(&self, unit: &Unit, ask: Ask<'_>, mut row: impl FnMut(Row<'_>)) {
        self.each_batch(unit, ask, true, |batch, words, texts| {
            (0..batch.len()).for_each(|place| row(Row { words, texts, place, at: batch.refs[place] }));
        });
    }

    /// The pieces of a table, in the order of its files.
    pub fn units(&self, table: &str) -> Vec<Unit> {
        let table = self.schema.table(table).map(|table| table.id);
        self.dataset.units().into_iter().filter(|unit| Some(unit.table) == table).collect()
    }

    fn each_batch(
        &self,
        unit: &Unit,
        ask: Ask<'_>,
        bare: bool,
        mut take: impl FnMut(&Batch, &[Option<&[Word]>], &[Option<&Texts>]),
    ) {
        let column = |name: &&str| self.schema.at(unit.table).column(name);
        let words: Vec<Option<ColumnId>> = ask.words.iter().map(column).collect();
        let texts: Vec<Option<ColumnId>> = ask.texts.iter().map(column).collect();
        let want = Want {
            words: words.iter().flatten().copied().collect(),
            texts: texts.iter().flatten().copied().collect(),
            bare,
            ..Want::default()
        };
        for piece in self.dataset.open_unit(unit, &want) {
            let batch = piece.batch;
            let words: Vec<Option<&[Word]>> = words.iter().map(|column| batch.words((*column)?)).collect();
            let texts: Vec<Option<&Texts>> = texts.iter().map(|column| batch.texts((*column)?)).collect();
            take(&batch, &words, &texts);
        }
    }
}
