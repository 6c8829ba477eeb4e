//! Neither the order of rows nor repeated rows change anything.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod small;

use std::collections::BTreeSet;

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sekisho_trail::flow::Flow;
use sekisho_trail::marks::judge;
use sekisho_trail::trails::chains;
use sekisho_trail::{Ledger, NONE};
use small::{Small, limits};

/// Everything that is told, with keys in place of places and indices.
fn told(ledger: &Ledger, seed: u64) -> Vec<String> {
    let limits = limits(seed);
    let flow = Flow::new(ledger, &limits);
    let key = |place: &u32| ledger.transfer(*place).key;
    let mut lines: Vec<String> = flow
        .links()
        .iter()
        .map(|link| format!("{} {} {}", key(&link.inward), key(&link.outward), link.amount))
        .collect();
    for trail in judge(ledger, chains(ledger, &flow, &limits), &BTreeSet::from([11])) {
        let hops: Vec<u64> = trail.chain.hops.iter().map(key).collect();
        lines.push(format!(
            "{hops:?} {} {} {:?} {:.6} {}",
            trail.told,
            trail.bits,
            trail.reasons,
            trail.chain.kept(),
            trail.chain.end_minor
        ));
    }
    lines.sort();
    lines
}

#[test]
fn order_and_repetition_change_nothing() {
    let mut trails = 0;
    for seed in 0..3_000 {
        let first = Small::new(seed);
        let mut dice = ChaCha8Rng::seed_from_u64(seed + 1);
        let mut other = first.clone();
        let again = other.transfers[dice.random_range(0..other.transfers.len())];
        other.transfers.push(again);
        other.transfers.shuffle(&mut dice);
        let mut order: Vec<usize> = (0..first.accounts.len()).collect();
        order.shuffle(&mut dice);
        let place = |index: u32| order.iter().position(|old| *old == index as usize).map_or(NONE, |new| new as u32);
        other.accounts = order.iter().map(|old| first.accounts[*old]).collect();
        other.accounts.iter_mut().for_each(|account| account.parent = place(account.parent));
        for one in &mut other.transfers {
            (one.from, one.to) = (place(one.from), place(one.to));
        }
        let (before, after) = (told(&first.ledger(), seed), told(&other.ledger(), seed));
        assert_eq!(before, after, "seed {seed}");
        trails += before.iter().filter(|line| line.contains("] true")).count();
    }
    assert!(trails > 30, "some of the ledgers must have trails: {trails}");
}
