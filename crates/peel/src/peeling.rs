//! Greedy peeling: FRAUDAR's algorithm 1, exact, on what is left of a graph.

use crate::graph::Graph;
use crate::min_tree::{GONE, MinTree};

/// A set of nodes that shrinks: who is in, what each adds, what all are worth together.
#[derive(Clone)]
pub(crate) struct Rest {
    /// Who is still in.
    pub alive: Vec<bool>,
    /// What a node adds: its prior and its edges to nodes that are in.
    adds: Vec<u64>,
    /// f(S): priors and weights of edges inside.
    pub worth: u128,
    /// |S|.
    pub count: usize,
}

impl Rest {
    /// The whole graph.
    pub fn new(graph: &Graph) -> Self {
        let adds: Vec<u64> = (0..graph.nodes() as u32).map(|node| graph.full_weight(node)).collect();
        // Every edge is in the sum of a row and in the sum of a column, every prior in one.
        let rows: u128 = adds[..graph.rows()].iter().copied().map(u128::from).sum();
        let columns: u128 = graph.priors[graph.rows()..].iter().copied().map(u128::from).sum();
        Self { alive: vec![true; graph.nodes()], adds, worth: rows + columns, count: graph.nodes() }
    }

    /// Takes a node out, if it is still in.
    pub fn remove(&mut self, graph: &Graph, node: u32) {
        if !self.alive[node as usize] {
            return;
        }
        self.alive[node as usize] = false;
        self.worth -= u128::from(self.adds[node as usize]);
        self.count -= 1;
        for &other in graph.neighbours(node) {
            self.adds[other as usize] -= graph.edge_weight(node, other);
        }
    }

    /// Takes out nodes that cannot be in the densest set, because they add less than the average of what is left.
    ///
    /// This changes no result. Without such a node the average rises, so every set on the greedy way that still has one
    /// is beaten by a later one; and the greedy way passes through the largest set in which all add at least that
    /// average, from wherever above it starts. What it saves is the tournament for the sparse outskirts.
    pub fn thin(&mut self, graph: &Graph) {
        loop {
            let before = self.count;
            for node in 0..graph.nodes() as u32 {
                let adds = u128::from(self.adds[node as usize]);
                if self.alive[node as usize] && adds * (self.count as u128) < self.worth {
                    self.remove(graph, node);
                }
            }
            // Chosen: a pass that takes less than a sixteenth costs more than the tournament it saves.
            if before - self.count <= before / 16 {
                return;
            }
        }
    }
}

/// Chosen: sets of less than this share are tried beside the densest. Larger ones are nearly the same, and cost as much.
const SMALLER: usize = 8;

/// The sets that greedy peeling of `rest` passes through and that are worth a look, each ascending: first the densest (of
/// equal ones the largest), then those smaller ones that are the densest of their size, 2^k to 2^(k+1) nodes.
///
/// A small block may stand inside a larger and denser honest core. Peeling then ends on the block, and one of the smaller
/// sets is the block and little else.
pub(crate) fn dense_sets(graph: &Graph, rest: &Rest) -> Vec<Vec<u32>> {
    let mut thinned = rest.clone();
    thinned.thin(graph);
    let (order, peaks) = peel(graph, &thinned);
    let mut best = Peak { worth: 0, count: 0 };
    for &peak in peaks.iter().rev() {
        if peak.beats(best) {
            best = peak;
        }
    }
    let smaller = peaks.iter().rev().filter(|peak| peak.count <= best.count / SMALLER);
    let counts = std::iter::once(best.count).chain(smaller.map(|peak| peak.count)).filter(|&count| count > 0);
    counts
        .map(|count| {
            let mut set = order[order.len() - count..].to_vec();
            set.sort_unstable();
            set
        })
        .collect()
}

/// A set on the greedy way: f(S) and |S|.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Peak {
    worth: u128,
    count: usize,
}

impl Peak {
    /// Whether its average is higher. A set of no nodes has none and is always beaten.
    fn beats(self, other: Self) -> bool {
        self.count > 0 && (other.count == 0 || self.worth * other.count as u128 > other.worth * self.count as u128)
    }
}

/// The order in which nodes are taken away, and by k the densest set of 2^k to 2^(k+1) nodes on the way.
fn peel(graph: &Graph, rest: &Rest) -> (Vec<u32>, Vec<Peak>) {
    let keys = rest.alive.iter().zip(&rest.adds).map(|(&alive, &adds)| if alive { adds } else { GONE });
    let mut tree = MinTree::new(keys);
    let mut now = Peak { worth: rest.worth, count: rest.count };
    let mut peaks = vec![Peak { worth: 0, count: 0 }; rest.count.checked_ilog2().map_or(0, |k| k as usize + 1)];
    let mut order = Vec::with_capacity(rest.count);
    while let Some((node, adds)) = tree.take_least() {
        let peak = &mut peaks[now.count.ilog2() as usize];
        if now.beats(*peak) {
            *peak = now;
        }
        order.push(node);
        now = Peak { worth: now.worth - u128::from(adds), count: now.count - 1 };
        for &other in graph.neighbours(node) {
            tree.lower(other, graph.edge_weight(node, other));
        }
    }
    (order, peaks)
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng};
    use rand_chacha::ChaCha8Rng;

    use super::*;
    use crate::Settings;

    /// A small random graph, some with priors.
    fn graph(seed: u64) -> Graph {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let (rows, columns) = (rng.random_range(1..40), rng.random_range(1..40));
        let edges: Vec<(u32, u32)> = (0..rng.random_range(1..300))
            .map(|_| (rng.random_range(0..rows) * rng.random_range(1..3), rng.random_range(0..columns)))
            .collect();
        let mut settings = Settings::default();
        if seed.is_multiple_of(3) {
            settings.row_priors = (0..rows / 4).map(|row| (row * 3, rng.random_range(0.0..2.0))).collect();
            settings.column_priors = vec![(0, 0.5)];
        }
        Graph::new(&edges, &settings).unwrap()
    }

    /// What a node adds to a set, counted anew from its edges.
    fn adds(graph: &Graph, alive: &[bool], node: u32) -> u64 {
        let inside = graph.neighbours(node).iter().filter(|&&other| alive[other as usize]);
        graph.priors[node as usize] + inside.map(|&other| graph.edge_weight(node, other)).sum::<u64>()
    }

    /// Priors and weights of a set's edges, counted anew.
    fn worth(graph: &Graph, alive: &[bool]) -> u128 {
        let nodes = (0..graph.nodes() as u32).filter(|&node| alive[node as usize]);
        nodes
            .map(|node| {
                u128::from(if graph.is_row(node) { adds(graph, alive, node) } else { graph.priors[node as usize] })
            })
            .sum()
    }

    /// The algorithm as the paper states it, everything counted anew at every step: the order, and the best set.
    fn slow(graph: &Graph) -> (Vec<u32>, Vec<u32>) {
        let mut alive = vec![true; graph.nodes()];
        let living =
            |alive: &[bool]| (0..graph.nodes() as u32).filter(|&node| alive[node as usize]).collect::<Vec<_>>();
        let mut best = (worth(graph, &alive), living(&alive));
        let mut order = Vec::new();
        while let Some(node) = living(&alive).into_iter().min_by_key(|&node| (adds(graph, &alive, node), node)) {
            order.push(node);
            alive[node as usize] = false;
            let (worth, nodes) = (worth(graph, &alive), living(&alive));
            if worth * best.1.len() as u128 > best.0 * nodes.len() as u128 {
                best = (worth, nodes);
            }
        }
        (order, best.1)
    }

    #[test]
    fn order_and_best_set_are_those_of_the_slow_algorithm() {
        for seed in 0..400 {
            let graph = graph(seed);
            let (order, best) = slow(&graph);
            assert_eq!(peel(&graph, &Rest::new(&graph)).0, order, "seed {seed}");
            let sets = dense_sets(&graph, &Rest::new(&graph));
            assert_eq!(sets[0], best, "seed {seed}, thinned first");
            assert!(sets.windows(2).all(|two| two[0].len() > two[1].len()), "seed {seed}");
        }
    }

    #[test]
    fn what_is_left_is_counted_right() {
        for seed in 1000..1050 {
            let graph = graph(seed);
            let mut rest = Rest::new(&graph);
            for node in 0..graph.nodes() as u32 {
                assert_eq!(rest.worth, worth(&graph, &rest.alive), "seed {seed}");
                rest.remove(&graph, node * 7 % graph.nodes() as u32);
            }
            assert_eq!(rest.alive.iter().filter(|&&alive| alive).count(), rest.count, "seed {seed}");
        }
    }

    #[test]
    fn thinning_really_thins() {
        // A block of 6 x 6 beside 200 rows that share one column: none of the latter reaches the tournament.
        let mut edges: Vec<(u32, u32)> = (0..36).map(|i| (i / 6, i % 6)).collect();
        edges.extend((100..300).map(|row| (row, 50)));
        let graph = Graph::new(&edges, &Settings::default()).unwrap();
        let mut rest = Rest::new(&graph);
        rest.thin(&graph);
        assert_eq!(rest.count, 12);
    }
}
