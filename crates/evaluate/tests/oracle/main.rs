//! `evaluate` against a slow implementation that was written from the definitions alone and shares no code with it, on random
//! worlds: few accounts, few scores (many ties), overlapping rings, trails in pieces, strangers in every file.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod slow;
mod worlds;

use sekisho_evaluate::{Evaluation, Truth, Written, evaluate};
use worlds::World;

const ROUNDS: u64 = 150;

fn judged(world: &World) -> Evaluation {
    let folder = tempfile::tempdir().unwrap();
    world.write(folder.path());
    let truth = Truth::read(&folder.path().join("truth")).unwrap();
    evaluate(&truth, &Written::read(&folder.path().join("out")).unwrap())
}

fn near(what: &str, seed: u64, found: Option<f64>, expected: Option<f64>) {
    let same = match (found, expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
        (found, expected) => found.is_none() && expected.is_none(),
    };
    assert!(same, "seed {seed}: {what} is {found:?}, by definition {expected:?}");
}

#[test]
fn the_order_of_scores() {
    for seed in 0..ROUNDS {
        let world = World::invent(seed);
        let found = judged(&world);
        let ranking = found.ranking.unwrap();
        near("average precision", seed, ranking.average_precision, slow::average_precision(&world));
        near("recall at 0.1 %", seed, ranking.recall_at_0_1_percent, slow::recall_at(&world, 0.001));
        near("recall at 1 %", seed, ranking.recall_at_1_percent, slow::recall_at(&world, 0.01));
        near("precision of the queue", seed, ranking.queue_precision.share, slow::queue_precision(&world));
        near(
            "precision at its length",
            seed,
            ranking.precision_at_queue_length,
            slow::precision_at_queue_length(&world),
        );
        let reliability = found.reliability.unwrap();
        near("calibration error", seed, reliability.expected_calibration_error, slow::calibration_error(&world));
        near("Brier score", seed, reliability.brier, slow::brier(&world));
    }
}

#[test]
fn false_alarms_and_their_intervals() {
    for seed in 0..ROUNDS {
        let world = World::invent(seed);
        for row in judged(&world).alarms.unwrap() {
            let (count, of) = slow::alarms(&world, &row.kind);
            assert_eq!((row.alarms.count, row.alarms.of), (count, of), "seed {seed}: {}", row.kind);
            let (low, high) = slow::score_interval(count as f64, of as f64);
            near("lower end", seed, Some(row.alarms.interval.low), Some(low));
            near("upper end", seed, Some(row.alarms.interval.high), Some(high));
        }
    }
}

#[test]
fn indicators() {
    for seed in 0..ROUNDS {
        let world = World::invent(seed);
        for row in judged(&world).indicators.unwrap() {
            let expected = slow::indicator(&world, &row.indicator_id);
            assert_eq!(
                (row.recall.count, row.recall.of),
                expected.recall,
                "seed {seed}: recall of {}",
                row.indicator_id
            );
            assert_eq!(
                row.precision.map(|it| (it.count, it.of)),
                expected.precision,
                "seed {seed}: {}",
                row.indicator_id
            );
            assert_eq!((row.positives.count, row.negatives.count), expected.fired, "seed {seed}: {}", row.indicator_id);
            near("lift", seed, row.lift.map(|lift| lift.bits), expected.lift);
        }
    }
}

#[test]
fn rings_pair_by_pair_and_account_by_account() {
    for seed in 0..ROUNDS {
        let world = World::invent(seed);
        let found = judged(&world).rings.unwrap();
        let (pairwise, b_cubed) = (slow::pairwise(&world), slow::b_cubed(&world));
        near("pairwise precision", seed, Some(found.pairwise.precision), Some(pairwise.0));
        near("pairwise recall", seed, Some(found.pairwise.recall), Some(pairwise.1));
        near("B-cubed precision", seed, Some(found.b_cubed.precision), Some(b_cubed.0));
        near("B-cubed recall", seed, Some(found.b_cubed.recall), Some(b_cubed.1));
        assert_eq!(found.merged, slow::merged(&world), "seed {seed}: merged rings");
    }
}

#[test]
fn trails_hop_by_hop() {
    for seed in 0..ROUNDS {
        let world = World::invent(seed);
        let found = judged(&world).trails.unwrap();
        let expected = slow::trails(&world);
        assert_eq!((found.found.count, found.exact.count), (expected.found, expected.exact), "seed {seed}");
        assert_eq!(found.innocent.count, expected.innocent, "seed {seed}: innocent trails");
    }
}

#[test]
fn rejected_rows() {
    for seed in 0..ROUNDS {
        let world = World::invent(seed);
        let found = judged(&world).rejected.unwrap();
        let (hit, missed, extra) = slow::rejected(&world);
        assert_eq!((found.found, found.missed, found.extra), (Some(hit), Some(missed), Some(extra)), "seed {seed}");
    }
}

#[test]
fn the_order_of_rows_does_not_matter() {
    for seed in 0..50 {
        let world = World::invent(seed);
        assert_eq!(judged(&world), judged(&world.shuffled(seed + 1)), "seed {seed}");
    }
}
