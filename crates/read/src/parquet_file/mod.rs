//! Parquet: one unit per row group, only the columns that are wanted or that validation needs.

mod bulk;
mod decode;
mod fit;
mod footer;
mod late;
mod open;
mod plan;
mod statistics;
mod unit;
mod visit;

pub(crate) use fit::refusal;
pub(crate) use footer::Footer;
pub(crate) use late::for_cells;
pub(crate) use unit::ParquetUnit;
