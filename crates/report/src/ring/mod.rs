//! Rings: each is one block above the queue, because a ring is one review, however many accounts it has.

mod block;
mod canon;
mod family;
mod ink;
mod layout;
mod matrix;
pub mod model;
mod network;
mod order;
mod outside;
mod pen;
mod picture;
mod polish;
mod rows;
mod story;
mod tables;
#[cfg(test)]
mod tests;
pub mod words;

use maud::{Markup, PreEscaped, html};

use crate::index::Index;
use crate::limits::{FULL_RINGS, ID_CHARS, RING_ROWS, RING_ROWS_BYTES, RINGS_BYTES, cut};
use crate::words::{self as page, both, count, finite, plain};

/// The section: full blocks until their part of the page is used, then rows.
pub fn rings(index: &Index) -> Markup {
    let rings = &index.report.rings;
    let (full, shown) = full(index);
    html! {
        @if !rings.is_empty() {
            section.rings aria-labelledby="rings" {
                h2 #rings { (words::RINGS) " " span.tally { (count(rings.len() as u64)) } }
                p.help { (words::RINGS_HELP) }
                (full)
                (rest(index, shown))
            }
        }
    }
}

fn full(index: &Index) -> (Markup, usize) {
    let mut page = String::new();
    let mut shown = 0;
    for (place, ring) in index.report.rings.iter().take(FULL_RINGS).enumerate() {
        let next = block::block(index, ring, place + 1);
        if page.len() + next.0.len() > RINGS_BYTES {
            break;
        }
        page.push_str(&next.0);
        shown += 1;
    }
    (PreEscaped(page), shown)
}

/// The rings after the first `shown`, one row each.
fn rest(index: &Index, shown: usize) -> Markup {
    let rings = &index.report.rings;
    let heads = [page::RANK, words::RING, words::STANDING, page::BITS_UNIT, words::ACCOUNTS, words::STRONGEST];
    let mut rows = Vec::new();
    let mut room = RING_ROWS_BYTES;
    for (place, ring) in rings.iter().enumerate().skip(shown).take(RING_ROWS) {
        let next = row(ring, place + 1);
        let Some(left) = room.checked_sub(next.0.len()) else { break };
        room = left;
        rows.push(next);
    }
    let beyond = count((rings.len() - shown - rows.len()) as u64);
    html! {
        @if !rows.is_empty() {
            details.fold.rest {
                summary {
                    (words::OTHER_RINGS) ": " (count(shown as u64 + 1)) " – " (count((shown + rows.len()) as u64))
                }
                div.scroll { table.ringrows {
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                    tbody { @for row in &rows { (row) } }
                } }
            }
        }
        @if rings.len() > shown + rows.len() {
            p.beyond { (both(
                html! { (beyond) " more rings are in " code { "rings.csv" } "." },
                html! { "ほか " (beyond) " 件のつながりは " code { "rings.csv" } " にあります。" })) }
        }
    }
}

fn row(ring: &model::Ring, rank: usize) -> Markup {
    let canon = canon::Canon::new(ring);
    html! {
        tr id={ "ring-" (rank) } {
            td { (rank) }
            th.mono scope="row" { bdi { (cut(&ring.ring_id, ID_CHARS)) } }
            td { (block::pill(ring.standing)) }
            td.number { (plain((finite(ring.bits) * 10.0).round() / 10.0)) }
            td.number { (count(ring.members.len() as u64)) }
            td { (block::strongest(&canon)) }
        }
    }
}
