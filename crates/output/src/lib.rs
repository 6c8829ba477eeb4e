//! The files of the contract (`dataset-format.md`, section Writing). Every file is written whole beside its place and
//! then moved there, so that a reader never sees half of one.

mod coverage;
mod error;
mod findings;
mod lines;
mod parquet_file;
mod place;
mod rings;
mod scores;
mod trails;

pub use coverage::{Coverage, IndicatorCoverage, NotThere, TableCoverage, write_coverage};
pub use error::OutputError;
pub use findings::write_findings;
pub use lines::write_rejected;
pub use parquet_file::write_findings_parquet;
pub use place::{prepare, write_text};
pub use rings::{LeftOut, Link, RingRow, write_left_out, write_links, write_rings};
pub use scores::write_scores;
pub use trails::{Hop, Trail, write_trails};
