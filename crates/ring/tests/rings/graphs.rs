//! Small random graphs of ties, and rings as sets of accounts.

use std::collections::BTreeSet;

use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sekisho_ring::{Rules, Tie, rings};

pub type Chance = ChaCha8Rng;
pub type Partition = BTreeSet<BTreeSet<u32>>;

pub fn chance(seed: u64) -> Chance {
    ChaCha8Rng::seed_from_u64(seed)
}

/// Rules at which graphs of this file come apart in every way.
pub fn rules(chance: &mut Chance) -> Rules {
    Rules {
        join_bits: *pick(chance, &[3.0, 5.0, 7.0]),
        hold_bits: *pick(chance, &[0.0, 6.0, 10.0, 13.0]),
        cut_bits: *pick(chance, &[0.0, 6.0, 10.0, 13.0]),
        strong_bits: 5.0,
        family_bits: 1.0,
        strong_kinds: [6, 9].into_iter().collect(),
        near_families: [3, 4].into_iter().collect(),
    }
}

pub fn pick<'a, T>(chance: &mut Chance, of: &'a [T]) -> &'a T {
    &of[chance.random_range(0..of.len())]
}

/// Values shared by some of `accounts` (each a clique, with holes here and there): kinds 0 to 9, families 0 to 4.
pub fn ties(chance: &mut Chance, accounts: u32, values: u64) -> Vec<Tie> {
    let mut ties = Vec::new();
    for value in 0..values {
        let kind = chance.random_range(0..10u8);
        let bits = chance.random_range(1..30u8) as f32 / 4.0;
        let mut holders: Vec<u32> = (0..accounts).collect();
        holders.shuffle(chance);
        holders.truncate(*pick(chance, &[2, 2, 2, 3, 3, 4, 5]));
        for (at, a) in holders.iter().enumerate() {
            for b in &holders[at + 1..] {
                if chance.random_bool(0.95) {
                    // One value is worth more to some pairs than to others, as when places or times agree better.
                    let bits = if chance.random_bool(0.2) { bits / 2.0 } else { bits };
                    ties.push(Tie { a: *a, b: *b, kind, family: kind % 5, bits, value });
                    // One fact may show in two kinds: a phone number as contact and as payment number.
                    if value % 6 == 0 {
                        let kind = (kind + 1) % 10;
                        ties.push(Tie { a: *a, b: *b, kind, family: kind % 5, bits, value });
                    }
                }
            }
        }
    }
    ties
}

pub fn partition(ties: &[Tie], rules: &Rules) -> Partition {
    rings(ties, rules).iter().map(|ring| ring.members.iter().map(|member| member.account).collect()).collect()
}

/// Whether every set of `fine` lies inside one of `coarse`.
pub fn refines(fine: &Partition, coarse: &Partition) -> bool {
    fine.iter().all(|ring| coarse.iter().any(|whole| ring.is_subset(whole)))
}
