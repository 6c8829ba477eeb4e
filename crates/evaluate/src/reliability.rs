//! Whether scores can be read as odds: of accounts at a probability, how many really are what it says.

use serde::Serialize;

use crate::interval::Share;

/// Equal widths between 0 and 1 (C. Guo et al. 2017, "On calibration of modern neural networks", use such bins).
const BINS: usize = 10;

/// How well probabilities agree with outcomes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reliability {
    /// How many accounts.
    pub accounts: u64,
    /// The mean squared difference between probability and outcome (G. W. Brier 1950).
    pub brier: Option<f64>,
    /// The Brier score of always saying the base rate: what a score must stay below to know anything.
    pub brier_of_base_rate: Option<f64>,
    /// The expected calibration error: the mean over accounts of the difference between the mean probability of their bin and
    /// the rate in it (M. P. Naeini, G. Cooper, M. Hauskrecht 2015).
    pub expected_calibration_error: Option<f64>,
    /// Bins that hold somebody, by rising probability.
    pub bins: Vec<Bin>,
}

/// Accounts of similar probability.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bin {
    /// Where the bin begins.
    pub from: f64,
    /// Where it ends.
    pub to: f64,
    /// The mean probability in it.
    pub mean: f64,
    /// Positives in it.
    pub rate: Share,
}

/// The probability behind a score in bits, which is log2 of the odds.
pub fn probability(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp2())
}

impl Reliability {
    /// From scores in bits, each with whether the account is a positive.
    pub fn new(accounts: impl IntoIterator<Item = (f64, bool)>) -> Self {
        let mut sums = [(0u64, 0u64, 0.0f64); BINS];
        let mut squares = 0.0;
        for (bits, is_positive) in accounts {
            let p = probability(bits);
            let (count, hits, sum) = &mut sums[((p * BINS as f64) as usize).min(BINS - 1)];
            *count += 1;
            *hits += u64::from(is_positive);
            *sum += p;
            squares += (p - f64::from(u8::from(is_positive))).powi(2);
        }
        let accounts: u64 = sums.iter().map(|(count, ..)| count).sum();
        if accounts == 0 {
            return Self::default();
        }
        let all = accounts as f64;
        let base = sums.iter().map(|(_, hits, _)| hits).sum::<u64>() as f64 / all;
        let error = sums.iter().map(|(_, hits, sum)| (*hits as f64 - sum).abs()).sum::<f64>() / all;
        Self {
            accounts,
            brier: Some(squares / all),
            brier_of_base_rate: Some(base * (1.0 - base)),
            expected_calibration_error: Some(error),
            bins: bins(&sums),
        }
    }
}

fn bins(sums: &[(u64, u64, f64); BINS]) -> Vec<Bin> {
    let at = |place: usize| place as f64 / BINS as f64;
    let held = sums.iter().enumerate().filter(|(_, (count, ..))| *count > 0);
    held.map(|(place, (count, hits, sum))| Bin {
        from: at(place),
        to: at(place + 1),
        mean: sum / *count as f64,
        rate: Share::new(*hits, *count),
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn even_odds_that_are_right_half_of_the_time_have_no_error() {
        let right = Reliability::new([(0.0, true), (0.0, false)]);
        assert_eq!((right.expected_calibration_error, right.brier), (Some(0.0), Some(0.25)));
        let wrong = Reliability::new([(0.0, true), (0.0, true)]);
        assert_eq!(wrong.expected_calibration_error, Some(0.5));
        assert_eq!(Reliability::new([]).brier, None);
        assert!((probability(2.0) - 0.8).abs() < 1e-12);
    }
}
