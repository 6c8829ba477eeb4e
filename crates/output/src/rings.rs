//! `links.csv` and `rings.csv`.

use std::path::Path;

use crate::error::OutputError;
use crate::place::write_whole;

/// A tie between two accounts: a row of `links.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The account whose id comes first.
    pub account_a: String,
    /// The other one.
    pub account_b: String,
    /// What they have in common.
    pub kind: String,
    /// How much it says.
    pub bits: f64,
    /// Keys of rows that show it, one of each account.
    pub witness: String,
    /// What is shared, shortened; empty when it is a fingerprint anyway.
    pub shared: String,
    /// A fingerprint of what is shared: ties through one value are one fact.
    pub value: u64,
    /// How many accounts share it.
    pub accounts: u32,
    /// How often: days, texts, handovers.
    pub repeats: u32,
    /// How alike near copies are, 0 to 1.
    pub similarity: f32,
    /// The first and the last time, microseconds; 0 when not known.
    pub span: (i64, i64),
}

/// A shared value that was left out: a row of `left_out.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// What kind of tie it would have been.
    pub kind: String,
    /// The value, shortened.
    pub shared: String,
    /// How many accounts share it.
    pub accounts: u32,
    /// Why it was left out.
    pub why: String,
    /// The same in Japanese; not written to the file.
    pub why_ja: String,
    /// A row that shows it.
    pub witness: String,
    /// Some of the accounts.
    pub account_ids: Vec<String>,
}

/// One account of a ring: a row of `rings.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct RingRow {
    /// The ring.
    pub ring_id: String,
    /// The account.
    pub account_id: String,
    /// What ties it to the ring.
    pub bits: f64,
}

/// Writes the ties, by accounts and kind.
///
/// # Errors
/// When the file cannot be written.
pub fn write_links(folder: &Path, links: &[Link]) -> Result<(), OutputError> {
    write_whole(folder, "links.csv", |out| {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(LINK_COLUMNS)?;
        for link in links {
            let Link { account_a, account_b, kind, bits, witness, shared, .. } = link;
            let (accounts, repeats) = (link.accounts.to_string(), link.repeats.to_string());
            let (bits, similarity) = (format!("{bits:.2}"), format!("{:.3}", link.similarity));
            let (value, span) = (format!("{:016x}", link.value), [link.span.0, link.span.1].map(time));
            let own = [account_a, account_b, kind, &bits, witness].map(String::as_str);
            let more = [shared, &value, &accounts, &repeats, &similarity, &span[0], &span[1]].map(String::as_str);
            writer.write_record(own.into_iter().chain(more))?;
        }
        writer.flush()
    })
}

/// The contract's columns first, then what explains them.
const LINK_COLUMNS: [&str; 12] = [
    "account_a",
    "account_b",
    "kind",
    "bits",
    "witness",
    "shared",
    "value",
    "accounts",
    "repeats",
    "similarity",
    "first_at",
    "last_at",
];

fn time(micros: i64) -> String {
    if micros > 0 { sekisho_schema::word::time_text(micros) } else { String::new() }
}

/// Writes what was left out as shared by strangers, by kind and number of accounts.
///
/// # Errors
/// When the file cannot be written.
pub fn write_left_out(folder: &Path, rows: &[LeftOut]) -> Result<(), OutputError> {
    write_whole(folder, "left_out.csv", |out| {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(["kind", "shared", "accounts", "why", "witness", "account_ids"])?;
        for row in rows {
            let (accounts, ids) = (row.accounts.to_string(), row.account_ids.join(" "));
            writer.write_record([&row.kind, &row.shared, &accounts, &row.why, &row.witness, &ids])?;
        }
        writer.flush()
    })
}

/// Writes the accounts of suspected rings, by ring and account.
///
/// # Errors
/// When the file cannot be written.
pub fn write_rings(folder: &Path, rows: &[RingRow]) -> Result<(), OutputError> {
    write_whole(folder, "rings.csv", |out| {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(["ring_id", "account_id", "bits"])?;
        for row in rows {
            writer.write_record([&row.ring_id, &row.account_id, &format!("{:.2}", row.bits)])?;
        }
        writer.flush()
    })
}
