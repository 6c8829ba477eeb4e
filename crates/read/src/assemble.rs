//! From decoded columns to a batch with keys and contents.

use sekisho_schema::{ColumnId, Table, Word};

use crate::batch::{Batch, ColumnData, RowRef};
use crate::texts::Texts;
use crate::uses::Uses;

/// Decoded columns, by [`ColumnId`], own columns only; `None` where the file has none or nobody needs them.
#[derive(Default)]
pub(crate) struct Columns {
    pub(crate) words: Vec<Option<Vec<Word>>>,
    pub(crate) texts: Vec<Option<Texts>>,
}

impl Columns {
    /// Nothing decoded yet.
    pub(crate) fn none(own: usize) -> Self {
        Self { words: vec![None; own], texts: vec![None; own] }
    }

    /// Drops the rows for which `keep` is false.
    pub(crate) fn filter(&mut self, keep: &[bool]) {
        for words in self.words.iter_mut().flatten() {
            let mut kept = keep.iter();
            words.retain(|_| kept.next().copied().unwrap_or(false));
        }
        for texts in self.texts.iter_mut().flatten() {
            let mut left = Texts::default();
            texts.iter().zip(keep).filter(|(_, keep)| **keep).for_each(|(text, _)| left.push(text));
            *texts = left;
        }
    }
}

/// The batch of these rows.
pub(crate) fn batch(table: &Table, uses: &Uses, refs: Vec<RowRef>, columns: Columns) -> Batch {
    let rows = refs.len();
    let whole = uses.keep_contents || (table.primary_key.is_empty() && !uses.bare);
    let contents = if whole { fingerprints(&columns, 0..uses.columns.len(), rows) } else { Vec::new() };
    let keys = match table.primary_key.as_slice() {
        _ if uses.bare => Vec::new(),
        [] => contents.clone(),
        [only] => column(&columns, *only, rows),
        several => fingerprints(&columns, several.iter().map(|id| usize::from(id.0)), rows),
    };
    let contents = if uses.keep_contents { contents } else { Vec::new() };
    Batch { table: table.id, refs, keys, contents, columns: kept(uses, columns, rows) }
}

fn column(columns: &Columns, id: ColumnId, rows: usize) -> Vec<Word> {
    columns.words[usize::from(id.0)].clone().unwrap_or_else(|| vec![Word::NULL; rows])
}

/// One fingerprint per row over the words of some columns; a column that is not there counts as null, so that a file
/// without it and one where it is empty agree.
fn fingerprints(columns: &Columns, over: impl Iterator<Item = usize>, rows: usize) -> Vec<Word> {
    let picked: Vec<Option<&[Word]>> = over.map(|at| columns.words[at].as_deref()).collect();
    let mut bytes = vec![0u8; picked.len() * 8];
    let mut out = Vec::with_capacity(rows);
    for row in 0..rows {
        for (part, words) in bytes.chunks_exact_mut(8).zip(&picked) {
            part.copy_from_slice(&words.map_or(Word::NULL, |words| words[row]).0.to_le_bytes());
        }
        out.push(Word::fingerprint(&bytes));
    }
    out
}

fn kept(uses: &Uses, columns: Columns, rows: usize) -> Vec<Option<ColumnData>> {
    let decoded = columns.words.into_iter().zip(columns.texts);
    uses.columns
        .iter()
        .zip(decoded)
        .map(|(used, (words, texts))| {
            if used.keep_texts {
                return Some(ColumnData::Texts(texts.unwrap_or_else(|| Texts::nulls(rows))));
            }
            used.keep_words.then(|| ColumnData::Words(words.unwrap_or_else(|| vec![Word::NULL; rows])))
        })
        .collect()
}
