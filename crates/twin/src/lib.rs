//! Near copies: texts that are one template with edits, images whose perceptual hashes are close.
//!
//! [`text_twins`] and [`image_twins`] find all pairs among a million in seconds. Whoever has more twins than a group of
//! people would make stands in a *crowd* instead (a public template, a placeholder photo): one list, not thousands of
//! pairs. [`explain`] says in words what two texts have in common. This room knows texts and numbers only, no accounts.

#![forbid(unsafe_code)]

mod bag;
mod choice;
mod chosen;
mod explain;
mod groups;
mod image;
mod likeness;
mod mix;
mod rarity;
mod script;
mod sketch;
mod text;
mod ties;
mod words;

pub use bag::Bag;
pub use explain::{Explanation, explain};
pub use groups::{Pair, Twins};
pub use image::{ImageLimits, ImageTwins, image_twins};
pub use likeness::Likeness;
pub use text::{TextLimits, TextTwins, text_twins};
