//! What all workers of a run share.

use std::collections::BTreeMap;
use std::sync::Arc;

use sekisho_indicator::Rulebook;
use sekisho_read::{Dataset, Unit, Want};
use sekisho_relate::{Relate, wants};
use sekisho_schema::{Schema, TableId};

/// How far a run has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// So many bytes of the input were read by this process.
    Read(u64),
    /// So many partitions were judged by this process.
    Judged(u64),
}

/// Told about every step, from worker threads.
pub type Progress = Arc<dyn Fn(Step) + Send + Sync>;

/// Input and rules of a run.
pub struct Job {
    /// The files.
    pub dataset: Dataset,
    /// The tables.
    pub schema: Arc<Schema>,
    /// The rules, compiled for this dataset.
    pub book: Rulebook,
    /// Lookups and enrichment.
    pub relate: Relate,
    /// Who is told how far it has come.
    pub progress: Progress,
    pub(crate) wants: BTreeMap<TableId, Want>,
}

impl Job {
    /// A job over a dataset.
    pub fn new(dataset: Dataset, schema: Arc<Schema>, book: Rulebook, relate: Relate, progress: Progress) -> Self {
        let wants = wants(&schema, &book.registry.plan);
        Self { dataset, schema, book, relate, progress, wants }
    }

    /// The units of work of one of `workers`: the heaviest first, each to the least loaded.
    pub(crate) fn units_of(&self, worker: usize, workers: usize) -> Vec<Unit> {
        let mut units = self.dataset.units();
        units.sort_by_key(|unit| (std::cmp::Reverse(unit.weight), unit.file, unit.part));
        let mut load = vec![0u64; workers];
        let mut own = Vec::new();
        for unit in units {
            let least = (0..workers).min_by_key(|worker| load[*worker]).unwrap_or(0);
            load[least] += unit.weight.max(1);
            if least == worker {
                own.push(unit);
            }
        }
        own
    }
}
