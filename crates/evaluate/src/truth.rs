//! What is true of a labelled world: `truth/labels.csv`, `behaviours.csv`, `trails.csv`, `meta.json`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use crate::error::EvaluateError;
use crate::tables::{csv_rows, json_file};

const HINT: &str = "`sekisho simulate` writes such a folder as `truth` beside `data`";
const LABELS: &str = "labels.csv has the columns account_id, role, ring_id; roles are worker_of_ring, nominee_account, \
                      client_accomplice, honest, decoy:<kind>";

/// The truth of a world.
#[derive(Clone, Debug, Default)]
pub struct Truth {
    /// What each account is, by account.
    pub labels: BTreeMap<String, Label>,
    /// What subjects really do; `None` without `behaviours.csv`.
    pub behaviours: Option<Vec<Behaviour>>,
    /// The planted trails; `None` without `trails.csv`.
    pub trails: Option<Vec<PlantedTrail>>,
    /// Rows that a reader must reject; `None` without `rejected.csv`.
    pub rejected: Option<Vec<PlantedReject>>,
    /// Indicators whose behaviours are known without gaps.
    pub complete: BTreeSet<String>,
}

/// What an account is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The word of the file.
    pub role: String,
    /// The ring it belongs to.
    pub ring_id: Option<String>,
}

impl Label {
    /// Whether the account is used under a borrowed or invented identity, or helps such accounts.
    pub fn is_positive(&self) -> bool {
        matches!(self.role.as_str(), "worker_of_ring" | "nominee_account" | "client_accomplice")
    }

    /// The kind of an honest life: that of the decoy, or `honest` for an ordinary one.
    pub fn honest_kind(&self) -> Option<&str> {
        (!self.is_positive()).then(|| self.role.strip_prefix("decoy:").unwrap_or(&self.role))
    }
}

/// How plainly a behaviour shows, and whether a finding of it is demanded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Planted, cannot be missed.
    Loud,
    /// Planted, as in real cases.
    Medium,
    /// Planted, a hint only.
    Weak,
    /// A decoy really shows it: not demanded, excuses a finding.
    Innocent,
    /// An ordinary account shows it by chance: not demanded, excuses a finding.
    Natural,
}

impl Strength {
    /// Whether a finding is expected.
    pub fn is_demanded(self) -> bool {
        matches!(self, Self::Loud | Self::Medium | Self::Weak)
    }
}

/// One row of `behaviours.csv`: what a subject really does.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Behaviour {
    /// The account it belongs to.
    pub account_id: String,
    /// The kind of subject at which it shows.
    pub subject_kind: String,
    /// That subject.
    pub subject_id: String,
    /// The indicator of the catalogue.
    pub indicator_id: String,
    /// How plainly.
    pub strength: Strength,
}

/// One row of `trails.csv`: a planted chain of money.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct PlantedTrail {
    /// Its name.
    pub trail_id: String,
    /// The transfers in order, separated by spaces.
    pub transfer_ids: String,
    /// The share that the nominee kept.
    pub kept_ratio: Option<f64>,
    /// The share that everybody on the way kept.
    #[serde(default)]
    pub kept_ratio_total: Option<f64>,
}

/// One row of `rejected.csv`: a row that is broken on purpose.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub struct PlantedReject {
    /// The file below `data`.
    pub file: String,
    /// Its line, from 1.
    pub line: u64,
}

#[derive(Deserialize)]
struct LabelRow {
    account_id: String,
    role: String,
    #[serde(default)]
    ring_id: Option<String>,
}

#[derive(Default, Deserialize)]
struct Meta {
    #[serde(default)]
    complete_indicators: BTreeSet<String>,
}

impl Truth {
    /// Reads a `truth` folder.
    ///
    /// # Errors
    /// When the folder or `labels.csv` is missing, or a file does not say what it should.
    pub fn read(folder: &Path) -> Result<Self, EvaluateError> {
        if !folder.is_dir() {
            return Err(EvaluateError::NoFolder { path: folder.to_owned(), hint: HINT });
        }
        let Some(rows) = csv_rows::<LabelRow>(folder, "labels.csv", LABELS)? else {
            let source = std::io::ErrorKind::NotFound.into();
            return Err(EvaluateError::Open { path: folder.join("labels.csv"), source, hint: HINT });
        };
        let meta: Option<Meta> = json_file(folder, "meta.json", HINT)?;
        Ok(Self {
            labels: labels(rows, folder)?,
            behaviours: csv_rows(folder, "behaviours.csv", HINT)?,
            trails: csv_rows(folder, "trails.csv", HINT)?,
            rejected: csv_rows(folder, "rejected.csv", HINT)?,
            complete: meta.unwrap_or_default().complete_indicators,
        })
    }

    /// Whether an account is a positive; accounts without a label are not.
    pub fn is_positive(&self, account: &str) -> bool {
        self.labels.get(account).is_some_and(Label::is_positive)
    }
}

fn labels(rows: Vec<LabelRow>, folder: &Path) -> Result<BTreeMap<String, Label>, EvaluateError> {
    let mut labels = BTreeMap::new();
    for (line, row) in (2..).zip(rows) {
        let label = Label { role: row.role, ring_id: row.ring_id.filter(|ring| !ring.is_empty()) };
        let known = label.is_positive() || label.role == "honest" || label.role.starts_with("decoy:");
        let path = folder.join("labels.csv");
        if !known {
            return Err(EvaluateError::line(&path, line, format!("`{}` is no role", label.role), LABELS));
        }
        if labels.insert(row.account_id.clone(), label).is_some() {
            let reason = format!("`{}` has a label already", row.account_id);
            return Err(EvaluateError::line(&path, line, reason, LABELS));
        }
    }
    Ok(labels)
}
