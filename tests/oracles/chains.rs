//! Obvious versions of indicators on chains of orders.

use super::world::{Order, World};
use super::{Fired, flag};

fn orders_that(world: &World, are: impl Fn(&Order) -> bool) -> Fired {
    world.orders.iter().filter(|order| are(order)).map(|order| flag(&order.id)).collect()
}

/// The order out of which this one was passed on, if it stands in the data.
fn parent<'a>(world: &'a World, order: &Order) -> Option<&'a Order> {
    world.orders.iter().find(|other| Some(&other.id) == order.parent.as_ref())
}

fn is_kind(world: &World, party: Option<&String>, kind: &str) -> bool {
    party.and_then(|party| world.party_kinds.get(party)).is_some_and(|known| known == kind)
}

/// Steps below the principal; an order that is only named as a parent is a step too.
fn tier(world: &World, order: &Order) -> usize {
    1 + match (parent(world, order), &order.parent) {
        (Some(parent), _) => tier(world, parent),
        (None, named) => usize::from(named.is_some()),
    }
}

/// An order at least four steps below the principal.
pub fn chain_depth_excess(world: &World) -> Fired {
    orders_that(world, |order| tier(world, order) >= 4)
}

/// An order that was passed on although consent is asked for, with no consent on file.
pub fn undeclared_resubcontract(world: &World) -> Fired {
    orders_that(world, |order| order.parent.is_some() && order.approval_required && order.approved.is_none())
}

/// An order below a public body that was placed on a matching site, with no approval on file and not
/// waived. The first order of a chain
/// is below the public body that places it.
pub fn freelancer_via_matching_site_in_public_work(world: &World) -> Fired {
    let principal_is_public = |order: &Order| {
        let mut top = order;
        while let Some(above) = parent(world, top) {
            top = above;
        }
        // A top that is named and not there could have been ordered by anybody.
        top.parent.is_none() && is_kind(world, Some(&top.orderer), "public_body")
    };
    orders_that(world, |order| {
        let on_site = order.via.as_deref() == Some("matching_site");
        principal_is_public(order) && on_site && order.approved.is_none() && !order.approval_waived
    })
}

/// The step at which work is done, and no name was told, or not confirmed though personal data is touched.
pub fn unknown_actual_worker(world: &World) -> Fired {
    orders_that(world, |order| {
        let works = order.account.is_some()
            || is_kind(world, order.contractor.as_ref(), "person")
            || order.via.as_deref() == Some("matching_site");
        let unconfirmed = order.worker_verified.is_none() && order.personal_data;
        works && (order.worker_name.is_none() || unconfirmed)
    })
}
