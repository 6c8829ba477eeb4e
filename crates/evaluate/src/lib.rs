//! How good a scan is.
//!
//! [`evaluate`] judges the files of a scan against the truth of a labelled world: the order of the scores, false alarms by
//! kind of honest life, each indicator, rings, trails and rejected rows. All of it is arithmetic over small tables; what is
//! missing is said, never guessed. [`compare`] says what differs between two scans. The room knows no other room: it reads the files that anybody can read.

mod alarms;
mod compare;
mod compare_text;
mod error;
mod evaluation;
mod indicators;
mod interval;
mod page;
mod ranking;
mod rejected;
mod reliability;
mod rings;
mod tables;
mod text;
mod trails;
mod truth;
mod written;

pub use alarms::{KindAlarms, alarms};
pub use compare::*;
pub use compare_text::comparison_text;
pub use error::EvaluateError;
pub use evaluation::{Evaluation, Missing, Point, RankingFigures, evaluate};
pub use indicators::{IndicatorFigures, indicators};
pub use interval::{Interval, Lift, Share, average_precision_interval};
pub use page::page;
pub use ranking::{Ranking, Step};
pub use rejected::{RejectFigures, rejected};
pub use reliability::{Bin, Reliability, probability};
pub use rings::{Agreement, RingFigures, rings};
pub use text::text;
pub use trails::{TrailFigures, trails};
pub use truth::{Behaviour, Label, PlantedReject, PlantedTrail, Strength, Truth};
pub use written::*;
