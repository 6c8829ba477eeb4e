//! Money trails: from the payout to the cash machine.
//!
//! Transfers and payment accounts in, trails out; no files, no clock, no other room. Four steps, each a module:
//!
//! 1. [`Ledger`] orders transfers by time and joins payment accounts that are one *purse*: a card and the account it
//!    draws on, two registrations of one number.
//! 2. [`flow`] says, purse by purse, which incoming money an outgoing transfer can have been made of. It is the greedy
//!    temporal flow of Kosyfaki, Mamoulis, Pitoura and Tsaparas ("Flow Computation in Temporal Interaction Networks",
//!    ICDE 2021): in order of time, a transfer carries the lesser of its amount and what the purse holds. Which parcels
//!    it takes is a *selection policy* in the sense of Kosyfaki and Mamoulis ("Provenance in Temporal Interaction
//!    Networks", ICDE 2022): the last received first, unless amounts say that a batch was passed on.
//! 3. [`trails`] follows payouts through these links to where the money came out.
//! 4. [`marks`] weighs what makes a chain a trail, with a sentence for each reason.
//!
//! The order of the input rows does not matter, nor do repeated rows.

#![forbid(unsafe_code)]

mod batch;
pub mod circles;
mod code;
mod exposure;
pub mod flow;
mod ledger;
mod limits;
pub mod marks;
mod parcel;
mod person;
pub mod plain;
mod portions;
mod purse;
mod rates;
pub mod trails;
mod usual;
pub mod words;

pub use code::Code;
pub use exposure::{Direction, Exposure, exposures};
pub use ledger::{AccountKind, Ledger, NONE, PaymentAccount, Transfer, TransferKind};
pub use limits::Limits;
pub use person::{person, same_person};
pub use rates::{RateError, Rates};
