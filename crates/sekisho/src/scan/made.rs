//! What needs several subjects at once is worked out before the dataflow, as tables that sentences read like any other
//! (`made = true` in `schema/`). Every process of a cluster works out the same rows for itself.

use std::path::Path;

use anyhow::Context;
use sekisho_enrich::Addresses;
use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_score::{Company, Told};
use sekisho_tie::{Earlier, Ring, Ties};

/// What was worked out, besides the rows of the made tables.
pub struct Made {
    /// Ties between accounts.
    pub ties: Ties,
    /// Rings, whatever they are taken for.
    pub rings: Vec<Ring>,
}

/// Works out every made table and gives it to the dataset.
pub fn make(
    dataset: &mut Dataset,
    schema: &Schema,
    addresses: &Addresses,
    (threads, since): (usize, Option<&Path>),
) -> anyhow::Result<Made> {
    let earlier = since.map(earlier).transpose()?.unwrap_or_default();
    let ties = Ties::find(dataset, schema, addresses, threads);
    let rings = ties.rings(&earlier);
    for (name, rows) in [("ties", ties.ties_csv()), ("ring_members", ties.ring_members_csv(&rings))] {
        let table = schema.table(name).with_context(|| format!("failed to find the made table `{name}`"))?;
        dataset.fill(table.id, rows);
    }
    Ok(Made { ties, rings })
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
