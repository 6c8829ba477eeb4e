//! What joins two accounts before it is weighed, and what was left out.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_read::RowRef;

use crate::blocks::ReviewBlock;
use crate::kind::Kind;

/// Where a shared value stands: table and column.
pub type Place = (&'static str, &'static str);

/// Two accounts have something in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bond {
    /// What it is.
    pub kind: Kind,
    /// The account with the smaller number.
    pub a: u32,
    /// The other one.
    pub b: u32,
    /// The fingerprint of what they share; bonds through one value are one fact.
    pub value: u64,
    /// How many accounts share it.
    pub accounts: u32,
    /// How often: days, texts, handovers.
    pub repeats: u32,
    /// How alike the two are, 0 to 1; for [`Kind::Person`] the probability that they are one person.
    pub similarity: f32,
    /// Microseconds.
    pub first: i64,
    /// Microseconds.
    pub last: i64,
    /// One row of each account that shows it.
    pub rows: [RowRef; 2],
    /// Where the value stands in these rows.
    pub place: Place,
}

/// Why a shared value does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// More accounts share it than a ring would.
    TooMany,
    /// A list says that strangers share it.
    Listed,
    /// All who share it say that they are a team.
    DeclaredTeam,
}

impl Why {
    /// In words.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::TooMany => {
                ("shared by more accounts than one hand runs", "一人で動かせる数を超えるアカウントが使っている")
            }
            Self::Listed => {
                ("a network that strangers share, by the lists", "一覧によれば、他人どうしが共用するネットワーク")
            }
            Self::DeclaredTeam => ("its accounts say that they are a team", "チームであると届け出ている"),
        }
    }
}

/// A shared value that was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hub {
    /// What it is.
    pub kind: Kind,
    /// Its fingerprint.
    pub value: u64,
    /// How many accounts share it.
    pub accounts: u32,
    /// Why it was left out.
    pub why: Why,
    /// A row that shows it.
    pub row: RowRef,
    /// Where the value stands in it.
    pub place: Place,
}

/// Bonds and what was left out.
#[derive(Debug, Default)]
pub struct Found {
    /// Bonds, before weighing.
    pub bonds: Vec<Bond>,
    /// Hubs, with the accounts that use them.
    pub hubs: Vec<(Hub, Vec<u32>)>,
    /// By client, the workers that it gave the best rating.
    pub praised: BTreeMap<u32, BTreeSet<u32>>,
    /// What was not looked for, and why.
    pub notes: Vec<String>,
    /// By kind, how many accounts show a value that could be shared.
    pub exposed: BTreeMap<Kind, u64>,
    /// Dense blocks of best ratings.
    pub blocks: Vec<ReviewBlock>,
}

impl Found {
    /// Takes in what another search found.
    pub(crate) fn extend(&mut self, other: Self) {
        self.bonds.extend(other.bonds);
        self.hubs.extend(other.hubs);
        self.praised.extend(other.praised);
        self.notes.extend(other.notes);
        self.blocks.extend(other.blocks);
        other.exposed.into_iter().for_each(|(kind, accounts)| self.expose(kind, accounts));
    }

    /// Notes how many accounts show a value of a kind; the largest of several searches counts.
    pub(crate) fn expose(&mut self, kind: Kind, accounts: u64) {
        let known = self.exposed.entry(kind).or_default();
        *known = accounts.max(*known);
    }
}
