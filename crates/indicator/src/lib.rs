//! Indicator files: rule, documentation, test and page in one.
//!
//! A file is TOML front matter and fixed headings (`docs/writing-indicators.md`). [`parse`] reads one, [`load`] reads a
//! folder or the built-in corpus, [`Rulebook::compile`] turns them into sentences for a dataset. Every mistake is a
//! [`Problem`] with file, line, column and hint.

mod blocks;
mod corpus;
mod front;
mod indicator;
mod page;
mod problem;
mod rulebook;
mod says;
mod sections;

pub use blocks::Block;
pub use corpus::{Corpus, embedded, load};
pub use front::{Kind, LimitLine, Status};
pub use indicator::{Indicator, parse};
pub use page::page;
pub use problem::Problem;
pub use rulebook::{Rule, Rulebook};
pub use says::{Filling, Template};
