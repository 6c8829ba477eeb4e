//! Dossiers against sentences.
//!
//! Pure pieces that the dataflow wires together ([`judge_partition`], [`measure_partition`], the census of repeated
//! rows), and [`judge_small`], which does it all in one thread on a small dataset: what examples, oracles and the test
//! that judges findings again on their witnesses alone are made of.

mod census;
mod examples;
mod hit;
mod judging;
mod small;

pub use census::{Copy, Dropped, Sighting, repeated, sightings, verdicts};
pub use examples::check_examples;
pub use hit::{Hit, HitRow, MOST_WITNESSES, SlotSpan};
pub use judging::{PartitionHits, judge_partition, measure_partition};
pub use small::{Judged, SmallError, judge_small};
