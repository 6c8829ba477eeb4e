//! One case: the row of the queue, and everything behind it.

use maud::{Markup, html};

use crate::findings::{blocks, findings};
use crate::guide::pill;
use crate::index::{Index, groups, strongest};
use crate::limits::{CASE_BYTES, DEPTHS, Depth, ID_CHARS, SENTENCE_CHARS, TEXT_CHARS, cut};
use crate::model::Case;
use crate::timeline::timeline;
use crate::waterfall::waterfall;
use crate::words::{self, both, both_or, finite};

/// Members of a ring that are named.
const RING: usize = 12;

/// A whole case, as deep as its size allows.
pub fn case(index: &Index, case: &Case, rank: usize) -> Markup {
    let mut shown = Markup::default();
    for depth in &DEPTHS {
        shown = at_depth(index, case, rank, depth);
        if shown.0.len() <= CASE_BYTES {
            break;
        }
    }
    shown
}

fn at_depth(index: &Index, case: &Case, rank: usize, depth: &Depth) -> Markup {
    let bits = format!("{:.3}", finite(case.bits));
    html! {
        details.case id={ "case-" (rank) } data-band=(words::band_key(case.band)) data-bits=(bits)
            data-groups=(groups(case))
        {
            summary { (row(index, case, rank)) }
            div.body {
                (waterfall(index, case, depth))
                (next_steps(index, case, depth))
                @if let Some(line) = &case.timeline { (timeline(line, &rank.to_string(), depth)) }
                (findings(index, case, depth))
                (ring(index, case))
                (decision())
            }
        }
    }
}

fn row(index: &Index, case: &Case, rank: usize) -> Markup {
    let number = groups(case);
    html! {
        span.rank { (rank) }
        span.account { bdi { (cut(&case.account_id, ID_CHARS)) } }
        (pill(case.band))
        span.bits { (gauge(index, case)) b { (format!("{:.1}", finite(case.bits)).replace('-', "−")) } " " small { (words::BITS_UNIT) } }
        span.groups { (both(
            html! { (number) @if number == 1 { " group" } @else { " groups" } }, html! { (number) "系統" })) }
        span.says { (in_ring(index, case)) (lead(index, case)) }
    }
}

/// The score as a small bar, full at twice the urgent threshold.
fn gauge(index: &Index, case: &Case) -> Markup {
    let report = index.report;
    let full = (finite(report.urgent_bits) * 2.0).max(1.0);
    let x = |bits: f64| (finite(bits) / full * 80.0).clamp(0.0, 80.0).round();
    html! {
        svg.gauge width="80" height="8" aria-hidden="true" {
            path.base d="M0 1h80v6H0z" {}
            path class=(words::band_key(case.band)) d={ "M0 1h" (x(case.bits)) "v6H0z" } {}
            path.line d={ "M" (x(report.review_bits)) " 0v8M" (x(report.urgent_bits)) " 0v8" } {}
        }
    }
}

/// The sentence of what counts most.
fn lead(index: &Index, case: &Case) -> Markup {
    let Some(term) = strongest(case) else { return html! {} };
    match case.findings.iter().find(|finding| finding.indicator_id == term.indicator_id) {
        Some(finding) => both_or(&cut(&finding.says_en, SENTENCE_CHARS), &cut(&finding.says_ja, SENTENCE_CHARS)),
        None => index.term(case, term),
    }
}

/// The next steps of all findings, each once.
fn next_steps(index: &Index, case: &Case, depth: &Depth) -> Markup {
    let mut steps: Vec<(String, String)> = Vec::new();
    for block in blocks(case).iter().take(depth.indicators) {
        let Some(text) = index.text(block.indicator_id) else { continue };
        let step = (cut(&text.next_step_en, TEXT_CHARS), cut(&text.next_step_ja, TEXT_CHARS));
        if !(step.0.is_empty() && step.1.is_empty() || steps.contains(&step)) {
            steps.push(step);
        }
    }
    html! {
        @if !steps.is_empty() {
            section.next {
                h4 { (words::NEXT) }
                p.help { (words::NEXT_HELP) }
                ul { @for (en, ja) in &steps { li { (both_or(en, ja)) } } }
            }
        }
    }
}

/// A way from the row to the ring, for the ring is what a person decides about.
fn in_ring(index: &Index, case: &Case) -> Markup {
    let rank = case.ring_id.as_deref().and_then(|ring| index.ring_rank(ring));
    let Some((rank, ring)) = rank.and_then(|rank| Some((rank, index.report.rings.get(rank - 1)?))) else {
        return html! {};
    };
    html! { a.inring href={ "#ring-" (rank) } { (words::RING) " " (rank) " · " (ring.members.len()) } " " }
}

fn ring(index: &Index, case: &Case) -> Markup {
    let Some(ring) = &case.ring_id else { return html! {} };
    let members = index.ring(ring);
    html! {
        section.inside {
            h4 { (words::RING) " " @match index.ring_rank(ring) {
                Some(rank) => a href={ "#ring-" (rank) } { code { (cut(ring, ID_CHARS)) } },
                None => code { (cut(ring, ID_CHARS)) },
            } }
            p.help { (both(
                html! { "Accounts in the queue that ties join: " (members.len()) ". A tie says that two accounts may be one hand." },
                html! { "一覧のうちつながりのあるアカウント：" (members.len()) "件。同じ人物の操作かもしれない、という意味です。" })) }
            p.also {
                @for place in members.iter().take(RING) {
                    @if let Some(member) = index.report.cases.get(*place) { span.id { (index.account(&member.account_id)) } " " }
                }
                @if members.len() > RING { "+" (members.len() - RING) }
            }
        }
    }
}

/// On paper, a person signs.
pub fn decision() -> Markup {
    html! { div.decision { span { (words::DECISION) } span { (words::REVIEWER) } } }
}
