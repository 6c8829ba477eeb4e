//! Blocks: peel, part, choose members, weigh against chance, take out, repeat; the same inside of communities.

use std::collections::HashSet;

use crate::chance::chance_weight;
use crate::graph::{Graph, UNIT};
use crate::members::{Sides, members};
use crate::parts::parts;
use crate::peeling::{Rest, dense_sets};
use crate::settings::{PeelError, Settings};

/// A dense block: rows and columns with more edges between them than others have.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Ids of the rows, ascending.
    pub rows: Vec<u32>,
    /// Ids of the columns, ascending.
    pub columns: Vec<u32>,
    /// FRAUDAR's g: priors and weights of the edges inside, divided by the number of nodes. An edge into a column that
    /// has d edges weighs 1 / ln(d + 5); d is counted in the whole graph, or in the community or among the edges
    /// between communities where the block was found.
    pub score: f64,
    /// Share of the possible edges that exist, 0 to 1.
    pub density: f64,
    /// Different edges inside.
    pub edges: u64,
    /// The score that chance alone would give, with probability `alpha` at most: the bound for the best choice of as
    /// many rows and columns with these degrees in a random graph with the same degrees (priors are granted to both).
    pub chance: f64,
}

/// FRAUDAR as published: the densest set that peeling passes through, whatever chance would give. `None` for a graph
/// without edges. Edges are (row, column); repeated ones count once.
///
/// # Errors
///
/// Settings that cannot be used, and graphs with more than 2,147,483,647 edges.
pub fn densest(edges: &[(u32, u32)], settings: &Settings) -> Result<Option<Block>, PeelError> {
    let graph = checked(edges, settings)?;
    let sets = dense_sets(&graph, &Rest::new(&graph));
    Ok(sets.first().map(|nodes| block(&graph, &Sides::new(&graph, nodes), settings.alpha)))
}

/// All blocks beyond chance, each with its members, in the order found: no node is in two of them as a row, or as a
/// column. Edges are (row, column), in any order; repeated ones count once.
///
/// A round peels what is left, parts the densest set, and takes out the parts whose score is above [`Block::chance`]; if
/// there are none, smaller sets on the way of the peeling are tried. The first round that takes nothing out is the last.
///
/// A part that is thinner than `min_density` is a community and not reported: to be denser than a random graph of
/// everybody is nothing special among its people. Its inside is searched as a graph of its own, and so is what is left of
/// the graph without the insides of communities, because a block may reach across them.
///
/// # Errors
///
/// Settings that cannot be used, and graphs with more than 2,147,483,647 edges.
pub fn blocks(edges: &[(u32, u32)], settings: &Settings) -> Result<Vec<Block>, PeelError> {
    let mut found = Vec::new();
    search(&checked(edges, settings)?, settings, LEVELS, &mut found)?;
    found.truncate(settings.max_blocks);
    Ok(found)
}

/// Chosen, as a guard against graphs that are made to nest: communities within communities are searched so deep.
const LEVELS: usize = 6;

/// Adds a graph's blocks to those found; calls itself on communities and on the graph without their insides.
fn search(graph: &Graph, settings: &Settings, levels: usize, found: &mut Vec<Block>) -> Result<(), PeelError> {
    let mut rest = Rest::new(graph);
    let mut communities = Vec::new();
    while rest.count > 0 && found.len() < settings.max_blocks {
        let sets = dense_sets(graph, &rest);
        if !sets.iter().any(|set| take_out(graph, &mut rest, set, settings, (found, &mut communities))) {
            break;
        }
    }
    if communities.is_empty() || levels == 0 {
        return Ok(());
    }
    for community in &communities {
        search(&Graph::new(&community.edges(graph), settings)?, settings, levels - 1, found)?;
    }
    search(&Graph::new(&between(graph, &communities, found), settings)?, settings, levels - 1, found)
}

/// Takes the blocks and communities of a dense set out of the rest. Whether there were any.
fn take_out(
    graph: &Graph,
    rest: &mut Rest,
    set: &[u32],
    settings: &Settings,
    (found, communities): (&mut Vec<Block>, &mut Vec<Sides>),
) -> bool {
    let before = rest.count;
    for part in parts(graph, set) {
        let Some((sides, block)) = beyond_chance(graph, rest, &part, settings) else { continue };
        sides.rows.iter().chain(&sides.columns).for_each(|&node| rest.remove(graph, node));
        if block.density >= settings.min_density {
            found.push(block);
        } else {
            communities.push(sides);
        }
    }
    rest.count < before
}

/// The edges that lie inside of no community and touch no node of a block.
fn between(graph: &Graph, communities: &[Sides], found: &[Block]) -> Vec<(u32, u32)> {
    let mut homes = vec![0; graph.nodes()];
    for (home, community) in communities.iter().enumerate() {
        community.rows.iter().chain(&community.columns).for_each(|&node| homes[node as usize] = home + 1);
    }
    let rows: HashSet<u32> = found.iter().flat_map(|block| &block.rows).copied().collect();
    let columns: HashSet<u32> = found.iter().flat_map(|block| &block.columns).copied().collect();
    let ids = |row: u32, column: u32| (graph.row_ids[row as usize], graph.column_ids[column as usize - graph.rows()]);
    (0..graph.rows() as u32)
        .flat_map(|row| graph.neighbours(row).iter().map(move |&column| (row, column)))
        .filter(|&(row, column)| homes[row as usize] == 0 || homes[row as usize] != homes[column as usize])
        .map(|(row, column)| ids(row, column))
        .filter(|(row, column)| !rows.contains(row) && !columns.contains(column))
        .collect()
}

/// The block around a part of a dense set, if it is large enough and beyond chance.
fn beyond_chance(graph: &Graph, rest: &Rest, part: &[u32], settings: &Settings) -> Option<(Sides, Block)> {
    let large = |sides: &Sides| {
        sides.rows.len() >= settings.min_rows.max(1) && sides.columns.len() >= settings.min_columns.max(1)
    };
    let sides = Some(Sides::new(graph, part)).filter(large)?;
    let sides = Some(members(graph, rest, sides)).filter(large)?;
    let block = block(graph, &sides, settings.alpha);
    (block.score > block.chance).then_some((sides, block))
}

/// The graph, if the settings can be used.
fn checked(edges: &[(u32, u32)], settings: &Settings) -> Result<Graph, PeelError> {
    if !(settings.alpha > 0.0 && settings.alpha < 1.0) {
        return Err(PeelError::Alpha(settings.alpha));
    }
    Graph::new(edges, settings)
}

/// Nodes as ids, with the figures of the block.
fn block(graph: &Graph, sides: &Sides, alpha: f64) -> Block {
    let (edges, weight) = sides.inside(graph);
    let nodes = (sides.rows.len() + sides.columns.len()) as f64;
    let priors: u128 =
        sides.rows.iter().chain(&sides.columns).map(|&node| u128::from(graph.priors[node as usize])).sum();
    Block {
        rows: sides.rows.iter().map(|&row| graph.row_ids[row as usize]).collect(),
        columns: sides.columns.iter().map(|&column| graph.column_ids[column as usize - graph.rows()]).collect(),
        score: (priors + weight) as f64 / UNIT / nodes,
        density: edges as f64 / (sides.rows.len() * sides.columns.len()).max(1) as f64,
        edges,
        chance: (priors as f64 / UNIT + chance_weight(graph, sides, alpha)) / nodes,
    }
}
