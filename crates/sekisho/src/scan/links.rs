//! Ties with the keys of the rows that show them, and the rows of `rings.csv`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use sekisho_flow::Job;
use sekisho_output::{Link, RingRow};
use sekisho_read::RowRef;
use sekisho_schema::TableId;
use sekisho_score::{RingScore, Standing};
use serde_json::Value;

use super::made::Made;

/// The keys of rows, as `table:key`, by table and row.
pub type Keys = BTreeMap<(TableId, RowRef), String>;

/// Every told tie as a row of `links.csv`.
pub fn links(made: &Made, job: &Job) -> anyhow::Result<Vec<Link>> {
    let rows = made.ties.told().flat_map(|tie| tie.bond.rows.map(|row| (tie.bond.place.0, row)));
    let keys = keys(rows, job)?;
    let id = |account: u32| made.ties.accounts.id(account).to_owned();
    let links = made.ties.told().map(|tie| {
        let table = job.schema.table(tie.bond.place.0).map(|table| table.id);
        let key = |row: RowRef| table.and_then(|table| keys.get(&(table, row))).cloned().unwrap_or_default();
        let witnesses: BTreeSet<String> = tie.bond.rows.into_iter().map(key).collect();
        Link {
            account_a: id(tie.bond.a),
            account_b: id(tie.bond.b),
            kind: tie.bond.kind.name().to_owned(),
            bits: tie.bits,
            witness: witnesses.into_iter().collect::<Vec<_>>().join(" "),
        }
    });
    Ok(links.collect())
}

/// The keys of some rows: what stands in the columns of the primary key; of a row without one, file and line.
pub fn keys(rows: impl Iterator<Item = (&'static str, RowRef)>, job: &Job) -> anyhow::Result<Keys> {
    let mut by_table: BTreeMap<&str, BTreeSet<RowRef>> = BTreeMap::new();
    rows.for_each(|(table, row)| _ = by_table.entry(table).or_default().insert(row));
    let mut keys = Keys::new();
    for (name, rows) in by_table {
        let table = job.schema.table(name).with_context(|| format!("failed to find table `{name}`"))?;
        let rows: Vec<RowRef> = rows.into_iter().collect();
        let named: Vec<String> = if table.primary_key.is_empty() {
            let file = |row: &RowRef| job.dataset.files()[usize::from(row.file())].name();
            rows.iter().zip(job.dataset.lines(&rows)).map(|(row, line)| format!("{}:{line}", file(row))).collect()
        } else {
            let cells = job.dataset.fetch(table.id, &rows, &table.primary_key)?;
            cells
                .iter()
                .map(|cells| format!("{name}:{}", cells.iter().map(text).collect::<Vec<_>>().join("/")))
                .collect()
        };
        keys.extend(rows.into_iter().map(|row| (table.id, row)).zip(named));
    }
    Ok(keys)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The accounts of rings that are suspected: teams and households that say so, and rings against which nothing else
/// speaks, are told in the report only.
pub fn ring_rows(made: &Made, scores: &[RingScore]) -> Vec<RingRow> {
    let suspected = listed(scores);
    let rings = made.rings.iter().filter(|ring| suspected.contains(ring.ring_id.as_str()));
    let rows = rings.flat_map(|ring| {
        ring.members.iter().map(|member| RingRow {
            ring_id: ring.ring_id.clone(),
            account_id: made.ties.accounts.id(member.account).to_owned(),
            bits: member.bits,
        })
    });
    rows.collect()
}

/// The ids of suspected rings.
pub fn listed(scores: &[RingScore]) -> BTreeSet<&str> {
    let suspected = scores.iter().filter(|ring| ring.standing == Standing::Suspected);
    suspected.map(|ring| ring.ring_id.as_str()).collect()
}
