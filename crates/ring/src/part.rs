//! Parting what too few facts hold together.
//!
//! `F_U(S)`, for a set `U` of accounts and a part `S` of it, is the sum of the bits of all values that accounts on both
//! sides share. A set is *sound* if holding pairs connect it and every `F_U(S)` reaches the threshold. Two sound sets
//! that meet are sound together, so the largest ones are disjoint, and no order of work can change them.
//!
//! To find them, a set is taken apart along any cut that falls short (no sound set lies across it), until none does.

use crate::hold::Joins;
use crate::knot::Knot;
use crate::tie::units;
use crate::union::Sets;

/// A label per account of `joins`: equal labels, one ring. Labels rise with the smallest members.
pub(crate) fn parted(joins: &Joins, threshold: u64) -> Vec<u32> {
    let (groups, count) = inseparable(joins, threshold);
    let graph = Graph::of(joins, &groups, count);
    let mut rings = Sets::new(joins.accounts.len());
    for (account, group) in groups.iter().enumerate() {
        rings.join(account as u32, graph.first_account[*group as usize]);
    }
    let mut left = graph.connected(&(0..count as u32).collect::<Vec<u32>>());
    while let Some(set) = left.pop() {
        match Knot::of(&graph.shares, &graph.worth, &set).loosened(threshold) {
            None => set.iter().for_each(|group| {
                rings.join(graph.first_account[*group as usize], graph.first_account[set[0] as usize]);
            }),
            Some(parts) => parts.iter().for_each(|part| {
                let inside: Vec<u32> = part.iter().map(|node| set[*node as usize]).collect();
                left.extend(graph.connected(&inside));
            }),
        }
    }
    rings.labels().0
}

/// Groups that no cut can ever part: the values of one holding pair alone suffice. Nearly all rings end here.
fn inseparable(joins: &Joins, threshold: u64) -> (Vec<u32>, usize) {
    let mut sets = Sets::new(joins.accounts.len());
    let mut values: Vec<(u64, u64)> = Vec::new();
    for pair in joins.pairs.iter().filter(|pair| pair.holds) {
        values.clear();
        values.extend(joins.ties[pair.ties.0..pair.ties.1].iter().map(|tie| (tie.value, units(tie.bits))));
        values.sort_unstable_by(|one, other| other.cmp(one));
        values.dedup_by_key(|entry| entry.0);
        if values.iter().map(|entry| entry.1).sum::<u64>() >= threshold {
            sets.join(pair.a, pair.b);
        }
    }
    sets.labels()
}

/// Groups, the holding pairs between them, and the values their accounts share.
struct Graph {
    first_account: Vec<u32>,
    /// Holding pairs between different groups, both ways, sorted.
    near: Vec<(u32, u32)>,
    /// (group, value), sorted, each once.
    shares: Vec<(u32, u32)>,
    /// Bits of each value in units: the largest of its ties.
    worth: Vec<u64>,
}

impl Graph {
    fn of(joins: &Joins, groups: &[u32], count: usize) -> Self {
        let mut first_account = vec![u32::MAX; count];
        for (account, group) in groups.iter().enumerate().rev() {
            first_account[*group as usize] = account as u32;
        }
        let group = |account: u32| groups[account as usize];
        let between = joins.pairs.iter().filter(|pair| pair.holds && group(pair.a) != group(pair.b));
        let mut near: Vec<(u32, u32)> =
            between.flat_map(|pair| [(group(pair.a), group(pair.b)), (group(pair.b), group(pair.a))]).collect();
        near.sort_unstable();
        near.dedup();
        let (shares, worth) = shared(joins, groups, &near);
        Self { first_account, near, shares, worth }
    }

    /// The connected sets of two groups or more among some groups (rising), by holding pairs.
    fn connected(&self, among: &[u32]) -> Vec<Vec<u32>> {
        let mut sets = Sets::new(among.len());
        for (place, group) in among.iter().enumerate() {
            let from = self.near.partition_point(|edge| edge.0 < *group);
            for (_, other) in self.near[from..].iter().take_while(|edge| edge.0 == *group) {
                if let Ok(at) = among.binary_search(other) {
                    sets.join(place as u32, at as u32);
                }
            }
        }
        let (labels, count) = sets.labels();
        let mut connected = vec![Vec::new(); count];
        for (label, group) in labels.iter().zip(among) {
            connected[*label as usize].push(*group);
        }
        connected.retain(|set| set.len() > 1);
        connected
    }
}

/// Which groups share which values on joined pairs, for groups that a holding pair leads out of, and what each value is
/// worth; values renumbered.
fn shared(joins: &Joins, groups: &[u32], near: &[(u32, u32)]) -> (Vec<(u32, u32)>, Vec<u64>) {
    let open = |group: &u32| near.binary_search_by_key(group, |edge| edge.0).is_ok();
    let mut found: Vec<(u64, u32)> = Vec::new();
    for pair in &joins.pairs {
        for group in [pair.a, pair.b].map(|account| groups[account as usize]).iter().filter(|group| open(group)) {
            found.extend(joins.ties[pair.ties.0..pair.ties.1].iter().map(|tie| (tie.value, *group)));
        }
    }
    found.sort_unstable();
    found.dedup();
    let (mut shares, mut values) = (Vec::new(), Vec::new());
    for value in found.chunk_by(|one, other| one.0 == other.0) {
        shares.extend(value.iter().map(|entry| (entry.1, values.len() as u32)));
        values.push(value[0].0);
    }
    shares.sort_unstable();
    (shares, worth(joins, &values))
}

/// The most that any joined pair's tie through each value (rising) says: not only of the pairs of open groups, or what a
/// value is worth would hang on how far groups are made.
fn worth(joins: &Joins, values: &[u64]) -> Vec<u64> {
    let mut worth = vec![0; values.len()];
    if !values.is_empty() {
        for tie in &joins.ties {
            if let Ok(at) = values.binary_search(&tie.value) {
                worth[at] = units(tie.bits).max(worth[at]);
            }
        }
    }
    worth
}
