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

    /// The content of an item, which is its rank among the contents.
    pub(crate) fn content(&self, item: u32) -> Option<&C> {
        let start = *self.starts.get(item as usize)?;
        self.inputs.get(start as usize).map(|(_, content, _)| content)
    }

    /// The places of an item, ascending.
    fn places(&self, item: u32) -> impl Iterator<Item = u32> {
        let start = self.starts.get(item as usize).copied().unwrap_or(0);
        let end = self.starts.get(item as usize + 1).map_or(self.inputs.len(), |&end| end as usize);
        self.inputs.get(start as usize..end).unwrap_or(&[]).iter().map(|(_, _, place)| *place)
    }

    /// The ties in terms of first places; copies of one content are of one owner and make no pairs.
    pub(crate) fn answer_by_first<T: Copy>(&self, ties: Ties<T>) -> Twins<T> {
        let Sorted { pairs: ties, crowd } = ties.sort(&vec![1; self.len()]);
        let first = |item: u32| self.places(item).next().unwrap_or(0);
        let named = |(a, b, how): (u32, u32, T)| Pair { a: first(a).min(first(b)), b: first(a).max(first(b)), how };
        let mut pairs: Vec<Pair<T>> = ties.into_iter().map(named).collect();
        pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
        let members = (0..).zip(&crowd).filter_map(|(item, crowd)| Some(((*crowd)?, self.places(item).collect())));
        Twins { pairs, crowds: gathered(members.collect()) }
    }

    /// All places of the marked items, ascending.
    pub(crate) fn all_places(&self, marked: &[bool]) -> Vec<u32> {
        let items = (0..).zip(marked).filter(|(_, marked)| **marked);
        let mut places: Vec<u32> = items.flat_map(|(item, _)| self.places(item)).collect();
        places.sort_unstable();
        places
    }

    /// The ties in terms of places; `same` is how near equal contents are.
    pub(crate) fn answer<T: Copy>(&self, ties: Ties<T>, same: T) -> Twins<T> {
        let items = self.len() as u32;
        let copies: Vec<u32> = (0..items).map(|item| self.places(item).count() as u32).collect();
        let Sorted { pairs: ties, crowd } = ties.sort(&copies);
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
