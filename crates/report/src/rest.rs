//! The part of the queue that is not shown in full: one row each, then a line that says where the others are.

use maud::{Markup, html};

use crate::guide::pill;
use crate::index::{Index, groups, strongest};
use crate::limits::{ID_CHARS, TABLE_BYTES, TABLE_ROWS, cut};
use crate::model::Case;
use crate::words::{self, both, count, finite};

/// Rows of one table: a browser lays out only the tables that are in sight.
const CHUNK: usize = 200;

/// Everything after the first `shown` cases.
pub fn rest(index: &Index, shown: usize) -> Markup {
    let cases = &index.report.cases;
    let rows = rows(index, shown);
    let listed = shown + rows.len();
    html! {
        @if !rows.is_empty() {
            details.fold.rest {
                summary { (words::REST) ": " (count(shown as u64 + 1)) " – " (count(listed as u64)) }
                @for chunk in rows.chunks(CHUNK) { (table(chunk)) }
            }
        }
        @if cases.len() > listed { (beyond(cases.len() - listed)) }
    }
}

fn rows(index: &Index, shown: usize) -> Vec<Markup> {
    let mut room = TABLE_BYTES;
    let mut rows = Vec::new();
    for (place, case) in index.report.cases.iter().enumerate().skip(shown).take(TABLE_ROWS) {
        let next = row(index, case, place + 1);
        let Some(left) = room.checked_sub(next.0.len()) else { break };
        room = left;
        rows.push(next);
    }
    rows
}

fn table(rows: &[Markup]) -> Markup {
    let names = [words::RANK, words::ACCOUNT, words::BAND, words::BITS_UNIT, words::GROUPS, words::STRONGEST];
    html! {
        div.chunk {
            table.restrows {
                thead { tr { @for name in names { th scope="col" { (name) } } } }
                tbody { @for row in rows { (row) } }
            }
        }
    }
}

fn row(index: &Index, case: &Case, rank: usize) -> Markup {
    html! {
        tr id={ "case-" (rank) } data-band=(words::band_key(case.band)) {
            td { (rank) }
            th scope="row" { bdi { (cut(&case.account_id, ID_CHARS)) } }
            td { (pill(case.band)) }
            td { (format!("{:.1}", finite(case.bits)).replace('-', "−")) }
            td { (groups(case)) }
            td { @if let Some(term) = strongest(case) { (index.title(&term.indicator_id)) } }
        }
    }
}

fn beyond(left: usize) -> Markup {
    let left = count(left as u64);
    html! {
        p.beyond { (both(
            html! { (left) " more accounts with lower scores are in " code { "scores.csv" } ", with their findings in " code { "findings.jsonl" } "." },
            html! { "これより点数の低い " (left) " アカウントは " code { "scores.csv" } " に、その根拠は " code { "findings.jsonl" } " にあります。" })) }
    }
}
