//! Obvious versions of indicators on sessions and signs of life.

use std::collections::{BTreeMap, BTreeSet};

use super::moments::{DAY, HOUR, MINUTE};
use super::world::{Session, World};
use super::{Fired, fires_with, flag};

/// The sessions of every account, by time.
fn by_account(world: &World) -> BTreeMap<&str, Vec<&Session>> {
    let mut all: BTreeMap<&str, Vec<&Session>> = BTreeMap::new();
    world.sessions.iter().for_each(|session| all.entry(&session.account).or_default().push(session));
    all.values_mut().for_each(|sessions| sessions.sort_by_key(|session| session.start));
    all
}

/// The most different values among moments that lie within a window, tried from every moment on.
pub fn most_within<T: Ord>(moments: &[(i64, T)], window: i64) -> usize {
    let from = |first: i64| moments.iter().filter(move |(at, _)| *at >= first && *at - first <= window);
    let counts = moments.iter().map(|(first, _)| from(*first).map(|(_, value)| value).collect::<BTreeSet<_>>().len());
    counts.max().unwrap_or(0)
}

/// Sessions whose starts lie within 24 h come from at least 3 distinct countries.
pub fn multi_ip_short_window(world: &World) -> Fired {
    let countries = by_account(world).into_iter().map(|(account, sessions)| {
        let seen: Vec<_> =
            sessions.iter().filter_map(|session| Some((session.start, session.country.as_ref()?))).collect();
        (account, most_within(&seen, 24 * HOUR))
    });
    countries.filter(|(_, most)| *most >= 3).map(|(account, most)| fires_with(account, most.to_string())).collect()
}

/// Signs of life (activity rows, session starts and last_seen_at) go on for at least 24 h with every gap below 30 min.
pub fn account_logged_in_days(world: &World) -> Fired {
    let mut signs: BTreeMap<&str, BTreeSet<i64>> = BTreeMap::new();
    for event in &world.activity {
        signs.entry(&event.account).or_default().insert(event.at);
    }
    for session in &world.sessions {
        signs
            .entry(&session.account)
            .or_default()
            .extend([Some(session.start), session.last_seen].into_iter().flatten());
    }
    let longest = signs.into_iter().map(|(account, moments)| (account, longest_unbroken(&Vec::from_iter(moments))));
    longest
        .filter(|(_, length)| *length >= 24 * HOUR)
        .map(|(account, length)| fires_with(account, spoken(length)))
        .collect()
}

/// Every pair of ends, joined without a gap of half an hour.
fn longest_unbroken(moments: &[i64]) -> i64 {
    let mut longest = 0;
    for (place, first) in moments.iter().enumerate() {
        let joined = moments[place..].windows(2).take_while(|pair| pair[1] - pair[0] < 30 * MINUTE);
        longest = joined.map(|pair| pair[1] - first).max().unwrap_or(0).max(longest);
    }
    longest
}

fn spoken(length: i64) -> String {
    match (length / HOUR, length % HOUR / MINUTE) {
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// Any proposal, sent message, contract as worker, or payout before verified_at; never verified counts as before. An
/// account without a record, or a dataset that does not tell, says nothing about when.
pub fn activity_before_verification(world: &World) -> Fired {
    let owned = |transfer: &super::world::Transfer| {
        let to = world.payment_accounts.iter().find(|known| Some(&known.id) == transfer.to.as_ref())?;
        world.owner(to)
    };
    let early = |account: &&super::world::Account| {
        let before = |at: i64| account.verified.is_none_or(|verified| at < verified);
        let of = |who: &str| who == account.id;
        world.proposals.iter().any(|proposal| of(&proposal.account) && before(proposal.at))
            || world.messages.iter().any(|message| of(&message.account) && before(message.at))
            || world.contracts.iter().any(|contract| of(&contract.worker) && before(contract.start))
            || world
                .transfers
                .iter()
                .any(|transfer| transfer.kind == "payout" && owned(transfer).is_some_and(of) && before(transfer.at))
    };
    if !world.verified_is_told {
        return Vec::new();
    }
    world.accounts.iter().filter(early).map(|account| flag(&account.id)).collect()
}

/// Two sessions in a row, outside of VPNs and data centres, lie farther apart than 500 km and than an airliner flies.
pub fn impossible_travel(world: &World) -> Fired {
    let tunnel = |session: &Session| matches!(session.kind.as_deref(), Some("vpn" | "hosting" | "tor" | "relay"));
    let jumps = |sessions: &[(i64, (f64, f64))]| {
        sessions.windows(2).any(|pair| {
            let (km, hours) = (kilometres(pair[0].1, pair[1].1), (pair[1].0 - pair[0].0) as f64 / HOUR as f64);
            km > 500.0 && km > 900.0 * hours
        })
    };
    let travelled = by_account(world).into_iter().filter(|(_, sessions)| {
        let open = sessions.iter().filter(|session| !tunnel(session));
        jumps(&open.filter_map(|session| Some((session.start, session.place?))).collect::<Vec<_>>())
    });
    travelled.map(|(account, _)| flag(account)).collect()
}

/// The angle between two points, by their directions from the middle of the Earth.
fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    let direction = |(latitude, longitude): (f64, f64)| {
        let (north, east) = (latitude.to_radians(), longitude.to_radians());
        [north.cos() * east.cos(), north.cos() * east.sin(), north.sin()]
    };
    let product: f64 = direction(a).iter().zip(direction(b)).map(|(x, y)| x * y).sum();
    6371.0088 * product.clamp(-1.0, 1.0).acos()
}

fn declares_vpn(world: &World, account: &str) -> bool {
    world.account(account).is_some_and(|account| account.declares_vpn)
}

/// More than half of at least five sessions of known kind come through a VPN or Tor, and no VPN is declared.
pub fn commercial_vpn_login(world: &World) -> Fired {
    let mostly = |account: &str, sessions: &[&Session]| {
        let kinds: Vec<&str> = sessions.iter().filter_map(|session| session.kind.as_deref()).collect();
        let hidden = kinds.iter().filter(|kind| matches!(**kind, "vpn" | "tor")).count();
        2 * hidden > kinds.len() && kinds.len() >= 5 && !declares_vpn(world, account)
    };
    by_account(world)
        .into_iter()
        .filter(|(account, all)| mostly(account, all))
        .map(|(account, _)| flag(account))
        .collect()
}

/// At least three sessions, and a fifth of those of known kind, come from a data centre.
pub fn hosting_or_vps_login(world: &World) -> Fired {
    let hosted = |sessions: &[&Session]| {
        let kinds: Vec<&str> = sessions.iter().filter_map(|session| session.kind.as_deref()).collect();
        let hosted = kinds.iter().filter(|kind| **kind == "hosting").count();
        hosted >= 3 && 5 * hosted >= kinds.len()
    };
    by_account(world).into_iter().filter(|(_, sessions)| hosted(sessions)).map(|(account, _)| flag(account)).collect()
}

/// At least two sessions, privacy relays apart, whose two addresses differ, and no VPN is declared.
pub fn webrtc_or_dns_ip_leak(world: &World) -> Fired {
    let leaks = |session: &&&Session| {
        let differ = session
            .ip
            .zip(session.webrtc_ip)
            .is_some_and(|(ip, other)| super::shared::network(ip) != super::shared::network(other));
        differ && session.kind.as_deref() != Some("relay")
    };
    let leaky = |account: &str, sessions: &[&Session]| {
        sessions.iter().filter(leaks).count() >= 2 && !declares_vpn(world, account)
    };
    by_account(world)
        .into_iter()
        .filter(|(account, all)| leaky(account, all))
        .map(|(account, _)| flag(account))
        .collect()
}

/// At least three sessions in which remote control was seen.
pub fn rdp_port_open_on_login_ip(world: &World) -> Fired {
    let seen = |sessions: &[&Session]| sessions.iter().filter(|session| session.remote_desktop).count() >= 3;
    by_account(world).into_iter().filter(|(_, sessions)| seen(sessions)).map(|(account, _)| flag(account)).collect()
}

/// At least three commits whose clock says more than a day before the account was opened.
pub fn commits_predate_account(world: &World) -> Fired {
    let early = |account: &&super::world::Account| {
        let own = world.commits.iter().filter(|commit| commit.account == account.id);
        own.filter(|commit| account.opened - commit.at > DAY).count() >= 3
    };
    world.accounts.iter().filter(early).map(|account| flag(&account.id)).collect()
}
