//! From files to columnar batches of packed words.
//!
//! A dataset is a folder of tables in Parquet, CSV or JSONL (`dataset-format.md`). [`Dataset::open`] looks at every
//! file once, [`Dataset::units`] cuts the work into pieces that any worker may take, and [`Dataset::open_unit`] reads one of
//! them as [`Piece`]s: a [`Batch`] of valid rows and the [`Rejected`] ones, which never stop a scan. The same data gives
//! the same words in every format. [`Dataset::fetch`] brings the cells of a few rows later, for witnesses.

mod assemble;
mod batch;
mod cell;
mod csv;
mod dataset;
mod error;
mod fetch;
mod folder;
mod format;
mod guard;
mod input;
mod jsonl;
mod lines;
mod made;
mod note;
mod parquet_file;
mod parse;
mod quick;
mod reject;
mod rows;
mod source;
mod text_rows;
mod text_unit;
mod texts;
mod unit;
mod uses;

pub use batch::{Batch, ColumnData, Piece, RowRef, Want};
pub use dataset::Dataset;
pub use error::ReadError;
pub use format::{FileInfo, Format, Packing};
pub use guard::is_guarded;
pub use note::Note;
pub use reject::Rejected;
pub use texts::Texts;
pub use unit::{Unit, UnitReader};
