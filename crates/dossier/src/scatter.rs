//! From batches of rows to slabs by subject.

use std::borrow::Cow;

use sekisho_read::{Batch, ColumnData};
use sekisho_schema::{ColumnId, ColumnType, Schema, Word};

use crate::partition::empty_rows;
use crate::plan::{Plan, SlotColumn, View};
use crate::rows::{Rows, Slab};

/// Subjects are dealt to this many partitions, whatever the number of workers: sorting and judging work on one at a
/// time, and a partition is what spills to a file.
pub const PARTITIONS: u16 = 1 << PARTITION_BITS;

/// The leading bits of a key say its partition.
pub(crate) const PARTITION_BITS: u32 = 7;

/// A slab leaves for its partition when it has this many rows: large enough that routing costs nothing per row, small
/// enough that the waiting ones (views x partitions) stay within some tens of megabytes.
const SLAB_ROWS: usize = 1024;

/// The key of a subject: its words mixed by XXH3, so that partitions fill evenly whatever the ids look like.
#[inline]
pub fn subject_key(words: &[Word]) -> u64 {
    if let [word] = words {
        return xxhash_rust::xxh3::xxh3_64(&word.0.to_le_bytes());
    }
    let bytes: Vec<u8> = words.iter().flat_map(|word| word.0.to_le_bytes()).collect();
    xxhash_rust::xxh3::xxh3_64(&bytes)
}

#[inline]
fn partition_of(key: u64) -> usize {
    (key >> (u64::BITS - PARTITION_BITS)) as usize
}

/// Splits rows by subject. Holds the slabs that are not yet full.
pub struct Scatter {
    lanes: Vec<Lane>,
}

/// One view with its waiting slabs.
struct Lane {
    view: View,
    number: u16,
    time: Option<ColumnId>,
    /// Whether the column that orders the rows holds days.
    by_day: bool,
    columns: Vec<SlotColumn>,
    empty: Rows,
    waiting: Vec<Rows>,
}

impl Scatter {
    /// A splitter for everything the plan asks for.
    pub fn new(plan: &Plan, schema: &Schema) -> Self {
        let lanes = plan.views(schema).into_iter().zip(0u16..).filter_map(|(view, number)| {
            let slot = plan.slots_of(view.subject).nth(usize::from(view.slot.0))?;
            let empty = empty_rows(slot, schema);
            let waiting = vec![empty.empty_like(); usize::from(PARTITIONS)];
            let by_day = slot.time.is_some_and(|time| schema.column(slot.table, time).ty == ColumnType::Date);
            Some(Lane { view, number, time: slot.time, by_day, columns: slot.columns.clone(), empty, waiting })
        });
        Self { lanes: lanes.collect() }
    }

    /// Splits one batch; `send` gets every slab that is full.
    pub fn add(&mut self, batch: &Batch, send: &mut impl FnMut(Slab)) {
        for lane in self.lanes.iter_mut().filter(|lane| lane.view.table == batch.table) {
            lane.add(batch, send);
        }
    }

    /// Sends the slabs that are not full.
    pub fn finish(&mut self, send: &mut impl FnMut(Slab)) {
        for lane in &mut self.lanes {
            for partition in 0..lane.waiting.len() {
                lane.send(partition, send);
            }
        }
    }
}

impl Lane {
    fn add(&mut self, batch: &Batch, send: &mut impl FnMut(Slab)) {
        let keys = self.keys(batch);
        let dealt = deal(&keys);
        for (partition, rows) in dealt.groups() {
            let mut rest = rows;
            while !rest.is_empty() {
                // A slab is filled to the row: its lists were made for so many and never grow.
                let room = SLAB_ROWS - self.waiting[partition].len();
                let (now, later) = rest.split_at(room.min(rest.len()));
                self.put(partition, now, batch, &keys);
                if self.waiting[partition].len() >= SLAB_ROWS {
                    self.send(partition, send);
                }
                rest = later;
            }
        }
    }

    /// The key of every row, `None` for a row that belongs to nobody.
    fn keys(&self, batch: &Batch) -> Vec<Option<u64>> {
        let parts: Vec<Option<Cow<'_, [Word]>>> = self.view.by.iter().map(|column| words(batch, *column)).collect();
        let mut key = Vec::with_capacity(parts.len());
        let rows = 0..batch.refs.len();
        rows.map(|row| {
            key.clear();
            key.extend(parts.iter().map(|part| part.as_ref().map_or(Word::NULL, |words| words[row])));
            let owner = *key.last()?;
            (!owner.is_null()).then(|| subject_key(&key))
        })
        .collect()
    }

    fn put(&mut self, partition: usize, rows: &[u32], batch: &Batch, keys: &[Option<u64>]) {
        let waiting = &mut self.waiting[partition];
        if waiting.is_empty() {
            waiting.reserve(SLAB_ROWS);
        }
        let at = |row: &u32| *row as usize;
        waiting.keys.extend(rows.iter().filter_map(|row| keys[at(row)]));
        waiting.ids.extend(rows.iter().map(|row| batch.keys[at(row)].0));
        waiting.refs.extend(rows.iter().map(|row| batch.refs[at(row)]));
        match self.time.and_then(|time| words(batch, time)) {
            Some(times) if self.by_day => waiting.times.extend(rows.iter().map(|row| midnight(times[at(row)]).0)),
            Some(times) => waiting.times.extend(rows.iter().map(|row| times[at(row)].0)),
            None => waiting.times.extend(rows.iter().map(|_| Word::NULL.0)),
        }
        for (cells, wanted) in waiting.cells.iter_mut().zip(&self.columns) {
            match batch.columns.get(usize::from(wanted.column.0)).and_then(Option::as_ref) {
                Some(ColumnData::Words(words)) if !wanted.text => cells.extend_words(words, rows),
                Some(ColumnData::Texts(texts)) if wanted.text => {
                    rows.iter().for_each(|row| cells.push_text(texts.get(at(row))));
                }
                Some(ColumnData::Texts(texts)) => rows.iter().for_each(|row| {
                    cells.push(texts.get(at(row)).map_or(Word::NULL, |text| Word::fingerprint(text.as_bytes())));
                }),
                _ => rows.iter().for_each(|_| cells.push(Word::NULL)),
            }
        }
    }

    fn send(&mut self, partition: usize, send: &mut impl FnMut(Slab)) {
        if self.waiting[partition].is_empty() {
            return;
        }
        let rows = std::mem::replace(&mut self.waiting[partition], self.empty.empty_like());
        send(Slab { partition: partition as u16, view: self.number, rows });
    }
}

/// A day as the moment of its midnight in UTC, so that rows of every table are ordered and windowed in microseconds.
fn midnight(day: Word) -> Word {
    day.some().and_then(|day| day.checked_mul(86_400_000_000)).map_or(Word::NULL, Word)
}

/// The words of a column; of one that was read as text because a sentence wants the text, its fingerprints.
fn words(batch: &Batch, column: ColumnId) -> Option<Cow<'_, [Word]>> {
    match batch.columns.get(usize::from(column.0))?.as_ref()? {
        ColumnData::Words(words) => Some(Cow::Borrowed(words)),
        ColumnData::Texts(texts) => {
            let word = |row| texts.get(row).map_or(Word::NULL, |text: &str| Word::fingerprint(text.as_bytes()));
            Some(Cow::Owned((0..texts.len()).map(word).collect()))
        }
    }
}

/// Row numbers grouped by partition (a counting sort: two passes, no list per partition).
struct Dealt {
    starts: Vec<u32>,
    rows: Vec<u32>,
}

fn deal(keys: &[Option<u64>]) -> Dealt {
    let mut starts = vec![0u32; usize::from(PARTITIONS) + 1];
    for key in keys.iter().flatten() {
        starts[partition_of(*key) + 1] += 1;
    }
    for partition in 1..starts.len() {
        starts[partition] += starts[partition - 1];
    }
    let mut next = starts.clone();
    let mut rows = vec![0u32; starts[starts.len() - 1] as usize];
    for (row, key) in keys.iter().enumerate() {
        if let Some(key) = key {
            let place = &mut next[partition_of(*key)];
            rows[*place as usize] = row as u32;
            *place += 1;
        }
    }
    Dealt { starts, rows }
}

impl Dealt {
    fn groups(&self) -> impl Iterator<Item = (usize, &[u32])> {
        let spans = self.starts.windows(2).enumerate();
        spans
            .map(|(partition, ends)| (partition, &self.rows[ends[0] as usize..ends[1] as usize]))
            .filter(|(_, rows)| !rows.is_empty())
    }
}
