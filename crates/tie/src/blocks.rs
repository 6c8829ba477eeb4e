//! Dense blocks of best ratings: a few clients that lift the same few workers.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_peel::{Block, Settings, blocks};
use sekisho_read::RowRef;

use crate::accounts::{Accounts, fingerprint};
use crate::bond::{Bond, Found};
use crate::kind::Kind;
use crate::rows::{Ask, Tables};

/// The best rating.
const BEST: i64 = 5;
/// A block with more accounts than this is told, but ties nobody (chosen: as for other values that many share).
const MOST_TIED: usize = 24;

const PLACE: (&str, &str) = ("reviews", "author_account_id");

/// Clients and workers with more best ratings between them than chance gives.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewBlock {
    /// Accounts that rate, by number.
    pub clients: Vec<u32>,
    /// Accounts that are rated, by number.
    pub workers: Vec<u32>,
    /// Share of the possible ratings that exist, 0 to 1.
    pub density: f64,
    /// How dense it is by FRAUDAR's measure; see [`Block::score`].
    pub score: f64,
    /// The score that chance alone would reach; see [`Block::chance`].
    pub chance: f64,
}

impl ReviewBlock {
    /// Whether it is small enough to tie its accounts.
    pub fn ties(&self) -> bool {
        self.clients.len() + self.workers.len() <= MOST_TIED
    }
}

/// When it was given, microseconds, and where it stands.
type Rating = (i64, RowRef);
/// The earliest best rating of a worker by a client.
type Ratings = BTreeMap<(u32, u32), Rating>;
/// The ratings of one worker, by client.
type ByClient = Vec<(u32, Rating)>;

/// Bonds inside of small blocks, and all blocks. `known` are the bonds found so far.
pub(crate) fn bonds(tables: Tables<'_>, accounts: &Accounts, known: &[Bond]) -> Found {
    let ratings = ratings(tables, accounts);
    // The search breaks ties by number: accounts are numbered by age for it, so that ids do not decide.
    let (by_age, age) = accounts.by_age();
    let edges: Vec<(u32, u32)> =
        ratings.keys().map(|(worker, client)| (age[*worker as usize], age[*client as usize])).collect();
    let mut found = Found::default();
    let rated = ratings.keys().map(|(worker, _)| *worker).collect::<BTreeSet<u32>>().len() as u64;
    [Kind::Lift, Kind::SameLifter].into_iter().for_each(|kind| found.expose(kind, rated));
    // Rows are workers: a client that rates a great many weighs less in a block, like any popular column.
    for block in blocks(&edges, &Settings::default()).unwrap_or_default() {
        let number = |ages: Vec<u32>| {
            let mut numbers: Vec<u32> = ages.into_iter().map(|age| by_age[age as usize]).collect();
            numbers.sort_unstable();
            numbers
        };
        let block = review_block(Block { rows: number(block.rows), columns: number(block.columns), ..block });
        if block.ties() {
            tie(&block, accounts, &ratings, &mut found);
        }
        found.blocks.push(block);
    }
    let lifted: BTreeSet<(u32, u32)> =
        known.iter().filter(|bond| bond.kind == Kind::Lift).map(|bond| (bond.a, bond.b)).collect();
    found.bonds.retain(|bond| bond.kind != Kind::Lift || !lifted.contains(&(bond.a, bond.b)));
    found
}

/// By worker and client. Workers rate their clients as well; that lifts no worker.
fn ratings(tables: Tables<'_>, accounts: &Accounts) -> Ratings {
    let words = &["author_account_id", "subject_account_id", "at", "rating"];
    let mut ratings = Ratings::new();
    tables.each(Ask { table: "reviews", words, texts: &[] }, |row| {
        let (Some(client), Some(worker)) = (accounts.number(row.word(0)), accounts.number(row.word(1))) else { return };
        if client != worker && accounts.told(client).role != "worker" && row.word(3).0 >= BEST {
            let one = (row.word(2).0.max(0), row.at);
            let earliest = ratings.entry((worker, client)).or_insert(one);
            *earliest = one.min(*earliest);
        }
    });
    ratings
}

fn review_block(block: Block) -> ReviewBlock {
    let Block { rows: workers, columns: clients, density, score, chance, .. } = block;
    ReviewBlock { clients, workers, density, score, chance }
}

/// The block ties its workers by one value, itself; each of its clients is tied to the workers it rates.
fn tie(block: &ReviewBlock, accounts: &Accounts, ratings: &Ratings, found: &mut Found) {
    let lowest = |side: &[u32]| side.first().map_or("", |account| accounts.id(*account)).to_owned();
    let value = fingerprint(&format!("block {} {}", lowest(&block.workers), lowest(&block.clients)));
    let inside = |worker: u32| {
        let by = block.clients.iter().filter_map(move |client| Some((*client, *ratings.get(&(worker, *client))?)));
        by.collect::<ByClient>()
    };
    let of_worker: Vec<(u32, ByClient)> = block.workers.iter().map(|at| (*at, inside(*at))).collect();
    for (at, (a, by_a)) in of_worker.iter().enumerate() {
        for (b, by_b) in &of_worker[at + 1..] {
            let both = by_a.iter().filter(|(client, _)| by_b.iter().any(|(other, _)| other == client)).count();
            let (Some(one), Some(other)) = (earliest(by_a), earliest(by_b)) else { continue };
            let size = block.workers.len() as u32;
            found.bonds.push(bond((Kind::SameLifter, value), (*a, one), (*b, other), (size, both.max(1) as u32)));
        }
        for (client, rating) in by_a {
            let (one, other) = if client < a { (*client, *a) } else { (*a, *client) };
            // Rings read the client off the value.
            let fact = (Kind::Lift, u64::from(*client));
            found.bonds.push(bond(fact, (one, *rating), (other, *rating), (block.workers.len() as u32, 1)));
        }
    }
}

fn earliest(by: &[(u32, Rating)]) -> Option<Rating> {
    by.iter().map(|(_, rating)| *rating).min()
}

fn bond(
    (kind, value): (Kind, u64),
    (a, one): (u32, Rating),
    (b, other): (u32, Rating),
    (accounts, repeats): (u32, u32),
) -> Bond {
    Bond {
        kind,
        a,
        b,
        value,
        accounts,
        repeats,
        similarity: 1.0,
        first: one.0.min(other.0),
        last: one.0.max(other.0),
        rows: [one.1, other.1],
        place: PLACE,
    }
}
