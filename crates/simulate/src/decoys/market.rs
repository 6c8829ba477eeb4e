//! Decoys whose business looks odd: agencies, eager beginners, large clients, long chains.

use super::Kind;
use super::people::note_all;
use crate::Error;
use crate::books::Books;
use crate::calendar::{DAY, HOUR};
use crate::chains::Habits;
use crate::ids::Kind as Id;
use crate::life::Life;
use crate::market::{from_template, price};
use crate::people::Pen;
use crate::tables::{Contract, Proposal};
use crate::truth::{Behaviour, Strength};
use crate::words::{Tongue, line};

/// Changes bids, contracts and chains.
pub fn adapt(pen: &mut Pen<'_>, books: &mut Books, kind: Kind, lives: &mut [Life]) -> Result<(), Error> {
    match kind {
        Kind::Agency | Kind::AgencyUndeclared => bid_with_one_voice(pen, lives),
        Kind::Newcomer => lives.iter_mut().for_each(|life| bid_eagerly(pen, life)),
        Kind::BigClient => lives.iter_mut().for_each(|life| hire_many(pen, life)),
        Kind::DeepChain if !books.light => {
            for life in lives {
                join_deep_chain(pen, books, life)?;
            }
        }
        _ => {}
    }
    Ok(())
}

fn bid_with_one_voice(pen: &mut Pen<'_>, lives: &mut [Life]) {
    let template = line(&mut pen.dice, "agency.en");
    for life in lives.iter_mut() {
        for _ in 0..pen.dice.between(5, 12) {
            let Some((job, at)) = pen.job_to_bid(&life.who, life.who.verified_at()) else { continue };
            let text = from_template(&mut pen.dice, template, &job, Tongue::English);
            let bid = pen.bid(&life.who, &job, at);
            life.bids.push(Proposal { text: text.into(), ..bid });
        }
    }
    note_all(lives, &["bid_template_reuse_cross_account"], "agency text");
}

fn bid_eagerly(pen: &mut Pen<'_>, life: &mut Life) {
    life.bids.retain(|bid| bid.outcome.as_str() != Some("won"));
    for _ in 0..pen.dice.between(45, 95) {
        if let Some((job, at)) = pen.job_to_bid(&life.who, life.who.verified_at()) {
            let bid = pen.bid(&life.who, &job, at);
            life.bids.push(bid);
        }
    }
    for indicator in ["many_bids_few_awards", "new_account_high_velocity"] {
        life.note(Behaviour::of_account(indicator, Strength::Innocent, "eager beginner"));
    }
}

/// A large client that hires many unrelated people and is content with them.
fn hire_many(pen: &mut Pen<'_>, life: &mut Life) {
    life.who.account.role = "client".into();
    life.bids.clear();
    life.profiles.clear();
    let (from, end) = (life.who.active_from(), pen.world.end);
    for turn in 0..pen.dice.between(12, 25) as u64 {
        let posted = pen.dice.between(from, (end - 12 * DAY).max(from + 1));
        let Some(worker) = some_worker(pen, posted) else { continue };
        let job = pen.own_job(&life.who, turn, posted);
        life.posts.push(job.post(&mut pen.dice));
        let started = posted + pen.dice.between(HOUR, 2 * DAY);
        let ended = started + pen.dice.between(2 * DAY, 8 * DAY);
        let contract = pen.ids.fresh(Id::Contract);
        life.contracts.push(Contract {
            contract_id: contract.into(),
            job_id: job.id.into(),
            client_account_id: life.who.id.into(),
            worker_account_id: worker.into(),
            started_at: Some(started),
            ended_at: Some(ended),
            price_minor: Some(price(job.level_minor, pen.dice.around(1.0, 0.2))),
            currency: job.currency.into(),
            upfront_minor: Some(0),
            kickoff_at: Some(started + 3 * HOUR),
        });
        let rating = *pen.dice.pick(&[5, 5, 5, 5, 4]);
        let review = pen.review(Some(contract), (life.who.id, worker), rating, ended + HOUR);
        life.reviews.push(review);
    }
    let note = "a large client hires many people";
    life.note(Behaviour::of_account("single_client_boosts_many", Strength::Innocent, note));
}

fn some_worker(pen: &mut Pen<'_>, before: i64) -> Option<crate::ids::Tag> {
    for _ in 0..20 {
        let index = pen.dice.between(pen.world.specials as i64, pen.world.plan.accounts as i64) as u64;
        let core = pen.world.core(index);
        if !core.is_client && core.verified_at.is_some_and(|at| at < before) {
            return Some(pen.ids.tag(Id::Account, index));
        }
    }
    None
}

fn join_deep_chain(pen: &mut Pen<'_>, books: &mut Books, life: &mut Life) -> Result<(), Error> {
    let habits = Habits { tiers: 4, approved: true, last_by_site: false, worker_verified: true };
    let orders = pen.chain(books, life, habits)?;
    if let Some(last) = orders.last() {
        let what = Behaviour::at("subcontract", last.as_str(), "chain_depth_excess", Strength::Innocent);
        life.note(Behaviour { note: "every step approved".to_owned(), ..what });
    }
    Ok(())
}
