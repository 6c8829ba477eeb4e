//! Obvious versions of indicators on what several accounts share.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{IpAddr, Ipv6Addr};

use super::login::most_within;
use super::moments::DAY;
use super::world::{Account, PaymentAccount, World};
use super::{Fired, fires_with, flag};

/// One IPv4 address, or one /64 of IPv6, as it is written.
pub fn network(ip: IpAddr) -> String {
    match ip.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

/// Groups by a key; rows without one belong to nobody.
fn groups<K: Ord, T>(rows: impl Iterator<Item = (Option<K>, T)>) -> BTreeMap<K, Vec<T>> {
    let mut all: BTreeMap<K, Vec<T>> = BTreeMap::new();
    let owned = rows.filter_map(|(key, row)| Some((key?, row)));
    owned.for_each(|(key, row)| all.entry(key).or_default().push(row));
    all
}

/// At least 3 accounts have sessions from one IPv4 address (IPv6: one /64) whose starts lie within 7 days; addresses in
/// lists/shared_networks.csv are left out.
pub fn one_ip_many_accounts(world: &World) -> Fired {
    let shared = |ip: IpAddr| {
        world.shared.iter().any(|(first, last)| first.is_ipv4() == ip.is_ipv4() && *first <= ip && ip <= *last)
    };
    let rows = world.sessions.iter().map(|session| {
        let own = session.ip.filter(|ip| !shared(*ip));
        (own.map(network), (session.start, session.account.as_str()))
    });
    let most = groups(rows).into_iter().map(|(network, rows)| (network, most_within(&rows, 7 * DAY)));
    most.filter(|(_, most)| *most >= 3).map(|(network, most)| fires_with(&network, most.to_string())).collect()
}

/// One device signed in to at least two accounts within 90 days.
pub fn one_device_many_accounts(world: &World) -> Fired {
    let rows = world.sessions.iter().map(|session| (session.device.clone(), (session.start, session.account.as_str())));
    let most = groups(rows).into_iter().map(|(device, rows)| (device, most_within(&rows, 90 * DAY)));
    most.filter(|(_, most)| *most >= 2).map(|(device, most)| fires_with(&device, most.to_string())).collect()
}

/// One document number (with kind and issuing country), or one image_sha256, stands on at least 2 accounts. Papers whose
/// country is not told are alike in that.
pub fn id_document_reused(world: &World) -> Fired {
    let several = |accounts: &[&str]| accounts.iter().collect::<BTreeSet<_>>().len() >= 2;
    let by_number = groups(world.documents.iter().map(|document| {
        let key = document.number.as_ref().map(|number| (&document.kind, &document.country, number));
        (key, document.account.as_str())
    }));
    let by_image = groups(world.documents.iter().map(|document| (document.image.as_ref(), document.account.as_str())));
    let numbers = by_number.into_iter().filter(|(_, accounts)| several(accounts)).map(|((.., number), _)| flag(number));
    let images = by_image.into_iter().filter(|(_, accounts)| several(accounts)).map(|(image, _)| flag(image));
    numbers.chain(images).collect()
}

/// Kind, provider and number.
type Number<'a> = (&'a str, Option<&'a str>, &'a str);

/// The payment accounts of one number, with the accounts on which they stand.
fn by_number(world: &World) -> BTreeMap<Number<'_>, Vec<(&PaymentAccount, &Account)>> {
    let rows = world.payment_accounts.iter().filter_map(|row| Some((row, world.account(row.account.as_ref()?)?)));
    groups(rows.map(|(row, account)| {
        let key = row.number.as_deref().map(|number| (row.kind.as_str(), row.provider.as_deref(), number));
        (key, (row, account))
    }))
}

/// Numbers on which some pair of rows agrees.
fn pairs(world: &World, agree: impl Fn((&PaymentAccount, &Account), (&PaymentAccount, &Account)) -> bool) -> Fired {
    let any =
        |rows: &[(&PaymentAccount, &Account)]| rows.iter().any(|one| rows.iter().any(|other| agree(*one, *other)));
    by_number(world).into_iter().filter(|(_, rows)| any(rows)).map(|((.., number), _)| flag(number)).collect()
}

/// One payment number (kind and provider the same) stands on a client account and on another account that works.
pub fn client_dev_share_payout(world: &World) -> Fired {
    let buys = |account: &Account| account.role != "worker";
    let works = |account: &Account| account.role != "client";
    pairs(world, |(_, one), (_, other)| buys(one) && works(other) && one.id != other.id)
}

/// One payment number stands on at least two accounts that sell work.
pub fn payout_shared_many_devs(world: &World) -> Fired {
    let works = |account: &Account| account.role != "client";
    pairs(world, |(_, one), (_, other)| works(one) && works(other) && one.id != other.id)
}

/// One payment number stands on a suspended account and was registered later on another one, which is active.
pub fn suspended_elsewhere_reapproach(world: &World) -> Fired {
    let is = |account: &Account, status: &str| account.status.as_deref() == Some(status);
    pairs(world, |(first, one), (then, other)| {
        let later = first.added.zip(then.added).is_some_and(|(first, then)| then > first);
        is(one, "suspended") && is(other, "active") && one.id != other.id && later
    })
}
