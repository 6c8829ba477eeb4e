//! Names of rings that last from scan to scan.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::xxh3_64;

/// A ring's name, and what became of it since the scan before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// `ring_` and ten hexadecimal digits.
    pub ring_id: String,
    /// What changed.
    pub change: Change,
}

/// What became of a ring since the scan before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// No two of its members were in one ring before.
    New,
    /// The members are the same.
    Same,
    /// Members came, at least as many as left.
    Grew {
        /// How many members are new to it.
        came: usize,
        /// How many it lost.
        left: usize,
    },
    /// Members left, more than came.
    Shrank {
        /// How many members are new to it.
        came: usize,
        /// How many it lost.
        left: usize,
    },
    /// Two members or more were together in another ring, whose id a larger part of it keeps.
    Split {
        /// The id of that ring.
        from: String,
    },
    /// Other rings ended here. The id is that of the largest part.
    Merged {
        /// The ids that ended, rising.
        from: Vec<String>,
    },
}

/// Names rings, one name per ring in the given order; no two are equal.
///
/// `rings` are disjoint lists of account ids; the first id of each list anchors a new name. Give the account that opened
/// first: it is the one that later scans of more data change least. `before` are the rings of the scan before, with
/// their ids; an id of it passes to the ring with the most members in common, then with the larger share of members in
/// common (Jaccard), then to the lower id. A ring's name so outlives growth, also by a new anchor. Without `before`
/// the name is a hash of the anchor (XXH3-64, its lower 40 bits), the same as long as the anchor is.
pub fn identify(rings: &[Vec<String>], before: &[(String, Vec<String>)]) -> Vec<Named> {
    let overlaps = overlaps(rings, before);
    let kept = kept(rings.len(), before, &overlaps);
    let ended = ended(&overlaps, &kept);
    let names = names(rings, before, &kept);
    names
        .into_iter()
        .enumerate()
        .map(|(ring, ring_id)| {
            let change = match kept.get(ring).copied().flatten() {
                Some(old) => lasting(ring, old, before, &overlaps, &ended),
                None => fresh(ring, before, &overlaps),
            };
            Named { ring_id, change }
        })
        .collect()
}

/// One ring now and one before that have members in common.
struct Overlap<'a> {
    ring: usize,
    /// The ring's lowest id: what decides between equals, so that the order of rings does not.
    lowest: &'a str,
    old: usize,
    common: usize,
    /// Members of either.
    union: usize,
}

/// By ring, then by place in `before`.
fn overlaps<'a>(rings: &'a [Vec<String>], before: &[(String, Vec<String>)]) -> Vec<Overlap<'a>> {
    let mut was: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (old, (_, members)) in before.iter().enumerate() {
        members.iter().for_each(|member| _ = was.entry(member).or_default().insert(old));
    }
    let mut common: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (ring, members) in rings.iter().enumerate() {
        for old in distinct(members).iter().filter_map(|member| was.get(member)).flatten() {
            *common.entry((ring, *old)).or_default() += 1;
        }
    }
    let overlap = |((ring, old), common): ((usize, usize), usize)| {
        let members: &'a [String] = &rings[ring];
        let lowest = members.iter().min().map_or("", String::as_str);
        Overlap { ring, lowest, old, common, union: size(members) + size(&before[old].1) - common }
    };
    common.into_iter().map(overlap).collect()
}

fn distinct(members: &[String]) -> BTreeSet<&str> {
    members.iter().map(String::as_str).collect()
}

fn size(members: &[String]) -> usize {
    distinct(members).len()
}

/// For each ring the place in `before` whose id it keeps. Greatest overlaps choose first.
fn kept(rings: usize, before: &[(String, Vec<String>)], overlaps: &[Overlap<'_>]) -> Vec<Option<usize>> {
    let mut order: Vec<&Overlap> = overlaps.iter().collect();
    // With equal `common` the smaller union is the larger share.
    order.sort_by_key(|overlap| (Reverse(overlap.common), overlap.union, &before[overlap.old].0, overlap.lowest));
    let mut kept = vec![None; rings];
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    for overlap in order {
        let id = before[overlap.old].0.as_str();
        if kept[overlap.ring].is_none() && taken.insert(id) {
            kept[overlap.ring] = Some(overlap.old);
        }
    }
    kept
}

fn names(rings: &[Vec<String>], before: &[(String, Vec<String>)], kept: &[Option<usize>]) -> Vec<String> {
    let mut taken: BTreeSet<String> = before.iter().map(|(id, _)| id.clone()).collect();
    let mut names: Vec<String> =
        kept.iter().map(|old| old.map_or_else(String::new, |old| before[old].0.clone())).collect();
    let mut fresh: Vec<usize> = (0..rings.len()).filter(|ring| kept[*ring].is_none()).collect();
    // In the order of anchors, so that two that fall on one name do not depend on the order of rings.
    fresh.sort_by_key(|ring| rings[*ring].first());
    for ring in fresh {
        let anchor = rings[ring].first().map_or("", String::as_str);
        let free = (0u32..).map(|attempt| name(anchor, attempt)).find(|name| !taken.contains(name));
        names[ring] = free.unwrap_or_default();
        taken.insert(names[ring].clone());
    }
    names
}

fn name(anchor: &str, attempt: u32) -> String {
    const TEN_DIGITS: u64 = (1 << 40) - 1;
    let hash = match attempt {
        0 => xxh3_64(anchor.as_bytes()),
        _ => xxh3_64(format!("{anchor}\0{attempt}").as_bytes()),
    };
    format!("ring_{:010x}", hash & TEN_DIGITS)
}

/// The overlaps of one ring.
fn of_ring<'a>(overlaps: &'a [Overlap<'a>], ring: usize) -> &'a [Overlap<'a>] {
    let from = overlaps.partition_point(|overlap| overlap.ring < ring);
    let to = overlaps.partition_point(|overlap| overlap.ring <= ring);
    &overlaps[from..to]
}

/// The change of a ring that keeps an id.
fn lasting(
    ring: usize,
    old: usize,
    before: &[(String, Vec<String>)],
    overlaps: &[Overlap<'_>],
    ended: &Ended,
) -> Change {
    let own = of_ring(overlaps, ring);
    let others = own.iter().filter(|overlap| ended.get(&overlap.old) == Some(&ring));
    let from: BTreeSet<&String> = others.map(|overlap| &before[overlap.old].0).collect();
    if !from.is_empty() {
        return Change::Merged { from: from.into_iter().cloned().collect() };
    }
    let Some(overlap) = own.iter().find(|overlap| overlap.old == old) else { return Change::New };
    let left = size(&before[old].1) - overlap.common;
    match overlap.union - size(&before[old].1) {
        0 if left == 0 => Change::Same,
        came if came >= left => Change::Grew { came, left },
        came => Change::Shrank { came, left },
    }
}

/// Earlier rings whose id nothing keeps, each with the ring that has most of it.
type Ended = BTreeMap<usize, usize>;

fn ended(overlaps: &[Overlap<'_>], kept: &[Option<usize>]) -> Ended {
    let kept: BTreeSet<usize> = kept.iter().flatten().copied().collect();
    let mut order: Vec<&Overlap<'_>> = overlaps.iter().filter(|overlap| !kept.contains(&overlap.old)).collect();
    order.sort_by_key(|overlap| (overlap.old, Reverse(overlap.common), overlap.union, overlap.lowest));
    let mut ended = Ended::new();
    order.iter().for_each(|overlap| _ = ended.entry(overlap.old).or_insert(overlap.ring));
    ended
}

/// The change of a ring with a new id.
fn fresh(ring: usize, before: &[(String, Vec<String>)], overlaps: &[Overlap<'_>]) -> Change {
    let together = of_ring(overlaps, ring).iter().filter(|overlap| overlap.common > 1);
    match together.min_by_key(|overlap| (Reverse(overlap.common), overlap.union, &before[overlap.old].0)) {
        Some(overlap) => Change::Split { from: before[overlap.old].0.clone() },
        None => Change::New,
    }
}
