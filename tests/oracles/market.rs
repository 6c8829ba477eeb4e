//! Obvious versions of indicators on bids, deals, money, talk and parcels.

use std::collections::{BTreeMap, BTreeSet};

use super::login::most_within;
use super::moments::DAY;
use super::world::{Account, Proposal, World};
use super::{Fired, flag};

fn distinct<'a>(values: impl Iterator<Item = &'a str>) -> usize {
    values.collect::<BTreeSet<_>>().len()
}

fn accounts_that(world: &World, does: impl Fn(&Account) -> bool) -> Fired {
    world.accounts.iter().filter(|account| does(account)).map(|account| flag(&account.id)).collect()
}

/// The most rows that lie within a window: every row counts for itself.
fn busiest(moments: impl Iterator<Item = i64>, window: i64) -> usize {
    most_within(&moments.enumerate().map(|(row, at)| (at, row)).collect::<Vec<_>>(), window)
}

/// The least value that at least this part of all does not exceed; nothing below ten values.
fn quantile(mut values: Vec<f64>, part: f64) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let reached =
        |value: &&f64| values.iter().filter(|other| *other <= *value).count() as f64 >= part * values.len() as f64;
    if values.len() < 10 { None } else { values.iter().find(reached).copied() }
}

fn bids<'a>(world: &'a World, account: &'a str) -> impl Iterator<Item = &'a Proposal> {
    world.proposals.iter().filter(move |bid| bid.account == account)
}

/// At least 30 bids in 30 days, as many as the busiest twentieth of the role, at least 15 lost and 3 in 100 won.
pub fn many_bids_few_awards(world: &World) -> Fired {
    let most = |account: &str| busiest(bids(world, account).map(|bid| bid.at), 30 * DAY);
    let of_role = |role: &str| {
        world.accounts.iter().filter(|other| other.role == role).map(|other| most(&other.id) as f64).collect()
    };
    let ended =
        |account: &str, how: &str| bids(world, account).filter(|bid| bid.outcome.as_deref() == Some(how)).count();
    accounts_that(world, |account| {
        let known = bids(world, &account.id).filter(|bid| bid.outcome.is_some()).count();
        most(&account.id) >= 30
            && quantile(of_role(&account.role), 0.95).is_some_and(|usual| most(&account.id) as f64 >= usual)
            && ended(&account.id, "lost") >= 15
            && ended(&account.id, "won") as f64 / known as f64 <= 0.03
    })
}

/// At least five bids, and two in five of those that can be compared, below 0.6 of the median price of their kind.
pub fn price_below_market(world: &World) -> Fired {
    let mut prices: BTreeMap<(&str, &str), Vec<f64>> = BTreeMap::new();
    let kind = |bid: &'_ Proposal| {
        let category = world.categories.get(&bid.job)?.as_deref()?;
        Some((category.to_owned(), bid.currency.clone()?))
    };
    let kinds: Vec<_> = world.proposals.iter().map(kind).collect();
    for (bid, kind) in world.proposals.iter().zip(&kinds) {
        if let (Some((category, currency)), Some(price)) = (kind, bid.price) {
            prices.entry((category, currency)).or_default().push(price as f64);
        }
    }
    let medians: BTreeMap<_, _> =
        prices.into_iter().filter_map(|(kind, prices)| Some((kind, quantile(prices, 0.5)?))).collect();
    let cheap = |bid: &Proposal| {
        let (category, currency) = kind(bid)?;
        Some((bid.price? as f64) < 0.6 * medians.get(&(category.as_str(), currency.as_str()))?)
    };
    let bidders: BTreeSet<&str> = world.proposals.iter().map(|bid| bid.account.as_str()).collect();
    let low = |account: &&str| {
        let known: Vec<bool> = bids(world, account).filter_map(cheap).collect();
        let cheap = known.iter().filter(|cheap| **cheap).count();
        cheap >= 5 && 5 * cheap >= 2 * known.len()
    };
    bidders.into_iter().filter(low).map(flag).collect()
}

/// A client with fewer than 12 contracts gave the best rating to at least three of its workers within 30 days, and to at
/// least four in five of all workers it ever hired.
pub fn single_client_boosts_many(world: &World) -> Fired {
    let clients: BTreeSet<&str> = world.reviews.iter().map(|review| review.author.as_str()).collect();
    let boosts = |client: &&str| {
        let contracts = world.contracts.iter().filter(|contract| contract.client == **client);
        let given: Vec<&str> = contracts.map(|contract| contract.worker.as_str()).collect();
        let praise = world.reviews.iter().filter(|review| review.author == **client && review.rating == 5);
        let hired = praise.filter(|review| given.contains(&review.subject.as_str()));
        let praised: Vec<_> = hired.map(|review| (review.at, review.subject.as_str())).collect();
        let (of_praised, of_hired) =
            (distinct(praised.iter().map(|(_, worker)| *worker)), distinct(given.iter().copied()));
        most_within(&praised, 30 * DAY) >= 3 && given.len() < 12 && 5 * of_praised >= 4 * of_hired
    };
    clients.into_iter().filter(boosts).map(flag).collect()
}

/// At least two contracts of which half or more was paid before work began, without a first meeting.
pub fn milestone_gaming_prepay(world: &World) -> Fired {
    let workers: BTreeSet<&str> = world.contracts.iter().map(|contract| contract.worker.as_str()).collect();
    let prepaid = |contract: &super::world::Contract| {
        let half =
            contract.upfront.zip(contract.price).is_some_and(|(upfront, price)| upfront > 0 && 2 * upfront >= price);
        half && contract.kickoff.is_none()
    };
    let games =
        |worker: &&str| world.contracts.iter().filter(|own| own.worker == **worker && prepaid(own)).count() >= 2;
    workers.into_iter().filter(games).map(flag).collect()
}

/// At least three payment accounts added (cards on another one apart), or three changes of payout, within 90 days; the
/// first week of the account does not count.
pub fn payout_account_churn(world: &World) -> Fired {
    accounts_that(world, |account| {
        let settled = |at: &i64| at - account.opened > 7 * DAY;
        let own =
            world.payment_accounts.iter().filter(|row| row.parent.is_none() && world.owner(row) == Some(&account.id));
        let added = own.filter_map(|row| row.added).filter(settled);
        let changes = world
            .changes
            .iter()
            .filter(|change| change.account == account.id && change.what.as_deref() == Some("payout"));
        busiest(added, 90 * DAY) >= 3 || busiest(changes.map(|change| change.at).filter(settled), 90 * DAY) >= 3
    })
}

/// A bank account or e-wallet in another country than the residence.
pub fn payout_to_third_country(world: &World) -> Fired {
    accounts_that(world, |account| {
        let own = world.payment_accounts.iter().filter(|row| world.owner(row) == Some(&account.id));
        let kept =
            own.filter(|row| matches!(row.kind.as_str(), "bank" | "e_wallet")).filter_map(|row| row.country.as_ref());
        kept.zip(std::iter::repeat(account.residence.as_ref()))
            .any(|(kept, home)| home.is_some_and(|home| home != kept))
    })
}

/// At least two occasions without a picture, and never one with a picture.
pub fn camera_refusal(world: &World) -> Fired {
    let all: BTreeSet<&str> = world
        .calls
        .iter()
        .map(|call| call.account.as_str())
        .chain(world.checks.iter().map(|check| check.account.as_str()))
        .collect();
    let refuses = |account: &&str| {
        let attended = || world.calls.iter().filter(|call| call.account == **account && call.attended);
        let dark = attended().filter(|call| call.video.as_deref() == Some("off")).count();
        let seen = attended().any(|call| matches!(call.video.as_deref(), Some("on" | "virtual_background")));
        let refused = world.checks.iter().filter(|check| {
            check.account == **account
                && matches!(check.kind.as_str(), "video_interview" | "live_task")
                && matches!(check.outcome.as_deref(), Some("refused" | "no_show"))
        });
        dark + refused.count() >= 2 && !seen
    };
    all.into_iter().filter(refuses).map(flag).collect()
}

/// A parcel to an address that is neither on any paper nor on the account (one of them shows one), and whose postal code
/// is not the account's.
pub fn ship_address_differs_from_id(world: &World) -> Fired {
    let receivers: BTreeSet<&str> = world.shipments.iter().map(|parcel| parcel.account.as_str()).collect();
    let elsewhere = |receiver: &&str| {
        let on_papers: Vec<String> = world
            .documents
            .iter()
            .filter(|paper| paper.account == **receiver)
            .filter_map(|paper| plain(&paper.address))
            .collect();
        let home = world.account(receiver);
        let known = !on_papers.is_empty() || home.is_some_and(|home| home.address.is_some());
        let parcels = world.shipments.iter().filter(|parcel| parcel.account == **receiver && known);
        parcels.filter_map(|parcel| Some((parcel, plain(&parcel.address)?))).any(|(parcel, to)| {
            let at_home = home.is_some_and(|home| plain(&home.address).as_ref() == Some(&to));
            let same_code =
                home.is_some_and(|home| parcel.postal_code.is_some() && home.postal_code == parcel.postal_code);
            !on_papers.contains(&to) && !at_home && !same_code
        })
    };
    receivers.into_iter().filter(elsewhere).map(flag).collect()
}

/// An address without case and punctuation; numbers stay apart.
fn plain(address: &Option<String>) -> Option<String> {
    let mut plain = String::new();
    let mut apart = false;
    for letter in address.as_ref()?.to_lowercase().chars() {
        if !letter.is_alphanumeric() {
            apart = true;
            continue;
        }
        if apart && letter.is_ascii_digit() && plain.ends_with(|last: char| last.is_ascii_digit()) {
            plain.push('-');
        }
        plain.push(letter);
        apart = false;
    }
    Some(plain)
}
