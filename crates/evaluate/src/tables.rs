//! Reading small tables: CSV with named columns, and one JSON object a line.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::de::DeserializeOwned;

use crate::error::EvaluateError;

/// All rows of a CSV file; `None` when the file is not there. Columns that `Row` does not name are passed over.
pub(crate) fn csv_rows<Row: DeserializeOwned>(
    folder: &Path,
    name: &str,
    hint: &'static str,
) -> Result<Option<Vec<Row>>, EvaluateError> {
    let path = folder.join(name);
    let Some(file) = open(&path, hint)? else { return Ok(None) };
    let mut reader = csv::Reader::from_reader(BufReader::new(file));
    let mut rows = Vec::new();
    for row in reader.deserialize() {
        let at = |error: &csv::Error| error.position().map_or(0, csv::Position::line);
        rows.push(row.map_err(|error| EvaluateError::line(&path, at(&error), error, hint))?);
    }
    Ok(Some(rows))
}

/// All lines of a JSONL file; `None` when the file is not there.
pub(crate) fn json_rows<Row: DeserializeOwned>(
    folder: &Path,
    name: &str,
    hint: &'static str,
) -> Result<Option<Vec<Row>>, EvaluateError> {
    let path = folder.join(name);
    let Some(file) = open(&path, hint)? else { return Ok(None) };
    let mut rows = Vec::new();
    for (place, line) in (1..).zip(BufReader::new(file).lines()) {
        let line = line.map_err(|error| EvaluateError::line(&path, place, error, hint))?;
        if !line.trim().is_empty() {
            rows.push(serde_json::from_str(&line).map_err(|error| EvaluateError::line(&path, place, error, hint))?);
        }
    }
    Ok(Some(rows))
}

/// A whole JSON file; `None` when it is not there.
pub(crate) fn json_file<Value: DeserializeOwned>(
    folder: &Path,
    name: &str,
    hint: &'static str,
) -> Result<Option<Value>, EvaluateError> {
    let path = folder.join(name);
    let Some(file) = open(&path, hint)? else { return Ok(None) };
    let value = serde_json::from_reader(BufReader::new(file));
    value.map(Some).map_err(|error| EvaluateError::line(&path, error.line() as u64, error, hint))
}

fn open(path: &Path, hint: &'static str) -> Result<Option<File>, EvaluateError> {
    match File::open(path) {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(source) => Err(EvaluateError::Open { path: path.to_owned(), source, hint }),
    }
}
