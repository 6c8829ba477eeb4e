//! What was judged and what was not.

use std::collections::BTreeMap;

use sekisho_evidence::Finding;
use sekisho_flow::{Job, Outcome};
use sekisho_output::{Coverage, IndicatorCoverage, TableCoverage};
use sekisho_score::Scale;

/// The coverage of a run.
pub fn coverage(job: &Job, outcome: &Outcome, findings: &[Finding], (notes, scale): (Vec<String>, &Scale)) -> Coverage {
    let mut raised: BTreeMap<&str, u64> = BTreeMap::new();
    findings.iter().for_each(|finding| *raised.entry(&finding.indicator_id).or_default() += 1);
    let indicators = (0u16..).zip(&job.book.rules).map(|(number, rule)| {
        let id = rule.indicator.id.as_str();
        let of_rule = IndicatorCoverage::new(id, &rule.sentence.coverage, raised.get(id).copied().unwrap_or(0));
        of_rule.passing_over(outcome.given_up.get(&number).copied().unwrap_or(0))
    });
    let tables = job.schema.tables().iter().filter(|table| !table.made).map(|table| {
        let count = outcome.tables.get(&table.id).copied().unwrap_or_default();
        TableCoverage {
            table: table.name.clone(),
            present: job.dataset.has_table(table.id),
            rows: count.rows,
            rejected: count.rejected,
            duplicates: count.duplicates,
            broken_files: count.broken_files,
        }
    });
    Coverage {
        prior_bits: scale.prior,
        indicators: indicators.collect(),
        tables: tables.collect(),
        not_there: Vec::new(),
        notes,
    }
}
