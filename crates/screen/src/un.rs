//! The United Nations Security Council's consolidated list, in XML.
//!
//! Every entry is read by itself, from its opening tag to the next one: whatever is broken inside costs that entry
//! alone, and the work stays in proportion to the file.

use crate::birth::Birth;
use crate::entry::{About, Entry, Twice};
use crate::notes::{Notes, short};
use crate::un_entry::Walk;

/// What may stand between entries.
const BETWEEN: [&str; 5] = ["</INDIVIDUALS>", "<ENTITIES>", "</ENTITIES>", "</CONSOLIDATED_LIST>", "<ENTITIES/>"];

/// The entries, and the day the list was made.
pub(crate) fn entries(text: &str, notes: &mut Notes) -> (Vec<Entry>, Option<String>) {
    let mut lines = Lines::new(text);
    let (mut done, mut twice) = (Vec::new(), Twice::default());
    let starts: Vec<(usize, About)> = starts(text).collect();
    let head = text.get(..starts.first().map_or(text.len(), |(at, _)| *at)).unwrap_or_default();
    let dated = dated(head);
    begins(head, &mut lines, notes);
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    for ((from, about), to) in starts.iter().zip(ends) {
        let part = text.get(*from..to).unwrap_or_default();
        let mut walk = Walk::new(*about);
        let read = walk.run(part);
        for (at, what) in walk.unread.drain(..) {
            notes.add(lines.at(from + at), &what);
        }
        let mut entry = walk.close();
        match read {
            Ok(end) => between(part.get(end..).unwrap_or_default(), lines.at(from + end), notes),
            Err((at, reason)) => {
                let name = short(entry.name(), 80);
                let line = lines.at(from + at.min(part.len()));
                notes.add(line, &format!("the XML is broken ({reason}); what was read of `{name}` is used"));
            }
        }
        if entry.names.is_empty() {
            notes.add(lines.at(*from), &format!("entry left out: `{}` has no name", short(&entry.id, 80)));
            continue;
        }
        twice.look(&entry.id, lines.at(*from), notes);
        if entry.cut_names() {
            notes.add(lines.at(*from), "a name is too long; its beginning is used");
        }
        done.push(entry);
    }
    if starts.is_empty() {
        notes.add(lines.at(text.len()), "there is no entry; a list of the United Nations has INDIVIDUAL and ENTITY");
    } else if !text.trim_end().ends_with("</CONSOLIDATED_LIST>") {
        notes.add(lines.at(text.len()), "the list does not end; the file may be cut");
    }
    (done, dated)
}

/// Where entries begin.
fn starts(text: &str) -> impl Iterator<Item = (usize, About)> + '_ {
    text.match_indices('<').filter_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let tags = [("INDIVIDUAL", About::Person), ("ENTITY", About::Organisation)];
        let (after, about) = tags.iter().find_map(|(tag, about)| Some((rest.strip_prefix(tag)?, *about)))?;
        after.starts_with(|next: char| next == '>' || next.is_whitespace()).then_some((at, about))
    })
}

/// The day on which the list was made: an attribute of its first element.
fn dated(head: &str) -> Option<String> {
    let after = head.split_once("dateGenerated=")?.1;
    let day: String = after.chars().skip(1).take(10).collect();
    Birth::read(&day).map(|_| day)
}

/// Before the first entry a list is opened, and nothing else stands between.
fn begins(head: &str, lines: &mut Lines<'_>, notes: &mut Notes) {
    let opened = ["<INDIVIDUALS>", "<ENTITIES>"].iter().filter_map(|tag| Some(head.rfind(tag)? + tag.len())).min();
    match opened {
        Some(from) => between(head.get(from..).unwrap_or_default(), lines.at(from), notes),
        None => notes.add(lines.at(head.trim_end().len()), "before the first entry no list is opened"),
    }
}

/// After an entry nothing stands but the ends of lists; else an entry has lost its beginning.
fn between(text: &str, line: usize, notes: &mut Notes) {
    let mut rest = text.trim();
    while let Some(after) = BETWEEN.iter().find_map(|tag| rest.strip_prefix(tag)) {
        rest = after.trim_start();
    }
    if !rest.is_empty() {
        let skipped = text.len() - rest.len();
        let line = line + text.get(..skipped).unwrap_or_default().matches('\n').count();
        notes.add(line, &format!("left out, for it stands in no entry: {}", short(rest, 80)));
    }
}

/// Numbers of lines, counted once through the file.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, line: 1 }
    }

    /// The line of a byte. Asked in ascending order it costs no more than one walk through the file.
    fn at(&mut self, at: usize) -> usize {
        let ends = |bytes: Option<&[u8]>| bytes.unwrap_or_default().iter().filter(|byte| **byte == b'\n').count();
        let at = at.min(self.bytes.len());
        if at >= self.at {
            self.line += ends(self.bytes.get(self.at..at));
        } else {
            self.line -= ends(self.bytes.get(at..self.at));
        }
        self.at = at;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<Entry>, Option<String>, Vec<String>) {
        let mut notes = Notes::new("un.xml");
        let (found, dated) = entries(text, &mut notes);
        (found, dated, notes.told().collect())
    }

    const LIST: &str = "<CONSOLIDATED_LIST dateGenerated=\"2026-02-27T00:00:09Z\"><INDIVIDUALS>\n<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>JANE</FIRST_NAME><SECOND_NAME>DOE &amp; SON</SECOND_NAME>\
        <REFERENCE_NUMBER>X.1</REFERENCE_NUMBER><INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>J; JJ</ALIAS_NAME></INDIVIDUAL_ALIAS><INDIVIDUAL_DOCUMENT><NUMBER>AB 12345</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL>\n\
        <INDIVIDUAL><FIRST_NAME>BROKEN</WRONG></INDIVIDUAL>\n</INDIVIDUALS><ENTITIES><ENTITY><FIRST_NAME>ACME</FIRST_NAME><REFERENCE_NUMBER>E.1</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>";

    #[test]
    fn broken_entries_cost_only_themselves() {
        let (found, dated, notes) = read(LIST);
        assert_eq!(dated.as_deref(), Some("2026-02-27"));
        let ids: Vec<&str> = found.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!((found[0].name(), ids[0]), ("JANE DOE & SON", "X.1"));
        assert_eq!(found[0].documents, ["AB12345"]);
        assert_eq!(found[0].names.len(), 3);
        assert!(ids.contains(&"E.1"), "{found:?}");
        assert!(notes.iter().any(|note| note.starts_with("un.xml:3:")), "{notes:?}");
    }

    #[test]
    fn birth_dates_are_read_in_every_form() {
        let born = |inner: &str| {
            let text = format!(
                "<CONSOLIDATED_LIST><INDIVIDUALS>\n<INDIVIDUAL><FIRST_NAME>J</FIRST_NAME><INDIVIDUAL_DATE_OF_BIRTH>{inner}</INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL></CONSOLIDATED_LIST>"
            );
            let (found, _, notes) = read(&text);
            let births: Vec<String> = found[0].births.iter().map(Birth::to_string).collect();
            births.into_iter().chain(notes).collect::<Vec<String>>().join("; ")
        };
        assert_eq!(born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1970-03-12</DATE>"), "1970-03-12");
        assert_eq!(born("<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1970</YEAR>"), "about 1970");
        assert_eq!(born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><YEAR>1970</YEAR><NOTE>Sep.</NOTE>"), "1970-09");
        assert_eq!(
            born("<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1970</FROM_YEAR><TO_YEAR>1975</TO_YEAR>"),
            "1970 to 1975"
        );
        assert_eq!(born("<TYPE_OF_DATE>EXACT</TYPE_OF_DATE><NOTE>Nov. 1973 </NOTE>"), "1973-11");
        assert_eq!(born("<TYPE_OF_DATE/>"), "");
        assert_eq!(
            born("<NOTE>45-50 years old</NOTE>"),
            "un.xml:2: birth date `45-50 years old` is not understood and left out"
        );
        assert_eq!(born("<DATE>1970-03-12</DATE><NOTE>from false passport</NOTE>"), "1970-03-12");
    }

    #[test]
    fn any_cut_keeps_what_stands_before_it() {
        for cut in 0..LIST.len() {
            let Some(text) = LIST.get(..cut) else { continue };
            let (found, _, notes) = read(text);
            assert!(!notes.is_empty(), "{cut}");
            let first_is_whole = cut > LIST.find("</INDIVIDUAL>").unwrap_or_default() + 13;
            assert!(!first_is_whole || found.iter().any(|entry| entry.id == "X.1"), "{cut}");
        }
    }
}
