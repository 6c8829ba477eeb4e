//! What may be set, and what is wrong with it.

/// How blocks are looked for. `Settings::default()` suits reviews: no priors, rows and columns numbered apart.
#[derive(Debug, Clone)]
pub struct Settings {
    /// At most so many blocks are reported.
    pub max_blocks: usize,
    /// A block has at least so many rows. One row alone is a busy account.
    pub min_rows: usize,
    /// A block has at least so many columns. One column alone is a popular account.
    pub min_columns: usize,
    /// A block has at least this share of the edges that could be, 0 to 1. What is thinner and yet beyond chance is a
    /// community: people of one trade, language or school review each other too.
    pub min_density: f64,
    /// The chance that a random graph with these degrees gives any block at all: more than 0, less than 1.
    pub alpha: f64,
    /// Rows and columns number the same things, so that an edge (x, x) ties x to itself and is left out.
    pub shared_ids: bool,
    /// How suspicious a row is by itself, in units of edge weight (FRAUDAR's a_i): id and a number of 0 to 1,000,000.
    /// Rows without edges are passed over.
    pub row_priors: Vec<(u32, f64)>,
    /// The same for columns.
    pub column_priors: Vec<(u32, f64)>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            max_blocks: 64,
            min_rows: 2,
            min_columns: 2,
            // Chosen: invented trades of 100 to 2,400 people had 0.003 to 0.08; blocks to be found have 0.3 to 1.
            min_density: 0.2,
            // Chosen: one false block in a hundred random graphs at most; the bound is loose, so far fewer in practice.
            alpha: 0.01,
            shared_ids: false,
            row_priors: Vec::new(),
            column_priors: Vec::new(),
        }
    }
}

/// The largest prior. An edge weighs less than 1, so this is more than a million edges.
pub(crate) const MAX_PRIOR: f64 = 1e6;

/// Settings or a graph that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PeelError {
    /// A prior is negative, too large or not a number.
    #[error("failed to use prior `{prior}` of {side} `{id}`\nhint: expected a number from 0 to 1,000,000")]
    Prior {
        /// `row` or `column`.
        side: &'static str,
        /// Whose prior it is.
        id: u32,
        /// What was given.
        prior: f64,
    },
    /// An id has two priors.
    #[error("failed to use the priors of {side} `{id}`: there are two\nhint: give one prior per id")]
    PriorTwice {
        /// `row` or `column`.
        side: &'static str,
        /// Whose priors they are.
        id: u32,
    },
    /// `alpha` is not a probability that can be used.
    #[error("failed to use alpha `{0}`\nhint: expected more than 0 and less than 1, such as 0.01")]
    Alpha(f64),
    /// The graph has more edges than nodes can be numbered for.
    #[error("failed to peel a graph of {0} edges\nhint: at most 2,147,483,647 fit; peel parts of it")]
    TooManyEdges(usize),
}
