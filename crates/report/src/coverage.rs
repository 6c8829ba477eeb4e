//! What could not be judged, and why: silence about an account means nothing where nobody could look.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::index::Index;
use crate::limits::{COVERAGE_BYTES, ID_CHARS, SENTENCE_CHARS, cut};
use crate::model::Judged;
use crate::words::{self, both, count};

/// More reasons than this are folded away.
const OPEN_REASONS: usize = 4;

/// The section on coverage.
pub fn coverage(index: &Index) -> Markup {
    let all = &index.report.coverage;
    let part = reasons(index, false);
    let none = reasons(index, true);
    let unjudged = |judged: &Judged| !matches!(judged, Judged::Yes);
    let open = part.len() + none.len() <= OPEN_REASONS;
    html! {
        @if !all.is_empty() {
            section.coverage aria-labelledby="coverage" {
                h2 #coverage { (words::UNJUDGED) }
                (meter(index))
                @if all.iter().any(|line| unjudged(&line.judged)) {
                    p.help { (words::UNJUDGED_HELP) }
                    details.fold open[open] {
                        summary { (both(
                            html! { "Reasons (" (part.len() + none.len()) ")" },
                            html! { "理由（" (part.len() + none.len()) "件）" })) }
                        (list(index, words::NOT_JUDGED, &none))
                        (list(index, words::IN_PART, &part))
                    }
                } @else { p { (words::ALL_JUDGED) } }
            }
        }
    }
}

type Reasons<'a> = Vec<(&'a str, Vec<&'a str>)>;

/// Indicators by reason, the reason that stops most of them first.
fn reasons<'a>(index: &Index<'a>, none: bool) -> Reasons<'a> {
    let mut by_reason = BTreeMap::<&str, Vec<&str>>::new();
    for line in &index.report.coverage {
        match &line.judged {
            Judged::No(reason) if none => by_reason.entry(reason).or_default().push(&line.indicator_id),
            Judged::InPart(reason) if !none => by_reason.entry(reason).or_default().push(&line.indicator_id),
            _ => {}
        }
    }
    let mut reasons: Reasons = by_reason.into_iter().collect();
    reasons.sort_by_key(|(_, indicators)| std::cmp::Reverse(indicators.len()));
    reasons
}

fn meter(index: &Index) -> Markup {
    let all = &index.report.coverage;
    let number = |wanted: fn(&Judged) -> bool| all.iter().filter(|line| wanted(&line.judged)).count();
    let yes = number(|judged| matches!(judged, Judged::Yes));
    let part = number(|judged| matches!(judged, Judged::InPart(_)));
    let no = all.len() - yes - part;
    let wide = |number: usize| format!("flex-grow:{number}");
    html! {
        div.meter aria-hidden="true" {
            i.yes style=(wide(yes)) {} i.part style=(wide(part)) {} i.no style=(wide(no)) {}
        }
        ul.key {
            li { i.yes {} (count(yes as u64)) " " (words::JUDGED) }
            li { i.part {} (count(part as u64)) " " (words::IN_PART) }
            li { i.no {} (count(no as u64)) " " (words::NOT_JUDGED) }
        }
    }
}

fn list(index: &Index, name: words::Both, reasons: &Reasons) -> Markup {
    let mut used = 0;
    html! {
        @if !reasons.is_empty() {
            h3 { (name) }
            dl.reasons {
                @for (reason, indicators) in reasons {
                    @if used < COVERAGE_BYTES / 2 {
                        @let line = reason_line(index, reason, indicators);
                        ({ used += line.0.len(); line })
                    }
                }
            }
        }
    }
}

fn reason_line(index: &Index, reason: &str, indicators: &[&str]) -> Markup {
    const NAMED: usize = 60;
    html! {
        dt { (cut(reason, SENTENCE_CHARS)) }
        dd {
            @for (place, id) in indicators.iter().take(NAMED).enumerate() {
                @if place > 0 { " · " }
                span.chip title=(cut(id, ID_CHARS)) { (index.title(id)) }
            }
            @if indicators.len() > NAMED { " +" (indicators.len() - NAMED) }
        }
    }
}
