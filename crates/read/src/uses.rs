//! What a reader does with each column.

use sekisho_schema::{ColumnId, Table};

use crate::batch::Want;

/// What is done with one own column of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Use {
    /// Its words are computed: they are wanted, or part of the key or the content.
    pub(crate) word: bool,
    /// Its words stand in the batch.
    pub(crate) keep_words: bool,
    /// Its texts stand in the batch.
    pub(crate) keep_texts: bool,
}

/// What is done with the columns of a table.
#[derive(Clone, Debug)]
pub(crate) struct Uses {
    /// By [`ColumnId`], own columns only.
    pub(crate) columns: Vec<Use>,
    /// Whether the batch carries the fingerprint of the whole row.
    pub(crate) keep_contents: bool,
    /// Whether keys are left out and columns that are not wanted go unchecked.
    pub(crate) bare: bool,
}

impl Uses {
    /// What the wish asks for, and what keys need.
    pub(crate) fn of(table: &Table, want: &Want) -> Self {
        // A row without a name of its own is named by all it says.
        let whole = want.content || (table.primary_key.is_empty() && !want.bare);
        let columns = table.own_columns().map(|(id, _)| {
            let keep_texts = want.texts.contains(&id);
            let keep_words = want.words.contains(&id) && !keep_texts;
            Use { word: whole || keep_words || (table.primary_key.contains(&id) && !want.bare), keep_words, keep_texts }
        });
        Self { columns: columns.collect(), keep_contents: want.content, bare: want.bare }
    }

    /// What is done with one column.
    #[inline]
    pub(crate) fn of_column(&self, column: ColumnId) -> Use {
        self.columns.get(usize::from(column.0)).copied().unwrap_or_default()
    }
}
