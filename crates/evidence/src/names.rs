//! Which subject a key stands for.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_dossier::subject_key;
use sekisho_read::{ColumnData, Dataset, Want};
use sekisho_schema::{ColumnId, ColumnType, Schema, Word, word};
use serde_json::Value;

use crate::rows::Fetched;

/// A cell as the text that stood in the file.
pub(crate) fn text_of(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// The subject's id as reports write it, from the text of the last key column.
pub(crate) fn subject_id(ty: &ColumnType, text: &str) -> String {
    match (ty, text.parse()) {
        (ColumnType::Ip, Ok(address)) => word::ip_subject(address),
        _ => text.to_owned(),
    }
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
        .map(|column| match cell(*column) {
            None => Some(Word::NULL),
            Some(value) => word::parse(table.at(*column), &text_of(&value)).ok(),
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
