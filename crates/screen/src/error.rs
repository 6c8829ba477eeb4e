//! What ends the reading of lists. Everything smaller is a note.

use std::path::PathBuf;

/// A folder or file of lists that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ScreenError {
    /// The folder cannot be listed.
    #[error("failed to read lists from `{folder}`: {source}\nhint: name a folder that holds list files")]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file cannot be opened.
    #[error("failed to read `{file}`: {source}")]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file of clearances lacks a column.
    #[error("failed to read `{file}`: there is no column `{column}`\nhint: the columns are {columns}")]
    Column {
        /// The file.
        file: PathBuf,
        /// The missing column.
        column: &'static str,
        /// All that it needs.
        columns: String,
    },
}
