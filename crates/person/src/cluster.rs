//! From pairs to people: average linkage inside connected components.

use std::collections::HashMap;

/// A pair's evidence is counted up to these bits either way, so that one pair cannot speak for a whole group.
const MOST_BITS: f64 = 12.0;
/// See [`MOST_BITS`].
const LEAST_BITS: f64 = -12.0;

/// Groups of records that are one person each; `joined` are pairs above even odds, `bits` answers for any pair of one
/// component. Records alone are left out. Sorted.
pub(crate) fn people(size: usize, joined: &[(u32, u32)], margin: f64, bits: &dyn Fn(u32, u32) -> f64) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for members in components(size, joined) {
        groups.extend(average_linkage(&members, margin, bits).into_iter().filter(|group| group.len() > 1));
    }
    groups.sort_unstable();
    groups
}

/// Connected components of two records or more, members by rising number.
fn components(size: usize, joined: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut parent: Vec<u32> = (0..u32::try_from(size).unwrap_or(u32::MAX)).collect();
    for &(a, b) in joined {
        let (a, b) = (root(&mut parent, a), root(&mut parent, b));
        if let Some(up) = parent.get_mut(a.max(b) as usize) {
            *up = a.min(b);
        }
    }
    let mut members: HashMap<u32, Vec<u32>> = HashMap::new();
    let mut touched: Vec<u32> = joined.iter().flat_map(|&(a, b)| [a, b]).collect();
    touched.sort_unstable();
    touched.dedup();
    for at in touched {
        members.entry(root(&mut parent, at)).or_default().push(at);
    }
    members.into_values().collect()
}

fn root(parent: &mut [u32], mut at: u32) -> u32 {
    while let Some(&up) = parent.get(at as usize) {
        if up == at {
            break;
        }
        let next = parent.get(up as usize).copied().unwrap_or(up);
        if let Some(slot) = parent.get_mut(at as usize) {
            *slot = next;
        }
        at = up;
    }
    at
}

/// Joins the two groups with the highest mean of bits over their pairs, until none reaches the margin (UPGMA: Sokal
/// and Michener, 1958). Ties go to the groups with the smallest members.
fn average_linkage(members: &[u32], margin: f64, bits: &dyn Fn(u32, u32) -> f64) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = members.iter().map(|&at| vec![at]).collect();
    let mut sums: Vec<Vec<f64>> = members
        .iter()
        .map(|&a| members.iter().map(|&b| if a == b { 0.0 } else { bits(a, b).clamp(LEAST_BITS, MOST_BITS) }).collect())
        .collect();
    while let Some((a, b, mean)) = best_pair(&groups, &sums) {
        if mean < margin {
            break;
        }
        let row = sums.remove(b);
        for (slot, sum) in sums.get_mut(a).into_iter().flatten().zip(&row) {
            *slot += sum;
        }
        for (other, sums) in sums.iter_mut().enumerate() {
            let moved = sums.remove(b);
            if let Some(slot) = sums.get_mut(a).filter(|_| other != a) {
                *slot += moved;
            }
        }
        let moved = groups.remove(b);
        if let Some(group) = groups.get_mut(a) {
            group.extend(moved);
            group.sort_unstable();
        }
    }
    groups
}

fn best_pair(groups: &[Vec<u32>], sums: &[Vec<f64>]) -> Option<(usize, usize, f64)> {
    let mut best: Option<(usize, usize, f64)> = None;
    for (a, (group_a, row)) in groups.iter().zip(sums).enumerate() {
        for (b, (group_b, sum)) in groups.iter().zip(row).enumerate().skip(a + 1) {
            let mean = sum / (group_a.len() * group_b.len()) as f64;
            if best.is_none_or(|(.., top)| mean > top) {
                best = Some((a, b, mean));
            }
        }
    }
    best
}
