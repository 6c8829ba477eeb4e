//! Outcomes that weights were not learnt from.

use crate::cases::{Case, Cases};

/// How many parts; each is held out once.
pub const FOLDS: u64 = 5;

/// The cases to learn from and the places of the cases to test on, for each fold. Rings stay together; which fold a case falls
/// into depends on ids alone.
pub fn folds(cases: &Cases) -> Vec<(Vec<&Case>, Vec<usize>)> {
    // Lots are dealt in the order of their hashes, those of positives first: no fold is left without positives.
    let mut lots: Vec<(bool, u64)> = cases.cases.iter().map(|case| (!case.is_positive, case.lot)).collect();
    lots.sort_unstable();
    lots.dedup_by_key(|lot| lot.1);
    let mut fold_of: Vec<(u64, u64)> = Vec::with_capacity(lots.len());
    for (number, (_, lot)) in (0u64..).zip(lots) {
        fold_of.push((lot, number % FOLDS));
    }
    fold_of.sort_unstable();
    let fold = |case: &Case| {
        let place = fold_of.partition_point(|(lot, _)| *lot < case.lot);
        fold_of.get(place).map_or(0, |(_, fold)| *fold)
    };
    let parts = (0..FOLDS).map(|held| {
        let learn = cases.cases.iter().filter(|case| fold(case) != held).collect();
        let places = cases.cases.iter().enumerate().filter(|(_, case)| fold(case) == held);
        (learn, places.map(|(place, _)| place).collect())
    });
    parts.collect()
}
