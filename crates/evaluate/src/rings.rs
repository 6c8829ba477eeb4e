//! How well the written rings agree with the planted ones.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Agreement {
    /// Of what is said together, how much belongs together.
    pub precision: f64,
    /// Of what belongs together, how much is said together.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl Agreement {
    fn new(precision: f64, recall: f64) -> Self {
        let sum = precision + recall;
        Self { precision, recall, f1: if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 } }
    }
}

/// The agreement of two sets of rings.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RingFigures {
    /// Rings in the truth.
    pub planted: u64,
    /// Rings in `rings.csv`.
    pub written: u64,
    /// Over pairs of accounts.
    pub pairwise: Agreement,
    /// B-cubed: the mean over accounts (A. Bagga, B. Baldwin 1998, "Algorithms for scoring coreference chains"). An account
    /// that only one side has stands alone on the other; accounts that neither side has do not count.
    pub b_cubed: Agreement,
    /// Planted rings of which at least half of the accounts stand in one written ring.
    pub found: u64,
    /// Planted rings that share a written ring with another planted one.
    pub merged: u64,
    /// Written rings without any planted account.
    pub innocent: u64,
}

type Members<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Compares memberships, `(ring, account)`. An account may be in several rings; two accounts are together when they share
/// at least one.
pub fn rings<'a>(
    planted: impl IntoIterator<Item = (&'a str, &'a str)>,
    written: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> RingFigures {
    let (planted, written) = (members(planted), members(written));
    let (true_pairs, said_pairs) = (pairs(&planted), pairs(&written));
    let both = true_pairs.intersection(&said_pairs).count() as f64;
    let ratio = |whole: usize| if whole == 0 { 1.0 } else { both / whole as f64 };
    let homes: Vec<BTreeSet<&str>> = planted.values().map(|ring| touched(ring, &written)).collect();
    RingFigures {
        planted: planted.len() as u64,
        written: written.len() as u64,
        pairwise: Agreement::new(ratio(said_pairs.len()), ratio(true_pairs.len())),
        b_cubed: b_cubed(&planted, &written),
        found: planted
            .values()
            .filter(|ring| written.values().any(|said| 2 * ring.intersection(said).count() >= ring.len()))
            .count() as u64,
        merged: merged(&homes),
        innocent: written.values().filter(|said| planted.values().all(|ring| ring.is_disjoint(said))).count() as u64,
    }
}

fn members<'a>(rows: impl IntoIterator<Item = (&'a str, &'a str)>) -> Members<'a> {
    let mut rings = Members::new();
    for (ring, account) in rows {
        rings.entry(ring).or_default().insert(account);
    }
    rings
}

fn pairs<'a>(rings: &Members<'a>) -> BTreeSet<(&'a str, &'a str)> {
    let mut pairs = BTreeSet::new();
    for ring in rings.values() {
        for (place, a) in ring.iter().enumerate() {
            pairs.extend(ring.iter().skip(place + 1).map(|b| (*a, *b)));
        }
    }
    pairs
}

fn touched<'a>(ring: &BTreeSet<&str>, written: &Members<'a>) -> BTreeSet<&'a str> {
    written.iter().filter(|(_, said)| !said.is_disjoint(ring)).map(|(name, _)| *name).collect()
}

/// One account of a planted ring that strays into a written one does not merge two rings by itself: but it is said so, and
/// the precision shows how much of it there is.
fn merged(homes: &[BTreeSet<&str>]) -> u64 {
    let shares =
        |place: usize| homes.iter().enumerate().any(|(other, home)| other != place && !home.is_disjoint(&homes[place]));
    (0..homes.len()).filter(|place| shares(*place)).count() as u64
}

fn b_cubed(planted: &Members<'_>, written: &Members<'_>) -> Agreement {
    let everybody: BTreeSet<&str> = planted.values().chain(written.values()).flatten().copied().collect();
    if everybody.is_empty() {
        return Agreement::new(1.0, 1.0);
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for account in &everybody {
        let (own, said) = (company(account, planted), company(account, written));
        let both = own.intersection(&said).count() as f64;
        precision += both / said.len() as f64;
        recall += both / own.len() as f64;
    }
    let count = everybody.len() as f64;
    Agreement::new(precision / count, recall / count)
}

/// Everybody who is together with an account, itself among them.
fn company<'a>(account: &'a str, rings: &Members<'a>) -> BTreeSet<&'a str> {
    let together = rings.values().filter(|ring| ring.contains(account)).flatten().copied();
    together.chain([account]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_textbook_example_of_b_cubed() {
        // Bagga and Baldwin 1998, figure 1: truth {1..5}, {6,7}, {8..12}; the answer joins the second and the third.
        let truth = ["a:1", "a:2", "a:3", "a:4", "a:5", "b:6", "b:7", "c:8", "c:9", "c:10", "c:11", "c:12"];
        let answer = ["x:1", "x:2", "x:3", "x:4", "x:5", "y:6", "y:7", "y:8", "y:9", "y:10", "y:11", "y:12"];
        let split = |rows: [&'static str; 12]| rows.into_iter().filter_map(|row| row.split_once(':'));
        let figures = rings(split(truth), split(answer));
        // Precision 16/21 = 0.762 in the paper, recall 1.
        assert!((figures.b_cubed.precision - 16.0 / 21.0).abs() < 1e-12, "{figures:?}");
        assert_eq!(figures.b_cubed.recall, 1.0);
        // 22 true pairs of 31 said ones would be 10 + 1 + 10 of 10 + 21.
        assert!((figures.pairwise.precision - 21.0 / 31.0).abs() < 1e-12);
        assert_eq!(
            (figures.planted, figures.written, figures.found, figures.merged, figures.innocent),
            (3, 2, 3, 2, 0)
        );
    }

    #[test]
    fn nothing_planted_and_nothing_said_agree() {
        assert_eq!(rings([], []).b_cubed.f1, 1.0);
        assert_eq!(rings([("r", "a"), ("r", "b")], []).pairwise.recall, 0.0);
    }
}
