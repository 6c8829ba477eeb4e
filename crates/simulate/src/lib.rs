//! A seeded generator of an invented marketplace, with the truth about it.
//!
//! Ordinary accounts are invented one by one and written as they come, so that a million of them need little memory.
//! Between them come *decoys*, honest accounts whose lives look odd, and *rings*, groups of accounts that a few people
//! run under borrowed identities. `truth/` says who is what and what each one really does.
//!
//! Names, texts, companies and wallets are put together from word lists in `words/`; addresses come from ranges that
//! are reserved for documentation, benchmarking, carrier networks and future use; domains end in `.example`. The same
//! [`Plan`] always gives the same bytes.

mod books;
mod calendar;
mod cast;
mod chains;
mod columns;
mod credentials;
mod deals;
mod decoys;
mod dice;
mod error;
mod ids;
mod kana;
mod life;
mod market;
mod money;
mod mrz;
mod names;
mod natural;
mod network;
mod papers;
mod parquet_file;
mod people;
mod places;
mod rings;
mod sheet;
mod show;
mod tables;
mod tips;
mod truth;
mod visits;
mod words;
mod work;
mod world;

use std::collections::BTreeMap;
use std::path::Path;

pub use error::Error;

/// What to invent.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How many accounts.
    pub accounts: u64,
    /// How many days, from Monday 2026-01-05 on.
    pub days: u32,
    /// Decides everything that is left to chance.
    pub seed: u64,
    /// Sessions that an account has on average.
    pub sessions_per_account: f64,
    /// How tables are written.
    pub format: Format,
    /// How many rings; `None` means one per 2,000 accounts and at least two.
    pub rings: Option<u32>,
    /// Whether only the tables with the most rows are written: accounts, sessions, activity, proposals, contracts,
    /// payment accounts, transfers and documents.
    pub light: bool,
    /// How hard it is to tell its rings from its honest accounts.
    pub world: World,
}

/// How hard a world is (docs/simulation.md has the parameters and where they come from).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum World {
    /// A few rings of different boldness, a few of each odd-but-honest life.
    #[default]
    Plain,
    /// Rings that do nearly everything that is known of such rings.
    Loud,
    /// Rings whose accounts each have a line, a device and a payout account of their own. What ties them is the work of the
    /// same few people: texts, papers from one desk, turns that follow each other, a collector, commits, a client of theirs.
    Careful,
    /// One account in four leads an odd-but-honest life, and the rings are those of the plain world.
    Crowd,
}

impl World {
    /// Its name in `meta.json`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Loud => "loud",
            Self::Careful => "careful",
            Self::Crowd => "crowd",
        }
    }
}

impl Plan {
    /// A plan with 20 sessions per account, Parquet files and all tables.
    pub fn new(accounts: u64, days: u32, seed: u64) -> Self {
        Self {
            accounts,
            days,
            seed,
            sessions_per_account: 20.0,
            format: Format::Parquet,
            rings: None,
            light: false,
            world: World::Plain,
        }
    }
}

/// How tables are written; lists and truth are text in any case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Columns, compressed.
    Parquet,
    /// Comma-separated values with a header.
    Csv,
    /// One JSON object per line.
    Jsonl,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Rows per table.
    pub rows: BTreeMap<String, u64>,
    /// How many rings were planted.
    pub rings: u32,
    /// How many accounts belong to them.
    pub planted_accounts: u64,
}

/// Writes an invented marketplace: tables to `out/data/`, reference lists to `out/data/lists/`, the truth to
/// `out/truth/`. `progress` is told now and then how many of all accounts are done.
pub fn simulate(plan: &Plan, out: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<Summary, Error> {
    show::run(plan, out, progress)
}
