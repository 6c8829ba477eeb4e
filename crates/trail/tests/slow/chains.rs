//! Chains as every way from a payout, one by one.

use std::collections::BTreeSet;

use sekisho_trail::flow::Flow;
use sekisho_trail::{Ledger, NONE, TransferKind, same_person};

/// Sets of transfers that hang together by steps.
pub fn joined(steps: &BTreeSet<(u32, u32)>) -> Vec<BTreeSet<u32>> {
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
pub fn kept(ledger: &Ledger, purse: u32, steps: &BTreeSet<(u32, u32)>) -> Option<Vec<u32>> {
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

/// Adds every step of every way that goes on from the last transfer of `way`.
pub fn ways(ledger: &Ledger, flow: &Flow, purse: u32, way: &mut Vec<u32>, hops: u32, steps: &mut BTreeSet<(u32, u32)>) {
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
