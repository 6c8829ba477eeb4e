//! The three public test sets, read as an operator would map them onto the accounts table, with the truth beside them.

use std::collections::HashMap;
use std::path::PathBuf;

use sekisho_person::{BirthDate, Person};

/// Records and, by record, the number of the person behind it. The linker sees the records only.
pub struct Labelled {
    pub people: Vec<Person>,
    pub truth: Vec<u32>,
}

/// Whether the social security number of the Febrl sets is given as a document number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Number {
    Given,
    LeftOut,
}

fn shared(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("SEKISHO_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let path = root.join("data/people").join(name);
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// Rows as column name to value, both trimmed.
fn rows(name: &str) -> Option<Vec<HashMap<String, String>>> {
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(shared(name)?).unwrap();
    Some(reader.deserialize().map(|row| row.unwrap()).collect())
}

fn joined(row: &HashMap<String, String>, columns: &[&str]) -> String {
    let values: Vec<&str> = columns.iter().map(|c| row[*c].as_str()).filter(|v| !v.is_empty()).collect();
    values.join(" ")
}

/// `febrl-1.csv`, `febrl-2.csv`: `rec-N-org` and `rec-N-dup-K` are one person.
pub fn febrl(name: &str, number: Number) -> Option<Labelled> {
    let rows = rows(name)?;
    let truth = rows.iter().map(|row| row["rec_id"].split('-').nth(1).unwrap().parse().unwrap()).collect();
    let person = |(id, row): (usize, &HashMap<String, String>)| Person {
        id: id as u32,
        names: vec![joined(row, &["given_name", "surname"])],
        birth_date: BirthDate::from_text(&row["date_of_birth"]),
        address: joined(row, &["street_number", "address_1", "address_2", "suburb", "state"]),
        postal_code: row["postcode"].clone(),
        document_number: if number == Number::Given { row["soc_sec_id"].clone() } else { String::new() },
        ..Person::default()
    };
    Some(Labelled { people: rows.iter().enumerate().map(person).collect(), truth })
}

/// `fake-1000.csv`.
pub fn fake() -> Option<Labelled> {
    let rows = rows("fake-1000.csv")?;
    let truth = rows.iter().map(|row| row["cluster"].parse().unwrap()).collect();
    let person = |(id, row): (usize, &HashMap<String, String>)| Person {
        id: id as u32,
        names: vec![joined(row, &["first_name", "surname"])],
        birth_date: BirthDate::from_text(&row["dob"]),
        address: row["city"].clone(),
        email: row["email"].clone(),
        ..Person::default()
    };
    Some(Labelled { people: rows.iter().enumerate().map(person).collect(), truth })
}
