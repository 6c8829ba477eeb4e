//! Who belongs to a block: those whose edges are likelier inside of it than by chance.
//!
//! Peeling cuts at an average. It loses members with few edges and keeps a popular column into which the rows put
//! camouflage. So each side is chosen anew, by the likelihood ratio of two models of a node's edges into the block: a
//! member has each with the block's density, a stranger with what its own degree and the other side's give in a random
//! graph (the planted-partition model with degrees: Karrer and Newman, Physical Review E 83, 2011). The ratio has to
//! beat the odds against a member drawn blindly. A prior counts as the edges that would weigh as much.

use crate::graph::{Graph, UNIT};
use crate::peeling::Rest;

/// Chosen: choosing rows and columns in turn settles in two or three rounds.
const ROUNDS: usize = 10;

/// A block's nodes, each side ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Sides {
    /// Nodes that are rows.
    pub rows: Vec<u32>,
    /// Nodes that are columns.
    pub columns: Vec<u32>,
}

impl Sides {
    /// Parts a set of nodes (ascending) into its sides.
    pub fn new(graph: &Graph, nodes: &[u32]) -> Self {
        let (rows, columns) = nodes.split_at(nodes.partition_point(|&node| graph.is_row(node)));
        Self { rows: rows.to_vec(), columns: columns.to_vec() }
    }

    /// Edges between the sides, as nodes.
    fn pairs(&self, graph: &Graph) -> impl Iterator<Item = (u32, u32)> {
        let columns = |row| graph.neighbours(row).iter().filter(|column| self.columns.binary_search(column).is_ok());
        self.rows.iter().flat_map(move |&row| columns(row).map(move |&column| (row, column)))
    }

    /// How many edges there are between the sides, and what they weigh.
    pub fn inside(&self, graph: &Graph) -> (u64, u128) {
        self.pairs(graph).fold((0, 0), |(edges, weight), (row, column)| {
            (edges + 1, weight + u128::from(graph.edge_weight(row, column)))
        })
    }

    /// Edges between the sides, as ids.
    pub fn edges(&self, graph: &Graph) -> Vec<(u32, u32)> {
        let ids =
            |(row, column): (u32, u32)| (graph.row_ids[row as usize], graph.column_ids[column as usize - graph.rows()]);
        self.pairs(graph).map(ids).collect()
    }
}

/// The block around a first guess: its members among the nodes that are still in. Sides may come out empty.
pub(crate) fn members(graph: &Graph, rest: &Rest, guess: Sides) -> Sides {
    let mut sides = guess;
    let mut edges = sides.pairs(graph).count();
    for _ in 0..ROUNDS {
        let before = sides.clone();
        (sides.rows, edges) = chosen(graph, rest, &sides.columns, &Odds::for_rows(graph, &sides, edges));
        (sides.columns, edges) = chosen(graph, rest, &sides.rows, &Odds::for_columns(graph, &sides, edges));
        if sides == before || edges == 0 {
            break;
        }
    }
    sides
}

/// What both models say of one edge between a side of the block and a node on the other side.
struct Odds {
    /// The block's density.
    density: f64,
    /// A stranger's chance of each edge into the side, per edge that the stranger has.
    chance: f64,
    /// The natural logarithm of the odds against a member.
    against: f64,
    /// How many nodes the side has.
    side: f64,
    /// What an edge into the block weighs, averaged over its columns.
    weight: f64,
}

impl Odds {
    /// The models for rows, given the columns.
    fn for_rows(graph: &Graph, sides: &Sides, edges: usize) -> Self {
        Self::new(graph, sides, edges, &sides.columns, (sides.rows.len(), graph.rows()))
    }

    /// The models for columns, given the rows.
    fn for_columns(graph: &Graph, sides: &Sides, edges: usize) -> Self {
        Self::new(graph, sides, edges, &sides.rows, (sides.columns.len(), graph.nodes() - graph.rows()))
    }

    /// The models for those opposite of `side`: so many members so far, of so many nodes.
    fn new(graph: &Graph, sides: &Sides, edges: usize, side: &[u32], (members, all): (usize, usize)) -> Self {
        let degrees: usize = side.iter().map(|&node| graph.degree(node)).sum();
        // The block's own edges say nothing of strangers; one edge is added so that nothing is impossible.
        let outside = (degrees - edges) as f64 + 1.0;
        let weights: u64 = sides.columns.iter().map(|&column| graph.edge_weight(0, column)).sum();
        Self {
            density: (edges as f64 + 0.5) / ((members * side.len()) as f64 + 1.0),
            chance: outside / ((graph.edges() - edges) as f64 + 1.0) / side.len() as f64,
            against: ((all - members) as f64 / members as f64).max(1.0).ln(),
            side: side.len() as f64,
            weight: weights as f64 / UNIT / sides.columns.len() as f64,
        }
    }

    /// Whether a node of this degree and prior with so many edges into the side is a member.
    fn member(&self, edges: u32, degree: usize, prior: u64) -> bool {
        let chance = (self.chance * degree as f64).max(f64::MIN_POSITIVE);
        if chance >= self.density {
            return false;
        }
        let edges = (f64::from(edges) + prior as f64 / UNIT / self.weight).min(self.side);
        let present = edges * (self.density / chance).ln();
        let absent = (self.side - edges) * ((1.0 - self.density) / (1.0 - chance)).ln();
        present + absent > self.against
    }
}

/// The members opposite of `side`, ascending, and how many edges they have into it.
fn chosen(graph: &Graph, rest: &Rest, side: &[u32], odds: &Odds) -> (Vec<u32>, usize) {
    let mut met: Vec<u32> = side.iter().flat_map(|&node| graph.neighbours(node)).copied().collect();
    met.sort_unstable();
    let mut edges = 0;
    let chosen = met
        .chunk_by(|one, other| one == other)
        .filter(|same| rest.alive[same[0] as usize])
        .filter(|same| odds.member(same.len() as u32, graph.degree(same[0]), graph.priors[same[0] as usize]))
        .map(|same| {
            edges += same.len();
            same[0]
        })
        .collect();
    (chosen, edges)
}
