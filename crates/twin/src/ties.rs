//! What was found: who is a twin of whom, and who has too many.

/// Twins found so far: for each item one of each other owner, and hardly more than `limit`, so that a crowd costs no
/// quadratic space.
///
/// One item = one distinct content of one owner; `copies` says how many inputs stand for it.
pub(crate) struct Ties<T> {
    limit: usize,
    owners: Vec<u32>,
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
    /// `owners` has the owner of each item.
    pub(crate) fn new(owners: Vec<u32>, limit: usize) -> Ties<T> {
        let items = owners.len();
        Ties { limit, owners, twins: vec![Vec::new(); items], joined: Joined::new(items) }
    }

    /// Whether nothing would change if these two turned out to be twins.
    pub(crate) fn settled(&self, a: u32, b: u32) -> bool {
        let owner = |item: u32| self.owners.get(item as usize);
        owner(a) == owner(b)
            || match (self.full(a), self.full(b)) {
                (false, false) => self.has(a, b) && self.has(b, a),
                (false, true) => self.has(a, b),
                (true, false) => self.has(b, a),
                (true, true) => self.joined.same(a, b),
            }
    }

    /// Notes a pair of twins of different owners. Calling twice does not change the answer, nor does the order of calls if
    /// every item has its own owner: an item that is not full knows all of its twins, and of two full ones only that they
    /// stand together matters. Of several twins of one owner the first one stays.
    pub(crate) fn add(&mut self, a: u32, b: u32, how: T) {
        if self.full(a) && self.full(b) {
            self.joined.join(a, b);
            return;
        }
        self.note(a, b, how);
        self.note(b, a, how);
    }

    fn note(&mut self, a: u32, b: u32, how: T) {
        if !self.full(a)
            && !self.has(a, b)
            && let Some(list) = self.twins.get_mut(a as usize)
        {
            list.push((b, how));
        }
    }

    fn list(&self, a: u32) -> &[(u32, T)] {
        self.twins.get(a as usize).map_or(&[], Vec::as_slice)
    }

    /// Whether `a` has a twin of the owner of `b`.
    fn has(&self, a: u32, b: u32) -> bool {
        let owner = |item: u32| self.owners.get(item as usize);
        self.list(a).iter().any(|&(twin, _)| owner(twin) == owner(b))
    }

    fn full(&self, a: u32) -> bool {
        self.list(a).len() > self.limit
    }

    /// Splits what was found into pairs and crowds; `copies` has the number of inputs of each item.
    pub(crate) fn sort(mut self, copies: &[u32]) -> Sorted<T> {
        let many = |item: u32| copies.get(item as usize).map_or(0, |&count| count as usize);
        let degree = |a: u32, list: &[(u32, T)]| {
            many(a).saturating_sub(1) + list.iter().map(|&(twin, _)| many(twin)).sum::<usize>()
        };
        let crowded: Vec<bool> = (0..).zip(&self.twins).map(|(a, list)| degree(a, list) > self.limit).collect();
        let is_crowded = |item: u32| crowded.get(item as usize).copied().unwrap_or(false);
        for (a, list) in (0..).zip(&self.twins) {
            for &(b, _) in list {
                if is_crowded(a) || is_crowded(b) {
                    self.joined.join(a, b);
                }
            }
        }
        let crowd = self.crowds(&crowded);
        let mut pairs = Vec::new();
        for (a, list) in (0..).zip(&self.twins) {
            let apart = |b: u32| !is_crowded(a) && !is_crowded(b) && !same_crowd(&crowd, a, b);
            let found = list.iter().filter(|(b, _)| apart(*b));
            pairs.extend(found.map(|&(b, how)| (a.min(b), a.max(b), how)));
        }
        pairs.sort_unstable_by_key(|pair| (pair.0, pair.1));
        pairs.dedup_by_key(|pair| (pair.0, pair.1));
        Sorted { pairs, crowd }
    }

    fn crowds(&self, crowded: &[bool]) -> Vec<Option<u32>> {
        let mut with_crowd = vec![false; crowded.len()];
        for (item, _) in (0..).zip(crowded).filter(|(_, is)| **is) {
            if let Some(mark) = with_crowd.get_mut(self.joined.lowest(item) as usize) {
                *mark = true;
            }
        }
        let crowd_of = |item| {
            let lowest = self.joined.lowest(item);
            with_crowd.get(lowest as usize).is_some_and(|is| *is).then_some(lowest)
        };
        (0..).zip(crowded).map(|(item, _)| crowd_of(item)).collect()
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
        let mut ties = Ties::new((0..40).collect(), 4);
        for (place, (a, b)) in order.into_iter().enumerate() {
            let (a, b) = if place % 2 == 0 { (a, b) } else { (b, a) };
            if !ties.settled(a, b) {
                ties.add(a, b, ());
            }
        }
        let answer = ties.sort(&(0..40).map(|item| 1 + item % 2).collect::<Vec<u32>>());
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
