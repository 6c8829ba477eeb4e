//! Decoys whose person is unusual: families, second accounts, late hours, other names, no camera.

use super::Kind;
use crate::calendar::{DAY, HOUR, START};
use crate::life::Life;
use crate::names::Name;
use crate::people::{Pen, Person, Rhythm};
use crate::places::COUNTRIES;
use crate::tables::Call;
use crate::truth::{Behaviour, Strength};

/// What has to be known before records are invented; `leader` is the first of the group.
pub fn prepare(pen: &mut Pen<'_>, who: &mut Person, kind: Kind, leader: Option<&Person>) {
    match kind {
        Kind::NightOwl => who.rhythm = Rhythm { peak: 26.5, spread: 1.5, awake: (21.0, 31.0), weekend: 0.9 },
        Kind::Newcomer => {
            let days = i64::from(pen.world.plan.days);
            who.account.opened_at = Some(START + pen.dice.between(1, days / 3 + 1) * DAY);
            who.account.verified_at = Some(who.opened_at() + pen.dice.between(HOUR, 5 * HOUR));
        }
        Kind::Family => {
            if let Some(leader) = leader {
                move_in(who, leader);
                who.devices.push(leader.devices[0]);
                rename(who, Name { family: leader.name.family, ..who.name });
            }
        }
        Kind::SecondAccount => {
            if let Some(leader) = leader {
                move_in(who, leader);
                who.devices.clone_from(&leader.devices);
                rename(who, leader.name);
                who.account.birth_date = leader.account.birth_date;
            }
        }
        Kind::Expatriate => emigrate(pen, who),
        _ => {}
    }
}

fn move_in(who: &mut Person, leader: &Person) {
    who.homes = leader.homes;
    who.slot = leader.slot;
    who.account.address = leader.account.address.clone();
    who.account.postal_code = leader.account.postal_code.clone();
}

/// Gives an account another person's name; handles and addresses stay.
pub fn rename(who: &mut Person, name: Name) {
    who.name = name;
    who.account.legal_name = name.latin().into();
    who.account.native_name = name.native().into();
    who.account.kana_name = name.kana().into();
}

fn emigrate(pen: &mut Pen<'_>, who: &mut Person) {
    let home = who.country(pen.world);
    let nation = loop {
        let country = pen.dice.pick(COUNTRIES);
        if country.culture != home.culture {
            break country;
        }
    };
    rename(who, Name::invent(&mut pen.dice, nation.culture));
    who.nation = nation;
    who.language = nation.language;
}

/// Changes records.
pub fn adapt(pen: &mut Pen<'_>, kind: Kind, lives: &mut [Life]) {
    match kind {
        Kind::Family => share_computer(lives),
        Kind::NightOwl => note_all(lives, &["timezone_activity_mismatch"], "works at night"),
        Kind::SecondAccount => share_document(lives),
        Kind::Mover => lives.iter_mut().for_each(|life| move_house(pen, life)),
        Kind::NameChange => lives.iter_mut().for_each(|life| marry(pen, life)),
        Kind::NoVideo => lives.iter_mut().for_each(|life| decline_video(pen, life)),
        _ => {}
    }
}

/// Notes the same innocent behaviours for everybody.
pub fn note_all(lives: &mut [Life], indicators: &[&'static str], note: &'static str) {
    for life in lives {
        for indicator in indicators {
            life.note(Behaviour::of_account(indicator, Strength::Innocent, note));
        }
    }
}

/// Everybody in the household uses the shared computer at least once.
fn share_computer(lives: &mut [Life]) {
    let Some(shared) = lives.first().map(|life| life.who.devices[0]) else { return };
    for life in lives.iter_mut() {
        if let Some(visit) = life.visits.first_mut() {
            visit.device = shared;
        }
    }
    note_all(lives, &["one_device_many_accounts", "one_ip_many_accounts"], "family computer");
}

fn share_document(lives: &mut [Life]) {
    let Some(first) = lives.first().and_then(|life| life.documents.first()).cloned() else { return };
    for life in lives.iter_mut().skip(1) {
        if let Some(own) = life.documents.first_mut() {
            own.kind = first.kind.clone();
            own.number = first.number.clone();
            own.mrz = first.mrz.clone();
            own.issued_on = first.issued_on;
            own.expires_on = first.expires_on;
            own.address = first.address.clone();
        }
    }
    note_all(lives, &["id_document_reused", "one_device_many_accounts"], "lost password, registered again");
}

fn move_house(pen: &mut Pen<'_>, life: &mut Life) {
    let moved = life.who.second_home_from;
    let old = life.who.account.address.clone();
    let place = life.who.home_city(pen.world);
    let submitted = life.documents.first().and_then(|document| document.submitted_at);
    let document = pen.document(&life.who, "drivers_licence", submitted.unwrap_or(life.who.verified_at() - HOUR));
    life.documents = vec![document];
    let new = crate::people::address(&mut pen.dice, place);
    life.who.account.address = new.clone().into();
    let mut change = pen.change(&life.who, "address", moved);
    change.before = old;
    change.after = new.into();
    life.changes.push(change);
    let parcel = pen.parcel(life, (moved + 2 * DAY).min(pen.world.end - HOUR));
    life.shipments.push(parcel);
    life.note(Behaviour::of_account("ship_address_differs_from_id", Strength::Innocent, "moved house"));
}

/// A new family name: documents and the payment account still have the old one.
fn marry(pen: &mut Pen<'_>, life: &mut Life) {
    let old = life.who.name;
    let family = Name::invent(&mut pen.dice, old.culture).family;
    let before = life.who.account.legal_name.clone();
    rename(&mut life.who, Name { family, ..old });
    let at = pen.dice.between(life.who.active_from(), pen.world.end);
    let mut change = pen.change(&life.who, "legal_name", at);
    change.before = before;
    change.after = life.who.account.legal_name.clone();
    life.changes.push(change);
    for indicator in ["payout_name_mismatch", "registered_name_vs_doc_name"] {
        life.note(Behaviour::of_account(indicator, Strength::Innocent, "married name"));
    }
}

fn decline_video(pen: &mut Pen<'_>, life: &mut Life) {
    let from = life.who.active_from();
    let asked = pen.dice.between(from, from + 5 * DAY);
    let mut refused = pen.check(&life.who, "video_interview", asked, "refused");
    refused.note = "asks for another way because of a disability".into();
    let met = pen.check(&life.who, "in_person", asked + 2 * DAY, "passed");
    life.checks.extend([refused, met]);
    life.calls.clear();
    let client = pen.some_client();
    for turn in 0..3 {
        let at = asked + (turn * 2 + 3) * DAY;
        let call = pen.call(life, client, at.min(pen.world.end - 3 * HOUR), "off");
        life.calls.push(Call { counterpart_account_id: client.into(), ..call });
    }
    life.note(Behaviour::of_account("camera_refusal", Strength::Innocent, "disability; identified in person instead"));
}
