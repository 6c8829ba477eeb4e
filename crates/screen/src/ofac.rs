//! OFAC's lists in their legacy CSV form: `sdn`, `alt`, `add` and the overflow of remarks. They have no header; `-0-` is null.
//!
//! Source: OFAC, SDN data formats (dat_spec.txt). A file is read line by line, so that an unclosed quote spoils one row alone.

use std::collections::HashMap;

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
    found.entries
}

/// Entries so far, and where each number stands.
#[derive(Default)]
struct Found {
    entries: Vec<Entry>,
    by_id: HashMap<String, usize>,
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
            remarks(&mut entry, value(&cells, SDN_CELLS - 1).unwrap_or_default());
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

    /// `sdn_comments.csv`.
    fn remarks(&mut self, text: &str, shown: &str, notes: &mut Vec<String>) {
        for (line, cells) in rows(text, shown, notes) {
            match (value(&cells, 0).and_then(|id| self.of(id)), value(&cells, 1)) {
                (Some(entry), Some(text)) => remarks(entry, text),
                _ => notes.push(format!("{shown}:{line}: row left out: remarks of an entry that is not there")),
            }
        }
    }
}

/// Rows with their line numbers.
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
            rows.push((number, cells.iter().map(|cell| cell.trim().to_owned()).collect()));
        }
    }
    rows
}

fn value(cells: &[String], at: usize) -> Option<&str> {
    cells.get(at).map(String::as_str).filter(|cell| !cell.is_empty() && *cell != "-0-")
}

fn start(cells: &[String]) -> String {
    cells.join(",").chars().take(80).collect()
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

/// Reads what the remarks say of papers, addresses and other names.
fn remarks(entry: &mut Entry, text: &str) {
    for part in text.split(';') {
        let part = part.trim().trim_end_matches('.');
        let part = part.strip_prefix("alt. ").unwrap_or(part);
        if let Some(address) = part.strip_prefix("Email Address ") {
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
        let mut entry = Entry::default();
        remarks(
            &mut entry,
            "DOB 1 Jan 1970; Passport T14553558 (Iran) issued 28 Oct 2008; alt. Email Address A@Example.com; Digital Currency Address - XBT 1abC; a.k.a. 'Bob'.",
        );
        assert_eq!(entry.documents, ["T14553558"]);
        assert_eq!(entry.emails, ["a@example.com"]);
        assert_eq!(entry.wallets, ["1abC"]);
        assert!(entry.names[0].weak && entry.names[0].text == "Bob");
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
