//! What accounts do for each other: a client that lifts workers.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_read::RowRef;

use crate::accounts::Accounts;
use crate::bond::{Bond, Found};
use crate::kind::Kind;
use crate::rows::{Ask, Tables};
use crate::sighting::{Sighting, Sort};

/// The best rating.
const BEST: i64 = 5;
/// A worker is lifted by the client that gave so much of all its ratings (chosen).
const MOST_OF_THEM: f64 = 0.5;

const PLACE: (&str, &str) = ("reviews", "author_account_id");

/// One rating.
struct Rating {
    author: u32,
    at: Option<i64>,
    best: bool,
    row: RowRef,
}

/// Bonds between a client and the workers whose reputation rests on it, and among these workers.
pub(crate) fn bonds(tables: Tables<'_>, accounts: &Accounts) -> Found {
    let mut lifted: Vec<Sighting> = Vec::new();
    let ratings = ratings(tables, accounts);
    let rated = ratings.len() as u64;
    let mut praised: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    for (worker, ratings) in ratings {
        for rating in ratings.iter().filter(|rating| rating.best) {
            praised.entry(rating.author).or_default().insert(worker);
        }
        let mut by: BTreeMap<u32, Vec<&Rating>> = BTreeMap::new();
        ratings.iter().for_each(|rating| by.entry(rating.author).or_default().push(rating));
        for (client, given) in by {
            let mostly = given.len() as f64 >= MOST_OF_THEM * ratings.len() as f64;
            if mostly && given.iter().all(|rating| rating.best) {
                let sighting = |rating: &&Rating| Sighting::new(u64::from(client), worker, rating.at, rating.row);
                lifted.extend(given.iter().map(sighting));
            }
        }
    }
    lifted.sort_unstable();
    let mut found = lifts(&lifted);
    found.praised = praised;
    found.extend(Sort { kind: Kind::SameLifter, place: PLACE, accounts }.pairs(lifted));
    [Kind::Lift, Kind::SameLifter].into_iter().for_each(|kind| found.expose(kind, rated));
    found
}

fn ratings(tables: Tables<'_>, accounts: &Accounts) -> BTreeMap<u32, Vec<Rating>> {
    let words = &["author_account_id", "subject_account_id", "at", "rating"];
    let mut by_worker: BTreeMap<u32, Vec<Rating>> = BTreeMap::new();
    tables.each(Ask { table: "reviews", words, texts: &[] }, |row| {
        let (Some(author), Some(worker)) = (accounts.number(row.word(0)), accounts.number(row.word(1))) else { return };
        // Workers rate their clients as well; that lifts no worker.
        if accounts.told(author).role != "worker" {
            let best = row.word(3).0 >= BEST;
            by_worker.entry(worker).or_default().push(Rating { author, at: row.word(2).some(), best, row: row.at });
        }
    });
    by_worker
}

/// The client and each of its workers; a client with one worker lifts nobody in particular.
fn lifts(lifted: &[Sighting]) -> Found {
    let mut workers: BTreeMap<u64, BTreeSet<u32>> = BTreeMap::new();
    lifted.iter().for_each(|one| {
        workers.entry(one.value).or_default().insert(one.account);
    });
    let mut found = Found::default();
    let mut done = BTreeSet::new();
    for one in lifted {
        let (client, count) = (one.value as u32, workers[&one.value].len());
        let fits = (2..=Kind::Lift.traits().hub).contains(&count);
        if fits && done.insert((client, one.account)) {
            found.bonds.push(lift(client, one, count as u32));
        }
    }
    found
}

fn lift(client: u32, one: &Sighting, accounts: u32) -> Bond {
    let at = i64::from(one.second) * 1_000_000;
    Bond {
        kind: Kind::Lift,
        a: client.min(one.account),
        b: client.max(one.account),
        value: one.value,
        accounts,
        repeats: 1,
        similarity: 1.0,
        first: at,
        last: at,
        rows: [one.row, one.row],
        place: PLACE,
    }
}
