//! What several rows or tables must say together before a subject can be judged.
//!
//! A batch of rows comes from the files with its own columns; here it gets the others: addresses gain a country and a
//! kind, rows gain values of other tables' rows (*lookups*: the role of the account that a payment account stands on).
//! Lookup tables are small beside the events that ask them, so every process holds them whole.

mod complete;
mod lookups;
mod wants;

pub use complete::Relate;
pub use lookups::Lookups;
pub use wants::wants;
