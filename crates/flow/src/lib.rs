//! The stages wired into one dataflow on `timely`.
//!
//! This is the only room that knows about workers and processes. A run is one epoch of five steps, each of which waits
//! for the one before on all workers:
//!
//! ```text
//! read ─ slabs by partition ─▶ gather ─ keys seen twice ─▶ reread ─▶ verdict ─ rows to drop ─▶
//!        measure ─ cohort values ─▶ cohorts ─ statistics ─▶ judge ─ hits ─▶ worker 0
//! ```
//!
//! Partitions and their order are fixed, rows are sorted by their own keys, and worker 0 sorts what it is handed: the
//! number of workers and processes never shows in a byte of the output.

pub mod cluster;
mod dataflow;
mod error;
mod job;
mod message;
mod outcome;
mod read;
mod run;
mod stage;
mod store;

pub use error::FlowError;
pub use job::{Job, Progress, Step};
pub use outcome::{Outcome, TableCount};
pub use run::{ClusterRun, Joined, Options, join, run};
