//! The United Nations Security Council's consolidated list, in XML.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::birth::Birth;
use crate::entry::{About, Entry, document_key};

/// The entries, and the day the list was made.
pub(crate) fn entries(text: &str, shown: &str, notes: &mut Vec<String>) -> (Vec<Entry>, Option<String>) {
    let mut walk = Walk::default();
    let mut from = 0;
    // Broken XML ends one entry, not the list: reading goes on at the next one.
    while let Some(rest) = text.get(from..) {
        let ran = walk.run(rest);
        for (at, date) in walk.unread.drain(..) {
            let line = line_at(text, from + at);
            notes.push(format!("{shown}:{line}: birth date `{date}` is not understood and left out"));
        }
        let Err((at, reason)) = ran else { break };
        let line = line_at(text, from + at);
        notes.push(format!("{shown}:{line}: the XML is broken ({reason}); reading goes on at the next entry"));
        walk.close();
        let mut after = (from + at).min(text.len());
        while !text.is_char_boundary(after) {
            after += 1;
        }
        let tail = text.get(after..).unwrap_or_default();
        let next = ["<INDIVIDUAL>", "<ENTITY>"].iter().filter_map(|tag| tail.find(tag)).min();
        match next {
            Some(next) => from = after + next,
            None => break,
        }
    }
    if walk.entry.is_some() {
        notes.push(format!(
            "{shown}:{}: the file ends inside an entry; what was read of it is used",
            1 + text.matches('\n').count()
        ));
        walk.close();
    }
    (walk.done, walk.dated)
}

/// The line of a byte. Bytes may stand beyond the end or inside of a letter.
fn line_at(text: &str, at: usize) -> usize {
    1 + text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count()
}

/// The element of a date of birth.
const BORN: &str = "INDIVIDUAL_DATE_OF_BIRTH";

/// What a date of birth holds so far.
#[derive(Default)]
struct Born {
    guessed: bool,
    date: String,
    from: String,
    to: String,
    note: String,
}

impl Born {
    /// The date; `Err` holds what is none. Notes count where nothing else does, or tell the month beside a year.
    fn read(&self) -> Result<Option<Birth>, String> {
        let Self { guessed, date, from, to, note } = self;
        let all = [date, from, to, note].iter().filter(|part| !part.is_empty()).count();
        let finer = Birth::read(&format!("{note} {date}")).filter(|_| !note.is_empty());
        let read = match (date.is_empty(), from.is_empty() && to.is_empty()) {
            (false, _) => finer.or_else(|| Birth::read(date)),
            (true, false) => Birth::read(&format!("{from} to {to}")),
            (true, true) => Birth::read(note),
        };
        let about = |birth: Birth| if *guessed { birth.about() } else { birth };
        match read {
            Some(birth) => Ok(Some(about(birth))),
            None if all == 0 => Ok(None),
            None => Err(format!("{date} {from} {to} {note}").split_whitespace().collect::<Vec<_>>().join(" ")),
        }
    }
}

/// Where the walk through the elements is.
#[derive(Default)]
struct Walk {
    done: Vec<Entry>,
    entry: Option<Entry>,
    path: Vec<String>,
    text: String,
    given: Vec<String>,
    alias: (String, bool),
    born: Born,
    /// What could not be read, and where in bytes.
    unread: Vec<(usize, String)>,
    dated: Option<String>,
}

impl Walk {
    /// # Errors
    /// The place in bytes, and why the XML cannot be read on.
    fn run(&mut self, text: &str) -> Result<(), (usize, String)> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        self.path.clear();
        loop {
            let event =
                reader.read_event().map_err(|error| (reader.error_position() as usize + 1, error.to_string()))?;
            match event {
                Event::Start(start) => {
                    let name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
                    if let Some(made) = start.try_get_attribute("dateGenerated").ok().flatten() {
                        let made = String::from_utf8_lossy(&made.value).into_owned();
                        self.dated = Some(made.chars().take(10).collect());
                    }
                    self.open(&name);
                }
                Event::Text(part) => self.text.push_str(&String::from_utf8_lossy(&part)),
                Event::CData(part) => self.text.push_str(&String::from_utf8_lossy(&part)),
                Event::GeneralRef(part) => self.text.push_str(entity(&String::from_utf8_lossy(&part))),
                Event::End(_) => self.leave(reader.buffer_position() as usize),
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    fn open(&mut self, name: &str) {
        if matches!(name, "INDIVIDUAL" | "ENTITY") {
            self.close();
            let about = if name == "INDIVIDUAL" { About::Person } else { About::Organisation };
            self.entry = Some(Entry { about, ..Entry::default() });
        }
        self.path.push(name.to_owned());
        self.text.clear();
    }

    /// An element ends, at so many bytes.
    fn leave(&mut self, at: usize) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.text).trim().to_owned();
        let parent = self.path.last().map(String::as_str).unwrap_or_default();
        let Some(entry) = &mut self.entry else { return };
        match (parent, name.as_str()) {
            (_, "INDIVIDUAL" | "ENTITY") => self.close(),
            (_, "FIRST_NAME" | "SECOND_NAME" | "THIRD_NAME" | "FOURTH_NAME") if !text.is_empty() => {
                self.given.push(text)
            }
            (_, "REFERENCE_NUMBER") => entry.id = text,
            (_, "DATAID") if entry.id.is_empty() => entry.id = text,
            (_, "UN_LIST_TYPE") => entry.programme = text,
            (_, "NAME_ORIGINAL_SCRIPT") => entry.add_name(&text, false),
            (_, "ALIAS_NAME") => self.alias.0 = text,
            (_, "QUALITY") => self.alias.1 = text.eq_ignore_ascii_case("low"),
            (_, "INDIVIDUAL_ALIAS" | "ENTITY_ALIAS") => {
                let (names, weak) = std::mem::take(&mut self.alias);
                names.split(';').for_each(|name| entry.add_name(name, weak));
            }
            (BORN, "TYPE_OF_DATE") => self.born.guessed = text.eq_ignore_ascii_case("approximately"),
            (BORN, "DATE" | "YEAR") => self.born.date = text,
            (BORN, "FROM_YEAR") => self.born.from = text,
            (BORN, "TO_YEAR") => self.born.to = text,
            (BORN, "NOTE") => self.born.note = text,
            (_, BORN) => match std::mem::take(&mut self.born).read() {
                Ok(birth) => birth.into_iter().for_each(|birth| entry.add_birth(birth)),
                Err(date) => self.unread.push((at, date)),
            },
            ("INDIVIDUAL_DOCUMENT", "NUMBER") => {
                let key = document_key(&text);
                if key.len() >= 5 {
                    entry.documents.push(key);
                }
            }
            _ => {}
        }
    }

    /// The entry is read, or broken off: it counts as far as it was read.
    fn close(&mut self) {
        let name = std::mem::take(&mut self.given).join(" ");
        self.alias = Default::default();
        self.born = Default::default();
        let Some(mut entry) = self.entry.take() else { return };
        if !name.is_empty() {
            entry.names.retain(|other| other.text != name);
            entry.names.insert(0, crate::entry::ListedName { text: name, weak: false });
        }
        if !entry.names.is_empty() {
            self.done.push(entry);
        }
    }
}

/// The five entities of XML; others are left out.
fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "<CONSOLIDATED_LIST dateGenerated=\"2026-02-27T00:00:09Z\"><INDIVIDUALS>\n<INDIVIDUAL><DATAID>1</DATAID><FIRST_NAME>JANE</FIRST_NAME><SECOND_NAME>DOE &amp; SON</SECOND_NAME>\
        <REFERENCE_NUMBER>X.1</REFERENCE_NUMBER><INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>J; JJ</ALIAS_NAME></INDIVIDUAL_ALIAS><INDIVIDUAL_DOCUMENT><NUMBER>AB 12345</NUMBER></INDIVIDUAL_DOCUMENT></INDIVIDUAL>\n\
        <INDIVIDUAL><FIRST_NAME>BROKEN</WRONG></INDIVIDUAL>\n</INDIVIDUALS><ENTITIES><ENTITY><FIRST_NAME>ACME</FIRST_NAME><REFERENCE_NUMBER>E.1</REFERENCE_NUMBER></ENTITY></ENTITIES></CONSOLIDATED_LIST>";

    #[test]
    fn broken_entries_cost_only_themselves() {
        let mut notes = Vec::new();
        let (found, dated) = entries(LIST, "un.xml", &mut notes);
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
                "<X>\n<INDIVIDUAL><FIRST_NAME>J</FIRST_NAME><INDIVIDUAL_DATE_OF_BIRTH>{inner}</INDIVIDUAL_DATE_OF_BIRTH></INDIVIDUAL></X>"
            );
            let mut notes = Vec::new();
            let (found, _) = entries(&text, "un.xml", &mut notes);
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
            let (found, _) = entries(text, "un.xml", &mut Vec::new());
            let first_is_whole = cut > LIST.find("</INDIVIDUAL>").unwrap_or_default() + 13;
            assert!(!first_is_whole || found.iter().any(|entry| entry.id == "X.1"), "{cut}");
        }
    }
}
