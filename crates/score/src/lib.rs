//! Bits that add up.
//!
//! Score = prior + the sum of counted bits. Inside a group of kin indicators the strongest counts fully, the next half,
//! then a quarter (unless a [`Calibration`] knows better), so that one fact seen five ways is not counted five times.
//! `review` and `urgent` need at least two independent groups. Rules (breaches) are never weighed. What the other
//! accounts of a ring show is a term of its own.

mod bands;
mod calibration;
mod company;
mod score;

pub use bands::{Band, Scale};
pub use calibration::{Calibration, CalibrationError, LearntBits, LearntTie};
pub use company::{Company, RingScore, RingTerm, Standing, Told};
pub use score::{AccountScore, Scores, Term, scores};
