//! Sessions: when somebody signs in, from where, with what, and the signs of life in between.

use std::fmt::Write;

use crate::Error;
use crate::books::Books;
use crate::calendar::{DAY, HOUR, MINUTE, START};
use crate::dice::Dice;
use crate::ids::{Kind, Tag};
use crate::network::{Net, Range};
use crate::people::{Device, Pen, Person, privacy_suffix};
use crate::tables::{Session, Sign, Txt};

/// One session.
#[derive(Clone, Copy, Debug)]
pub struct Visit {
    /// When it begins.
    pub start: i64,
    /// When it was last seen.
    pub last_seen: i64,
    /// Where it comes from.
    pub net: Net,
    /// What it uses.
    pub device: Device,
    /// The second factor.
    pub mfa: Option<Tag>,
    /// The offset that the system clock shows.
    pub offset_minutes: i32,
    /// Whether a remote desktop was noticed.
    pub remote: bool,
    /// Round trip in milliseconds.
    pub latency_ms: i64,
    /// Address that the browser itself tells.
    pub webrtc: Option<Net>,
    /// Seconds between signs of life; 0 means only a few, spread out.
    pub sign_every: i64,
}

impl Visit {
    /// The second in which it ends.
    pub const fn end(&self) -> i64 {
        self.last_seen
    }
}

impl Pen<'_> {
    /// The sessions of an ordinary life.
    pub fn visits(&mut self, who: &Person) -> Vec<Visit> {
        let days = f64::from(self.world.plan.days);
        let share = ((who.active_until(self.world) - who.active_from()).max(0) as f64 / DAY as f64 / days).min(1.0);
        // The mean of a log-normal throw is exp(spread^2 / 2) times its median.
        let median = self.world.plan.sessions_per_account * 1.13 * (-0.5_f64).exp();
        let count = self.dice.around(median, 1.0) * share + self.dice.fraction();
        self.visits_of(who, count.min(days * 6.0 * share) as usize)
    }

    /// About `count` sessions, in time order and without overlap.
    pub fn visits_of(&mut self, who: &Person, count: usize) -> Vec<Visit> {
        let (from, until) = (who.active_from(), who.active_until(self.world));
        let mut starts: Vec<i64> = (0..count).map(|_| self.moment(who, from, until)).collect();
        starts.sort_unstable();
        let mut visits: Vec<Visit> = Vec::with_capacity(count);
        for start in starts {
            let free = visits.last().map_or(from, |last| last.end() + self.dice.between(2, 40) * MINUTE);
            let start = start.max(free);
            let length = (self.dice.around(35.0, 0.8).clamp(2.0, 240.0) * MINUTE as f64) as i64;
            if start + length < until {
                visits.push(self.visit(who, start, length));
            }
        }
        visits
    }

    /// A moment at which somebody is at work.
    pub fn moment(&mut self, who: &Person, from: i64, until: i64) -> i64 {
        let first = from.div_euclid(DAY);
        let days = (until.div_euclid(DAY) - first).max(1);
        let mut day = first + self.dice.between(0, days);
        // 1970-01-01 was a Thursday: days 2 and 3 of each such week are a weekend.
        if day.rem_euclid(7) == 2 && !self.dice.chance(who.rhythm.weekend) {
            day -= 1;
        } else if day.rem_euclid(7) == 3 && !self.dice.chance(who.rhythm.weekend) {
            day += 1;
        }
        let hour =
            (who.rhythm.peak + self.dice.bell() * who.rhythm.spread).clamp(who.rhythm.awake.0, who.rhythm.awake.1);
        let minute = self.dice.between(0, HOUR / 2);
        (self.world.clock(who.city).at_local_hour(day * DAY, hour) + minute).clamp(from, (until - 1).max(from))
    }

    /// A session at home or on the way.
    pub fn visit(&mut self, who: &Person, start: i64, length: i64) -> Visit {
        let mobile = self.dice.chance(who.mobile_share);
        let device = if mobile { who.devices[who.devices.len().min(2) - 1] } else { *self.dice.pick(&who.devices) };
        let net = if self.dice.chance(who.tunnel_share) {
            self.tunnel(who)
        } else if mobile {
            self.world.atlas.mobile(who.city, who.index, self.dice.bits())
        } else {
            self.home_net(who, &device, start)
        };
        let latency = if mobile { self.dice.around(55.0, 0.3) } else { self.dice.around(24.0, 0.35) };
        Visit {
            start,
            last_seen: start + length,
            net,
            device,
            mfa: who.mfa,
            offset_minutes: self.world.clock(who.city).offset_minutes(start),
            remote: false,
            latency_ms: latency as i64,
            webrtc: self.dice.chance(0.1).then_some(net),
            sign_every: 0,
        }
    }

    /// People keep to one provider: half of them to a VPN, half to a privacy relay.
    fn tunnel(&mut self, who: &Person) -> Net {
        let throw = self.dice.bits();
        if who.index.is_multiple_of(2) {
            self.world.atlas.public_vpn((throw << 8) | ((who.index >> 1) % 4))
        } else {
            self.world.atlas.relay(throw)
        }
    }

    fn home_net(&mut self, who: &Person, device: &Device, at: i64) -> Net {
        if who.has_ipv6 && self.dice.chance(0.6) {
            return self.world.atlas.home6(who.city, who.slot, privacy_suffix(device, at));
        }
        who.homes[usize::from(at >= who.second_home_from)]
    }
}

/// Writes sessions and what happened in them.
pub fn write(books: &mut Books, pen: &mut Pen<'_>, who: &Person, visits: &[Visit]) -> Result<(), Error> {
    let mut row = Session { account_id: who.id.into(), language: who.language.into(), ..Session::default() };
    let mut scratch = String::new();
    for visit in visits {
        let id = pen.ids.fresh(Kind::Session);
        row.session_id = id.into();
        fill_row(&mut row, pen, visit, &mut scratch);
        books.put(&row)?;
        write_signs(books, &mut pen.dice, (who.id, id), visit)?;
    }
    Ok(())
}

fn fill_row(row: &mut Session, pen: &mut Pen<'_>, visit: &Visit, scratch: &mut String) {
    row.started_at = Some(visit.start);
    row.last_seen_at = Some(visit.last_seen);
    let left_at = (visit.last_seen + pen.dice.between(0, 5 * MINUTE)).min(pen.world.end - 1);
    row.ended_at = pen.dice.chance(0.7).then_some(left_at);
    put_address(&mut row.ip, visit.net, scratch);
    row.device_id = visit.device.id.into();
    row.mfa_device_id = visit.mfa.into();
    row.user_agent = visit.device.agent.into();
    row.timezone_offset_minutes = Some(i64::from(visit.offset_minutes));
    match visit.webrtc {
        Some(net) => put_address(&mut row.webrtc_ip, net, scratch),
        None => row.webrtc_ip = Txt::Null,
    }
    row.remote_desktop = Some(visit.remote);
    row.latency_ms = Some(visit.latency_ms);
    // A few rows leave it to the reference list to say where an address is.
    let range = (!pen.dice.chance(0.05)).then(|| pen.world.atlas.range(visit.net));
    put_range(row, range);
}

fn put_range(row: &mut Session, range: Option<&Range>) {
    row.ip_country = range.map(|range| range.country).into();
    row.ip_kind = range.map(|range| range.kind).into();
    row.ip_asn = range.map(|range| range.asn);
    row.ip_latitude = range.map(|range| range.latitude);
    row.ip_longitude = range.map(|range| range.longitude);
}

fn put_address(field: &mut Txt, net: Net, scratch: &mut String) {
    scratch.clear();
    // Writing into a string cannot fail.
    let _ = write!(scratch, "{}", net.address);
    match field {
        Txt::Text(text) => {
            let text = text.to_mut();
            text.clear();
            text.push_str(scratch);
        }
        other => *other = scratch.clone().into(),
    }
}

fn write_signs(books: &mut Books, dice: &mut Dice, ids: (Tag, Tag), visit: &Visit) -> Result<(), Error> {
    let length = visit.last_seen - visit.start;
    let mut row =
        Sign { account_id: ids.0.into(), at: Some(visit.start), kind: "page".into(), session_id: ids.1.into() };
    books.put(&row)?;
    if visit.sign_every > 0 {
        let mut at = visit.start;
        while at + visit.sign_every < visit.last_seen {
            at += dice.between(visit.sign_every / 2, visit.sign_every);
            row.at = Some(at);
            row.kind = sign_kind(dice).into();
            books.put(&row)?;
        }
    } else {
        let more = if books.light { i64::from(dice.chance(0.5)) } else { dice.between(0, 5) };
        for part in 1..=more {
            let early = i64::from(part < more) * dice.between(0, MINUTE);
            row.at = Some((visit.start + length * part / more - early).max(visit.start));
            row.kind = sign_kind(dice).into();
            books.put(&row)?;
        }
    }
    Ok(())
}

fn sign_kind(dice: &mut Dice) -> &'static str {
    dice.word(&["page", "page", "page", "keystrokes", "keystrokes", "upload"])
}

/// Keeps sessions in order and apart after a story has added some: an added one wins over an ordinary one.
pub fn make_room(visits: &mut Vec<Visit>, added: Vec<Visit>) {
    let gap = 5 * MINUTE;
    visits.retain(|old| added.iter().all(|new| old.end() + gap < new.start || new.end() + gap < old.start));
    visits.extend(added);
    visits.sort_by_key(|visit| visit.start);
}

/// A day inside the window on which a story can begin, leaving room for `length_days`.
pub fn story_day(pen: &mut Pen<'_>, who: &Person, length_days: i64) -> i64 {
    let first = (who.active_from() - START).div_euclid(DAY) + 1;
    let last = i64::from(pen.world.plan.days) - length_days - 1;
    START + pen.dice.between(first.min(last), last.max(first.min(last) + 1)) * DAY
}
