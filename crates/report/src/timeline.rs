//! When and from where an account was used: local days across, 24 local hours down.
//!
//! The picture has a fixed size in pixels and scrolls inside its own box, so that a day stays visible on a phone. The
//! sessions of one country and kind are one path: a year of sessions costs kilobytes, not a megabyte.

use std::collections::BTreeMap;

use jiff::civil::Date;
use maud::{Markup, html};

use crate::events;
use crate::limits::{Depth, ID_CHARS, cut};
use crate::model::{Span, Timeline};
use crate::words::{self, both, count, local_date};

/// Pixels of one hour.
const HOUR: f64 = 8.0;
/// Width that a whole timeline should fill.
const WIDTH: f64 = 920.0;
/// A single day is at least this wide.
const NARROWEST: f64 = 320.0;
/// Room at the right end for the widest mark.
const MARGIN: f64 = 34.0;
/// The most days that are drawn.
const MOST_DAYS: u32 = 800;
/// Countries with a colour of their own.
const COUNTRIES: usize = 6;

/// The place and size of everything in one picture.
pub struct Frame {
    /// The first day that is drawn.
    pub first_day: i32,
    /// How many days are drawn.
    pub days: u32,
    /// Pixels of one day.
    pub day: f64,
    /// Where midnight of the first hour is.
    pub top: f64,
}

impl Frame {
    /// A frame that leaves room for so many lanes of events.
    pub fn of(timeline: &Timeline, lanes: usize) -> Self {
        let days = timeline.days.clamp(1, MOST_DAYS);
        let first_day = timeline.first_day.saturating_add_unsigned(timeline.days.max(1) - days);
        let day = (WIDTH / f64::from(days)).clamp(2.3, 44.0).max(NARROWEST / f64::from(days));
        Self { first_day, days, day, top: events::lanes_height(lanes) }
    }

    /// Where the last day ends.
    pub fn width(&self) -> f64 {
        (f64::from(self.days) * self.day).ceil()
    }

    /// Where the last hour ends.
    pub fn bottom(&self) -> f64 {
        self.top + 24.0 * HOUR
    }

    /// Where a local time is, kept inside the picture.
    pub fn x(&self, local_day: i32, minute: u16) -> f64 {
        let days = f64::from(local_day) - f64::from(self.first_day) + f64::from(minute) / 1440.0;
        (days * self.day).clamp(0.0, self.width())
    }

    fn holds(&self, local_day: i32) -> bool {
        let place = i64::from(local_day) - i64::from(self.first_day);
        (0..i64::from(self.days)).contains(&place)
    }
}

/// The whole figure; `id` keeps names apart between cases.
pub fn timeline(timeline: &Timeline, id: &str, depth: &Depth) -> Markup {
    let events = events::ordered(timeline, depth.events);
    let frame = Frame::of(timeline, 0);
    let clusters = events::clusters(&frame, &events);
    let lanes = clusters.iter().map(|cluster| cluster.lane + 1).max().unwrap_or(0);
    let frame = Frame { top: events::lanes_height(lanes), ..frame };
    let palette = Palette::of(timeline, &frame);
    let bars = bars(timeline, &frame, &palette, depth);
    let name = format!("timeline-{id}");
    html! {
        figure.timeline {
            figcaption id=(name) { h4 { (words::TIMELINE) } (period(timeline, &frame)) }
            div.plot {
                (hours(&frame))
                div.scroll tabindex="0" role="group" aria-labelledby=(name) {
                    svg.days width=(frame.width() + MARGIN) height=(frame.bottom() + 18.0) role="img" aria-labelledby=(name) {
                        (grid(&frame))
                        @for (class, path) in &bars { path class=(class) d=(path) {} }
                        (events::markers(&frame, &clusters))
                    }
                }
            }
            (palette.legend(timeline, &bars))
            (drawn(timeline, &frame, depth))
            (events::list(timeline, &events))
        }
    }
}

fn period(timeline: &Timeline, frame: &Frame) -> Markup {
    let text = |day: i32| local_date(day).map_or("–".to_owned(), |date| date.to_string());
    let last = frame.first_day.saturating_add_unsigned(frame.days - 1);
    let zone = timeline.timezone.as_deref().map_or("UTC".to_owned(), |zone| cut(zone, ID_CHARS));
    html! {
        p.help {
            span.fixed { (text(frame.first_day)) " – " (text(last)) } " · "
            (both(html! { "hours in " (zone) ". " }, html! { "時刻は " (zone) "。" }))
            (words::TIMELINE_HELP)
        }
    }
}

/// Says so when not every session is drawn.
fn drawn(timeline: &Timeline, frame: &Frame, depth: &Depth) -> Markup {
    let all = timeline.sessions.iter().filter(|span| frame.holds(span.local_day)).count();
    let (shown, all_text) = (count(depth.sessions as u64), count(all as u64));
    html! {
        @if all > depth.sessions {
            p.help { (both(
                html! { "Only the first " (shown) " of " (all_text) " stretches are drawn." },
                html! { (all_text) " 件のうち最初の " (shown) " 件だけを描いています。" })) }
        }
    }
}

/// The hours stand still while the days scroll.
fn hours(frame: &Frame) -> Markup {
    html! {
        svg.hours width="26" height=(frame.bottom() + 18.0) aria-hidden="true" {
            @for hour in [0_u32, 6, 12, 18, 24] {
                text x="20" y=(frame.top + f64::from(hour) * HOUR + 4.0) { (hour) }
            }
        }
    }
}

fn grid(frame: &Frame) -> Markup {
    let width = frame.width();
    let lines: String = [0_u32, 6, 12, 18, 24]
        .iter()
        .map(|hour| format!("M0 {}h{width}", frame.top + f64::from(*hour) * HOUR))
        .collect();
    html! {
        path.grid d=(lines) {}
        @for (x, label) in ticks(frame) {
            path.grid d={ "M" (px(x)) " " (frame.top) "V" (frame.bottom() + 5.0) } {}
            text.day x=(px(x + 3.0)) y=(frame.bottom() + 14.0) { (label) }
        }
    }
}

/// Days with a name, far enough apart to read; months when days are too narrow.
fn ticks(frame: &Frame) -> Vec<(f64, String)> {
    let step = [1, 2, 7, 14].into_iter().find(|step| f64::from(*step) * frame.day >= 44.0);
    let days = (0..frame.days).filter_map(|place| {
        let day = frame.first_day.saturating_add_unsigned(place);
        local_date(day).map(|date| (f64::from(place) * frame.day, place, date))
    });
    let named = days.filter(|(_, place, date)| match step {
        Some(step) => place % step == 0,
        None => date.day() == 1 && (frame.day * 30.0 >= 58.0 || date.month() % 2 == 1),
    });
    let label = |date: Date| match step {
        Some(_) => format!("{:02}-{:02}", date.month(), date.day()),
        None => format!("{}-{:02}", date.year(), date.month()),
    };
    let room = frame.width() - if step.is_some() { 30.0 } else { 46.0 };
    named.filter(|(x, ..)| *x <= room.max(0.0)).map(|(x, _, date)| (x, label(date))).collect()
}

/// Which country has which colour: the one with most time first.
struct Palette<'a> {
    countries: Vec<(&'a str, u64)>,
}

impl<'a> Palette<'a> {
    fn of(timeline: &'a Timeline, frame: &Frame) -> Self {
        let mut minutes = BTreeMap::<&str, u64>::new();
        for span in timeline.sessions.iter().filter(|span| frame.holds(span.local_day)) {
            *minutes.entry(&span.country).or_default() += u64::from(span.minutes);
        }
        minutes.remove("");
        let mut countries: Vec<_> = minutes.into_iter().collect();
        countries.sort_by_key(|(country, minutes)| (std::cmp::Reverse(*minutes), *country));
        countries.truncate(COUNTRIES);
        Self { countries }
    }

    fn class(&self, span: &Span) -> String {
        let place = self.countries.iter().position(|(country, _)| *country == span.country);
        let masked = matches!(span.kind.as_str(), "vpn" | "hosting" | "tor" | "relay");
        format!("c{}{}", place.unwrap_or(COUNTRIES), if masked { " masked" } else { "" })
    }

    fn legend(&self, timeline: &Timeline, bars: &BTreeMap<String, String>) -> Markup {
        let other = bars.keys().any(|class| class.starts_with(&format!("c{COUNTRIES}")));
        let all: u64 = timeline.sessions.iter().map(|span| u64::from(span.minutes)).sum();
        html! {
            @if bars.is_empty() { p.help { (words::NO_SESSIONS) } } @else {
                ul.legend {
                    @for (place, (country, minutes)) in self.countries.iter().enumerate() {
                        li { i.{ "c" (place) } {} (cut(country, 8)) " " small { (share(*minutes, all)) } }
                    }
                    @if other { li { i.{ "c" (COUNTRIES) } {} (words::OTHER_COUNTRIES) } }
                    @if bars.keys().any(|class| class.ends_with("masked")) { li { i.masked {} (words::OUTLINED) } }
                }
            }
        }
    }
}

fn share(minutes: u64, all: u64) -> String {
    let percent = (minutes as f64 / all.max(1) as f64 * 100.0).round();
    if percent < 1.0 { "<1%".to_owned() } else { format!("{percent}%") }
}

/// One path for each country and kind.
fn bars(timeline: &Timeline, frame: &Frame, palette: &Palette, depth: &Depth) -> BTreeMap<String, String> {
    let mut bars = BTreeMap::<String, String>::new();
    let gap = if frame.day > 8.0 { 1.5 } else { 0.2 };
    let wide = px(frame.day - 2.0 * gap);
    for span in timeline.sessions.iter().filter(|span| frame.holds(span.local_day)).take(depth.sessions) {
        let x = px(frame.x(span.local_day, 0) + gap);
        let start = f64::from(span.start_minute.min(1_439));
        let y = px(frame.top + start / 60.0 * HOUR);
        let tall = px((f64::from(span.minutes).min(1_440.0 - start) / 60.0 * HOUR).max(1.5));
        bars.entry(palette.class(span)).or_default().push_str(&format!("M{x} {y}h{wide}v{tall}h-{wide}z"));
    }
    bars
}

/// A tenth of a pixel is enough.
pub fn px(place: f64) -> f64 {
    (place * 10.0).round() / 10.0
}
