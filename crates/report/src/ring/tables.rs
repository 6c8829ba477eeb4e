//! The tables of a ring: its ties, its accounts, what went between them, and what was left out.

use maud::{Markup, html};

use super::canon::{Canon, Flow};
use super::family::{family, glyph, kind_name};
use super::ink::money;
use super::model::{End, RingMember};
use super::pen::Names;
use super::words as said;
use crate::guide::pill;
use crate::index::Index;
use crate::limits::{ID_CHARS, SENTENCE_CHARS, cut};
use crate::words::{self, both, both_or, count, days, finite, plain, signed, spaced};

/// How much of a ring is shown.
#[derive(Clone, Copy, Debug)]
pub struct Room {
    /// Rows of the table of ties.
    pub ties: usize,
    /// Rows of the table of accounts.
    pub members: usize,
    /// Rows of the table of links.
    pub links: usize,
    /// Witness rows named beside a tie, and accounts named beside it.
    pub named: usize,
    /// What was left out.
    pub left_out: usize,
}

/// Accounts that are listed without a fold.
const OPEN_MEMBERS: usize = 12;
/// Ties that are listed without a fold.
const OPEN_TIES: usize = 16;

/// Every tie: what, how much, who, since when, on which rows.
pub fn ties(index: &Index, canon: &Canon, names: &Names, room: &Room) -> Markup {
    let heads = [said::TIE, said::VALUE, words::BITS_UNIT, said::SHARED_BY, said::SINCE, said::WITNESSES];
    let body = html! {
        div.scroll { table.ties {
            thead { tr { @for head in heads { th scope="col" { (head) } } } }
            tbody { @for place in 0..canon.things.len().min(room.ties) { (tie(index, canon, names, (place, room.named))) } }
        } }
        (more(canon.things.len(), room.ties, "links.csv"))
    };
    html! {
        @if !canon.things.is_empty() {
            section {
                h4 { (said::TIES) } p.help { (said::TIES_HELP) }
                @if canon.things.len() <= OPEN_TIES { (body) } @else {
                    details.fold { summary { (said::TIES) " " span.tally { (count(canon.things.len() as u64)) } } (body) }
                }
            }
        }
    }
}

fn tie(index: &Index, canon: &Canon, names: &Names, (place, named): (usize, usize)) -> Markup {
    let thing = &canon.things[place];
    let tie = thing.tie;
    let (en, ja) = kind_name(&tie.kind);
    let ids = || thing.members.iter().map(|member| canon.members[*member].account_id.as_str());
    html! {
        tr id=(names.tie(place).trim_start_matches('#')) {
            th scope="row" { (glyph(family(&tie.kind))) (both(en, ja)) }
            td.mono { (cut(&tie.label, ID_CHARS)) }
            td.number { (signed(tie.bits)) }
            td.who {
                b { (thing.members.len()) } " "
                small {
                    @for id in ids().take(named) { (index.account(id)) " " }
                    @if thing.members.len() > named { "+" (thing.members.len() - named) }
                }
            }
            td.time { (days(tie.first_at.or(tie.last_at), tie.last_at.or(tie.first_at))) }
            td.keys { (keys(&tie.witnesses, named * 2)) }
        }
    }
}

/// The keys of witness rows, folded.
fn keys(keys: &[String], named: usize) -> Markup {
    let number = count(keys.len() as u64);
    html! {
        @if keys.is_empty() { "–" } @else {
            details {
                summary { (both(
                    html! { (number) @if keys.len() == 1 { " row" } @else { " rows" } }, html! { (number) " 行" })) }
                span.mono { (keys.iter().take(named).map(|key| cut(key, ID_CHARS / 2)).collect::<Vec<_>>().join(" ")) }
                @if keys.len() > named { "+" (keys.len() - named) }
            }
        }
    }
}

fn more(all: usize, shown: usize, file: &str) -> Markup {
    let left = count(all.saturating_sub(shown) as u64);
    html! {
        @if all > shown {
            p.help { (both(
                html! { (left) " more are in " code { (file) } "." },
                html! { "ほか " (left) " 件は " code { (file) } " にあります。" })) }
        }
    }
}

/// Every account of the ring.
pub fn members(index: &Index, canon: &Canon, room: &Room) -> Markup {
    let rows = super::rows::numbers(canon);
    let heads = [words::ACCOUNT, said::NAME, said::ROLE, words::BAND, words::BITS_UNIT, said::JOINED_BY, said::SHARES];
    let mut order: Vec<usize> = (0..canon.members.len()).collect();
    let row = |place: usize| rows.as_ref().and_then(|rows| rows.get(place)).copied();
    order.sort_by(|a, b| {
        let bits = finite(canon.members[*b].bits).total_cmp(&finite(canon.members[*a].bits));
        row(*a).cmp(&row(*b)).then(bits).then(a.cmp(b))
    });
    let all = order.len();
    html! {
        details.fold open[all <= OPEN_MEMBERS] {
            summary { (said::MEMBERS) " " span.tally { (count(all as u64)) } }
            div.scroll { table.members.numbered[rows.is_some()] {
                thead { tr {
                    @if rows.is_some() { th scope="col" { (said::ROW) } }
                    @for head in heads { th scope="col" { (head) } }
                } }
                tbody {
                    @for place in order.into_iter().take(room.members) { (member(index, canon, place, row(place))) }
                }
            } }
            (more(all, room.members, "rings.csv"))
        }
    }
}

fn member(index: &Index, canon: &Canon, place: usize, row: Option<usize>) -> Markup {
    let member: &RingMember = canon.members[place];
    let mut families: Vec<_> = canon
        .things
        .iter()
        .filter(|thing| thing.members.len() > 1 && thing.members.binary_search(&place).is_ok())
        .map(|thing| family(&thing.tie.kind))
        .collect();
    families.sort_unstable();
    families.dedup();
    html! {
        tr {
            @if let Some(row) = row { td.quiet { @if row > 0 { (row) } @else { "–" } } }
            th.mono scope="row" { (index.account(&member.account_id)) }
            td { @if let Some(name) = &member.name { bdi { (cut(name, ID_CHARS / 2)) } } @else { "–" } }
            td { (role(&member.role)) @if member.suspended { " " span.pill.stop { (said::SUSPENDED) } } }
            td { @if let Some(band) = member.band { (pill(band)) } @else { "–" } }
            td.number { (plain((finite(member.bits) * 10.0).round() / 10.0)) }
            td.number { (signed(member.joined_by)) }
            td.shapes { @for family in families { (glyph(family)) } }
        }
    }
}

fn role(role: &str) -> Markup {
    match role {
        "client" => html! { (said::CLIENT) },
        "both" => html! { (said::BOTH_ROLES) },
        "worker" => html! { (said::WORKER) },
        other => html! { (spaced(&cut(other, 40))) },
    }
}

/// Money, orders, reviews and referrals between accounts and outsiders.
pub fn links(index: &Index, canon: &Canon, room: &Room) -> Markup {
    let mut flows: Vec<&Flow> = canon.flows.iter().collect();
    flows.sort_by_key(|flow| (std::cmp::Reverse((flow.amount_minor, flow.count)), flow.from, flow.to));
    let heads = [said::FROM, said::TO, said::TIE, said::TIMES, said::SUM];
    html! {
        @if !flows.is_empty() {
            details.fold open[flows.len() <= OPEN_MEMBERS] {
                summary { (said::LINKS) " " span.tally { (count(flows.len() as u64)) } }
                div.scroll { table.links {
                    thead { tr { @for head in heads { th scope="col" { (head) } } } }
                    tbody { @for flow in flows.iter().take(room.links) { tr {
                        td.mono { (end(index, canon, flow.from)) }
                        td.mono { (end(index, canon, flow.to)) }
                        td { @match said::link(flow.kind) {
                            Some(name) => (name),
                            None => (spaced(&cut(flow.kind, 40))),
                        } }
                        td.number { (count(flow.count)) }
                        td.number { @match flow.amount_minor {
                            Some(minor) => (money(minor, flow.currency.unwrap_or_default())),
                            None => "–",
                        } }
                    } } }
                } }
                (more(flows.len(), room.links, "links.csv"))
            }
        }
    }
}

fn end(index: &Index, canon: &Canon, end: End) -> Markup {
    match end {
        End::Member(place) => index.account(&canon.members[place].account_id),
        End::Outsider(place) => {
            let one = canon.outsiders.get(place).and_then(|place| canon.ring.outsiders.get(*place));
            html! { @if let Some(one) = one { bdi { (cut(&one.label, ID_CHARS)) } } }
        }
    }
}

/// Shared values that hubs are, and why they were not counted.
pub fn left_out(canon: &Canon, room: &Room) -> Markup {
    let mut all: Vec<_> = canon.ring.left_out.iter().collect();
    all.sort_by(|a, b| b.accounts.cmp(&a.accounts).then_with(|| (&a.kind, &a.label).cmp(&(&b.kind, &b.label))));
    html! {
        @if !all.is_empty() {
            section.leftout {
                h4 { (said::LEFT_OUT) } p.help { (said::LEFT_OUT_HELP) }
                ul {
                    @for one in all.iter().take(room.left_out) {
                        @let (en, ja) = kind_name(&one.kind);
                        @let accounts = count(one.accounts);
                        li {
                            (glyph(family(&one.kind))) strong { (both(en, ja)) } " " code { (cut(&one.label, ID_CHARS)) } " "
                            span.quiet { (both(html! { (accounts) " accounts. " }, html! { (accounts) " アカウント。" })) }
                            (both_or(&cut(&one.why_en, SENTENCE_CHARS), &cut(&one.why_ja, SENTENCE_CHARS)))
                        }
                    }
                }
                (more(all.len(), room.left_out, "coverage.json"))
            }
        }
    }
}
