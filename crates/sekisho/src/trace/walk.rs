//! Transfers before or after those of a purse, step by step.

use std::collections::{BTreeMap, BTreeSet};

use crate::money::Money;

/// Where to begin.
pub struct Start {
    /// Purses of the account.
    pub purses: BTreeSet<u32>,
}

/// One transfer that was reached.
pub struct Step {
    /// Its place in the ledger.
    pub place: u32,
    /// How many transfers away from the first ones, which have 0.
    pub hops: u32,
    /// How much of its amount belongs to the money that is followed, in minor units.
    pub part: i64,
    /// How long that money had rested before it (or rests after it, backwards), in microseconds; nothing for the first.
    pub rest: Option<i64>,
}

/// Forwards from what reached the purses, or backwards from what left them.
pub fn walk(money: &Money, start: &Start, back: bool, hops: u32) -> Vec<Step> {
    let ledger = &money.rows.ledger;
    let of = |purse: &u32| if back { ledger.outs(*purse) } else { ledger.ins(*purse) };
    let mut front: Vec<u32> = start.purses.iter().flat_map(of).copied().collect();
    let first = |place: &u32| Step { place: *place, hops: 0, part: ledger.transfer(*place).amount, rest: None };
    let mut steps: BTreeMap<u32, Step> = front.iter().map(|place| (*place, first(place))).collect();
    for hop in 1..=hops {
        let mut next: BTreeMap<u32, (f64, i64)> = BTreeMap::new();
        for place in front {
            let (whole, carried) = (ledger.transfer(place).amount, steps.get(&place).map_or(0, |step| step.part));
            for link in if back { money.flow.origins(place) } else { money.flow.onward(place) } {
                let other = if back { link.inward } else { link.outward };
                let rest = (ledger.transfer(other).at - ledger.transfer(place).at).abs();
                let part = link.amount as f64 * carried as f64 / whole.max(1) as f64;
                let entry = next.entry(other).or_insert((0.0, rest));
                *entry = (entry.0 + part, entry.1.min(rest));
            }
        }
        // What is known already is not followed again: money that goes round in a circle would never end.
        next.retain(|place, _| !steps.contains_key(place));
        front = next.keys().copied().collect();
        let found = |(place, (part, rest)): (u32, (f64, i64))| {
            let part = (part.round() as i64).min(ledger.transfer(place).amount);
            (place, Step { place, hops: hop, part, rest: Some(rest) })
        };
        steps.extend(next.into_iter().map(found));
    }
    let mut steps: Vec<Step> = steps.into_values().filter(|step| step.part > 0).collect();
    steps.sort_by_key(|step| (ledger.transfer(step.place).at, step.place));
    steps
}
