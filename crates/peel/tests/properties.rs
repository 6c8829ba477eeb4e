//! What must not matter: order, repetition, numbering. What must be said: settings that cannot be used.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod planted;

use planted::World;
use sekisho_peel::{Block, PeelError, Settings, blocks, densest};

fn world(seed: u64) -> World {
    let mut world = World::new(seed, (3_000, 1_000), 10_000, (0.5, 0.5));
    world.plant((20, 12), 0.8, 5);
    world.plant((30, 10), 0.6, 5);
    world
}

fn found(edges: &[(u32, u32)]) -> Vec<Block> {
    let blocks = blocks(edges, &Settings::default()).unwrap();
    assert!(!blocks.is_empty());
    blocks
}

#[test]
fn order_and_repetition_do_not_matter() {
    for seed in 300..305 {
        let mut world = world(seed);
        let expected = found(&world.edges);
        let raw = densest(&world.edges, &Settings::default()).unwrap();
        for _ in 0..3 {
            world.shuffle();
            let again = world.edges[..world.edges.len() / 2].to_vec();
            world.edges.extend(again);
            assert_eq!(found(&world.edges), expected, "seed {seed}");
            assert_eq!(densest(&world.edges, &Settings::default()).unwrap(), raw, "seed {seed}");
        }
    }
}

#[test]
fn ids_may_be_any_numbers() {
    let world = world(310);
    let stretched: Vec<(u32, u32)> =
        world.edges.iter().map(|&(row, column)| (u32::MAX - 3_000_000 + row * 1_000, column * 4_000_000)).collect();
    let mut expected = found(&world.edges);
    for block in &mut expected {
        block.rows.iter_mut().for_each(|row| *row = u32::MAX - 3_000_000 + *row * 1_000);
        block.columns.iter_mut().for_each(|column| *column *= 4_000_000);
    }
    assert_eq!(found(&stretched), expected);
}

#[test]
fn nobody_reviews_oneself_where_ids_are_shared() {
    let world = world(320);
    let mut edges = world.edges.clone();
    edges.retain(|(row, column)| row != column);
    let expected = found(&edges);
    edges.extend((0..1_000).map(|id| (id, id)));
    let shared = Settings { shared_ids: true, ..Settings::default() };
    assert_eq!(blocks(&edges, &shared).unwrap(), expected);
    // Where they are not shared, the same edges count.
    assert_ne!(blocks(&edges, &Settings::default()).unwrap(), expected);
}

#[test]
fn an_empty_graph_has_no_blocks() {
    assert_eq!(blocks(&[], &Settings::default()), Ok(vec![]));
    assert_eq!(densest(&[], &Settings::default()), Ok(None));
    let shared = Settings { shared_ids: true, ..Settings::default() };
    assert_eq!(blocks(&[(3, 3), (3, 3)], &shared), Ok(vec![]));
    assert_eq!(blocks(&[(3, 3)], &Settings::default()), Ok(vec![]));
}

#[test]
fn priors_tip_the_balance_between_equal_blocks() {
    let square = |from: u32| (0..16).map(move |i| (from + i / 4, from + i % 4));
    let edges: Vec<(u32, u32)> = square(0).chain(square(10)).collect();
    let suspected = |priors: Vec<(u32, f64)>| Settings { row_priors: priors, ..Settings::default() };
    let plain = densest(&edges, &Settings::default()).unwrap().unwrap();
    assert_eq!(plain.rows.len(), 8, "equal blocks come as one set");
    let tipped = densest(&edges, &suspected(vec![(12, 0.5), (99, 7.0)])).unwrap().unwrap();
    assert_eq!((tipped.rows, tipped.columns), (vec![10, 11, 12, 13], vec![10, 11, 12, 13]));
    assert!((tipped.score - plain.score - 0.5 / 8.0).abs() < 1e-8);
}

#[test]
fn settings_that_cannot_be_used_are_named() {
    let with = |row_priors: Vec<(u32, f64)>| Settings { row_priors, ..Settings::default() };
    let error = |settings: &Settings| blocks(&[(1, 1)], settings).unwrap_err();
    assert_eq!(error(&with(vec![(7, -1.0)])), PeelError::Prior { side: "row", id: 7, prior: -1.0 });
    assert!(matches!(error(&with(vec![(7, f64::NAN)])), PeelError::Prior { id: 7, .. }));
    assert_eq!(error(&with(vec![(7, 1.0), (7, 2.0)])), PeelError::PriorTwice { side: "row", id: 7 });
    let columns = Settings { column_priors: vec![(4, f64::INFINITY)], ..Settings::default() };
    assert!(error(&columns).to_string().contains("column `4`\nhint: "));
    for alpha in [0.0, 1.0, f64::NAN] {
        assert!(matches!(error(&Settings { alpha, ..Settings::default() }), PeelError::Alpha(_)));
    }
}

#[test]
fn at_most_so_many_blocks_and_at_least_so_large() {
    let world = world(330);
    let all = found(&world.edges);
    assert_eq!(all.len(), 2);
    let one = Settings { max_blocks: 1, ..Settings::default() };
    assert_eq!(blocks(&world.edges, &one).unwrap(), all[..1]);
    let none = Settings { max_blocks: 0, ..Settings::default() };
    assert_eq!(blocks(&world.edges, &none).unwrap(), vec![]);
    let large = Settings { min_rows: 25, ..Settings::default() };
    assert!(blocks(&world.edges, &large).unwrap().iter().all(|block| block.rows.len() >= 25));
}
