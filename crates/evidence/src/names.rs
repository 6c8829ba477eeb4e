//! Which subject a key stands for.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_dossier::subject_key;
use sekisho_enrich::keys;
use sekisho_read::{ColumnData, Dataset, Want};
use sekisho_schema::{ColumnId, ColumnType, Origin, Schema, Word, word};
use serde_json::Value;

use crate::rows::Fetched;

/// A cell as the text that stood in the file.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The subject's id as reports write it, from the cells of a row that holds it: a number in the one spelling in which it
/// is compared, all else as it stood in the file.
pub(crate) fn subject_id(
    table: &sekisho_schema::Table,
    owner: ColumnId,
    cell: impl Fn(ColumnId) -> Option<Value>,
) -> Option<String> {
    let described = table.at(owner);
    let text = match &described.origin {
        Origin::Spelled { .. } => spelling(table, owner, &cell)?,
        _ => text_of(&cell(owner)?),
    };
    match (&described.ty, text.parse()) {
        (ColumnType::Ip, Ok(address)) => Some(word::ip_subject(address)),
        _ => Some(text),
    }
}

/// The number of a row in one spelling.
fn spelling(
    table: &sekisho_schema::Table,
    column: ColumnId,
    cell: impl Fn(ColumnId) -> Option<Value>,
) -> Option<String> {
    let Origin::Spelled { from, wallets } = table.at(column).origin else { return None };
    let kind_is = |kinds: ColumnId, wallet: Word| {
        cell(kinds).is_some_and(|kind| word::parse(table.at(kinds), &text_of(&kind)) == Ok(wallet))
    };
    let is_wallet = wallets.is_some_and(|(kinds, wallet)| kind_is(kinds, wallet));
    keys::spelled(&text_of(&cell(from)?), is_wallet)
}

/// Whether the fetched key cells of a row really give this key; a fingerprint alone could be a chance.
pub(crate) fn is_key_of(
    key: u64,
    by: &[ColumnId],
    table: &sekisho_schema::Table,
    cell: impl Fn(ColumnId) -> Option<Value>,
) -> bool {
    let words: Option<Vec<Word>> = by
        .iter()
        .map(|column| match (&table.at(*column).origin, cell(*column)) {
            (Origin::Spelled { .. }, _) => {
                Some(spelling(table, *column, &cell).map_or(Word::NULL, |key| Word::fingerprint(key.as_bytes())))
            }
            (_, None) => Some(Word::NULL),
            (_, Some(value)) => word::parse(table.at(*column), &text_of(&value)).ok(),
        })
        .collect();
    words.is_some_and(|words| subject_key(&words) == key)
}

/// The ids of accounts by key, for those whose witness rows do not name them (money reaches an account through a payment
/// account). One pass over the ids of the table of accounts, or of the payment accounts when there is none.
pub(crate) fn account_ids(keys: &BTreeSet<u64>, dataset: &Dataset, schema: &Schema) -> BTreeMap<u64, String> {
    let mut found = BTreeMap::new();
    for name in ["accounts", "payment_accounts"] {
        let Some((table, column)) = schema.table(name).and_then(|table| Some((table.id, table.column("account_id")?)))
        else {
            continue;
        };
        let want = Want { texts: BTreeSet::from([column]), bare: true, ..Want::default() };
        for unit in dataset.units().iter().filter(|unit| unit.table == table) {
            if found.len() == keys.len() {
                break;
            }
            for piece in dataset.open_unit(unit, &want) {
                let Some(Some(ColumnData::Texts(texts))) = piece.batch.columns.get(usize::from(column.0)) else {
                    continue;
                };
                for text in (0..texts.len()).filter_map(|row| texts.get(row)) {
                    let key = subject_key(&[Word::fingerprint(text.as_bytes())]);
                    if keys.contains(&key) {
                        found.entry(key).or_insert_with(|| text.to_owned());
                    }
                }
            }
        }
    }
    found
}

/// What is needed to name subjects.
pub(crate) struct Naming<'a> {
    pub schema: &'a Schema,
    pub fetched: &'a Fetched,
    pub accounts: &'a BTreeMap<u64, String>,
}
