//! Ties with the keys of the rows that show them, what was left out, and the rows of `rings.csv`.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use sekisho_flow::Job;
use sekisho_output::{LeftOut, Link, RingRow};
use sekisho_read::RowRef;
use sekisho_schema::ColumnId;
use sekisho_score::{RingScore, Standing};
use sekisho_tie::Place;
use serde_json::Value;

use super::made::Made;

/// What is shown of a row: its key as `table:key`, and the shared value.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// `table:key`; of a row without a key its account and time.
    pub key: String,
    /// The shared value, shortened.
    pub shared: String,
}

/// Rows by where their shared value stands.
type Rows = BTreeMap<(Place, RowRef), Shown>;

/// So much of a shared value is shown: enough to recognise it, no more of a person than needed.
const SHOWN: usize = 48;

/// Every told tie as a row of `links.csv`.
pub fn links(made: &Made, job: &Job) -> anyhow::Result<Vec<Link>> {
    let rows = shown(made.ties.told().flat_map(|tie| tie.bond.rows.map(|row| (tie.bond.place, row))), job)?;
    let id = |account: u32| made.ties.accounts.id(account).to_owned();
    let links = made.ties.told().map(|tie| {
        let bond = &tie.bond;
        let of = |row: RowRef| rows.get(&(bond.place, row)).cloned().unwrap_or_default();
        let witnesses: BTreeSet<String> = bond.rows.into_iter().map(|row| of(row).key).collect();
        Link {
            account_a: id(bond.a),
            account_b: id(bond.b),
            kind: bond.kind.name().to_owned(),
            bits: tie.bits,
            witness: witnesses.into_iter().collect::<Vec<_>>().join(" "),
            shared: of(bond.rows[0]).shared,
            value: bond.value,
            accounts: bond.accounts,
            repeats: bond.repeats,
            similarity: bond.similarity,
            span: (bond.first, bond.last),
        }
    });
    Ok(links.collect())
}

/// What was left out, as rows of `left_out.csv`.
pub fn left_out(made: &Made, job: &Job) -> anyhow::Result<Vec<LeftOut>> {
    let mut hubs: Vec<_> = made.ties.hubs.iter().collect();
    hubs.sort_by_key(|(hub, _)| (hub.kind, std::cmp::Reverse(hub.accounts), hub.value));
    let hubs: Vec<_> =
        hubs.chunk_by(|(a, _), (b, _)| a.kind == b.kind).flat_map(|kind| kind.iter().take(LISTED)).collect();
    let rows = shown(hubs.iter().map(|(hub, _)| (hub.place, hub.row)), job)?;
    let id = |account: &u32| made.ties.accounts.id(*account).to_owned();
    let mut left: Vec<LeftOut> = hubs
        .iter()
        .map(|(hub, accounts)| {
            let shown = rows.get(&(hub.place, hub.row)).cloned().unwrap_or_default();
            let (kind, (why, why_ja)) = (hub.kind.name().to_owned(), hub.why.words());
            let (why, why_ja) = (why.to_owned(), why_ja.to_owned());
            let account_ids = accounts.iter().map(id).collect();
            LeftOut { kind, shared: shown.shared, accounts: hub.accounts, why, why_ja, witness: shown.key, account_ids }
        })
        .collect();
    left.sort_by(|a, b| (&a.kind, b.accounts, &a.witness).cmp(&(&b.kind, a.accounts, &b.witness)));
    Ok(left)
}

/// So many hubs of a kind are listed, the largest: texts have thousands of them.
const LISTED: usize = 200;

fn shown(rows: impl Iterator<Item = (Place, RowRef)>, job: &Job) -> anyhow::Result<Rows> {
    let mut by_place: BTreeMap<Place, BTreeSet<RowRef>> = BTreeMap::new();
    rows.for_each(|(place, row)| _ = by_place.entry(place).or_default().insert(row));
    let mut found = Rows::new();
    for ((name, column), rows) in by_place {
        let table = job.schema.table(name).with_context(|| format!("failed to find table `{name}`"))?;
        let rows: Vec<RowRef> = rows.into_iter().collect();
        // A row without a key of its own is named by its account and its time: places in files are not the same for the
        // same rows in another order.
        let key: Vec<ColumnId> = match table.primary_key.is_empty() {
            true => table.column("account_id").into_iter().chain(table.time).collect(),
            false => table.primary_key.clone(),
        };
        let columns: Vec<ColumnId> = table.column(column).into_iter().chain(key).collect();
        let cells = job.dataset.fetch(table.id, &rows, &columns)?;
        for (row, cells) in rows.iter().zip(&cells) {
            let key = format!("{name}:{}", cells[1..].iter().map(text).collect::<Vec<_>>().join("/"));
            let shared = cells.first().map(text).unwrap_or_default().chars().take(SHOWN).collect();
            found.insert(((name, column), *row), Shown { key, shared });
        }
    }
    Ok(found)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_owned)
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
