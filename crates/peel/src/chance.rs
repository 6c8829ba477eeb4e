//! What chance alone would give: a bound on the score of every block in a random graph with the same degrees.
//!
//! The honest background is the configuration model (Molloy and Reed, 1995): every node keeps its degree, and the ends
//! of edges meet at random. Rows A that have D edges in all then draw D column ends of m without replacement. For any
//! weights of columns, drawing without replacement has exponential moments no larger than drawing with it (Hoeffding,
//! "Probability inequalities for sums of bounded random variables", 1963, theorem 4), so for the weight X of edges
//! between A and B
//!
//! ```text
//! ln P(X >= x) <= D ln(1 + sum over c in B of d_c / m (exp(s w_c) - 1)) - s x      for every s > 0 (Chernoff)
//! ```
//!
//! All choices of A and B are judged at once, as in a scan statistic (Arias-Castro and Verzelen, Annals of Statistics
//! 42, 2014): the bound is asked to hold with probability alpha / (C(R, a) C(C, b) (a+1) (a+2) (b+1) (b+2)), and these sum to
//! at most alpha over all sets of all sizes. So however many blocks are tried, and however they were searched for, a
//! random graph gives any with a probability of at most alpha. Edges drawn twice count twice in the model and once
//! in the graph, which only lowers X. For graphs without repeated edges, drawn evenly, the bound is not proven; tests
//! hold it against such graphs, too.

use std::collections::BTreeMap;

use crate::graph::{Graph, UNIT};
use crate::members::Sides;

/// The weight of edges that rows and columns of this number and these degrees reach by chance, with probability
/// `alpha` at most over all choices of them.
pub(crate) fn chance_weight(graph: &Graph, sides: &Sides, alpha: f64) -> f64 {
    let columns = graph.nodes() - graph.rows();
    let choices = size_cost(graph.rows(), sides.rows.len()) + size_cost(columns, sides.columns.len()) - alpha.ln();
    let draws: usize = sides.rows.iter().map(|&row| graph.degree(row)).sum();
    let mut kinds: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for &column in &sides.columns {
        // Columns of one degree weigh the same, so the sum runs over degrees.
        let weight = graph.edge_weight(0, column) as f64 / UNIT;
        kinds.entry(graph.degree(column)).or_insert((weight, 0.0)).1 += graph.degree(column) as f64;
    }
    let kinds: Vec<(f64, f64)> =
        kinds.into_values().map(|(weight, ends)| (weight, ends / graph.edges() as f64)).collect();
    least(|s| (draws as f64 * log_moment(&kinds, s) + choices) / s)
}

/// ln(1 + sum of share (exp(s weight) - 1)) over kinds of columns (weight, share of all column ends).
fn log_moment(kinds: &[(f64, f64)], s: f64) -> f64 {
    kinds.iter().map(|&(weight, share)| share * (s * weight).exp_m1()).sum::<f64>().ln_1p()
}

/// What it costs to choose a set of so many out of so many, in natural logarithms: the sets of that size, and the size.
fn size_cost(all: usize, chosen: usize) -> f64 {
    let few = chosen.min(all - chosen);
    let sets: f64 = (0..few).map(|i| ((all - i) as f64 / (i + 1) as f64).ln()).sum();
    sets + (chosen as f64 + 1.0).ln() + (chosen as f64 + 2.0).ln()
}

/// The least value of a function with one valley over s. Every s gives a valid bound, so a coarse search is safe; s
/// runs from 0.001 to 1,000 on a logarithmic scale, since edges weigh 0.05 to 0.56.
fn least(value: impl Fn(f64) -> f64) -> f64 {
    // Golden-section search (Kiefer, 1953): each step keeps 0.618 of the range.
    const GOLDEN: f64 = 0.618_033_988_749_894_9;
    let (mut low, mut high) = (1e-3f64.ln(), 1e3f64.ln());
    let mut best = f64::INFINITY;
    for _ in 0..40 {
        let (left, right) = (high - GOLDEN * (high - low), low + GOLDEN * (high - low));
        let (at_left, at_right) = (value(left.exp()), value(right.exp()));
        best = best.min(at_left).min(at_right);
        if at_left <= at_right {
            high = right;
        } else {
            low = left;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Settings;

    /// ln of n!.
    fn ln_factorial(n: usize) -> f64 {
        (1..=n).map(|i| (i as f64).ln()).sum()
    }

    fn ln_choose(n: usize, k: usize) -> f64 {
        ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
    }

    /// The exact chance that `draws` of `all` ends without replacement meet at least `least` of `marked`.
    fn hypergeometric_tail(all: usize, marked: usize, draws: usize, least: usize) -> f64 {
        (least..=marked.min(draws))
            .filter(|hits| draws - hits <= all - marked)
            .map(|hits| (ln_choose(marked, hits) + ln_choose(all - marked, draws - hits) - ln_choose(all, draws)).exp())
            .sum()
    }

    /// A graph in which every row has 4 columns and every column 4 rows.
    fn regular(nodes: u32) -> Graph {
        let edges: Vec<(u32, u32)> = (0..nodes * 4).map(|i| (i / 4, (i / 4 + i % 4 * 7) % nodes)).collect();
        Graph::new(&edges, &Settings::default()).unwrap()
    }

    #[test]
    fn the_bound_holds_exactly_and_is_not_idle() {
        let graph = regular(200);
        let weight = graph.edge_weight(0, 200) as f64 / UNIT;
        for (rows, columns) in [(3, 3), (10, 5), (30, 30), (100, 150)] {
            let sides = Sides { rows: (0..rows).collect(), columns: (200..200 + columns).collect() };
            let allowed = 0.01f64.ln() - size_cost(200, rows as usize) - size_cost(200, columns as usize);
            let needed = (chance_weight(&graph, &sides, 0.01) / weight).ceil() as usize;
            let tail = |edges| hypergeometric_tail(800, columns as usize * 4, rows as usize * 4, edges).ln();
            assert!(tail(needed) <= allowed, "{rows} x {columns}: {} > {allowed}", tail(needed));
            assert!(tail(needed * 3 / 5) > allowed, "{rows} x {columns}: three fifths of {needed} would do as well");
        }
    }

    #[test]
    fn the_costs_of_all_sets_sum_to_one_at_most() {
        let sum: f64 = (0..=50).map(|chosen| (ln_choose(50, chosen) - size_cost(50, chosen)).exp()).sum();
        assert!((0.9..=1.0).contains(&sum), "{sum}");
    }
}
