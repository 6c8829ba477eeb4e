//! One binary for all tests that run `sekisho` from outside, or several rooms together.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod bytes;
mod calibrates;
mod cluster;
mod corpus;
mod dirty;
mod goldens;
mod hubs;
mod language;
mod lists;
mod measures;
mod oracles;
mod people;
mod real;
mod rejudge;
mod run;
mod screen;
mod spellings;
mod trails;
mod why;
mod worlds;
