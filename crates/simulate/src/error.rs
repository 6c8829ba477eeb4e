//! What can go wrong while inventing a marketplace.

use std::path::PathBuf;

use thiserror::Error;

/// Why a marketplace could not be written; each message completes "failed to ...".
#[derive(Debug, Error)]
pub enum Error {
    /// The plan cannot be carried out.
    #[error("invent a marketplace of {accounts} accounts over {days} days\nhint: use at least 50 accounts and 14 days")]
    TooSmall {
        /// Accounts asked for.
        accounts: u64,
        /// Days asked for.
        days: u32,
    },
    /// The plan is larger than the reserved address ranges allow.
    #[error("invent {accounts} accounts\nhint: the reserved address ranges hold at most 20,000,000")]
    TooLarge {
        /// Accounts asked for.
        accounts: u64,
    },
    /// A file or folder could not be written.
    #[error("write `{}`: {source}\nhint: is the folder writable, and is there room on the disk?", path.display())]
    Write {
        /// Where.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A Parquet file could not be written.
    #[error("write Parquet file `{}`: {source}", path.display())]
    Parquet {
        /// Where.
        path: PathBuf,
        /// Why.
        source: parquet::errors::ParquetError,
    },
    /// Columns of different lengths or types came together.
    #[error("lay out rows for `{}`: {source}", path.display())]
    Layout {
        /// Where.
        path: PathBuf,
        /// Why.
        source: arrow_schema::ArrowError,
    },
    /// A CSV file could not be written.
    #[error("write CSV file `{}`: {source}", path.display())]
    Csv {
        /// Where.
        path: PathBuf,
        /// Why.
        source: csv::Error,
    },
    /// A time zone is not known to the bundled database.
    #[error("find time zone `{name}`: {source}")]
    Zone {
        /// Its IANA name.
        name: &'static str,
        /// Why.
        source: jiff::Error,
    },
    /// The thread that writes a table stopped without a word.
    #[error("write `{}`: the writing thread stopped", path.display())]
    Stopped {
        /// Where.
        path: PathBuf,
    },
}
