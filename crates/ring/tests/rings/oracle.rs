//! Rings equal those of a slow version that follows the definitions word by word: every cut of every set is tried.

use std::collections::{BTreeMap, BTreeSet};

use crate::graphs::Partition;
use sekisho_ring::{Rules, Tie, explain, rings};

struct Oracle {
    weight: BTreeMap<(u32, u32), f64>,
    holding: BTreeSet<(u32, u32)>,
    /// Accounts and bits of each value on joined pairs.
    values: BTreeMap<u64, (BTreeSet<u32>, f64)>,
}

fn joins(ties: &[Tie], rules: &Rules) -> (f64, bool) {
    let mut families: BTreeMap<u8, Vec<f64>> = BTreeMap::new();
    ties.iter().for_each(|tie| families.entry(tie.family).or_default().push(f64::from(tie.bits)));
    let (mut weight, mut far, mut count) = (0.0, false, 0);
    for (family, mut bits) in families {
        bits.sort_by(|a, b| b.total_cmp(a));
        let sum: f64 = bits.iter().enumerate().map(|(place, bits)| bits / 2f64.powi(place as i32)).sum();
        weight += sum;
        count += usize::from(sum >= f64::from(rules.family_bits));
        far |= sum >= f64::from(rules.family_bits) && !rules.near_families.contains(family);
    }
    let strong = ties.iter().any(|tie| {
        rules.strong_kinds.contains(tie.kind)
            && !rules.near_families.contains(tie.family)
            && tie.bits >= rules.strong_bits
    });
    (weight, strong || (count >= 2 && far && weight >= f64::from(rules.join_bits)))
}

impl Oracle {
    fn of(ties: &[Tie], rules: &Rules) -> Self {
        let mut pairs: BTreeMap<(u32, u32), Vec<Tie>> = BTreeMap::new();
        ties.iter().for_each(|tie| pairs.entry((tie.a.min(tie.b), tie.a.max(tie.b))).or_default().push(*tie));
        let mut oracle = Self { weight: BTreeMap::new(), holding: BTreeSet::new(), values: BTreeMap::new() };
        for (pair, ties) in pairs {
            let (weight, true) = joins(&ties, rules) else { continue };
            oracle.weight.insert(pair, weight);
            for tie in ties {
                let value = oracle.values.entry(tie.value).or_default();
                value.0.extend([tie.a, tie.b]);
                value.1 = value.1.max(f64::from(tie.bits));
            }
        }
        oracle.hold(f64::from(rules.hold_bits));
        oracle
    }

    fn between(&self, a: u32, b: u32) -> f64 {
        self.weight.get(&(a.min(b), a.max(b))).copied().unwrap_or(0.0)
    }

    fn hold(&mut self, hold: f64) {
        let accounts: BTreeSet<u32> = self.weight.keys().flat_map(|pair| [pair.0, pair.1]).collect();
        for ((a, b), weight) in &self.weight {
            let support: f64 = accounts.iter().map(|x| self.between(*a, *x).min(self.between(*b, *x))).sum();
            if weight + support / 2.0 >= hold {
                self.holding.insert((*a, *b));
            }
        }
    }

    /// The largest sound sets within `set`.
    fn sound(&self, set: &BTreeSet<u32>, cut: f64, found: &mut Partition) {
        for piece in self.pieces(set) {
            match self.short_cut(&piece, cut) {
                _ if piece.len() < 2 => {}
                None => _ = found.insert(piece),
                Some(side) => {
                    self.sound(&side, cut, found);
                    self.sound(&(&piece - &side), cut, found);
                }
            }
        }
    }

    fn pieces(&self, set: &BTreeSet<u32>) -> Vec<BTreeSet<u32>> {
        let mut left = set.clone();
        let mut pieces = Vec::new();
        while let Some(first) = left.pop_first() {
            let mut piece = BTreeSet::from([first]);
            loop {
                let near = |x: &u32| piece.iter().any(|y| self.holding.contains(&(*x.min(y), *x.max(y))));
                let next: Vec<u32> = left.iter().copied().filter(near).collect();
                if next.is_empty() {
                    break;
                }
                next.iter().for_each(|x| _ = left.remove(x));
                piece.extend(next);
            }
            pieces.push(piece);
        }
        pieces
    }

    fn short_cut(&self, set: &BTreeSet<u32>, cut: f64) -> Option<BTreeSet<u32>> {
        let accounts: Vec<u32> = set.iter().copied().collect();
        (1..1u32 << (accounts.len() - 1)).find_map(|choice| {
            let side = |at: &usize| choice & (1 << at) != 0;
            let side: BTreeSet<u32> = (0..accounts.len()).filter(side).map(|at| accounts[at]).collect();
            let other = set - &side;
            let crosses = |value: &&(BTreeSet<u32>, f64)| !value.0.is_disjoint(&side) && !value.0.is_disjoint(&other);
            let bits: f64 = self.values.values().filter(crosses).map(|value| value.1).sum();
            (bits < cut).then_some(side)
        })
    }

    fn rings(&self, cut: f64) -> Partition {
        let mut found = Partition::new();
        self.sound(&self.weight.keys().flat_map(|pair| [pair.0, pair.1]).collect(), cut, &mut found);
        found
    }
}

#[test]
fn rings_are_those_of_the_definitions() {
    let (mut many, mut supported, mut parted) = (0, 0, 0);
    for seed in 0..3_000 {
        let chance = &mut crate::graphs::chance(seed);
        let rules = crate::graphs::rules(chance);
        let values = *crate::graphs::pick(chance, &[6, 12, 20, 30]);
        let ties = crate::graphs::ties(chance, 9, values);
        let oracle = Oracle::of(&ties, &rules);
        let expected = oracle.rings(f64::from(rules.cut_bits));
        assert_eq!(crate::graphs::partition(&ties, &rules), expected, "seed {seed}");
        many += usize::from(expected.len() > 1);
        parted += usize::from(expected != oracle.rings(0.0));
        let hold = f64::from(rules.hold_bits);
        supported += usize::from(oracle.holding.iter().any(|pair| oracle.weight[pair] < hold));
    }
    println!("{many} graphs with several rings, {supported} with support that matters, {parted} parted");
    assert!(many.min(supported).min(parted) > 150, "too few graphs where it matters");
}

#[test]
fn explanations_say_what_rings_do() {
    let (mut apart, mut supported) = (0, 0);
    for seed in 10_000..10_150 {
        let chance = &mut crate::graphs::chance(seed);
        let rules = crate::graphs::rules(chance);
        let ties = crate::graphs::ties(chance, 9, 20);
        let (oracle, rings) = (Oracle::of(&ties, &rules), rings(&ties, &rules));
        for (a, b) in (0..9u32).flat_map(|a| (a + 1..9).map(move |b| (a, b))) {
            let said = explain(b, a, &ties, &rules);
            assert_eq!(said.reason.joins(), oracle.weight.contains_key(&(a, b)));
            assert_eq!(said.holds, oracle.holding.contains(&(a, b)), "seed {seed}: {a} {b} {said:?}");
            let inside = |ring: &&sekisho_ring::Ring| {
                [a, b].iter().all(|account| ring.members.iter().any(|member| member.account == *account))
            };
            let ring = rings.iter().find(inside);
            assert_eq!(said.together, ring.is_some());
            let pair = ring.and_then(|ring| ring.pairs.iter().find(|pair| (pair.a, pair.b) == (a, b)));
            if let Some(pair) = pair {
                assert_eq!((pair.bits, pair.holds), (said.bits, said.holds));
            }
            assert_eq!(said.bits, said.families.iter().map(|family| family.bits).sum::<f32>());
            assert_eq!(said.strength, said.bits + said.support.iter().map(|third| third.bits).sum::<f32>());
            assert_eq!(said.parted_by.is_some(), said.holds && !said.together);
            if let Some(values) = &said.parted_by {
                assert!(values.iter().map(|value| value.1).sum::<f32>() < rules.cut_bits, "{said:?}");
                apart += 1;
            }
            supported += usize::from(said.holds && said.bits < rules.hold_bits);
        }
    }
    assert!(apart > 50 && supported > 50, "{apart} {supported}");
}

#[test]
fn rings_say_how_they_are_knit() {
    for seed in 20_000..20_200 {
        let chance = &mut crate::graphs::chance(seed);
        let rules = crate::graphs::rules(chance);
        let ties = crate::graphs::ties(chance, 9, 20);
        let oracle = Oracle::of(&ties, &rules);
        for ring in rings(&ties, &rules) {
            let inside = |account: u32| ring.members.iter().any(|member| member.account == account);
            let pairs: Vec<_> = oracle.weight.iter().filter(|(pair, _)| inside(pair.0) && inside(pair.1)).collect();
            let listed: Vec<_> = ring.pairs.iter().map(|pair| ((pair.a, pair.b), pair.bits)).collect();
            assert_eq!(listed, pairs.iter().map(|(pair, bits)| (**pair, **bits as f32)).collect::<Vec<_>>());
            let mean = pairs.iter().map(|(_, bits)| **bits).sum::<f64>() / pairs.len() as f64;
            assert!((f64::from(ring.cohesion.mean_bits) - mean).abs() < 1e-4);
            let possible = ring.members.len() * (ring.members.len() - 1) / 2;
            assert!((f64::from(ring.cohesion.joined_share) - pairs.len() as f64 / possible as f64).abs() < 1e-6);
            for member in &ring.members {
                assert_eq!(f64::from(member.bits), belonging(&ties, &pairs, member.account));
            }
            let held = |tie: &&Tie| {
                let pair = (tie.a.min(tie.b), tie.a.max(tie.b));
                oracle.holding.contains(&pair) && inside(tie.a) && inside(tie.b)
            };
            let families: BTreeSet<u8> = ties.iter().filter(held).map(|tie| tie.family).collect();
            assert_eq!(ring.families, families.into_iter().collect::<Vec<_>>());
        }
    }
}

/// For each family the best tie of the account on the ring's pairs, added up.
fn belonging(ties: &[Tie], pairs: &[(&(u32, u32), &f64)], account: u32) -> f64 {
    let mut best: BTreeMap<u8, f64> = BTreeMap::new();
    for tie in ties {
        let pair = (tie.a.min(tie.b), tie.a.max(tie.b));
        if [pair.0, pair.1].contains(&account) && pairs.iter().any(|(listed, _)| **listed == pair) {
            let most = best.entry(tie.family).or_default();
            *most = most.max(f64::from(tie.bits));
        }
    }
    best.values().sum()
}
