//! Why a dataset cannot be read at all.

use std::path::PathBuf;

/// A dataset that cannot be opened, or rows of it that cannot be fetched. Damage inside a file is no such error: it is
/// a note and a rejected row.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// Nothing is there.
    #[error("failed to open dataset `{}`: there is no such folder\nhint: {hint}", path.display())]
    Missing {
        /// The folder that was named.
        path: PathBuf,
        /// What may have been meant.
        hint: String,
    },
    /// A file was named.
    #[error(
        "failed to open dataset `{}`: it is a file, not a folder of tables\nhint: name the folder that holds it",
        path.display()
    )]
    NotAFolder {
        /// The file that was named.
        path: PathBuf,
    },
    /// The folder cannot be listed.
    #[error("failed to list folder `{}`: {source}\nhint: check its permissions", path.display())]
    Unlisted {
        /// The folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// No table was found in it.
    #[error("failed to find a table in `{}`\nhint: {hint}", path.display())]
    NoTable {
        /// The folder.
        path: PathBuf,
        /// What a table looks like, or what was probably meant.
        hint: String,
    },
    /// More files than a row reference can number.
    #[error(
        "failed to number {files} files in `{}`: at most 65536 are read\nhint: join the parts of a table",
        path.display()
    )]
    TooManyFiles {
        /// The folder.
        path: PathBuf,
        /// How many there are.
        files: usize,
    },
    /// Rows that were read before cannot be read again.
    #[error(
        "failed to fetch rows of `{}`: {reason}\nhint: the file may have changed since the scan began",
        path.display()
    )]
    Fetch {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
}
