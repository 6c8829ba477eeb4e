//! How operators sign in: shared computers and exits, distant countries, shifts that last for days.

use super::plan::{Ring, Trick};
use super::{Member, Part};
use crate::calendar::{DAY, HOUR, MINUTE};
use crate::life::Life;
use crate::network::Net;
use crate::people::{Device, Pen, Person};
use crate::places::known;
use crate::truth::{Behaviour, Strength};
use crate::visits::{Visit, make_room, story_day};

/// Invents the sessions of a ring.
pub fn adapt(pen: &mut Pen<'_>, ring: &Ring, members: &mut [Member]) {
    if ring.shows(Trick::Separate) {
        return super::careful::sign_in(pen, ring, members);
    }
    for (place, member) in members.iter_mut().enumerate() {
        let life = &mut member.life;
        if member.part == Part::Client {
            life.visits = pen.visits_of(&life.who, 15);
            continue;
        }
        let shift = operate(pen, ring, life, place);
        if member.part == Part::Lent {
            // The real owner looks in from home now and then.
            life.visits = pen.visits_of(&life.who, 6);
        }
        make_room(&mut life.visits, shift);
        add_stories(pen, ring, life, place);
        note_habits(pen, ring, life);
    }
    note_shared(ring, members);
}

/// The sessions of the operators on one account.
fn operate(pen: &mut Pen<'_>, ring: &Ring, life: &Life, place: usize) -> Vec<Visit> {
    let operator = Person { city: ring.operator_city, rhythm: ring.shift, mobile_share: 0.0, ..life.who.clone() };
    let median = (pen.world.plan.sessions_per_account * 1.5).max(18.0);
    let count = pen.dice.around(median, 0.4).clamp(14.0, 150.0) as usize;
    let mut visits = pen.visits_of(&operator, count);
    let (device, net) = (ring.device(life, place), ring.exit(pen, life, place));
    for visit in &mut visits {
        visit.device = device;
        visit.webrtc = None;
        visit.net = net;
        if !ring.shows(Trick::NightWork) {
            visit.offset_minutes = pen.world.clock(life.who.city).offset_minutes(visit.start);
        }
        if ring.shows(Trick::SharedFactor) {
            visit.mfa = Some(ring.factor);
        }
        if ring.shows(Trick::RemoteDesktop) {
            visit.remote = pen.dice.chance(0.6);
            visit.latency_ms = pen.dice.around(185.0, 0.15) as i64;
        }
    }
    visits
}

impl Ring {
    fn device(&self, life: &Life, place: usize) -> Device {
        if self.shows(Trick::SharedDevice) { self.devices[place % 2] } else { life.who.devices[0] }
    }

    fn exit(&self, pen: &Pen<'_>, life: &Life, place: usize) -> Net {
        if self.shows(Trick::SharedExit) {
            self.exits[place / 4 % 2]
        } else {
            pen.world.atlas.special_home(life.who.city, life.who.index)
        }
    }
}

fn add_stories(pen: &mut Pen<'_>, ring: &Ring, life: &mut Life, place: usize) {
    if ring.shows(Trick::ManyCountries) && place % 2 == 1 {
        for _ in 0..2 {
            let day = story_day(pen, &life.who, 2);
            let hops = hop(pen, ring, life, day);
            make_room(&mut life.visits, hops);
        }
        life.note(Behaviour::of_account("multi_ip_short_window", Strength::Loud, "4 countries in 11 h"));
        life.note(Behaviour::of_account("impossible_travel", Strength::Loud, "4 countries in 11 h"));
    }
    if ring.shows(Trick::LongShift) && place.is_multiple_of(3) {
        let begin = story_day(pen, &life.who, 3) + pen.dice.between(HOUR, 5 * HOUR);
        let chain = take_turns(pen, ring, life, (begin, place));
        let hours = chain.last().map_or(0, |last| (last.end() - begin) / HOUR);
        make_room(&mut life.visits, chain);
        life.note(Behaviour::of_account("account_logged_in_days", Strength::Loud, format!("{hours} h")));
        life.note(Behaviour::of_account("round_the_clock_activity", Strength::Medium, format!("{hours} h")));
    }
}

/// Home, the operators' city, another one, and Singapore, three hours apart.
fn hop(pen: &mut Pen<'_>, ring: &Ring, life: &Life, day: i64) -> Vec<Visit> {
    let (who, atlas) = (&life.who, &pen.world.atlas);
    let nets = [
        who.homes[0],
        atlas.special_home(ring.operator_city, who.index),
        atlas.mobile(ring.second_city, who.index, day as u64),
        atlas.special_home(known::SINGAPORE, who.index),
    ];
    let mut at = day + pen.dice.between(2 * HOUR, 9 * HOUR);
    let mut visits = Vec::new();
    for net in nets {
        let length = pen.dice.between(20 * MINUTE, 50 * MINUTE);
        visits.push(Visit { net, webrtc: None, ..pen.visit(who, at, length) });
        at += 3 * HOUR;
    }
    visits
}

/// Several operators in turn for more than a day: as one endless session, or as sessions without a gap.
fn take_turns(pen: &mut Pen<'_>, ring: &Ring, life: &Life, start: (i64, usize)) -> Vec<Visit> {
    let (begin, place) = start;
    let until = begin + pen.dice.between(27 * HOUR, 40 * HOUR);
    let net = ring.exit(pen, life, place);
    let device = ring.device(life, place);
    let mut visits = Vec::new();
    let mut at = begin;
    while at < until {
        let (low, high) = ring.turn_seconds();
        let length = if place == 3 { until - at } else { pen.dice.between(low, high) };
        let visit = pen.visit(&life.who, at, length);
        visits.push(Visit { net, device, webrtc: None, sign_every: 15 * MINUTE, ..visit });
        at += length + pen.dice.between(MINUTE, 6 * MINUTE);
    }
    visits
}

/// Says what the sessions really show, now that all are known.
fn note_habits(pen: &Pen<'_>, ring: &Ring, life: &mut Life) {
    let all = life.visits.len().max(1);
    let percent = |test: &dyn Fn(&Visit) -> bool| life.visits.iter().filter(|visit| test(visit)).count() * 100 / all;
    let kind = |visit: &Visit| pen.world.atlas.range(visit.net).kind;
    let (vpn, hosting) = (percent(&|visit| kind(visit) == "vpn"), percent(&|visit| kind(visit) == "hosting"));
    let remote = percent(&|visit| visit.remote);
    let shown = [
        (vpn, 50, "commercial_vpn_login"),
        (hosting, 20, "hosting_or_vps_login"),
        (remote, 30, "rdp_port_open_on_login_ip"),
    ];
    for (share, enough, indicator) in shown.into_iter().filter(|(share, _, _)| *share > 0) {
        let strength = if share > enough { Strength::Loud } else { Strength::Weak };
        life.note(Behaviour::of_account(indicator, strength, format!("{share}% of sessions")));
    }
    if remote > 0 {
        life.note(Behaviour::of_account("remote_control_latency", ring.strength(Strength::Medium), "185 ms"));
    }
    if ring.shows(Trick::NightWork) {
        let is_far = life.who.city == known::NEW_YORK || life.who.city == known::LONDON;
        if is_far {
            let note = "works by day where the operators sit";
            life.note(Behaviour::of_account("timezone_activity_mismatch", Strength::Medium, note));
            let note = "system clock of the operators";
            life.note(Behaviour::of_account("device_tz_lang_vs_claim", ring.strength(Strength::Medium), note));
        }
    }
    if ring.shows(Trick::SharedFactor) {
        life.note(Behaviour::of_account("shared_mfa_device", Strength::Loud, "one authenticator"));
    }
}

/// What shows only when several accounts are seen together.
fn note_shared(ring: &Ring, members: &mut [Member]) {
    let users = |test: &dyn Fn(&Visit) -> bool, members: &[Member]| {
        members.iter().filter(|member| member.life.visits.iter().any(test)).count()
    };
    for device in ring.devices {
        let count = users(&|visit| visit.device == device, members);
        note_users(members, &|visit| visit.device == device, count >= 2, &|| {
            Behaviour::at("device", device.id.as_str(), "one_device_many_accounts", Strength::Loud)
        });
    }
    for exit in ring.exits {
        let count = users(&|visit| visit.net == exit, members);
        for (indicator, least) in [("one_ip_many_accounts", 3), ("same_egress_distant_personas", 2)] {
            note_users(members, &|visit| visit.net == exit, count >= least, &|| {
                Behaviour::at("ip", exit.address.to_string(), indicator, Strength::Loud)
            });
        }
    }
}

fn note_users(members: &mut [Member], test: &dyn Fn(&Visit) -> bool, is_shown: bool, what: &dyn Fn() -> Behaviour) {
    for member in members.iter_mut().filter(|_| is_shown) {
        if member.life.visits.iter().any(test) {
            member.life.note(what());
        }
    }
}

/// The day after which a story may use the account at all.
pub fn first_day(life: &Life) -> i64 {
    life.who.active_from() + DAY
}
