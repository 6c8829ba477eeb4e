//! Slow and obvious versions of the flow and of the chains, on ten thousand random small ledgers.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The slow versions read in one piece, beside the documentation that they spell out.
#![allow(clippy::too_many_lines, clippy::too_many_arguments)]

mod slow;
mod small;

use std::collections::{BTreeMap, BTreeSet};

use sekisho_trail::flow::Flow;
use sekisho_trail::trails::chains;
use sekisho_trail::{Ledger, Limits, TransferKind};
use slow::chains::{joined, kept, ways};
use slow::links::links;
use small::{Small, limits};

const GRAPHS: u64 = 10_000;

#[test]
fn the_flow_agrees_with_its_slow_version() {
    let mut linked = 0usize;
    for seed in 0..GRAPHS {
        let (ledger, limits) = (Small::new(seed).ledger(), limits(seed));
        let flow = Flow::new(&ledger, &limits);
        let fast: BTreeMap<(u32, u32), i64> =
            flow.links().iter().map(|link| ((link.inward, link.outward), link.amount)).collect();
        assert_eq!(fast.len(), flow.links().len(), "graph {seed}: one link for one pair");
        let slow = links(&ledger, &limits);
        assert_eq!(fast, slow, "graph {seed}: {:#?}", ledger.transfers());
        linked += fast.len();
    }
    assert!(linked > GRAPHS as usize, "the graphs must have something to follow: {linked} links");
}

/// With no limit on rests, every transfer carries the lesser of its amount and what the purse holds, and a purse as a
/// whole lets through as much as any assignment of incoming to later outgoing money could: the maximum flow.
#[test]
fn the_flow_is_the_greedy_one_and_as_large_as_any() {
    for seed in 0..GRAPHS {
        let ledger = Small::new(seed).ledger();
        let flow = Flow::new(&ledger, &Limits { rest: i64::MAX / 4, ..Limits::default() });
        for purse in 0..ledger.accounts().len() as u32 {
            let currencies: BTreeSet<_> = ledger.outs(purse).iter().map(|out| ledger.transfer(*out).currency).collect();
            for currency in currencies {
                let of = |places: &[u32]| -> Vec<u32> {
                    places.iter().copied().filter(|place| ledger.transfer(*place).currency == currency).collect()
                };
                let (ins, outs) = (of(ledger.ins(purse)), of(ledger.outs(purse)));
                let (mut gone, mut total) = (0, 0);
                for out in &outs {
                    let one = ledger.transfer(*out);
                    let come: i64 = ins
                        .iter()
                        .map(|place| ledger.transfer(*place))
                        .filter(|before| before.at <= one.at)
                        .map(|before| before.amount)
                        .sum();
                    let carried: i64 = flow.origins(*out).iter().map(|link| link.amount).sum();
                    assert_eq!(carried, one.amount.min(come - gone), "graph {seed}, purse {purse}, transfer {out}");
                    gone += carried;
                    total += carried;
                }
                assert_eq!(total, maximum_flow(&ledger, &ins, &outs), "graph {seed}, purse {purse}");
            }
        }
    }
}

/// Ford and Fulkerson (1956) with one augmenting path at a time, from incoming transfers to outgoing ones that are not
/// earlier.
fn maximum_flow(ledger: &Ledger, ins: &[u32], outs: &[u32]) -> i64 {
    let (source, sink) = (0, ins.len() + outs.len() + 1);
    let mut left = vec![vec![0i64; sink + 1]; sink + 1];
    for (i, inward) in ins.iter().enumerate() {
        left[source][1 + i] = ledger.transfer(*inward).amount;
        for (o, outward) in outs.iter().enumerate() {
            if ledger.transfer(*inward).at <= ledger.transfer(*outward).at {
                left[1 + i][1 + ins.len() + o] = i64::MAX / 4;
            }
        }
    }
    for (o, outward) in outs.iter().enumerate() {
        left[1 + ins.len() + o][sink] = ledger.transfer(*outward).amount;
    }
    let mut total = 0;
    loop {
        let mut before = vec![usize::MAX; sink + 1];
        let mut front = std::collections::VecDeque::from([source]);
        while let Some(here) = front.pop_front() {
            for next in 0..=sink {
                if left[here][next] > 0 && next != source && before[next] == usize::MAX {
                    before[next] = here;
                    front.push_back(next);
                }
            }
        }
        if before[sink] == usize::MAX {
            return total;
        }
        let mut path = vec![sink];
        while *path.last().unwrap() != source {
            path.push(before[*path.last().unwrap()]);
        }
        let most = path.windows(2).map(|step| left[step[1]][step[0]]).min().unwrap();
        for step in path.windows(2) {
            left[step[1]][step[0]] -= most;
            left[step[0]][step[1]] += most;
        }
        total += most;
    }
}

/// Every way from a payout, one by one; ways that share a transfer are one chain. What the payee kept in another account is
/// dropped.
#[test]
fn chains_are_all_the_ways_from_payouts() {
    let mut told = 0;
    for seed in 0..GRAPHS {
        let (ledger, limits) = (Small::new(seed).ledger(), limits(seed));
        let flow = Flow::new(&ledger, &limits);
        let mut slow: Vec<(u32, Vec<u32>)> = Vec::new();
        for purse in 0..ledger.accounts().len() as u32 {
            let mut steps: BTreeSet<(u32, u32)> = BTreeSet::new();
            for payout in ledger.ins(purse).iter().filter(|place| ledger.transfer(**place).kind == TransferKind::Payout)
            {
                ways(&ledger, &flow, purse, &mut vec![*payout], limits.hops, &mut steps);
            }
            while let Some(kept) = kept(&ledger, purse, &steps) {
                steps.retain(|(_, outward)| !kept.contains(outward));
            }
            slow.extend(joined(&steps).into_iter().map(|set| (purse, set.into_iter().collect())));
        }
        let mut fast: Vec<(u32, Vec<u32>)> =
            chains(&ledger, &flow, &limits).into_iter().map(|chain| (chain.purse, chain.hops)).collect();
        fast.sort();
        slow.sort();
        assert_eq!(fast, slow, "graph {seed}");
        told += fast.len();
    }
    assert!(told > 1_000, "the graphs must have chains: {told}");
}
