//! Records of CSV (RFC 4180).
//!
//! Our own splitter: `rejected.jsonl` names physical lines (also after quoted line breaks, blank lines and `\r\n`), and
//! a quote that is never closed must be told from a last record. The reader on crates.io gives neither.

use memchr::{memchr, memchr_iter, memchr2};

use crate::text_rows::Slot;

/// What stands at the beginning of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Split {
    /// A record of so many bytes, with so many line breaks inside its quotes.
    Record { bytes: usize, breaks: u64 },
    /// The beginning of a record.
    More,
    /// A record whose last quote is never closed.
    OpenQuote,
}

/// Where a field ends.
struct Field {
    slot: Slot,
    next: usize,
    last: bool,
}

/// Splits the first record of a text into fields. `ended` says that nothing follows the text.
pub(crate) fn split(text: &[u8], ended: bool, slots: &mut Vec<Slot>, scratch: &mut Vec<u8>) -> Split {
    slots.clear();
    scratch.clear();
    let (mut at, mut breaks) = (0, 0);
    loop {
        let field = if text.get(at) == Some(&b'"') {
            match closing_quote(text, at, ended) {
                Ok((close, doubled)) => {
                    breaks += memchr_iter(b'\n', &text[at..close]).count() as u64;
                    quoted(text, at + 1..close, doubled, ended, scratch)
                }
                Err(split) => return split,
            }
        } else {
            plain(text, at, ended)
        };
        let Some(Field { slot, next, last }) = field else { return Split::More };
        slots.push(slot);
        at = next;
        if last {
            return Split::Record { bytes: at, breaks };
        }
    }
}

/// A field without quotes: up to the next comma or line end.
fn plain(text: &[u8], at: usize, ended: bool) -> Option<Field> {
    match memchr2(b',', b'\n', &text[at..]) {
        Some(length) if text[at + length] == b',' => {
            let end = at + length;
            Some(Field { slot: Slot::Line(at, end), next: end + 1, last: false })
        }
        Some(length) => {
            let end = at + length;
            Some(Field { slot: Slot::Line(at, without_return(text, at, end)), next: end + 1, last: true })
        }
        None if ended => {
            let end = text.len();
            Some(Field { slot: Slot::Line(at, without_return(text, at, end)), next: end, last: true })
        }
        None => None,
    }
}

fn without_return(text: &[u8], at: usize, end: usize) -> usize {
    if end > at && text[end - 1] == b'\r' { end - 1 } else { end }
}

/// The place of the quote that closes the one at `at`, and whether doubled quotes stand between them.
fn closing_quote(text: &[u8], at: usize, ended: bool) -> Result<(usize, bool), Split> {
    let (mut from, mut doubled) = (at + 1, false);
    let unclosed = || if ended { Split::OpenQuote } else { Split::More };
    loop {
        let quote = from + memchr(b'"', &text[from..]).ok_or_else(unclosed)?;
        match text.get(quote + 1) {
            Some(b'"') => (from, doubled) = (quote + 2, true),
            None if !ended => return Err(Split::More),
            _ => return Ok((quote, doubled)),
        }
    }
}

/// A quoted field; what follows the closing quote up to the comma is taken as it stands.
fn quoted(
    text: &[u8],
    inner: std::ops::Range<usize>,
    doubled: bool,
    ended: bool,
    scratch: &mut Vec<u8>,
) -> Option<Field> {
    let tail = plain(text, inner.end + 1, ended)?;
    let Slot::Line(from, to) = tail.slot else { return Some(tail) };
    if from == to && !doubled {
        return Some(Field { slot: Slot::Line(inner.start, inner.end), ..tail });
    }
    let begin = scratch.len();
    let mut quotes = 0;
    scratch.extend(text[inner].iter().filter(|byte| {
        quotes = if **byte == b'"' { quotes + 1 } else { 0 };
        quotes % 2 == 0 || **byte != b'"'
    }));
    scratch.extend_from_slice(&text[from..to]);
    Some(Field { slot: Slot::Scratch(begin, scratch.len()), ..tail })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &str, ended: bool) -> (Split, Vec<String>) {
        let (mut slots, mut scratch) = (Vec::new(), Vec::new());
        let split = split(text.as_bytes(), ended, &mut slots, &mut scratch);
        let shown = slots.iter().map(|slot| match slot {
            Slot::Line(from, to) => text[*from..*to].to_owned(),
            Slot::Scratch(from, to) => String::from_utf8(scratch[*from..*to].to_vec()).unwrap(),
            other => panic!("{other:?}"),
        });
        (split, shown.collect())
    }

    fn record(text: &str) -> Vec<String> {
        let (split, fields) = fields(text, true);
        assert!(matches!(split, Split::Record { .. }), "{text:?} gave {split:?}");
        fields
    }

    #[test]
    fn fields_are_split_as_the_standard_says() {
        assert_eq!(record("a,b,c\nd"), ["a", "b", "c"]);
        assert_eq!(record("a,,\r\n"), ["a", "", ""]);
        assert_eq!(record("a,b"), ["a", "b"]);
        assert_eq!(record("\"x,\ny\",\"say \"\"hi\"\"\",\"\"\r\n"), ["x,\ny", "say \"hi\"", ""]);
        assert_eq!(record("\"\"\"\"\"\",z\n"), ["\"\"", "z"]);
        assert_eq!(record("5\" disk,\"a\"b\n"), ["5\" disk", "ab"]);
    }

    #[test]
    fn line_breaks_in_quotes_are_counted_and_open_quotes_found() {
        assert_eq!(fields("\"a\nb\nc\",d\nnext", false).0, Split::Record { bytes: 10, breaks: 2 });
        assert_eq!(fields("a,\"b", false).0, Split::More);
        assert_eq!(fields("a,\"b\"", false).0, Split::More);
        assert_eq!(fields("a,b", false).0, Split::More);
        assert_eq!(fields("a,\"b\nc,d\n", true).0, Split::OpenQuote);
    }
}
