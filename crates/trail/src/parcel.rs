//! Parcels of money in a purse, and the plain policy: last received first.

use crate::flow::Link;
use crate::ledger::Ledger;

/// What is left of an incoming transfer.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parcel {
    /// Place of the transfer that brought it.
    pub place: u32,
    /// When it came.
    pub at: i64,
    /// How much it was.
    pub whole: i64,
    /// How much of it is there.
    pub left: i64,
    /// The purse that sent it.
    pub sender: u32,
    /// Whether it was part of a batch that was passed on: what is left of it is the fee.
    pub matched: bool,
}

impl Parcel {
    /// The parcel that a transfer brings.
    pub fn new(ledger: &Ledger, place: u32) -> Self {
        let one = ledger.transfer(place);
        let sender = ledger.purse(one.from);
        Self { place, at: one.at, whole: one.amount, left: one.amount, sender, matched: false }
    }

    /// Whether nothing of it has left yet.
    pub fn is_fresh(&self) -> bool {
        self.left == self.whole && !self.matched
    }

    /// Takes up to so much for a transfer; returns what is still wanted.
    pub fn give(&mut self, wanted: i64, outward: u32, links: &mut Vec<Link>) -> i64 {
        let amount = wanted.min(self.left);
        if amount > 0 {
            self.left -= amount;
            links.push(Link { inward: self.place, outward, amount });
        }
        wanted - amount
    }
}

/// Links by the plain policy: a stack, so each parcel is touched a bounded number of times.
pub(crate) fn last_first(ledger: &Ledger, rest: i64, (ins, outs): (&[u32], &[u32]), links: &mut Vec<Link>) {
    let mut stack: Vec<Parcel> = Vec::new();
    let mut coming = ins.iter().map(|place| Parcel::new(ledger, *place)).peekable();
    for place in outs {
        let out = ledger.transfer(*place);
        while let Some(parcel) = coming.next_if(|parcel| parcel.at <= out.at) {
            stack.push(parcel);
        }
        let mut wanted = out.amount;
        while let Some(top) = stack.last_mut().filter(|top| wanted > 0 && out.at - top.at <= rest) {
            wanted = top.give(wanted, *place, links);
            if top.left == 0 {
                stack.pop();
            }
        }
    }
}
