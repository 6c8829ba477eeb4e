//! A trail as a picture: time across, one lane for everybody who had the money, an arrow for every transfer.
//!
//! An arrow is as thick as its amount; the bar along a lane shows how long the money rested there.

use maud::{Markup, html};

use crate::limits::cut;
use crate::trail::{HOPS, Lane, LaneRole, Trail, TrailHop};
use crate::words::{day, finite};

const WIDTH: f64 = 900.0;
/// Where names begin.
const LEFT: f64 = 8.0;
/// Where time begins.
const START: f64 = 250.0;
const RIGHT: f64 = 884.0;
const LANE: f64 = 58.0;
const TOP: f64 = 30.0;
/// Room for an amount beside its arrow.
const APART: f64 = 92.0;
/// Letters that fit before time begins.
const NAME_CHARS: usize = 33;
/// An arrow's head.
const HEAD: f64 = 6.0;

/// The figure.
pub fn picture(trail: &Trail) -> Markup {
    let hops = &trail.hops[..trail.hops.len().min(HOPS)];
    let Some(frame) = Frame::of(trail, hops) else { return html! {} };
    let labels = labels(&frame, hops);
    html! {
        figure.trailway {
            div.scroll tabindex="0" role="group" {
                svg width=(WIDTH) height=(frame.height) role="img" aria-label=(cut(&trail.says_en, 300)) {
                    @for (place, lane) in trail.lanes.iter().enumerate() {
                        @let y = frame.y(place);
                        path.lane d={ "M" (START - 12.0) " " (y) "H" (RIGHT) } {}
                        text.who x=(LEFT) y=(y + 4.0) { (svg_name(lane)) }
                        @if lane.role == LaneRole::Payee { text.sum x=(LEFT) y=(y + 20.0) { (kept(trail)) } }
                    }
                    @for (lane, from, to) in rests(trail, hops) {
                        path.rest d={ "M" (frame.x(from)) " " (frame.y(lane)) "H" (frame.x(to)) } {}
                    }
                    @for hop in hops { (arrow(&frame, hop)) }
                    @for (x, y, text) in &labels { text.sum x=(x) y=(y) { (text) } }
                    text.date x=(START) y=(frame.height - 4.0) { (day(Some(frame.first))) }
                    text.date.last x=(RIGHT) y=(frame.height - 4.0) { (day(Some(frame.last))) }
                }
            }
        }
    }
}

/// Languages inside a picture are two groups of which the style sheet hides one.
fn svg_name(lane: &Lane) -> Markup {
    match lane.role {
        LaneRole::Payer | LaneRole::Cash => html! {
            tspan lang="en" { (words_only(lane, true)) } tspan lang="ja" { (words_only(lane, false)) }
        },
        LaneRole::Payee | LaneRole::Hand => html! { (cut(&lane.name, NAME_CHARS)) },
    }
}

fn words_only(lane: &Lane, english: bool) -> String {
    let name = cut(&lane.name, NAME_CHARS);
    match (lane.role, english, name.is_empty()) {
        (LaneRole::Payer, true, _) => "the operator".to_owned(),
        (LaneRole::Payer, false, _) => "運営者".to_owned(),
        (_, true, true) => "cash".to_owned(),
        (_, false, true) => "現金".to_owned(),
        (_, true, false) => format!("cash in {name}"),
        (_, false, false) => format!("現金（{name}）"),
    }
}

fn kept(trail: &Trail) -> Markup {
    let share = (finite(trail.kept_ratio).clamp(0.0, 1.0) * 100.0).round();
    html! { tspan lang="en" { "kept " (share) " %" } tspan lang="ja" { "手元に" (share) "％" } }
}

/// The place of everything.
struct Frame {
    first: i64,
    last: i64,
    height: f64,
}

impl Frame {
    fn of(trail: &Trail, hops: &[TrailHop]) -> Option<Self> {
        let (first, last) = (hops.first()?.at, hops.last()?.at);
        Some(Self { first, last, height: TOP + LANE * trail.lanes.len() as f64 })
    }

    fn x(&self, at: i64) -> f64 {
        let (from, to) = (START, RIGHT - APART);
        let share = (at - self.first) as f64 / (self.last - self.first).max(1) as f64;
        ((from + (to - from) * share) * 10.0).round() / 10.0
    }

    fn y(&self, lane: usize) -> f64 {
        TOP + LANE * lane as f64
    }
}

fn arrow(frame: &Frame, hop: &TrailHop) -> Markup {
    let (x, from, to) = (frame.x(hop.at), frame.y(hop.from), frame.y(hop.to));
    let down = if to >= from { 1.0 } else { -1.0 };
    let neck = to - down * HEAD * 1.4;
    let width = (1.0 + 5.0 * finite(hop.weight).clamp(0.0, 1.0)).round();
    html! {
        path.flow stroke-width=(width) d={ "M" (x) " " (from) "V" (neck) } {}
        path.tip d={ "M" (x - HEAD) " " (neck) "h" (2.0 * HEAD) "L" (x) " " (to) "z" } {
            title { (hop.amount) " · " (day(Some(hop.at))) }
        }
    }
}

/// Amounts beside their arrows, left out where they would cover each other.
fn labels(frame: &Frame, hops: &[TrailHop]) -> Vec<(f64, f64, String)> {
    let mut shown: Vec<(f64, f64, String)> = Vec::new();
    for (place, hop) in hops.iter().enumerate() {
        let x_of = |other: &TrailHop| frame.x(other.at) - frame.x(hop.at);
        let crossed =
            |other: &TrailHop| (other.from, other.to) == (hop.from, hop.to) && (0.0..APART).contains(&x_of(other));
        if hops[place + 1..].iter().any(crossed) {
            continue;
        }
        let middle = (frame.y(hop.from) + frame.y(hop.to)) / 2.0 + 10.0;
        let x = frame.x(hop.at) + 9.0;
        if shown.iter().all(|(other, y, _)| (other - x).abs() >= APART || (y - middle).abs() >= 14.0) {
            shown.push((x, middle, cut(&hop.amount, 24)));
        }
    }
    shown
}

/// From an arrival to the next departure, lane by lane; the payer and cash hold nothing.
fn rests(trail: &Trail, hops: &[TrailHop]) -> Vec<(usize, i64, i64)> {
    let holds =
        |lane: usize| trail.lanes.get(lane).is_some_and(|lane| matches!(lane.role, LaneRole::Payee | LaneRole::Hand));
    let next =
        |hop: &TrailHop| hops.iter().find(|other| other.from == hop.to && other.at >= hop.at).map(|other| other.at);
    hops.iter().filter(|hop| holds(hop.to)).filter_map(|hop| Some((hop.to, hop.at, next(hop)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rests_end_with_the_next_departure() {
        let lane = |role| Lane { name: "x".into(), role };
        let hop =
            |at, from, to| TrailHop { transfer_id: String::new(), at, from, to, amount: "1 JPY".into(), weight: 1.0 };
        let trail = Trail {
            trail_id: "t".into(),
            account_ids: Vec::new(),
            bits: 1.0,
            kept_ratio: 0.1,
            says_en: String::new(),
            says_ja: String::new(),
            lanes: vec![lane(LaneRole::Payer), lane(LaneRole::Payee), lane(LaneRole::Hand)],
            hops: vec![hop(0, 0, 1), hop(5, 1, 2)],
        };
        assert_eq!(rests(&trail, &trail.hops), [(1, 0, 5)]);
        assert!(picture(&trail).0.contains("kept 10 %"));
    }
}
