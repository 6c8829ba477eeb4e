//! What a ring says to clients, and what it avoids.

use super::plan::{Ring, Trick};
use super::{Member, Part};
use crate::calendar::{DAY, HOUR};
use crate::life::Life;
use crate::people::Pen;
use crate::tables::Call;
use crate::truth::{Behaviour, Strength};

/// Adds messages, calls and checks.
pub fn adapt(pen: &mut Pen<'_>, ring: &Ring, members: &mut [Member]) {
    for (place, member) in members.iter_mut().enumerate().filter(|(_, member)| member.part != Part::Client) {
        let life = &mut member.life;
        if ring.shows(Trick::OffPlatform) && place.is_multiple_of(2) {
            ask(pen, life, "message.off_platform");
            life.note(Behaviour::of_account("off_platform_request", ring.strength(Strength::Medium), "message"));
        }
        if ring.shows(Trick::CryptoRequest) && place.is_multiple_of(3) {
            ask(pen, life, "message.crypto");
            life.note(Behaviour::of_account("crypto_payment_requested", ring.strength(Strength::Medium), "message"));
        }
        if ring.shows(Trick::Prepaid) && place % 3 == 1 {
            ask(pen, life, "message.prepay");
        }
        if ring.shows(Trick::NoCamera) {
            avoid_camera(pen, ring, life, place);
        }
    }
}

fn ask(pen: &mut Pen<'_>, life: &mut Life, topic: &str) {
    for _ in 0..pen.dice.between(1, 4) {
        let at = pen.dice.between(life.who.active_from() + HOUR, pen.world.end);
        let message = pen.letter_to_stranger(life, topic, at);
        life.messages.push(message);
    }
}

/// Calls without a picture, and interviews that never happen.
fn avoid_camera(pen: &mut Pen<'_>, ring: &Ring, life: &mut Life, place: usize) {
    let is_careful = ring.strength(Strength::Medium) == Strength::Weak || place % 3 == 2;
    life.checks.retain(|check| check.kind.as_str() != Some("video_interview"));
    let first = super::logins::first_day(life);
    if !is_careful {
        for turn in 0..2 {
            let asked = (first + (turn * 4 + pen.dice.between(0, 3)) * DAY).min(pen.world.end - DAY);
            let outcome = pen.dice.word(&["refused", "no_show"]);
            let check = pen.check(&life.who, "video_interview", asked, outcome);
            life.checks.push(check);
        }
    }
    let client = pen.some_client();
    life.calls.iter_mut().for_each(|call| call.video = "off".into());
    for turn in 0..3 {
        let at = (first + (turn * 3 + 1) * DAY).min(pen.world.end - 3 * HOUR);
        let call = pen.call(life, client, at, "off");
        let missed = turn == 2 && pen.dice.chance(0.5);
        life.calls.push(if missed {
            Call { attended: Some(false), started_at: None, ended_at: None, ..call }
        } else {
            call
        });
    }
    let (strength, note) = if is_careful {
        (Strength::Weak, "camera off in calls")
    } else {
        (Strength::Medium, "interviews refused or missed")
    };
    life.note(Behaviour::of_account("camera_refusal", strength, note));
    ask(pen, life, "message.camera");
}
