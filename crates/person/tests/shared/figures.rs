//! Precision, recall and F1 over pairs.

use std::collections::HashMap;

use sekisho_person::Pair;

/// Pairwise figures of links.
#[derive(Debug, Clone, Copy)]
pub struct Figures {
    /// Links.
    pub pairs: usize,
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// Pairs of different people that were linked.
    pub false_pairs: usize,
    /// Pairs of one person that were not.
    pub missed_pairs: usize,
}

/// Compares links with the person behind every id.
pub fn figures(pairs: &[Pair], truth: &HashMap<u32, u32>) -> Figures {
    let mut people: HashMap<u32, usize> = HashMap::new();
    for person in truth.values() {
        *people.entry(*person).or_default() += 1;
    }
    let wanted: usize = people.into_values().map(|records| records * (records - 1) / 2).sum();
    let right = pairs.iter().filter(|pair| truth[&pair.a] == truth[&pair.b]).count();
    let (precision, recall) = (right as f64 / pairs.len().max(1) as f64, right as f64 / wanted.max(1) as f64);
    let f1 = 2.0 * right as f64 / (wanted + pairs.len()).max(1) as f64;
    let (false_pairs, missed_pairs) = (pairs.len() - right, wanted - right);
    Figures { pairs: pairs.len(), precision, recall, f1, false_pairs, missed_pairs }
}
