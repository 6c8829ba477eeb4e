//! An evaluation as one self-contained page: figures, charts, tables. No script, nothing is fetched.

mod charts;
mod tables;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::evaluation::{Evaluation, RankingFigures};
use crate::interval::{Interval, Share};
use crate::reliability::Reliability;

const STYLE: &str = include_str!("../../assets/evaluation.css");
/// The browser itself refuses to fetch or send anything.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// Renders the page; the same evaluation gives the same bytes.
pub fn page(of: &Evaluation) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "sekisho · evaluation" }
                style { (PreEscaped(STYLE)) }
            }
            body { main { (parts(of)) } }
        }
    }
    .into_string()
}

fn parts(of: &Evaluation) -> Markup {
    html! {
        h1 { "How good is this scan?" }
        p { (of.accounts) " labelled accounts, " (of.positives) " of them used under a borrowed or invented identity." }
        @if let Some(ranking) = &of.ranking { (figures(ranking)) }
        div.charts {
            @if let Some(ranking) = &of.ranking { (charts::precision_recall(ranking)) }
            @if let Some(scored) = &of.reliability_of_scored { (charts::reliability(scored)) }
        }
        @if let (Some(all), Some(scored)) = (&of.reliability, &of.reliability_of_scored) { (odds(all, scored)) }
        @if let Some(kinds) = &of.alarms { (tables::alarms(kinds)) }
        @if of.rings.is_some() || of.trails.is_some() || of.rejected.is_some() { (tables::others(of)) }
        @if let Some(indicators) = &of.indicators { (tables::indicators(indicators)) }
        @if !of.missing.is_empty() {
            h2 { "What is not there" }
            ul { @for missing in &of.missing { li { code { (missing.file) } ": " (missing.what) } } }
        }
    }
}

fn figures(of: &RankingFigures) -> Markup {
    let share = |share: &Share| (share.share, Some(share.interval));
    let all = [
        ("average precision", (of.average_precision, of.average_precision_interval)),
        ("recall at 0.1 % false alarms", (of.recall_at_0_1_percent, None)),
        ("recall at 1 % false alarms", (of.recall_at_1_percent, None)),
        ("precision of the review queue", share(&of.queue_precision)),
        ("recall of the review queue", share(&of.queue_recall)),
        ("precision at its length", (of.precision_at_queue_length, None)),
    ];
    html! {
        dl.figures {
            @for (name, (value, interval)) in all {
                div { dt { (name) } dd { div.value { (figure(value)) }
                    @if let Some(interval) = interval { div.range { (range(interval)) } } } }
            }
        }
    }
}

fn odds(all: &Reliability, scored: &Reliability) -> Markup {
    html! {
        p.help {
            "Brier score " (small(all.brier)) " over all accounts (always saying the base rate: "
            (small(all.brier_of_base_rate)) "), expected calibration error " (small(all.expected_calibration_error))
            "; among accounts with a score " (small(scored.brier)) " (" (small(scored.brier_of_base_rate)) ") and "
            (small(scored.expected_calibration_error)) "."
        }
    }
}

/// A figure with three digits, or a dash.
fn figure(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.3}"))
}

fn small(value: Option<f64>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.4}"))
}

fn range(of: Interval) -> String {
    format!("{:.3} to {:.3}", of.low, of.high)
}
