//! A small dataset in one thread: the obvious order of the stages, without a dataflow.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use sekisho_dossier::{Partition, Scatter, Slab};
use sekisho_enrich::{Addresses, Cache, EnrichError};
use sekisho_indicator::Rulebook;
use sekisho_read::{Dataset, ReadError, Rejected, RowRef};
use sekisho_relate::{Relate, wants};
use sekisho_schema::{Schema, TableId};
use sekisho_sentence::{CohortTable, Facts};

use crate::census::{repeated, sightings, verdicts};
use crate::hit::Hit;
use crate::judging::{judge_partition, measure_partition};

/// A small dataset that cannot be judged.
#[derive(Debug, thiserror::Error)]
pub enum SmallError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// Its lists cannot be read.
    #[error(transparent)]
    Lists(#[from] EnrichError),
}

/// What a small dataset gave.
pub struct Judged {
    /// What held.
    pub hits: Vec<Hit>,
    /// What was rejected.
    pub rejected: Vec<Rejected>,
    /// The statistics that were compared with.
    pub cohorts: CohortTable,
}

/// Judges a dataset in memory. With `cohorts`, subjects are compared with those statistics, not with the dataset's own.
///
/// # Errors
/// When the dataset or its lists cannot be read.
pub fn judge_small(
    dataset: &Dataset,
    schema: &Arc<Schema>,
    book: &Rulebook,
    cohorts: Option<CohortTable>,
) -> Result<Judged, SmallError> {
    let lists: Vec<PathBuf> = Some(dataset.root().join("lists")).into_iter().filter(|folder| folder.is_dir()).collect();
    let addresses = Arc::new(Addresses::open(&lists, None, schema)?);
    let plan = &book.registry.plan;
    let relate = Relate::new(dataset, schema, &addresses, plan);
    let mut gathered = gather(dataset, schema, book, &relate);
    let gone = repeats(dataset, &gathered.keys);
    gathered.partitions.iter_mut().for_each(|partition| partition.sort(|row| gone.contains(&row)));
    let measured = |partition| measure_partition(partition, book, &Facts::new(CohortTable::default()));
    let cohorts = cohorts.unwrap_or_else(|| CohortTable::new(gathered.partitions.iter().flat_map(measured).collect()));
    let facts = Facts::new(cohorts.clone());
    let hits = gathered.partitions.iter().flat_map(|partition| judge_partition(partition, book, &facts).hits).collect();
    Ok(Judged { hits, rejected: gathered.rejected, cohorts })
}

struct Gathered {
    /// Rows of different partitions do not stand on one shelf: its order holds within a partition only.
    partitions: Vec<Partition>,
    keys: BTreeMap<TableId, Vec<i64>>,
    rejected: Vec<Rejected>,
}

fn gather(dataset: &Dataset, schema: &Schema, book: &Rulebook, relate: &Relate) -> Gathered {
    let plan = &book.registry.plan;
    let wants = wants(schema, plan);
    let mut scatter = Scatter::new(plan, schema);
    let mut cache = Cache::new();
    let mut all = Gathered { partitions: Vec::new(), keys: BTreeMap::new(), rejected: Vec::new() };
    let mut slabs: BTreeMap<u16, Vec<Slab>> = BTreeMap::new();
    let mut put = |slab: Slab| slabs.entry(slab.partition).or_default().push(slab);
    for unit in dataset.units() {
        for piece in dataset.open_unit(&unit, &wants[&unit.table]) {
            let mut batch = piece.batch;
            all.keys.entry(unit.table).or_default().extend(batch.keys.iter().map(|key| key.0));
            relate.complete(&mut batch, &mut cache);
            scatter.add(&batch, &mut put);
            all.rejected.extend(piece.rejected);
        }
    }
    scatter.finish(&mut put);
    all.partitions.extend(slabs.into_values().map(|slabs| {
        let mut partition = Partition::new(plan, schema);
        partition.fill(slabs);
        partition
    }));
    all
}

fn repeats(dataset: &Dataset, keys: &BTreeMap<TableId, Vec<i64>>) -> BTreeSet<RowRef> {
    let mut seen = Vec::new();
    for (table, keys) in keys {
        let twice = repeated(std::slice::from_ref(keys));
        for unit in dataset.units().iter().filter(|unit| unit.table == *table && !twice.is_empty()) {
            seen.extend(sightings(dataset, unit, &twice));
        }
    }
    verdicts(seen).into_iter().map(|gone| gone.reference).collect()
}
