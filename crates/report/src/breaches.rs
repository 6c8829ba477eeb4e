//! Findings of rules: facts that need no weighing, apart from the scores they do not touch.

use maud::{Markup, html};

use crate::findings::sentence;
use crate::index::Index;
use crate::limits::{BREACH_BYTES, BREACHES, DEPTHS};
use crate::model::{Breaches, Finding};
use crate::witness::witnesses;
use crate::words::{self, Both, both, count};

/// More breaches than this are folded away.
const OPEN_BREACHES: usize = 3;

/// A section: its anchor, its title, what it is good for.
type Section<'a> = (&'a str, Both, Both);

/// What breaks a rule.
const RECORDS: Section<'_> = ("breaches", words::BREACHES, words::BREACHES_HELP);
/// What agrees with a watch list.
const LISTED: Section<'_> = ("listed", words::LISTED, words::LISTED_HELP);

/// The sections on rules: records first, then watch lists.
pub fn breaches(index: &Index) -> Markup {
    html! {
        (section(index, RECORDS, &index.report.breaches))
        (section(index, LISTED, &index.report.listed))
    }
}

/// One section, rule by rule.
fn section(index: &Index, (anchor, title, help): Section<'_>, all: &Breaches) -> Markup {
    let total = all.total.max(all.findings.len() as u64);
    let (body, shown) = rules(index, &all.findings);
    html! {
        section.breaches aria-labelledby=(anchor) {
            h2 id=(anchor) { (title) " " span.tally { (count(total)) } }
            @if total == 0 { p { (words::NO_BREACHES) } } @else { p.help { (help) } }
            (body)
            @if total > shown as u64 {
                @let left = count(total - shown as u64);
                p.beyond { (both(
                    html! { (left) " more are in " code { "findings.jsonl" } "." },
                    html! { "ほか " (left) " 件は " code { "findings.jsonl" } " にあります。" })) }
            }
        }
    }
}

/// One fold for each rule, in the order the rules first appear, as far as the room goes.
fn rules(index: &Index, findings: &[Finding]) -> (Markup, usize) {
    let mut by_rule: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for finding in findings.iter().take(BREACHES) {
        match by_rule.iter_mut().find(|(rule, _)| *rule == finding.indicator_id) {
            Some((_, findings)) => findings.push(finding),
            None => by_rule.push((&finding.indicator_id, vec![finding])),
        }
    }
    let mut room = BREACH_BYTES;
    let mut shown = 0;
    let body = html! {
        @for (rule, findings) in by_rule {
            @let items = items(index, &findings, &mut room);
            ({ shown += items.len(); fold(index, rule, &items) })
        }
    };
    (body, shown)
}

fn items(index: &Index, findings: &[&Finding], room: &mut usize) -> Vec<Markup> {
    let mut items = Vec::new();
    for finding in findings {
        let item = html! { li { (sentence(index, finding, None)) (witnesses(finding, &DEPTHS[1], 0)) } };
        let Some(left) = room.checked_sub(item.0.len()) else { break };
        *room = left;
        items.push(item);
    }
    items
}

fn fold(index: &Index, rule: &str, items: &[Markup]) -> Markup {
    html! {
        @if !items.is_empty() {
            details.fold open[items.len() <= OPEN_BREACHES] {
                summary { (index.title(rule)) " " span.tally { (items.len()) } }
                ul.items { @for item in items { (item) } }
            }
        }
    }
}
