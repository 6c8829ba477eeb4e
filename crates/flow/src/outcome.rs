//! What a run gives, gathered and put in order by worker 0.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_judge::{Copy, Dropped, Hit};
use sekisho_read::{Dataset, Rejected};
use sekisho_schema::{Schema, TableId};
use sekisho_sentence::CohortTable;

use crate::message::{Message, ReadNote};

/// Rows of one table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TableCount {
    /// Read, good or bad.
    pub rows: u64,
    /// Rejected.
    pub rejected: u64,
    /// Left out because the same row had been read before.
    pub duplicates: u64,
    /// Files that could not be read, or not to their end; each has an entry without a row among the rejected.
    pub broken_files: u64,
    /// The earliest and latest time among the rows, microseconds, where the column is read.
    pub span: Option<(i64, i64)>,
}

/// What a run gives.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// What held, by rule and subject.
    pub hits: Vec<Hit>,
    /// By rule, how many subjects had too many rows to be judged.
    pub given_up: BTreeMap<u16, u64>,
    /// Rejected rows, by file and line.
    pub rejected: Vec<Rejected>,
    /// Rows by table.
    pub tables: BTreeMap<TableId, TableCount>,
    /// The statistics that subjects were compared with.
    pub cohorts: CohortTable,
    /// The most bytes of rows held by the workers together.
    pub peak_bytes: u64,
    /// Bytes of rows that went through files.
    pub spilled_bytes: u64,
}

/// Collects what comes to worker 0.
#[derive(Default)]
pub(crate) struct Gatherer {
    outcome: Outcome,
    dropped: Vec<Dropped>,
    /// Files that broke off, with their table; a Parquet file may do so in several row groups.
    broken: BTreeSet<(TableId, String)>,
    failed: Option<String>,
}

impl Gatherer {
    pub fn take(&mut self, message: Message) {
        match message {
            Message::Read(note) => self.note(note),
            Message::Dropped(dropped) => self.dropped.extend(dropped),
            Message::Hits(hits) => self.outcome.hits.extend(hits),
            Message::GivenUp(rules) => {
                rules.iter().for_each(|rule| *self.outcome.given_up.entry(*rule).or_default() += 1)
            }
            Message::Samples(samples) => self.outcome.cohorts = CohortTable::new(samples),
            Message::Failed(reason) => self.failed = Some(reason),
            Message::Footprint { peak_bytes, spilled_bytes } => {
                self.outcome.peak_bytes += peak_bytes;
                self.outcome.spilled_bytes += spilled_bytes;
            }
            _ => {}
        }
    }

    fn note(&mut self, note: ReadNote) {
        let count = self.outcome.tables.entry(TableId(note.table)).or_default();
        count.rows += note.rows;
        let rejected: Vec<Rejected> = note.rejected.into_iter().map(Rejected::from).collect();
        let (broken, rows): (Vec<&Rejected>, Vec<&Rejected>) = rejected.iter().partition(|entry| entry.row.is_null());
        count.rejected += rows.len() as u64;
        self.broken.extend(broken.into_iter().map(|entry| (TableId(note.table), entry.file.clone())));
        count.span = match (count.span, note.span) {
            (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
            (known, new) => known.or(new),
        };
        self.outcome.rejected.extend(rejected);
    }

    /// Everything in its order, with the rows that repeat a key told.
    pub fn finish(mut self, dataset: &Dataset, schema: &Schema) -> Result<Outcome, String> {
        if let Some(reason) = self.failed {
            return Err(reason);
        }
        let mut conflicts = Vec::new();
        for gone in std::mem::take(&mut self.dropped) {
            let count = self.outcome.tables.entry(TableId(gone.table)).or_default();
            match gone.copy {
                Copy::Same => count.duplicates += 1,
                Copy::Other(_) => {
                    count.rejected += 1;
                    conflicts.push(gone);
                }
            }
        }
        for (table, _) in std::mem::take(&mut self.broken) {
            self.outcome.tables.entry(table).or_default().broken_files += 1;
        }
        self.outcome.rejected.extend(conflict_rows(conflicts, dataset, schema));
        self.outcome
            .rejected
            .sort_by(|a, b| (&a.file, a.line, &a.column, &a.reason).cmp(&(&b.file, b.line, &b.column, &b.reason)));
        self.outcome.hits.sort_by_key(|hit| (hit.rule, hit.subject, hit.space, hit.key));
        Ok(self.outcome)
    }
}

fn conflict_rows(conflicts: Vec<Dropped>, dataset: &Dataset, schema: &Schema) -> Vec<Rejected> {
    let mut by_table: BTreeMap<TableId, Vec<Dropped>> = BTreeMap::new();
    conflicts.into_iter().for_each(|gone| by_table.entry(TableId(gone.table)).or_default().push(gone));
    by_table.into_iter().flat_map(|(table, rows)| table_conflicts(table, rows, dataset, schema)).collect()
}

fn table_conflicts(table: TableId, mut rows: Vec<Dropped>, dataset: &Dataset, schema: &Schema) -> Vec<Rejected> {
    rows.sort_unstable();
    let described = schema.at(table);
    let columns: Vec<_> = described.own_columns().map(|(id, column)| (id, column.name.clone())).collect();
    let ids: Vec<_> = columns.iter().map(|(id, _)| *id).collect();
    let references: Vec<_> = rows.iter().map(|gone| gone.reference).collect();
    let cells = dataset.fetch(table, &references, &ids).unwrap_or_default();
    let key = described.primary_key.first().map(|column| described.at(*column).name.clone());
    let lines = dataset.lines(&references);
    let name = |file: u16| dataset.files()[usize::from(file)].path.display().to_string();
    let mut rejected = Vec::new();
    for (at, gone) in rows.iter().enumerate() {
        let Copy::Other(first) = gone.copy else { continue };
        let row = columns.iter().map(|(_, name)| name.clone()).zip(cells.get(at).cloned().unwrap_or_default());
        let kept =
            dataset.lines(&[first]).first().map_or(name(first.file()), |line| format!("{}:{line}", name(first.file())));
        rejected.push(Rejected {
            file: name(gone.reference.file()),
            line: lines[at],
            column: key.clone(),
            reason: format!("expected a new key, found that of {kept} with other content; the first row is kept"),
            row: serde_json::Value::Object(row.filter(|(_, value)| !value.is_null()).collect()),
        });
    }
    rejected
}
