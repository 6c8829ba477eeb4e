//! Accounts with an outcome, as the regression sees them.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_evaluate::Written;
use xxhash_rust::xxh3::xxh3_64;

use crate::labels::Outcome;

/// Chosen: below that, outcomes may have been picked by outcome.
const TEACHING_SHARE: f64 = 0.3;

/// One indicator whose bits can be learnt.
#[derive(Clone, Debug, PartialEq)]
pub struct Indicator {
    /// Its id.
    pub id: String,
    /// Its group of kin indicators.
    pub group: String,
    /// The bits that an expert gave it.
    pub expert_bits: f64,
}

/// Accounts with an outcome and the indicators they could have.
#[derive(Clone, Debug, PartialEq)]
pub struct Cases {
    /// The indicators, by id.
    pub indicators: Vec<Indicator>,
    /// Where the expert's scale begins, in bits.
    pub expert_prior: f64,
    /// One per account with an outcome.
    pub cases: Vec<Case>,
    /// Of all accounts with findings, the share whose outcome is known.
    pub known_share: f64,
}

/// One account with an outcome.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// Indicators with a finding about it, by place, rising.
    pub raised: Vec<usize>,
    /// What its ring added to the score, in thousandths of a bit.
    pub ring_millibits: i64,
    /// The outcome.
    pub is_positive: bool,
    /// Decides the fold: the same for all of one known ring.
    pub lot: u64,
}

impl Cases {
    /// From the files of a scan: who has which finding. Accounts without any finding count as well, for those that are
    /// quiet say how much a finding is worth.
    pub fn new(
        mut indicators: Vec<Indicator>,
        expert_prior: f64,
        written: &Written,
        outcomes: &BTreeMap<String, Outcome>,
    ) -> Self {
        indicators.sort_by(|a, b| a.id.cmp(&b.id));
        let places: BTreeMap<&str, usize> =
            indicators.iter().enumerate().map(|(place, indicator)| (indicator.id.as_str(), place)).collect();
        let mut raised: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for finding in written.findings.iter().flatten() {
            let Some(place) = places.get(finding.indicator_id.as_str()) else { continue };
            for account in finding.account_ids.iter().filter(|account| outcomes.contains_key(*account)) {
                raised.entry(account).or_default().insert(*place);
            }
        }
        let rings: BTreeMap<&str, f64> =
            written.scores.iter().flatten().filter_map(|row| Some((row.account_id.as_str(), row.ring_bits?))).collect();
        let cases = outcomes.iter().map(|(account, outcome)| Case {
            ring_millibits: (rings.get(account.as_str()).copied().unwrap_or(0.0) * 1000.0).round() as i64,
            raised: raised.get(account.as_str()).into_iter().flatten().copied().collect(),
            is_positive: outcome.is_positive,
            lot: xxh3_64(outcome.ring_id.as_ref().unwrap_or(account).as_bytes()),
        });
        let cases = cases.collect();
        Self { indicators, expert_prior, cases, known_share: known_share(written, outcomes) }
    }

    /// Whether outcomes can say how frequent positives are. If somebody picked ten known cases and ten honest accounts, half of
    /// them are positives, and that says nothing about the rest. Where outcomes are known of a good part of all accounts with
    /// findings, there was not much to pick.
    pub fn teach_the_prior(&self) -> bool {
        self.known_share >= TEACHING_SHARE
    }

    /// How many cases are positive.
    pub fn positives(&self) -> usize {
        self.cases.iter().filter(|case| case.is_positive).count()
    }

    /// Positive and negative cases with a finding of an indicator.
    pub fn counts(&self, indicator: usize) -> (u64, u64) {
        let with = self.cases.iter().filter(|case| case.raised.binary_search(&indicator).is_ok());
        with.fold((0, 0), |(hit, miss), case| (hit + u64::from(case.is_positive), miss + u64::from(!case.is_positive)))
    }
}

fn known_share(written: &Written, outcomes: &BTreeMap<String, Outcome>) -> f64 {
    let accounts: BTreeSet<&String> = written.findings.iter().flatten().flat_map(|row| &row.account_ids).collect();
    let known = accounts.iter().filter(|account| outcomes.contains_key(**account)).count();
    known as f64 / accounts.len().max(1) as f64
}
