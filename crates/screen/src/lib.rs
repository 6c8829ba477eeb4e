//! Watch lists.
//!
//! Reads sanctions lists in their publishers' own formats (OFAC's CSV files, the United Nations' XML, FollowTheMoney, plain files of wallets; also
//! packed with gzip), files their names in an index, and holds names, numbers of documents, e-mail addresses and wallets against them. A
//! broken line is told with its file and place, and costs only itself. Which names are one is judged by `sekisho-names`.

#![forbid(unsafe_code)]

mod agreement;
mod birth;
mod clearance;
mod encoding;
mod entry;
mod error;
mod file;
mod ftm;
mod index;
mod lists;
mod notes;
mod ofac;
mod remarks;
mod screen;
mod un;
mod un_entry;

pub use agreement::{Agreement, agreement};
pub use birth::Birth;
pub use clearance::{Clearance, Clearances, Standing};
pub use entry::{About, Entry, ListedName, document_key, email_key, wallet_key};
pub use error::ScreenError;
pub use file::text_of;
pub use lists::{List, Lists};
pub use screen::{Answer, Asked, Hit, Screen};
