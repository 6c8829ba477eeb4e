//! Key events of a timeline: numbered marks on lanes above it, and the list the numbers point to.

use maud::{Markup, html};

use crate::limits::{SENTENCE_CHARS, cut};
use crate::model::{Event, EventKind, Timeline};
use crate::timeline::{Frame, px};
use crate::words::{self, both, local_date};

/// Lanes before marks are joined to `3–5`.
const LANES: usize = 3;
const LANE: f64 = 19.0;
const MARK: f64 = 17.0;

/// One mark: a run of consecutive events that stand too close to be told apart.
pub struct Cluster {
    /// The lane, counted from the top.
    pub lane: usize,
    first: usize,
    last: usize,
    x: f64,
    left: f64,
    kind: EventKind,
}

impl Cluster {
    fn text(&self) -> String {
        if self.first == self.last { self.first.to_string() } else { format!("{}–{}", self.first, self.last) }
    }

    fn wide(&self) -> f64 {
        (self.text().chars().count() as f64 * 7.0 + 6.0).max(MARK)
    }
}

/// The height that lanes take above the hours.
pub fn lanes_height(lanes: usize) -> f64 {
    10.0 + lanes as f64 * LANE
}

/// Events in time order; payouts and changes give way first when there are too many.
pub fn ordered(timeline: &Timeline, most: usize) -> Vec<&Event> {
    let mut events: Vec<_> = timeline.events.iter().collect();
    events.sort_by_key(|event| (rank(event.kind), event.at));
    events.truncate(most);
    events.sort_by(|a, b| (a.at, rank(a.kind), &a.label).cmp(&(b.at, rank(b.kind), &b.label)));
    events
}

fn rank(kind: EventKind) -> u8 {
    match kind {
        EventKind::Opened | EventKind::Suspended => 0,
        EventKind::Verified | EventKind::Check => 1,
        EventKind::Document => 2,
        EventKind::AccountChange => 3,
        EventKind::Contract => 4,
        EventKind::PaymentAccount => 5,
    }
}

/// Puts every event on the first lane with room; where there is none, it joins the event before it.
pub fn clusters(frame: &Frame, events: &[&Event]) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (place, event) in events.iter().enumerate() {
        let (number, x) = (place + 1, frame.x(event.local_day, event.minute));
        let mut new = Cluster { lane: 0, first: number, last: number, x, left: 0.0, kind: event.kind };
        new.left = (x - new.wide() / 2.0).max(0.5);
        let free = |lane: &usize| {
            let ends = clusters.iter().filter(|cluster| cluster.lane == *lane).map(|c| c.left + c.wide());
            ends.fold(f64::MIN, f64::max) + 1.0 <= new.left
        };
        match ((0..LANES).find(free), clusters.iter_mut().rev().find(|cluster| cluster.last == place)) {
            (None, Some(before)) => {
                before.last = number;
            }
            (lane, _) => clusters.push(Cluster { lane: lane.unwrap_or(0), ..new }),
        }
    }
    clusters
}

/// The marks with a thin line down to their hour of the day.
pub fn markers(frame: &Frame, clusters: &[Cluster]) -> Markup {
    html! {
        @for cluster in clusters {
            @let y = 4.0 + cluster.lane as f64 * LANE;
            path.drop d={ "M" (px(cluster.x)) " " (y + MARK) "V" (frame.bottom()) } {}
        }
        @for cluster in clusters {
            @let y = 4.0 + cluster.lane as f64 * LANE;
            g.event.(key(cluster.kind)) {
                rect x=(px(cluster.left)) y=(y) width=(px(cluster.wide())) height=(MARK) rx="8.5" {}
                text x=(px(cluster.left + cluster.wide() / 2.0)) y=(y + 12.5) { (cluster.text()) }
            }
        }
    }
}

/// Suspensions and changes stand out; the rest is quiet.
fn key(kind: EventKind) -> &'static str {
    match kind {
        EventKind::Suspended => "stop",
        EventKind::AccountChange | EventKind::Check => "change",
        _ => "plain",
    }
}

/// The list the numbers point to.
pub fn list(timeline: &Timeline, events: &[&Event]) -> Markup {
    let left_out = timeline.events.len() - events.len();
    html! {
        @if !events.is_empty() {
            h5 { (words::EVENTS) }
            ol.events { @for event in events { (line(event)) } }
            @if left_out > 0 {
                p.help { (both(html! { (left_out) " more events are not listed." }, html! { "ほか " (left_out) " 件は省略。" })) }
            }
        }
    }
}

fn line(event: &Event) -> Markup {
    let date = local_date(event.local_day).map_or("–".to_owned(), |date| date.to_string());
    let clock = format!("{:02}:{:02}", event.minute / 60 % 24, event.minute % 60);
    html! {
        li.(key(event.kind)) {
            time { (date) " " (clock) } " " b { (words::event(event.kind)) } " " span.fixed { (cut(&event.label, SENTENCE_CHARS / 4)) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeline(days: u32, number: i32) -> Timeline {
        let event = |place: i32| {
            let minute = place * place * days as i32 * 1_440 / (number * number);
            let (local_day, at) = (20_000 + minute / 1_440, i64::from(minute));
            Event { at, local_day, minute: (minute % 1_440) as u16, kind: EventKind::Contract, label: String::new() }
        };
        let events = (0..number).map(event).collect();
        Timeline { timezone: None, first_day: 20_000, days, sessions: vec![], events }
    }

    #[test]
    fn marks_never_cover_each_other_and_none_is_lost() {
        for days in [1, 2, 7, 30, 120, 400] {
            let timeline = timeline(days, 48);
            let events = ordered(&timeline, 48);
            let clusters = clusters(&Frame::of(&timeline, 0), &events);
            for (place, one) in clusters.iter().enumerate() {
                for other in clusters.iter().skip(place + 1).filter(|other| other.lane == one.lane) {
                    let apart = one.left + one.wide() <= other.left || other.left + other.wide() <= one.left;
                    assert!(apart, "{days} days: {} covers {}", one.text(), other.text());
                }
            }
            let shown: usize = clusters.iter().map(|cluster| cluster.last - cluster.first + 1).sum();
            assert_eq!(shown, 48);
        }
    }

    #[test]
    fn payouts_give_way_first() {
        let mut timeline = timeline(30, 20);
        timeline.events[19].kind = EventKind::Suspended;
        let kept = ordered(&timeline, 3);
        assert!(kept.iter().any(|event| event.kind == EventKind::Suspended));
    }
}
