//! What is learnt, on outcomes drawn from a world whose bits are known: independent indicators, each with a rate among honest
//! accounts and a true likelihood ratio that the expert gets wrong.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use sekisho_calibrate::{Case, Cases, Indicator, Learnt, calibrate};
use sekisho_evaluate::Ranking;

/// Steps of a linear congruential generator (D. Knuth, MMIX).
struct Chance(u64);

impl Chance {
    fn fraction(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// Rate among honest accounts, true bits, the expert's bits.
const WORLD: [(f64, f64, f64); 8] = [
    (0.10, 2.0, 3.5),
    (0.05, 3.0, 2.0),
    (0.02, 4.0, 4.0),
    (0.20, 0.0, 1.5),
    (0.01, 5.0, 3.5),
    (0.05, 1.0, 1.0),
    (0.10, 1.5, 0.5),
    (0.004, 6.0, 5.0),
];
const TRUE_PRIOR: f64 = -5.0;
const EXPERT_PRIOR: f64 = -6.0;

fn invent(count: usize, seed: u64) -> Cases {
    let mut chance = Chance(seed);
    let base = TRUE_PRIOR.exp2() / (1.0 + TRUE_PRIOR.exp2());
    // Silence says a little as well, which sums of findings leave out; rates are small, so it is little.
    let cases = (0..count).map(|number| {
        let is_positive = chance.fraction() < base;
        let rate = |(rate, bits, _): (f64, f64, f64)| if is_positive { rate * bits.exp2() } else { rate };
        let raised = (0..WORLD.len()).filter(|place| chance.fraction() < rate(WORLD[*place])).collect();
        Case { raised, ring_millibits: 0, is_positive, lot: number as u64 }
    });
    // Every indicator has a group of its own, so that nothing is diminished.
    let indicators = WORLD.iter().enumerate().map(|(place, (_, _, expert_bits))| Indicator {
        id: format!("i{place}"),
        group: format!("g{place}"),
        expert_bits: *expert_bits,
    });
    Cases { indicators: indicators.collect(), expert_prior: EXPERT_PRIOR, cases: cases.collect(), known_share: 1.0 }
}

fn chosen(cases: &Cases, keep: impl FnMut(&&Case) -> bool) -> Cases {
    Cases { cases: cases.cases.iter().filter(keep).cloned().collect(), known_share: 0.01, ..cases.clone() }
}

fn bits(learnt: &Learnt, place: usize) -> f64 {
    learnt.calibration.indicators.get(&format!("i{place}")).map_or(WORLD[place].2, |it| it.bits)
}

fn score(case: &Case, bits: impl Fn(usize) -> f64) -> f64 {
    case.raised.iter().map(|place| bits(*place)).sum()
}

fn average_precision(cases: &Cases, bits: impl Fn(usize) -> f64) -> f64 {
    let ranked = cases.cases.iter().map(|case| (Some(score(case, &bits)), case.is_positive));
    Ranking::new(ranked).average_precision().unwrap()
}

#[test]
fn many_outcomes_overrule_the_expert() {
    let learnt = calibrate(&invent(60_000, 1));
    for (place, (_, truth, expert)) in WORLD.iter().enumerate() {
        let (off, off_before) = ((bits(&learnt, place) - truth).abs(), (expert - truth).abs());
        assert!(off < 0.75 && off < off_before.max(0.75), "i{place}: {} for {truth}", bits(&learnt, place));
    }
    let error = learnt.after.reliability.expected_calibration_error.unwrap();
    assert!(error < 0.005 && error < learnt.before.reliability.expected_calibration_error.unwrap(), "{error}");
    assert!(learnt.after.log_loss_bits < learnt.before.log_loss_bits);
    assert!(learnt.after.reliability.brier < learnt.before.reliability.brier);
}

#[test]
fn twenty_outcomes_do_no_harm_however_they_were_picked() {
    let test = invent(40_000, 2);
    let before = average_precision(&test, |place| WORLD[place].2);
    let pool = invent(20_000, 3);
    for round in 0..40u64 {
        let mut chance = Chance(round + 11);
        let mut left = [10, 10];
        let picked = match round % 3 {
            // Ten of each, from anywhere.
            0 => chosen(&pool, |case| {
                let kind = usize::from(case.is_positive);
                let take = left[kind] > 0 && (case.is_positive || chance.fraction() < 0.001);
                left[kind] -= i32::from(take);
                take
            }),
            // Ten of each, all of them with many findings.
            1 => chosen(&pool, |case| {
                let kind = usize::from(case.is_positive);
                let take = left[kind] > 0 && case.raised.len() >= 2 && chance.fraction() < 0.3;
                left[kind] -= i32::from(take);
                take
            }),
            // The top of the queue.
            _ => {
                let mut top = pool.clone();
                top.cases.sort_by(|a, b| score(b, |p| WORLD[p].2).total_cmp(&score(a, |p| WORLD[p].2)).then(a.cmp(b)));
                top.cases = top.cases.split_off(round as usize);
                top.cases.truncate(20);
                top.known_share = 0.01;
                top
            }
        };
        let learnt = calibrate(&picked);
        let after = average_precision(&test, |place| bits(&learnt, place));
        assert!(after > before - 0.005, "round {round}: {before:.4} became {after:.4}");
    }
}

#[test]
fn outcomes_of_the_queue_alone_do_not_mislead() {
    let all = invent(120_000, 4);
    // Only accounts that were looked at because of their findings have an outcome.
    let looked_at = chosen(&all, |case| score(case, |place| WORLD[place].2) >= 4.0);
    let learnt = calibrate(&looked_at);
    // Counting findings among cleared accounts would give the first indicator, which nearly all of them have, next to no bits.
    let (first, last) = (bits(&learnt, 0), bits(&learnt, 4));
    assert!((first - WORLD[0].1).abs() < 1.0 && (last - WORLD[4].1).abs() < 1.0, "{first} {last}");
}

#[test]
fn no_bits_are_negative_and_unseen_indicators_keep_the_expert() {
    let mut cases = invent(5_000, 5);
    cases.cases.iter_mut().for_each(|case| case.raised.retain(|place| *place != 2));
    let learnt = calibrate(&cases);
    assert!(!learnt.calibration.indicators.contains_key("i2"), "nothing was seen of it");
    assert!(learnt.calibration.indicators.values().all(|it| it.bits >= 0.0));
}

#[test]
fn the_order_of_cases_does_not_matter() {
    let cases = invent(3_000, 6);
    let mut turned = cases.clone();
    turned.cases.reverse();
    assert_eq!(calibrate(&cases).calibration.to_toml(), calibrate(&turned).calibration.to_toml());
}
