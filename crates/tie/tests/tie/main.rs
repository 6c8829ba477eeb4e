//! Ties on datasets small enough to see through, against a slow oracle, and with rows in any order.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod conduct;
mod contacts;
mod copies;
mod data;
mod machines;
mod money;
mod oracle;
mod order;
mod people;
mod random;
mod removal;
