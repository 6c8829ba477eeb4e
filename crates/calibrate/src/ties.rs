//! What outcomes say about the kinds of ties.
//!
//! Of two tied accounts that both have an outcome, `p = 1 / (1 + 2^-(prior + Σ_k weight(k)·bits(k)))` is the probability that
//! one hand is behind them, where `bits(k)` is what the scan gave their ties of kind `k`. The weights are those under which the
//! outcomes are likeliest, each held at 1 by a spring: the same regression as for indicators (`fit.rs`), over pairs.
//! Pairs are not independent: a ring of ten makes 45 of them. So a pair counts by the number of pairs that its accounts are in, and every
//! account counts about once.

use std::collections::BTreeMap;

use sekisho_evaluate::Written;
use sekisho_score::LearntTie;

use crate::labels::Outcome;
use crate::matrix::solve;

/// How far a weight may stray from 1 (one standard deviation): as for the weight of rings.
const SPRING: f64 = 0.25;
/// The prior is not held: which pairs are tied at all depends on the scan.
const PRIOR_SPRING_BITS: f64 = 10.0;
/// A weight stays between these: a kind of tie is neither dropped nor more than doubled by outcomes alone (chosen).
const BOUNDS: (f64, f64) = (0.25, 2.0);
const NEWTON_STEPS: usize = 40;
const CLOSE_ENOUGH: f64 = 1e-9;

/// A tied pair with two outcomes.
struct Pair {
    /// Kind, by place, and bits.
    bits: Vec<(usize, f64)>,
    one_hand: bool,
    counts: f64,
}

/// The weight of every kind that stands between two accounts with outcomes, with the pairs it rests on.
pub fn tie_weights(written: &Written, outcomes: &BTreeMap<String, Outcome>) -> BTreeMap<String, LearntTie> {
    let tied = tied(written, outcomes);
    let mut kinds: Vec<&str> = tied.values().flat_map(|ties| ties.keys().copied()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let pairs = pairs(&tied, &kinds, outcomes);
    let weights = fit(&pairs, kinds.len());
    let counted = |place: usize, one_hand: bool| {
        let with = |pair: &&Pair| pair.one_hand == one_hand && pair.bits.iter().any(|(kind, _)| *kind == place);
        pairs.iter().filter(with).count() as u64
    };
    let learnt = kinds.iter().zip(weights).enumerate().map(|(place, (kind, weight))| {
        ((*kind).to_owned(), LearntTie { weight, one_hand: counted(place, true), others: counted(place, false) })
    });
    learnt.collect()
}

/// Bits by kind, for pairs with two outcomes.
type Tied<'a> = BTreeMap<(&'a str, &'a str), BTreeMap<&'a str, f64>>;

fn tied<'a>(written: &'a Written, outcomes: &BTreeMap<String, Outcome>) -> Tied<'a> {
    let mut tied = Tied::new();
    for link in written.links.iter().flatten() {
        let (a, b) = (link.account_a.as_str(), link.account_b.as_str());
        if outcomes.contains_key(a) && outcomes.contains_key(b) {
            *tied.entry((a, b)).or_default().entry(link.kind.as_str()).or_default() += link.bits;
        }
    }
    tied
}

fn pairs(tied: &Tied<'_>, kinds: &[&str], outcomes: &BTreeMap<String, Outcome>) -> Vec<Pair> {
    let mut of_account: BTreeMap<&str, f64> = BTreeMap::new();
    tied.keys().flat_map(|(a, b)| [*a, *b]).for_each(|account| *of_account.entry(account).or_default() += 1.0);
    let pair = |((a, b), ties): (&(&str, &str), &BTreeMap<&str, f64>)| Pair {
        bits: ties.iter().filter_map(|(kind, bits)| Some((kinds.binary_search(kind).ok()?, *bits))).collect(),
        one_hand: outcomes.get(*a).zip(outcomes.get(*b)).is_some_and(|(a, b)| one_hand(a, b)),
        counts: (of_account.get(a).unwrap_or(&1.0) * of_account.get(b).unwrap_or(&1.0)).sqrt().recip(),
    };
    tied.iter().map(pair).collect()
}

/// Both are positive, and not of two known rings.
fn one_hand(a: &Outcome, b: &Outcome) -> bool {
    a.is_positive && b.is_positive && (a.ring_id.is_none() || b.ring_id.is_none() || a.ring_id == b.ring_id)
}

/// Newton's steps from 1 for every kind; the last value is the prior.
fn fit(pairs: &[Pair], kinds: usize) -> Vec<f64> {
    let mut weights = vec![1.0; kinds + 1];
    weights[kinds] = 0.0;
    for _ in 0..NEWTON_STEPS {
        let Some(step) = step(pairs, &weights) else { break };
        let mut most = 0.0f64;
        for (place, (weight, step)) in weights.iter_mut().zip(step).enumerate() {
            let (low, high) = if place == kinds { (f64::NEG_INFINITY, f64::INFINITY) } else { BOUNDS };
            // A longer step leaves the region in which the parabola is a fair picture.
            let to = (*weight - step.clamp(-2.0, 2.0)).clamp(low, high);
            most = most.max((to - *weight).abs());
            *weight = to;
        }
        if most < CLOSE_ENOUGH {
            break;
        }
    }
    weights.truncate(kinds);
    weights
}

fn step(pairs: &[Pair], weights: &[f64]) -> Option<Vec<f64>> {
    let ln2 = std::f64::consts::LN_2;
    let (size, prior) = (weights.len(), weights.len() - 1);
    let spring = |place: usize| if place == prior { PRIOR_SPRING_BITS.powi(-2) } else { SPRING.powi(-2) };
    let home = |place: usize| if place == prior { 0.0 } else { 1.0 };
    let mut gradient: Vec<f64> =
        weights.iter().enumerate().map(|(place, weight)| spring(place) * (weight - home(place))).collect();
    let mut bend = vec![0.0; size * size];
    (0..size).for_each(|place| bend[place * size + place] = spring(place));
    for pair in pairs {
        let row = || pair.bits.iter().copied().chain([(prior, 1.0)]);
        let bits: f64 = row().map(|(place, bits)| weights[place] * bits).sum();
        let p = 1.0 / (1.0 + (-bits).exp2());
        let pull = ln2 * pair.counts * (p - f64::from(u8::from(pair.one_hand)));
        let curve = ln2 * ln2 * pair.counts * p * (1.0 - p);
        for (a, left) in row() {
            gradient[a] += left * pull;
            row().for_each(|(b, right)| bend[a * size + b] += left * right * curve);
        }
    }
    solve(bend, gradient)
}

#[cfg(test)]
mod tests {
    use sekisho_evaluate::LinkRow;

    use super::*;

    fn link(a: usize, b: usize, kind: &str) -> LinkRow {
        let account = |place: usize| format!("a{place:03}");
        LinkRow { account_a: account(a), account_b: account(b), kind: kind.to_owned(), bits: 4.0 }
    }

    /// Accounts 0..20 are positives, the others are not. Devices join positives, homes join neighbours of both.
    fn written(pairs: usize) -> (Written, BTreeMap<String, Outcome>) {
        let devices = (0..pairs).map(|place| link(2 * place, 2 * place + 1, "device"));
        let homes = (0..2 * pairs).map(|place| link(2 * place, 2 * place + 1, "home_address"));
        let links = devices.chain(homes.filter(|link| link.account_a.as_str() >= "a004")).collect();
        let outcome = |place: usize| Outcome { is_positive: place < 2 * pairs, ring_id: None };
        let outcomes = (0..4 * pairs).map(|place| (format!("a{place:03}"), outcome(place))).collect();
        (Written { links: Some(links), ..Written::default() }, outcomes)
    }

    #[test]
    fn a_kind_that_only_positives_have_gains_and_one_that_all_have_loses() {
        let (written, outcomes) = written(10);
        let learnt = tie_weights(&written, &outcomes);
        assert!(learnt["device"].weight > 1.1 && learnt["home_address"].weight < 1.0, "{learnt:?}");
        assert_eq!((learnt["device"].one_hand, learnt["device"].others), (10, 0));
        assert_eq!((learnt["home_address"].one_hand, learnt["home_address"].others), (8, 10));
    }

    #[test]
    fn few_outcomes_stretch_no_spring_and_the_order_of_links_does_not_matter() {
        let (written, outcomes) = written(2);
        let learnt = tie_weights(&written, &outcomes);
        assert!(learnt.values().all(|tie| (tie.weight - 1.0).abs() < 0.15), "{learnt:?}");
        let mut links = written.links.clone().unwrap();
        links.reverse();
        assert_eq!(tie_weights(&Written { links: Some(links), ..Written::default() }, &outcomes), learnt);
    }

    #[test]
    fn without_ties_nothing_is_learnt() {
        assert!(tie_weights(&Written::default(), &BTreeMap::new()).is_empty());
    }
}
