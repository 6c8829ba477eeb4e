//! The links of a flow, purse by purse, with everything looked up anew at each step.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_trail::flow::DAY;
use sekisho_trail::{Ledger, Limits, Transfer, TransferKind};

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
pub fn links(ledger: &Ledger, limits: &Limits) -> BTreeMap<(u32, u32), i64> {
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
            let usual = if several { super::usual(&ins, &outs, limits) } else { (None, None) };
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
                for (members, drawn) in super::divided(&parcels, &drawn, limits.rest) {
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
