//! OFAC's lists in their legacy CSV form: `sdn`, `alt`, `add` and the overflow of remarks. They have no header; `-0-`
//! is null.
//!
//! Source: OFAC, SDN data formats (dat_spec.txt). A file is read line by line, so that an unclosed quote spoils one row
//! alone.

use std::collections::HashMap;

use crate::entry::{About, Entry};
use crate::notes::{Notes, short};
use crate::remarks::{remarks, sentence};

/// Columns of `sdn.csv`.
const SDN_CELLS: usize = 12;

/// One file of a set: its text, and what was wrong with it.
pub(crate) struct Part {
    pub text: String,
    pub notes: Notes,
}

/// One set of files. Those that are not there are empty.
pub(crate) struct Files {
    pub sdn: Part,
    pub alt: Part,
    pub comments: Part,
}

/// The entries of one set of files.
pub(crate) fn entries(files: &mut Files) -> Vec<Entry> {
    let mut found = Found::default();
    found.entries(&mut files.sdn);
    found.names(&mut files.alt);
    found.remarks(&mut files.comments);
    found.rest(&mut files.sdn.notes);
    found.entries
}

/// Entries so far, and where each number stands.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    /// An id may stand twice; what other files say of it belongs to both.
    by_id: HashMap<String, Vec<usize>>,
    /// Of entries whose remarks break off: the line, and the last sentence. `sdn_comments.csv` goes on in the middle of
    /// a word.
    open: HashMap<usize, (usize, String)>,
}

impl Found {
    fn add(&mut self, mut entry: Entry, line: usize, notes: &mut Notes) {
        if entry.cut_names() {
            notes.add(line, "a name is too long; its beginning is used");
        }
        let places = self.by_id.entry(entry.id.clone()).or_default();
        if !places.is_empty() {
            notes.add(line, &format!("`{}` stands twice; both are used", short(&entry.id, 80)));
        }
        places.push(self.entries.len());
        self.entries.push(entry);
    }

    fn of(&self, id: &str) -> Vec<usize> {
        self.by_id.get(id).cloned().unwrap_or_default()
    }

    /// `sdn.csv`.
    fn entries(&mut self, part: &mut Part) {
        let Part { text, notes } = part;
        for (line, text) in rows(text) {
            let cells = cells(text, line, notes);
            let (Some(id), Some(name)) = (value(&cells, 0), value(&cells, 1)) else {
                notes.add(line, &format!("row left out: no number or no name: {}", short(text, 80)));
                continue;
            };
            if cells.len() != SDN_CELLS {
                let (found, name) = (cells.len(), short(name, 80));
                let said = format!("expected {SDN_CELLS} cells, found {found}; what can be read of `{name}` is used");
                notes.add(line, &said);
            }
            if cells.get(SDN_CELLS - 1).is_some_and(|remark| remark.trim().is_empty()) {
                notes.add(line, "the last cell is empty, where a list has `-0-`; the row may be cut");
            }
            let person = value(&cells, 2).is_some_and(|kind| kind.eq_ignore_ascii_case("individual"));
            let about = if person { About::Person } else { About::Organisation };
            let programme = value(&cells, 3).unwrap_or_default().to_owned();
            let mut entry = Entry { id: id.to_owned(), about, programme, ..Entry::default() };
            entry.add_name(name, false);
            // Commas in remarks that have lost their quotes part them; all of it is read.
            let text = cells.get(SDN_CELLS - 1..).unwrap_or_default().join(",");
            let text = if text.trim() == "-0-" { "" } else { text.as_str() };
            let open = remarks(&mut entry, text, line, notes);
            if !open.trim().is_empty() {
                self.open.insert(self.entries.len(), (line, open.to_owned()));
            }
            self.add(entry, line, notes);
        }
    }

    /// `alt.csv`: a name whose entry is missing is still a listed name.
    fn names(&mut self, part: &mut Part) {
        let Part { text, notes } = part;
        for (line, text) in rows(text) {
            let cells = cells(text, line, notes);
            let Some((id, name)) = value(&cells, 0).zip(value(&cells, 3)) else {
                notes.add(line, &format!("row left out: no number or no name: {}", short(text, 80)));
                continue;
            };
            let weak = value(&cells, 4).is_some_and(|remark| remark.contains("weak"));
            let places = self.of(id);
            for place in &places {
                let Some(entry) = self.entries.get_mut(*place) else { continue };
                entry.add_name(name, weak);
                if entry.cut_names() {
                    notes.add(line, "a name is too long; its beginning is used");
                }
            }
            if places.is_empty() {
                let (shown, name_shown) = (short(id, 80), short(name, 80));
                notes.add(line, &format!("there is no entry `{shown}`; its name `{name_shown}` is used alone"));
                let mut entry = Entry { id: id.to_owned(), ..Entry::default() };
                entry.add_name(name, false);
                self.add(entry, line, notes);
            }
        }
    }

    /// What broke off and goes on nowhere is read as it is.
    fn rest(&mut self, notes: &mut Notes) {
        let mut open: Vec<(usize, (usize, String))> = self.open.drain().collect();
        open.sort_unstable();
        for (at, (line, text)) in open {
            if let Some(entry) = self.entries.get_mut(at) {
                sentence(entry, &text, line, notes);
            }
        }
    }

    /// `sdn_comments.csv`: wallets and papers of an entry that is missing are still listed.
    fn remarks(&mut self, part: &mut Part) {
        let Part { text, notes } = part;
        for (line, text) in rows(text) {
            let cells = cells(text, line, notes);
            let Some(id) = value(&cells, 0).filter(|_| value(&cells, 1).is_some()) else {
                notes.add(line, &format!("row left out: no number or no remarks: {}", short(text, 80)));
                continue;
            };
            let said = cells.get(1..).unwrap_or_default().join(",");
            let places = self.of(id);
            for place in &places {
                let begun = self.open.remove(place).map(|(_, begun)| begun).unwrap_or_default();
                let Some(entry) = self.entries.get_mut(*place) else { continue };
                all_remarks(entry, &format!("{begun}{said}"), line, notes);
            }
            if places.is_empty() {
                let mut entry = Entry { id: id.to_owned(), ..Entry::default() };
                all_remarks(&mut entry, &said, line, notes);
                let id = short(id, 80);
                notes.add(
                    line,
                    &format!("there is no entry `{id}`; what its remarks list is used alone: {}", short(text, 80)),
                );
                if entry != (Entry { id: entry.id.clone(), ..Entry::default() }) {
                    self.add(entry, line, notes);
                }
            }
        }
    }
}

/// Remarks that go on nowhere.
fn all_remarks(entry: &mut Entry, text: &str, line: usize, notes: &mut Notes) {
    let open = remarks(entry, text, line, notes);
    sentence(entry, open, line, notes);
}

/// Lines that hold something, with their numbers. The files end with the DOS sign for it.
fn rows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines()).filter(|(_, line)| !line.trim_matches(['\u{1a}', ' ', '\r']).is_empty())
}

/// The cells of a line, each read for itself. They keep their blanks: remarks that go on elsewhere may break off before
/// a word.
fn cells(line: &str, number: usize, notes: &mut Notes) -> Vec<String> {
    if line.matches('"').count() % 2 == 1 {
        notes.add(number, "a quote is not closed; the line is read to its end");
    }
    split(line)
}

/// Cells are parted by commas, may stand in quotes, and hold a quote as two. A reader of whole files would take an open
/// quote for all that follows, and one made anew for each line takes thirty times as long.
fn split(line: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => cell.extend(letters.next()),
            '"' if quoted => quoted = false,
            '"' if cell.is_empty() => quoted = true,
            ',' if !quoted => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(letter),
        }
    }
    cells.push(cell);
    cells
}

fn value(cells: &[String], at: usize) -> Option<&str> {
    cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty() && *cell != "-0-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::birth::Birth;

    fn read(sdn: &str, alt: &str, comments: &str) -> (Vec<Entry>, Vec<String>) {
        let part = |name: &str, text: &str| Part { text: text.to_owned(), notes: Notes::new(name) };
        let mut files = Files {
            sdn: part("sdn.csv", sdn),
            alt: part("alt.csv", alt),
            comments: part("sdn_comments.csv", comments),
        };
        let found = entries(&mut files);
        let notes = [files.sdn.notes, files.alt.notes, files.comments.notes];
        (found, notes.into_iter().flat_map(Notes::told).collect())
    }

    #[test]
    fn cells_are_read_as_they_were_written() {
        assert_eq!(split("1,\"A, B\",-0- ,\"say \"\"x\"\"\","), ["1", "A, B", "-0- ", "say \"x\"", ""]);
        assert_eq!(split("1,\"open, to the end"), ["1", "open, to the end"]);
        assert_eq!(split("a\"b,\"c\"d,"), ["a\"b", "cd", ""]);
        assert_eq!(split(""), [""]);
    }

    #[test]
    fn remarks_go_on_in_the_middle_of_a_word() {
        let row = |id: u32, remark: &str| {
            format!("{id},\"DOE {id}\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remark}\"\n")
        };
        let sdn =
            row(1, "DOB 1 Jan 1970; Passport AB12") + &row(2, "DOB 12 ") + &row(3, "alt. D") + &row(4, "DOB 1981");
        let comments = "1,\"3456 (Nowhere).\"\n2,\"Mar 1970; POB X.\"\n3,\"OB 1975.\"\n";
        let (found, notes) = read(&sdn, "", comments);
        let born = |at: usize| found[at].births.iter().map(Birth::to_string).collect::<Vec<_>>();
        assert_eq!(found[0].documents, ["AB123456"]);
        assert_eq!((0..4).flat_map(born).collect::<Vec<_>>(), ["1970-01-01", "1970-03-12", "1975", "1981"]);
        assert!(notes.is_empty(), "{notes:?}");
    }

    #[test]
    fn remarks_of_a_missing_entry_are_still_listed() {
        let (found, notes) =
            read("", "", "8,\" 34x; alt. Digital Currency Address - XBT 1abC.\"\n9,\"Linked To: X.\"\n");
        assert_eq!((found.len(), found[0].id.as_str(), &found[0].wallets[0][..]), (1, "8", "1abC"));
        assert!(notes.len() == 2 && notes[0].starts_with("sdn_comments.csv:1: there is no entry `8`"), "{notes:?}");
    }

    #[test]
    fn damage_is_told_with_its_place_and_loses_nothing_else() {
        let sdn = "1,\"DOE, Jane\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n2,\"OPEN, quote,\"individual\nrubbish\n1,\"DOE, Janet\",-0-\n\u{1a}\n";
        let (found, notes) = read(sdn, "9,1,\"aka\",\"LONE\",-0-\n", "");
        let names: Vec<&str> = found.iter().map(Entry::name).collect();
        assert_eq!(names.len(), 4, "{names:?}");
        assert!(names.contains(&"DOE, Jane") && names.contains(&"DOE, Janet") && names.contains(&"LONE"));
        assert!(notes.iter().any(|note| note.starts_with("sdn.csv:3:")), "{notes:?}");
        assert!(notes.iter().any(|note| note.contains("stands twice")), "{notes:?}");
    }
}
