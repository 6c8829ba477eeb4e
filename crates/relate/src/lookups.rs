//! Values of other tables' rows, by primary key.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use nohash_hasher::IntMap;
use sekisho_dossier::Plan;
use sekisho_read::{Dataset, Want};
use sekisho_schema::{ColumnId, Follow, Lookup, Origin, Schema, TableId, Word};

use crate::complete::Relate;
use crate::wants::{add, needed};

/// Keys are fingerprints already: hashing them again would only cost.
type ByKey = IntMap<i64, Word>;

/// One map per looked-up column.
#[derive(Default)]
pub struct Lookups {
    maps: HashMap<(TableId, ColumnId), ByKey>,
}

/// Chains of parents are followed this far: longer ones go round in a circle.
const LONGEST_CHAIN: i64 = 64;

impl Lookups {
    /// The value that a row finds through its word `through`.
    pub(crate) fn find(&self, lookup: &Lookup, through: Word) -> Word {
        let column = |column| self.maps.get(&(lookup.table, column));
        match lookup.follow {
            Follow::Once => column(lookup.column).and_then(|map| map.get(&through.0)).copied().unwrap_or(Word::NULL),
            Follow::Depth => {
                let parents = column(lookup.through);
                match ancestors(parents, through).count() as i64 {
                    // A circle of parents has no top and no depth.
                    LONGEST_CHAIN.. => Word::NULL,
                    above => Word(1 + above),
                }
            }
            Follow::Root => {
                let top = ancestors(column(lookup.through), through).last();
                top.and_then(|top| column(lookup.column)?.get(&top)).copied().unwrap_or(Word::NULL)
            }
        }
    }

    /// Reads what the plan's lookups need. One pass over a table serves all its columns of one depth; lookups of lookups
    /// come after those that they read.
    pub(crate) fn read(dataset: &Dataset, plan: &Plan, relate: &mut Relate) {
        let schema = Arc::clone(&relate.schema);
        let schema = schema.as_ref();
        let mut pending: BTreeSet<(TableId, ColumnId)> = BTreeSet::new();
        for (table, columns) in needed(schema, plan) {
            columns.iter().for_each(|(column, _)| targets(schema, table, *column, &mut pending));
        }
        let mut by_depth: BTreeMap<usize, BTreeMap<TableId, Vec<ColumnId>>> = BTreeMap::new();
        for (table, column) in pending {
            by_depth.entry(depth(schema, table, column)).or_default().entry(table).or_default().push(column);
        }
        for (table, columns) in by_depth.into_values().flatten() {
            read_columns(dataset, schema, table, &columns, relate);
        }
    }
}

fn ancestors(parents: Option<&ByKey>, from: Word) -> impl Iterator<Item = i64> {
    let mut next = from.some();
    let mut steps = 0;
    std::iter::from_fn(move || {
        let here = next.filter(|_| steps < LONGEST_CHAIN)?;
        steps += 1;
        next = parents.and_then(|parents| parents.get(&here)).and_then(|parent| parent.some());
        Some(here)
    })
}

/// The columns of other tables that a column's value comes from.
fn targets(schema: &Schema, table: TableId, column: ColumnId, found: &mut BTreeSet<(TableId, ColumnId)>) {
    let Origin::Lookup(lookup) = &schema.column(table, column).origin else { return };
    let mut reads = vec![(lookup.table, lookup.column)];
    if lookup.follow != Follow::Once {
        reads.push((lookup.table, lookup.through));
    }
    targets(schema, table, lookup.through, found);
    for read in reads {
        if found.insert(read) {
            targets(schema, read.0, read.1, found);
        }
    }
}

/// How many lookups stand behind a column.
fn depth(schema: &Schema, table: TableId, column: ColumnId) -> usize {
    match &schema.column(table, column).origin {
        Origin::Lookup(lookup) => 1 + depth(schema, lookup.table, lookup.column),
        _ => 0,
    }
}

fn read_columns(dataset: &Dataset, schema: &Schema, table: TableId, columns: &[ColumnId], relate: &mut Relate) {
    let mut want = Want::default();
    columns.iter().for_each(|column| add(schema.at(table), *column, false, &mut want));
    let mut maps = vec![ByKey::default(); columns.len()];
    for unit in dataset.units().iter().filter(|unit| unit.table == table) {
        for piece in dataset.open_unit(unit, &want) {
            let mut batch = piece.batch;
            relate.complete_columns(&mut batch, columns);
            for (map, column) in maps.iter_mut().zip(columns) {
                let Some(words) = batch.words(*column) else { continue };
                for (key, word) in batch.keys.iter().zip(words) {
                    // The first of rows that contradict each other counts, here as everywhere.
                    map.entry(key.0).or_insert(*word);
                }
            }
        }
    }
    relate.lookups.maps.extend(columns.iter().map(|column| (table, *column)).zip(maps));
}
