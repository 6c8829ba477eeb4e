//! Public sets of people with known duplicates, read as a table of accounts by a whole scan.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::run::scan;
use crate::worlds::shared;

/// Columns of a set that become one of the table: name, birth date, address, postal code, e-mail.
type Columns = [&'static [&'static str]; 5];

const FEBRL: Columns = [
    &["given_name", "surname"],
    &["date_of_birth"],
    &["street_number", "address_1", "address_2", "suburb", "state"],
    &["postcode"],
    &[],
];
const FAKE: Columns = [&["first_name", "surname"], &["dob"], &["city"], &[], &["email"]];

/// Writes the set as accounts; who each of them is.
fn accounts(set: &Path, columns: &Columns, folder: &Path) -> BTreeMap<String, String> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(set).unwrap();
    let mut writer = csv::Writer::from_path(folder.join("accounts.csv")).unwrap();
    let header = ["account_id", "role", "opened_at", "legal_name", "birth_date", "address", "postal_code", "email"];
    writer.write_record(header).unwrap();
    let mut who = BTreeMap::new();
    for row in reader.deserialize::<BTreeMap<String, String>>() {
        let row = row.unwrap();
        let id = row.get("rec_id").or(row.get("unique_id")).unwrap().clone();
        let person = row.get("cluster").map_or_else(|| id.split('-').nth(1).unwrap(), String::as_str).to_owned();
        let joined = |names: &[&str]| {
            names.iter().map(|name| row[*name].as_str()).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" ")
        };
        let [name, born, address, postal, email] = columns.map(joined);
        writer
            .write_record([&id, "worker", "2025-01-01T00:00:00Z", &name, &day(&born), &address, &postal, &email])
            .unwrap();
        who.insert(id, person);
    }
    who
}

/// A day as the table wants it; one that does not exist is left empty, for it would cost the row.
fn day(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let day = (digits.len() == 8).then(|| format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]));
    day.filter(|day| day.parse::<jiff::civil::Date>().is_ok()).unwrap_or_default()
}

/// Pairwise F1 of the ties by person.
fn f1(set: &str, columns: &Columns) -> Option<f64> {
    let set = shared(&format!("data/people/{set}"))?;
    let folder = tempfile::tempdir().unwrap();
    let who = accounts(&set, columns, folder.path());
    let out = scan(folder.path(), &folder.path().join("out"), &[]);
    let mut links = csv::Reader::from_path(out.join("links.csv")).unwrap();
    let rows = links.deserialize::<BTreeMap<String, String>>().map(Result::unwrap);
    let pairs: BTreeSet<(String, String)> = rows
        .filter(|row| row["kind"] == "person")
        .map(|row| (row["account_a"].clone(), row["account_b"].clone()))
        .collect();
    let right = pairs.iter().filter(|(a, b)| who[a] == who[b]).count() as f64;
    let mut sizes: BTreeMap<&String, usize> = BTreeMap::new();
    who.values().for_each(|person| *sizes.entry(person).or_default() += 1);
    let there: usize = sizes.values().map(|size| size * (size - 1) / 2).sum();
    Some(2.0 * right / (pairs.len() + there) as f64)
}

#[test]
fn a_person_who_registered_twice_is_tied_in_a_scan() {
    for (set, columns, least) in
        [("febrl-1.csv", &FEBRL, 0.99), ("febrl-2.csv", &FEBRL, 0.99), ("fake-1000.csv", &FAKE, 0.94)]
    {
        let Some(f1) = f1(set, columns) else { continue };
        eprintln!("{set}: pairwise F1 {f1:.4}");
        assert!(f1 >= least, "{set}: {f1:.4}");
    }
}
