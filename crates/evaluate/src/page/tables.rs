//! Tables: false alarms, indicators with their intervals, rings, trails and rejected rows.

use maud::{Markup, html};

use super::{figure, range};
use crate::alarms::KindAlarms;
use crate::evaluation::Evaluation;
use crate::indicators::IndicatorFigures;
use crate::interval::{Interval, Share};
use crate::rings::Agreement;

/// The widest axis of likelihood ratios, in bits either way; what lies beyond is cut.
const WIDEST_BITS: f64 = 16.0;

/// False alarms by kind, with bars from 0 to 100 %.
pub fn alarms(kinds: &[KindAlarms]) -> Markup {
    html! {
        h2 { "False alarms by kind of honest life" }
        p.help { "Honest accounts in the review queue, with intervals of 95 %. The scale goes from 0 to 100 %." }
        div.scroll { table {
            thead { tr { th { "kind" } th.n { "alarms" } th.n { "of" } th.n { "share" } th { "interval" } th.n { "highest score" } } }
            tbody { @for row in kinds { tr {
                td { (row.kind.replace('_', " ")) }
                td.n { (row.alarms.count) } td.n { (row.alarms.of) } td.n { (figure(row.alarms.share)) }
                td { (bar(&row.alarms)) }
                td.n { (row.highest_bits.map_or_else(|| "–".to_owned(), |bits| format!("{bits:.1} bits"))) }
            } } }
        } }
    }
}

fn bar(of: &Share) -> Markup {
    let at = |share: f64| (share * 1000.0).round() / 10.0 + 1.0;
    let share = of.share.unwrap_or(0.0);
    html! {
        svg viewBox="0 0 102 10" preserveAspectRatio="none" role="img" aria-label=(range(of.interval)) {
            path.grid d="M1 0v10M26 0v10M51 0v10M76 0v10M101 0v10" {}
            rect.bar x="1" y="2" width=(at(share) - 1.0) height="6" {}
            path.range d={ "M" (at(of.interval.low)) " 5H" (at(of.interval.high)) } {}
        }
    }
}

/// Indicators: the bits that were said as a mark on the interval of those that were measured.
pub fn indicators(rows: &[IndicatorFigures]) -> Markup {
    let reach = rows.iter().filter_map(|row| Some(reach(row.lift?.interval, row.bits)));
    let reach = reach.fold(4.0, f64::max).min(WIDEST_BITS);
    html! {
        h2 { "Each indicator by itself" }
        p.help { "Bits measured: log2 of how much likelier the finding is for a positive than for an honest account here, with
            the interval of 95 %. Recall: behaviours that are planted and demanded. Precision: findings that some behaviour
            explains, where all behaviours are known." }
        p.key { span { b { "●━" } " measured" } span { b.s { "┃" } " given" } span { "from " (-reach.round()) " to +" (reach.round()) " bits" } }
        div.scroll { table {
            thead { tr { th { "indicator" } th.n { "given" } th.n { "measured" } th { "interval" } th.n { "findings" }
                th.n { "positives" } th.n { "honest" } th.n { "recall" } th.n { "precision" } } }
            tbody { @for row in rows { (indicator(row, reach)) } }
        } }
    }
}

fn reach(interval: Interval, bits: Option<f64>) -> f64 {
    interval.low.abs().max(interval.high.abs()).max(bits.unwrap_or(0.0).abs())
}

fn indicator(row: &IndicatorFigures, reach: f64) -> Markup {
    let part = |share: &Share| if share.of == 0 { "–".to_owned() } else { format!("{}/{}", share.count, share.of) };
    html! {
        tr {
            td { code { (row.indicator_id) } @if row.judged != "judged" { " " span.quiet { (row.judged) } } }
            td.n { (row.bits.map_or_else(|| "–".to_owned(), |bits| format!("{bits:.1}"))) }
            td.n { (row.lift.map_or_else(|| "–".to_owned(), |lift| format!("{:.1}", lift.bits))) }
            td { @if let Some(lift) = row.lift { (forest(lift.bits, lift.interval, row.bits, reach)) } }
            td.n { (row.findings) } td.n { (row.positives.count) } td.n { (row.negatives.count) }
            td.n { (part(&row.recall)) }
            td.n { (row.precision.as_ref().map_or_else(|| "–".to_owned(), part)) }
        }
    }
}

fn forest(bits: f64, interval: Interval, given: Option<f64>, reach: f64) -> Markup {
    let at = |bits: f64| ((bits / reach).clamp(-1.0, 1.0) * 100.0).round() + 101.0;
    html! {
        svg viewBox="0 0 202 16" role="img" aria-label=(format!("{:.1} to {:.1} bits", interval.low, interval.high)) {
            path.zero d="M101 0v16" {}
            path.range d={ "M" (at(interval.low)) " 8H" (at(interval.high)) } {}
            circle.dot cx=(at(bits)) cy="8" r="4" {}
            @if let Some(given) = given { path.said d={ "M" (at(given)) " 1v14" } {} }
        }
    }
}

/// Rings, trails, rejected rows.
pub fn others(of: &Evaluation) -> Markup {
    let agreement = |it: &Agreement| format!("{:.3} (precision {:.3}, recall {:.3})", it.f1, it.precision, it.recall);
    let share = |it: &Share| format!("{} of {} ({})", it.count, it.of, range(it.interval));
    let mut rows: Vec<(&str, String)> = Vec::new();
    if let Some(rings) = &of.rings {
        let found = format!(
            "{} of {}; {} merged with another; {} innocent rings",
            rings.found, rings.planted, rings.merged, rings.innocent
        );
        rows.extend([
            ("rings found", found),
            ("ring F1, pairwise", agreement(&rings.pairwise)),
            ("ring F1, B-cubed", agreement(&rings.b_cubed)),
        ]);
    }
    if let Some(trails) = &of.trails {
        let error = format!(
            "{} (nominee), {} (everybody)",
            figure(trails.kept_ratio_error),
            figure(trails.kept_ratio_total_error)
        );
        rows.extend([("trails found", share(&trails.found)), ("trails exact, hop by hop", share(&trails.exact))]);
        rows.extend([("kept share, mean error", error), ("innocent trails", share(&trails.innocent))]);
    }
    if let Some(rejected) = &of.rejected {
        let known = |count: Option<u64>| count.map_or_else(|| "unknown".to_owned(), |count| count.to_string());
        let (found, missed, extra) = (known(rejected.found), known(rejected.missed), known(rejected.extra));
        rows.push(("rejected rows", format!("{}; found {found}, missed {missed}, extra {extra}", rejected.written)));
    }
    html! {
        h2 { "Rings, trails, rejected rows" }
        div.scroll { table { tbody { @for (name, value) in rows { tr { td { (name) } td { (value) } } } } } }
    }
}
