//! Findings of rules: facts that need no weighing, apart from the scores they do not touch.

use maud::{Markup, html};

use crate::findings::sentence;
use crate::index::Index;
use crate::limits::{BREACH_BYTES, BREACHES, DEPTHS};
use crate::model::Finding;
use crate::witness::witnesses;
use crate::words::{self, both, count};

/// More breaches than this are folded away.
const OPEN_BREACHES: usize = 3;

/// The section on breaches, rule by rule.
pub fn breaches(index: &Index) -> Markup {
    let all = &index.report.breaches;
    let total = index.report.breach_total.max(all.len() as u64);
    let (body, shown) = rules(index);
    html! {
        section.breaches aria-labelledby="breaches" {
            h2 #breaches { (words::BREACHES) " " span.tally { (count(total)) } }
            @if total == 0 { p { (words::NO_BREACHES) } } @else { p.help { (words::BREACHES_HELP) } }
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
fn rules(index: &Index) -> (Markup, usize) {
    let mut by_rule: Vec<(&str, Vec<&Finding>)> = Vec::new();
    for finding in index.report.breaches.iter().take(BREACHES) {
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
