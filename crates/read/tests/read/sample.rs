//! Rows as a test knows them, and what a dataset gave back.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;
use sekisho_read::{Batch, ColumnData, Dataset, Piece, Rejected, RowRef, Want};
use sekisho_schema::{ColumnId, ColumnType, Schema, Table, Word};
use serde_json::Value;

/// A value before it is written to any format.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    Null,
    Text(String),
    Int(i64),
    Float(f64),
    Bool(bool),
    Micros(i64),
    Days(i32),
}

/// Rows by own column.
#[derive(Clone, Debug)]
pub struct Sample {
    pub table: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Val>>,
}

/// What a dataset gave for one table.
#[derive(Debug, Default, PartialEq)]
pub struct Got {
    pub refs: Vec<RowRef>,
    pub keys: Vec<Word>,
    pub contents: Vec<Word>,
    pub words: BTreeMap<String, Vec<Word>>,
    pub texts: BTreeMap<String, Vec<Option<String>>>,
    pub rejected: Vec<Rejected>,
    pub rows_read: u64,
}

impl Got {
    /// The same without the places of the rows, which differ between formats.
    pub fn without_places(mut self) -> Self {
        self.refs.clear();
        self
    }
}

pub fn schema() -> Arc<Schema> {
    Arc::new(Schema::embedded().unwrap())
}

/// Every own column, as words or as texts.
pub fn everything(table: &Table, as_texts: bool) -> Want {
    let all = table.own_columns().map(|(id, _)| id).collect();
    let none = std::collections::BTreeSet::new();
    if as_texts {
        Want { words: none, texts: all, content: true, bare: false }
    } else {
        Want { words: all, texts: none, content: true, bare: false }
    }
}

pub fn open(root: &Path) -> Dataset {
    Dataset::open(root, &schema()).unwrap()
}

/// Reads a table with all columns as words.
pub fn read(root: &Path, table: &str) -> Got {
    let schema = schema();
    read_as(root, table, &everything(schema.table(table).unwrap(), false))
}

pub fn read_as(root: &Path, table: &str, want: &Want) -> Got {
    let schema = schema();
    let (dataset, table) = (open(root), schema.table(table).unwrap());
    let mut got = Got::default();
    for unit in dataset.units().iter().filter(|unit| unit.table == table.id) {
        for piece in dataset.open_unit(unit, want) {
            add(&mut got, table, piece);
        }
    }
    got
}

fn add(got: &mut Got, table: &Table, piece: Piece) {
    let Piece { batch, rejected, rows_read } = piece;
    let whole_rows = rejected.iter().filter(|entry| !entry.row.is_null()).count();
    assert_eq!(rows_read as usize, batch.len() + whole_rows, "rows read are rows given and rows rejected");
    got.rejected.extend(rejected);
    got.rows_read += rows_read;
    let Batch { refs, keys, contents, columns, .. } = batch;
    assert_eq!(refs.len(), keys.len());
    let rows = refs.len();
    got.refs.extend(refs);
    got.keys.extend(keys);
    got.contents.extend(contents);
    for ((_, column), data) in table.own_columns().zip(columns) {
        match data {
            Some(ColumnData::Words(words)) => {
                assert_eq!(words.len(), rows);
                got.words.entry(column.name.clone()).or_default().extend(words);
            }
            Some(ColumnData::Texts(texts)) => {
                assert_eq!(texts.len(), rows);
                let texts = texts.iter().map(|text| text.map(str::to_owned));
                got.texts.entry(column.name.clone()).or_default().extend(texts);
            }
            None => {}
        }
    }
}

/// Everything that can be fetched of these rows.
pub fn fetch(root: &Path, table: &str, refs: &[RowRef]) -> Vec<Vec<Value>> {
    let schema = schema();
    let table = schema.table(table).unwrap();
    let columns: Vec<ColumnId> = table.own_columns().map(|(id, _)| id).collect();
    open(root).fetch(table.id, refs, &columns).unwrap()
}

/// What `fetch` must give, worked out here.
pub fn expected_json(sample: &Sample) -> Vec<Vec<Value>> {
    let schema = schema();
    let table = schema.table(&sample.table).unwrap();
    let cell = |row: &Vec<Val>, name: &str, ty: &ColumnType| {
        let value = sample.columns.iter().position(|column| column == name).map_or(&Val::Null, |place| &row[place]);
        match (value, ty) {
            (Val::Null, _) => Value::Null,
            (Val::Text(text), _) if text.is_empty() => Value::Null,
            (Val::Int(value), ColumnType::Float) => Value::from(*value as f64),
            (Val::Int(value), _) => Value::from(*value),
            (Val::Float(value), _) => Value::from(*value),
            (Val::Bool(value), _) => Value::Bool(*value),
            (value, _) => Value::String(text(value)),
        }
    };
    let row = |row| table.own_columns().map(|(_, column)| cell(row, &column.name, &column.ty)).collect();
    sample.rows.iter().map(row).collect()
}

/// A value as CSV holds it.
pub fn text(value: &Val) -> String {
    match value {
        Val::Null => String::new(),
        Val::Text(text) => text.clone(),
        Val::Int(value) => value.to_string(),
        Val::Float(value) => value.to_string(),
        Val::Bool(value) => value.to_string(),
        Val::Micros(value) => Timestamp::from_microsecond(*value).unwrap().to_string(),
        Val::Days(value) => Timestamp::from_second(i64::from(*value) * 86_400).unwrap().to_string()[..10].to_owned(),
    }
}
