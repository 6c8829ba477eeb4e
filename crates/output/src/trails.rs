//! `trails.jsonl`.

use std::path::Path;

use serde::Serialize;

use crate::error::OutputError;
use crate::place::write_whole;

/// One money trail; one line of the file.
#[derive(Clone, Debug, Serialize)]
pub struct Trail {
    /// The same for the same transfers in every scan.
    pub trail_id: String,
    /// Accounts that it touches, sorted.
    pub account_ids: Vec<String>,
    /// Its transfers, by time.
    pub hops: Vec<Hop>,
    /// The share that was kept of what was paid, 0 to 1.
    pub kept_ratio: f64,
    /// `cash_abroad`, `foreign_bank`, `crypto_wallet`, `cash_at_home` or `account`.
    pub ends_in: &'static str,
    /// Where the money came out, if that is known.
    pub cash_out_country: Option<String>,
    /// How much of it came out there, in minor units; nothing when it is not seen to come out.
    pub cash_out_minor: Option<i64>,
    /// What speaks for it, added up.
    pub bits: f64,
    /// The trail as one English sentence.
    pub says_en: String,
    /// The trail as one Japanese sentence.
    pub says_ja: String,
}

/// One transfer of a trail.
#[derive(Clone, Debug, Serialize)]
pub struct Hop {
    /// Its id.
    pub transfer_id: String,
    /// The payment account that it left.
    pub from: Option<String>,
    /// The payment account that it reached.
    pub to: Option<String>,
    /// How much, in minor units of `currency`.
    pub amount_minor: i64,
    /// In which currency.
    pub currency: String,
    /// When, UTC (RFC 3339).
    pub at: String,
    /// Where the money came out, if that is known.
    pub country: Option<String>,
}

/// Writes the trails, one JSON object a line, in the order they come in.
///
/// # Errors
/// When the file cannot be written.
pub fn write_trails(folder: &Path, trails: &[Trail]) -> Result<(), OutputError> {
    write_whole(folder, "trails.jsonl", |out| {
        trails.iter().try_for_each(|trail| {
            serde_json::to_writer(&mut *out, trail)?;
            out.write_all(b"\n")
        })
    })
}
