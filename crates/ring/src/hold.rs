//! Joined pairs, and which of them hold.

use crate::order::same_pair;
use crate::pair::{judged, strongest_first};
use crate::tie::{Rules, Tie, units};

/// A pair that joins. Accounts are places in [`Joins::accounts`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Join {
    pub(crate) a: u32,
    pub(crate) b: u32,
    pub(crate) weight: u64,
    pub(crate) holds: bool,
    /// Its ties: a range of [`Joins::ties`].
    pub(crate) ties: (usize, usize),
}

/// All pairs that join.
#[derive(Default)]
pub(crate) struct Joins {
    /// The accounts of joined pairs, rising.
    pub(crate) accounts: Vec<u32>,
    /// Sorted by pair.
    pub(crate) pairs: Vec<Join>,
    /// Ties of joined pairs, strongest first inside a pair.
    pub(crate) ties: Vec<Tie>,
}

impl Joins {
    /// The joined pairs of tidied ties, each told whether it holds.
    pub(crate) fn of(ties: Vec<Tie>, rules: &Rules) -> Self {
        let mut joins = Self::default();
        let mut pair: Vec<Tie> = Vec::new();
        for chunk in ties.chunk_by(same_pair) {
            pair.clear();
            pair.extend_from_slice(chunk);
            strongest_first(&mut pair);
            joins.take(&pair, rules);
        }
        joins.renumber();
        joins.mark(units(rules.hold_bits));
        joins
    }

    fn take(&mut self, pair: &[Tie], rules: &Rules) {
        let (weight, reason) = judged(pair, rules);
        let (Some(tie), true) = (pair.first(), reason.joins()) else { return };
        let from = self.ties.len();
        self.ties.extend_from_slice(pair);
        self.pairs.push(Join { a: tie.a, b: tie.b, weight, holds: false, ties: (from, self.ties.len()) });
    }

    /// Few accounts ever join, so what follows counts them alone.
    fn renumber(&mut self) {
        self.accounts = self.pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
        self.accounts.sort_unstable();
        self.accounts.dedup();
        for pair in &mut self.pairs {
            pair.a = self.accounts.partition_point(|account| *account < pair.a) as u32;
            pair.b = self.accounts.partition_point(|account| *account < pair.b) as u32;
        }
    }

    fn mark(&mut self, hold: u64) {
        let near = Neighbours::of(self);
        for pair in &mut self.pairs {
            pair.holds = pair.weight >= hold || near.supports(pair, hold - pair.weight);
        }
    }
}

/// For each account those it joined, rising, with the pair's weight.
struct Neighbours {
    starts: Vec<usize>,
    items: Vec<(u32, u64)>,
}

impl Neighbours {
    fn of(joins: &Joins) -> Self {
        let mut starts = vec![0usize; joins.accounts.len() + 1];
        for pair in &joins.pairs {
            starts[pair.a as usize + 1] += 1;
            starts[pair.b as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut items = vec![(0, 0); joins.pairs.len() * 2];
        // Pairs are sorted, so every account meets its lower neighbours first, in order, then its higher ones.
        for pair in &joins.pairs {
            for (from, to) in [(pair.a, pair.b), (pair.b, pair.a)] {
                items[next[from as usize]] = (to, pair.weight);
                next[from as usize] += 1;
            }
        }
        Self { starts, items }
    }

    fn list(&self, account: u32) -> &[(u32, u64)] {
        &self.items[self.starts[account as usize]..self.starts[account as usize + 1]]
    }

    /// Whether half of the triads' smaller weights makes up what is lacking. It looks from the account with fewer
    /// neighbours into the sorted list of the other, and stops as soon as it knows: a hub costs its neighbours little.
    fn supports(&self, pair: &Join, lacking: u64) -> bool {
        let (mut few, mut many) = (self.list(pair.a), self.list(pair.b));
        if few.len() > many.len() {
            std::mem::swap(&mut few, &mut many);
        }
        let mut twice = 0;
        few.iter().any(|(third, weight)| {
            if let Ok(at) = many.binary_search_by_key(third, |item| item.0) {
                twice += many[at].1.min(*weight);
            }
            twice >= 2 * lacking
        })
    }
}
