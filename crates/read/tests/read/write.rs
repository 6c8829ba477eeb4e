//! Samples as files.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray,
};
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use sekisho_schema::ColumnType;
use serde_json::{Map, Value};

use crate::sample::{Sample, Val, schema, text};

/// Writes bytes as they are, or packed when the name says so.
pub fn bytes(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let name = path.to_string_lossy();
    let packed = if name.ends_with(".gz") {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    } else if name.ends_with(".zst") {
        zstd::encode_all(bytes, 1).unwrap()
    } else {
        bytes.to_vec()
    };
    fs::write(path, packed).unwrap();
}

/// Writes a sample in the format that the name says.
pub fn sample(path: &Path, sample: &Sample) {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    if name.ends_with(".parquet") {
        parquet(path, &batch(sample), 7);
    } else if name.contains(".csv") {
        bytes(path, csv(sample).as_bytes());
    } else {
        bytes(path, jsonl(sample).as_bytes());
    }
}

pub fn csv(sample: &Sample) -> String {
    let quoted = |cell: String| match cell.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    };
    let mut out = sample.columns.join(",") + "\n";
    for row in &sample.rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(text(cell))).collect();
        out += &cells.join(",");
        out += "\n";
    }
    out
}

pub fn jsonl(sample: &Sample) -> String {
    let value = |cell: &Val| match cell {
        Val::Null => Value::Null,
        Val::Int(value) => Value::from(*value),
        Val::Float(value) => Value::from(*value),
        Val::Bool(value) => Value::Bool(*value),
        other => Value::String(text(other)),
    };
    let mut out = String::new();
    for row in &sample.rows {
        let object: Map<_, _> = sample.columns.iter().cloned().zip(row.iter().map(value)).collect();
        out += &Value::Object(object).to_string();
        out += "\n";
    }
    out
}

/// The sample with the types that the contract names.
pub fn batch(sample: &Sample) -> RecordBatch {
    let schema = schema();
    let table = schema.table(&sample.table).unwrap();
    let columns = sample.columns.iter().enumerate().map(|(place, name)| {
        let cells: Vec<&Val> = sample.rows.iter().map(|row| &row[place]).collect();
        let array = match table.column(name).map(|id| &table.at(id).ty) {
            Some(ColumnType::Int) => ints(&cells),
            Some(ColumnType::Float) => floats(&cells),
            Some(ColumnType::Bool) => bools(&cells),
            Some(ColumnType::Time) => times(&cells),
            Some(ColumnType::Date) => dates(&cells),
            _ => Arc::new(cells.iter().map(|cell| (**cell != Val::Null).then(|| text(cell))).collect::<StringArray>()),
        };
        (name.clone(), array, true)
    });
    RecordBatch::try_from_iter_with_nullable(columns).unwrap()
}

fn ints(cells: &[&Val]) -> ArrayRef {
    let value = |cell: &&Val| if let Val::Int(value) = cell { Some(*value) } else { None };
    Arc::new(cells.iter().map(value).collect::<Int64Array>())
}

fn floats(cells: &[&Val]) -> ArrayRef {
    let value = |cell: &&Val| match cell {
        Val::Float(value) => Some(*value),
        Val::Int(value) => Some(*value as f64),
        _ => None,
    };
    Arc::new(cells.iter().map(value).collect::<Float64Array>())
}

fn bools(cells: &[&Val]) -> ArrayRef {
    let value = |cell: &&Val| if let Val::Bool(value) = cell { Some(*value) } else { None };
    Arc::new(cells.iter().map(value).collect::<BooleanArray>())
}

fn times(cells: &[&Val]) -> ArrayRef {
    let value = |cell: &&Val| if let Val::Micros(value) = cell { Some(*value) } else { None };
    Arc::new(cells.iter().map(value).collect::<TimestampMicrosecondArray>().with_timezone("UTC"))
}

fn dates(cells: &[&Val]) -> ArrayRef {
    let value = |cell: &&Val| if let Val::Days(value) = cell { Some(*value) } else { None };
    Arc::new(cells.iter().map(value).collect::<Date32Array>())
}

/// Writes a Parquet file with row groups of so many rows and small pages; one named `plain` has no dictionaries.
pub fn parquet(path: &Path, batch: &RecordBatch, group_rows: usize) {
    let properties = WriterProperties::builder()
        .set_dictionary_enabled(!path.ends_with("plain.parquet"))
        .set_max_row_group_row_count(Some(group_rows))
        .set_data_page_row_count_limit(64)
        .set_write_batch_size(16)
        .build();
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let mut writer = ArrowWriter::try_new(File::create(path).unwrap(), batch.schema(), Some(properties)).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
}
