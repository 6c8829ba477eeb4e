//! One ring: the row that names it, and everything behind it.

use maud::{Markup, html};

use super::canon::Canon;
use super::family::glyph;
use super::model::{Ring, RingChange, Standing};
use super::pen::Names;
use super::tables::{Room, left_out, links, members, ties};
use super::words as said;
use super::{picture, story};
use crate::findings::ring_findings;
use crate::index::Index;
use crate::limits::{DEPTHS, ID_CHARS, RING_BYTES, SENTENCE_CHARS, cut};
use crate::words::{self, both, both_or, count, finite};

/// From generous to bare; the first that fits is taken, else the last.
const ROOMS: [Room; 3] = [
    Room { ties: 120, members: 260, links: 80, named: 6, left_out: 24 },
    Room { ties: 40, members: 80, links: 24, named: 3, left_out: 8 },
    Room { ties: 12, members: 24, links: 8, named: 1, left_out: 4 },
];
/// Rings after these ranks have less room from the start, so that more of them have a picture.
const DEEP: [usize; 2] = [30, 80];
/// Families named in the row.
const NAMED: usize = 4;
/// Ids of former rings that are named.
const FORMER: usize = 3;

/// A whole ring, as deep as its size allows.
pub fn block(index: &Index, ring: &Ring, rank: usize) -> Markup {
    let canon = Canon::new(ring);
    let names = Names { rank };
    let picture = picture::picture(index, &canon, &names);
    // A picture too large for the page gives way before the tables do.
    let picture = (picture.0.len() < RING_BYTES * 2 / 3).then_some(&picture);
    let mut shown = Markup::default();
    for (depth, room) in ROOMS.iter().enumerate().skip(DEEP.iter().filter(|last| rank > **last).count()) {
        shown = at_depth(index, &canon, (&names, picture), (room, depth));
        if shown.0.len() <= RING_BYTES {
            break;
        }
    }
    shown
}

fn at_depth(
    index: &Index,
    canon: &Canon,
    (names, picture): (&Names, Option<&Markup>),
    (room, depth): (&Room, usize),
) -> Markup {
    let ring = canon.ring;
    html! {
        details.case.ring id={ "ring-" (names.rank) } data-standing=(key(ring.standing)) {
            summary { (row(canon, names.rank)) }
            div.body {
                (story::story(canon, names))
                @if let Some(picture) = picture { (picture) }
                div.sides { (story::against(canon, names)) (story::next(index, canon)) }
                (ties(index, canon, names, room))
                (ring_findings(index, &ring.findings, &DEPTHS[depth.min(DEPTHS.len() - 1)]))
                div.folds { (members(index, canon, room)) (links(index, canon, room)) }
                (left_out(canon, room))
                (crate::case::decision())
            }
        }
    }
}

fn row(canon: &Canon, rank: usize) -> Markup {
    let ring = canon.ring;
    let accounts = count(ring.members.len() as u64);
    html! {
        span.rank { (rank) }
        span.account {
            bdi { (cut(&ring.ring_id, ID_CHARS)) }
            @if let Some(change) = &ring.change { (changed(change)) }
        }
        (pill(ring.standing))
        span.size { b { (accounts) } " " small { (said::ACCOUNTS) } }
        span.bits { b { (format!("{:.1}", finite(ring.bits)).replace('-', "−")) } " " small { (words::BITS_UNIT) } }
        span.strongest { (strongest(canon)) }
        @if let Some(line) = ring.story.first() {
            span.says { (both_or(&cut(&line.en, SENTENCE_CHARS), &cut(&line.ja, SENTENCE_CHARS))) }
        }
    }
}

/// A standing in its colour.
pub fn pill(standing: Standing) -> Markup {
    html! { span.pill.(key(standing)) { (said::standing(standing)) } }
}

fn key(standing: Standing) -> &'static str {
    match standing {
        Standing::Suspected => "s-suspected",
        Standing::Quiet => "s-quiet",
        Standing::DeclaredTeam => "s-team",
        Standing::Household => "s-household",
    }
}

/// The families that weigh most, with the number of their ties.
pub fn strongest(canon: &Canon) -> Markup {
    let families = canon.families();
    html! {
        @for (family, _, ties) in families.iter().take(NAMED) {
            @let (en, ja) = family.name();
            span.kin { (glyph(*family)) (both(en, ja)) @if *ties > 1 { " ×" (count(*ties as u64)) } }
        }
        @if families.len() > NAMED { span.kin { "+" (families.len() - NAMED) } }
    }
}

fn changed(change: &RingChange) -> Markup {
    let ids = |from: &[String]| from.iter().take(FORMER).map(|id| cut(id, ID_CHARS / 4)).collect::<Vec<_>>().join(", ");
    let words = match change {
        RingChange::New => both("new", "新規"),
        RingChange::Grew { from } => {
            both(html! { "grew from " (count(*from)) }, html! { (count(*from)) " 件から拡大" })
        }
        RingChange::Split { from } => both(html! { "split from " (ids(from)) }, html! { (ids(from)) " から分離" }),
        RingChange::Merged { from } => both(html! { "merged: " (ids(from)) }, html! { "統合：" (ids(from)) }),
    };
    html! { span.change { (words) } }
}
