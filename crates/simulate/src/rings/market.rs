//! Bids, contracts and praise of a ring.

use super::plan::{Ring, Trick};
use super::{Member, Part};
use crate::calendar::{DAY, HOUR, START};
use crate::deals::Terms;
use crate::life::Life;
use crate::market::{from_template, price};
use crate::people::Pen;
use crate::tables::{Proposal, Review};
use crate::truth::{Behaviour, Strength};
use crate::words::{Tongue, line, lines};

/// Invents bids and contracts.
pub fn adapt(pen: &mut Pen<'_>, ring: &Ring, members: &mut [Member]) {
    for member in members.iter_mut().filter(|member| member.part != Part::Client) {
        win(pen, ring, &mut member.life);
    }
    if ring.shows(Trick::Praise) {
        praise(pen, ring, members);
    }
    for member in members.iter_mut().filter(|member| member.part != Part::Client) {
        bid(pen, ring, &mut member.life);
        note_contracts(ring, &mut member.life);
    }
}

fn terms(pen: &mut Pen<'_>, ring: &Ring, days: i64) -> Terms {
    let price_factor = if ring.shows(Trick::Cheap) { 0.5 + 0.17 * pen.dice.fraction() } else { 1.0 };
    let prepaid = ring.shows(Trick::Prepaid) && pen.dice.chance(0.7);
    Terms { price_factor, prepaid, days, spends: false }
}

/// Real jobs of unsuspecting clients.
fn win(pen: &mut Pen<'_>, ring: &Ring, life: &mut Life) {
    for _ in 0..pen.dice.between(2, 4) {
        let Some(job) = pen.spare_job(&life.who, pen.world.end - 14 * DAY) else { return };
        let days = pen.dice.between(2, 6);
        let terms = terms(pen, ring, days);
        pen.strike(life, &job, &terms);
    }
}

/// The ring's own client hires its workers for small jobs and gives them five stars within a month.
fn praise(pen: &mut Pen<'_>, ring: &Ring, members: &mut [Member]) {
    let Some((boss, workers)) = members.split_first_mut() else { return };
    let client = &mut boss.life;
    let days = i64::from(pen.world.plan.days);
    let begin = START + (days / 3).min((days - 30).max(2)) * DAY;
    let chosen: Vec<usize> = (0..workers.len()).filter(|place| place % 4 != 3).collect();
    for (turn, place) in chosen.into_iter().enumerate() {
        let life = &mut workers[place].life;
        let posted = (begin + pen.dice.between(0, 5 * DAY)).max(life.who.active_from() + HOUR);
        let job = pen.own_job(&client.who, turn as u64, posted);
        client.posts.push(job.post(&mut pen.dice));
        let terms = terms(pen, ring, 2);
        let Some(contract) = pen.strike(life, &job, &terms) else { continue };
        let row = &life.contracts[contract];
        let id = row.contract_id.as_tag();
        let at = row.ended_at.unwrap_or(pen.world.end - 2 * HOUR) + HOUR;
        // Whatever ordinary rating there was, the ring's own client gives five stars.
        life.reviews.retain(|review| review.contract_id.as_tag() != id);
        let text = line(&mut pen.dice, "review.ring");
        let review = pen.review(id, (client.who.id, life.who.id), 5, at.min(pen.world.end - 1));
        client.reviews.push(Review { text: text.into(), ..review });
        let what = Behaviour::at("client", client.who.id.as_str(), "single_client_boosts_many", Strength::Loud);
        life.note(what);
    }
    let what = Behaviour::at("client", client.who.id.as_str(), "single_client_boosts_many", Strength::Loud);
    client.note(what);
}

fn bid(pen: &mut Pen<'_>, ring: &Ring, life: &mut Life) {
    let wanted = if ring.shows(Trick::ManyBids) { pen.dice.between(50, 110) } else { pen.dice.between(7, 16) };
    // Early work means bids from the first day on.
    let ready = if ring.shows(Trick::EarlyWork) { life.who.active_from() } else { life.who.verified_at() };
    for _ in 0..wanted {
        let Some((job, at)) = pen.job_to_bid(&life.who, ready) else { continue };
        let factor = terms(pen, ring, 1).price_factor;
        let mut row = pen.bid(&life.who, &job, at);
        row.price_minor = Some(price(job.level_minor, factor * pen.dice.around(1.0, 0.06)));
        if ring.shows(Trick::BidTemplate) {
            let tongue = pen.tongue_for(&life.who, &job);
            row.text = ring_text(pen, ring, &job, tongue).into();
        }
        life.bids.push(Proposal { ..row });
    }
    note_bids(ring, life);
}

fn ring_text(pen: &mut Pen<'_>, ring: &Ring, job: &crate::market::Job, tongue: Tongue) -> String {
    let own = ring.own_bid(tongue);
    if let Some(own) = own {
        return from_template(&mut pen.dice, &own, job, tongue);
    }
    let templates = lines(if tongue == Tongue::Japanese { "ring.ja" } else { "ring.en" });
    let text = from_template(&mut pen.dice, templates[ring.template % templates.len()], job, tongue);
    match pen.dice.below(4) {
        0 => text.replace("high quality", "best quality").replace("高品質", "最高品質"),
        1 => text.replace("very ", "really ").replace("すぐに", "ただちに"),
        _ => text,
    }
}

fn note_bids(ring: &Ring, life: &mut Life) {
    let count = life.bids.len();
    if ring.shows(Trick::ManyBids) && count >= 40 {
        life.note(Behaviour::of_account("many_bids_few_awards", Strength::Loud, format!("{count} bids")));
    }
    if ring.shows(Trick::BidTemplate) && count >= 5 {
        life.note(Behaviour::of_account("bid_template_reuse_cross_account", Strength::Loud, "ring template"));
    }
    if ring.shows(Trick::Cheap) && count >= 5 {
        let note = "half to two thirds of the usual price";
        life.note(Behaviour::of_account("price_below_market", ring.strength(Strength::Medium), note));
    }
    let early = life.bids.iter().filter(|bid| bid.at < Some(life.who.verified_at())).count();
    if early > 0 {
        life.note(Behaviour::of_account("activity_before_verification", Strength::Loud, format!("{early} bids")));
    }
}

fn note_contracts(ring: &Ring, life: &mut Life) {
    let prepaid = life.contracts.iter().any(|row| row.kickoff_at.is_none() && row.upfront_minor > Some(0));
    if prepaid {
        let strength = ring.strength(Strength::Medium);
        life.note(Behaviour::of_account("milestone_gaming_prepay", strength, "paid before any meeting"));
    }
}
