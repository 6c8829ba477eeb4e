//! Money trails: from the payout to where the money came out, one fold each.

use maud::{Markup, html};

use crate::index::Index;
use crate::limits::{ID_CHARS, SENTENCE_CHARS, cut};
use crate::trail_picture::picture;
use crate::words::{Both, both, both_or, count, days, plain};

/// Trails that are shown; the rest stands in `trails.jsonl`.
const TRAILS: usize = 60;
/// Bytes for trails.
const TRAIL_BYTES: usize = 700_000;
/// Transfers of one trail that are drawn and listed.
pub(crate) const HOPS: usize = 60;
/// More trails than this are folded away.
const OPEN_TRAILS: usize = 1;
const SENTENCES: usize = 2 * SENTENCE_CHARS;

pub const TRAILS_TITLE: Both = Both("Money trails", "資金の経路");
const TRAILS_HELP: Both = Both(
    "Pay that was passed on, followed by amounts and times: who, how much, how long it rested, what was kept, where it came out. Families, agencies and landlords pass money on as well; ask before you conclude.",
    "受け取った報酬がその後どう動いたかを、金額と時刻からたどったものです（だれに、いくら、どれだけ留まり、いくら残り、どこで出たか）。家族や代理店、大家も送金をします。結論の前に本人に尋ねてください。",
);
const TRANSFERS: Both = Both("Transfers", "送金の一覧");

/// One money trail.
#[derive(Clone, Debug)]
pub struct Trail {
    /// Its id, as in `trails.jsonl`.
    pub trail_id: String,
    /// Accounts that it touches.
    pub account_ids: Vec<String>,
    /// What speaks for it, added up.
    pub bits: f64,
    /// The share that was kept, 0 to 1.
    pub kept_ratio: f64,
    /// The trail as one English sentence.
    pub says_en: String,
    /// The trail as one Japanese sentence.
    pub says_ja: String,
    /// Who had the money, in order: the payer first, the places where it came out last.
    pub lanes: Vec<Lane>,
    /// Its transfers, by time.
    pub hops: Vec<TrailHop>,
}

/// Somebody who had the money, or the place where it came out.
#[derive(Clone, Debug)]
pub struct Lane {
    /// The account or payment account; a country for cash.
    pub name: String,
    /// What it is to the trail.
    pub role: LaneRole,
}

/// What a lane is to the trail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LaneRole {
    /// Pays for work.
    Payer,
    /// Is paid, and keeps a share.
    Payee,
    /// Gets what was passed on.
    Hand,
    /// Cash.
    Cash,
}

/// One transfer of a trail.
#[derive(Clone, Debug)]
pub struct TrailHop {
    /// Its id.
    pub transfer_id: String,
    /// When, microseconds since 1970 UTC.
    pub at: i64,
    /// The lane it left, as a place in [`Trail::lanes`].
    pub from: usize,
    /// The lane it reached.
    pub to: usize,
    /// How much, with its currency.
    pub amount: String,
    /// How much compared with the largest transfer of the trail, 0 to 1.
    pub weight: f64,
}

/// The section on trails.
pub fn trails(index: &Index) -> Markup {
    let report = index.report;
    let total = report.trail_total.max(report.trails.len() as u64);
    let folds = folds(&report.trails);
    html! {
        @if total > 0 {
            section.trails aria-labelledby="trails" {
                h2 #trails { (TRAILS_TITLE) " " span.tally { (count(total)) } }
                p.help { (TRAILS_HELP) }
                @for fold in &folds { (fold) }
                @if total > folds.len() as u64 {
                    @let left = count(total - folds.len() as u64);
                    p.beyond { (both(
                        html! { (left) " more are in " code { "trails.jsonl" } "." },
                        html! { "ほか " (left) " 件は " code { "trails.jsonl" } " にあります。" })) }
                }
            }
        }
    }
}

fn folds(trails: &[Trail]) -> Vec<Markup> {
    let (mut shown, mut room) = (Vec::new(), TRAIL_BYTES);
    for (place, trail) in trails.iter().take(TRAILS).enumerate() {
        let fold = fold(trail, place < OPEN_TRAILS);
        let Some(left) = room.checked_sub(fold.0.len()) else { break };
        room = left;
        shown.push(fold);
    }
    shown
}

fn fold(trail: &Trail, open: bool) -> Markup {
    html! {
        details.fold.trail open[open] {
            summary {
                bdi.id { (cut(trail.account_ids.first().map_or(trail.trail_id.as_str(), String::as_str), ID_CHARS)) } " "
                span.tally { (span(trail)) " · " (plain(trail.bits)) " " (both("bits", "ビット")) }
            }
            p { (both_or(&cut(&trail.says_en, SENTENCES), &cut(&trail.says_ja, SENTENCES))) }
            (picture(trail))
            (table(trail))
            p.help { code { (cut(&trail.trail_id, ID_CHARS)) } }
        }
    }
}

fn span(trail: &Trail) -> String {
    days(trail.hops.first().map(|hop| hop.at), trail.hops.last().map(|hop| hop.at))
}

fn table(trail: &Trail) -> Markup {
    let name = |lane: usize| trail.lanes.get(lane).map(lane_name).unwrap_or_default();
    html! {
        details.rests {
            summary { (TRANSFERS) " " span.tally { (count(trail.hops.len() as u64)) } }
            div.scroll { table {
                thead { tr { th { "UTC" } th { (both("from", "送り手")) } th { (both("to", "受け手")) } th { (both("amount", "金額")) } th { (both("transfer", "送金ID")) } } }
                tbody { @for hop in trail.hops.iter().take(HOPS) {
                    tr { td { (time(hop.at)) } td { (name(hop.from)) } td { (name(hop.to)) } td { (cut(&hop.amount, ID_CHARS)) } td { bdi.id { (cut(&hop.transfer_id, ID_CHARS)) } } }
                } }
            } }
            @if trail.hops.len() > HOPS { p.help { "+" (trail.hops.len() - HOPS) } }
        }
    }
}

fn time(at: i64) -> String {
    let stamp = jiff::Timestamp::from_microsecond(at);
    stamp.map_or_else(|_| "–".to_owned(), |stamp| stamp.strftime("%Y-%m-%d %H:%M").to_string())
}

/// A lane in words.
pub(crate) fn lane_name(lane: &Lane) -> Markup {
    let name = cut(&lane.name, ID_CHARS);
    match lane.role {
        LaneRole::Payer => both("the operator", "運営者"),
        LaneRole::Cash if name.is_empty() => both("cash", "現金"),
        LaneRole::Cash => both(html! { "cash in " (name) }, html! { "現金（" (name) "）" }),
        LaneRole::Payee | LaneRole::Hand => html! { bdi { (name) } },
    }
}
