//! What is usual in a purse, and which portion of cash was drawn on which parcels: every possibility looked at.

pub mod chains;
pub mod links;

use std::collections::{BTreeMap, BTreeSet};

use sekisho_trail::flow::DAY;
use sekisho_trail::{Limits, Transfer, TransferKind};

/// The usual fee and the usual share, in millionths.
pub fn usual(ins: &[(u32, Transfer)], outs: &[(u32, Transfer)], limits: &Limits) -> (Option<i64>, Option<i64>) {
    let (mut fees, mut shares, mut sent) = (Vec::new(), Vec::new(), 0);
    for (number, (_, out)) in outs.iter().enumerate() {
        if matches!(out.kind, TransferKind::Cash | TransferKind::Purchase) {
            continue;
        }
        sent += 1;
        let before: Vec<&Transfer> = ins.iter().map(|(_, one)| one).filter(|one| one.at <= out.at).collect();
        for one in before.iter().rev().take(16).filter(|one| out.at - one.at <= limits.rest) {
            let kept = (one.amount - out.amount) * 1_000_000 / one.amount;
            if (0..=50_000).contains(&kept) {
                fees.push((kept, number));
            } else if (50_001..=450_000).contains(&kept) {
                shares.push((kept, number));
            }
        }
    }
    let share = common(&shares, 40_000).filter(|(_, times)| 2 * times >= sent).map(|(share, _)| share);
    (common(&fees, 2_000).map(|(fee, _)| fee), share)
}

fn common(values: &[(i64, usize)], width: i64) -> Option<(i64, usize)> {
    let mut found: BTreeMap<(std::cmp::Reverse<usize>, i64), i64> = BTreeMap::new();
    for (first, _) in values {
        let mut window: Vec<_> = values.iter().filter(|(value, _)| (*first..=first + width).contains(value)).collect();
        window.sort();
        let transfers: BTreeSet<usize> = window.iter().map(|(_, number)| *number).collect();
        if transfers.len() >= 2 {
            found.insert((std::cmp::Reverse(transfers.len()), *first), window[window.len() / 2].0);
        }
    }
    found.into_iter().next().map(|((times, _), middle)| (middle, times.0))
}

/// A batch: its parcels and its portions.
type Lot = (Vec<usize>, Vec<usize>);

/// All divisions of portions among parcels, the best ones compared: batches that all of them have as they are, everything
/// else that any of them has as one.
pub fn divided(parcels: &[(i64, i64, u32)], portions: &[(i64, i64)], rest: i64) -> Vec<Lot> {
    let mut all = BTreeMap::new();
    every(parcels, portions, rest, 0, &mut Vec::new(), &mut all);
    let Some((_, best)) = all.into_iter().next() else { return Vec::new() };
    let best: Vec<BTreeSet<Lot>> = best.into_iter().collect();
    let whole = |lot: &Lot| emptied(parcels, portions, lot);
    let common: Vec<Lot> =
        best[0].iter().filter(|lot| best.iter().all(|other| other.contains(*lot))).cloned().collect();
    let (mut joint_parcels, mut joint_portions) = (BTreeSet::new(), BTreeSet::new());
    for lot in best.iter().flatten().filter(|lot| !common.contains(lot) && whole(lot)) {
        joint_parcels.extend(lot.0.iter().copied());
        joint_portions.extend(lot.1.iter().copied());
    }
    let mut found: Vec<Lot> = common.into_iter().filter(|lot| whole(lot)).collect();
    if !joint_parcels.is_empty() {
        found.push((joint_parcels.into_iter().collect(), joint_portions.into_iter().collect()));
    }
    found
}

/// By cost: all divisions that cost so much.
type ByCost = BTreeMap<[i64; 7], BTreeSet<BTreeSet<Lot>>>;

fn every(
    parcels: &[(i64, i64, u32)],
    portions: &[(i64, i64)],
    rest: i64,
    place: usize,
    lots: &mut Vec<Lot>,
    all: &mut ByCost,
) {
    if place == portions.len() {
        all.entry(cost(parcels, portions, lots)).or_default().insert(lots.iter().cloned().collect());
        return;
    }
    let (at, amount) = portions[place];
    let sum = |of: &[usize], drawn: &[usize]| -> i64 {
        of.iter().map(|parcel| parcels[*parcel].1).sum::<i64>() - drawn.iter().map(|one| portions[*one].1).sum::<i64>()
    };
    for lot in 0..lots.len() {
        let last = portions[*lots[lot].1.last().unwrap()].0;
        if sum(&lots[lot].0, &lots[lot].1) >= amount && at - last <= 5 * DAY {
            lots[lot].1.push(place);
            every(parcels, portions, rest, place + 1, lots, all);
            lots[lot].1.pop();
        }
    }
    let here = |parcel: &usize| {
        let taken = lots.iter().any(|lot| lot.0.contains(parcel));
        !taken && parcels[*parcel].0 <= at && at - parcels[*parcel].0 <= rest
    };
    let there: Vec<usize> = (0..parcels.len()).filter(here).collect();
    let mut ways: BTreeSet<Vec<usize>> = BTreeSet::from([there.clone()]);
    for sender in there.iter().map(|parcel| parcels[*parcel].2) {
        let of: Vec<usize> = there.iter().copied().filter(|parcel| parcels[*parcel].2 == sender).collect();
        ways.extend([vec![of[0]], vec![of[of.len() - 1]], of]);
    }
    for way in ways.into_iter().filter(|way| !way.is_empty() && sum(way, &[]) >= amount) {
        lots.push((way, vec![place]));
        every(parcels, portions, rest, place + 1, lots, all);
        lots.pop();
    }
    every(parcels, portions, rest, place + 1, lots, all);
}

fn emptied(parcels: &[(i64, i64, u32)], portions: &[(i64, i64)], (of, drawn): &Lot) -> bool {
    let held: i64 = of.iter().map(|parcel| parcels[*parcel].1).sum();
    let rest = held - drawn.iter().map(|one| portions[*one].1).sum::<i64>();
    let smallest = drawn.iter().map(|one| portions[*one].1).min().unwrap();
    let ppm = rest * 1_000_000 / held;
    ppm <= 50_000 || rest < smallest && ppm <= 350_000
}

/// Skipped portions, batches that were not emptied, portions after an odd one, further senders, unlike amounts, what is
/// left, and whether batches were drawn in turns.
fn cost(parcels: &[(i64, i64, u32)], portions: &[(i64, i64)], lots: &[Lot]) -> [i64; 7] {
    let amount = |place: &usize| portions[*place].1;
    let once = |place: &usize| portions.iter().filter(|one| one.1 == amount(place)).count() == 1;
    let mut cost = [portions.len() as i64, 0, 0, 0, 0, 0, 0];
    for lot in lots {
        let (of, drawn) = lot;
        cost[0] -= drawn.len() as i64;
        if emptied(parcels, portions, lot) {
            cost[5] += of.iter().map(|parcel| parcels[*parcel].1).sum::<i64>() - drawn.iter().map(amount).sum::<i64>();
        } else {
            cost[1] += 1;
        }
        cost[3] += of.iter().map(|parcel| parcels[*parcel].2).collect::<BTreeSet<_>>().len() as i64 - 1;
        for later in 1..drawn.len() {
            let (before, one) = (&drawn[..later], amount(&drawn[later]));
            cost[2] += i64::from(before.iter().any(once));
            cost[4] += i64::from(!before.iter().any(|place| amount(place) % one == 0 || one % amount(place) == 0));
            cost[6] |= i64::from(drawn[later - 1] + 1 != drawn[later]);
        }
    }
    cost
}
