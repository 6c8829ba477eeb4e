//! Bytes as text: in whatever encoding a list comes, and with the letters that broke on the way.

use crate::notes::Notes;

/// Marks at the beginning of a text: UTF-8, and UTF-16 in two orders.
const MARK: &[u8] = &[0xef, 0xbb, 0xbf];
const LITTLE: &[u8] = &[0xff, 0xfe];
const BIG: &[u8] = &[0xfe, 0xff];
/// So many bytes show whether every other one is zero.
const LOOKED_AT: usize = 4_096;

/// The text of some bytes.
pub(crate) fn decoded(mut bytes: Vec<u8>, notes: &mut Notes) -> String {
    if let Some(wide) = utf16(&bytes, notes) {
        return wide;
    }
    for mark in [MARK, LITTLE, BIG] {
        if bytes.starts_with(mark) {
            bytes.drain(..mark.len());
            if mark != MARK {
                notes.add(1, "the mark of UTF-16 stands before other text and is passed over");
            }
        }
    }
    without_nul(&mut bytes, notes);
    // Old files of some systems part lines by carriage returns alone.
    if !bytes.contains(&b'\n') {
        bytes.iter_mut().filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
    }
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => by_line(error.as_bytes(), notes),
    }
}

/// Bytes of zero are no letters; a line that has some is told.
fn without_nul(bytes: &mut Vec<u8>, notes: &mut Notes) {
    if !bytes.contains(&0) {
        return;
    }
    for (line, text) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        if text.contains(&0) {
            notes.add(line, "bytes of zero stand in the line and are left out");
        }
    }
    bytes.retain(|byte| *byte != 0);
}

/// Line by line, so that one wrong line does not spoil the names of the others.
fn by_line(bytes: &[u8], notes: &mut Notes) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut old = (0, 0);
    for (number, line) in (1..).zip(bytes.split_inclusive(|byte| *byte == b'\n')) {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) if has_letters_of_utf8(line) => {
                notes.add(number, "not UTF-8 throughout; what is no letter is read as a blank mark");
                text.push_str(&String::from_utf8_lossy(line));
            }
            Err(_) => {
                old = (if old.0 == 0 { number } else { old.0 }, old.1 + 1);
                text.extend(line.iter().map(windows_1252));
            }
        }
    }
    match old {
        (_, 0) => {}
        (line, 1) => notes.add(line, "not UTF-8; read as Windows-1252; if names look wrong, save the file as UTF-8"),
        (line, lines) => {
            let what = format!("not UTF-8; {lines} lines from here on are read as Windows-1252");
            notes.add(line, &format!("{what}; if names look wrong, save the file as UTF-8"));
        }
    }
    text
}

/// Letters of several bytes show that the line was UTF-8 before it broke.
fn has_letters_of_utf8(line: &[u8]) -> bool {
    line.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

/// Windows-1252, in which such lists were published before.
fn windows_1252(byte: &u8) -> char {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match byte {
        0x80..=0x9f => HIGH.chars().nth(usize::from(byte - 0x80)).unwrap_or('\u{fffd}'),
        other => char::from(*other),
    }
}

/// The text, if the bytes are UTF-16: lists hold commas and line ends, so every other byte is often zero.
fn utf16(bytes: &[u8], notes: &mut Notes) -> Option<String> {
    let start = bytes.get(..bytes.len().min(LOOKED_AT)).unwrap_or_default();
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let marked = bytes.starts_with(LITTLE) || bytes.starts_with(BIG);
    // Without a mark nearly all of one side must be zero; with one, a single one shows that the mark does not lie.
    let enough = if marked { 1 } else { (start.len() * 3 / 8).max(4) };
    if even.max(odd) < enough || even.min(odd) * 8 > even.max(odd) {
        return None;
    }
    let order: fn([u8; 2]) -> u16 = if odd > even { u16::from_le_bytes } else { u16::from_be_bytes };
    if !marked {
        notes.add(1, "read as UTF-16, whose mark is missing");
    }
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len() / 2);
    let mut line = 1;
    for letter in char::decode_utf16(pairs.iter().map(|pair| order(*pair))) {
        match letter {
            Ok('\u{feff}') if text.is_empty() => {}
            Ok(letter) => {
                line += usize::from(letter == '\n');
                text.push(letter);
            }
            Err(_) => {
                notes.add(line, "half a letter of UTF-16 is left out");
            }
        }
    }
    if !rest.is_empty() {
        notes.add(line, "the text ends in the middle of a letter of UTF-16");
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (String, Vec<String>) {
        let mut notes = Notes::new("x.csv");
        let text = decoded(bytes.to_vec(), &mut notes);
        (text, notes.told().collect())
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "1,\"DOE, Jane\"\n2,\"金 Müller\"\n3,\"X\"\n";
        let wide = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        let marked = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(MARK, text.as_bytes().to_vec()),
            marked(LITTLE, wide(u16::to_le_bytes)),
            marked(BIG, wide(u16::to_be_bytes)),
        ] {
            assert_eq!(read(&bytes), (text.to_owned(), Vec::new()));
        }
        for bytes in [wide(u16::to_le_bytes), wide(u16::to_be_bytes), marked(LITTLE, text.as_bytes().to_vec())] {
            let (read, notes) = read(&bytes);
            assert_eq!((read.as_str(), notes.len()), (text, 1), "{notes:?}");
        }
    }

    #[test]
    fn broken_letters_cost_only_themselves() {
        let (text, notes) = read(b"a\xc3\xbc\xffb\nM\xfcller\n\0o\0k\n");
        assert_eq!(text, "aü\u{fffd}b\nMüller\nok\n");
        assert_eq!(notes.iter().filter(|note| note.starts_with("x.csv:1:")).count(), 1, "{notes:?}");
        assert!(
            notes.iter().any(|note| note.starts_with("x.csv:2:"))
                && notes.iter().any(|note| note.starts_with("x.csv:3:"))
        );
        assert_eq!(read(b"a\rb").0, "a\nb");
        assert_eq!(read(b""), (String::new(), Vec::new()));
    }
}
