//! The same person registered twice with typing errors.
//!
//! A pair of records is compared field by field; every level of agreement weighs log2 of how much likelier it is for
//! one person than for two strangers (Fellegi and Sunter, 1969). The weights are learnt from the data without labels by
//! expectation maximisation (Winkler, 1988 and 2000), agreement on a rare value weighs more than on a common one
//! (term-frequency adjustment: Winkler, 1989), and what a household explains as well is taken off again. Pairs are
//! found by blocking. A pair is linked by what its two records say and nothing else: there are no groups whose shape
//! would depend on what comes first.
//!
//! Residence country is no field: a country alone is never evidence.
#![forbid(unsafe_code)]

mod agreement;
mod blocking;
mod compare;
mod dates;
mod emails;
mod explain;
mod field;
mod keys;
mod learn;
mod linkage;
mod model;
mod names;
mod numbers;
mod person;
mod places;
mod population;
mod settings;
mod through;
mod words;
mod written;

pub use explain::{FieldBits, LevelWeight, Pair, Weights};
pub use field::{FIELDS, Field, Verdict};
pub use linkage::{Cut, Linkage, PersonError, same_people, same_people_exhaustively};
pub use person::{BirthDate, Person};
pub use settings::Settings;
