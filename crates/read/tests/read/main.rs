//! Datasets written to a temporary folder and read back.

#![expect(clippy::unwrap_used, reason = "a test that cannot set the scene should fail")]

mod damage;
mod folders;
mod formats;
mod random;
mod rejected;
mod sample;
mod types;
mod worlds;
mod write;
