//! Dense blocks of a bipartite graph: a few accounts that review the same few others, a few clients that lift the same
//! workers.
//!
//! [`densest`] is FRAUDAR's greedy peeling (Hooi, Song, Beutel, Shah, Shin, Faloutsos, "FRAUDAR: Bounding Graph Fraud
//! in the Face of Camouflage", KDD 2016). An edge into a column of degree d weighs 1 / ln(d + 5), a node may bring a
//! prior of its own, and a set S scores g(S) = (priors + edge weights inside) / nodes. The node that adds least is
//! taken away until none is left; the best set on the way has at least half the best score there is (shown there,
//! after Charikar, APPROX 2000).
//!
//! [`blocks`] makes results of it, in rounds: the densest set is parted where it hangs together loosely
//! (`parts`), each part gets exactly those nodes whose edges are likelier in the block than by chance (`members`), and
//! it is reported only if no choice of as many rows and columns would reach its score by chance (`chance`). What is
//! reported is taken out and the rest is peeled again, until a round reports nothing. So a reported score may be a little
//! below that of the densest set: members with few edges are in, popular columns that serve as camouflage are out.
//!
//! Weights are integers (2^-30 steps), so sums are exact and the order of the edges cannot matter; ties go to the
//! smallest id, rows before columns.
//!
//! What lies beyond chance is not yet fraud. Honest communities (a trade, a language, a school) lie beyond it as well.
//! Those thinner than `min_density` are not reported but searched as graphs of their own. Of the others, how far `score`
//! is above `chance` is a weight to be judged, not a verdict.

#![forbid(unsafe_code)]

mod blocks;
mod chance;
mod graph;
mod members;
mod min_tree;
mod parts;
mod peeling;
mod settings;

pub use blocks::{Block, blocks, densest};
pub use settings::{PeelError, Settings};
