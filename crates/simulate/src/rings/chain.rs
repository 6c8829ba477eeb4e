//! The undeclared chain: a public body orders, and four steps below somebody unknown does the work.

use super::Member;
use super::plan::{Ring, Trick};
use crate::Error;
use crate::books::Books;
use crate::chains::Habits;
use crate::people::Pen;
use crate::truth::{Behaviour, Strength};

/// Puts one account of the ring at the end of an undeclared chain.
pub fn adapt(pen: &mut Pen<'_>, books: &mut Books, ring: &Ring, members: &mut [Member]) -> Result<(), Error> {
    if !ring.shows(Trick::UndeclaredChain) {
        return Ok(());
    }
    let Some(life) = members.get_mut(1).map(|member| &mut member.life) else { return Ok(()) };
    let habits = Habits { tiers: 4, approved: false, last_by_site: true, worker_verified: false };
    let orders = pen.chain(books, life, habits)?;
    for (tier, order) in orders.iter().enumerate().skip(1) {
        let what = Behaviour::at("subcontract", order.as_str(), "undeclared_resubcontract", Strength::Loud);
        life.note(Behaviour { note: format!("tier {}, no approval on file", tier + 1), ..what });
    }
    if let Some(last) = orders.last() {
        let what = Behaviour::at("subcontract", last.as_str(), "chain_depth_excess", Strength::Medium);
        life.note(Behaviour { note: "4 below the principal".to_owned(), ..what });
        for indicator in ["unknown_actual_worker", "freelancer_via_matching_site_in_public_work"] {
            life.note(Behaviour::at("subcontract", last.as_str(), indicator, Strength::Medium));
        }
    }
    Ok(())
}
