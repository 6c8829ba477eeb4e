//! The accounts of a dataset in the product's own format, read as `tie` reads them.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sekisho_person::{BirthDate, Person};
use sekisho_read::{Dataset, Want};
use sekisho_schema::Schema;
use sekisho_schema::word::time_text;

const TEXTS: [&str; 8] =
    ["account_id", "legal_name", "native_name", "kana_name", "email", "phone", "address", "postal_code"];
const MICROS_A_DAY: i64 = 86_400_000_000;

/// Accounts by rising id; a person's number is its place.
pub struct Accounts {
    pub ids: Vec<String>,
    pub people: Vec<Person>,
}

/// The shared plain world, if it is there.
pub fn plain_world() -> Option<PathBuf> {
    let root = std::env::var_os("SEKISHO_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"), PathBuf::from);
    let path = root.join("worlds/plain");
    if !path.exists() {
        eprintln!("skipped: {} is not there", path.display());
        return None;
    }
    Some(path)
}

/// Reads the table `accounts` of a dataset.
pub fn accounts(root: &Path) -> Accounts {
    let schema = Arc::new(Schema::embedded().unwrap());
    let dataset = Dataset::open(root, &schema).unwrap();
    let table = schema.table("accounts").unwrap();
    let born = table.column("birth_date").unwrap();
    let texts: Vec<_> = TEXTS.iter().map(|name| table.column(name).unwrap()).collect();
    let want = Want { words: [born].into(), texts: texts.iter().copied().collect(), bare: true, ..Want::default() };
    let mut found: Vec<(String, Person)> = Vec::new();
    for unit in dataset.units().into_iter().filter(|unit| unit.table == table.id) {
        for piece in dataset.open_unit(&unit, &want) {
            let batch = piece.batch;
            let text = |column: usize, row: usize| {
                batch.texts(texts[column]).and_then(|all| all.get(row)).unwrap_or_default().to_owned()
            };
            for row in 0..batch.len() {
                let date = batch.words(born).and_then(|all| all[row].some());
                let birth_date = date.and_then(|days| BirthDate::from_text(&time_text(days * MICROS_A_DAY)[..10]));
                let names = (1..4).map(|column| text(column, row)).filter(|name| !name.is_empty()).collect();
                let [email, phone, address, postal_code] = [4, 5, 6, 7].map(|column| text(column, row));
                let person = Person { names, birth_date, email, phone, address, postal_code, ..Person::default() };
                found.push((text(0, row), person));
            }
        }
    }
    found.sort();
    found.dedup();
    let (ids, mut people): (Vec<String>, Vec<Person>) = found.into_iter().unzip();
    (0..).zip(&mut people).for_each(|(id, person)| person.id = id);
    Accounts { ids, people }
}

/// By account, its role and ring in the truth of a generated world.
pub fn roles(truth: &Path) -> HashMap<String, (String, String)> {
    let mut reader = csv::Reader::from_path(truth.join("labels.csv")).unwrap();
    let rows = reader.records().map(|row| row.unwrap());
    rows.map(|row| (row[0].to_owned(), (row[1].to_owned(), row[2].to_owned()))).collect()
}
