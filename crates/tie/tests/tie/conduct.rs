//! Who lifts whom.

use sekisho_tie::Kind;

use crate::data::{Dice, World, at, hubs, ids, kinds, pairs};

fn rate(world: &mut World, client: &str, worker: &str, day: i64, rating: &str) {
    let time = at(day, 0);
    let cells =
        [("author_account_id", client), ("subject_account_id", worker), ("at", time.as_str()), ("rating", rating)];
    world.keyed("reviews", "review_id", &cells);
}

fn clients(world: &mut World, ids: &[&str]) {
    ids.iter().for_each(|id| _ = world.account(id, &[("role", "client")]));
}

#[test]
fn a_client_lifts_those_whose_best_ratings_come_from_it() {
    let mut world = World::default();
    clients(&mut world, &["c1", "c2", "c3"]);
    world.accounts(&["w1", "w2", "scolded", "popular"]);
    for worker in ["w1", "w2"] {
        rate(&mut world, "c1", worker, 1, "5");
        rate(&mut world, "c1", worker, 2, "5");
        rate(&mut world, "c2", worker, 3, "4");
    }
    rate(&mut world, "c1", "scolded", 1, "5");
    rate(&mut world, "c1", "scolded", 2, "2");
    for client in ["c1", "c2", "c3"] {
        rate(&mut world, client, "popular", 5, "5");
    }
    // A worker that rates its client lifts nobody.
    rate(&mut world, "w1", "c1", 6, "5");
    let ties = world.ties();
    assert_eq!(kinds(&ties, "w1", "w2"), [Kind::SameLifter]);
    assert_eq!(kinds(&ties, "c1", "w1"), [Kind::Lift]);
    assert_eq!(pairs(&ties, Kind::Lift).len(), 2);
    assert_eq!(pairs(&ties, Kind::SameLifter).len(), 1);
}

#[test]
fn who_lifts_forty_is_a_big_client() {
    let mut world = World::default();
    clients(&mut world, &["big"]);
    for worker in ids("w", 41) {
        world.account(&worker, &[]);
        rate(&mut world, "big", &worker, 1, "5");
    }
    let ties = world.ties();
    assert!(ties.ties.is_empty());
    assert_eq!(hubs(&ties, Kind::SameLifter).len(), 1);
}

/// A market of 200 workers and 60 clients with few ratings each, and a block of so many clients and workers.
fn market_with_block(block_clients: usize, block_workers: usize) -> World {
    let mut world = World::default();
    let (clients, workers) = (ids("c", 60), ids("w", 200));
    clients.iter().for_each(|id| _ = world.account(id, &[("role", "client")]));
    workers.iter().for_each(|id| _ = world.account(id, &[]));
    let mut dice = Dice(6);
    for worker in &workers {
        let mut others: Vec<&String> = clients.iter().collect();
        dice.shuffle(&mut others);
        others.iter().take(3).for_each(|client| rate(&mut world, client, worker, 1, "5"));
    }
    for client in ids("bc", block_clients) {
        world.account(&client, &[("role", "client")]);
        ids("bw", block_workers).iter().for_each(|worker| rate(&mut world, &client, worker, 9, "5"));
    }
    ids("bw", block_workers).iter().for_each(|id| _ = world.account(id, &[]));
    world
}

#[test]
fn a_dense_block_ties_its_accounts_and_nobody_else() {
    let ties = market_with_block(6, 8).ties();
    assert_eq!(ties.blocks.len(), 1);
    assert_eq!((ties.blocks[0].clients.len(), ties.blocks[0].workers.len()), (6, 8));
    // No client gave half of a worker's ratings, so that only the block ties them.
    assert_eq!(pairs(&ties, Kind::SameLifter).len(), 8 * 7 / 2);
    assert_eq!(pairs(&ties, Kind::Lift).len(), 6 * 8);
    assert!(ties.ties.iter().all(|tie| ties.accounts.id(tie.bond.b).starts_with('b')));
}

#[test]
fn a_large_block_is_told_and_ties_nobody() {
    let ties = market_with_block(10, 16).ties();
    assert_eq!((ties.blocks[0].clients.len(), ties.blocks[0].workers.len()), (10, 16));
    assert!(!ties.blocks[0].ties() && ties.blocks[0].density > 0.99 && ties.blocks[0].score > ties.blocks[0].chance);
    assert!(ties.ties.is_empty());
}

#[test]
fn a_market_without_a_block_has_none() {
    let ties = market_with_block(0, 0).ties();
    assert!(ties.blocks.is_empty() && ties.ties.is_empty());
}
