//! Bits by rarity.
//!
//! A tie weighs log2(m / q): how much likelier it is between accounts of one hand than among ordinary ones. `m` is an
//! expert guess per kind; `q` is counted: the share of this population's accounts that have a tie of the kind through a
//! value on as few accounts or fewer. It is the agreement weight of Fellegi and Sunter (1969) with the frequency of the
//! value taken into account (Winkler 2000). Where few accounts show such values at all, `q` leans on the expert guess
//! (additive smoothing with `LEAN` imagined accounts).

use std::collections::{BTreeMap, HashMap};

use crate::bond::Bond;
use crate::kind::Kind;
use crate::people::odds_bits;

/// So many imagined accounts stand behind the expert guess (chosen).
const LEAN: f64 = 500.0;
/// Bits are told in quarters: nobody knows them better, and a few accounts more or less must not move them.
const STEPS_A_BIT: f64 = 4.0;
/// Every doubling of the days, texts or handovers that two share adds so many bits, three times at most (chosen).
const BITS_A_DOUBLING: f64 = 0.5;
const MOST_DOUBLINGS: f64 = 3.0;

/// Near copies are classed by likeness: the nearer, the rarer. Each class holds the nearer ones as well.
const LIKENESS: [f32; 3] = [0.0, 0.8, 0.92];

/// What one kind weighs in this population.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    /// The kind.
    pub kind: Kind,
    /// Accounts that show a value of the kind.
    pub exposed: u64,
    /// By class of likeness, accounts that share one, by the number of accounts on the value.
    pub sharing: [BTreeMap<u32, u64>; LIKENESS.len()],
}

impl Weight {
    /// The share of ordinary accounts with a tie of this kind on a value of so many accounts or fewer, as near or nearer.
    pub fn prevalence(&self, accounts: u32, similarity: f32) -> f64 {
        let sharing: u64 = self.sharing[class(similarity)].range(..=accounts).map(|(_, count)| count).sum();
        let expected = self.kind.traits().among_all * LEAN;
        (expected + sharing as f64) / (LEAN + stepped(self.exposed as f64))
    }

    /// Bits of a bond, before anything else is known of the two; of them, outcomes have left the share `left`.
    pub fn bits(&self, bond: &Bond, left: f64) -> f64 {
        let traits = self.kind.traits();
        // Who is one person was weighed already, field by field; rarity is in it. Better than even odds are never nothing.
        if self.kind == Kind::Person {
            return stepped_bits(odds_bits(bond.similarity).clamp(0.0, traits.most_bits) * left).max(1.0 / STEPS_A_BIT);
        }
        let rarity = (traits.among_rings / self.prevalence(bond.accounts, bond.similarity)).log2();
        let doublings = f64::from(bond.repeats.max(1)).log2().min(MOST_DOUBLINGS);
        stepped_bits((rarity + BITS_A_DOUBLING * doublings).clamp(0.0, traits.most_bits) * left)
    }
}

fn stepped_bits(bits: f64) -> f64 {
    (bits * STEPS_A_BIT).round() / STEPS_A_BIT
}

fn class(similarity: f32) -> usize {
    LIKENESS.iter().rposition(|least| similarity >= *least).unwrap_or(0)
}

/// Quarter powers of two: one account more changes no weight.
fn stepped(count: f64) -> f64 {
    if count < 1.0 { 0.0 } else { ((count.log2() * 4.0).round() / 4.0).exp2() }
}

/// The weights of all kinds in this population: an account counts once per kind and class, with its rarest value.
pub(crate) fn weights(bonds: &[Bond], exposed: &BTreeMap<Kind, u64>) -> BTreeMap<Kind, Weight> {
    let mut rarest: BTreeMap<(Kind, usize), HashMap<u32, u32>> = BTreeMap::new();
    for bond in bonds {
        for class in 0..=class(bond.similarity) {
            let of_class = rarest.entry((bond.kind, class)).or_default();
            for account in [bond.a, bond.b] {
                let known = of_class.entry(account).or_insert(bond.accounts);
                *known = bond.accounts.min(*known);
            }
        }
    }
    let mut weights: BTreeMap<Kind, Weight> = BTreeMap::new();
    for ((kind, class), rarest) in rarest {
        let exposed = exposed.get(&kind).copied().unwrap_or(0).max(rarest.len() as u64);
        let empty = || Weight { kind, exposed, sharing: Default::default() };
        let sharing = &mut weights.entry(kind).or_insert_with(empty).sharing[class];
        rarest.values().for_each(|accounts| *sharing.entry(*accounts).or_default() += 1);
    }
    weights
}
