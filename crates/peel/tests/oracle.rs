//! Peeling against the best set there is, found by trying all sets.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sekisho_peel::{Settings, densest};

/// f(S) / |S| in plain floating point: `rows` and `columns` are bit sets.
fn score(edges: &[(u32, u32)], settings: &Settings, rows: u32, columns: u32) -> f64 {
    let has = |set: u32, id: u32| set >> id & 1 == 1;
    let mut worth = 0.0;
    for &(row, column) in edges.iter().filter(|&&(row, column)| has(rows, row) && has(columns, column)) {
        let degree = edges.iter().filter(|edge| edge.1 == column).count();
        assert!(has(rows, row));
        worth += 1.0 / (degree as f64 + 5.0).ln();
    }
    worth += settings.row_priors.iter().filter(|&&(id, _)| has(rows, id)).map(|prior| prior.1).sum::<f64>();
    worth += settings.column_priors.iter().filter(|&&(id, _)| has(columns, id)).map(|prior| prior.1).sum::<f64>();
    worth / f64::from(rows.count_ones() + columns.count_ones())
}

/// The nodes that have edges, as bit sets.
fn nodes(edges: &[(u32, u32)]) -> (u32, u32) {
    edges.iter().fold((0, 0), |(rows, columns), edge| (rows | 1 << edge.0, columns | 1 << edge.1))
}

fn small_world(seed: u64) -> (Vec<(u32, u32)>, Settings) {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let density = rng.random_range(0.1..0.9);
    let (rows, columns) = (rng.random_range(1..7), rng.random_range(1..7));
    let all = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
    let edges: Vec<(u32, u32)> = all.filter(|_| rng.random_bool(density)).collect();
    let mut settings = Settings::default();
    if seed.is_multiple_of(2) {
        settings.row_priors = (0..rows).map(|row| (row, rng.random_range(0.0..1.0))).collect();
        settings.column_priors = (0..columns / 2).map(|column| (column, rng.random_range(0.0..3.0))).collect();
    }
    (edges, settings)
}

#[test]
fn greedy_has_at_least_half_of_the_best_score_and_says_its_own_score() {
    let (mut compared, mut worst) = (0, 1.0f64);
    for seed in 0..400 {
        let (edges, settings) = small_world(seed);
        let Some(block) = densest(&edges, &settings).unwrap() else { continue };
        let set = |ids: &[u32]| ids.iter().fold(0u32, |set, id| set | 1 << id);
        let own = score(&edges, &settings, set(&block.rows), set(&block.columns));
        assert!((block.score - own).abs() < 1e-7, "seed {seed}: says {}, has {own}", block.score);
        let (rows, columns) = nodes(&edges);
        let mut best = 0.0f64;
        for (r, c) in (0..64).flat_map(|r| (0..64).map(move |c| (r, c))) {
            if r & !rows == 0 && c & !columns == 0 && r | c != 0 {
                best = best.max(score(&edges, &settings, r, c));
            }
        }
        assert!(own >= best / 2.0 && own <= best + 1e-9, "seed {seed}: greedy {own}, best {best}");
        worst = worst.min(own / best);
        compared += 1;
    }
    println!("{compared} graphs, worst ratio {worst:.3}");
    assert!(compared > 350);
}
