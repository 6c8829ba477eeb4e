//! All ties of a dataset.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_enrich::Addresses;
use sekisho_read::Dataset;
use sekisho_schema::Schema;

use crate::accounts::Accounts;
use crate::blocks::ReviewBlock;
use crate::bond::{Bond, Found, Hub};
use crate::kind::Kind;
use crate::rows::Tables;
use crate::weigh::{Weight, weights};
use crate::{blocks, conduct, exact, holders, money, network, papers, people, pictures, rhythm, words};

/// A bond with its weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// What joins the two.
    pub bond: Bond,
    /// How much it says, in bits.
    pub bits: f64,
}

/// What was found of a dataset's accounts.
#[derive(Debug, Default)]
pub struct Ties {
    /// The accounts.
    pub accounts: Accounts,
    /// Ties by their accounts, kind and value.
    pub ties: Vec<Tie>,
    /// What was left out, with some of the accounts that share it.
    pub hubs: Vec<(Hub, Vec<u32>)>,
    /// What each kind weighs in this population.
    pub weights: BTreeMap<Kind, Weight>,
    /// By client, the workers that it gave the best rating.
    pub praised: BTreeMap<u32, BTreeSet<u32>>,
    /// What was not looked for, and why.
    pub notes: Vec<String>,
    /// Dense blocks of best ratings; those that are too large tie nobody.
    pub blocks: Vec<ReviewBlock>,
    /// Whether two tied accounts are registered for one holder, as far as that can be decided.
    pub holders: BTreeMap<(u32, u32), bool>,
}

impl Ties {
    /// Reads what can tie accounts, joins it and weighs it. The answer does not depend on the order of rows or the number
    /// of threads.
    ///
    /// `learnt` says what is left of the bits of each kind, by its name; 1 for those that are not named.
    pub fn find(
        dataset: &Dataset,
        schema: &Schema,
        addresses: &Addresses,
        threads: usize,
        learnt: &BTreeMap<String, f64>,
    ) -> Self {
        let tables = Tables { dataset, schema };
        let accounts = Accounts::read(tables);
        let threads = threads.max(1);
        let mut found = network::bonds(tables, &accounts, addresses, threads);
        let searches =
            [exact::bonds, money::bonds, conduct::bonds, papers::bonds, words::bonds, pictures::bonds, people::bonds];
        for search in searches {
            found.extend(search(tables, &accounts));
        }
        let blocks = blocks::bonds(tables, &accounts, &found.bonds);
        found.extend(blocks);
        let rhythm = rhythm::bonds(tables, &accounts, &found.bonds, threads);
        found.extend(rhythm);
        let mut ties = Self::weighed(accounts, found, learnt);
        ties.holders = holders::of_pairs(tables, &ties, threads);
        ties
    }

    fn weighed(accounts: Accounts, mut found: Found, learnt: &BTreeMap<String, f64>) -> Self {
        let declared = |bond: &Bond| [bond.a, bond.b].iter().all(|account| accounts.told(*account).declares_team);
        found.bonds.retain(|bond| !declared(bond));
        let weights = weights(&found.bonds, &found.exposed);
        let left = |kind: Kind| learnt.get(kind.name()).copied().unwrap_or(1.0);
        let weigh = |bond: Bond| Some(Tie { bond, bits: weights.get(&bond.kind)?.bits(&bond, left(bond.kind)) });
        let mut ties: Vec<Tie> = found.bonds.into_iter().filter_map(weigh).filter(|tie| tie.bits > 0.0).collect();
        ties.sort_by_key(|tie| (tie.bond.a, tie.bond.b, tie.bond.kind, tie.bond.value, tie.bond.rows));
        ties.dedup_by_key(|tie| (tie.bond.a, tie.bond.b, tie.bond.kind, tie.bond.value));
        let mut hubs = found.hubs;
        hubs.sort_by_key(|(hub, _)| (hub.kind, hub.value, hub.why));
        let Found { praised, notes, blocks, .. } = found;
        Self { accounts, ties, hubs, weights, praised, notes, blocks, holders: BTreeMap::new() }
    }
}
