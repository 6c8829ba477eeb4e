//! What can keep the sources from being opened.

use std::path::PathBuf;

/// A source that was asked for and cannot be used. Bad rows in a list are not errors: they become notes.
#[derive(Debug, thiserror::Error)]
pub enum EnrichError {
    /// A list is there but cannot be read.
    #[error("failed to read list `{file}`: {source}")]
    List {
        /// The list's path.
        file: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// The address database that the operator named is missing, damaged or of another format.
    #[error("failed to open address database `{file}`: {source}\nhint: expected a MaxMind DB file (`.mmdb`)")]
    Database {
        /// The file's path.
        file: PathBuf,
        /// What the reader of the format says.
        source: maxminddb::MaxMindDbError,
    },
    /// The schema lacks a column that tells how a list is to be read.
    #[error("failed to find column `{column}` of table `sessions` in the schema")]
    Schema {
        /// The column's name.
        column: &'static str,
    },
}
