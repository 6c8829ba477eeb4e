//! More odd-but-honest lives, for worlds with a crowd of them.

use super::Kind;
use super::people::note_all;
use crate::books::Books;
use crate::calendar::{DAY, HOUR, MINUTE};
use crate::dice::{Dice, Stream};
use crate::life::Life;
use crate::market::{compose, from_template};
use crate::people::{Pen, Person, Rhythm};
use crate::tables::{Call, Proposal};
use crate::truth::{Behaviour, Strength};
use crate::words::Tongue;

/// The stream of the text that half of the marketplace copies from a guide.
const GUIDE_TEXT: u64 = 7;

/// What has to be known before records are invented.
pub fn prepare(who: &mut Person, kind: Kind) {
    if kind == Kind::Carer {
        // Work is done early and late, when the person who is cared for sleeps.
        who.rhythm = Rhythm { peak: 21.0, spread: 7.0, awake: (4.5, 28.0), weekend: 1.0 };
    }
}

/// Changes records.
pub fn adapt(pen: &mut Pen<'_>, books: &mut Books, kind: Kind, lives: &mut [Life]) {
    match kind {
        Kind::AgencyUndeclared => share_office(pen, lives),
        Kind::CarrierNat => share_carrier(pen, books, lives),
        Kind::Carer => lives.iter_mut().for_each(|life| be_called_away(pen, life)),
        Kind::PublicTemplate => copy_the_guide(pen, lives),
        _ => {}
    }
}

/// An office that no list knows and a team that nobody declared.
fn share_office(pen: &mut Pen<'_>, lives: &mut [Life]) {
    let Some(first) = lives.first() else { return };
    let net = pen.world.atlas.office(first.who.city, first.who.index);
    for life in lives.iter_mut() {
        let clock = pen.world.clock(life.who.city);
        for visit in &mut life.visits {
            if (9.0..19.0).contains(&clock.local_hour(visit.start)) && pen.dice.chance(0.7) {
                visit.net = net;
            }
        }
    }
    note_all(lives, &["one_ip_many_accounts"], "office of a small agency");
}

/// Neighbours whose home line leaves through one address of their carrier; the list of shared networks knows it.
fn share_carrier(pen: &mut Pen<'_>, books: &mut Books, lives: &mut [Life]) {
    let Some(first) = lives.first() else { return };
    let net = pen.world.atlas.office(first.who.city, first.who.index);
    books.share_network(net, "carrier_nat");
    for visit in lives.iter_mut().flat_map(|life| &mut life.visits) {
        if pen.dice.chance(0.85) {
            visit.net = net;
            visit.webrtc = None;
        }
    }
    note_all(lives, &["one_ip_many_accounts"], "carrier-grade NAT");
}

/// Calls are missed and interviews postponed.
fn be_called_away(pen: &mut Pen<'_>, life: &mut Life) {
    let from = life.who.active_from();
    let client = pen.some_client();
    for turn in 0..3 {
        let at = (from + (turn * 9 + pen.dice.between(1, 8)) * DAY).min(pen.world.end - 3 * HOUR);
        let call = pen.call(life, client, at, "on");
        let missed = turn != 1;
        life.calls.push(if missed {
            Call { attended: Some(false), started_at: None, ended_at: None, ..call }
        } else {
            call
        });
    }
    let asked = pen.dice.between(from, (from + 20 * DAY).min(pen.world.end - 3 * DAY).max(from + 1));
    let missed = pen.check(&life.who, "video_interview", asked, "no_show");
    let passed = pen.check(&life.who, "video_interview", asked + 2 * DAY + 30 * MINUTE, "passed");
    life.checks.extend([missed, passed]);
    for indicator in ["timezone_activity_mismatch", "camera_refusal"] {
        life.note(Behaviour::of_account(indicator, Strength::Innocent, "cares for a relative"));
    }
}

/// Bids with the text of a well-known guide: everybody who read it uses it.
fn copy_the_guide(pen: &mut Pen<'_>, lives: &mut [Life]) {
    let guide = compose(&mut Dice::new(pen.world.plan.seed, Stream::World, GUIDE_TEXT), Tongue::English);
    for life in lives.iter_mut() {
        for _ in 0..pen.dice.between(6, 14) {
            let Some((job, at)) = pen.job_to_bid(&life.who, life.who.verified_at()) else { continue };
            let text = from_template(&mut pen.dice, &guide, &job, Tongue::English);
            let bid = pen.bid(&life.who, &job, at);
            life.bids.push(Proposal { text: text.into(), ..bid });
        }
    }
    note_all(lives, &["bid_template_reuse_cross_account"], "text of a well-known guide");
}
