//! Is this the same name?
//!
//! A Japanese bank gives a holder in half-width katakana, a passport in capitals of one romanisation, a platform in kanji or Hangul. This
//! room reads both names in every tradition that they can be read in (word by word, Korean, Japanese, Chinese), aligns their parts,
//! and weighs what agrees by how many people share it: 김, 金 and Kim meet and say little, a rare name says much. What contradicts is
//! kept apart from what is merely absent.
//!
//! ```
//! use sekisho_names::{judge, Kind, Verdict};
//! let judged = judge("金 英哲", "ｷﾑ ﾖﾝﾁﾖﾙ", Kind::Person);
//! assert_eq!(judged.verdict, Verdict::Same);
//! ```
//!
//! The room is pure: no files, no clock, no chance. Dictionaries are built in; `data/make.py` says what they were made of.

#![forbid(unsafe_code)]

mod arabic;
mod chinese;
mod data;
mod evidence;
mod given;
mod jamo;
mod japanese;
mod judge;
mod judgement;
mod korean;
mod latin;
mod likelihood;
mod name;
mod nanori;
pub mod ofac;
mod organisation;
mod parts;
mod readings;
mod romaji;
mod slavic;
mod spellings;
mod text;
mod trade;

pub use evidence::{Against, Alone, How, Part};
pub use judge::{judge, judge_loosely, judge_names, may_meet};
pub use judgement::{DIFFERENT, Judgement, PRIOR_BITS, SAME, Verdict};
pub use name::{Kind, Name, Sounded};
