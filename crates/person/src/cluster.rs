//! From pairs to people: average linkage inside connected components.
//!
//! Bare components chain: one wrong pair joins two people with all their records. Single pairs are also too weak: a
//! record with little in it agrees with a whole group when it hardly agrees with any member. The mean over all pairs of
//! two groups answers both.

use std::collections::HashMap;

/// A pair's evidence is counted up to these bits either way, so that one pair cannot speak for a whole group.
const MOST_BITS: f64 = 12.0;
/// See [`MOST_BITS`].
const LEAST_BITS: f64 = -12.0;

/// Components larger than this are grouped by [`leaders`], because the mean over all pairs costs the cube of their size.
const SMALL_COMPONENT: usize = 300;
/// Members of a group that a further record is compared with in a large component.
const LEADERS: usize = 8;

/// Groups of records that are one person each; `joined` are pairs above even odds, `bits` answers for any pair of one
/// component. Records alone are left out. Sorted.
pub(crate) fn people(size: usize, joined: &[(u32, u32)], margin: f64, bits: &dyn Fn(u32, u32) -> f64) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for members in components(size, joined) {
        let found = match members.len() {
            size if size <= SMALL_COMPONENT => average_linkage(&members, margin, bits),
            _ => leaders(&members, margin, bits),
        };
        groups.extend(found.into_iter().filter(|group| group.len() > 1));
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

/// Puts each record, by rising number, into the group to whose first members it has the highest mean of bits, or into
/// one of its own (leader clustering: Hartigan, 1975).
fn leaders(members: &[u32], margin: f64, bits: &dyn Fn(u32, u32) -> f64) -> Vec<Vec<u32>> {
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for &at in members {
        let mut best: Option<(f64, usize)> = None;
        for (number, group) in groups.iter().enumerate() {
            let leaders = group.iter().take(LEADERS);
            let sum: f64 = leaders.map(|&leader| bits(leader, at).clamp(LEAST_BITS, MOST_BITS)).sum();
            let mean = sum / group.len().min(LEADERS) as f64;
            if mean >= margin && best.is_none_or(|(top, _)| mean > top) {
                best = Some((mean, number));
            }
        }
        match best.and_then(|(_, number)| groups.get_mut(number)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Records 0 to 2 and 3 to 5 are two people; one wrong pair lies between them.
    fn bits(a: u32, b: u32) -> f64 {
        match (a / 3 == b / 3, a.min(b), a.max(b)) {
            (true, ..) => 8.0,
            (false, 2, 3) => 2.0,
            _ => -6.0,
        }
    }

    #[test]
    fn one_wrong_pair_does_not_chain() {
        let joined = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)];
        assert_eq!(people(7, &joined, 1.0, &bits), vec![vec![0, 1, 2], vec![3, 4, 5]]);
    }

    #[test]
    fn leaders_part_what_average_linkage_parts() {
        assert_eq!(leaders(&[0, 1, 2, 3, 4, 5], 1.0, &bits), vec![vec![0, 1, 2], vec![3, 4, 5]]);
    }

    #[test]
    fn a_record_that_agrees_with_few_stays_out() {
        let weak = |a: u32, b: u32| if a.max(b) < 4 { 9.0 } else { -1.0 + f64::from(a.min(b) == 0) * 4.0 };
        assert_eq!(people(5, &[(0, 1), (1, 2), (2, 3), (0, 4)], 1.0, &weak), vec![vec![0, 1, 2, 3]]);
    }
}
