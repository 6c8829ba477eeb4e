//! Everything the records say about one subject, packed in columns and sorted by time.
//!
//! Sentences ask for relations and columns; the [`Plan`] collects what they ask for. Batches of rows are *scattered*
//! into [`Slab`]s by subject; slabs of one partition are *shelved*, sorted by subject, time and primary key (never by
//! arrival), and read as [`Dossier`]s. Nothing here knows about workers, files or sentences.

mod cells;
mod dossier;
mod packed;
mod partition;
mod plan;
mod rows;
mod scatter;

pub use cells::Cells;
pub use dossier::Dossier;
pub use partition::{Partition, Shelf};
pub use plan::{Plan, Slot, SlotColumn, SlotId, View};
pub use rows::{Rows, Slab};
pub use scatter::{PARTITIONS, Scatter, subject_key};
