//! Invented holders of Japanese banks against registered names: recall, precision and the errors left.
//!
//! `cargo run --release -p sekisho-names --example bank [DATA] [SEED]`

// A program run by hand: it may end with a panic where a library may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::too_many_lines)]

mod pairs;

use std::path::PathBuf;

use pairs::{Lists, Pair, near_miss, same};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use sekisho_names::{Kind, Verdict, judge};

const EACH: usize = 10_000;

fn main() {
    let data = std::env::args().nth(1).map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    let seed = std::env::args().nth(2).and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let Some(lists) = Lists::read(&data) else { return println!("no names in {}", data.display()) };
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let all: Vec<Pair> = (0..EACH).flat_map(|_| [same(&mut dice, &lists), near_miss(&mut dice, &lists)]).collect();
    let (mut right, mut wrong, mut missed) = (0, Vec::new(), Vec::new());
    for pair in &all {
        let judged = judge(&pair.registered, &pair.holder, Kind::Person);
        let line =
            format!("{} | {} | {}: {:.3} {}", pair.how, pair.registered, pair.holder, judged.same, judged.says());
        match (judged.verdict == Verdict::Same, pair.same) {
            (true, true) => right += 1,
            (true, false) => wrong.push(line),
            (false, true) => missed.push(line),
            _ => {}
        }
    }
    let recall = right as f64 / EACH as f64;
    let precision = right as f64 / (right + wrong.len()).max(1) as f64;
    println!(
        "recall {recall:.4}, precision {precision:.4}: {} missed, {} wrong of {EACH} each",
        missed.len(),
        wrong.len()
    );
    for (title, lines) in [("missed", &missed), ("wrong", &wrong)] {
        let step = (lines.len() / 25).max(1);
        lines.iter().step_by(step).for_each(|line| println!("  {title}: {line}"));
    }
}
