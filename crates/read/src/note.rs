//! Remarks about a dataset that stop nothing.

use serde::Serialize;

/// Something the operator should know: a file or a column that is not read, and what was probably meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The file or folder, relative to the dataset.
    pub file: String,
    /// What was found, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Note {
    /// A file or folder that is no table.
    pub(crate) fn unknown_file(file: &str, nearest: Option<String>) -> Self {
        let message = format!("`{file}` is no table of the dataset format and is not read");
        Self { file: file.to_owned(), message, hint: nearest.map(|name| format!("did you mean `{name}`?")) }
    }

    /// A file with the name of a table that the program makes.
    pub(crate) fn made_table(file: &str) -> Self {
        let message = format!("`{file}` has the name of a table that sekisho works out itself, and is not read");
        Self { file: file.to_owned(), message, hint: None }
    }

    /// A column that the table does not have.
    pub(crate) fn unknown_column(file: &str, table: &str, column: &str, nearest: Option<&str>) -> Self {
        let message =
            format!("column `{}` is unknown in table `{table}` and is not read", crate::reject::short(column));
        Self { file: file.to_owned(), message, hint: nearest.map(|name| format!("did you mean `{name}`?")) }
    }

    /// A column whose type in the file cannot hold what the schema asks for.
    pub(crate) fn wrong_type(file: &str, reason: &str, required: bool) -> Self {
        let outcome = if required { "every row is rejected" } else { "the column counts as absent" };
        Self { file: file.to_owned(), message: format!("{reason}: {outcome}"), hint: None }
    }

    /// A file that cannot be read.
    pub(crate) fn unreadable(file: &str, reason: &str) -> Self {
        Self { file: file.to_owned(), message: format!("`{file}` cannot be read: {reason}"), hint: None }
    }
}
