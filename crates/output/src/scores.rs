//! `scores.csv`.

use std::path::Path;

use sekisho_score::AccountScore;

use crate::error::OutputError;
use crate::place::write_whole;

/// Writes the scores, highest first.
///
/// # Errors
/// When the file cannot be written.
pub fn write_scores(folder: &Path, scores: &[AccountScore]) -> Result<(), OutputError> {
    write_whole(folder, "scores.csv", |out| {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(["account_id", "score_bits", "band", "ring_id"])?;
        for score in scores {
            writer.write_record([score.account_id.as_str(), &format!("{:.3}", score.bits), score.band.name(), ""])?;
        }
        writer.flush()
    })
}
