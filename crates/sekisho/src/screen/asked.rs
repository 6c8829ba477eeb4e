//! What is held against the lists: cells of a dataset, or of a file of names.

use std::path::Path;

use anyhow::Context;
use sekisho_read::{Batch, Dataset, Want};
use sekisho_schema::{Schema, Table};
use sekisho_screen::{Asked, Birth};

/// A value and whose it is.
pub struct Row {
    /// The account; of a party its own id, which stands in the place of one.
    pub account_id: String,
    pub field: String,
    pub value: String,
    pub asked: Asked,
    /// Of names: when the holder was born, as the same row tells it.
    pub born: Option<Birth>,
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

/// Where the same row tells when the holder of its names was born. Payees, recipients and workers may be other people.
const BORN: &str = "birth_date";
const TELLS_BIRTH: [&str; 2] = ["accounts", "documents"];

/// The screened cells of a dataset. Rows that were rejected are not among them.
pub fn of_dataset(dataset: &Dataset, schema: &Schema) -> Vec<Row> {
    let mut rows = Vec::new();
    for table in schema.tables() {
        let columns: Vec<_> = COLUMNS.iter().filter(|(of, ..)| *of == table.name).collect();
        let beside = match table.name.as_str() {
            "payment_accounts" => &OF_PAYMENT[..],
            name if TELLS_BIRTH.contains(&name) => &[BORN],
            _ => &[],
        };
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
    let tells = TELLS_BIRTH.contains(&of) && is_name(asked);
    rows.extend((0..batch.refs.len()).filter_map(|row| {
        Some(Row {
            value: cell(column, row)?.to_owned(),
            account_id: owned(whose, row),
            field: format!("{of}.{column}"),
            asked,
            born: tells.then(|| Birth::read(cell(BORN, row)?)).flatten(),
            payment: (of == "payment_accounts").then(|| payment(row)),
        })
    }));
}

fn is_name(asked: Asked) -> bool {
    matches!(asked, Asked::Person | Asked::Organisation | Asked::Name)
}

/// Columns of a file that are screened.
const OF_FILE: [(&str, Asked); 4] =
    [("name", Asked::Name), ("document", Asked::Document), ("email", Asked::Email), ("wallet", Asked::Wallet)];

/// The rows of a CSV file with a column `name`, and perhaps `id`, `kind`, `birth_date`, `document`, `email` and `wallet`.
pub fn of_file(file: &Path, notes: &mut Vec<String>) -> anyhow::Result<Vec<Row>> {
    let failed = || format!("failed to read `{}`", file.display());
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_path(file).with_context(failed)?;
    let header: Vec<String> = reader.byte_headers().with_context(failed)?.iter().map(heading).collect();
    if !OF_FILE.iter().any(|(name, _)| header.iter().any(|cell| cell == name)) {
        anyhow::bail!(
            "{}: there is no column `name`\nhint: name, document, email and wallet are screened; id, kind and birth_date may stand beside them",
            failed()
        );
    }
    let mut rows = Vec::new();
    let mut record = csv::ByteRecord::new();
    let mut number = 0u64;
    while reader.read_byte_record(&mut record).with_context(failed)? {
        number += 1;
        let line = record.position().map_or(0, csv::Position::line);
        let mut note = |text: String| notes.push(format!("{}:{line}: {text}", file.display()));
        if record.len() != header.len() {
            let (expected, found) = (header.len(), record.len());
            note(format!("expected {expected} cells, found {found}; what is there is screened"));
        }
        let cell = |name: &str| {
            let cell = header.iter().position(|cell| cell == name).and_then(|at| record.get(at));
            cell.map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).unwrap_or_default()
        };
        let date = cell(BORN);
        let born = Birth::read(&date);
        if born.is_none() && !date.is_empty() {
            note(format!(
                "birth date `{date}` is not understood (YYYY-MM-DD, YYYY-MM or YYYY is); screened without it"
            ));
        }
        let id = Some(cell("id")).filter(|id| !id.is_empty()).unwrap_or_else(|| number.to_string());
        rows.extend(asked_of(&id, born, cell));
    }
    Ok(rows)
}

/// What one row of a file asks.
fn asked_of(id: &str, born: Option<Birth>, cell: impl Fn(&str) -> String) -> impl Iterator<Item = Row> {
    let kind = cell("kind");
    OF_FILE.into_iter().filter_map(move |(name, asked)| {
        let asked = match (asked, kind.as_str()) {
            (Asked::Name, "person") => Asked::Person,
            (Asked::Name, "organisation") => Asked::Organisation,
            (asked, _) => asked,
        };
        let value = Some(cell(name)).filter(|value| !value.is_empty())?;
        let born = born.filter(|_| is_name(asked));
        Some(Row { account_id: id.to_owned(), field: name.to_owned(), value, asked, born, payment: None })
    })
}

/// A column's name; some programs put a mark before the first.
fn heading(cell: &[u8]) -> String {
    String::from_utf8_lossy(cell).trim_start_matches('\u{feff}').trim().to_owned()
}
