//! Hits become findings that people can read.
//!
//! A hit knows rows by their place and values by their words. Here the texts of those rows are fetched, late and for
//! these rows only; equality that rested on a fingerprint is verified on the texts; and the indicator's own sentence for
//! people is filled in.

mod finding;
mod names;
mod rows;
mod says;
mod spoken;
mod timeline;

pub use finding::{Evidence, EvidenceRow, Finding, findings};
pub use timeline::{AccountTimeline, KeyEvent, KeyEventKind, SessionSpan, timelines};
