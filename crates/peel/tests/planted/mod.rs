//! Invented review graphs: a background, planted blocks, camouflage, and the same degrees without any structure.
#![allow(dead_code)] // Each user of this file needs another part of it.

use std::collections::HashSet;

use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

/// An edge: (row, column).
pub type Edge = (u32, u32);

/// A block as planted, each side ascending.
#[derive(Debug)]
pub struct Planted {
    /// Ids of its rows.
    pub rows: Vec<u32>,
    /// Ids of its columns.
    pub columns: Vec<u32>,
}

/// A background in which the node of rank k is drawn with probability in proportion to k^-skew.
pub struct World {
    /// Where chance comes from.
    pub rng: ChaCha8Rng,
    rows: u32,
    columns: u32,
    skews: (f64, f64),
    /// What there is so far, repeated edges included.
    pub edges: Vec<Edge>,
}

impl World {
    /// `edges` reviews between so many rows and columns; `skews` of rows and columns from 0 (even) to below 1.
    pub fn new(seed: u64, (rows, columns): (u32, u32), edges: usize, skews: (f64, f64)) -> Self {
        let mut world = Self { rng: ChaCha8Rng::seed_from_u64(seed), rows, columns, skews, edges: Vec::new() };
        for _ in 0..edges {
            let row = world.ranked(rows, skews.0);
            let column = world.ranked(columns, skews.1);
            world.edges.push((row, column));
        }
        world
    }

    fn ranked(&mut self, count: u32, skew: f64) -> u32 {
        let rank = f64::from(count) * self.rng.random::<f64>().powf(1.0 / (1.0 - skew));
        (rank as u32).min(count - 1)
    }

    /// Ties so many accounts of the background into a block; each row also makes `camouflage` reviews of columns as
    /// popular as the background's.
    pub fn plant(&mut self, (rows, columns): (usize, usize), density: f64, camouflage: usize) -> Planted {
        let planted = Planted { rows: self.accounts(self.rows, rows), columns: self.accounts(self.columns, columns) };
        for &row in &planted.rows {
            for &column in &planted.columns {
                if self.rng.random_bool(density) {
                    self.edges.push((row, column));
                }
            }
            for _ in 0..camouflage {
                let column = self.ranked(self.columns, self.skews.1);
                self.edges.push((row, column));
            }
        }
        planted
    }

    /// Different ids of the less busy half, as new accounts are.
    fn accounts(&mut self, all: u32, count: usize) -> Vec<u32> {
        let mut ids = HashSet::new();
        while ids.len() < count {
            ids.insert(self.rng.random_range(all / 2..all));
        }
        let mut ids: Vec<u32> = ids.into_iter().collect();
        ids.sort_unstable();
        ids
    }

    /// Honest communities: with this probability a review goes to a column of the row's own community, of so many. Popular
    /// columns stay popular.
    pub fn settle(&mut self, communities: u32, inside: f64) {
        for edge in &mut self.edges {
            if self.rng.random_bool(inside) {
                edge.1 = (edge.1 / communities * communities + edge.0 % communities).min(self.columns - 1);
            }
        }
    }

    /// The same degrees without structure: edges trade columns in pairs, ten times as often as there are edges, and
    /// never come twice (switching: Milo et al., 2003, "On the uniform generation of random graphs with prescribed
    /// degree sequences").
    pub fn rewire(&mut self) {
        self.edges.sort_unstable();
        self.edges.dedup();
        let mut known: HashSet<Edge> = self.edges.iter().copied().collect();
        for _ in 0..self.edges.len() * 10 {
            let (i, j) = (self.rng.random_range(0..self.edges.len()), self.rng.random_range(0..self.edges.len()));
            let ((a, b), (c, d)) = (self.edges[i], self.edges[j]);
            if known.contains(&(a, d)) || known.contains(&(c, b)) {
                continue;
            }
            known.remove(&(a, b));
            known.remove(&(c, d));
            (self.edges[i], self.edges[j]) = ((a, d), (c, b));
            known.extend([(a, d), (c, b)]);
        }
    }

    /// The edges in another order.
    pub fn shuffle(&mut self) {
        self.edges.shuffle(&mut self.rng);
    }
}

/// How many of `found` (ascending) are planted, and how many are strangers.
pub fn overlap(found: &[u32], planted: &[u32]) -> (usize, usize) {
    let hits = found.iter().filter(|id| planted.binary_search(id).is_ok()).count();
    (hits, found.len() - hits)
}
