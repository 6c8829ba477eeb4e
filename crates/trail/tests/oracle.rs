//! Slow and obvious versions of the flow and of the chains, on ten thousand random small ledgers.

#![allow(clippy::unwrap_used, clippy::expect_used)]
// The slow versions read in one piece, beside the documentation that they spell out.
#![allow(clippy::too_many_lines, clippy::too_many_arguments)]

mod slow;
mod small;

use std::collections::{BTreeMap, BTreeSet};

use sekisho_trail::flow::{DAY, Flow};
use sekisho_trail::trails::chains;
use sekisho_trail::{Ledger, Limits, NONE, Transfer, TransferKind, same_person};
use small::{Small, limits};

const GRAPHS: u64 = 10_000;

/// What is left of an incoming transfer.
#[derive(Clone, Copy)]
struct Rest {
    place: u32,
    at: i64,
    whole: i64,
    left: i64,
    sender: u32,
    matched: bool,
}

/// Links as the module's documentation says them, purse by purse, with everything looked up anew at each step.
fn links(ledger: &Ledger, limits: &Limits) -> BTreeMap<(u32, u32), i64> {
    let all: Vec<(u32, Transfer)> = (0u32..).zip(ledger.transfers().iter().copied()).collect();
    let mut found = BTreeMap::new();
    for purse in 0..ledger.accounts().len() as u32 {
        let touched = |one: &Transfer| ledger.purse(one.to) == purse || ledger.purse(one.from) == purse;
        let currencies: BTreeSet<_> = all.iter().filter(|(_, one)| touched(one)).map(|(_, one)| one.currency).collect();
        for currency in currencies {
            let of = |end: fn(&Transfer) -> u32| -> Vec<(u32, Transfer)> {
                let here = |one: &Transfer| ledger.purse(end(one)) == purse && one.currency == currency;
                all.iter().filter(|(_, one)| here(one)).copied().collect()
            };
            let (ins, outs) = (of(|one| one.to), of(|one| one.from));
            let several = ins.len() > 1 && outs.len() > 1;
            let usual = if several { slow::usual(&ins, &outs, limits) } else { (None, None) };
            for (pair, amount) in walk(ledger, limits, (&ins, &outs), usual) {
                *found.entry(pair).or_insert(0) += amount;
            }
        }
    }
    found
}

type Rows<'a> = (&'a [(u32, Transfer)], &'a [(u32, Transfer)]);

fn walk(
    ledger: &Ledger,
    limits: &Limits,
    (ins, outs): Rows<'_>,
    usual: (Option<i64>, Option<i64>),
) -> Vec<((u32, u32), i64)> {
    let mut rests: Vec<Rest> = ins
        .iter()
        .map(|(place, one)| Rest {
            place: *place,
            at: one.at,
            whole: one.amount,
            left: one.amount,
            sender: ledger.purse(one.from),
            matched: false,
        })
        .collect();
    let mut batches: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut found = Vec::new();
    let mut divided_until = 0;
    for out in 0..outs.len() {
        let (place, one) = outs[out];
        let here = rests.iter().filter(|rest| rest.at <= one.at).count();
        if !batches.contains_key(&out) && out >= divided_until && here >= 2 && one.kind == TransferKind::Cash {
            let run = portions(outs, out, &batches, |_| true);
            let until = outs[*run.last().unwrap()].1.at;
            let old = |index: &usize| *index < here && one.at - rests[*index].at > 3 * limits.rest;
            // What is still to come was not touched yet.
            let fresh = |index: &usize| {
                rests[*index].at <= until && rests[*index].left == rests[*index].whole && !rests[*index].matched
            };
            let coming: Vec<usize> = (0..rests.len()).filter(|index| fresh(index) && !old(index)).collect();
            if run.len() >= 2 && coming.len() >= 2 {
                divided_until = run.last().unwrap() + 1;
                let drawn: Vec<(i64, i64)> = run.iter().map(|out| (outs[*out].1.at, outs[*out].1.amount)).collect();
                let parcels: Vec<(i64, i64, u32)> =
                    coming.iter().map(|index| (rests[*index].at, rests[*index].left, rests[*index].sender)).collect();
                for (members, drawn) in slow::divided(&parcels, &drawn, limits.rest) {
                    let members: Vec<usize> = members.iter().map(|member| coming[*member]).collect();
                    members.iter().for_each(|index| rests[*index].matched = true);
                    drawn.iter().for_each(|portion| drop(batches.insert(run[*portion], members.clone())));
                }
            }
        }
        if !batches.contains_key(&out)
            && let Some((members, portions)) = best_batch(limits, &rests[..here], outs, out, &batches, usual)
        {
            members.iter().for_each(|index| rests[*index].matched = true);
            portions.into_iter().for_each(|portion| drop(batches.insert(portion, members.clone())));
        }
        let mut wanted = one.amount;
        let mut give = |rests: &mut Vec<Rest>, index: usize, most: i64, wanted: &mut i64| {
            let amount = most.min(rests[index].left).min(*wanted);
            rests[index].left -= amount;
            *wanted -= amount;
            if amount > 0 {
                found.push(((rests[index].place, place), amount));
            }
        };
        if let Some(members) = batches.get(&out) {
            let members: Vec<usize> = members.iter().copied().filter(|index| *index < here).collect();
            let members = &members;
            let held: i64 = members.iter().map(|index| rests[*index].left).sum();
            for index in members {
                let share = if held > 0 { one.amount * rests[*index].left / held } else { 0 };
                give(&mut rests, *index, share, &mut wanted);
            }
            for index in members.iter().rev() {
                give(&mut rests, *index, i64::MAX, &mut wanted);
            }
        }
        let mut order: Vec<usize> = (0..here).filter(|index| one.at - rests[*index].at <= limits.rest).collect();
        order.reverse();
        order.sort_by_key(|index| rests[*index].matched);
        for index in order {
            give(&mut rests, index, i64::MAX, &mut wanted);
        }
    }
    found
}

type Batch = (Vec<usize>, Vec<usize>);

/// The batch that fits best, in four tries, with the portions that it was drawn in.
fn best_batch(
    limits: &Limits,
    rests: &[Rest],
    outs: &[(u32, Transfer)],
    out: usize,
    batches: &BTreeMap<usize, Vec<usize>>,
    (usual, share): (Option<i64>, Option<i64>),
) -> Option<Batch> {
    let at = outs[out].1.at;
    let cash = outs[out].1.kind == TransferKind::Cash;
    let fresh: Vec<usize> = (0..rests.len())
        .filter(|index| {
            rests[*index].left == rests[*index].whole
                && !rests[*index].matched
                && at - rests[*index].at <= 3 * limits.rest
        })
        .collect();
    let mut senders: Vec<Vec<usize>> = Vec::new();
    for index in &fresh {
        match senders.iter_mut().find(|known| rests[known[0]].sender == rests[*index].sender) {
            Some(known) => known.push(*index),
            None => senders.push(vec![*index]),
        }
    }
    senders.sort_by_key(|known| std::cmp::Reverse(*known.last().unwrap()));
    let any = portions(outs, out, batches, |_| true);
    let alike = portions(outs, out, batches, |one| one.amount == outs[out].1.amount);
    let alone = vec![out];
    let fit = |members: &[usize], run: &[usize], whole: bool| -> Vec<(i64, Batch)> {
        if members.is_empty() || at - rests[*members.last().unwrap()].at > limits.rest {
            return Vec::new();
        }
        let held: i64 = members.iter().map(|index| rests[*index].left).sum();
        let fits = (1..=run.len()).filter_map(|count| {
            let drawn: i64 = run[..count].iter().map(|portion| outs[*portion].1.amount).sum();
            let smallest = run[..count].iter().map(|portion| outs[*portion].1.amount).min().unwrap();
            let fee = (held - drawn) * 1_000_000 / held;
            let ok = drawn <= held && (fee <= 50_000 || cash && whole && held - drawn < smallest && fee <= 350_000);
            ok.then(|| (fee, (members.to_vec(), run[..count].to_vec())))
        });
        fits.collect()
    };
    let parts = |of: &[usize]| -> Vec<(i64, Batch)> {
        let mut found = Vec::new();
        for from in 0..of.len() {
            let long_enough = (from..of.len().min(from + 16))
                .find(|to| of[from..=*to].iter().map(|index| rests[*index].left).sum::<i64>() >= outs[out].1.amount);
            found.extend(long_enough.into_iter().flat_map(|to| fit(&of[from..=to], &alone, false)));
        }
        found
    };
    let mut tries: Vec<(i64, Batch)> = Vec::new();
    for known in &senders {
        tries.extend(fit(known, &any, true));
        if alike.len() > 1 && alike.len() < any.len() {
            tries.extend(fit(known, &alike, true));
        }
    }
    if tries.is_empty() && senders.len() > 1 {
        tries = fit(&fresh, &any, true);
    }
    if tries.is_empty() {
        tries = senders.iter().flat_map(|known| parts(known)).collect();
    }
    if tries.is_empty() && senders.len() > 1 {
        tries = parts(&fresh);
    }
    let near =
        |tries: &[(i64, Batch)]| tries.iter().any(|(fee, _)| usual.is_some_and(|usual| (fee - usual).abs() <= 2_000));
    if !cash && !near(&tries) && (tries.is_empty() || usual.is_some()) {
        let mut others = parts(&fresh);
        others.extend(senders.iter().flat_map(|known| parts(known)));
        others.retain(|one| near(std::slice::from_ref(one)));
        if !others.is_empty() {
            tries = others;
        } else if let Some(share) = share.filter(|_| tries.is_empty()) {
            tries = shared(&fresh, rests, outs, out, share, limits);
        }
    }
    let usual = if cash { 0 } else { usual.unwrap_or(0) };
    tries.into_iter().min_by_key(|(fee, _)| (fee - usual).abs()).map(|(_, batch)| batch)
}

/// Neighbouring parcels of which about the usual share was kept: the closest, the latest of equally close ones.
fn shared(
    fresh: &[usize],
    rests: &[Rest],
    outs: &[(u32, Transfer)],
    out: usize,
    share: i64,
    limits: &Limits,
) -> Vec<(i64, Batch)> {
    let one = outs[out].1;
    let mut found: Vec<(i64, std::cmp::Reverse<usize>, usize)> = Vec::new();
    for from in 0..fresh.len() {
        for to in from..fresh.len().min(from + 16) {
            let held: i64 = fresh[from..=to].iter().map(|index| rests[*index].left).sum();
            let off = ((held - one.amount) * 1_000_000 / held - share).abs();
            if off <= 20_000 && one.at - rests[fresh[to]].at <= limits.rest {
                found.push((off, std::cmp::Reverse(from), to));
            }
        }
    }
    let best = found.into_iter().min();
    best.map(|(_, from, to)| (0, (fresh[from.0..=to].to_vec(), vec![out]))).into_iter().collect()
}

/// Withdrawals after one that may belong to the same batch.
fn portions(
    outs: &[(u32, Transfer)],
    first: usize,
    batches: &BTreeMap<usize, Vec<usize>>,
    alike: impl Fn(&Transfer) -> bool,
) -> Vec<usize> {
    let mut run = vec![first];
    for out in first + 1..outs.len() {
        let (one, last) = (outs[out].1, outs[*run.last().unwrap()].1);
        if outs[first].1.kind != TransferKind::Cash || batches.contains_key(&out) {
            continue;
        }
        if run.len() == 24 || one.at - last.at > 5 * DAY {
            break;
        }
        if one.kind == TransferKind::Cash && one.country == outs[first].1.country && alike(&one) {
            run.push(out);
        }
    }
    run
}

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

/// Sets of transfers that hang together by steps.
fn joined(steps: &BTreeSet<(u32, u32)>) -> Vec<BTreeSet<u32>> {
    let mut sets: Vec<BTreeSet<u32>> = steps.iter().map(|(a, b)| BTreeSet::from([*a, *b])).collect();
    while let Some((a, b)) = (0..sets.len())
        .flat_map(|a| (a + 1..sets.len()).map(move |b| (a, b)))
        .find(|(a, b)| !sets[*a].is_disjoint(&sets[*b]))
    {
        let joined = sets.remove(b);
        sets[a].extend(joined);
    }
    sets
}

/// Transfers of one chain to other accounts of the payee, where the money stayed, if more came to the ends of others.
fn kept(ledger: &Ledger, purse: u32, steps: &BTreeSet<(u32, u32)>) -> Option<Vec<u32>> {
    joined(steps).into_iter().find_map(|set| {
        let ends: Vec<u32> =
            set.iter().copied().filter(|place| steps.iter().all(|(inward, _)| inward != place)).collect();
        let own = |place: &u32| {
            let target = ledger.purse(ledger.transfer(*place).to);
            target != NONE && same_person(ledger, purse, target)
        };
        let (own, others): (Vec<u32>, Vec<u32>) = ends.into_iter().partition(own);
        let sum = |ends: &[u32]| -> i64 { ends.iter().map(|end| ledger.transfer(*end).amount).sum() };
        (!own.is_empty() && sum(&own) < sum(&others)).then_some(own)
    })
}

fn ways(ledger: &Ledger, flow: &Flow, purse: u32, way: &mut Vec<u32>, hops: u32, steps: &mut BTreeSet<(u32, u32)>) {
    let here = *way.last().unwrap();
    if way.len() as u32 > hops {
        return;
    }
    for link in flow.links().iter().filter(|link| link.inward == here) {
        let (from, to) = (ledger.transfer(link.inward), ledger.transfer(link.outward));
        let crumb = link.amount * 10 <= from.amount && link.amount * 10 <= to.amount;
        let country = |account: u32| ledger.account(ledger.purse(account)).unwrap().country;
        let home = ledger.account(purse).unwrap().country;
        let followed = match to.kind {
            TransferKind::Purchase => false,
            TransferKind::Cash if way.len() == 1 => {
                let known = to.country.is_known() && home.is_known();
                known && to.country != home && to.country != country(to.from)
            }
            TransferKind::Cash => true,
            _ => to.to != NONE,
        };
        if crumb || !followed {
            continue;
        }
        steps.insert((here, link.outward));
        // Transfers at one instant may feed each other.
        if way.contains(&link.outward) {
            continue;
        }
        way.push(link.outward);
        ways(ledger, flow, purse, way, hops, steps);
        way.pop();
    }
}
