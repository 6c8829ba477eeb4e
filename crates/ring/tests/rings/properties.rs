//! What must stay so whatever the graph: order, numbers, repetitions, strangers, and what a missing tie may do.

use std::collections::BTreeSet;

use crate::graphs::{Partition, chance, partition, refines, ties};
use rand::RngExt;
use rand::seq::SliceRandom;
use sekisho_ring::{Rules, Tie, rings};

/// Graphs of 40 accounts, from thin to dense, each with its rules.
fn each(seeds: std::ops::Range<u64>, mut check: impl FnMut(&mut crate::graphs::Chance, Vec<Tie>, Rules)) {
    for seed in seeds {
        let chance = &mut chance(seed);
        let rules = crate::graphs::rules(chance);
        let values = *crate::graphs::pick(chance, &[60, 120, 200, 300]);
        let ties = ties(chance, 40, values);
        check(chance, ties, rules);
    }
}

#[test]
fn neither_order_nor_repetition_nor_direction_matters() {
    each(0..300, |chance, ties, rules| {
        let before = rings(&ties, &rules);
        let mut again = ties.clone();
        again.extend(ties.iter().filter(|_| chance.random_bool(0.3)).map(|tie| Tie { a: tie.b, b: tie.a, ..*tie }));
        // A weaker report of the same fact adds nothing, nor do ties that say nothing.
        again.extend(ties.iter().filter(|_| chance.random_bool(0.3)).map(|tie| Tie { bits: tie.bits / 2.0, ..*tie }));
        again.extend(ties.iter().map(|tie| Tie { bits: *crate::graphs::pick(chance, &[0.0, -3.0, f32::NAN]), ..*tie }));
        again.extend(ties.iter().map(|tie| Tie { b: tie.a, ..*tie }));
        again.shuffle(chance);
        assert_eq!(rings(&again, &rules), before);
    });
}

#[test]
fn the_numbers_of_accounts_do_not_matter() {
    each(1_000..1_300, |chance, ties, rules| {
        let mut numbers: Vec<u32> = (0..40).map(|account| account * 97 + 5).chain([u32::MAX]).collect();
        numbers.shuffle(chance);
        let other = |account: u32| numbers[account as usize];
        let renumbered: Vec<Tie> = ties.iter().map(|tie| Tie { a: other(tie.a), b: other(tie.b), ..*tie }).collect();
        let expected: Partition =
            partition(&ties, &rules).iter().map(|ring| ring.iter().map(|account| other(*account)).collect()).collect();
        assert_eq!(partition(&renumbered, &rules), expected);
    });
}

#[test]
fn strangers_move_no_ring() {
    each(2_000..2_200, |chance, ties, rules| {
        let strange = crate::graphs::ties(chance, 40, 150);
        let strange = strange.iter().map(|tie| Tie { a: tie.a + 40, b: tie.b + 40, value: tie.value + 1_000, ..*tie });
        let all: Vec<Tie> = ties.iter().copied().chain(strange).collect();
        let inside = rings(&all, &rules).into_iter().filter(|ring| ring.members[0].account < 40);
        assert_eq!(inside.collect::<Vec<_>>(), rings(&ties, &rules));
    });
}

#[test]
fn a_missing_tie_never_brings_two_accounts_together() {
    let mut changed = 0;
    each(3_000..3_100, |chance, mut ties, rules| {
        let mut before = partition(&ties, &rules);
        ties.shuffle(chance);
        while ties.len() > 30 {
            // One tie at first, then larger losses: any set of ties is a chain of single ones.
            let less = ties.len() - 1 - ties.len() / 25;
            let without = ties[..ties.len() - 1].to_vec();
            assert!(refines(&partition(&without, &rules), &before));
            ties.truncate(less);
            let after = partition(&ties, &rules);
            assert!(refines(&after, &before));
            changed += usize::from(after != before);
            before = after;
        }
    });
    assert!(changed > 300, "{changed}");
}

#[test]
fn a_weaker_tie_never_brings_two_accounts_together() {
    let mut changed = 0;
    each(4_000..4_300, |chance, mut ties, rules| {
        for _ in 0..10 {
            let before = partition(&ties, &rules);
            for _ in 0..5 {
                let at = chance.random_range(0..ties.len());
                ties[at].bits *= 0.25;
            }
            let after = partition(&ties, &rules);
            assert!(refines(&after, &before));
            changed += usize::from(after != before);
        }
    });
    assert!(changed > 200, "{changed}");
}

#[test]
fn a_value_that_becomes_a_hub_only_splits() {
    let mut changed = 0;
    each(5_000..5_100, |chance, mut ties, rules| {
        for _ in 0..15 {
            let before = partition(&ties, &rules);
            let hub = ties[chance.random_range(0..ties.len())].value;
            ties.retain(|tie| tie.value != hub);
            let after = partition(&ties, &rules);
            assert!(refines(&after, &before));
            changed += usize::from(after != before);
        }
    });
    assert!(changed > 100, "{changed}");
}

#[test]
fn an_account_that_leaves_only_splits() {
    each(6_000..6_200, |chance, mut ties, rules| {
        let before = partition(&ties, &rules);
        let gone = chance.random_range(0..40);
        ties.retain(|tie| tie.a != gone && tie.b != gone);
        assert!(refines(&partition(&ties, &rules), &before));
    });
}

#[test]
fn nobody_is_in_two_rings_and_no_ring_is_of_one() {
    each(7_000..7_200, |_, ties, rules| {
        let mut seen = BTreeSet::new();
        for ring in rings(&ties, &rules) {
            assert!(ring.members.len() > 1);
            assert!(ring.members.iter().all(|member| seen.insert(member.account)));
        }
    });
}

#[test]
fn nothing_makes_no_ring() {
    assert!(rings(&[], &Rules::default()).is_empty());
}
