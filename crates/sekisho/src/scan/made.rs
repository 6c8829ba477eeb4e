//! What needs several subjects at once is worked out before the dataflow, as tables that sentences read like any other
//! (`made = true` in `schema/`). Every process of a cluster works out the same rows for itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Context;
use sekisho_enrich::Addresses;
use sekisho_read::Dataset;
use sekisho_schema::{Schema, TableId};
use sekisho_score::{Company, Told};
use sekisho_screen::Lists;
use sekisho_tie::{Earlier, Ring, Ties};
use sekisho_trail::Limits;

use super::orders::with_contractors;
use crate::money::{ToldTrail, exposures, follow, passes, tell};
use crate::screen::{Cleared, Screened};

/// What was worked out, besides the rows of the made tables.
#[derive(Default)]
pub struct Made {
    /// Ties between accounts.
    pub ties: Ties,
    /// Rings, whatever they are taken for.
    pub rings: Vec<Ring>,
    /// Money trails, those with the most bits first.
    pub trails: Vec<ToldTrail>,
    /// Watch-list matches.
    pub screened: Screened,
    /// What the operator should know.
    pub notes: Vec<String>,
}

/// What the work needs besides the dataset.
pub struct Work<'a> {
    /// What is known of addresses.
    pub addresses: &'a Addresses,
    /// Folders of lists.
    pub folders: &'a [PathBuf],
    /// Watch lists, if there are any.
    pub lists: Option<Lists>,
    /// Matches that somebody has cleared.
    pub cleared: Option<Cleared>,
    /// How far money is followed.
    pub limits: Limits,
    /// What outcomes have left of the bits of ties, by kind.
    pub tie_weights: BTreeMap<String, f64>,
    /// Threads that may be used.
    pub threads: usize,
    /// The results of an earlier scan.
    pub since: Option<&'a Path>,
    /// The made tables that are asked for; everything when nothing was chosen.
    pub asked: Option<BTreeSet<TableId>>,
}

/// Works out every made table that is asked for and gives it to the dataset.
pub fn make(dataset: &mut Dataset, schema: &Schema, mut work: Work<'_>) -> anyhow::Result<Made> {
    let mut made = Made::default();
    let asked = |tables: &[&str]| {
        let known = |name: &&str| schema.table(name).map(|table| table.id);
        work.asked.as_ref().is_none_or(|asked| tables.iter().filter_map(known).any(|table| asked.contains(&table)))
    };
    let (bonds, flows, lists) =
        (asked(&["ties", "ring_members"]), asked(&["passes"]), asked(&["matches", "exposures"]));
    let mut tables = Vec::new();
    if bonds {
        tables.extend(made.tie(dataset, schema, &work)?);
    }
    if lists && let Some(lists) = work.lists.take() {
        let (name, rows) = made.screen(dataset, schema, (lists, work.cleared.take()));
        tables.push((name, with_contractors(rows, dataset, schema)?));
    }
    if flows || asked(&["exposures"]) {
        tables.extend(made.follow(dataset, schema, &work)?);
    }
    if !(bonds && flows && lists) {
        made.notes.push(ONLY.to_owned());
    }
    for (name, rows) in tables {
        let table = schema.table(name).with_context(|| format!("failed to find the made table `{name}`"))?;
        dataset.fill(table.id, rows);
    }
    Ok(made)
}

/// Said when a part was passed over.
const ONLY: &str =
    "only some indicators are judged: of ties, rings, trails and matches what they do not read was not worked out";

/// A made table's name and rows.
type Rows = (&'static str, Vec<u8>);

impl Made {
    fn tie(&mut self, dataset: &Dataset, schema: &Schema, work: &Work<'_>) -> anyhow::Result<[Rows; 2]> {
        let earlier = work.since.map(earlier).transpose()?.unwrap_or_default();
        self.ties = Ties::find(dataset, schema, work.addresses, work.threads, &work.tie_weights);
        self.rings = self.ties.rings(&earlier);
        self.notes.extend(self.ties.notes.iter().cloned());
        Ok([("ties", self.ties.ties_csv(&self.rings)), ("ring_members", self.ties.ring_members_csv(&self.rings))])
    }

    fn screen(&mut self, dataset: &Dataset, schema: &Schema, (lists, cleared): (Lists, Option<Cleared>)) -> Rows {
        self.screened = Screened::find(lists, dataset, schema);
        self.notes.extend(self.screened.told_aside());
        if let Some(cleared) = cleared {
            let count = self.screened.clear(&cleared, &mut self.notes);
            self.notes.push(format!("{count} watch-list matches were cleared before, as of {}", cleared.as_of));
        }
        let count = self.screened.len();
        self.notes.push(format!("{count} watch-list matches stand in matches.csv; no score counts them"));
        ("matches", self.screened.rows(schema))
    }

    fn follow(&mut self, dataset: &Dataset, schema: &Schema, work: &Work<'_>) -> anyhow::Result<[Rows; 2]> {
        let money = follow(dataset, schema, work.folders, &work.limits)?;
        self.trails = tell(&money, dataset, schema)?;
        self.notes.extend(money.notes.iter().cloned());
        let exposed = exposures(&money.rows, &self.screened.wallets(), dataset, schema)?;
        Ok([("passes", passes(&money, &self.trails, dataset, schema)?), ("exposures", exposed)])
    }
}

/// The rings of an earlier scan.
fn earlier(folder: &Path) -> anyhow::Result<Vec<Earlier>> {
    let file = folder.join("rings.csv");
    let failed = || {
        format!(
            "failed to read the earlier rings from `{}`\nhint: `--since` names the folder of an earlier scan's results",
            file.display()
        )
    };
    let mut reader = csv::Reader::from_path(&file).with_context(failed)?;
    let mut rings: Vec<Earlier> = Vec::new();
    for row in reader.deserialize() {
        let (ring, account, _): (String, String, f64) = row.with_context(failed)?;
        match rings.iter_mut().find(|(known, _)| *known == ring) {
            Some((_, accounts)) => accounts.push(account),
            None => rings.push((ring, vec![account])),
        }
    }
    Ok(rings)
}

impl Made {
    /// The rings as the score room knows them.
    pub fn companies(&self) -> Vec<Company> {
        let id = |account: u32| self.ties.accounts.id(account).to_owned();
        let members = |ring: &Ring| ring.members.iter().map(|member| (id(member.account), member.bits)).collect();
        let company =
            |ring: &Ring| Company { ring_id: ring.ring_id.clone(), told: self.told(ring), members: members(ring) };
        self.rings.iter().map(company).collect()
    }

    /// What the accounts of a ring say that they are: all of one home, or most a team.
    fn told(&self, ring: &Ring) -> Told {
        let told = || ring.members.iter().map(|member| self.ties.accounts.told(member.account));
        let teams = told().filter(|told| told.declares_team).count();
        let home = told().next().and_then(|first| first.home);
        if 2 * teams > ring.members.len() {
            Told::Team
        } else if home.is_some() && told().all(|told| told.home == home) {
            Told::Household
        } else {
            Told::Nothing
        }
    }
}
