//! The graph: ids numbered in order, neighbours in one array, weights as integers.

use crate::settings::{MAX_PRIOR, PeelError, Settings};

/// Weights are integers in steps of 2^-30: sums are exact and the same in any order. The rounding is below 10^-8 of a
/// weight, and a sum over 2^31 edges stays below 2^61.
pub(crate) const UNIT: f64 = (1u64 << 30) as f64;

/// A bipartite graph without repeated edges. Nodes are numbered rows first, then columns, each by id.
pub(crate) struct Graph {
    /// Ids of the rows, ascending.
    pub row_ids: Vec<u32>,
    /// Ids of the columns, ascending.
    pub column_ids: Vec<u32>,
    /// Where a node's neighbours begin; one more than there are nodes.
    starts: Vec<usize>,
    /// Neighbours, ascending within a node.
    neighbours: Vec<u32>,
    /// What an edge into a column weighs, by column.
    weights: Vec<u64>,
    /// What a node brings by itself.
    pub priors: Vec<u64>,
}

impl Graph {
    /// Numbers the ids and drops repeated edges; with `shared_ids` also edges from an id to itself.
    pub fn new(edges: &[(u32, u32)], settings: &Settings) -> Result<Self, PeelError> {
        let mut keys: Vec<u64> = edges
            .iter()
            .filter(|(row, column)| !settings.shared_ids || row != column)
            .map(|&(row, column)| pair(row, column))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        if keys.len() > i32::MAX as usize {
            return Err(PeelError::TooManyEdges(keys.len()));
        }
        let row_ids = number(&mut keys);
        let mut turned: Vec<u64> = keys.iter().map(|key| key.rotate_left(32)).collect();
        turned.sort_unstable();
        let column_ids = number(&mut turned);
        let (starts, neighbours) = adjacency(&turned, row_ids.len(), column_ids.len());
        let weights = starts[row_ids.len()..].windows(2).map(|ends| weight(ends[1] - ends[0])).collect();
        let mut priors = fixed_priors(&settings.row_priors, &row_ids, "row")?;
        priors.extend(fixed_priors(&settings.column_priors, &column_ids, "column")?);
        Ok(Self { row_ids, column_ids, starts, neighbours, weights, priors })
    }

    /// How many rows there are; nodes from here on are columns.
    pub fn rows(&self) -> usize {
        self.row_ids.len()
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> usize {
        self.row_ids.len() + self.column_ids.len()
    }

    /// How many edges there are.
    pub fn edges(&self) -> usize {
        self.neighbours.len() / 2
    }

    /// Whether a node is a row.
    pub fn is_row(&self, node: u32) -> bool {
        (node as usize) < self.rows()
    }

    /// The nodes on the other side, ascending.
    pub fn neighbours(&self, node: u32) -> &[u32] {
        &self.neighbours[self.starts[node as usize]..self.starts[node as usize + 1]]
    }

    /// How many neighbours a node has in the whole graph.
    pub fn degree(&self, node: u32) -> usize {
        self.starts[node as usize + 1] - self.starts[node as usize]
    }

    /// What the edge between two neighbours weighs: the weight of the one that is a column.
    pub fn edge_weight(&self, one: u32, other: u32) -> u64 {
        self.weights[one.max(other) as usize - self.rows()]
    }

    /// A node's prior and all its edges.
    pub fn full_weight(&self, node: u32) -> u64 {
        self.priors[node as usize]
            + self.neighbours(node).iter().map(|&other| self.edge_weight(node, other)).sum::<u64>()
    }
}

/// 1 / ln(degree + 5), FRAUDAR's column weights; the 5 keeps columns of low degree from weighing too much.
fn weight(degree: usize) -> u64 {
    (UNIT / (degree as f64 + 5.0).ln()).round() as u64
}

/// Two halves as one sortable key.
fn pair(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// Replaces the upper halves of sorted keys by their rank and returns the distinct ones.
fn number(keys: &mut [u64]) -> Vec<u32> {
    let mut ids: Vec<u32> = Vec::new();
    for key in keys {
        let id = (*key >> 32) as u32;
        if ids.last() != Some(&id) {
            ids.push(id);
        }
        *key = pair(ids.len() as u32 - 1, *key as u32);
    }
    ids
}

/// Starts and neighbours from edges (column, row) in ascending order. The columns' lists are the edges as they stand;
/// the rows' lists fill in the order of the columns and so come out ascending too.
fn adjacency(edges: &[u64], rows: usize, columns: usize) -> (Vec<usize>, Vec<u32>) {
    let mut starts = vec![0; rows + columns + 1];
    for &edge in edges {
        starts[edge as u32 as usize + 1] += 1;
        starts[rows + (edge >> 32) as usize + 1] += 1;
    }
    for node in 0..rows + columns {
        starts[node + 1] += starts[node];
    }
    let mut neighbours = vec![0; edges.len() * 2];
    let mut next = starts[..rows].to_vec();
    for (place, &edge) in edges.iter().enumerate() {
        let row = edge as u32 as usize;
        neighbours[edges.len() + place] = row as u32;
        neighbours[next[row]] = rows as u32 + (edge >> 32) as u32;
        next[row] += 1;
    }
    (starts, neighbours)
}

/// Priors of one side as integers, by place in `ids`; 0 where none is given.
fn fixed_priors(given: &[(u32, f64)], ids: &[u32], side: &'static str) -> Result<Vec<u64>, PeelError> {
    let mut given = given.to_vec();
    given.sort_by(|one, other| one.0.cmp(&other.0).then(one.1.total_cmp(&other.1)));
    if let Some(twice) = given.windows(2).find(|two| two[0].0 == two[1].0) {
        return Err(PeelError::PriorTwice { side, id: twice[0].0 });
    }
    let mut priors = vec![0; ids.len()];
    for (id, prior) in given {
        if !(0.0..=MAX_PRIOR).contains(&prior) {
            return Err(PeelError::Prior { side, id, prior });
        }
        if let Ok(place) = ids.binary_search(&id) {
            priors[place] = (prior * UNIT).round() as u64;
        }
    }
    Ok(priors)
}
