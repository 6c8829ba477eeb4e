//! Circles: the same amount sent round until it is back where it began.
//!
//! The transfers need not follow each other in time: who wants to look busy sends the legs as it suits, and again and
//! again. So a circle is a simple directed cycle of transfers whose amounts are alike, as in the cycle pattern of AMLSim
//! (Weber et al., "Scalable Graph Learning for Anti-Money Laundering", 2018). Short cycles through a root are found by
//! depth-first search that visits no purse below the root, as in Johnson, "Finding all the elementary circuits of a
//! directed graph" (1975).

use std::collections::BTreeMap;

use crate::code::Code;
use crate::ledger::{Ledger, NONE};

/// Amounts are alike when they differ by at most this part of the first one, in thousandths: a fee on the way.
const ALIKE: i64 = 20;
/// Shorter circles are two people who pay each other.
const SHORTEST: usize = 3;
/// So many different receivers of like amounts are followed from one purse; more is a shop or a payroll.
const WIDEST: usize = 24;
/// So many steps are taken from one root.
const STEPS: usize = 20_000;

/// Money that goes round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Circle {
    /// Its purses, the one with the lowest index first.
    pub purses: Vec<u32>,
    /// Places of all transfers on its legs with a like amount, by time.
    pub hops: Vec<u32>,
    /// The amount of the first leg.
    pub amount: i64,
    /// Its currency.
    pub currency: Code,
}

/// All circles of at most `longest` legs, by purses and amount. Of legs that repeat, one circle is told.
pub fn circles(ledger: &Ledger, longest: usize) -> Vec<Circle> {
    let mut found = BTreeMap::new();
    for root in 0..ledger.accounts().len() as u32 {
        if ledger.ins(root).is_empty() {
            continue;
        }
        for (amount, currency) in amounts(ledger, root) {
            let mut search = Search { ledger, amount, currency, longest, steps: 0, found: Vec::new() };
            search.go(&mut vec![root]);
            for purses in search.found {
                let hops = legs(ledger, &purses, amount, currency);
                found.entry(hops.clone()).or_insert(Circle { purses, hops, amount, currency });
            }
        }
    }
    found.into_values().collect()
}

/// Different amounts that leave a purse.
fn amounts(ledger: &Ledger, purse: u32) -> Vec<(i64, Code)> {
    let sent = ledger.outs(purse).iter().map(|place| ledger.transfer(*place)).filter(|one| one.to != NONE);
    let mut amounts: Vec<(i64, Code)> = sent.map(|one| (one.amount, one.currency)).collect();
    amounts.sort_unstable();
    amounts.dedup();
    amounts
}

fn alike(first: i64, other: i64) -> bool {
    (first - other).abs().saturating_mul(1_000) <= first.saturating_mul(ALIKE)
}

struct Search<'a> {
    ledger: &'a Ledger,
    amount: i64,
    currency: Code,
    longest: usize,
    steps: usize,
    found: Vec<Vec<u32>>,
}

impl Search<'_> {
    fn go(&mut self, way: &mut Vec<u32>) {
        let (root, here) = (way[0], way[way.len() - 1]);
        for next in self.receivers(here) {
            self.steps += 1;
            if next == root && way.len() >= SHORTEST {
                self.found.push(way.clone());
            } else if next > root && way.len() < self.longest && self.steps < STEPS && !way.contains(&next) {
                way.push(next);
                self.go(way);
                way.pop();
            }
        }
    }

    fn receivers(&self, purse: u32) -> Vec<u32> {
        let sent = self.ledger.outs(purse).iter();
        let like = sent.filter(|place| {
            let one = self.ledger.transfer(**place);
            one.currency == self.currency && alike(self.amount, one.amount)
        });
        let mut receivers: Vec<u32> = like.map(|place| self.ledger.target(*place)).filter(|to| *to != NONE).collect();
        receivers.sort_unstable();
        receivers.dedup();
        if receivers.len() > WIDEST { Vec::new() } else { receivers }
    }
}

fn legs(ledger: &Ledger, purses: &[u32], amount: i64, currency: Code) -> Vec<u32> {
    let next = |at: usize| purses[(at + 1) % purses.len()];
    let of_leg = |(at, purse): (usize, &u32)| {
        let sent = ledger.outs(*purse).iter().copied().filter(move |place| ledger.target(*place) == next(at));
        sent.filter(move |place| {
            alike(amount, ledger.transfer(*place).amount) && ledger.transfer(*place).currency == currency
        })
    };
    let mut hops: Vec<u32> = purses.iter().enumerate().flat_map(of_leg).collect();
    hops.sort_unstable();
    hops
}
