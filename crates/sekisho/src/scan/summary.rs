//! What a scan says at its end.

use sekisho_flow::Job;
use sekisho_score::Band;

use super::Scan;
use crate::cli::{Format, ScanArgs};

/// The summary as text or JSON.
pub fn summary(arguments: &ScanArgs, scan: &Scan, job: &Job) -> String {
    let band = |band: Band| scan.scores.accounts.iter().filter(|score| score.band == band).count();
    let (urgent, review, watch) = (band(Band::Urgent), band(Band::Review), band(Band::Watch));
    let given = |table: &sekisho_schema::TableId| !job.schema.at(*table).made;
    let counts = scan.outcome.tables.iter().filter(|(table, _)| given(table));
    let rows: u64 = counts.map(|(_, count)| count.rows).sum();
    let rejected: u64 = scan.outcome.tables.values().map(|count| count.rejected).sum();
    let broken: u64 = scan.outcome.tables.values().map(|count| count.broken_files).sum();
    let report = arguments.out.join("report.html");
    let not_judged = scan.coverage.indicators.iter().filter(|indicator| indicator.judged != "judged").count();
    if arguments.format == Format::Json {
        return serde_json::json!({
            "rows": rows, "rejected": rejected, "broken_files": broken, "indicators": job.book.rules.len(), "not_judged": not_judged,
            "findings": scan.findings.len(), "urgent": urgent, "review": review, "watch": watch,
            "matches": scan.made.screened.len(), "peak_row_bytes": scan.outcome.peak_bytes, "spilled_row_bytes": scan.outcome.spilled_bytes,
            "report": report.display().to_string(),
        })
        .to_string();
    }
    let (rules, found) = (some(job.book.rules.len() as u64, "indicator"), some(scan.findings.len() as u64, "finding"));
    let mut lines = vec![
        format!("{} read, {rejected} rejected; {rules}, {found}", some(rows, "row")),
        format!("{urgent} urgent, {review} to review, {watch} to watch; a person decides"),
    ];
    lines.extend(scan.scores.accounts.iter().take(5).filter(|score| score.band > Band::Watch).map(|score| {
        let strongest = score.terms.first().map_or("", |term| scan.findings[term.finding].says_en.as_str());
        format!("  {:>5.1} bits  {}  {}", score.bits, plain(&score.account_id), plain(strongest))
    }));
    lines.extend(matches(scan.made.screened.len()));
    if not_judged > 0 {
        let count = some(not_judged as u64, "indicator");
        lines.push(format!("{count} could not be judged, or only in part: the report and coverage.json say why"));
    }
    if broken > 0 {
        lines.push(format!("{} could not be read to the end", some(broken, "file")));
    }
    if rejected + broken > 0 {
        lines.push(format!("rejected rows stand in {}", arguments.out.join("rejected.jsonl").display()));
    }
    let held = scan.outcome.peak_bytes as f64 / 1048576.0;
    let spilled = scan.outcome.spilled_bytes as f64 / 1048576.0;
    let files =
        if scan.outcome.spilled_bytes > 0 { format!(", {spilled:.0} MiB through files") } else { String::new() };
    lines.push(format!("rows held at once: {held:.0} MiB{files}"));
    lines.push(format!("the report is {}", report.display()));
    lines.join("\n")
}

/// Matches with watch lists weigh nothing in the score, so they are told apart.
fn matches(count: usize) -> Option<String> {
    let matches = if count == 1 { "1 match".to_owned() } else { format!("{count} matches") };
    (count > 0).then(|| format!("{matches} with watch lists: matches.csv and the report have them; a person decides"))
}

/// `1 row`, `2 rows`.
fn some(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Ids come from strangers: on a terminal their control characters must not act.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
