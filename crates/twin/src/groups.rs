//! Equal contents stand for one another; the answer names the inputs again.

use crate::ties::{Sorted, Ties};

/// Two inputs that are near copies. One row = one pair of places in the input, the lower one first.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair<T> {
    /// The lower place.
    pub a: u32,
    /// The higher place.
    pub b: u32,
    /// How near they are.
    pub how: T,
}

/// Near copies.
#[derive(Clone, Debug, PartialEq)]
pub struct Twins<T> {
    /// Pairs, sorted by their places. No pair has both ends in one crowd.
    pub pairs: Vec<Pair<T>>,
    /// Inputs with too many twins together with these twins: one row = one crowd, its places ascending; crowds are
    /// sorted by their first place.
    pub crowds: Vec<Vec<u32>>,
}

/// Inputs grouped by equal content, in an order that depends on the contents only.
pub(crate) struct Copies<C> {
    /// (digest, content, place), sorted.
    inputs: Vec<(u64, C, u32)>,
    /// Where each content's inputs begin in `inputs`.
    starts: Vec<u32>,
}

impl<C: Ord> Copies<C> {
    pub(crate) fn of(inputs: impl Iterator<Item = (u32, C)>, digest: impl Fn(&C) -> u64) -> Copies<C> {
        let mut inputs: Vec<_> = inputs.map(|(place, content)| (digest(&content), content, place)).collect();
        inputs.sort_unstable();
        let mut starts = Vec::new();
        let mut start = 0;
        for run in inputs.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1) {
            starts.push(start);
            start += run.len() as u32;
        }
        Copies { inputs, starts }
    }

    /// Number of different contents.
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// Every content once, with its digest.
    pub(crate) fn contents(&self) -> impl Iterator<Item = (u64, &C)> + Clone {
        let firsts = self.starts.iter().filter_map(|&start| self.inputs.get(start as usize));
        firsts.map(|(digest, content, _)| (*digest, content))
    }

    /// The places of an item, ascending.
    fn places(&self, item: u32) -> impl Iterator<Item = u32> {
        let start = self.starts.get(item as usize).copied().unwrap_or(0);
        let end = self.starts.get(item as usize + 1).map_or(self.inputs.len(), |&end| end as usize);
        self.inputs.get(start as usize..end).unwrap_or(&[]).iter().map(|(_, _, place)| *place)
    }

    /// Number of inputs of each item.
    pub(crate) fn counts(&self) -> Vec<u32> {
        (0..self.len() as u32).map(|item| self.places(item).count() as u32).collect()
    }

    /// The ties in terms of places; `same` is how near equal contents are.
    pub(crate) fn answer<T: Copy>(&self, ties: Ties<T>, same: T) -> Twins<T> {
        let items = self.len() as u32;
        let Sorted { pairs: ties, crowd } = ties.sort();
        let mut pairs = Vec::new();
        let mut crowds: Vec<(u32, Vec<u32>)> = Vec::new();
        for (item, crowd) in (0..items).zip(&crowd) {
            match crowd {
                Some(crowd) => crowds.push((*crowd, self.places(item).collect())),
                None => self.between(item, item, same, &mut pairs),
            }
        }
        for (a, b, how) in ties {
            self.between(a, b, how, &mut pairs);
        }
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        Twins { pairs, crowds: gathered(crowds) }
    }

    /// Each place of one item with each of the other.
    fn between<T: Copy>(&self, one: u32, other: u32, how: T, pairs: &mut Vec<Pair<T>>) {
        for a in self.places(one) {
            let rest = self.places(other).filter(|&b| one != other || a < b);
            pairs.extend(rest.map(|b| Pair { a: a.min(b), b: a.max(b), how }));
        }
    }
}

fn gathered(mut parts: Vec<(u32, Vec<u32>)>) -> Vec<Vec<u32>> {
    parts.sort_unstable();
    let mut crowds: Vec<Vec<u32>> = parts
        .chunk_by(|a, b| a.0 == b.0)
        .map(|run| {
            let mut places: Vec<u32> = run.iter().flat_map(|(_, places)| places.iter().copied()).collect();
            places.sort_unstable();
            places
        })
        .collect();
    crowds.sort_unstable();
    crowds
}
