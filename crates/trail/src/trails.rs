//! Payouts followed to where the money came out.

use std::collections::{BTreeMap, BTreeSet};

use crate::code::Code;
use crate::flow::{Flow, Link};
use crate::ledger::{AccountKind, Ledger, NONE, TransferKind};
use crate::limits::Limits;
use crate::person::same_person;

/// A link counts only if it is more than a tenth of what came in or of what went out: the crumbs of one batch must not tie it
/// to the next.
const LEAST_PART: i64 = 10;

/// A payout (or several) and the transfer (or several) that it was passed on by: one bundle, told by amounts.
#[derive(Clone, Debug, PartialEq)]
pub struct Pass {
    /// Places of the payouts.
    pub payouts: Vec<u32>,
    /// Places of the transfers that passed them on.
    pub onward: Vec<u32>,
    /// The share that was not passed on, 0 to 1.
    pub kept: f64,
    /// How long the money rested, in microseconds: from the last payout to the first transfer after it.
    pub rest: i64,
    /// The purse that got most of it; [`NONE`] for cash.
    pub beneficiary: u32,
}

/// How money leaves sight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// Cash from a machine in a country that is neither the payee's nor that of the account it was drawn on.
    CashAbroad,
    /// An account in another country than the one that was paid.
    ForeignBank,
    /// A wallet for coins.
    Crypto,
    /// Cash in the country of one of the accounts.
    CashAtHome,
    /// An account at home, from which nothing more is known.
    Account,
}

/// Payouts of one purse that were passed on, with everything that became of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The purse that was paid.
    pub purse: u32,
    /// The payment account that the first payout names.
    pub account: u32,
    /// Its bundles of payouts and passes, by time.
    pub passes: Vec<Pass>,
    /// Places of all transfers, by time.
    pub hops: Vec<u32>,
    /// Places of the transfers after which nothing more is known, by time.
    pub ends: Vec<u32>,
    /// How most of the money ended.
    pub end: End,
    /// Where, if that is known.
    pub end_country: Code,
    /// How much of the payouts came out that way, in minor units.
    pub end_minor: i64,
    /// Sum of the payouts.
    pub paid_minor: i64,
    /// Sum of what was passed on of them.
    pub passed_minor: i64,
    /// Currency of the payouts.
    pub currency: Code,
    /// Most transfers on one way from payout to end, without the payout.
    pub depth: u32,
    /// Purses after the paid one, in order of first arrival.
    pub hands: Vec<u32>,
}

impl Chain {
    /// The share that the paid purse kept.
    pub fn kept(&self) -> f64 {
        1.0 - self.passed_minor as f64 / self.paid_minor.max(1) as f64
    }
}

/// All chains that begin with a payout, by the purse that was paid and by time.
pub fn chains(ledger: &Ledger, flow: &Flow, limits: &Limits) -> Vec<Chain> {
    let mut found = Vec::new();
    for purse in (0u32..).take(ledger.accounts().len()) {
        let is_payout = |place: &&u32| ledger.transfer(**place).kind == TransferKind::Payout;
        let payouts: Vec<u32> = ledger.ins(purse).iter().filter(is_payout).copied().collect();
        if payouts.iter().any(|place| !flow.onward(*place).is_empty()) {
            Walk::new(ledger, flow, limits, purse).chains(&payouts, &mut found);
        }
    }
    found
}

/// Whether a link is more than a crumb.
pub(crate) fn counts(ledger: &Ledger, link: &Link) -> bool {
    let part = link.amount.saturating_mul(LEAST_PART);
    part > ledger.transfer(link.inward).amount || part > ledger.transfer(link.outward).amount
}

/// Everything that is reached from the payouts of one purse.
struct Walk<'a> {
    ledger: &'a Ledger,
    flow: &'a Flow,
    limits: &'a Limits,
    purse: u32,
    /// By transfer: links to it, the least number of hops from a payout, its group.
    reached: BTreeMap<u32, Reached>,
}

#[derive(Clone, Default)]
struct Reached {
    hops: u32,
    from: Vec<Link>,
    onward: bool,
}

impl<'a> Walk<'a> {
    fn new(ledger: &'a Ledger, flow: &'a Flow, limits: &'a Limits, purse: u32) -> Self {
        Self { ledger, flow, limits, purse, reached: BTreeMap::new() }
    }

    fn chains(mut self, payouts: &[u32], found: &mut Vec<Chain>) {
        let mut front: Vec<u32> = payouts.to_vec();
        for hops in 0..=self.limits.hops {
            front = front.into_iter().flat_map(|place| self.step(place, hops)).collect();
        }
        let mut groups = self.groups();
        while self.drop_kept(&groups) {
            groups = self.groups();
        }
        found.extend(groups.into_iter().map(|hops| self.chain(hops)));
    }

    /// Transfers that hang together, each group in order of time.
    fn groups(&self) -> Vec<Vec<u32>> {
        let mut groups = Groups::default();
        for (place, reached) in &self.reached {
            reached.from.iter().for_each(|link| groups.join(*place, link.inward));
        }
        groups.all()
    }

    /// What the payee moved to another account of his own, where it stayed, was kept if more of it went to others. Returns
    /// whether anything was dropped.
    fn drop_kept(&mut self, groups: &[Vec<u32>]) -> bool {
        let mut dropped: Vec<u32> = Vec::new();
        for hops in groups {
            let ends = hops.iter().copied().filter(|place| !self.reached[place].onward);
            let (own, others): (Vec<u32>, Vec<u32>) = ends.partition(|place| self.is_own(*place));
            let sum = |places: &[u32]| -> i64 {
                places.iter().fold(0i64, |sum, place| sum.saturating_add(self.ledger.transfer(*place).amount))
            };
            if sum(&own) < sum(&others) {
                dropped.extend(own);
            }
        }
        for place in &dropped {
            self.reached.remove(place);
        }
        if !dropped.is_empty() {
            let inward: BTreeSet<u32> =
                self.reached.values().flat_map(|reached| &reached.from).map(|link| link.inward).collect();
            self.reached.iter_mut().for_each(|(place, reached)| reached.onward = inward.contains(place));
            // A payout of which nothing went on any more is no part of a chain.
            self.reached.retain(|_, reached| reached.onward || !reached.from.is_empty());
        }
        !dropped.is_empty()
    }

    fn is_own(&self, place: u32) -> bool {
        let target = self.ledger.target(place);
        target != NONE && same_person(self.ledger, self.purse, target)
    }

    /// Follows one transfer; returns those that were not known before.
    fn step(&mut self, place: u32, hops: u32) -> Vec<u32> {
        let mut fresh = Vec::new();
        if hops == self.limits.hops {
            return fresh;
        }
        for link in self.flow.onward(place).iter().filter(|link| counts(self.ledger, link)) {
            if !self.is_followed(link.outward, hops) {
                continue;
            }
            self.reached.entry(place).or_default().onward = true;
            let known = self.reached.contains_key(&link.outward);
            let next =
                self.reached.entry(link.outward).or_insert_with(|| Reached { hops: hops + 1, ..Reached::default() });
            if !next.from.contains(link) {
                next.from.push(*link);
            }
            if !known {
                fresh.push(link.outward);
            }
        }
        fresh
    }

    /// The payee's own shopping and cash at home are no way out of sight; what others do with cash is.
    fn is_followed(&self, outward: u32, hops: u32) -> bool {
        let one = self.ledger.transfer(outward);
        match one.kind {
            TransferKind::Purchase => false,
            TransferKind::Cash if hops == 0 => self.is_abroad(outward),
            TransferKind::Cash => true,
            _ => one.to != NONE,
        }
    }

    fn country(&self, purse: u32) -> Code {
        self.ledger.account(purse).map_or(Code::NONE, |account| account.country)
    }

    fn is_abroad(&self, place: u32) -> bool {
        let (country, home) = (self.ledger.transfer(place).country, self.country(self.purse));
        let drawn_on = self.country(self.ledger.source(place));
        country.is_known() && home.is_known() && country != home && country != drawn_on
    }

    fn chain(&self, hops: Vec<u32>) -> Chain {
        let passes = self.passes(&hops);
        let ends: Vec<u32> = hops.iter().copied().filter(|place| !self.reached[place].onward).collect();
        let carried = self.carried(&hops);
        let (end, end_country, end_minor) = self.main_end(&ends, &carried);
        let sum = |places: &mut dyn Iterator<Item = u32>| -> i64 {
            places.fold(0i64, |sum, place| sum.saturating_add(self.ledger.transfer(place).amount))
        };
        let paid_minor = sum(&mut passes.iter().flat_map(|pass| pass.payouts.iter().copied()));
        let passed: i64 = hops
            .iter()
            .flat_map(|place| &self.reached[place].from)
            .filter(|link| self.is_root(link.inward))
            .map(|link| link.amount)
            .sum();
        let first = self.ledger.transfer(hops[0]);
        let mut hands: Vec<u32> = Vec::new();
        for hand in
            hops.iter().map(|place| self.ledger.target(*place)).filter(|hand| *hand != NONE && *hand != self.purse)
        {
            if !hands.contains(&hand) {
                hands.push(hand);
            }
        }
        let depth = hops.iter().map(|place| self.reached[place].hops).max().unwrap_or(0);
        Chain {
            purse: self.purse,
            account: first.to,
            passes,
            ends,
            end,
            end_country,
            end_minor,
            paid_minor,
            passed_minor: passed,
            currency: first.currency,
            depth,
            hands,
            hops,
        }
    }

    fn is_root(&self, place: u32) -> bool {
        self.reached.get(&place).is_some_and(|reached| reached.hops == 0)
    }

    /// Payouts and the transfers that passed them on, bundled by links between them.
    fn passes(&self, hops: &[u32]) -> Vec<Pass> {
        let mut groups = Groups::default();
        for place in hops {
            for link in self.reached[place].from.iter().filter(|link| self.is_root(link.inward)) {
                groups.join(*place, link.inward);
            }
        }
        groups.all().into_iter().map(|places| self.pass(&places)).collect()
    }

    fn pass(&self, places: &[u32]) -> Pass {
        let (payouts, onward): (Vec<u32>, Vec<u32>) = places.iter().partition(|place| self.is_root(**place));
        let links = onward.iter().flat_map(|place| &self.reached[place].from).filter(|link| self.is_root(link.inward));
        let mut by_purse: BTreeMap<u32, i64> = BTreeMap::new();
        let (mut passed, mut rest) = (0i64, i64::MAX);
        for link in links {
            passed = passed.saturating_add(link.amount);
            rest = rest.min(self.ledger.transfer(link.outward).at - self.ledger.transfer(link.inward).at);
            *by_purse.entry(self.ledger.target(link.outward)).or_default() += link.amount;
        }
        let paid: i64 = payouts.iter().map(|place| self.ledger.transfer(*place).amount).sum();
        let beneficiary = by_purse.into_iter().max_by_key(|(_, amount)| *amount).map_or(NONE, |(purse, _)| purse);
        Pass { payouts, onward, kept: 1.0 - passed as f64 / paid.max(1) as f64, rest, beneficiary }
    }

    /// How much of the payouts each transfer carries.
    fn carried(&self, hops: &[u32]) -> BTreeMap<u32, f64> {
        let mut carried: BTreeMap<u32, f64> = BTreeMap::new();
        let mut by_time: Vec<u32> = hops.to_vec();
        // Transfers at one instant may feed each other in either order of places.
        by_time.sort_by_key(|place| (self.ledger.transfer(*place).at, self.reached[place].hops, *place));
        for place in by_time {
            let one = self.ledger.transfer(place);
            let part = |link: &Link| {
                let before = self.ledger.transfer(link.inward).amount.max(1) as f64;
                carried.get(&link.inward).copied().unwrap_or(0.0) * link.amount as f64 / before
            };
            let sum = self.reached[&place].from.iter().map(part).sum::<f64>();
            let whole = one.amount as f64;
            carried.insert(place, if self.is_root(place) { whole } else { sum.min(whole) });
        }
        carried
    }

    fn main_end(&self, ends: &[u32], carried: &BTreeMap<u32, f64>) -> (End, Code, i64) {
        let mut sums: BTreeMap<(End, Code), f64> = BTreeMap::new();
        for place in ends {
            *sums.entry(self.end_of(*place)).or_default() += carried.get(place).copied().unwrap_or(0.0);
        }
        let most = sums.into_iter().reduce(|best, next| if next.1 > best.1 { next } else { best });
        most.map_or((End::Account, Code::NONE, 0), |((end, country), sum)| (end, country, sum.round() as i64))
    }

    fn end_of(&self, place: u32) -> (End, Code) {
        let one = self.ledger.transfer(place);
        if one.kind == TransferKind::Cash {
            let end = if self.is_abroad(place) { End::CashAbroad } else { End::CashAtHome };
            return (end, one.country);
        }
        let Some(account) = self.ledger.account(one.to) else { return (End::Account, Code::NONE) };
        let home = self.country(self.purse);
        if account.kind == AccountKind::Crypto {
            return (End::Crypto, Code::NONE);
        }
        let foreign = account.country.is_known() && home.is_known() && account.country != home;
        (if foreign { End::ForeignBank } else { End::Account }, account.country)
    }
}

/// Sets of transfers that hang together.
#[derive(Default)]
struct Groups {
    parents: BTreeMap<u32, u32>,
}

impl Groups {
    fn top(&self, mut place: u32) -> u32 {
        while let Some(parent) = self.parents.get(&place).filter(|parent| **parent != place) {
            place = *parent;
        }
        place
    }

    /// The lower place becomes the name of both.
    fn join(&mut self, a: u32, b: u32) {
        let (a_top, b_top) = (self.top(a), self.top(b));
        let (low, high) = (a_top.min(b_top), a_top.max(b_top));
        self.parents.entry(a).or_insert(a);
        self.parents.entry(b).or_insert(b);
        self.parents.insert(low, low);
        self.parents.insert(high, low);
        self.parents.insert(a.max(b), low);
    }

    /// All groups, each in order of time.
    fn all(&self) -> Vec<Vec<u32>> {
        let mut groups: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        self.parents.keys().for_each(|place| groups.entry(self.top(*place)).or_default().push(*place));
        groups.into_values().collect()
    }
}
