//! Invented days of invented accounts.

use sekisho_report::{Event, EventKind, Span, Timeline};

/// 2026-01-05.
pub const FIRST_DAY: i32 = 20_458;

/// A small deterministic generator: the sample is the same every time.
pub struct Dice(u64);

impl Dice {
    /// The same seed gives the same numbers.
    pub fn new(seed: u32) -> Self {
        Self(u64::from(seed).wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(0x1234_5678_9abc_def1))
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % u64::from(end.max(1))) as u32
    }
}

/// A day and minute as microseconds since 1970.
pub fn micros(day: i32, minute: i32) -> i64 {
    (i64::from(day) * 1_440 + i64::from(minute)) * 60_000_000
}

/// How an account was used: short and long lives, one line or several.
pub fn timeline(place: u32) -> Timeline {
    let mut dice = Dice::new(500 + place);
    let days = [120, 400, 1, 30, 90, 7, 14, 200][(place % 8) as usize];
    let mut sessions = Vec::new();
    for day in 0..days {
        for start in starts(place, &mut dice) {
            sessions.push(span(place, day as i32, start, &mut dice));
        }
    }
    Timeline {
        timezone: (place % 5 != 3).then(|| "Asia/Tokyo".to_owned()),
        first_day: FIRST_DAY,
        days,
        sessions,
        events: events(days, &mut dice),
    }
}

fn starts(place: u32, dice: &mut Dice) -> Vec<u16> {
    let base: &[u16] = match place % 3 {
        0 => &[30, 540, 1_200],
        1 => &[560, 800],
        _ => &[0, 240, 480, 720, 960, 1_200],
    };
    let all = base.iter().map(|start| (dice.below(4), start + dice.below(90) as u16));
    all.filter(|(roll, _)| *roll > 0).map(|(_, start)| start).collect()
}

fn span(place: u32, day: i32, start_minute: u16, dice: &mut Dice) -> Span {
    let countries: &[&str] = match place % 3 {
        0 => &["JP", "JP", "JP", "SG"],
        1 => &["JP"],
        _ => &["JP", "SG", "DE", "US", "NL", "FR", "BR", "CA", ""],
    };
    let country = countries[dice.below(countries.len() as u32) as usize].to_owned();
    let kind = if country != "JP" && dice.below(3) > 0 { "vpn" } else { "residential" };
    let minutes = (60 + dice.below(180) as u16).min(1_440 - start_minute.min(1_400));
    Span { local_day: FIRST_DAY + day, start_minute, minutes, country, kind: kind.to_owned() }
}

fn events(days: u32, dice: &mut Dice) -> Vec<Event> {
    use EventKind::{AccountChange, Check, Contract, Document, Opened, PaymentAccount, Suspended, Verified};
    let told = [
        (Opened, "worker account"),
        (Document, "passport, d-4471"),
        (Document, "utility_bill, d-4472"),
        (Verified, "register match"),
        (AccountChange, "phone"),
        (AccountChange, "payment account"),
        (Contract, "c-90112"),
        (PaymentAccount, "bank p-7741"),
        (Check, "video_interview: refused"),
        (Check, "callback: no_show"),
        (Contract, "c-90240"),
        (PaymentAccount, "e_wallet p-8120"),
        (PaymentAccount, "card p-9002"),
        (Suspended, "policy review"),
    ];
    let mut place = 0;
    told.iter()
        .map(|(kind, label)| {
            place += dice.below((days * 1_440 / 9).max(9)) as i32;
            let minute = place.min(days as i32 * 1_440 - 1);
            let (day, rest) = (FIRST_DAY + minute / 1_440, minute % 1_440);
            let at = micros(day, rest - 540);
            Event { at, local_day: day, minute: rest as u16, kind: *kind, label: (*label).to_owned() }
        })
        .collect()
}
