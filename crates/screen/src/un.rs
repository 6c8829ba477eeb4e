//! The United Nations Security Council's consolidated list, in XML.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::entry::{About, Entry, document_key};

/// The entries, and the day the list was made.
pub(crate) fn entries(text: &str, shown: &str, notes: &mut Vec<String>) -> (Vec<Entry>, Option<String>) {
    let mut walk = Walk::default();
    let mut from = 0;
    // Broken XML ends one entry, not the list: reading goes on at the next one.
    while let Some(rest) = text.get(from..) {
        let Err((at, reason)) = walk.run(rest) else { break };
        let line = 1 + text.get(..from + at).unwrap_or_default().matches('\n').count();
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

/// Where the walk through the elements is.
#[derive(Default)]
struct Walk {
    done: Vec<Entry>,
    entry: Option<Entry>,
    path: Vec<String>,
    text: String,
    given: Vec<String>,
    alias: (String, bool),
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
                Event::End(_) => self.leave(),
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

    fn leave(&mut self) {
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
    fn any_cut_keeps_what_stands_before_it() {
        for cut in 0..LIST.len() {
            let Some(text) = LIST.get(..cut) else { continue };
            let (found, _) = entries(text, "un.xml", &mut Vec::new());
            let first_is_whole = cut > LIST.find("</INDIVIDUAL>").unwrap_or_default() + 13;
            assert!(!first_is_whole || found.iter().any(|entry| entry.id == "X.1"), "{cut}");
        }
    }
}
