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
        writer.write_record(["account_a", "account_b", "kind", "bits", "witness"])?;
        for link in links {
            let bits = format!("{:.2}", link.bits);
            writer.write_record([&link.account_a, &link.account_b, &link.kind, &bits, &link.witness])?;
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
