//! An evaluation in words, for a terminal.

use std::fmt::Write;

use crate::evaluation::{Evaluation, RankingFigures};
use crate::indicators::IndicatorFigures;
use crate::interval::{Interval, Share};
use crate::reliability::Reliability;
use crate::rings::{Agreement, RingFigures};
use crate::trails::TrailFigures;

/// The whole evaluation, a line or a small table for each part.
pub fn text(of: &Evaluation) -> String {
    let mut out = format!("{} labelled accounts, {} positives\n", of.accounts, of.positives);
    if let Some(figures) = &of.ranking {
        ranking(&mut out, figures);
    }
    for (name, figures) in [("all accounts", &of.reliability), ("accounts with a score", &of.reliability_of_scored)] {
        if let Some(figures) = figures {
            reliability(&mut out, name, figures);
        }
    }
    alarms(&mut out, of);
    if let Some(figures) = &of.rings {
        rings(&mut out, figures);
    }
    if let Some(figures) = &of.trails {
        trails(&mut out, figures);
    }
    if let Some(figures) = &of.rejected {
        let or = |count: Option<u64>| count.map_or("unknown".to_owned(), |count| count.to_string());
        let (found, missed, extra) = (or(figures.found), or(figures.missed), or(figures.extra));
        line(&mut out, &format!("\nrejected rows: {}; found {found}, missed {missed}, extra {extra}", figures.written));
    }
    if let Some(figures) = &of.indicators {
        indicators(&mut out, figures);
    }
    for missing in &of.missing {
        line(&mut out, &format!("not there: {} ({})", missing.file, missing.what));
    }
    out
}

fn line(out: &mut String, text: &str) {
    let _ = writeln!(out, "{text}");
}

fn ranking(out: &mut String, of: &RankingFigures) {
    let interval = of.average_precision_interval.map(between).unwrap_or_default();
    line(out, &format!("\naverage precision              {}{interval}", figure(of.average_precision)));
    line(out, &format!("recall at 0.1 % false alarms   {}", figure(of.recall_at_0_1_percent)));
    line(out, &format!("recall at 1 % false alarms     {}", figure(of.recall_at_1_percent)));
    line(out, &format!("precision of the queue         {}", share(&of.queue_precision)));
    line(out, &format!("recall of the queue            {}", share(&of.queue_recall)));
    line(out, &format!("precision at its length        {}", figure(of.precision_at_queue_length)));
}

fn reliability(out: &mut String, name: &str, of: &Reliability) {
    line(
        out,
        &format!(
            "reliability, {name} ({}): Brier score {} (base rate alone {}), expected calibration error {}",
            of.accounts,
            small(of.brier),
            small(of.brier_of_base_rate),
            small(of.expected_calibration_error)
        ),
    );
}

fn alarms(out: &mut String, of: &Evaluation) {
    let Some(kinds) = &of.alarms else { return };
    line(out, "\nfalse alarms in the queue, by kind of honest life:");
    let width = kinds.iter().map(|row| row.kind.len()).max().unwrap_or(0);
    for row in kinds {
        let highest = row.highest_bits.map_or_else(String::new, |bits| format!("  highest {bits:.1} bits"));
        line(out, &format!("  {:<width$}  {}{highest}", row.kind, share(&row.alarms)));
    }
}

fn rings(out: &mut String, of: &RingFigures) {
    let agreement =
        |of: &Agreement| format!("F1 {:.3} (precision {:.3}, recall {:.3})", of.f1, of.precision, of.recall);
    line(
        out,
        &format!(
            "\nrings: {} written, {} of {} planted ones found, {} merged with another, {} innocent",
            of.written, of.found, of.planted, of.merged, of.innocent
        ),
    );
    line(out, &format!("  pairwise  {}", agreement(&of.pairwise)));
    line(out, &format!("  B-cubed   {}", agreement(&of.b_cubed)));
}

fn trails(out: &mut String, of: &TrailFigures) {
    line(out, &format!("\nmoney trails: {} written", of.written));
    line(out, &format!("  found     {}", share(&of.found)));
    line(out, &format!("  exact     {}", share(&of.exact)));
    line(out, &format!("  covered   {}", share(&of.covered)));
    let (nominee, total) = (figure(of.kept_ratio_error), figure(of.kept_ratio_total_error));
    line(out, &format!("  kept share off by {nominee} (nominee), {total} (everybody)"));
    let kinds: Vec<String> = of.innocent_by_kind.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
    line(out, &format!("  innocent  {}  {}", share(&of.innocent), kinds.join(", ")));
}

fn indicators(out: &mut String, of: &[IndicatorFigures]) {
    line(
        out,
        "\nindicators: bits given, bits measured, findings, recall of demanded behaviours, precision where known",
    );
    let width = of.iter().map(|row| row.indicator_id.len()).max().unwrap_or(0);
    for row in of {
        let given = row.bits.map_or_else(|| "-".to_owned(), |bits| format!("{bits:.1}"));
        let lift = row.lift.map_or_else(|| "-".to_owned(), |lift| format!("{:.1}{}", lift.bits, spread(lift.interval)));
        let recall = if row.recall.of > 0 { part(&row.recall) } else { "-".to_owned() };
        let precision = row.precision.as_ref().map_or_else(|| "-".to_owned(), part);
        let judged = if row.judged == "judged" { String::new() } else { format!("  ({})", row.judged) };
        line(
            out,
            &format!(
                "  {:<width$}  {given:>4}  {lift:>19}  {:>6}  {recall:>9}  {precision:>11}{judged}",
                row.indicator_id, row.findings
            ),
        );
    }
}

/// A figure with three digits, or a dash.
fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3}"))
}

fn small(value: Option<f64>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.4}"))
}

fn between(of: Interval) -> String {
    format!("  ({:.3} to {:.3})", of.low, of.high)
}

fn spread(of: Interval) -> String {
    format!(" ({:.1} to {:.1})", of.low, of.high)
}

fn part(of: &Share) -> String {
    format!("{}/{}", of.count, of.of)
}

fn share(of: &Share) -> String {
    let counts = part(of);
    of.share.map_or_else(|| format!("-  ({counts})"), |share| format!("{share:.3}  ({counts}){}", between(of.interval)))
}
