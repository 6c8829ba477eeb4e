//! One partition against all rules.

use sekisho_dossier::Partition;
use sekisho_indicator::Rulebook;
use sekisho_sentence::{CohortSample, Facts};

use crate::hit::Hit;

/// Judges every dossier of a sorted partition.
pub fn judge_partition(partition: &Partition, book: &Rulebook, facts: &Facts) -> Vec<Hit> {
    let mut hits = Vec::new();
    for shelf in partition.shelves() {
        let rules: Vec<_> = (0u16..).zip(&book.rules).filter(|(_, rule)| rule.indicator.per == shelf.subject).collect();
        shelf.each(|dossier| {
            for (number, rule) in &rules {
                if rule.sentence.holds(dossier, facts) == Some(true) {
                    let trace = rule.sentence.trace(dossier, facts);
                    hits.push(Hit::new(*number, (shelf.subject, shelf.space), dossier, trace, &book.registry.plan));
                }
            }
        });
    }
    hits
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
