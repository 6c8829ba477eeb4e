//! One entry of the United Nations' list.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::birth::Birth;
use crate::entry::{About, Entry, ListedName, document_key};
use crate::notes::short;

/// Deeper elements are no list's.
const MOST_DEPTH: usize = 64;
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

/// One entry, as far as it was read.
pub(crate) struct Walk {
    entry: Entry,
    path: Vec<String>,
    text: String,
    given: Vec<String>,
    alias: (String, bool),
    born: Born,
    /// What could not be read, and where in bytes.
    pub unread: Vec<(usize, String)>,
}

impl Walk {
    /// Of an entry that begins.
    pub fn new(about: About) -> Self {
        Self {
            entry: Entry { about, ..Entry::default() },
            path: Vec::new(),
            text: String::new(),
            given: Vec::new(),
            alias: Default::default(),
            born: Born::default(),
            unread: Vec::new(),
        }
    }

    /// Reads to the end of the entry; where in bytes that is.
    ///
    /// # Errors
    /// The place in bytes, and why the XML cannot be read on.
    pub fn run(&mut self, text: &str) -> Result<usize, (usize, String)> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = true;
        loop {
            let event = reader.read_event().map_err(|error| (reader.error_position() as usize, error.to_string()))?;
            let at = reader.buffer_position() as usize;
            match event {
                Event::Start(start) => self.open(&start).map_err(|reason| (at, reason))?,
                Event::Text(part) => self.text.push_str(&String::from_utf8_lossy(&part)),
                Event::CData(part) => self.text.push_str(&String::from_utf8_lossy(&part)),
                Event::GeneralRef(part) => self.refer(&part, at),
                Event::End(_) => {
                    self.leave(at);
                    if self.path.is_empty() {
                        return Ok(at);
                    }
                }
                Event::Eof => return Err((at, "the entry does not end".to_owned())),
                _ => {}
            }
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        // A quote that is not closed takes in the tags that follow.
        if start.contains(&b'<') {
            return Err("a tag does not end".to_owned());
        }
        if self.path.len() >= MOST_DEPTH {
            return Err(format!("more than {MOST_DEPTH} elements stand in each other"));
        }
        self.path.push(String::from_utf8_lossy(start.name().as_ref()).into_owned());
        self.text.clear();
        Ok(())
    }

    /// A letter by its number, or one of the five entities of XML. Others would have to be looked up in the file, and
    /// may grow without end.
    fn refer(&mut self, part: &BytesRef<'_>, at: usize) {
        let known = part.resolve_char_ref().ok().flatten().or_else(|| match &**part {
            b"amp" => Some('&'),
            b"lt" => Some('<'),
            b"gt" => Some('>'),
            b"quot" => Some('"'),
            b"apos" => Some('\''),
            _ => None,
        });
        match known {
            Some(letter) => self.text.push(letter),
            None => {
                let name = short(&String::from_utf8_lossy(part), 40);
                self.unread.push((at, format!("the entity `{name}` is not known and left out")));
            }
        }
    }

    /// An element ends, at so many bytes.
    fn leave(&mut self, at: usize) {
        let Some(name) = self.path.pop() else { return };
        let text = std::mem::take(&mut self.text).trim().to_owned();
        let parent = self.path.last().map(String::as_str).unwrap_or_default();
        let entry = &mut self.entry;
        match (parent, name.as_str()) {
            (_, "FIRST_NAME" | "SECOND_NAME" | "THIRD_NAME" | "FOURTH_NAME") if !text.is_empty() => {
                self.given.push(text)
            }
            (_, "REFERENCE_NUMBER") => entry.id = text,
            (_, "DATAID") if entry.id.is_empty() => entry.id = text,
            (_, "UN_LIST_TYPE") => entry.programme = text,
            (_, "NAME_ORIGINAL_SCRIPT") => entry.add_name(&text, false),
            (_, "ALIAS_NAME") => self.alias.0 = text,
            (_, "QUALITY") => self.alias.1 = text.eq_ignore_ascii_case("low"),
            (_, "INDIVIDUAL_ALIAS" | "ENTITY_ALIAS") => self.add_alias(),
            (BORN, "TYPE_OF_DATE") => self.born.guessed = text.eq_ignore_ascii_case("approximately"),
            (BORN, "DATE" | "YEAR") => self.born.date = text,
            (BORN, "FROM_YEAR") => self.born.from = text,
            (BORN, "TO_YEAR") => self.born.to = text,
            (BORN, "NOTE") => self.born.note = text,
            (_, BORN) => match std::mem::take(&mut self.born).read() {
                Ok(birth) => birth.into_iter().for_each(|birth| entry.add_birth(birth)),
                Err(date) => {
                    let date = short(&date, 80);
                    self.unread.push((at, format!("birth date `{date}` is not understood and left out")));
                }
            },
            ("INDIVIDUAL_DOCUMENT", "NUMBER") => entry.add_document(&document_key(&text)),
            _ => {}
        }
    }

    fn add_alias(&mut self) {
        let (names, weak) = std::mem::take(&mut self.alias);
        names.split(';').for_each(|name| self.entry.add_name(name, weak));
    }

    /// The entry is read, or broken off: it counts as far as it was read.
    pub fn close(mut self) -> Entry {
        self.add_alias();
        let name = self.given.join(" ");
        if !name.is_empty() {
            self.entry.names.retain(|other| other.text != name);
            self.entry.names.insert(0, ListedName { text: name, weak: false });
        }
        self.entry
    }
}
