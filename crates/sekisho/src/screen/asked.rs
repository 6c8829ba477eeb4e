//! What is held against the lists: cells of a dataset, or of a file of names.

use std::path::Path;

use anyhow::Context;
use sekisho_read::{Dataset, Want};
use sekisho_schema::Schema;
use sekisho_screen::Asked;

/// A value and whose it is.
pub struct Row {
    pub account_id: String,
    pub field: String,
    pub value: String,
    pub asked: Asked,
}

/// Columns of a dataset that are screened: table, column that says whose it is, column, what it holds.
const COLUMNS: [(&str, &str, &str, Asked); 17] = [
    ("accounts", "account_id", "legal_name", Asked::Name),
    ("accounts", "account_id", "native_name", Asked::Name),
    ("accounts", "account_id", "kana_name", Asked::Name),
    ("accounts", "account_id", "email", Asked::Email),
    ("documents", "account_id", "holder_name", Asked::Person),
    ("documents", "account_id", "holder_native_name", Asked::Person),
    ("documents", "account_id", "number", Asked::Document),
    ("payment_accounts", "account_id", "holder_name", Asked::Name),
    ("payment_accounts", "account_id", "holder_kana", Asked::Name),
    ("payment_accounts", "account_id", "number", Asked::Wallet),
    ("shipments", "account_id", "recipient_name", Asked::Name),
    ("subcontracts", "account_id", "worker_name", Asked::Person),
    ("commits", "account_id", "author_email", Asked::Email),
    ("experience", "account_id", "organisation", Asked::Organisation),
    // A party of a contract chain has no account; its own id stands in the place of one.
    ("parties", "party_id", "name", Asked::Name),
    ("parties", "party_id", "native_name", Asked::Name),
    ("parties", "party_id", "registry_number", Asked::Document),
];

/// The screened cells of a dataset. Rows that were rejected are not among them.
pub fn of_dataset(dataset: &Dataset, schema: &Schema) -> Vec<Row> {
    let mut rows = Vec::new();
    for table in schema.tables() {
        let columns: Vec<_> = COLUMNS.iter().filter(|(of, ..)| *of == table.name).collect();
        let mut want = Want::default();
        for (_, whose, column, _) in &columns {
            want.texts.extend([*whose, *column].iter().filter_map(|name| table.column(name)));
        }
        if columns.is_empty() {
            continue;
        }
        for unit in dataset.units().iter().filter(|unit| unit.table == table.id) {
            for piece in dataset.open_unit(unit, &want) {
                for (of, whose, column, asked) in &columns {
                    let texts = |name: &str| table.column(name).and_then(|id| piece.batch.texts(id));
                    let (Some(ids), Some(values)) = (texts(whose), texts(column)) else { continue };
                    let found = values
                        .iter()
                        .enumerate()
                        .filter_map(|(row, value)| Some((ids.get(row).unwrap_or_default(), value?)));
                    rows.extend(found.map(|(id, value)| Row {
                        account_id: id.to_owned(),
                        field: format!("{of}.{column}"),
                        value: value.to_owned(),
                        asked: *asked,
                    }));
                }
            }
        }
    }
    rows
}

/// The rows of a CSV file with a column `name`, and perhaps `id`, `kind`, `document`, `email` and `wallet`.
pub fn of_file(file: &Path, notes: &mut Vec<String>) -> anyhow::Result<Vec<Row>> {
    let failed = || format!("failed to read `{}`", file.display());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).with_context(failed)?;
    let header: Vec<String> = reader.byte_headers().with_context(failed)?.iter().map(heading).collect();
    let place = |name: &str| header.iter().position(|cell| cell == name);
    let asks =
        [("name", Asked::Name), ("document", Asked::Document), ("email", Asked::Email), ("wallet", Asked::Wallet)];
    let asks: Vec<(usize, &str, Asked)> =
        asks.into_iter().filter_map(|(name, asked)| Some((place(name)?, name, asked))).collect();
    if asks.is_empty() {
        anyhow::bail!(
            "{}: there is no column `name`\nhint: name, document, email and wallet are screened; id and kind may stand beside them",
            failed()
        );
    }
    let mut rows = Vec::new();
    let mut record = csv::ByteRecord::new();
    let mut number = 0u64;
    while reader.read_byte_record(&mut record).with_context(failed)? {
        number += 1;
        let cell =
            |at: usize| record.get(at).map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).unwrap_or_default();
        let id = place("id").map(cell).filter(|id| !id.is_empty()).unwrap_or_else(|| number.to_string());
        let kind = place("kind").map(cell).unwrap_or_default();
        if record.len() != header.len() {
            let line = record.position().map_or(0, csv::Position::line);
            let (expected, found, file) = (header.len(), record.len(), file.display());
            notes.push(format!("{file}:{line}: expected {expected} cells, found {found}; what is there is screened"));
        }
        for (at, name, asked) in &asks {
            let asked = match (*asked, kind.as_str()) {
                (Asked::Name, "person") => Asked::Person,
                (Asked::Name, "organisation") => Asked::Organisation,
                (asked, _) => asked,
            };
            let value = cell(*at);
            if !value.is_empty() {
                rows.push(Row { account_id: id.clone(), field: (*name).to_owned(), value, asked });
            }
        }
    }
    Ok(rows)
}

/// A column's name; some programs put a mark before the first.
fn heading(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim_start_matches('\u{feff}').trim().to_owned()
}
