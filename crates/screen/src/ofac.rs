//! OFAC's lists in their legacy CSV form: `sdn`, `alt`, `add` and the overflow of remarks. They have no header; `-0-` is null.
//!
//! Source: OFAC, SDN data formats (dat_spec.txt). A file is read line by line, so that an unclosed quote spoils one row alone.

use std::collections::HashMap;

use crate::birth::Birth;
use crate::entry::{About, Entry, document_key, email_key, wallet_key};

/// Columns of `sdn.csv`.
const SDN_CELLS: usize = 12;

/// The texts of one set of files.
#[derive(Default)]
pub(crate) struct Files<'a> {
    pub sdn: &'a str,
    pub alt: &'a str,
    pub comments: &'a str,
}

/// The entries of one set of files. `shown` names the three files for notes.
pub(crate) fn entries(files: &Files, shown: [&str; 3], notes: &mut Vec<String>) -> Vec<Entry> {
    let mut found = Found::default();
    found.entries(files.sdn, shown[0], notes);
    found.names(files.alt, shown[1], notes);
    found.remarks(files.comments, shown[2], notes);
    found.rest(shown[0], notes);
    found.entries
}

/// Entries so far, and where each number stands.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    by_id: HashMap<String, usize>,
    /// Of entries whose remarks break off: the line, and the last sentence. `sdn_comments.csv` goes on in the middle of a word.
    open: HashMap<usize, (usize, String)>,
}

impl Found {
    fn add(&mut self, entry: Entry) {
        self.by_id.insert(entry.id.clone(), self.entries.len());
        self.entries.push(entry);
    }

    fn of(&mut self, id: &str) -> Option<&mut Entry> {
        self.by_id.get(id).and_then(|at| self.entries.get_mut(*at))
    }

    /// `sdn.csv`.
    fn entries(&mut self, text: &str, shown: &str, notes: &mut Vec<String>) {
        for (line, cells) in rows(text, shown, notes) {
            let (Some(id), Some(name)) = (value(&cells, 0), value(&cells, 1)) else {
                notes.push(format!("{shown}:{line}: row left out: no number or no name: {}", start(&cells)));
                continue;
            };
            if cells.len() != SDN_CELLS {
                let found = cells.len();
                notes.push(format!(
                    "{shown}:{line}: expected {SDN_CELLS} cells, found {found}; what can be read of `{name}` is used"
                ));
            }
            let person = value(&cells, 2).is_some_and(|kind| kind.eq_ignore_ascii_case("individual"));
            let about = if person { About::Person } else { About::Organisation };
            let programme = value(&cells, 3).unwrap_or_default().to_owned();
            let mut entry = Entry { id: id.to_owned(), about, programme, ..Entry::default() };
            entry.add_name(name, false);
            let text = cells.get(SDN_CELLS - 1).map_or("", String::as_str);
            let (whole, open) = text.rsplit_once(';').unwrap_or(("", text));
            let (whole, open) = if text.trim_end().ends_with('.') { (text, "") } else { (whole, open) };
            if !open.trim().is_empty() {
                self.open.insert(self.entries.len(), (line, open.to_owned()));
            }
            remarks(&mut entry, whole, (shown, line), notes);
            if self.by_id.contains_key(id) {
                notes.push(format!("{shown}:{line}: `{id}` stands twice; both are used"));
            }
            self.add(entry);
        }
    }

    /// `alt.csv`: a name whose entry is missing is still a listed name.
    fn names(&mut self, text: &str, shown: &str, notes: &mut Vec<String>) {
        for (line, cells) in rows(text, shown, notes) {
            let Some((id, name)) = value(&cells, 0).zip(value(&cells, 3)) else {
                notes.push(format!("{shown}:{line}: row left out: no number or no name: {}", start(&cells)));
                continue;
            };
            if let Some(entry) = self.of(id) {
                entry.add_name(name, value(&cells, 4).is_some_and(|remark| remark.contains("weak")));
            } else {
                notes.push(format!("{shown}:{line}: there is no entry `{id}`; its name `{name}` is used alone"));
                let mut entry = Entry { id: id.to_owned(), ..Entry::default() };
                entry.add_name(name, false);
                self.add(entry);
            }
        }
    }

    /// What broke off and goes on nowhere is read as it is.
    fn rest(&mut self, shown: &str, notes: &mut Vec<String>) {
        let mut open: Vec<(usize, (usize, String))> = self.open.drain().collect();
        open.sort_unstable();
        for (at, (line, text)) in open {
            if let Some(entry) = self.entries.get_mut(at) {
                remarks(entry, &text, (shown, line), notes);
            }
        }
    }

    /// `sdn_comments.csv`.
    fn remarks(&mut self, text: &str, shown: &str, notes: &mut Vec<String>) {
        for (line, cells) in rows(text, shown, notes) {
            let at = value(&cells, 0).and_then(|id| self.by_id.get(id)).copied();
            let begun = at.and_then(|at| self.open.remove(&at)).map(|(_, begun)| begun).unwrap_or_default();
            match (at.and_then(|at| self.entries.get_mut(at)), cells.get(1)) {
                (Some(entry), Some(text)) => remarks(entry, &format!("{begun}{text}"), (shown, line), notes),
                _ => notes.push(format!("{shown}:{line}: row left out: remarks of an entry that is not there")),
            }
        }
    }
}

/// Rows with their line numbers. Cells keep their blanks: remarks that go on elsewhere may break off before a word.
fn rows(text: &str, shown: &str, notes: &mut Vec<String>) -> Vec<(usize, Vec<String>)> {
    let mut rows = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        // The files end with the DOS sign for it.
        if line.trim_matches(['\u{1a}', ' ', '\r']).is_empty() {
            continue;
        }
        if line.matches('"').count() % 2 == 1 {
            notes.push(format!("{shown}:{number}: a quote is not closed; the line is read to its end"));
        }
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(line.as_bytes());
        let mut cells = csv::StringRecord::new();
        if matches!(reader.read_record(&mut cells), Ok(true)) {
            rows.push((number, cells.iter().map(str::to_owned).collect()));
        }
    }
    rows
}

fn value(cells: &[String], at: usize) -> Option<&str> {
    cells.get(at).map(|cell| cell.trim()).filter(|cell| !cell.is_empty() && *cell != "-0-")
}

fn start(cells: &[String]) -> String {
    short(&cells.join(","))
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

/// Words before a number in the remarks, which are sentences parted by semicolons.
const PAPERS: [&str; 10] = [
    "Passport ",
    "National ID No. ",
    "Identification Number ",
    "Tax ID No. ",
    "Citizen's Card Number ",
    "Driver's License No. ",
    "Registration Number ",
    "Residency Number ",
    "Personal ID Card ",
    "Cedula No. ",
];

/// Reads what the remarks say of birth dates, papers, addresses and other names.
fn remarks(entry: &mut Entry, text: &str, (shown, line): (&str, usize), notes: &mut Vec<String>) {
    for part in text.split(';') {
        let part = part.trim().trim_end_matches('.');
        let part = part.strip_prefix("alt. ").unwrap_or(part);
        if let Some(date) = part.strip_prefix("DOB ") {
            match Birth::read(date) {
                Some(birth) => entry.add_birth(birth),
                None => {
                    notes.push(format!("{shown}:{line}: birth date `{}` is not understood and left out", short(date)))
                }
            }
        } else if let Some(address) = part.strip_prefix("Email Address ") {
            entry.emails.extend(address.split_whitespace().next().map(email_key));
        } else if let Some(coin) = part.strip_prefix("Digital Currency Address - ") {
            entry.wallets.extend(coin.split_whitespace().nth(1).map(wallet_key));
        } else if let Some(number) = PAPERS.iter().find_map(|paper| part.strip_prefix(paper)) {
            let number = number.split(" (").next().unwrap_or(number);
            let key = document_key(number.split(" issued").next().unwrap_or(number));
            if key.len() >= 5 {
                entry.documents.push(key);
            }
        } else if let Some(name) =
            ["a.k.a. '", "f.k.a. '", "n.k.a. '"].iter().find_map(|before| part.strip_prefix(before))
        {
            entry.add_name(name.trim_end_matches('\''), true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_hold_papers_addresses_and_weak_names() {
        let (mut entry, mut notes) = (Entry::default(), Vec::new());
        remarks(
            &mut entry,
            "DOB 12 Mar 1970; alt. DOB circa 1971; alt. DOB 1972 to 1974; alt. DOB soon; Passport T14553558 (Iran) issued 28 Oct 2008; alt. Email Address A@Example.com; Digital Currency Address - XBT 1abC; a.k.a. 'Bob'.",
            ("sdn.csv", 7),
            &mut notes,
        );
        let births: Vec<String> = entry.births.iter().map(Birth::to_string).collect();
        assert_eq!(births, ["1970-03-12", "about 1971", "1972 to 1974"]);
        assert_eq!(notes, ["sdn.csv:7: birth date `soon` is not understood and left out"]);
        assert_eq!(entry.documents, ["T14553558"]);
        assert_eq!(entry.emails, ["a@example.com"]);
        assert_eq!(entry.wallets, ["1abC"]);
        assert!(entry.names[0].weak && entry.names[0].text == "Bob");
    }

    #[test]
    fn remarks_go_on_in_the_middle_of_a_word() {
        let row = |id: u32, remark: &str| {
            format!("{id},\"DOE {id}\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remark}\"\n")
        };
        let sdn =
            row(1, "DOB 1 Jan 1970; Passport AB12") + &row(2, "DOB 12 ") + &row(3, "alt. D") + &row(4, "DOB 1981");
        let comments = "1,\"3456 (Nowhere).\"\n2,\"Mar 1970; POB X.\"\n3,\"OB 1975.\"\n";
        let mut notes = Vec::new();
        let found = entries(&Files { sdn: &sdn, alt: "", comments }, ["sdn.csv", "alt.csv", "c.csv"], &mut notes);
        let born = |at: usize| found[at].births.iter().map(Birth::to_string).collect::<Vec<_>>();
        assert_eq!(found[0].documents, ["AB123456"]);
        assert_eq!((0..4).flat_map(born).collect::<Vec<_>>(), ["1970-01-01", "1970-03-12", "1975", "1981"]);
        assert!(notes.is_empty(), "{notes:?}");
    }

    #[test]
    fn damage_is_told_with_its_place_and_loses_nothing_else() {
        let sdn = "1,\"DOE, Jane\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n2,\"OPEN, quote,\"individual\nrubbish\n1,\"DOE, Janet\",-0-\n\u{1a}\n";
        let mut notes = Vec::new();
        let found = entries(
            &Files { sdn, alt: "9,1,\"aka\",\"LONE\",-0-\n", comments: "" },
            ["sdn.csv", "alt.csv", "c.csv"],
            &mut notes,
        );
        let names: Vec<&str> = found.iter().map(Entry::name).collect();
        assert_eq!(names.len(), 4, "{names:?}");
        assert!(names.contains(&"DOE, Jane") && names.contains(&"DOE, Janet") && names.contains(&"LONE"));
        assert!(notes.iter().any(|note| note.starts_with("sdn.csv:3:")), "{notes:?}");
        assert!(notes.iter().any(|note| note.contains("stands twice")), "{notes:?}");
    }
}
