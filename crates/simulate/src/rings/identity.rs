//! Papers and profiles of a ring.

use super::plan::{Ring, Trick};
use super::{Member, Part};
use crate::calendar::{HOUR, MINUTE};
use crate::names::Name;
use crate::people::Pen;
use crate::truth::{Behaviour, Strength};
use crate::words::lines;

/// Changes documents, profiles and referrals.
pub fn adapt(pen: &mut Pen<'_>, ring: &Ring, members: &mut [Member]) {
    if ring.shows(Trick::WrongName) {
        show_wrong_name(pen, members);
    }
    if ring.shows(Trick::SamePapers) {
        reuse_papers(pen, members);
    }
    if ring.shows(Trick::OneDesk) {
        photograph_at_one_desk(pen, ring, members);
    }
    for (place, member) in members.iter_mut().enumerate().filter(|(_, member)| member.part == Part::Persona) {
        degrade_image(pen, ring, member, place);
        if ring.shows(Trick::TwinProfile) {
            copy_profile(pen, ring, member);
        }
    }
    if ring.shows(Trick::Referral) {
        refer(ring, members);
    }
}

fn show_wrong_name(pen: &mut Pen<'_>, members: &mut [Member]) {
    let Some(member) = members.iter_mut().rfind(|member| member.part == Part::Persona) else { return };
    let other = Name::invent(&mut pen.dice, member.life.who.name.culture);
    let Some(submitted) = member.life.documents.first().and_then(|document| document.submitted_at) else { return };
    let mut owner = member.life.who.clone();
    owner.name = other;
    let document = pen.document(&owner, "passport", submitted);
    member.life.documents = vec![document];
    member.life.note(Behaviour::of_account("registered_name_vs_doc_name", Strength::Loud, "another person's passport"));
}

/// Two personas share one number; a third hands in nearly the same picture.
fn reuse_papers(pen: &mut Pen<'_>, members: &mut [Member]) {
    let Some(first) = members.get(3).and_then(|member| member.life.documents.first()).cloned() else { return };
    let number = first.number.as_str().unwrap_or_default().to_owned();
    for (place, member) in members.iter_mut().enumerate().skip(3).take(3) {
        let Some(own) = member.life.documents.first_mut() else { continue };
        if place == 4 {
            own.kind = first.kind.clone();
            own.issuing_country = first.issuing_country.clone();
            own.number = first.number.clone();
            own.image_sha256 = first.image_sha256.clone();
            own.mrz = first.mrz.clone();
        }
        let bits = u64::from_str_radix(first.image_phash.as_str().unwrap_or_default(), 16).unwrap_or(0);
        let flipped = (1..place as u64 - 2).fold(bits, |bits, _| bits ^ (1 << pen.dice.below(64)));
        own.image_phash = format!("{flipped:016x}").into();
        member.life.note(Behaviour::of_account("doc_template_across_accounts", Strength::Loud, "twin images"));
        if place < 5 {
            let what = Behaviour::at("document", number.clone(), "id_document_reused", Strength::Loud);
            member.life.note(Behaviour { note: "same number".to_owned(), ..what });
        }
    }
}

fn photograph_at_one_desk(pen: &mut Pen<'_>, ring: &Ring, members: &mut [Member]) {
    let personas = || members.iter().filter(|member| member.part == Part::Persona);
    // The oldest dates fit everybody.
    let oldest = personas().filter_map(|member| member.life.documents.first()).min_by_key(|row| row.issued_on);
    let Some(first) = oldest.cloned() else { return };
    // All pictures are taken in one afternoon, before any of the accounts is verified.
    let taken = personas().filter_map(|member| member.life.documents.first()?.submitted_at).min().unwrap_or(0) - HOUR;
    let mut at = taken;
    for member in members.iter_mut().filter(|member| member.part == Part::Persona) {
        let Some(own) = member.life.documents.first_mut() else { continue };
        own.camera_model = first.camera_model.clone();
        own.issued_on = first.issued_on;
        own.expires_on = first.expires_on;
        own.taken_at = Some(at);
        at += pen.dice.between(MINUTE, 4 * MINUTE);
        if own.mrz.as_str().is_some() {
            let number = own.number.as_str().unwrap_or_default().to_owned();
            let mrz = pen.mrz(&member.life.who, &number, first.expires_on.unwrap_or(0));
            own.mrz = mrz.into();
        }
        let note = "same camera, same dates, minutes apart";
        let strength = ring.strength(Strength::Medium);
        member.life.note(Behaviour::of_account("id_photo_pipeline_twins", strength, note));
    }
}

fn degrade_image(pen: &mut Pen<'_>, ring: &Ring, member: &mut Member, place: usize) {
    let Some(own) = member.life.documents.first_mut() else { return };
    if ring.shows(Trick::PoorImage) && place.is_multiple_of(2) {
        (own.width_px, own.height_px) = (Some(640), Some(480));
        own.sharpness = Some((pen.dice.around(45.0, 0.2) * 10.0).round() / 10.0);
        member.life.note(Behaviour::of_account("id_image_low_quality", Strength::Medium, "640 x 480, blurred"));
    } else if ring.shows(Trick::EditedImage) {
        own.software = pen.dice.word(&["Adobe Photoshop 2024", "GIMP 2.10", "Adobe Photoshop 25.1"]).into();
        member.life.note(Behaviour::of_account("id_image_edit_traces", Strength::Loud, "image editor"));
    }
}

fn copy_profile(pen: &mut Pen<'_>, ring: &Ring, member: &mut Member) {
    let texts = lines("profile.ring");
    let own = ring.own_profile();
    let text = own.as_deref().unwrap_or(texts[ring.template % texts.len()]);
    let Some(profile) = member.life.profiles.first_mut() else { return };
    profile.about = if pen.dice.chance(0.5) { text.to_owned() } else { text.replace("high", "best") }.into();
    profile.portfolio_url = None::<String>.into();
    member.life.note(Behaviour::of_account("profile_text_near_duplicate", ring.strength(Strength::Medium), "one text"));
    if own.is_none() {
        member.life.note(Behaviour::of_account("thin_portfolio_or_bio", Strength::Weak, "two sentences"));
    }
}

fn refer(ring: &Ring, members: &mut [Member]) {
    let Some(first) = members.get(1).map(|member| member.life.who.id) else { return };
    let mut count = 0;
    let opened = members[1].life.who.opened_at();
    for member in members.iter_mut().skip(3) {
        if member.life.who.opened_at() > opened || count < 2 {
            member.life.who.account.referrer_account_id = first.into();
            count += 1;
        }
    }
    let note = format!("refers {count}");
    members[1].life.note(Behaviour::of_account("refers_other_flagged", ring.strength(Strength::Medium), note));
}
