//! Two dense halves of eight and what may join them.

use crate::graphs::{Partition, partition};
use sekisho_ring::{Rules, Tie, explain, rings};

const STRONG: u8 = 7;

fn rules() -> Rules {
    Rules {
        strong_kinds: [STRONG].into_iter().collect(),
        near_families: [3, 4].into_iter().collect(),
        ..Rules::default()
    }
}

/// All pairs of some accounts share one value.
fn share(accounts: &[u32], kind: u8, bits: f32, value: u64) -> Vec<Tie> {
    let pairs = accounts.iter().flat_map(|a| accounts.iter().filter(move |b| a < b).map(move |b| (*a, *b)));
    pairs.map(|(a, b)| Tie { a, b, kind, family: kind % 5, bits, value }).collect()
}

/// Accounts 0 to 7 and 8 to 15: each half shares a device and a payment number of 8 bits each.
fn halves() -> Vec<Tie> {
    let (one, other): (Vec<u32>, Vec<u32>) = ((0..8).collect(), (8..16).collect());
    [share(&one, 0, 8.0, 1), share(&one, 1, 8.0, 2), share(&other, 0, 8.0, 3), share(&other, 1, 8.0, 4)].concat()
}

fn with(more: &[Vec<Tie>]) -> Vec<Tie> {
    [halves(), more.concat()].concat()
}

fn apart() -> Partition {
    [(0..8).collect(), (8..16).collect()].into()
}

#[test]
fn scattered_cross_pairs_that_join_do_not_hold() {
    let pair = |at: u32| {
        [share(&[at, at + 8], 1, 4.5, 100 + u64::from(at)), share(&[at, at + 8], 2, 4.0, 200 + u64::from(at))]
    };
    let ties = with(&(0..8).step_by(2).flat_map(pair).collect::<Vec<_>>());
    assert_eq!(partition(&ties, &rules()), apart());
    let said = explain(0, 8, &ties, &rules());
    assert!(said.reason.joins() && !said.holds && said.support.is_empty(), "{said:?}");
}

#[test]
fn one_value_shared_by_both_halves_is_one_fact() {
    for (kind, bits) in [(1, 9.5), (STRONG, 9.5), (STRONG, 5.0)] {
        let ties = with(&[share(&[0, 1, 2, 8, 9, 10], kind, bits, 100)]);
        assert_eq!(partition(&ties, &rules()), apart(), "kind {kind}");
    }
    let said = explain(0, 8, &with(&[share(&[0, 1, 8, 9], STRONG, 6.0, 100)]), &rules());
    assert!(said.holds && !said.together, "its echo in four pairs makes it hold, the cut counts it once");
    assert_eq!(said.parted_by, Some(vec![(100, 6.0)]));
}

#[test]
fn two_values_shared_by_all_are_two_facts_not_sixty_four() {
    let all: Vec<u32> = (0..16).collect();
    let ties = |bits| with(&[share(&all, 1, bits, 100), share(&all, 2, bits, 200)]);
    assert_eq!(partition(&ties(4.5), &rules()), apart());
    assert_eq!(partition(&ties(5.0), &rules()), [(0..16).collect()].into());
}

#[test]
fn one_strong_fact_of_enough_bits_joins_the_halves() {
    let ties = with(&[share(&[0, 8], STRONG, 10.0, 100)]);
    assert_eq!(partition(&ties, &rules()), [(0..16).collect()].into());
}

#[test]
fn proximity_alone_joins_nobody() {
    let all: Vec<u32> = (0..16).collect();
    let ties = [share(&all, 3, 20.0, 1), share(&all, 4, 20.0, 2)].concat();
    assert!(rings(&ties, &rules()).is_empty());
}

#[test]
fn weak_pairs_of_different_facts_hold_each_other_in_a_triangle() {
    let pair = |a: u32, b: u32, value: u64| [share(&[a, b], 0, 4.0, value), share(&[a, b], 1, 4.0, value + 1)].concat();
    let two = pair(0, 1, 10);
    assert!(rings(&two, &rules()).is_empty());
    let three = [two, pair(1, 2, 20), pair(0, 2, 30)].concat();
    assert_eq!(partition(&three, &rules()), [(0..3).collect()].into());
    let said = explain(0, 1, &three, &rules());
    assert_eq!((said.bits, said.strength, said.support.len()), (8.0, 12.0, 1));
}
