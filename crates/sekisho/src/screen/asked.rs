//! What is held against the lists, and the cells of a dataset that are.

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
pub const BORN: &str = "birth_date";
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

/// Whether it is a name that is asked.
pub fn is_name(asked: Asked) -> bool {
    matches!(asked, Asked::Person | Asked::Organisation | Asked::Name)
}
