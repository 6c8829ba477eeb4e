//! What can keep a scan from being judged.

use std::path::{Path, PathBuf};

/// A file that could not be read; each message completes "failed to ...".
#[derive(Debug, thiserror::Error)]
pub enum EvaluateError {
    /// The folder is not there.
    #[error("find `{path}`: there is no such folder\nhint: {hint}")]
    NoFolder {
        /// The folder.
        path: PathBuf,
        /// What belongs there.
        hint: &'static str,
    },
    /// The file is not there or cannot be opened.
    #[error("read `{path}`: {source}\nhint: {hint}")]
    Open {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
        /// What belongs there.
        hint: &'static str,
    },
    /// A line does not say what it should.
    #[error("read line {line} of `{path}`: {reason}\nhint: {hint}")]
    Line {
        /// The file.
        path: PathBuf,
        /// Which line, from 1; 0 when the file does not say.
        line: u64,
        /// Why.
        reason: String,
        /// What belongs there.
        hint: &'static str,
    },
}

impl EvaluateError {
    pub(crate) fn line(path: &Path, line: u64, reason: impl ToString, hint: &'static str) -> Self {
        Self::Line { path: path.to_owned(), line, reason: reason.to_string(), hint }
    }
}
