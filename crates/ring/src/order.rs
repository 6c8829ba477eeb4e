//! Ties in one order, each once.

use std::cmp::Reverse;

use crate::tie::{Tie, units};

/// Ties that count, `a` below `b`, sorted by pair; of repetitions (same pair, kind and value) the largest.
pub(crate) fn tidy(ties: impl Iterator<Item = Tie>) -> Vec<Tie> {
    let mut kept: Vec<Tie> = ties
        .filter(|tie| tie.a != tie.b && units(tie.bits) > 0)
        .map(|tie| Tie { a: tie.a.min(tie.b), b: tie.a.max(tie.b), ..tie })
        .collect();
    // Positive floats sort as their bit patterns do.
    kept.sort_unstable_by_key(|tie| (pair_key(tie), tie.kind, tie.value, Reverse(tie.bits.to_bits()), tie.family));
    kept.dedup_by_key(|tie| (pair_key(tie), tie.kind, tie.value));
    kept
}

fn pair_key(tie: &Tie) -> u64 {
    u64::from(tie.a) << 32 | u64::from(tie.b)
}

/// Whether two tidied ties are of one pair.
pub(crate) fn same_pair(one: &Tie, other: &Tie) -> bool {
    pair_key(one) == pair_key(other)
}
