//! Several blocks that peeling found as one: parted by label propagation.
//!
//! Two blocks of equal density are worth as much together as alone, so the densest set often holds both. Labels spread
//! along the edges, columns to rows and rows to columns, until few change (Raghavan, Albert, Kumara, Physical Review E
//! 76, 2007; taking turns keeps a bipartite graph from swinging to and fro: Barber and Clark, Physical Review E 80,
//! 2009). Whether a part is cut too small does not matter: `members` looks for its members in the whole graph.

use crate::graph::Graph;

/// Chosen: on sets of planted blocks labels settled after 2 to 8 rounds, on noise after 7 to 16.
const ROUNDS: usize = 10;

/// Chosen: labels have settled when one node in so many changes; the members of a part are looked for anew anyway.
const SETTLED: usize = 100;

/// Parts a set of nodes (ascending). The densest part comes first, of equal ones that with the smallest node.
pub(crate) fn parts(graph: &Graph, nodes: &[u32]) -> Vec<Vec<u32>> {
    let mut labels = vec![u32::MAX; graph.nodes()];
    for &node in nodes {
        labels[node as usize] = node;
    }
    let (rows, columns) = nodes.split_at(nodes.partition_point(|&node| graph.is_row(node)));
    let mut sums = vec![0; graph.nodes()];
    for _ in 0..ROUNDS {
        let changed = spread(graph, rows, &mut labels, &mut sums) + spread(graph, columns, &mut labels, &mut sums);
        if changed * SETTLED <= nodes.len() {
            break;
        }
    }
    gather(graph, nodes, &labels)
}

/// Each node takes the label to which most weight ties it, the smallest of equal ones. How many changed. `sums` is all zero between calls.
fn spread(graph: &Graph, nodes: &[u32], labels: &mut [u32], sums: &mut [u64]) -> usize {
    let mut changed = 0;
    for &node in nodes {
        let mut best = (0, u32::MAX);
        let inside = |other: &&u32| labels[**other as usize] != u32::MAX;
        for &other in graph.neighbours(node).iter().filter(inside) {
            sums[labels[other as usize] as usize] += graph.edge_weight(node, other);
        }
        for &other in graph.neighbours(node).iter().filter(inside) {
            let label = labels[other as usize];
            let sum = std::mem::take(&mut sums[label as usize]);
            if sum > best.0 || (sum == best.0 && label < best.1 && sum > 0) {
                best = (sum, label);
            }
        }
        if best.0 > 0 && labels[node as usize] != best.1 {
            labels[node as usize] = best.1;
            changed += 1;
        }
    }
    changed
}

/// Nodes of one label together, the densest first.
fn gather(graph: &Graph, nodes: &[u32], labels: &[u32]) -> Vec<Vec<u32>> {
    let mut by_label: Vec<(u32, u32)> = nodes.iter().map(|&node| (labels[node as usize], node)).collect();
    by_label.sort_unstable();
    let mut parts: Vec<(u128, Vec<u32>)> = by_label
        .chunk_by(|one, other| one.0 == other.0)
        .map(|part| (worth(graph, part, labels), part.iter().map(|&(_, node)| node).collect()))
        .collect();
    parts.sort_by(|(worth, nodes), (other_worth, other)| {
        // Averages compared without a division: worth / len, larger first.
        let (left, right) = (other_worth * nodes.len() as u128, worth * other.len() as u128);
        left.cmp(&right).then(nodes[0].cmp(&other[0]))
    });
    parts.into_iter().map(|(_, nodes)| nodes).collect()
}

/// Priors and weights of edges inside one part.
fn worth(graph: &Graph, part: &[(u32, u32)], labels: &[u32]) -> u128 {
    let mut worth = 0;
    for &(label, node) in part {
        worth += u128::from(graph.priors[node as usize]);
        if graph.is_row(node) {
            let inside = graph.neighbours(node).iter().filter(|&&other| labels[other as usize] == label);
            worth += inside.map(|&other| u128::from(graph.edge_weight(node, other))).sum::<u128>();
        }
    }
    worth
}
