//! False alarms: honest accounts that a person is asked to look at, by the kind of life they lead.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::interval::Share;
use crate::truth::Truth;
use crate::written::ScoreRow;

/// One kind of honest life.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KindAlarms {
    /// `honest`, or the kind of an odd-but-honest life.
    pub kind: String,
    /// Accounts in the queue (band review or urgent) of all of that kind.
    pub alarms: Share,
    /// Their highest score, if any has one.
    pub highest_bits: Option<f64>,
}

/// The alarms by kind, in the order of their names.
pub fn alarms(truth: &Truth, scores: &[ScoreRow]) -> Vec<KindAlarms> {
    let queue: BTreeSet<&str> =
        scores.iter().filter(|row| row.is_in_the_queue()).map(|row| row.account_id.as_str()).collect();
    let bits: BTreeMap<&str, f64> = scores.iter().map(|row| (row.account_id.as_str(), row.score_bits)).collect();
    let mut kinds: BTreeMap<&str, (u64, u64, Option<f64>)> = BTreeMap::new();
    for (account, label) in &truth.labels {
        let Some(kind) = label.honest_kind() else { continue };
        let (raised, all, highest) = kinds.entry(kind).or_default();
        *raised += u64::from(queue.contains(account.as_str()));
        *all += 1;
        *highest = highest.iter().chain(bits.get(account.as_str())).copied().reduce(f64::max);
    }
    let rows = kinds.into_iter().map(|(kind, (raised, all, highest_bits))| KindAlarms {
        kind: kind.to_owned(),
        alarms: Share::new(raised, all),
        highest_bits,
    });
    rows.collect()
}
