//! The partitions of one worker, in memory and, past the budget, in files.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, Write};

use sekisho_dossier::{Partition, Slab};

/// What becomes of a partition after it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum After {
    /// It is read again.
    Keep,
    /// This was the last time.
    Drop,
}

/// Slabs by partition, until they are shelved.
pub(crate) struct Store {
    slabs: BTreeMap<u16, Vec<Slab>>,
    files: BTreeMap<u16, File>,
    shelved: BTreeMap<u16, Partition>,
    budget: Option<u64>,
    held: u64,
    /// The most that was held in memory at once, bytes.
    pub peak: u64,
    /// What went to files, bytes.
    pub spilled: u64,
}

impl Store {
    /// A store that holds at most `budget` bytes of rows in memory.
    pub fn new(budget: Option<u64>) -> Self {
        let (slabs, files, shelved) = Default::default();
        Self { slabs, files, shelved, budget, held: 0, peak: 0, spilled: 0 }
    }

    /// Takes a slab. A file that cannot be written leaves the rows in memory: slower, but nothing is lost.
    pub fn add(&mut self, slab: Slab) {
        self.held += slab.rows.bytes() as u64;
        self.peak = self.peak.max(self.held);
        self.slabs.entry(slab.partition).or_default().push(slab);
        if self.budget.is_some_and(|budget| self.held > budget) {
            self.spill();
        }
    }

    fn spill(&mut self) {
        for (partition, slabs) in &mut self.slabs {
            let Some(written) = write(&mut self.files, *partition, slabs) else { return };
            self.held -= slabs.iter().map(|slab| slab.rows.bytes() as u64).sum::<u64>();
            self.spilled += written;
            slabs.clear();
        }
    }

    /// The partitions that have rows.
    pub fn partitions(&self) -> Vec<u16> {
        let mut all: Vec<u16> =
            self.slabs.keys().chain(self.files.keys()).chain(self.shelved.keys()).copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// Hands a partition's shelves to `read`, made by `shelve` from its slabs. In memory the sorted shelves can be kept for
    /// the next reading; spilled ones are read and sorted anew, one at a time.
    ///
    /// # Errors
    /// When a spilled file cannot be read back whole: a result without its rows would be wrong.
    pub fn with<T>(
        &mut self,
        partition: u16,
        after: After,
        shelve: impl Fn(Vec<Slab>) -> Partition,
        read: impl FnOnce(&Partition) -> T,
    ) -> std::io::Result<T> {
        // Whether rows lie in a file, not whether there is a file: one that could not be written is empty.
        let mut spilled = false;
        let shelved = match self.shelved.remove(&partition) {
            Some(shelved) => shelved,
            None => {
                let mut slabs = self.unspill(partition)?;
                spilled = !slabs.is_empty();
                let waiting = self.slabs.remove(&partition).unwrap_or_default();
                if after == After::Keep && spilled {
                    self.slabs.insert(partition, waiting.clone());
                }
                slabs.extend(waiting);
                shelve(slabs)
            }
        };
        let done = read(&shelved);
        if after == After::Keep && !spilled {
            self.shelved.insert(partition, shelved);
        }
        Ok(done)
    }

    fn unspill(&mut self, partition: u16) -> std::io::Result<Vec<Slab>> {
        let Some(file) = self.files.get_mut(&partition) else { return Ok(Vec::new()) };
        let end = file.stream_position()?;
        file.rewind()?;
        let mut reader = BufReader::new(&mut *file);
        let mut slabs = Vec::new();
        while reader.stream_position()? < end {
            slabs.push(next_slab(&mut reader)?);
        }
        Ok(slabs)
    }
}

fn write(files: &mut BTreeMap<u16, File>, partition: u16, slabs: &[Slab]) -> Option<u64> {
    let file = match files.entry(partition) {
        std::collections::btree_map::Entry::Occupied(open) => open.into_mut(),
        std::collections::btree_map::Entry::Vacant(new) => new.insert(tempfile::tempfile().ok()?),
    };
    let start = file.stream_position().ok()?;
    let mut writer = BufWriter::new(&mut *file);
    let done = slabs.iter().try_for_each(|slab| {
        let bytes = bincode::serialize(slab).map_err(std::io::Error::other)?;
        writer.write_all(&(bytes.len() as u64).to_le_bytes())?;
        writer.write_all(&bytes)
    });
    let done = done.and_then(|()| writer.flush());
    drop(writer);
    match done {
        Ok(()) => Some(file.stream_position().ok()? - start),
        Err(_) => {
            // What was written in part must not be read again: the slabs stay in memory.
            file.set_len(start).ok()?;
            file.seek(std::io::SeekFrom::Start(start)).ok()?;
            None
        }
    }
}

fn next_slab(reader: &mut impl Read) -> std::io::Result<Slab> {
    let mut length = [0; 8];
    reader.read_exact(&mut length)?;
    let mut bytes = vec![0; u64::from_le_bytes(length) as usize];
    reader.read_exact(&mut bytes)?;
    bincode::deserialize(&bytes).map_err(std::io::Error::other)
}

#[cfg(test)]
mod tests {
    use sekisho_dossier::{Plan, Rows};
    use sekisho_schema::Schema;

    use super::*;

    fn slab() -> Slab {
        let rows = Rows {
            keys: vec![1],
            times: vec![2],
            ids: vec![3],
            refs: vec![sekisho_read::RowRef(4)],
            cells: Vec::new(),
        };
        Slab { partition: 5, view: 0, rows }
    }

    /// How many slabs two readings see.
    fn seen(mut store: Store) -> [usize; 2] {
        let schema = Schema::embedded().unwrap();
        let shelve = |count: &std::cell::Cell<usize>, slabs: Vec<Slab>| {
            count.set(slabs.len());
            Partition::new(&Plan::default(), &schema)
        };
        [After::Keep, After::Drop].map(|after| {
            let count = std::cell::Cell::new(usize::MAX);
            store.with(5, after, |slabs| shelve(&count, slabs), |_| ()).unwrap();
            count.get()
        })
    }

    #[test]
    fn rows_in_memory_are_shelved_once_and_rows_in_files_are_read_twice() {
        let mut store = Store::new(None);
        store.add(slab());
        assert_eq!(seen(store), [1, usize::MAX]);
        let mut spilled = Store::new(Some(0));
        spilled.add(slab());
        assert!(spilled.spilled > 0);
        assert_eq!(seen(spilled), [1, 1]);
    }

    #[test]
    fn a_file_that_could_not_be_written_loses_no_row() {
        let mut store = Store::new(None);
        store.add(slab());
        store.files.insert(5, tempfile::tempfile().unwrap());
        assert_eq!(seen(store), [1, usize::MAX]);
    }
}
