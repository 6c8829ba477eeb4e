//! Ranges that may overlap, flattened once into a sorted table that is searched by halving.

use std::collections::BTreeSet;

use crate::network::Span;

/// One statement: these addresses have this value.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Claim {
    pub(crate) span: Span,
    /// Where claims overlap, the least rank speaks first; among equals the earlier one.
    pub(crate) rank: (u64, u64),
    pub(crate) value: u32,
}

/// The value of a stretch about which nothing is claimed.
const NOTHING: u32 = u32::MAX;

/// Stretches without overlap: the one that begins at `starts[i]` has `values[i]` and ends where the next begins.
#[derive(Default)]
pub(crate) struct Ranges {
    starts: Vec<u64>,
    values: Vec<u32>,
    /// The first start of each block of [`BLOCK`]: of a list of millions this is what stays in a core's own memory, so
    /// that a search leaves it once instead of at every halving.
    blocks: Vec<u64>,
}

/// Starts in a block: eight cache lines (chosen).
const BLOCK: usize = 64;

impl Ranges {
    /// Sweeps over all ends; `merge` makes one value of those that hold at once, the least rank first.
    pub(crate) fn flatten(claims: &[Claim], mut merge: impl FnMut(&mut dyn Iterator<Item = u32>) -> u32) -> Self {
        let turns = turns(claims);
        let mut holding = BTreeSet::new();
        let mut ranges = Self::default();
        for together in turns.chunk_by(|left, right| left.at == right.at) {
            for turn in together {
                let key = (claims[turn.claim].rank, turn.claim);
                if turn.begins {
                    holding.insert(key)
                } else {
                    holding.remove(&key)
                };
            }
            let mut values = holding.iter().map(|(_, claim)| claims[*claim].value);
            let value = if holding.is_empty() { NOTHING } else { merge(&mut values) };
            ranges.extend(together[0].at, value);
        }
        ranges.blocks = ranges.starts.iter().step_by(BLOCK).copied().collect();
        ranges
    }

    fn extend(&mut self, start: u64, value: u32) {
        if self.values.last() != Some(&value) {
            self.starts.push(start);
            self.values.push(value);
        }
    }

    /// The value at a packed address.
    #[inline]
    pub(crate) fn value(&self, at: u64) -> Option<u32> {
        let block = self.blocks.partition_point(|start| *start <= at).checked_sub(1)? * BLOCK;
        let starts = &self.starts[block..self.starts.len().min(block + BLOCK)];
        let within = starts.partition_point(|start| *start <= at).checked_sub(1)?;
        let value = self.values[block + within];
        (value != NOTHING).then_some(value)
    }

    /// Number of stretches.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }
}

/// A claim begins or has just ended.
struct Turn {
    at: u64,
    claim: usize,
    begins: bool,
}

fn turns(claims: &[Claim]) -> Vec<Turn> {
    let mut turns = Vec::with_capacity(claims.len() * 2);
    for (claim, Claim { span, .. }) in claims.iter().enumerate() {
        turns.push(Turn { at: span.first, claim, begins: true });
        // A claim up to the very last address never ends.
        if let Some(at) = span.last.checked_add(1) {
            turns.push(Turn { at, claim, begins: false });
        }
    }
    turns.sort_unstable_by_key(|turn| turn.at);
    turns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Dice;

    fn first(values: &mut dyn Iterator<Item = u32>) -> u32 {
        values.next().unwrap()
    }

    /// The plain reading of "the least rank, then the earlier one".
    fn oracle(claims: &[Claim], at: u64) -> Option<u32> {
        let holding = claims.iter().enumerate().filter(|(_, c)| (c.span.first..=c.span.last).contains(&at));
        holding.min_by_key(|(place, claim)| (claim.rank, *place)).map(|(_, claim)| claim.value)
    }

    fn random_claims(dice: &mut Dice, room: u64, count: usize) -> Vec<Claim> {
        let mut claim = |value: u32| {
            let first = dice.below(room);
            let span = Span { first, last: first.saturating_add(dice.below(room / 2)) };
            Claim { span, rank: (dice.below(2), span.width()), value }
        };
        (0..count as u32).map(&mut claim).collect()
    }

    #[test]
    fn halving_agrees_with_a_linear_scan() {
        let mut dice = Dice(7);
        for round in 0..200 {
            let room = if round % 2 == 0 { 64 } else { u64::MAX };
            let count = if round % 20 == 0 { 300 } else { dice.below(30) as usize };
            let claims = random_claims(&mut dice, room, count);
            let ranges = Ranges::flatten(&claims, first);
            let edges = claims
                .iter()
                .flat_map(|c| [c.span.first, c.span.last, c.span.first.wrapping_sub(1), c.span.last.wrapping_add(1)]);
            let points: Vec<u64> = edges.chain((0..50).map(|_| dice.below(room))).collect();
            for at in points {
                assert_eq!(ranges.value(at), oracle(&claims, at), "round {round}, at {at}, {claims:?}");
            }
        }
    }

    #[test]
    fn neighbours_with_one_value_become_one_stretch() {
        let claim = |first, last| Claim { span: Span { first, last }, rank: (0, 0), value: 5 };
        assert_eq!(Ranges::flatten(&[claim(0, 9), claim(10, 19)], first).len(), 2, "one stretch and the rest");
        assert_eq!(Ranges::flatten(&[], first).value(3), None);
    }
}
