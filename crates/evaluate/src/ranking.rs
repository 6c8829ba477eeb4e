//! How well an order of accounts puts the positives first.
//!
//! Accounts with the same score are one step: none of the figures depends on the order in which they were written. An
//! account without a score stands below all others.

/// Everybody down to one score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// The score; minus infinity for accounts without one.
    pub bits: f64,
    /// Positives at or above it.
    pub hits: u64,
    /// Negatives at or above it.
    pub alarms: u64,
}

/// Accounts by falling score.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    /// One step for each score, the highest first; the last one holds everybody.
    pub steps: Vec<Step>,
    /// How many positives there are.
    pub positives: u64,
    /// How many negatives there are.
    pub negatives: u64,
}

impl Ranking {
    /// Sorts accounts, each with its score and whether it is a positive.
    pub fn new(accounts: impl IntoIterator<Item = (Option<f64>, bool)>) -> Self {
        let lowest = |bits: Option<f64>| bits.filter(|bits| !bits.is_nan()).unwrap_or(f64::NEG_INFINITY);
        let mut all: Vec<(f64, bool)> = accounts.into_iter().map(|(bits, is)| (lowest(bits), is)).collect();
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut ranking = Self::default();
        for (bits, is_positive) in all {
            ranking.positives += u64::from(is_positive);
            ranking.negatives += u64::from(!is_positive);
            let step = Step { bits, hits: ranking.positives, alarms: ranking.negatives };
            match ranking.steps.last_mut() {
                Some(last) if last.bits == bits => *last = step,
                _ => ranking.steps.push(step),
            }
        }
        ranking
    }

    /// The mean of the precisions at which each positive is found: the sum over steps of the gain in recall times the
    /// precision there, without interpolation (as `average_precision_score` of scikit-learn). `None` without positives.
    pub fn average_precision(&self) -> Option<f64> {
        let mut before = 0;
        let mut sum = 0.0;
        for step in &self.steps {
            sum += (step.hits - before) as f64 * step.precision();
            before = step.hits;
        }
        (self.positives > 0).then(|| sum / self.positives as f64)
    }

    /// The share of positives at the lowest score at which at most the share `limit` of negatives is taken along.
    pub fn recall_at(&self, limit: f64) -> Option<f64> {
        let most = limit * self.negatives as f64;
        let step = self.steps.iter().take_while(|step| step.alarms as f64 <= most + 1e-9).last();
        (self.positives > 0).then(|| step.map_or(0.0, |step| step.hits as f64 / self.positives as f64))
    }

    /// The precision that is to be expected of the first `length` accounts, when a person takes those with the same score
    /// in any order. `None` for nobody.
    pub fn precision_at(&self, length: u64) -> Option<f64> {
        let mut before = Step { bits: f64::INFINITY, hits: 0, alarms: 0 };
        for step in &self.steps {
            if step.size() >= length {
                let inside = (length - before.size()) as f64 / (step.size() - before.size()).max(1) as f64;
                let hits = before.hits as f64 + inside * (step.hits - before.hits) as f64;
                return (length > 0).then(|| hits / length as f64);
            }
            before = *step;
        }
        (before.size() > 0 && length > 0).then(|| before.hits as f64 / length as f64)
    }
}

impl Step {
    /// Accounts at or above the score.
    pub fn size(&self) -> u64 {
        self.hits + self.alarms
    }

    /// The share of positives among them.
    pub fn precision(&self) -> f64 {
        self.hits as f64 / self.size().max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_a_small_ranking_worked_out_by_hand() {
        let accounts = [(9.0, true), (8.0, false), (8.0, true), (3.0, false)].map(|(bits, is)| (Some(bits), is));
        let ranking = Ranking::new(accounts.into_iter().chain([(None, true), (None, false)]));
        // Steps: 1 of 1, 2 of 3, 2 of 4, 3 of 6.
        let expected = (1.0 + 2.0 / 3.0 + 0.5) / 3.0;
        assert!((ranking.average_precision().unwrap() - expected).abs() < 1e-12);
        assert_eq!(ranking.recall_at(0.0), Some(1.0 / 3.0));
        assert_eq!(ranking.recall_at(0.34), Some(2.0 / 3.0));
        // The first, and one of the two that share a score.
        assert_eq!(ranking.precision_at(2), Some(0.75));
        assert_eq!(ranking.precision_at(0), None);
    }

    #[test]
    fn nothing_to_find_has_no_figure() {
        let ranking = Ranking::new([(Some(1.0), false)]);
        assert_eq!((ranking.average_precision(), ranking.recall_at(0.01)), (None, None));
        assert_eq!(Ranking::new([]).precision_at(3), None);
    }
}
