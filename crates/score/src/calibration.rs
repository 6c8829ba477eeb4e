//! Weights that were learnt from outcomes: `calibration.toml`.

use std::collections::BTreeMap;
use std::fmt::Write;

use sekisho_indicator::{Indicator, Kind, Rulebook};
use serde::Deserialize;

use crate::bands::Scale;

/// What outcomes say about the weights.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// How many accounts had an outcome.
    pub accounts: u64,
    /// How many of them were positives.
    pub positives: u64,
    /// Where the scale begins, in bits.
    pub prior_bits: f64,
    /// What is left of what its ring adds to an account.
    #[serde(default = "one")]
    pub ring_weight: f64,
    /// What is left of each further indicator of a group, 0 to 1; groups that are not named keep a half.
    #[serde(default)]
    pub diminishing: BTreeMap<String, f64>,
    /// What is left of the bits of ties, by kind; others keep the expert's.
    #[serde(default)]
    pub ties: BTreeMap<String, LearntTie>,
    /// Learnt bits by indicator; others keep the expert's.
    #[serde(default)]
    pub indicators: BTreeMap<String, LearntBits>,
}

fn one() -> f64 {
    1.0
}

/// The weight of one kind of tie.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LearntTie {
    /// What is left of the expert's bits: 1 for all.
    pub weight: f64,
    /// Pairs with such a tie behind which one hand was found.
    pub one_hand: u64,
    /// Other pairs with such a tie.
    pub others: u64,
}

/// The bits of one indicator.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LearntBits {
    /// What outcomes and the expert together say.
    pub bits: f64,
    /// What the expert said.
    pub expert_bits: f64,
    /// Positive accounts with a finding.
    pub positives: u64,
    /// Negative accounts with a finding.
    pub negatives: u64,
}

impl LearntBits {
    /// How far the outcomes moved the expert's value.
    pub fn moved(&self) -> f64 {
        self.bits - self.expert_bits
    }
}

/// Why a calibration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CalibrationError {
    /// Not TOML, or not with these keys.
    #[error("{0}")]
    Toml(#[from] toml::de::Error),
    /// A number that is none of its kind.
    #[error("`{key}` is {value}, and must lie between {low} and {high}")]
    Range {
        /// Which one.
        key: String,
        /// The number.
        value: f64,
        /// At least.
        low: f64,
        /// At most.
        high: f64,
    },
}

impl Calibration {
    /// Reads a file that `sekisho calibrate` wrote.
    ///
    /// # Errors
    /// When the text is no calibration.
    pub fn parse(text: &str) -> Result<Self, CalibrationError> {
        let read: Self = toml::from_str(text)?;
        let check = |key: &str, value: f64, low: f64, high: f64| {
            let fits = (low..=high).contains(&value);
            if fits { Ok(()) } else { Err(CalibrationError::Range { key: key.to_owned(), value, low, high }) }
        };
        check("prior_bits", read.prior_bits, -60.0, 60.0)?;
        check("ring_weight", read.ring_weight, 0.0, 4.0)?;
        read.diminishing
            .iter()
            .try_for_each(|(group, left)| check(&format!("diminishing.{group}"), *left, 0.0, 1.0))?;
        read.ties.iter().try_for_each(|(kind, it)| check(&format!("ties.{kind}.weight"), it.weight, 0.0, 4.0))?;
        read.indicators.iter().try_for_each(|(id, it)| check(&format!("indicators.{id}.bits"), it.bits, 0.0, 60.0))?;
        Ok(read)
    }

    /// The text of the file; the same calibration gives the same bytes.
    pub fn to_toml(&self) -> String {
        let mut out = format!(
            "# Weights learnt from outcomes by `sekisho calibrate`; `sekisho scan --calibration` takes this file.\n\
             accounts = {}\npositives = {}\nprior_bits = {:.4}\nring_weight = {:.4}\n\n[diminishing]\n",
            self.accounts, self.positives, self.prior_bits, self.ring_weight
        );
        for (group, left) in &self.diminishing {
            let _ = writeln!(out, "{group} = {left:.4}");
        }
        for (kind, it) in &self.ties {
            let LearntTie { weight, one_hand, others } = it;
            let _ = write!(out, "\n[ties.{kind}]\nweight = {weight:.4}\none_hand = {one_hand}\nothers = {others}\n");
        }
        for (id, it) in &self.indicators {
            let _ = write!(
                out,
                "\n[indicators.{id}]\nbits = {:.4}\nexpert_bits = {:.4}\npositives = {}\nnegatives = {}\n",
                it.bits, it.expert_bits, it.positives, it.negatives
            );
        }
        out
    }

    /// What is left of the bits of each kind of tie.
    pub fn of_ties(&self) -> BTreeMap<String, f64> {
        self.ties.iter().map(|(kind, learnt)| (kind.clone(), learnt.weight)).collect()
    }

    /// Gives the indicators of a rulebook their learnt bits, and hands back the scale.
    pub fn apply(&self, book: &mut Rulebook, scale: &Scale) -> Scale {
        book.rules.iter_mut().for_each(|rule| self.apply_to(&mut rule.indicator));
        Scale {
            prior: self.prior_bits,
            ring_weight: self.ring_weight,
            diminishing: self.diminishing.clone(),
            ..scale.clone()
        }
    }

    /// Gives an indicator its learnt bits and says on how many cases they rest. Rules are never weighed.
    pub fn apply_to(&self, indicator: &mut Indicator) {
        let learnt = self.indicators.get(&indicator.id).filter(|_| indicator.kind == Kind::Evidence);
        if let Some(learnt) = learnt {
            indicator.bits = learnt.bits;
            indicator.basis = format!("measured on {} positive and {} negative", learnt.positives, learnt.negatives);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_nonsense_is_refused() {
        let learnt = LearntBits { bits: 4.25, expert_bits: 3.0, positives: 12, negatives: 40 };
        let calibration = Calibration {
            accounts: 1_000,
            positives: 40,
            prior_bits: -9.5,
            ring_weight: 0.875,
            diminishing: [("places".to_owned(), 0.75)].into(),
            ties: [("device".to_owned(), LearntTie { weight: 1.125, one_hand: 9, others: 2 })].into(),
            indicators: [("impossible_travel".to_owned(), learnt)].into(),
        };
        assert_eq!(Calibration::parse(&calibration.to_toml()).unwrap(), calibration);
        let wrong = calibration.to_toml().replace("bits = 4.25", "bits = -1.0");
        assert!(Calibration::parse(&wrong).unwrap_err().to_string().contains("impossible_travel"));
        assert!(Calibration::parse("bits = 3").is_err());
    }
}
