//! Boolean sentences over dossiers.
//!
//! A sentence is CEL (Common Expression Language), parsed by the `cel` crate and compiled here, with static types from
//! the schema, into closures over columnar rows. A wrong name or type is a [`Diagnostic`] with its place before any data
//! is read. The same closures judge and, asked to, name the rows that made the sentence hold ([`Sentence::trace`]), so
//! evidence cannot drift from judgement. What the data does not say is *unknown*: neither true nor false.

mod bare;
mod bind;
mod cohort;
mod compiler;
mod diagnostic;
mod frame;
mod functions;
mod names;
mod node;
mod operators;
mod parse;
mod passage;
mod presence;
mod reference;
mod relation;
mod scratch;
mod sentence;
mod texts;
mod ty;
mod values;
mod windows;

pub use cohort::{CohortSample, CohortTable, Cohorts};
pub use compiler::{Limit, Limits};
pub use diagnostic::Diagnostic;
pub use frame::{Facts, Named, Trace, Witness};
pub use presence::{Everything, Presence};
pub use reference::{FUNCTIONS, Function, On, language_page};
pub use sentence::{Coverage, Registry, Sentence, Verdict, compile};
pub use ty::Type;
