//! Tests of rings as a caller sees them.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod graphs;
mod halves;
mod names;
mod oracle;
mod properties;
