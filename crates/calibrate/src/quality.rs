//! How good weights are.

use sekisho_evaluate::{Ranking, Reliability};
use serde::Serialize;

/// Figures of one set of scores against the outcomes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quality {
    /// The mean of the precisions at which each positive is found.
    pub average_precision: Option<f64>,
    /// The mean squared error of the probability, and the picture behind it.
    pub reliability: Reliability,
    /// The mean of -log2 of the probability of what came out, in bits.
    pub log_loss_bits: f64,
}

impl Quality {
    /// Judges scores in bits, each with its outcome.
    pub fn new(scores: &[(f64, bool)]) -> Self {
        let ranking = Ranking::new(scores.iter().map(|(bits, is)| (Some(*bits), *is)));
        Self {
            average_precision: ranking.average_precision(),
            reliability: Reliability::new(scores.iter().copied()),
            log_loss_bits: scores.iter().map(|(bits, is)| surprise(*bits, *is)).sum::<f64>()
                / scores.len().max(1) as f64,
        }
    }
}

/// -log2 of the probability of an outcome under a score, in bits.
pub fn surprise(bits: f64, is_positive: bool) -> f64 {
    let against = if is_positive { -bits } else { bits };
    // log2(1 + 2^x), without overflow.
    against.max(0.0) + (-against.abs()).exp2().ln_1p() / std::f64::consts::LN_2
}
