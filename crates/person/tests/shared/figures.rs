//! Precision, recall and F1 over pairs.

use std::collections::HashMap;

/// Pairwise figures of a clustering.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// Pairs of different people that were joined.
    pub false_pairs: usize,
    /// Pairs of one person that were not.
    pub missed_pairs: usize,
}

fn pairs(sizes: impl Iterator<Item = usize>) -> usize {
    sizes.map(|n| n * n.saturating_sub(1) / 2).sum()
}

/// Compares clusters of ids with the person behind every id.
pub fn figures(clusters: &[Vec<u32>], truth: &HashMap<u32, u32>) -> Figures {
    let mut people: HashMap<u32, usize> = HashMap::new();
    for person in truth.values() {
        *people.entry(*person).or_default() += 1;
    }
    let mut both: HashMap<(usize, u32), usize> = HashMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        for id in cluster {
            *both.entry((at, truth[id])).or_default() += 1;
        }
    }
    let (wanted, found) = (pairs(people.into_values()), pairs(clusters.iter().map(Vec::len)));
    let right = pairs(both.into_values());
    let (precision, recall) = (right as f64 / found.max(1) as f64, right as f64 / wanted.max(1) as f64);
    let f1 = 2.0 * right as f64 / (wanted + found).max(1) as f64;
    Figures { precision, recall, f1, false_pairs: found - right, missed_pairs: wanted - right }
}
