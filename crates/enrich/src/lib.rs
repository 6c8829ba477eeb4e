//! What is known about an address, local clocks, written forms as keys, names that are one, and the check digits of
//! documents.
//!
//! Small pure answers that the later rooms ask for once a row. Files are read when [`Addresses`] is opened and never
//! again; nothing here knows about tables, workers or accounts.

mod addresses;
mod cache;
pub mod clock;
mod embedded;
mod error;
pub mod keys;
mod lists;
#[cfg(test)]
mod measure;
mod mmdb;
pub mod mrz;
pub mod names;
mod network;
mod place;
mod ranges;

pub use addresses::Addresses;
pub use cache::{Cache, Known};
pub use clock::Clock;
pub use error::EnrichError;
pub use mrz::MrzVerdict;
pub use place::Place;
