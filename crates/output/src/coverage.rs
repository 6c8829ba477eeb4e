//! `coverage.json`: what was judged and what was not.

use std::path::Path;

use sekisho_sentence::Coverage as Judged;
use serde::Serialize;

use crate::error::OutputError;
use crate::place::write_text;

/// The whole file.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// The log2 odds before any evidence: the score of accounts that have none.
    pub prior_bits: f64,
    /// One per indicator, by id.
    pub indicators: Vec<IndicatorCoverage>,
    /// One per table, by name.
    pub tables: Vec<TableCoverage>,
    /// Parts of the contract that this version does not judge.
    pub not_there: Vec<NotThere>,
    /// What the operator should know of the files and lists.
    pub notes: Vec<String>,
}

/// One indicator.
#[derive(Clone, Debug, Serialize)]
pub struct IndicatorCoverage {
    /// Its id.
    pub indicator_id: String,
    /// `judged`, `judged in part` or `not judged`.
    pub judged: &'static str,
    /// Why not, or what part is missing; empty when judged.
    pub why: String,
    /// How many findings it raised.
    pub findings: u64,
}

/// One table.
#[derive(Clone, Debug, Serialize)]
pub struct TableCoverage {
    /// Its name.
    pub table: String,
    /// Whether the dataset has it.
    pub present: bool,
    /// Rows read.
    pub rows: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// Rows that repeat another one to the letter.
    pub duplicates: u64,
    /// Files that could not be read, or not to their end.
    pub broken_files: u64,
}

/// A file of the contract that is not written.
#[derive(Clone, Debug, Serialize)]
pub struct NotThere {
    /// The file.
    pub file: String,
    /// Why.
    pub why: String,
}

impl IndicatorCoverage {
    /// From what compiling said.
    pub fn new(indicator_id: &str, judged: &Judged, findings: u64) -> Self {
        let list = |missing: &std::collections::BTreeSet<String>| {
            let names: Vec<&str> = missing.iter().map(String::as_str).collect();
            format!("the dataset has no {}", names.join(", no "))
        };
        let (judged, why) = match judged {
            Judged::Judged => ("judged", String::new()),
            Judged::InPart(missing) => ("judged in part", list(missing)),
            Judged::NotJudged(missing) => ("not judged", list(missing)),
        };
        Self { indicator_id: indicator_id.to_owned(), judged, why, findings }
    }

    /// Says that some subjects were passed over, because they have too many rows to be compared with each other.
    pub fn passing_over(mut self, subjects: u64) -> Self {
        if subjects > 0 {
            let more = format!("{subjects} subjects have too many rows to compare them with each other");
            self.why = if self.why.is_empty() { more } else { format!("{}; {more}", self.why) };
            self.judged = "judged in part";
        }
        self
    }
}

/// Writes the file.
///
/// # Errors
/// When it cannot be written.
pub fn write_coverage(folder: &Path, coverage: &Coverage) -> Result<(), OutputError> {
    let text = serde_json::to_string_pretty(coverage).unwrap_or_default();
    write_text(folder, "coverage.json", &format!("{text}\n"))
}
