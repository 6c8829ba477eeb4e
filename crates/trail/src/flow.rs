//! Which incoming money an outgoing transfer can have been made of.
//!
//! For every purse and currency, in order of time, an outgoing transfer takes the lesser of its amount and what the
//! purse holds: what left can only be what had come in. This is the greedy temporal flow of Kosyfaki, Mamoulis,
//! Pitoura and Tsaparas, "Flow Computation in Temporal Interaction Networks" (ICDE 2021). How much every transfer
//! carries does not depend on *which* parcels it takes; that choice is a selection policy (Kosyfaki and Mamoulis,
//! "Provenance in Temporal Interaction Networks", ICDE 2022). Ours is *last received first*, because money that is passed on
//! leaves soon and a salary that lay there before does not hide it; but where amounts say that a batch was passed on
//! whole (within a fee of [`LARGEST_FEE_PPM`]), the transfer is made of that batch, each parcel in proportion.
//! `docs/decisions/011-trails.md` tells why neither first-in-first-out nor proportional tainting was chosen.

use crate::batch::Compared;
use crate::code::Code;
use crate::ledger::Ledger;
use crate::limits::Limits;
use crate::parcel::last_first;

/// A day in microseconds.
pub const DAY: i64 = 86_400_000_000;

/// A batch that was passed on may have lost this much on the way, in millionths: five per cent, above what banks and
/// services usually take and below what nominees keep (10 to 35 per cent in the cases of the catalogue, section 6).
pub const LARGEST_FEE_PPM: i64 = 50_000;

/// So much of one transfer is part of a later one that left the same purse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Link {
    /// Place of the transfer that came in.
    pub inward: u32,
    /// Place of the transfer that went out.
    pub outward: u32,
    /// How much, in the currency of both.
    pub amount: i64,
}

/// Purses that were not followed, or not as closely.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cuts {
    /// Purses that nothing was followed through, see [`Limits::hub`].
    pub hubs: Vec<u32>,
    /// Purses whose amounts were not compared, see [`Limits::compared`].
    pub uncompared: Vec<u32>,
}

/// All links of a ledger.
pub struct Flow {
    forward: Vec<Link>,
    starts: Vec<u32>,
    backward: Vec<Link>,
    back_starts: Vec<u32>,
    /// What was cut.
    pub cuts: Cuts,
}

impl Flow {
    /// Follows the money through every purse.
    pub fn new(ledger: &Ledger, limits: &Limits) -> Self {
        let (mut links, mut cuts) = (Vec::new(), Cuts::default());
        for purse in (0u32..).take(ledger.accounts().len()) {
            let (ins, outs) = (ledger.ins(purse), ledger.outs(purse));
            if ins.is_empty() || outs.is_empty() {
                continue;
            }
            let work = ins.len() + outs.len();
            if work > limits.hub {
                cuts.hubs.push(purse);
                continue;
            }
            if work > limits.compared {
                cuts.uncompared.push(purse);
            }
            through_purse(ledger, limits, (ins, outs), &mut links);
        }
        let count = ledger.transfers().len();
        let (forward, starts) = sorted(links.clone(), count, |link| link.inward);
        let (backward, back_starts) = sorted(links, count, |link| link.outward);
        Self { forward, starts, backward, back_starts, cuts }
    }

    /// What became of a transfer's money: links to the transfers that it is part of, by time.
    pub fn onward(&self, place: u32) -> &[Link] {
        span(&self.forward, &self.starts, place)
    }

    /// What a transfer was made of: links from the transfers before it, by time.
    pub fn origins(&self, place: u32) -> &[Link] {
        span(&self.backward, &self.back_starts, place)
    }

    /// All links, by the transfer that came in.
    pub fn links(&self) -> &[Link] {
        &self.forward
    }
}

fn span<'a>(links: &'a [Link], starts: &[u32], place: u32) -> &'a [Link] {
    match (starts.get(place as usize), starts.get(place as usize + 1)) {
        (Some(from), Some(to)) => &links[*from as usize..*to as usize],
        _ => &[],
    }
}

fn sorted(mut links: Vec<Link>, count: usize, key: fn(&Link) -> u32) -> (Vec<Link>, Vec<u32>) {
    links.sort_unstable_by_key(|link| (key(link), link.inward, link.outward));
    let mut starts = vec![0u32; count + 1];
    links.iter().for_each(|link| starts[key(link) as usize + 1] += 1);
    for place in 0..count {
        starts[place + 1] += starts[place];
    }
    (links, starts)
}

/// Links of one purse: its currencies one after the other, as money does not change its currency without a transfer.
fn through_purse(ledger: &Ledger, limits: &Limits, (ins, outs): (&[u32], &[u32]), links: &mut Vec<Link>) {
    let currency = |place: &u32| ledger.transfer(*place).currency;
    let mut currencies: Vec<Code> = outs.iter().map(currency).collect();
    currencies.sort_unstable();
    currencies.dedup();
    if let [only] = currencies[..]
        && ins.iter().all(|place| currency(place) == only)
    {
        return one_currency(ledger, limits, (ins, outs), links);
    }
    for wanted in currencies {
        let of = |places: &[u32]| places.iter().copied().filter(|place| currency(place) == wanted).collect::<Vec<_>>();
        one_currency(ledger, limits, (&of(ins), &of(outs)), links);
    }
}

fn one_currency(ledger: &Ledger, limits: &Limits, (ins, outs): (&[u32], &[u32]), links: &mut Vec<Link>) {
    if ins.len() + outs.len() > limits.compared {
        return last_first(ledger, limits.rest, (ins, outs), links);
    }
    Compared::new(ledger, limits, ins, outs).run(links);
}
