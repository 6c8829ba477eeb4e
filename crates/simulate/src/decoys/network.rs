//! Decoys whose sign-ins look odd: shared offices, tunnels, journeys, open tabs.

use super::Kind;
use crate::books::Books;
use crate::calendar::{DAY, HOUR};
use crate::dice::scramble_two;
use crate::life::Life;
use crate::network::Net;
use crate::people::{Pen, Person};
use crate::places::CITIES;
use crate::truth::{Behaviour, Strength};
use crate::visits::story_day;

/// What has to be known before sessions are invented.
pub fn prepare(pen: &mut Pen<'_>, who: &mut Person, kind: Kind) {
    match kind {
        Kind::VpnPolicy => who.account.declares_vpn = Some(true),
        Kind::Agency => who.account.declares_team = Some(true),
        Kind::Mover => {
            let (first, last) = (pen.world.end - who.active_from(), pen.world.end);
            who.homes[1] = pen.world.atlas.office(who.city, who.index);
            who.second_home_from = last - pen.dice.between(first / 3, first * 2 / 3);
            who.has_ipv6 = false;
        }
        _ => {}
    }
}

/// Changes sessions.
pub fn adapt(pen: &mut Pen<'_>, books: &mut Books, kind: Kind, lives: &mut [Life]) {
    match kind {
        Kind::Campus => share_place(pen, books, lives, ("campus", "campus network")),
        Kind::Coworking => share_place(pen, books, lives, ("coworking", "co-working space")),
        Kind::Agency => share_place(pen, books, lives, ("office", "agency office")),
        Kind::VpnPolicy => lives.iter_mut().for_each(|life| use_tunnel(pen, life)),
        Kind::CloudDesktop => lives.iter_mut().for_each(|life| use_cloud_desktop(pen, life)),
        Kind::Traveller => lives.iter_mut().for_each(|life| travel(pen, life)),
        Kind::OpenTab => lives.iter_mut().for_each(|life| leave_tabs_open(pen, life)),
        _ => {}
    }
}

pub fn share_place(pen: &mut Pen<'_>, books: &mut Books, lives: &mut [Life], what: (&'static str, &'static str)) {
    let Some(first) = lives.first() else { return };
    let net = pen.world.atlas.office(first.who.city, first.who.index);
    books.share_network(net, what.0);
    for life in lives {
        let clock = pen.world.clock(life.who.city);
        for visit in &mut life.visits {
            let by_day = (8.0..20.0).contains(&clock.local_hour(visit.start));
            if by_day && pen.dice.chance(0.6) {
                visit.net = net;
            }
        }
        life.note(Behaviour::of_account("one_ip_many_accounts", Strength::Innocent, what.1));
    }
}

fn use_tunnel(pen: &mut Pen<'_>, life: &mut Life) {
    let exit = pen.world.atlas.public_vpn(scramble_two(pen.world.plan.seed, life.who.index));
    route(pen, life, exit, 0.8);
    life.note(Behaviour::of_account("commercial_vpn_login", Strength::Innocent, "works through a VPN by policy"));
    life.note(Behaviour::of_account("multi_ip_short_window", Strength::Innocent, "tunnel and own line in turn"));
}

fn use_cloud_desktop(pen: &mut Pen<'_>, life: &mut Life) {
    let rented = pen.world.atlas.own_hosting(life.who.index);
    route(pen, life, rented, 0.7);
    for visit in life.visits.iter_mut().filter(|visit| visit.net == rented) {
        visit.remote = true;
        visit.latency_ms += 15;
    }
    for indicator in ["hosting_or_vps_login", "rdp_port_open_on_login_ip", "multi_ip_short_window"] {
        life.note(Behaviour::of_account(indicator, Strength::Innocent, "cloud desktop"));
    }
}

fn route(pen: &mut Pen<'_>, life: &mut Life, through: Net, share: f64) {
    for visit in &mut life.visits {
        if pen.dice.chance(share) {
            visit.net = through;
            visit.webrtc = None;
        }
    }
}

/// Two journeys abroad with time to fly, the system clock following.
fn travel(pen: &mut Pen<'_>, life: &mut Life) {
    for _ in 0..2 {
        let away = other_city(pen, life.who.city);
        let length = pen.dice.between(3, 9).min(i64::from(pen.world.plan.days) / 4);
        let leaves = story_day(pen, &life.who, length + 2);
        let returns = leaves + length * DAY;
        let flight = 11 * HOUR;
        life.visits.retain(|visit| {
            let near = |at: i64| visit.end() > at - flight && visit.start < at + flight;
            !near(leaves) && !near(returns)
        });
        let hotel = pen.world.atlas.office(away, life.who.index);
        for visit in &mut life.visits {
            if visit.start > leaves && visit.start < returns {
                let is_home = visit.offset_minutes == pen.world.clock(life.who.city).offset_minutes(visit.start);
                visit.net = if is_home && pen.dice.chance(0.2) {
                    pen.world.atlas.mobile(away, life.who.index, pen.dice.bits())
                } else {
                    hotel
                };
                visit.webrtc = None;
                visit.offset_minutes = pen.world.clock(away).offset_minutes(visit.start);
            }
        }
    }
    for indicator in ["multi_ip_short_window", "device_tz_lang_vs_claim"] {
        life.note(Behaviour::of_account(indicator, Strength::Innocent, "on a journey"));
    }
}

fn other_city(pen: &mut Pen<'_>, home: usize) -> usize {
    loop {
        let city = pen.dice.below(CITIES.len() as u64) as usize;
        if CITIES[city].country != CITIES[home].country {
            return city;
        }
    }
}

/// A page stays open for days while there are signs of life only every few hours: no long shift at all.
fn leave_tabs_open(pen: &mut Pen<'_>, life: &mut Life) {
    for _ in 0..4 {
        let place = pen.dice.below(life.visits.len() as u64) as usize;
        if let Some(visit) = life.visits.get_mut(place) {
            let end = visit.start + pen.dice.between(30 * HOUR, 70 * HOUR);
            visit.last_seen = visit.last_seen.max(end.min(pen.world.end - HOUR));
        }
    }
}
