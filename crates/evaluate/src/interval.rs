//! Intervals of 95 %.

use serde::Serialize;

/// The 97.5 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// From where to where a figure may lie, with 95 % confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// The lower end.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A share of counted things, with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Share {
    /// How many.
    pub count: u64,
    /// Of how many.
    pub of: u64,
    /// Their ratio; `None` of nothing.
    pub share: Option<f64>,
    /// Wilson's interval; the whole range of nothing.
    pub interval: Interval,
}

impl Share {
    /// A share with the score interval of E. B. Wilson (1927), "Probable inference, the law of succession, and statistical
    /// inference", JASA 22: it keeps inside 0 to 1 and is right for few cases too.
    pub fn new(count: u64, of: u64) -> Self {
        let (k, n) = (count as f64, of as f64);
        if of == 0 {
            return Self { count, of, share: None, interval: Interval { low: 0.0, high: 1.0 } };
        }
        let (p, z2) = (k / n, Z * Z);
        let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
        let half = Z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
        // At the ends the formula gives 0 and 1 up to rounding.
        let low = if count == 0 { 0.0 } else { middle - half };
        let high = if count == of { 1.0 } else { middle + half };
        Self { count, of, share: Some(p), interval: Interval { low, high } }
    }
}

/// A likelihood ratio in bits, with its interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Lift {
    /// log2 of how much likelier the finding is for a positive than for a negative.
    pub bits: f64,
    /// Its interval, in bits.
    pub interval: Interval,
}

impl Lift {
    /// From counts in two by two cells. Half a case is added to each cell (J. B. S. Haldane 1956, F. J. Anscombe 1956), so
    /// that an empty cell gives a large ratio and not an endless one; the interval is that of D. Katz et al. (1978),
    /// "Obtaining confidence intervals for the risk ratio in cohort studies", Biometrics 34.
    pub fn new(fired_positives: u64, positives: u64, fired_negatives: u64, negatives: u64) -> Self {
        let (a, n) = (fired_positives as f64 + 0.5, positives as f64 + 1.0);
        let (b, m) = (fired_negatives as f64 + 0.5, negatives as f64 + 1.0);
        let bits = ((a / n) / (b / m)).log2();
        let deviation = (1.0 / a - 1.0 / n + 1.0 / b - 1.0 / m).max(0.0).sqrt() / std::f64::consts::LN_2;
        Self { bits, interval: Interval { low: bits - Z * deviation, high: bits + Z * deviation } }
    }
}

/// The logit interval of an average precision over so many positives: K. Boyd, K. H. Eng, C. D. Page (2013), "Area under the
/// precision-recall curve: point estimates and confidence intervals". It takes positives for independent; those of one ring
/// are not, so it is rather too narrow.
pub fn average_precision_interval(average_precision: f64, positives: u64) -> Interval {
    // The logit has no value at the ends: half a case away from them it has one.
    let edge = 0.5 / (positives as f64 + 1.0);
    let at = average_precision.clamp(edge, 1.0 - edge);
    let logit = (at / (1.0 - at)).ln();
    let deviation = 1.0 / (positives as f64 * at * (1.0 - at)).max(f64::MIN_POSITIVE).sqrt();
    let back = |x: f64| 1.0 / (1.0 + (-x).exp());
    let (low, high) = (back(logit - Z * deviation), back(logit + Z * deviation));
    Interval { low: low.min(average_precision), high: high.max(average_precision) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_agrees_with_a_published_example_and_with_the_ends() {
        // R. G. Newcombe (1998), Statistics in Medicine 17, table I: 81 of 263 gives 0.2553 to 0.3662.
        let Interval { low, high } = Share::new(81, 263).interval;
        assert!((low - 0.2553).abs() < 5e-5 && (high - 0.3662).abs() < 5e-5, "{low} {high}");
        // The same table: 0 of 20 gives 0 to 0.1611.
        let Interval { low, high } = Share::new(0, 20).interval;
        assert!(low == 0.0 && (high - 0.1611).abs() < 5e-5, "{low} {high}");
        assert_eq!(Share::new(0, 0).share, None);
    }

    #[test]
    fn lift_is_the_log_of_a_ratio_and_stays_finite() {
        let lift = Lift::new(80, 100, 100, 10_000);
        assert!((lift.bits - (80.5_f64 / 101.0 / (100.5 / 10_001.0)).log2()).abs() < 1e-12);
        assert!(lift.interval.low < lift.bits && lift.bits < lift.interval.high);
        let empty = Lift::new(0, 10, 0, 10);
        assert!(empty.bits.abs() < 1e-12 && empty.interval.low < 0.0 && empty.interval.high.is_finite());
    }

    #[test]
    fn the_interval_of_an_average_precision_holds_it_and_keeps_inside() {
        for at in [0.0, 0.001, 0.5, 0.93, 1.0] {
            let Interval { low, high } = average_precision_interval(at, 70);
            assert!((0.0..=at).contains(&low) && (at..=1.0).contains(&high), "{at}: {low} to {high}");
        }
    }
}
