//! Every finding with complete evidence, judged again on its witness rows alone, is raised again for the same subject.
//!
//! What "alone" means. A dataset folder is written that holds the witness rows, whole, and of every other table the
//! header only. All that a sentence walks over (`sessions.exists(...)`, `documents.size()`, `account.opened_at`) comes
//! from there. Three things stay as they were in the scan, because they are no rows of the subject:
//!
//! - which tables and columns the operator's data has (a header-only file says so too);
//! - values that a row finds in another table by its key (`payment_accounts.account_role`, the category of a job, the tier
//!   of a subcontract): they are looked up in the whole dataset, and never become rows that could bear witness;
//! - the statistics of the population with which a subject is compared, and the lists of addresses.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sekisho_dossier::{Partition, Scatter, Slab};
use sekisho_enrich::{Addresses, Cache};
use sekisho_flow::{Job, Options};
use sekisho_indicator::{Rulebook, embedded};
use sekisho_judge::{Hit, judge_partition};
use sekisho_read::{Dataset, RowRef};
use sekisho_relate::{Relate, wants};
use sekisho_schema::{ColumnId, Schema, Table, TableId};
use sekisho_sentence::Facts;
use sekisho_simulate::Format;
use serde_json::Value;

use crate::oracles::Present;
use crate::worlds::{invented, shared};

/// Of one indicator so many findings of the large world are judged again, evenly spread over the subjects.
const OF_LARGE_WORLD: usize = 60;

/// A scan: what was read, and what was found.
struct Scanned {
    job: Arc<Job>,
    hits: Vec<Hit>,
    facts: Facts,
}

fn scanned(folder: &Path) -> Scanned {
    let schema = Arc::new(Schema::embedded().unwrap());
    let dataset = Dataset::open(folder, &schema).unwrap();
    let book = Rulebook::compile(&embedded().indicators, &schema, &Present(&dataset)).expect("sentences compile");
    let lists: Vec<PathBuf> = [folder.join("lists")].into_iter().filter(|lists| lists.is_dir()).collect();
    let addresses = Arc::new(Addresses::open(&lists, None, &schema).unwrap());
    let relate = Relate::new(&dataset, &schema, &addresses, &book.registry.plan);
    let job = Arc::new(Job::new(dataset, schema, book, relate, Arc::new(|_| {})));
    let outcome = sekisho_flow::run(&job, Options { threads: 2, memory: None, cluster: None }).unwrap();
    let outcome = outcome.expect("the outcome of process 0");
    Scanned { job, hits: outcome.hits, facts: Facts::new(outcome.cohorts) }
}

/// Witness rows by table.
type Witnesses = BTreeMap<TableId, BTreeSet<RowRef>>;

impl Scanned {
    fn witnesses(&self, hit: &Hit) -> Witnesses {
        let tables: Vec<TableId> = self.job.book.registry.plan.slots_of(hit.subject).map(|slot| slot.table).collect();
        let mut witnesses = Witnesses::new();
        for row in &hit.rows {
            witnesses.entry(tables[usize::from(row.slot)]).or_default().insert(row.reference);
        }
        witnesses
    }

    /// The hits that are judged again: complete ones, at most so many of one indicator.
    fn chosen(&self, most: usize) -> Vec<&Hit> {
        let mut by_rule: BTreeMap<u16, Vec<&Hit>> = BTreeMap::new();
        self.hits.iter().filter(|hit| hit.is_complete()).for_each(|hit| by_rule.entry(hit.rule).or_default().push(hit));
        by_rule.into_values().flat_map(|hits| spread(&hits, most)).collect()
    }

    fn id(&self, rule: u16) -> &str {
        &self.job.book.rules[usize::from(rule)].indicator.id
    }

    /// What the rows in a folder raise, with lookups in the whole dataset and the statistics of the whole population.
    fn judge(&self, folder: &Path) -> Vec<Hit> {
        let (schema, plan) = (&self.job.schema, &self.job.book.registry.plan);
        let (dataset, wants) = (Dataset::open(folder, schema).unwrap(), wants(schema, plan));
        let (mut scatter, mut cache) = (Scatter::new(plan, schema), Cache::new());
        let mut slabs: BTreeMap<u16, Vec<Slab>> = BTreeMap::new();
        let mut put = |slab: Slab| slabs.entry(slab.partition).or_default().push(slab);
        for unit in dataset.units() {
            for piece in dataset.open_unit(&unit, &wants[&unit.table]) {
                assert!(piece.rejected.is_empty(), "a witness row cannot be read again: {:?}", piece.rejected);
                let mut batch = piece.batch;
                self.job.relate.complete(&mut batch, &mut cache);
                scatter.add(&batch, &mut put);
            }
        }
        scatter.finish(&mut put);
        let judged = slabs.into_values().map(|slabs| {
            let mut partition = Partition::new(plan, schema);
            partition.fill(slabs);
            partition.sort(|_| false);
            judge_partition(&partition, &self.job.book, &self.facts).hits
        });
        judged.flatten().collect()
    }
}

/// At most so many of them, from the first to the last.
fn spread<'a>(hits: &[&'a Hit], most: usize) -> Vec<&'a Hit> {
    let step = hits.len().div_ceil(most).max(1);
    hits.iter().step_by(step).copied().collect()
}

/// A dataset folder with the header of every table of the scan, and the witness rows of one finding at a time.
struct Reduced<'a> {
    scanned: &'a Scanned,
    folder: tempfile::TempDir,
    /// Every row that some finding needs, with all its cells.
    cells: BTreeMap<(TableId, RowRef), Vec<Value>>,
}

impl<'a> Reduced<'a> {
    fn new(scanned: &'a Scanned, hits: &[&Hit]) -> Self {
        let mut needed = Witnesses::new();
        for (table, rows) in hits.iter().flat_map(|hit| scanned.witnesses(hit)) {
            needed.entry(table).or_default().extend(rows);
        }
        let mut cells = BTreeMap::new();
        for (table, rows) in needed {
            let rows: Vec<RowRef> = rows.into_iter().collect();
            let columns: Vec<ColumnId> = scanned.job.schema.at(table).own_columns().map(|(id, _)| id).collect();
            let fetched = scanned.job.dataset.fetch(table, &rows, &columns).unwrap();
            cells.extend(rows.into_iter().map(|row| (table, row)).zip(fetched));
        }
        let reduced = Self { scanned, folder: tempfile::tempdir().unwrap(), cells };
        let tables = scanned.job.schema.tables().iter().filter(|table| scanned.job.dataset.has_table(table.id));
        tables.for_each(|table| reduced.write(table, &BTreeSet::new()));
        reduced
    }

    fn write(&self, table: &Table, rows: &BTreeSet<RowRef>) {
        let mut writer = csv::Writer::from_path(self.folder.path().join(format!("{}.csv", table.name))).unwrap();
        let is_there = |column: &ColumnId| self.scanned.job.dataset.has_column(table.id, *column);
        let columns: Vec<ColumnId> = table.own_columns().map(|(id, _)| id).filter(is_there).collect();
        writer.write_record(columns.iter().map(|column| &table.at(*column).name)).unwrap();
        for row in rows {
            let cells = &self.cells[&(table.id, *row)];
            writer.write_record(columns.iter().map(|column| written(&cells[usize::from(column.0)]))).unwrap();
        }
        writer.flush().unwrap();
    }

    /// Whether the finding is raised again on these rows alone.
    fn raises(&self, hit: &Hit, witnesses: &Witnesses) -> bool {
        let schema = &self.scanned.job.schema;
        witnesses.iter().for_each(|(table, rows)| self.write(schema.at(*table), rows));
        let again = self.scanned.judge(self.folder.path());
        witnesses.keys().for_each(|table| self.write(schema.at(*table), &BTreeSet::new()));
        let of = |hit: &Hit| (hit.rule, hit.subject, hit.space, hit.key);
        again.iter().any(|other| of(other) == of(hit))
    }
}

fn written(cell: &Value) -> String {
    match cell {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Judges the findings of a dataset again; the offenders as *found → expected*, and how many were judged.
fn judged_again(folder: &Path, most: usize) -> (Vec<String>, usize) {
    let scanned = scanned(folder);
    let hits = scanned.chosen(most);
    let reduced = Reduced::new(&scanned, &hits);
    let mut quiet: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for hit in &hits {
        let witnesses = scanned.witnesses(hit);
        if !reduced.raises(hit, &witnesses) {
            let rows: Vec<_> = witnesses.keys().map(|table| &scanned.job.schema.at(*table).name).collect();
            let words = format!("{} rows of {rows:?}", hit.rows.len());
            quiet.entry(scanned.id(hit.rule)).or_default().push(words);
        }
    }
    let count = |id: &str| hits.iter().filter(|hit| scanned.id(hit.rule) == id).count();
    let tell = |(id, list): (&str, Vec<String>)| {
        let all = count(id);
        format!("{id}: {} of {all} raised again → {all} of {all}; not on {}", all - list.len(), list[0])
    };
    (quiet.into_iter().map(tell).collect(), hits.len())
}

#[test]
fn findings_of_an_invented_world_rest_on_their_witnesses_alone() {
    let world = invented(1_500, 60, 11, Format::Csv);
    let (offenders, judged) = judged_again(&world.path().join("data"), usize::MAX);
    assert!(offenders.is_empty(), "found → expected:\n{}", offenders.join("\n"));
    assert!(judged > 300, "{judged} findings");
}

#[test]
fn findings_of_the_shared_world_rest_on_their_witnesses_alone() {
    let Some(folder) = shared("worlds/plain/data") else { return };
    let (offenders, judged) = judged_again(&folder, OF_LARGE_WORLD);
    assert!(offenders.is_empty(), "found → expected:\n{}", offenders.join("\n"));
    println!("{judged} findings judged again");
}

/// The check above can fail: without its rows no finding is raised.
#[test]
fn nothing_is_raised_without_witnesses() {
    let world = invented(400, 40, 12, Format::Parquet);
    let scanned = scanned(&world.path().join("data"));
    let hits = scanned.chosen(usize::MAX);
    let reduced = Reduced::new(&scanned, &hits);
    assert!(hits.len() > 20 && !reduced.raises(hits[0], &Witnesses::new()));
    assert!(scanned.judge(reduced.folder.path()).is_empty());
}
