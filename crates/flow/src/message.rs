//! What workers send each other.

use sekisho_dossier::Slab;
use sekisho_judge::{Dropped, Hit, Sighting};
use sekisho_read::Rejected;
use sekisho_sentence::CohortSample;
use serde::{Deserialize, Serialize};

/// A message with the worker it goes to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Parcel {
    pub to: u64,
    pub message: Message,
}

/// One message.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Message {
    /// Rows for a partition.
    Slab(Slab),
    /// Row keys of a table, to find those that occur twice.
    Keys { table: u16, keys: Vec<i64> },
    /// What reading a piece of input gave besides rows.
    Read(ReadNote),
    /// Keys of a table that occur twice.
    Repeated { table: u16, keys: Vec<i64> },
    /// Rows with such keys.
    Sightings(Vec<Sighting>),
    /// Rows to leave out.
    Dropped(Vec<Dropped>),
    /// Members of cohorts.
    Samples(Vec<CohortSample>),
    /// What held.
    Hits(Vec<Hit>),
    /// Rules, once for every dossier that had too many rows for them.
    GivenUp(Vec<u16>),
    /// Rows that went through a file cannot be read back: there is no result.
    Failed(String),
    /// What a worker has to say at the end.
    Footprint { peak_bytes: u64, spilled_bytes: u64 },
}

/// What reading a piece of input gave besides rows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ReadNote {
    pub table: u16,
    pub rows: u64,
    pub rejected: Vec<Refused>,
    /// The earliest and latest time among the rows, microseconds.
    pub span: Option<(i64, i64)>,
}

/// A rejected row in a form that survives the wire: the row itself as JSON text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Refused {
    pub file: String,
    pub line: u64,
    pub column: Option<String>,
    pub reason: String,
    pub row: String,
}

impl From<Rejected> for Refused {
    fn from(row: Rejected) -> Self {
        Self { file: row.file, line: row.line, column: row.column, reason: row.reason, row: row.row.to_string() }
    }
}

impl From<Refused> for Rejected {
    fn from(row: Refused) -> Self {
        let text = serde_json::from_str(&row.row).unwrap_or(serde_json::Value::String(row.row));
        Self { file: row.file, line: row.line, column: row.column, reason: row.reason, row: text }
    }
}

/// The same message for every worker.
pub(crate) fn to_all(workers: usize, message: &Message) -> Vec<Parcel> {
    (0..workers as u64).map(|to| Parcel { to, message: message.clone() }).collect()
}

/// A message for worker 0.
pub(crate) fn to_first(message: Message) -> Vec<Parcel> {
    vec![Parcel { to: 0, message }]
}
