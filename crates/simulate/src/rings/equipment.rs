//! Parcels, computers and repositories of a ring.

use super::plan::{Ring, Trick};
use super::{Member, Part};
use crate::calendar::{DAY, HOUR};
use crate::life::Life;
use crate::names::Name;
use crate::people::{Pen, address, postal_code};
use crate::places::{City, known};
use crate::tables::Commit;
use crate::truth::{Behaviour, Strength};
use crate::work::event;

/// Adds parcels, events and commits.
pub fn adapt(pen: &mut Pen<'_>, ring: &Ring, members: &mut [Member]) {
    let drop_city: &City = pen.world.city(known::OSAKA);
    let drop = address(&mut pen.dice, drop_city);
    if ring.shows(Trick::OneCommitter) {
        super::careful::commit_under_one_address(pen, members);
    }
    for (place, member) in members.iter_mut().enumerate().filter(|(_, member)| member.part == Part::Persona) {
        let life = &mut member.life;
        if ring.shows(Trick::OtherAddress) && place.is_multiple_of(2) {
            ship_elsewhere(pen, life, &drop, drop_city);
        }
        if ring.shows(Trick::VideoSwitch) && place.is_multiple_of(3) {
            plug_video_switch(pen, ring, life);
        }
        if ring.shows(Trick::OldCommits) && place % 2 == 1 {
            push_old_commits(pen, ring, life);
        }
    }
}

fn ship_elsewhere(pen: &mut Pen<'_>, life: &mut Life, drop: &str, drop_city: &City) {
    let at = (super::logins::first_day(life) + pen.dice.between(DAY, 12 * DAY)).min(pen.world.end - DAY);
    let mut parcel = pen.parcel(life, at);
    parcel.address = drop.to_owned().into();
    parcel.postal_code = postal_code(&mut pen.dice, drop_city.country()).into();
    parcel.country = drop_city.country().code.into();
    parcel.address_changed_at = Some(at - pen.dice.between(6 * HOUR, 4 * DAY));
    life.shipments.push(parcel);
    // A passport has no address: the account needs a document that the parcel can differ from.
    if life.documents.iter().all(|document| document.address.as_str().is_none()) {
        let submitted = life.documents.first().and_then(|document| document.submitted_at).unwrap_or(at - DAY);
        let bill = pen.document(&life.who, "utility_bill", submitted);
        life.documents.push(bill);
    }
    life.note(Behaviour::of_account("ship_address_differs_from_id", Strength::Loud, "drop address"));
    life.note(Behaviour::of_account("ship_address_change_last_minute", Strength::Medium, "days before"));
}

fn plug_video_switch(pen: &mut Pen<'_>, ring: &Ring, life: &mut Life) {
    let serial = format!("SN{:08}", pen.ids.number() % 100_000_000);
    let from = super::logins::first_day(life);
    pen.computer_events(life, &serial, from);
    let at = pen.dice.between(from, pen.world.end);
    let switch = event(life, &serial, at, ("usb", "PiKVM Composite KVM Device", "1d6b", "0104"));
    let mover = event(life, &serial, at, ("process", "caffeine64.exe", "", ""));
    life.events.extend([switch, mover]);
    life.note(Behaviour::of_account("ip_kvm_usb_device", Strength::Loud, "PiKVM"));
    life.note(Behaviour::of_account("mouse_jiggler", ring.strength(Strength::Medium), "caffeine"));
}

/// A repository that is older than the account, written elsewhere and under two names.
fn push_old_commits(pen: &mut Pen<'_>, ring: &Ring, life: &mut Life) {
    let repository = format!("repo-{:08x}", pen.ids.number() & 0xffff_ffff);
    let clock = pen.world.clock(ring.operator_city);
    let other = Name::invent(&mut pen.dice, pen.world.city(ring.operator_city).country().culture);
    for turn in 0..pen.dice.between(8, 20) {
        let at = life.who.opened_at() - pen.dice.between(20 * DAY, 400 * DAY);
        let commit = pen.commit(life, &repository, at);
        let row = Commit { utc_offset_minutes: Some(i64::from(clock.offset_minutes(at))), ..commit };
        let by_other = turn % 2 == 0;
        life.commits.push(if by_other { Commit { author_name: other.latin().into(), ..row } } else { row });
    }
    let recent = (super::logins::first_day(life), pen.world.end);
    for _ in 0..4 {
        let at = pen.dice.between(recent.0, recent.1);
        let commit = pen.commit(life, &repository, at);
        life.commits.push(Commit { utc_offset_minutes: Some(i64::from(clock.offset_minutes(at))), ..commit });
    }
    for indicator in ["commits_predate_account", "commit_tz_inconsistent", "identity_rotation_in_git"] {
        life.note(Behaviour::of_account(indicator, ring.strength(Strength::Medium), repository.clone()));
    }
}
