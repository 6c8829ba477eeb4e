//! Rows that are kept aside, and why.

use sekisho_schema::{Column, ColumnId, Table};
use serde::Serialize;
use serde_json::Value;

/// A value longer than this many characters is cut in a reason.
const LONGEST_SHOWN: usize = 80;

/// One row that is not used, or (without a row) the place where a file broke off; a line of `rejected.jsonl`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Rejected {
    /// The file, relative to the dataset.
    pub file: String,
    /// Text: the physical line on which the record begins (the header is 1). Parquet: the row, from 1. 0 when the file
    /// could not be read at all.
    pub line: u64,
    /// The first column that is wrong; none when the whole row or file is.
    pub column: Option<String>,
    /// What was expected and what was found.
    pub reason: String,
    /// The row's cells as text, as far as they could be read; the raw text when it has no cells; null for damage.
    pub row: Value,
}

/// Why one row is rejected, before it is known where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slip {
    pub(crate) column: Option<ColumnId>,
    pub(crate) reason: String,
}

impl Slip {
    /// One cell is wrong.
    pub(crate) fn cell(column: ColumnId, reason: String) -> Self {
        Self { column: Some(column), reason }
    }

    /// A required cell is empty.
    pub(crate) fn missing(column: ColumnId) -> Self {
        Self::cell(column, "expected a value (the column is required), found none".to_owned())
    }

    /// A required column is not in the file.
    pub(crate) fn no_column(column: ColumnId) -> Self {
        Self::cell(column, "expected a value (the column is required), found no such column in the file".to_owned())
    }

    /// The entry for `rejected.jsonl`.
    pub(crate) fn at(self, table: &Table, file: &str, line: u64, row: Value) -> Rejected {
        let column = self.column.map(|column| table.at(column).name.clone());
        Rejected { file: file.to_owned(), line, column, reason: self.reason, row }
    }
}

/// The place where reading a file ended.
pub(crate) fn damage(file: &str, line: u64, reason: String) -> Rejected {
    Rejected { file: file.to_owned(), line, column: None, reason, row: Value::Null }
}

/// The sentence for a cell that breaks its type: `expected` ends the phrase "expected ...", and may already say what
/// was found.
pub(crate) fn reason(expected: &str, found: &str) -> String {
    if expected.contains(", found ") {
        return format!("expected {expected}");
    }
    format!("expected {expected}, found {found}")
}

/// What is expected of a column, as the end of the phrase "expected ...".
pub(crate) fn expectation(column: &Column) -> String {
    match column.ty {
        sekisho_schema::ColumnType::Id => "an id as text".to_owned(),
        sekisho_schema::ColumnType::Text => "text".to_owned(),
        // No other type has this value, so the schema's own wording comes back.
        _ => sekisho_schema::word::parse(column, "?").err().unwrap_or_default(),
    }
}

/// A text in backticks, cut when it is long.
pub(crate) fn shown(text: &str) -> String {
    format!("`{}`", short(text))
}

/// A text on one line, cut when it is long.
pub(crate) fn short(text: &str) -> String {
    let mut out: String = text.chars().take(LONGEST_SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST_SHOWN).is_some() {
        out.push('…');
    }
    out
}
