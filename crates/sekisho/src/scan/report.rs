//! The report's input from a scan.

use sekisho_evidence::Finding;
use sekisho_flow::{Job, TableCount};
use sekisho_indicator::{Indicator, Kind};
use sekisho_report as page;
use sekisho_score::Band;

use super::Scan;
use super::cases::{cases, finding};
use super::rings::rings;

/// So many breaches are listed in full.
const LISTED_BREACHES: usize = 200;

/// So many trails are handed to the page, which may show fewer.
const SHOWN_TRAILS: usize = 100;

/// Everything that the page shows.
pub fn report(scan: &Scan, job: &Job) -> page::Report {
    let rules = |of_lists: bool| {
        let of = move |finding: &&Finding| {
            let rule = job.book.rules.get(usize::from(finding.rule)).map(|rule| &rule.indicator);
            rule.is_some_and(|rule| rule.kind == Kind::Rule && (rule.group == "lists") == of_lists)
        };
        let found = || scan.findings.iter().filter(of);
        page::Breaches { total: found().count() as u64, findings: found().take(LISTED_BREACHES).map(finding).collect() }
    };
    let count = |wanted: Band| scan.scores.accounts.iter().filter(|score| score.band == wanted).count() as u64;
    page::Report {
        scanned: scanned(scan, job),
        bands: page::BandCounts { urgent: count(Band::Urgent), review: count(Band::Review), watch: count(Band::Watch) },
        prior_bits: scan.scale.prior,
        review_bits: scan.scale.review,
        urgent_bits: scan.scale.urgent,
        cases: cases(scan, job),
        rings: rings(scan, job),
        breaches: rules(false),
        listed: rules(true),
        trails: scan.made.trails.iter().take(SHOWN_TRAILS).map(super::trails::shown).collect(),
        trail_total: scan.made.trails.len() as u64,
        indicators: job.book.rules.iter().map(|rule| text(&rule.indicator)).collect(),
        coverage: scan.coverage.indicators.iter().map(coverage).collect(),
    }
}

fn scanned(scan: &Scan, job: &Job) -> page::Scanned {
    let counts = |name: &str| {
        job.schema.table(name).and_then(|table| scan.outcome.tables.get(&table.id)).copied().unwrap_or_default()
    };
    let span = |count: TableCount| count.span;
    // The period is that of the sessions; a dataset without them is dated by its other events.
    let events = ["activity", "messages", "proposals", "transfers", "commits"];
    let period = span(counts("sessions")).or_else(|| events.iter().find_map(|name| span(counts(name))));
    let accounts = counts("accounts");
    let tables = scan.coverage.tables.iter().filter(|table| table.present).map(|table| page::TableCount {
        name: table.table.clone(),
        rows: table.rows,
        rejected: table.rejected,
        duplicates: table.duplicates,
    });
    page::Scanned {
        dataset: dataset_name(job),
        first_at: period.map(|period| period.0),
        last_at: period.map(|period| period.1),
        tables: tables.collect(),
        accounts: accounts.rows - accounts.rejected - accounts.duplicates,
        indicators: job.book.rules.len() as u32,
        notes: notes(scan),
    }
}

/// What to know of the scan, with the parts of the contract that are not judged yet.
fn notes(scan: &Scan) -> Vec<String> {
    let not_there = scan.coverage.not_there.iter().map(|part| format!("no {}: {}", part.file, part.why));
    scan.coverage.notes.iter().cloned().chain(not_there).collect()
}

/// The folder's name, not its path: the same data must give the same bytes wherever it lies.
fn dataset_name(job: &Job) -> String {
    job.dataset.root().file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn text(indicator: &Indicator) -> page::IndicatorText {
    page::IndicatorText {
        id: indicator.id.clone(),
        group: indicator.group.clone(),
        title_en: indicator.title.0.clone(),
        title_ja: indicator.title.1.clone(),
        finds_en: indicator.finds.clone(),
        innocent_en: indicator.innocent.0.clone(),
        innocent_ja: indicator.innocent.1.clone(),
        next_step_en: indicator.next_step.0.clone(),
        next_step_ja: indicator.next_step.1.clone(),
        sources: indicator.sources.clone(),
        basis: indicator.basis.clone(),
        kind: if indicator.kind == Kind::Rule { "rule".to_owned() } else { "evidence".to_owned() },
    }
}

fn coverage(indicator: &sekisho_output::IndicatorCoverage) -> page::Coverage {
    let judged = match indicator.judged {
        "judged" => page::Judged::Yes,
        "judged in part" => page::Judged::InPart(indicator.why.clone()),
        _ => page::Judged::No(indicator.why.clone()),
    };
    page::Coverage { indicator_id: indicator.indicator_id.clone(), judged, findings: indicator.findings }
}
