//! A list file as text: unpacked, decoded, with what was wrong with it.

use std::io::Read;
use std::path::Path;

use crate::error::ScreenError;

/// The text of a file, and notes on what was wrong.
pub(crate) struct Text {
    pub text: String,
    pub notes: Vec<String>,
}

/// Reads a file, packed or not. Damage at its end loses only what comes after it, and is told; bytes that are no UTF-8 are read as
/// Windows-1252, in which such lists were published before.
pub(crate) fn read(path: &Path, shown: &str) -> Result<Text, ScreenError> {
    let failed = |source| ScreenError::File { file: path.to_owned(), source };
    let raw = std::fs::read(path).map_err(failed)?;
    let mut notes = Vec::new();
    let bytes = if raw.starts_with(&[0x1f, 0x8b]) {
        let mut bytes = Vec::new();
        if let Err(error) = flate2::read::MultiGzDecoder::new(raw.as_slice()).read_to_end(&mut bytes) {
            let line = 1 + bytes.iter().filter(|byte| **byte == b'\n').count();
            notes.push(format!("{shown}:{line}: the packed file is damaged ({error}); what stands before is used"));
        }
        bytes
    } else {
        raw
    };
    Ok(Text { text: decoded(&bytes, shown, &mut notes), notes })
}

fn decoded(bytes: &[u8], shown: &str, notes: &mut Vec<String>) -> String {
    if let Some(wide) = utf16(bytes) {
        return wide;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            notes.push(format!("{shown}:{line}: not UTF-8; lines like this are read as Windows-1252"));
            // Line by line, so that one wrong line does not spoil the names of the others.
            let lines = bytes.split_inclusive(|byte| *byte == b'\n');
            lines.map(|line| std::str::from_utf8(line).map_or_else(|_| windows_1252(line), str::to_owned)).collect()
        }
    }
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let order: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
        [0xff, 0xfe] => u16::from_le_bytes,
        [0xfe, 0xff] => u16::from_be_bytes,
        _ => return None,
    };
    let units: Vec<u16> = bytes.get(2..)?.as_chunks::<2>().0.iter().map(|pair| order(*pair)).collect();
    Some(String::from_utf16_lossy(&units))
}

fn windows_1252(bytes: &[u8]) -> String {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    let letter = |byte: &u8| match byte {
        0x80..=0x9f => HIGH.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
        other => char::from(*other),
    };
    bytes.iter().map(letter).collect()
}
