//! What needs several subjects at once is worked out before the dataflow, as tables that sentences read like any other
//! (`made = true` in `schema/`). Every process of a cluster works out the same rows for itself.

use std::path::{Path, PathBuf};

use anyhow::Context;
use sekisho_enrich::Addresses;
use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_score::{Company, Told};
use sekisho_tie::{Earlier, Ring, Ties};
use sekisho_trail::Limits;

use crate::money::{ToldTrail, follow, passes, tell};

/// What was worked out, besides the rows of the made tables.
pub struct Made {
    /// Ties between accounts.
    pub ties: Ties,
    /// Rings, whatever they are taken for.
    pub rings: Vec<Ring>,
    /// Money trails, those with the most bits first.
    pub trails: Vec<ToldTrail>,
    /// What the operator should know.
    pub notes: Vec<String>,
}

/// What the work needs besides the dataset.
pub struct Work<'a> {
    /// What is known of addresses.
    pub addresses: &'a Addresses,
    /// Folders of lists.
    pub lists: &'a [PathBuf],
    /// How far money is followed.
    pub limits: Limits,
    /// Threads that may be used.
    pub threads: usize,
    /// The results of an earlier scan.
    pub since: Option<&'a Path>,
}

/// Works out every made table and gives it to the dataset.
pub fn make(dataset: &mut Dataset, schema: &Schema, work: &Work<'_>) -> anyhow::Result<Made> {
    let earlier = work.since.map(earlier).transpose()?.unwrap_or_default();
    let ties = Ties::find(dataset, schema, work.addresses, work.threads);
    let rings = ties.rings(&earlier);
    let money = follow(dataset, schema, work.lists, &work.limits)?;
    let trails = tell(&money, dataset, schema)?;
    let passes = passes(&money, &trails, dataset, schema)?;
    let (tied, members) = (ties.ties_csv(), ties.ring_members_csv(&rings));
    for (name, rows) in [("ties", tied), ("ring_members", members), ("passes", passes)] {
        let table = schema.table(name).with_context(|| format!("failed to find the made table `{name}`"))?;
        dataset.fill(table.id, rows);
    }
    let notes = ties.notes.iter().cloned().chain(money.notes).collect();
    Ok(Made { ties, rings, trails, notes })
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
