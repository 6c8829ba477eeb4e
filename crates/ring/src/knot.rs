//! Cuts of one connected set.
//!
//! They come from maximum adjacency orderings of the hypergraph of values (R. Klimmek and F. Wagner, "A simple hypergraph
//! min cut algorithm", 1996; for graphs M. Stoer and F. Wagner, "A simple min-cut algorithm", 1997). Each prefix of such
//! an ordering is an ordering of what it holds, and the cut around its last node is a least one between its last two
//! nodes. So where that cut suffices, no cut of the whole that falls short parts the two, and they become one node.
//! Cuts that are seen to fall short, around a node or behind a prefix, are all taken at once.

use std::collections::BinaryHeap;

use crate::union::Sets;

/// One connected set while it is looked at: nodes (of one group or, later, of several) and the values they share.
pub(crate) struct Knot {
    /// Which groups, by place in the set, each node stands for.
    nodes: Vec<Vec<u32>>,
    /// (bits in units, nodes) of each value that at least two nodes share.
    values: Vec<(u64, Vec<u32>)>,
}

/// A maximum adjacency ordering.
struct Ordering {
    nodes: Vec<u32>,
    /// How many bits tie each node to all before it.
    attached: Vec<u64>,
    /// How many bits tie all up to and with each node to all behind it.
    across: Vec<u64>,
}

impl Knot {
    /// The knot of a set of groups (rising). `shares` are (group, value), sorted, and `worth` the units of each value.
    pub(crate) fn of(shares: &[(u32, u32)], worth: &[u64], set: &[u32]) -> Self {
        let mut found: Vec<(u32, u32)> = Vec::new();
        for (node, group) in set.iter().enumerate() {
            let from = shares.partition_point(|share| share.0 < *group);
            let own = shares[from..].iter().take_while(|share| share.0 == *group);
            found.extend(own.map(|share| (share.1, node as u32)));
        }
        found.sort_unstable();
        let shared = found.chunk_by(|one, other| one.0 == other.0).filter(|value| value.len() > 1);
        let values =
            shared.map(|value| (worth[value[0].0 as usize], value.iter().map(|share| share.1).collect())).collect();
        Self { nodes: (0..set.len() as u32).map(|node| vec![node]).collect(), values }
    }

    /// The parts along cuts below the threshold (places in the set, rising); `None` if no cut is.
    pub(crate) fn loosened(mut self, threshold: u64) -> Option<Vec<Vec<u32>>> {
        while self.nodes.len() > 1 {
            if let Some(parts) = self.fringe(threshold) {
                return Some(parts);
            }
            let order = self.ordering();
            if order.across.iter().rev().skip(1).any(|bits| *bits < threshold) {
                return Some(self.segments(&order, threshold));
            }
            self.contract(&order, threshold);
        }
        None
    }

    /// Each node that too little ties to all the rest comes off, and then those that it was needed for.
    fn fringe(&self, threshold: u64) -> Option<Vec<Vec<u32>>> {
        let at_node = self.at_node();
        let worth = |value: &u32| self.values[*value as usize].0;
        let mut degree: Vec<u64> = at_node.iter().map(|values| values.iter().map(worth).sum()).collect();
        let mut left: Vec<usize> = self.values.iter().map(|value| value.1.len()).collect();
        let mut off: Vec<u32> = (0..degree.len() as u32).filter(|node| degree[*node as usize] < threshold).collect();
        let mut next = 0;
        while let Some(node) = off.get(next).copied() {
            next += 1;
            for value in &at_node[node as usize] {
                left[*value as usize] -= 1;
            }
            // Who alone is left with a value shares it with nobody any more.
            for value in at_node[node as usize].iter().filter(|value| left[**value as usize] == 1) {
                for last in &self.values[*value as usize].1 {
                    let before = degree[*last as usize];
                    degree[*last as usize] -= worth(value);
                    if before >= threshold && degree[*last as usize] < threshold {
                        off.push(*last);
                    }
                }
            }
        }
        (!off.is_empty()).then(|| self.without(off))
    }

    /// The values of each node.
    fn at_node(&self) -> Vec<Vec<u32>> {
        let mut at_node: Vec<Vec<u32>> = vec![Vec::new(); self.nodes.len()];
        for (value, (_, nodes)) in self.values.iter().enumerate() {
            nodes.iter().for_each(|node| at_node[*node as usize].push(value as u32));
        }
        at_node
    }

    /// Some nodes each by itself, and all others together.
    fn without(&self, mut off: Vec<u32>) -> Vec<Vec<u32>> {
        off.sort_unstable();
        let mut parts = vec![Vec::new()];
        for (node, groups) in self.nodes.iter().enumerate() {
            if off.binary_search(&(node as u32)).is_ok() {
                parts.push(groups.clone());
            } else {
                parts[0].extend_from_slice(groups);
            }
        }
        parts.retain(|part| !part.is_empty());
        parts.iter_mut().for_each(|part| part.sort_unstable());
        parts
    }

    fn ordering(&self) -> Ordering {
        let at_node = self.at_node();
        let mut walk = Walk {
            attached: vec![0; self.nodes.len()],
            done: vec![false; self.nodes.len()],
            seen: vec![0; self.values.len()],
            across: 0,
            heap: (0..self.nodes.len() as u32).map(|node| (0, node)).collect(),
        };
        let mut order = Ordering { nodes: Vec::new(), attached: Vec::new(), across: Vec::new() };
        while let Some((_, node)) = walk.heap.pop() {
            if !std::mem::replace(&mut walk.done[node as usize], true) {
                walk.visit(self, &at_node[node as usize]);
                order.nodes.push(node);
                order.attached.push(walk.attached[node as usize]);
                order.across.push(walk.across);
            }
        }
        order
    }

    fn segments(&self, order: &Ordering, threshold: u64) -> Vec<Vec<u32>> {
        let mut parts = vec![Vec::new()];
        for (node, across) in order.nodes.iter().zip(&order.across) {
            if let Some(part) = parts.last_mut() {
                part.extend_from_slice(&self.nodes[*node as usize]);
            }
            if *across < threshold {
                parts.push(Vec::new());
            }
        }
        parts.retain(|part| !part.is_empty());
        parts.iter_mut().for_each(|part| part.sort_unstable());
        parts
    }

    /// Makes one node of neighbours in the order that no cut below the threshold can part.
    fn contract(&mut self, order: &Ordering, threshold: u64) {
        let mut sets = Sets::new(self.nodes.len());
        for (pair, attached) in order.nodes.windows(2).zip(order.attached.iter().skip(1)) {
            if *attached >= threshold {
                sets.join(pair[0], pair[1]);
            }
        }
        let (labels, count) = sets.labels();
        let mut nodes = vec![Vec::new(); count];
        for (label, groups) in labels.iter().zip(std::mem::take(&mut self.nodes)) {
            nodes[*label as usize].extend(groups);
        }
        self.nodes = nodes;
        for (_, at) in &mut self.values {
            at.iter_mut().for_each(|node| *node = labels[*node as usize]);
            at.sort_unstable();
            at.dedup();
        }
        self.values.retain(|(_, at)| at.len() > 1);
    }
}

/// The state of a walk that always goes on to the node that most bits tie to the visited ones.
struct Walk {
    attached: Vec<u64>,
    done: Vec<bool>,
    /// How many nodes of each value are visited.
    seen: Vec<usize>,
    /// Bits of values with nodes on both sides of the walk's front.
    across: u64,
    /// Entries of the past stay in it and are passed over.
    heap: BinaryHeap<(u64, u32)>,
}

impl Walk {
    fn visit(&mut self, knot: &Knot, values: &[u32]) {
        for value in values {
            let (bits, nodes) = &knot.values[*value as usize];
            let seen = &mut self.seen[*value as usize];
            *seen += 1;
            if *seen == nodes.len() {
                self.across -= bits;
            } else if *seen == 1 {
                self.across += bits;
                for node in nodes.iter().filter(|node| !self.done[**node as usize]) {
                    self.attached[*node as usize] += bits;
                    self.heap.push((self.attached[*node as usize], *node));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;

    const NODES: u32 = 7;

    fn random(chance: &mut ChaCha8Rng) -> Knot {
        let mut values = Vec::new();
        for _ in 0..chance.random_range(8..24) {
            let mut nodes: Vec<u32> = (0..chance.random_range(2..4)).map(|_| chance.random_range(0..NODES)).collect();
            nodes.sort_unstable();
            nodes.dedup();
            values.push((chance.random_range(1..5), nodes));
        }
        values.retain(|value| value.1.len() > 1);
        Knot { nodes: (0..NODES).map(|node| vec![node]).collect(), values }
    }

    /// The least cut of each set of nodes (a bit for each), counted within the set, by trying all cuts.
    fn least_cuts(knot: &Knot) -> Vec<u64> {
        let masks: Vec<(u64, u32)> =
            knot.values.iter().map(|(bits, nodes)| (*bits, nodes.iter().map(|node| 1 << node).sum())).collect();
        let cut = |one: u32, other: u32| -> u64 {
            masks.iter().filter(|(_, mask)| mask & one != 0 && mask & other != 0).map(|(bits, _)| bits).sum()
        };
        let least = |set: u32| (1..set).filter(|side| side & !set == 0).map(|side| cut(side, set & !side)).min();
        (0..1u32 << NODES).map(|set| least(set).unwrap_or(u64::MAX)).collect()
    }

    #[test]
    fn a_knot_comes_apart_where_and_only_where_a_cut_falls_short() {
        let mut after_contraction = 0;
        for seed in 0..3_000 {
            let knot = random(&mut ChaCha8Rng::seed_from_u64(seed));
            let least = least_cuts(&knot);
            let weakest = least.last().copied().unwrap_or(0);
            for threshold in [weakest, weakest + 1, weakest + 3] {
                let again = Knot { nodes: knot.nodes.clone(), values: knot.values.clone() };
                let at_once = again.fringe(threshold).is_some()
                    || again.ordering().across.iter().rev().skip(1).any(|bits| *bits < threshold);
                let Some(parts) = again.loosened(threshold) else {
                    assert_eq!(threshold, weakest, "seed {seed}: a cut was overlooked");
                    continue;
                };
                assert!(threshold > weakest && parts.len() > 1, "seed {seed}");
                let parts: Vec<u32> = parts.iter().map(|part| part.iter().map(|node| 1 << node).sum()).collect();
                assert_eq!(parts.iter().sum::<u32>(), (1 << NODES) - 1, "seed {seed}: every node in one part");
                let sound = (1..1u32 << NODES).filter(|set| least[*set as usize] >= threshold);
                for set in sound {
                    assert!(parts.iter().any(|part| set & !part == 0), "seed {seed}: {set:b} is sound, {parts:?}");
                }
                after_contraction += usize::from(!at_once);
            }
        }
        assert!(after_contraction > 0, "no cut showed only after nodes had become one");
    }
}
