//! Operators who keep accounts apart: each has its own line, device and payout account. They still have only so many hands.

use super::plan::{Ring, Trick};
use super::{Member, Part};
use crate::calendar::{DAY, HOUR, MINUTE, START};
use crate::life::Life;
use crate::people::Pen;
use crate::truth::{Behaviour, Strength};
use crate::visits::Visit;

/// Accounts that one operator has in hand.
const HANDFUL: usize = 3;
/// Of all days, those on which an operator works on these accounts: the accounts are then no busier than others that are used
/// for a living.
const WORKING_DAYS: f64 = 0.5;

/// Invents the sessions of a careful ring.
pub fn sign_in(pen: &mut Pen<'_>, ring: &Ring, members: &mut [Member]) {
    for member in members.iter_mut() {
        // Without turns each account is used like any other, from its own place.
        let count = if member.part == Part::Client { 15 } else { pen.dice.between(20, 45) as usize };
        let usual = pen.visits_of(&member.life.who, count);
        member.life.visits = usual.into_iter().map(|visit| own(pen, &member.life, visit)).collect();
    }
    if !ring.shows(Trick::Turns) {
        return;
    }
    let workers: Vec<usize> = (0..members.len()).filter(|place| members[*place].part != Part::Client).collect();
    for hand in workers.chunks(HANDFUL).filter(|hand| hand.len() > 1) {
        hand.iter().for_each(|place| members[*place].life.visits.clear());
        for day in 0..i64::from(pen.world.plan.days) {
            if pen.dice.chance(WORKING_DAYS) {
                take_turns(pen, members, hand, START + day * DAY);
            }
        }
        for place in hand {
            let what =
                Behaviour::of_account("team_behind_account", Strength::Medium, "one after the other, minutes apart");
            members[*place].life.note(what);
        }
    }
}

/// A session from the account's own line on its own device.
fn own(pen: &Pen<'_>, life: &Life, visit: Visit) -> Visit {
    let net = pen.world.atlas.special_home(life.who.city, life.who.index);
    Visit { net, device: life.who.devices[0], webrtc: None, ..visit }
}

/// One day of one operator: account after account, the next one minutes after the last.
fn take_turns(pen: &mut Pen<'_>, members: &mut [Member], hand: &[usize], day: i64) {
    let clock = pen.world.clock(members[hand[0]].life.who.city);
    let mut at = clock.at_local_hour(day, 9.0 + 2.0 * pen.dice.fraction());
    let first = pen.dice.below(hand.len() as u64) as usize;
    for turn in 0..hand.len() {
        let life = &mut members[hand[(first + turn) % hand.len()]].life;
        let length = pen.dice.between(60 * MINUTE, 150 * MINUTE);
        let fits = at > life.who.active_from() + HOUR && at + length + HOUR < pen.world.end;
        if fits && life.visits.last().is_none_or(|last| last.end() + 5 * MINUTE < at) {
            let visit = pen.visit(&life.who, at, length);
            let visit = own(pen, life, visit);
            life.visits.push(visit);
            at += length + pen.dice.between(MINUTE, 6 * MINUTE);
        }
    }
}

/// The operator's own computer commits for all accounts, and now and then under the operator's own address.
pub fn commit_under_one_address(pen: &mut Pen<'_>, members: &mut [Member]) {
    let address = format!("dev{}@post.example", pen.ids.number() % 1_000_000);
    let workers = members.iter_mut().filter(|member| member.part == Part::Persona);
    for life in workers.map(|member| &mut member.life) {
        let repository = format!("repo-{:08x}", pen.ids.number() & 0xffff_ffff);
        let from = super::logins::first_day(life);
        for turn in 0..pen.dice.between(6, 14) {
            let at = pen.moment(&life.who, from, pen.world.end);
            let mut commit = pen.commit(life, &repository, at);
            if turn % 3 == 0 {
                commit.author_email = address.clone().into();
            }
            life.commits.push(commit);
        }
        life.note(Behaviour::of_account(
            "identity_rotation_in_git",
            Strength::Medium,
            "one address on several accounts",
        ));
    }
}
