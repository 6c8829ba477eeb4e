//! Money to and from wallets of a watch list, as rows of the made table `exposures`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use sekisho_read::Dataset;
use sekisho_schema::{Schema, Word};
use sekisho_trail::{Direction, Exposure, exposures as find};

use super::passes::time;
use super::{Names, Rows};

/// The table as CSV: one row for each account and direction; of several currencies the one with the largest share.
///
/// `listed` are the ids of payment accounts whose numbers a list names.
///
/// # Errors
/// When a file cannot be read again.
pub fn exposures(rows: &Rows, listed: &BTreeSet<&str>, dataset: &Dataset, schema: &Schema) -> anyhow::Result<Vec<u8>> {
    let keys: BTreeSet<u64> = listed.iter().map(|id| Word::fingerprint(id.as_bytes()).0 as u64).collect();
    let places = (0u32..).zip(rows.ledger.accounts());
    let listed = places.filter(|(_, account)| keys.contains(&account.key)).map(|(index, _)| index).collect();
    let found = largest(find(&rows.ledger, &listed));
    let wanted = found.iter().flat_map(|one| [one.payment_account, one.listed]).collect();
    let names = Names::fetch(dataset, schema, rows, (&wanted, &BTreeSet::new()))?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let columns = schema.table("exposures").map(|table| table.own_columns().map(|(_, column)| column.name.clone()));
    writer.write_record(columns.into_iter().flatten())?;
    for one in &found {
        cells(one, rows, &names).map_or(Ok(()), |cells| writer.write_record(cells))?;
    }
    writer.into_inner().context("failed to work out the table `exposures`")
}

/// One exposure for each account and direction.
fn largest(found: Vec<Exposure>) -> Vec<Exposure> {
    let mut best: BTreeMap<(u64, Direction), Exposure> = BTreeMap::new();
    for one in found {
        let key = (one.owner, one.direction);
        if best.get(&key).is_none_or(|known| known.share < one.share) {
            best.insert(key, one);
        }
    }
    best.into_values().collect()
}

fn cells(one: &Exposure, rows: &Rows, names: &Names) -> Option<[String; 9]> {
    let direction = match one.direction {
        Direction::Sent => "sent",
        Direction::Received => "received",
    };
    Some([
        names.owner(rows, one.payment_account)?.to_owned(),
        direction.to_owned(),
        one.hops.to_string(),
        format!("{:.4}", one.share.min(1.0)),
        format!("{:.0}", one.exposed),
        one.currency.to_string(),
        names.account(one.listed, "payment_account_id")?.to_owned(),
        time(one.span.0)?,
        time(one.span.1)?,
    ])
}
