//! What was found: who is a twin of whom, and who has too many.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use crate::rarity::AsIs;

/// Twins found so far, at most `limit` for each item, so that a crowd costs no quadratic space.
///
/// One item = one distinct content; `copies` says how many inputs have it. An item is *full* when more than `limit` other
/// inputs are its twins, equal ones included.
pub(crate) struct Ties<T> {
    limit: usize,
    copies: Vec<u32>,
    /// Number of inputs that are twins of one input of the item, no longer counted when it is full.
    degrees: Vec<usize>,
    /// Twins of items that are not full.
    twins: Vec<Vec<(u32, T)>>,
    joined: Joined,
}

/// The answer in terms of items.
pub(crate) struct Sorted<T> {
    /// Pairs of items outside of crowds, ascending.
    pub(crate) pairs: Vec<(u32, u32, T)>,
    /// For each item the number of its crowd: the lowest item of it.
    pub(crate) crowd: Vec<Option<u32>>,
}

impl<T: Copy> Ties<T> {
    /// `copies` has the number of inputs of each item.
    pub(crate) fn new(copies: Vec<u32>, limit: usize) -> Ties<T> {
        let degrees = copies.iter().map(|&count| (count as usize).saturating_sub(1)).collect();
        let (twins, joined) = (vec![Vec::new(); copies.len()], Joined::new(copies.len()));
        Ties { limit, copies, degrees, twins, joined }
    }

    /// Whether nothing would change if these two turned out to be twins.
    pub(crate) fn settled(&self, a: u32, b: u32) -> bool {
        match (self.full(a), self.full(b)) {
            (false, _) => self.has(a, b),
            (true, false) => self.has(b, a),
            (true, true) => self.joined.same(a, b),
        }
    }

    /// Notes a pair of twins. The order of calls, and calling twice, does not change the answer: an item that is not full
    /// knows all of its twins, and of two full ones only that they stand together matters.
    pub(crate) fn add(&mut self, a: u32, b: u32, how: T) {
        match (self.full(a), self.full(b)) {
            (true, true) => self.joined.join(a, b),
            (a_is_full, b_is_full) => {
                if !a_is_full {
                    self.note(a, b, how);
                }
                if !b_is_full {
                    self.note(b, a, how);
                }
            }
        }
    }

    /// A crowd is known by who stands together; which pairs it has is forgotten when an item becomes full.
    fn note(&mut self, a: u32, b: u32, how: T) {
        if self.has(a, b) {
            return;
        }
        let (Some(list), Some(degree)) = (self.twins.get_mut(a as usize), self.degrees.get_mut(a as usize)) else {
            return;
        };
        list.push((b, how));
        *degree += self.copies.get(b as usize).map_or(0, |&count| count as usize);
        if *degree > self.limit {
            std::mem::take(list).into_iter().for_each(|(twin, _)| self.joined.join(a, twin));
        }
    }

    fn has(&self, a: u32, b: u32) -> bool {
        self.twins.get(a as usize).is_some_and(|list| list.iter().any(|&(twin, _)| twin == b))
    }

    /// Whether the item has too many twins.
    pub(crate) fn full(&self, a: u32) -> bool {
        self.degrees.get(a as usize).is_some_and(|&degree| degree > self.limit)
    }

    /// The number of the crowd of a full item, as far as it is known.
    pub(crate) fn crowd(&self, a: u32) -> u32 {
        self.joined.lowest(a)
    }

    /// Splits what was found into pairs and crowds.
    pub(crate) fn sort(mut self) -> Sorted<T> {
        let full: Vec<bool> = (0..self.copies.len() as u32).map(|item| self.full(item)).collect();
        let is_full = |item: u32| full.get(item as usize).copied().unwrap_or(false);
        for (a, list) in (0..).zip(&self.twins) {
            list.iter().filter(|(b, _)| is_full(*b)).for_each(|&(b, _)| self.joined.join(a, b));
        }
        let crowd = self.crowds(&full);
        let mut pairs = Vec::new();
        for (a, list) in (0..).zip(std::mem::take(&mut self.twins)) {
            let mut later: Vec<_> = list.into_iter().filter(|(b, _)| a < *b).collect();
            later.sort_unstable_by_key(|(b, _)| *b);
            let apart = |b: u32| !is_full(b) && !same_crowd(&crowd, a, b);
            pairs.extend(later.into_iter().filter(|(b, _)| apart(*b)).map(|(b, how)| (a, b, how)));
        }
        Sorted { pairs, crowd }
    }

    /// Sets with a full item are crowds.
    fn crowds(&self, full: &[bool]) -> Vec<Option<u32>> {
        let mut with_crowd = vec![false; full.len()];
        for (item, _) in (0..).zip(full).filter(|(_, is)| **is) {
            if let Some(mark) = with_crowd.get_mut(self.joined.lowest(item) as usize) {
                *mark = true;
            }
        }
        let crowd_of = |item| {
            let lowest = self.joined.lowest(item);
            with_crowd.get(lowest as usize).is_some_and(|is| *is).then_some(lowest)
        };
        (0..).zip(full).map(|(item, _)| crowd_of(item)).collect()
    }
}

/// So many full members of one crowd go on being compared, so that others learn that they belong to it.
const SPOKESMEN: u32 = 4;

/// Who may go on of each crowd.
#[derive(Default)]
pub(crate) struct Spokesmen {
    counts: HashMap<u32, u32, BuildHasherDefault<AsIs>>,
}

impl Spokesmen {
    /// Whether one more full member of the crowd may stay.
    pub(crate) fn may_stay(&mut self, crowd: u32) -> bool {
        let count = self.counts.entry(crowd).or_insert(0);
        *count += 1;
        *count <= SPOKESMEN
    }
}

fn same_crowd(crowd: &[Option<u32>], a: u32, b: u32) -> bool {
    match (crowd.get(a as usize), crowd.get(b as usize)) {
        (Some(Some(one)), Some(Some(other))) => one == other,
        _ => false,
    }
}

/// Union-find with the lowest item as the name of a set and halved paths (Tarjan and van Leeuwen 1984).
struct Joined {
    parent: Vec<u32>,
}

impl Joined {
    fn new(items: usize) -> Joined {
        Joined { parent: (0..).take(items).collect() }
    }

    fn above(&self, item: u32) -> u32 {
        self.parent.get(item as usize).copied().unwrap_or(item)
    }

    fn lowest(&self, mut item: u32) -> u32 {
        while self.above(item) != item {
            item = self.above(item);
        }
        item
    }

    fn same(&self, a: u32, b: u32) -> bool {
        self.lowest(a) == self.lowest(b)
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.halve(a), self.halve(b));
        if let Some(parent) = self.parent.get_mut(a.max(b) as usize) {
            *parent = a.min(b);
        }
    }

    fn halve(&mut self, mut item: u32) -> u32 {
        while self.above(item) != item {
            let grand = self.above(self.above(item));
            if let Some(parent) = self.parent.get_mut(item as usize) {
                *parent = grand;
            }
            item = grand;
        }
        item
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mix::mix;

    /// Twins found in the order that `seed` gives, some of them twice and turned round.
    fn sorted(edges: &[(u32, u32)], seed: u64) -> (Vec<(u32, u32)>, Vec<Option<u32>>) {
        let mut order: Vec<(u32, u32)> = edges.iter().chain(&edges[edges.len() / 2..]).copied().collect();
        order.sort_by_key(|&(a, b)| mix(seed ^ u64::from(a) << 32 ^ u64::from(b)));
        let mut ties = Ties::new((0..40).map(|item| 1 + item % 2).collect(), 4);
        for (place, (a, b)) in order.into_iter().enumerate() {
            let (a, b) = if place % 2 == 0 { (a, b) } else { (b, a) };
            if !ties.settled(a, b) {
                ties.add(a, b, ());
            }
        }
        let answer = ties.sort();
        (answer.pairs.iter().map(|pair| (pair.0, pair.1)).collect(), answer.crowd)
    }

    #[test]
    fn the_order_of_finds_does_not_matter() {
        let (mut pairs, mut crowded) = (0, 0);
        for graph in 0..50 {
            let chance = |a: u32, b: u32| mix(graph << 32 ^ u64::from(a * 40 + b)) % 400;
            // Items below 15 are dense, the others sparse.
            let tied = |a: u32, b: u32| chance(a, b) < if a.max(b) < 15 { 150 } else { 8 };
            let edges: Vec<_> =
                (0..40).flat_map(|a| (a + 1..40).map(move |b| (a, b))).filter(|&(a, b)| tied(a, b)).collect();
            let first = sorted(&edges, 0);
            pairs += first.0.len();
            crowded += first.1.iter().flatten().count();
            (1..20).for_each(|seed| assert_eq!(sorted(&edges, seed), first, "graph {graph}"));
        }
        assert!(pairs > 50 && crowded > 500, "{pairs} {crowded}");
    }
}
