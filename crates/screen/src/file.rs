//! A list file as text, unpacked.

use std::io::Read;
use std::path::Path;

use crate::encoding::decoded;
use crate::error::ScreenError;
use crate::notes::Notes;

/// Reads a file, packed or not. Damage at its end loses only what comes after it, and is told.
pub(crate) fn read(path: &Path, notes: &mut Notes) -> Result<String, ScreenError> {
    let raw = std::fs::read(path).map_err(|source| ScreenError::File { file: path.to_owned(), source })?;
    if !raw.starts_with(&[0x1f, 0x8b]) {
        return Ok(decoded(raw, notes));
    }
    let mut bytes = Vec::new();
    if let Err(error) = flate2::read::MultiGzDecoder::new(raw.as_slice()).read_to_end(&mut bytes) {
        let line = 1 + bytes.iter().filter(|byte| **byte == b'\n').count();
        notes.add(line, &format!("the packed file is damaged ({error}); what stands before is used"));
    }
    drop(raw);
    Ok(decoded(bytes, notes))
}

/// The text of any file, read as lists are: packed or not, in whatever encoding; and notes on what was wrong, with file
/// and line.
///
/// # Errors
/// When the file cannot be read at all.
pub fn text_of(path: &Path) -> Result<(String, Vec<String>), ScreenError> {
    let mut notes = Notes::new(&path.display().to_string());
    let text = read(path, &mut notes)?;
    Ok((text, notes.told().collect()))
}
