//! OFAC's remarks: sentences parted by semicolons, of birth dates, papers, addresses and other names.

use crate::birth::Birth;
use crate::entry::{Entry, document_key, email_key, wallet_key};
use crate::notes::{Notes, short};

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

/// Reads what the remarks say, sentence by sentence. What is left is the last one when it breaks off: it may go on in
/// another file.
pub(crate) fn remarks<'a>(entry: &mut Entry, text: &'a str, line: usize, notes: &mut Notes) -> &'a str {
    let (whole, open) = text.rsplit_once(';').unwrap_or(("", text));
    whole.split(';').for_each(|part| sentence(entry, part, line, notes));
    if !open.trim_end().ends_with('.') {
        return open;
    }
    sentence(entry, open, line, notes);
    ""
}

/// A birth date, a paper, an address or another name.
pub(crate) fn sentence(entry: &mut Entry, text: &str, line: usize, notes: &mut Notes) {
    let part = text.trim().trim_end_matches('.');
    let part = part.strip_prefix("alt. ").unwrap_or(part);
    if let Some(date) = part.strip_prefix("DOB ") {
        match Birth::read(date) {
            Some(birth) => entry.add_birth(birth),
            None => notes.add(line, &format!("birth date `{}` is not understood and left out", short(date, 80))),
        }
    } else if let Some(address) = part.strip_prefix("Email Address ") {
        entry.emails.extend(address.split_whitespace().next().map(email_key));
    } else if let Some(coin) = part.strip_prefix("Digital Currency Address - ") {
        entry.wallets.extend(coin.split_whitespace().nth(1).map(wallet_key));
    } else if let Some(number) = PAPERS.iter().find_map(|paper| part.strip_prefix(paper)) {
        let number = number.split(" (").next().unwrap_or(number);
        entry.add_document(&document_key(number.split(" issued").next().unwrap_or(number)));
    } else if let Some(name) = OTHER_NAMES.iter().find_map(|before| part.strip_prefix(before)) {
        entry.add_name(name.trim_end_matches('\''), true);
    }
}

/// Words before a name in the remarks.
const OTHER_NAMES: [&str; 3] = ["a.k.a. '", "f.k.a. '", "n.k.a. '"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_hold_papers_addresses_and_weak_names() {
        let (mut entry, mut notes) = (Entry::default(), Notes::new("sdn.csv"));
        remarks(
            &mut entry,
            "DOB 12 Mar 1970; alt. DOB circa 1971; alt. DOB 1972 to 1974; alt. DOB soon; Passport T14553558 (Iran) issued 28 Oct 2008; alt. Email Address A@Example.com; Digital Currency Address - XBT 1abC; a.k.a. 'Bob'.",
            7,
            &mut notes,
        );
        let births: Vec<String> = entry.births.iter().map(Birth::to_string).collect();
        assert_eq!(births, ["1970-03-12", "about 1971", "1972 to 1974"]);
        assert_eq!(notes.told().collect::<Vec<_>>(), ["sdn.csv:7: birth date `soon` is not understood and left out"]);
        assert_eq!(entry.documents, ["T14553558"]);
        assert_eq!(entry.emails, ["a@example.com"]);
        assert_eq!(entry.wallets, ["1abC"]);
        assert!(entry.names[0].weak && entry.names[0].text == "Bob");
    }
}
