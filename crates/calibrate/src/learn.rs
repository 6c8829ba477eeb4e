//! From cases to a calibration.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_score::{Calibration, LearntBits};
use serde::Serialize;

use crate::cases::Cases;
use crate::fit::{SPRINGS_BITS, Weights, fit, patterns};
use crate::folds::folds;
use crate::quality::{Quality, surprise};

/// What may be left of each further indicator of a group; a half is what experts said.
const DIMINISHING: [f64; 4] = [0.25, 0.5, 0.75, 1.0];
/// So many standard errors of the paired difference are clear: the rule of L. Breiman et al. (1984) with two instead of one, for
/// one is exceeded by chance in every sixth comparison.
const CLEARLY: f64 = 2.0;
/// A group is not asked about with fewer accounts that show two of its indicators: chosen, too few to tell.
const KIN_CASES: usize = 10;

/// A calibration and how much it is worth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Learnt {
    /// The weights.
    #[serde(skip)]
    pub calibration: Calibration,
    /// Accounts with an outcome.
    pub accounts: u64,
    /// Positives among them.
    pub positives: u64,
    /// Of all accounts with findings, the share whose outcome is known; if it is small, the prior stays the expert's, and
    /// `after` uses one that fits these outcomes alone.
    pub known_share: f64,
    /// How far bits were let stray from the expert's (one standard deviation), in bits.
    pub spring_bits: f64,
    /// Whether the prior was learnt as well.
    pub prior_is_learnt: bool,
    /// The expert's weights on these outcomes.
    pub before: Quality,
    /// Learnt weights, each outcome judged by weights that were learnt without it.
    pub after: Quality,
}

/// Learns weights from cases.
pub fn calibrate(cases: &Cases) -> Learnt {
    let expert = Weights::expert(cases);
    let start = diminishing(cases, spring(cases, &expert));
    let weights = fit(&patterns(cases.cases.iter()), &cases.indicators, &start);
    let outcomes = |bits: Vec<f64>| -> Vec<(f64, bool)> {
        bits.into_iter().zip(&cases.cases).map(|(bits, case)| (bits, case.is_positive)).collect()
    };
    let said = cases.cases.iter().map(|case| expert.score(case, &cases.indicators)).collect();
    Learnt {
        calibration: calibration(cases, &weights),
        accounts: cases.cases.len() as u64,
        positives: cases.positives() as u64,
        known_share: cases.known_share,
        spring_bits: start.spring_bits,
        prior_is_learnt: cases.teach_the_prior(),
        before: Quality::new(&outcomes(said)),
        after: Quality::new(&outcomes(held_out(cases, &start))),
    }
}

/// The score of each case under weights that were learnt without it.
fn held_out(cases: &Cases, start: &Weights) -> Vec<f64> {
    let mut scores = vec![0.0; cases.cases.len()];
    for (learn, test) in folds(cases) {
        let weights = fit(&patterns(learn.into_iter()), &cases.indicators, start);
        for place in test {
            scores[place] = weights.score(&cases.cases[place], &cases.indicators);
        }
    }
    scores
}

/// Lengthens the spring as long as held-out outcomes are clearly likelier under the longer one. Twenty outcomes hardly ever
/// say that clearly.
fn spring(cases: &Cases, expert: &Weights) -> Weights {
    let mut start = expert.clone();
    let mut best = held_out(cases, &start);
    for spring_bits in SPRINGS_BITS.into_iter().skip(1) {
        let longer = Weights { spring_bits, ..start.clone() };
        let scores = held_out(cases, &longer);
        if !is_clearly_better(cases, &best, &scores) {
            break;
        }
        (start, best) = (longer, scores);
    }
    start
}

/// Group by group, takes another diminishing weight by the same rule.
fn diminishing(cases: &Cases, mut start: Weights) -> Weights {
    let mut best = held_out(cases, &start);
    for group in groups_with_kin(cases) {
        for value in DIMINISHING.into_iter().filter(|value| *value != 0.5) {
            let mut other = start.clone();
            other.diminishing.insert(group.clone(), value);
            let scores = held_out(cases, &other);
            if is_clearly_better(cases, &best, &scores) {
                (start, best) = (other, scores);
            }
        }
    }
    start
}

fn groups_with_kin(cases: &Cases) -> BTreeSet<String> {
    let mut kin: BTreeMap<&str, usize> = BTreeMap::new();
    for case in &cases.cases {
        let mut groups: Vec<&str> = case.raised.iter().map(|place| cases.indicators[*place].group.as_str()).collect();
        groups.sort_unstable();
        let twice: BTreeSet<&str> = groups.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        twice.into_iter().for_each(|group| *kin.entry(group).or_default() += 1);
    }
    kin.into_iter().filter(|(_, count)| *count >= KIN_CASES).map(|(group, _)| group.to_owned()).collect()
}

fn is_clearly_better(cases: &Cases, before: &[f64], after: &[f64]) -> bool {
    let outcomes = cases.cases.iter().map(|case| case.is_positive);
    let gains: Vec<f64> = before
        .iter()
        .zip(after)
        .zip(outcomes)
        .map(|((old, new), is)| surprise(*old, is) - surprise(*new, is))
        .collect();
    let count = gains.len().max(2) as f64;
    let mean = gains.iter().sum::<f64>() / count;
    let variance = gains.iter().map(|gain| (gain - mean).powi(2)).sum::<f64>() / (count - 1.0);
    mean > CLEARLY * (variance / count).sqrt()
}

/// Bits on which no outcome has a bearing stay the expert's and are not written.
fn calibration(cases: &Cases, weights: &Weights) -> Calibration {
    let learnt = cases.indicators.iter().enumerate().filter_map(|(place, indicator)| {
        let (positives, negatives) = cases.counts(place);
        let bits = LearntBits { bits: weights.bits[place], expert_bits: indicator.expert_bits, positives, negatives };
        (positives + negatives > 0).then(|| (indicator.id.clone(), bits))
    });
    Calibration {
        accounts: cases.cases.len() as u64,
        positives: cases.positives() as u64,
        prior_bits: if cases.teach_the_prior() { weights.prior } else { cases.expert_prior },
        ring_weight: weights.ring_weight,
        ties: BTreeMap::new(),
        indicators: learnt.collect(),
        diminishing: weights.diminishing.clone(),
    }
}
