//! Which columns of which tables have to be read for a plan.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_dossier::Plan;
use sekisho_read::Want;
use sekisho_schema::{ColumnId, ColumnType, Follow, Origin, Schema, Table, TableId};

/// What to read of every table: what sentences read, what makes keys and orders rows, and what these are worked out
/// from. Tables that nothing asks for are read all the same, with no column wanted, so that their bad rows are found.
pub fn wants(schema: &Schema, plan: &Plan) -> BTreeMap<TableId, Want> {
    let mut wanted: BTreeMap<TableId, Want> = schema.tables().iter().map(|table| (table.id, Want::default())).collect();
    for (table, columns) in needed(schema, plan) {
        let want = wanted.entry(table).or_default();
        for (column, text) in columns {
            add(schema.at(table), column, text, want);
        }
    }
    wanted
}

/// Every column, of any origin, that the plan needs of its tables.
pub(crate) fn needed(schema: &Schema, plan: &Plan) -> BTreeMap<TableId, BTreeSet<(ColumnId, bool)>> {
    let mut needed: BTreeMap<TableId, BTreeSet<(ColumnId, bool)>> = BTreeMap::new();
    for subject in plan.subjects() {
        for slot in plan.slots_of(subject) {
            let columns = needed.entry(slot.table).or_default();
            columns.extend(slot.columns.iter().map(|wanted| (wanted.column, wanted.text)));
            columns.extend(slot.time.map(|time| (time, false)));
        }
    }
    for view in plan.views(schema) {
        needed.entry(view.table).or_default().extend(view.by.iter().map(|column| (*column, false)));
    }
    needed
}

/// Adds the own columns behind a column.
pub(crate) fn add(table: &Table, column: ColumnId, text: bool, want: &mut Want) {
    let described = table.at(column);
    match &described.origin {
        Origin::Own if text && matches!(described.ty, ColumnType::Text | ColumnType::Id) => {
            want.texts.insert(column);
        }
        Origin::Own => {
            want.words.insert(column);
        }
        Origin::Enriched { from } => {
            want.words.insert(*from);
        }
        Origin::Spelled { from, wallets } => {
            want.texts.insert(*from);
            want.words.extend(wallets.map(|(kinds, _)| kinds));
        }
        Origin::Lookup(lookup) => {
            add(table, lookup.through, false, want);
            if let Some(unless) = lookup.unless {
                add(table, unless, false, want);
            }
            if lookup.follow == Follow::Root {
                // The first row of a chain is its own top.
                add(table, lookup.column, false, want);
            }
        }
    }
    if let Some(from) = described.filled_from {
        want.words.insert(from);
    }
}
