//! How far money is followed.

use crate::flow::DAY;

/// How far money is followed, and how much work one purse may cost.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// Money that rests longer than this, in microseconds, is not taken to be the same money any more. A batch rests from
    /// its last piece on.
    pub rest: i64,
    /// Transfers after the payout that a trail has at most.
    pub hops: u32,
    /// A purse with more transfers than this is a hub, such as an exchange or a payroll company: the money of so many
    /// people is mixed there that no piece can be told from another. Nothing is followed through it.
    pub hub: usize,
    /// In a purse with more transfers than this, amounts are not compared with sums of parcels; the last parcel received
    /// is taken first. Comparing costs about 600 steps a transfer.
    pub compared: usize,
}

impl Default for Limits {
    /// 30 days and 6 hops are the contract's; the bounds on work keep five million transfers within some seconds.
    fn default() -> Self {
        Self { rest: 30 * DAY, hops: 6, hub: 10_000, compared: 512 }
    }
}
