//! What a scan wrote, as far as it is judged here. Every file may be missing.

use std::path::Path;

use serde::Deserialize;

use crate::error::EvaluateError;
use crate::tables::{csv_rows, json_file, json_rows};

const HINT: &str = "`sekisho scan DATASET --out OUT` writes such files";

/// The files of one `OUT` folder; a file that is not there is `None`.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// `scores.csv`.
    pub scores: Option<Vec<ScoreRow>>,
    /// `findings.jsonl`.
    pub findings: Option<Vec<FindingRow>>,
    /// `links.csv`.
    pub links: Option<Vec<LinkRow>>,
    /// `rings.csv`.
    pub rings: Option<Vec<MemberRow>>,
    /// `trails.jsonl`.
    pub trails: Option<Vec<TrailRow>>,
    /// `matches.csv`.
    pub matches: Option<Vec<MatchRow>>,
    /// `rejected.jsonl`.
    pub rejected: Option<Vec<RejectRow>>,
    /// `coverage.json`.
    pub coverage: Option<CoverageFile>,
}

/// One account with a score.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ScoreRow {
    /// The account.
    pub account_id: String,
    /// Bits (log2 of odds).
    pub score_bits: f64,
    /// `watch`, `review` or `urgent`.
    pub band: String,
    /// The ring, if any.
    #[serde(default)]
    pub ring_id: Option<String>,
    /// What the ring adds to the score.
    #[serde(default)]
    pub ring_bits: Option<f64>,
}

impl ScoreRow {
    /// Whether a person is asked to look.
    pub fn is_in_the_queue(&self) -> bool {
        matches!(self.band.as_str(), "review" | "urgent")
    }
}

/// One raised indicator; its evidence is passed over.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct FindingRow {
    /// Its name, the same for the same subject in every scan.
    pub finding_id: String,
    /// The indicator.
    pub indicator_id: String,
    /// The kind of subject.
    pub subject_kind: String,
    /// The subject.
    pub subject_id: String,
    /// The accounts it concerns.
    pub account_ids: Vec<String>,
    /// Its bits; 0 for a rule.
    #[serde(default)]
    pub bits: f64,
}

/// One tie between two accounts.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct LinkRow {
    /// One account.
    pub account_a: String,
    /// The other.
    pub account_b: String,
    /// Why they are tied.
    pub kind: String,
    /// How much that says.
    pub bits: f64,
}

/// One account of a ring.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct MemberRow {
    /// The ring.
    pub ring_id: String,
    /// The account.
    pub account_id: String,
}

/// One money trail.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct TrailRow {
    /// Its name.
    pub trail_id: String,
    /// The accounts it concerns.
    pub account_ids: Vec<String>,
    /// The transfers in order.
    pub hops: Vec<Hop>,
    /// The share that was kept.
    #[serde(default)]
    pub kept_ratio: Option<f64>,
}

/// One transfer of a trail.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Hop {
    /// The transfer.
    pub transfer_id: String,
}

/// One match with a watch list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct MatchRow {
    /// The account.
    pub account_id: String,
    /// Which of its fields.
    pub field: String,
    /// The list.
    pub list: String,
    /// The entry of the list.
    pub entry_id: String,
}

/// One rejected row.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct RejectRow {
    /// The file.
    pub file: String,
    /// Its line, if the format has lines.
    #[serde(default)]
    pub line: Option<u64>,
}

/// What was judged.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct CoverageFile {
    /// The indicators of the run.
    #[serde(default)]
    pub indicators: Vec<JudgedRow>,
    /// Where the scale begins, in bits.
    #[serde(default)]
    pub prior_bits: Option<f64>,
}

/// One indicator of the run.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct JudgedRow {
    /// Its id.
    pub indicator_id: String,
    /// `judged`, `judged in part`, `not judged`.
    pub judged: String,
}

impl Written {
    /// Reads a folder that `scan` wrote.
    ///
    /// # Errors
    /// When the folder is missing or a file does not say what it should.
    pub fn read(folder: &Path) -> Result<Self, EvaluateError> {
        if !folder.is_dir() {
            return Err(EvaluateError::NoFolder { path: folder.to_owned(), hint: HINT });
        }
        Ok(Self {
            scores: csv_rows(folder, "scores.csv", HINT)?,
            findings: json_rows(folder, "findings.jsonl", HINT)?,
            links: csv_rows(folder, "links.csv", HINT)?,
            rings: csv_rows(folder, "rings.csv", HINT)?,
            trails: json_rows(folder, "trails.jsonl", HINT)?,
            matches: csv_rows(folder, "matches.csv", HINT)?,
            rejected: json_rows(folder, "rejected.jsonl", HINT)?,
            coverage: json_file(folder, "coverage.json", HINT)?,
        })
    }
}
