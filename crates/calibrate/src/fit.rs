//! The likeliest weights.
//!
//! With `s(a) = prior + Σ w(i,a)·bits(i) + weight·ring(a)` the score of account `a` in bits, where `w` is what diminishing inside
//! groups leaves of an indicator and `ring` what the scan added for the account's ring, and `p(a) = 1 / (1 + 2^-s(a))`, this finds the prior and bits that minimise
//!
//! ```text
//! - Σ_a log( p(a) if positive else 1 - p(a) )  +  Σ_i (bits(i) - expert(i))² / (2·spring²)
//! ```
//!
//! (the prior and the ring's weight have springs as well) under `bits(i) >= 0`: no finding speaks for an account. That is logistic regression with a normal prior (C. M. Bishop 2006,
//! "Pattern recognition and machine learning", 4.3.3 and 4.5), solved by Newton's steps.

use std::collections::BTreeMap;

use crate::cases::{Case, Cases, Indicator};
use crate::matrix::solve;

/// How far from the expert's value bits may lie (one standard deviation), in bits: the first unless held-out outcomes are
/// clearly likelier under a longer one. Chosen: half of the expert's values lie between 1 and 2.5 bits, so that the first
/// hardly changes an order and the last lets outcomes say nearly what they will.
pub const SPRINGS_BITS: [f64; 4] = [0.25, 0.5, 1.0, 2.0];
/// The same for the prior, when outcomes can say something about it.
const PRIOR_SPRING_BITS: f64 = 1.0;
/// The same for the weight of rings, which is 1 for experts.
const RING_SPRING: f64 = 0.25;
/// The same for the prior when outcomes may have been picked by outcome: it must not hold anything.
const LOOSE_BITS: f64 = 10.0;
/// After so many rounds the order of kin indicators, which decides what is diminished, has settled.
const ROUNDS: usize = 6;
const NEWTON_STEPS: usize = 40;
const CLOSE_ENOUGH_BITS: f64 = 1e-9;

/// A prior and bits.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// Where the scale begins, in bits.
    pub prior: f64,
    /// Bits by place of the indicator.
    pub bits: Vec<f64>,
    /// What is left of each further indicator of a group; 0.5 for a group that is not named.
    pub diminishing: BTreeMap<String, f64>,
    /// What is left of what rings add.
    pub ring_weight: f64,
    /// How far bits may stray from the expert's.
    pub spring_bits: f64,
    /// How far the prior may stray from the expert's.
    pub prior_spring_bits: f64,
}

impl Weights {
    /// What experts said.
    pub fn expert(cases: &Cases) -> Self {
        let bits = cases.indicators.iter().map(|indicator| indicator.expert_bits).collect();
        let prior_spring_bits = if cases.teach_the_prior() { PRIOR_SPRING_BITS } else { LOOSE_BITS };
        Self {
            prior: cases.expert_prior,
            bits,
            ring_weight: 1.0,
            diminishing: BTreeMap::new(),
            spring_bits: SPRINGS_BITS[0],
            prior_spring_bits,
        }
    }

    /// The indicators of an account with what diminishing leaves of each: the same rule as in the score room, the weightiest
    /// first, then by id.
    pub fn shares(&self, raised: &[usize], indicators: &[Indicator]) -> Vec<(usize, f64)> {
        let mut order = raised.to_vec();
        order.sort_by(|a, b| self.bits[*b].total_cmp(&self.bits[*a]).then(a.cmp(b)));
        let mut seen: BTreeMap<&str, i32> = BTreeMap::new();
        let mut shares = Vec::with_capacity(order.len());
        for place in order {
            let group = indicators[place].group.as_str();
            let before = seen.entry(group).or_default();
            shares.push((place, self.fading(group).powi(*before)));
            *before += 1;
        }
        shares
    }

    fn fading(&self, group: &str) -> f64 {
        self.diminishing.get(group).copied().unwrap_or(0.5)
    }

    /// The score of an account, in bits.
    pub fn score(&self, case: &Case, indicators: &[Indicator]) -> f64 {
        let shares = self.shares(&case.raised, indicators);
        self.prior
            + shares.iter().map(|(place, share)| share * self.bits[*place]).sum::<f64>()
            + self.ring_weight * case.ring_millibits as f64 / 1000.0
    }
}

/// Accounts that look the same, counted.
pub struct Pattern {
    raised: Vec<usize>,
    ring_bits: f64,
    positives: f64,
    all: f64,
}

/// Counts accounts that look the same, in the order of what they look like.
pub fn patterns<'a>(cases: impl Iterator<Item = &'a Case>) -> Vec<Pattern> {
    let mut counts: BTreeMap<(&[usize], i64), (f64, f64)> = BTreeMap::new();
    for case in cases {
        let (positives, all) = counts.entry((&case.raised, case.ring_millibits)).or_default();
        *positives += f64::from(u8::from(case.is_positive));
        *all += 1.0;
    }
    let rows = counts.into_iter().map(|((raised, ring), (positives, all))| Pattern {
        raised: raised.to_vec(),
        ring_bits: ring as f64 / 1000.0,
        positives,
        all,
    });
    rows.collect()
}

/// The likeliest weights, from the expert's on, with the springs and diminishing weights that stand in there.
pub fn fit(patterns: &[Pattern], indicators: &[Indicator], expert: &Weights) -> Weights {
    let mut weights = expert.clone();
    for _ in 0..ROUNDS {
        let shares: Vec<_> = patterns.iter().map(|pattern| weights.shares(&pattern.raised, indicators)).collect();
        let before = weights.clone();
        for _ in 0..NEWTON_STEPS {
            let moved = step(patterns, &shares, expert, &mut weights);
            if moved < CLOSE_ENOUGH_BITS {
                break;
            }
        }
        if before == weights {
            break;
        }
    }
    weights
}

/// One Newton step; how far the weight that moved most went. A weight at zero that would go below stays there.
fn step(patterns: &[Pattern], shares: &[Vec<(usize, f64)>], expert: &Weights, weights: &mut Weights) -> f64 {
    let ln2 = std::f64::consts::LN_2;
    let size = weights.bits.len() + 2;
    let (ring, prior) = (size - 2, size - 1);
    let spring = weights.spring_bits.powi(-2);
    let mut gradient: Vec<f64> =
        weights.bits.iter().zip(&expert.bits).map(|(bits, expert)| spring * (bits - expert)).collect();
    let ring_spring = RING_SPRING.powi(-2);
    gradient.push(ring_spring * (weights.ring_weight - expert.ring_weight));
    let prior_spring = weights.prior_spring_bits.powi(-2);
    gradient.push(prior_spring * (weights.prior - expert.prior));
    let mut bend = vec![0.0; size * size];
    (0..ring).for_each(|place| bend[place * size + place] = spring);
    bend[ring * size + ring] = ring_spring;
    bend[size * size - 1] = prior_spring;
    for (pattern, shares) in patterns.iter().zip(shares) {
        let own = shares.iter().map(|(place, share)| share * weights.bits[*place]).sum::<f64>();
        let bits = weights.prior + own + weights.ring_weight * pattern.ring_bits;
        let p = 1.0 / (1.0 + (-bits).exp2());
        let pull = ln2 * (pattern.all * p - pattern.positives);
        let curve = ln2 * ln2 * pattern.all * p * (1.0 - p);
        let row = || shares.iter().copied().chain([(ring, pattern.ring_bits), (prior, 1.0)]);
        for (a, share) in row() {
            gradient[a] += share * pull;
            row().for_each(|(b, other)| bend[a * size + b] += share * other * curve);
        }
    }
    hold(weights, &mut gradient, &mut bend);
    let Some(step) = solve(bend, gradient) else { return 0.0 };
    advance(weights, &step)
}

/// Takes weights out of the step that stand at zero and would go below.
fn hold(weights: &Weights, gradient: &mut [f64], bend: &mut [f64]) {
    let size = gradient.len();
    for (place, bits) in weights.bits.iter().enumerate() {
        if *bits <= 0.0 && gradient[place] > 0.0 {
            gradient[place] = 0.0;
            (0..size).for_each(|other| {
                bend[place * size + other] = 0.0;
                bend[other * size + place] = 0.0;
            });
            bend[place * size + place] = 1.0;
        }
    }
}

fn advance(weights: &mut Weights, step: &[f64]) -> f64 {
    let mut most = 0.0f64;
    let mut go = |value: &mut f64, step: f64, least: f64| {
        // A step of more than some bits leaves the region in which the parabola is a fair picture.
        let to = (*value - step.clamp(-2.0, 2.0)).max(least);
        most = most.max((to - *value).abs());
        *value = to;
    };
    weights.bits.iter_mut().zip(step).for_each(|(bits, step)| go(bits, *step, 0.0));
    if let Some(step) = step.get(weights.bits.len()) {
        go(&mut weights.ring_weight, *step, 0.0);
    }
    if let Some(last) = step.last() {
        go(&mut weights.prior, *last, f64::NEG_INFINITY);
    }
    most
}
