//! Tables as text: read from CSV, written in every format by hand.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use sekisho_schema::{ColumnType, Schema};
use serde_json::{Value, json};

pub type Rows = Vec<Vec<String>>;

/// A table: its header, and its rows.
#[derive(Clone)]
pub struct Table {
    pub header: Vec<String>,
    pub rows: Rows,
}

pub type Tables = BTreeMap<String, Table>;

pub fn read(folder: &Path) -> Tables {
    let mut tables = Tables::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let mut reader = csv::Reader::from_path(&entry).unwrap();
        let owned = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let header = owned(reader.headers().unwrap());
        let rows = reader.records().map(|record| owned(&record.unwrap())).collect();
        tables.insert(entry.file_stem().unwrap().to_string_lossy().into_owned(), Table { header, rows });
    }
    tables
}

pub fn csv_text(table: &Table, rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&table.header).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

/// One object a line: numbers and truth values as such, an empty cell left out or null.
pub fn jsonl_text(name: &str, table: &Table, rows: &[Vec<String>], schema: &Schema) -> Vec<u8> {
    let described = schema.table(name).unwrap();
    let types = table.header.iter().map(|column| &described.at(described.column(column).unwrap()).ty);
    let types: Vec<&ColumnType> = types.collect();
    let mut out = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let cells = table.header.iter().zip(&types).zip(row).map(|((name, ty), cell)| (name.clone(), typed(ty, cell)));
        let object: serde_json::Map<String, Value> =
            cells.filter(|(_, cell)| number % 2 == 0 || !cell.is_null()).collect();
        writeln!(out, "{}", Value::Object(object)).unwrap();
    }
    out
}

fn typed(ty: &ColumnType, cell: &str) -> Value {
    match ty {
        _ if cell.is_empty() => Value::Null,
        ColumnType::Int => json!(cell.parse::<i64>().unwrap()),
        ColumnType::Float => json!(cell.parse::<f64>().unwrap()),
        ColumnType::Bool => json!(cell == "true"),
        _ => json!(cell),
    }
}

pub fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}
