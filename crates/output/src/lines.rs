//! `rejected.jsonl`.

use std::path::Path;

use sekisho_read::Rejected;

use crate::error::OutputError;
use crate::place::write_whole;

/// Writes the rejected rows, one JSON object a line.
///
/// # Errors
/// When the file cannot be written.
pub fn write_rejected(folder: &Path, rejected: &[Rejected]) -> Result<(), OutputError> {
    write_whole(folder, "rejected.jsonl", |out| {
        rejected.iter().try_for_each(|row| {
            serde_json::to_writer(&mut *out, row)?;
            out.write_all(b"\n")
        })
    })
}
