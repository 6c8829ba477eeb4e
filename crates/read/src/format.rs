//! What a file name says.

use std::path::PathBuf;
use std::sync::Arc;

use sekisho_schema::TableId;

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Apache Parquet.
    Parquet,
    /// Comma-separated values with a header (RFC 4180).
    Csv,
    /// One JSON object per line.
    Jsonl,
}

/// How the bytes of a text file are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Packing {
    /// Not at all.
    Plain,
    /// gzip, one or several members.
    Gzip,
    /// Zstandard, one or several frames.
    Zstd,
}

impl Packing {
    /// What a message calls such a file.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "text",
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
        }
    }
}

/// One file of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileInfo {
    /// The table it belongs to.
    pub table: TableId,
    /// Where it is, relative to the dataset.
    pub path: PathBuf,
    /// How its rows are written.
    pub format: Format,
    /// How its bytes are packed; always plain for Parquet.
    pub packing: Packing,
    /// Its size.
    pub bytes: u64,
    /// Its bytes, for a table that the program made; such a file is on no disk.
    pub held: Option<Arc<[u8]>>,
}

impl FileInfo {
    /// The path as reports show it: with `/` on every system.
    pub fn name(&self) -> String {
        let parts: Vec<_> = self.path.iter().map(|part| part.to_string_lossy()).collect();
        parts.join("/")
    }
}

/// The stem, format and packing of a file name, when its endings are ones that are read.
pub(crate) fn of_name(name: &str) -> Option<(&str, Format, Packing)> {
    if let Some(stem) = name.strip_suffix(".parquet") {
        return Some((stem, Format::Parquet, Packing::Plain));
    }
    let (inner, packing) = match name.rsplit_once('.') {
        Some((inner, "gz")) => (inner, Packing::Gzip),
        Some((inner, "zst")) => (inner, Packing::Zstd),
        _ => (name, Packing::Plain),
    };
    let csv = inner.strip_suffix(".csv").map(|stem| (stem, Format::Csv, packing));
    csv.or_else(|| inner.strip_suffix(".jsonl").map(|stem| (stem, Format::Jsonl, packing)))
}
