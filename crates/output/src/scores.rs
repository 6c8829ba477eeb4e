//! `scores.csv`.

use std::collections::BTreeSet;
use std::path::Path;

use sekisho_score::AccountScore;

use crate::error::OutputError;
use crate::place::write_whole;

/// Writes the scores, highest first; accounts of `listed` rings name their ring.
///
/// # Errors
/// When the file cannot be written.
pub fn write_scores(folder: &Path, scores: &[AccountScore], listed: &BTreeSet<&str>) -> Result<(), OutputError> {
    write_whole(folder, "scores.csv", |out| {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(["account_id", "score_bits", "band", "ring_id", "ring_bits"])?;
        for score in scores {
            let ring = score.ring.as_ref().map(|ring| ring.ring_id.as_str()).filter(|ring| listed.contains(ring));
            let bits = format!("{:.3}", score.bits);
            // What the ring adds stands in the score whether the ring is listed or not.
            let added = score.ring.as_ref().map_or_else(String::new, |ring| format!("{:.3}", ring.bits));
            let id = ring.unwrap_or_default();
            writer.write_record([score.account_id.as_str(), &bits, score.band.name(), id, &added])?;
        }
        writer.flush()
    })
}
