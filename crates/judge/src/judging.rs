//! One partition against all rules.

use sekisho_dossier::Partition;
use sekisho_indicator::{Rule, Rulebook};
use sekisho_sentence::{CohortSample, Coverage, Facts, Verdict};

use crate::hit::Hit;

/// What judging a partition gave.
#[derive(Clone, Debug, Default)]
pub struct PartitionHits {
    /// What held.
    pub hits: Vec<Hit>,
    /// Rules, by their place in the rulebook, once for every dossier that had too many rows for them.
    pub given_up: Vec<u16>,
}

/// Judges every dossier of a sorted partition.
pub fn judge_partition(partition: &Partition, book: &Rulebook, facts: &Facts) -> PartitionHits {
    let mut found = PartitionHits::default();
    for shelf in partition.shelves() {
        // A sentence that cannot be judged on this data says nothing, not even by what is missing.
        let judged = |rule: &Rule| !matches!(rule.sentence.coverage, Coverage::NotJudged(_));
        let of_shelf = |rule: &Rule| rule.indicator.per == shelf.subject && judged(rule);
        let rules: Vec<_> = (0u16..).zip(&book.rules).filter(|(_, rule)| of_shelf(rule)).collect();
        shelf.each(|dossier| {
            for (number, rule) in &rules {
                match rule.sentence.judge(dossier, facts) {
                    Verdict::Holds => {
                        let trace = rule.sentence.trace(dossier, facts);
                        let subject = (shelf.subject, shelf.space);
                        found.hits.push(Hit::new(*number, subject, dossier, trace, &book.registry.plan));
                    }
                    Verdict::GivenUp => found.given_up.push(*number),
                    Verdict::DoesNotHold | Verdict::Unknown => {}
                }
            }
        });
    }
    found
}

/// The values that the cohorts of a rulebook need from a sorted partition.
pub fn measure_partition(partition: &Partition, book: &Rulebook, facts: &Facts) -> Vec<CohortSample> {
    let mut samples = Vec::new();
    let cohorts = &book.registry.cohorts;
    for shelf in partition.shelves().iter().filter(|shelf| cohorts.concern(shelf.subject)) {
        shelf.each(|dossier| cohorts.measure(shelf.subject, dossier, facts, &mut samples));
    }
    samples
}
