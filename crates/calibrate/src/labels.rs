//! Outcomes: what accounts turned out to be.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What an account turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whether it was used under a borrowed or invented identity.
    pub is_positive: bool,
    /// The ring it belongs to, if known: what is learnt of a ring is not tested on it.
    pub ring_id: Option<String>,
}

/// Why outcomes cannot be read; each message completes "failed to ...".
#[derive(Debug, thiserror::Error)]
pub enum LabelError {
    /// The file cannot be read or is no CSV file.
    #[error("read `{path}`: {source}\nhint: {HINT}")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: csv::Error,
    },
    /// A word that is no outcome.
    #[error("read line {line} of `{path}`: {reason}\nhint: {HINT}")]
    Line {
        /// The file.
        path: PathBuf,
        /// Which line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
}

const HINT: &str = "a CSV file with the columns account_id and outcome (positive, negative or open), or account_id and role \
                    as `sekisho simulate` writes labels";

#[derive(Deserialize)]
struct Row {
    account_id: String,
    #[serde(alias = "role", alias = "decision", alias = "label")]
    outcome: String,
    #[serde(default)]
    ring_id: Option<String>,
}

/// Reads outcomes by account. Accounts whose outcome is open are left out; one account must not have two outcomes.
///
/// # Errors
/// When the file cannot be read or a line says something else.
pub fn read_labels(path: &Path) -> Result<BTreeMap<String, Outcome>, LabelError> {
    let failed = |source| LabelError::Read { path: path.to_owned(), source };
    let mut reader = csv::Reader::from_path(path).map_err(failed)?;
    let mut outcomes = BTreeMap::new();
    for (line, row) in (2..).zip(reader.deserialize::<Row>()) {
        let row = row.map_err(failed)?;
        let wrong = |reason| LabelError::Line { path: path.to_owned(), line, reason };
        let is_positive = match said(&row.outcome) {
            Said::Positive => true,
            Said::Negative => false,
            Said::Open => continue,
            Said::Unknown => return Err(wrong(format!("`{}` is no outcome", row.outcome))),
        };
        let outcome = Outcome { is_positive, ring_id: row.ring_id.filter(|ring| !ring.is_empty()) };
        match outcomes.get(&row.account_id) {
            Some(Outcome { is_positive: other, .. }) if *other != is_positive => {
                return Err(wrong(format!("`{}` has another outcome already", row.account_id)));
            }
            Some(_) => {}
            None => drop(outcomes.insert(row.account_id, outcome)),
        }
    }
    Ok(outcomes)
}

enum Said {
    Positive,
    Negative,
    Open,
    Unknown,
}

fn said(word: &str) -> Said {
    match word.trim().to_ascii_lowercase().as_str() {
        "positive" | "confirmed" | "fraud" | "worker_of_ring" | "nominee_account" | "client_accomplice" => {
            Said::Positive
        }
        "negative" | "cleared" | "honest" => Said::Negative,
        "open" | "unclear" | "" => Said::Open,
        other if other.starts_with("decoy:") => Said::Negative,
        _ => Said::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<BTreeMap<String, Outcome>, String> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("labels.csv");
        std::fs::write(&path, text).unwrap();
        read_labels(&path).map_err(|error| error.to_string())
    }

    #[test]
    fn outcomes_and_roles_are_understood_and_slips_are_told_with_their_line() {
        let outcomes = read("account_id,outcome\na,positive\nb,cleared\nc,open\n").unwrap();
        assert_eq!(
            outcomes.into_iter().map(|(id, it)| (id, it.is_positive)).collect::<Vec<_>>(),
            [("a".to_owned(), true), ("b".to_owned(), false)]
        );
        let roles = read("account_id,role,ring_id\na,worker_of_ring,r1\nb,decoy:family,\n").unwrap();
        assert_eq!(roles["a"].ring_id.as_deref(), Some("r1"));
        assert!(!roles["b"].is_positive);
        assert!(read("account_id,outcome\na,perhaps\n").unwrap_err().contains("line 2"));
        assert!(read("account_id,outcome\na,positive\na,cleared\n").unwrap_err().contains("another outcome"));
        assert!(read("account_id\na\n").unwrap_err().contains("hint"));
    }
}
