//! What ordinary people show by chance: neither planted nor wrong, but a finding about it is no mistake either.

use std::net::IpAddr;

use crate::calendar::HOUR;
use crate::life::Life;
use crate::network::Net;
use crate::truth::{Behaviour, Strength};
use crate::visits::Visit;
use crate::world::World;

/// Everything that an account shows by chance and that no story has already said about it.
pub fn of(world: &World, life: &Life) -> Vec<Behaviour> {
    let visits = &life.visits;
    let in_kind = |kind| visits.iter().filter(|visit| world.atlas.range(visit.net).kind == kind).count();
    let (vpn, relay) = (in_kind("vpn"), in_kind("relay"));
    let early = visits.iter().any(|visit| visit.start < life.who.verified_at());
    let found = [
        (early, "activity_before_verification", "signed in before being verified"),
        (vpn * 2 > visits.len(), "commercial_vpn_login", "likes a VPN"),
        (vpn + relay > 0, "one_ip_many_accounts", "exit that many customers use"),
        (has_poor_image(life), "id_image_low_quality", "old telephone"),
        (is_on_the_move(world, visits), "multi_ip_short_window", "three networks in a day or two countries in half"),
    ];
    let is_new = |indicator: &str| life.behaviours.iter().all(|what| what.indicator != indicator);
    found
        .into_iter()
        .filter(|(shown, indicator, _)| *shown && is_new(indicator))
        .map(|(_, indicator, note)| Behaviour::of_account(indicator, Strength::Natural, note))
        .collect()
}

fn has_poor_image(life: &Life) -> bool {
    life.documents.iter().any(|document| {
        document.width_px.min(document.height_px) < Some(1_000) || document.sharpness.is_some_and(|value| value < 100.0)
    })
}

fn is_on_the_move(world: &World, visits: &[Visit]) -> bool {
    let country = |visit: &Visit| world.atlas.range(visit.net).country;
    visits.iter().enumerate().any(|(place, first)| {
        let mut networks = [network(first.net), 0, 0];
        let mut known = 1;
        for later in visits[place + 1..].iter().take_while(|later| later.start - first.start < 24 * HOUR) {
            if later.start - first.start < 12 * HOUR && country(later) != country(first) {
                return true;
            }
            let next = network(later.net);
            if !networks[..known].contains(&next) {
                networks[known] = next;
                known += 1;
            }
            if known == 3 {
                return true;
            }
        }
        false
    })
}

/// The /24 or /64 of an address.
fn network(net: Net) -> u128 {
    match net.address {
        IpAddr::V4(address) => u128::from(u32::from(address) >> 8),
        IpAddr::V6(address) => u128::from(address) >> 64,
    }
}
