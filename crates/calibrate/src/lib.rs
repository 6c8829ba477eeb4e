//! Bits learnt from outcomes.
//!
//! A scan gives each account the sum of a prior, of bits of its indicators (diminished inside groups) and of a ring term.
//! [`calibrate`] moves these weights towards what outcomes say, as far as the outcomes can carry it: it looks for the weights
//! under which the outcomes are likeliest, each weight being held at the expert's value by a spring (a normal prior). Few
//! outcomes stretch no spring; many do. How much better the learnt weights are is measured on outcomes that they were not
//! learnt from.
//!
//! The estimate is that of a logistic regression with a normal prior at the expert's values (maximum a posteriori). Such a
//! regression speaks of the odds *given* the findings. So it is not misled when outcomes are known of the review queue alone,
//! where counts of findings among cleared accounts would be.

mod cases;
mod fit;
mod folds;
mod labels;
mod learn;
mod matrix;
mod quality;
mod text;
mod ties;

pub use cases::{Case, Cases, Indicator};
pub use labels::{LabelError, Outcome, read_labels};
pub use learn::{Learnt, calibrate};
pub use quality::Quality;
pub use text::text;
pub use ties::tie_weights;
