//! Why two accounts may be one hand: what they share, weighed by how rare it is.
//!
//! Each module looks for one sort of [`Bond`]: equal values ([`exact`], [`network`]), near copies ([`words`], [`papers`],
//! [`pictures`], [`people`]), conduct ([`money`], [`conduct`], [`blocks`], [`rhythm`]). What too many share, or what lists say
//! strangers share, is left out as a [`Hub`] and
//! told. Then every bond gets bits by its rarity in this population ([`Weight`]) and is a [`Tie`].
//!
//! Names, nationalities and languages tie nobody. Of accounts that are tied it is told whether they are registered for
//! one holder ([`holders`]), because much that two people should not share one person may.

mod accounts;
mod blocks;
mod bond;
mod conduct;
mod exact;
mod holders;
mod kind;
mod made;
mod money;
mod near;
mod network;
mod papers;
mod people;
mod pictures;
mod rhythm;
mod rings;
mod rows;
mod sighting;
mod ties;
mod weigh;
mod words;

pub use accounts::{Accounts, Told};
pub use blocks::ReviewBlock;
pub use bond::{Bond, Hub, Place, Why};
pub use kind::{Family, Kind, Traits};
pub use rings::{Earlier, Ring, RingMember, plain, rules};
pub use ties::{Tie, Ties};
pub use weigh::Weight;
