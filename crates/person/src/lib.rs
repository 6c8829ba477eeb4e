//! The same person registered twice with typing errors.
//!
//! A pair of records is compared field by field; every level of agreement weighs log2 of how much likelier it is for
//! one person than for two strangers (Fellegi and Sunter, 1969). The weights are learnt from the data without labels by
//! expectation maximisation (Winkler, 1988 and 2000), agreement on a rare value weighs more than on a common one
//! (term-frequency adjustment: Winkler, 1989), and what a household explains as well is taken off again. Pairs are
//! found by blocking, people by average linkage.
//!
//! Residence country is no field: a country alone is never evidence.
#![forbid(unsafe_code)]

mod agreement;
mod blocking;
mod cluster;
mod compare;
mod dates;
mod emails;
mod field;
mod learn;
mod linkage;
mod model;
mod names;
mod numbers;
mod person;
mod places;
mod population;
mod settings;
mod words;
mod written;

pub use field::{FIELDS, Field};
pub use linkage::{FieldBits, LevelWeight, Linkage, Pair, PersonError, Weights, same_people, same_people_exhaustively};
pub use person::{BirthDate, Person};
pub use settings::Settings;
