//! What is held against the lists: cells of a dataset, or of a file of names.

use std::path::Path;

use anyhow::Context;
use sekisho_read::{Batch, Dataset, Want};
use sekisho_schema::{Schema, Table};
use sekisho_screen::Asked;

/// A value and whose it is.
pub struct Row {
    /// The account; of a party its own id, which stands in the place of one.
    pub account_id: String,
    pub field: String,
    pub value: String,
    pub asked: Asked,
    /// Of holders and numbers of payment accounts: which one.
    pub payment: Option<Payment>,
}

/// A payment account, as far as sentences ask for it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Payment {
    pub id: String,
    pub kind: String,
    pub provider: String,
    pub number: String,
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
    ("parties", "party_id", "name", Asked::Name),
    ("parties", "party_id", "native_name", Asked::Name),
    ("parties", "party_id", "registry_number", Asked::Document),
];

/// What is read beside the screened columns of a payment account.
const OF_PAYMENT: [&str; 4] = ["payment_account_id", "kind", "provider", "number"];

/// The screened cells of a dataset. Rows that were rejected are not among them.
pub fn of_dataset(dataset: &Dataset, schema: &Schema) -> Vec<Row> {
    let mut rows = Vec::new();
    for table in schema.tables() {
        let columns: Vec<_> = COLUMNS.iter().filter(|(of, ..)| *of == table.name).collect();
        let beside = if table.name == "payment_accounts" { &OF_PAYMENT[..] } else { &[] };
        let names = columns.iter().flat_map(|(_, whose, column, _)| [*whose, *column]).chain(beside.iter().copied());
        let want = Want { texts: names.filter_map(|name| table.column(name)).collect(), ..Want::default() };
        for unit in dataset.units().iter().filter(|unit| unit.table == table.id && !columns.is_empty()) {
            for piece in dataset.open_unit(unit, &want) {
                columns.iter().for_each(|column| read(table, &piece.batch, **column, &mut rows));
            }
        }
    }
    rows
}

/// The cells of one column of a batch.
fn read(table: &Table, batch: &Batch, (of, whose, column, asked): (&str, &str, &str, Asked), rows: &mut Vec<Row>) {
    let cell =
        |name: &str, row: usize| table.column(name).and_then(|id| batch.texts(id)).and_then(|texts| texts.get(row));
    let owned = |name: &str, row: usize| cell(name, row).unwrap_or_default().to_owned();
    let payment = |row| {
        let [id, kind, provider, number] = OF_PAYMENT.map(|name| owned(name, row));
        Payment { id, kind, provider, number }
    };
    rows.extend((0..batch.refs.len()).filter_map(|row| {
        Some(Row {
            value: cell(column, row)?.to_owned(),
            account_id: owned(whose, row),
            field: format!("{of}.{column}"),
            asked,
            payment: (of == "payment_accounts").then(|| payment(row)),
        })
    }));
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
                rows.push(Row { account_id: id.clone(), field: (*name).to_owned(), value, asked, payment: None });
            }
        }
    }
    Ok(rows)
}

/// A column's name; some programs put a mark before the first.
fn heading(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim_start_matches('\u{feff}').trim().to_owned()
}
