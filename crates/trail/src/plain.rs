//! The plain question that a join can ask as well: money in, most of it out within days, again, then cash abroad.

use crate::flow::DAY;
use crate::ledger::{Ledger, NONE, TransferKind};

/// Each step follows the one before within this time.
const WITHIN: i64 = 5 * DAY;
/// A step is at least and at most this part of the one before, in hundredths (catalogue, `nominee_pass_through`).
const PART: (i64, i64) = (80, 97);

/// Places of four transfers: in, out, out again, cash in another country than that of the account it was drawn on. Found from
/// the cash backwards, because cash abroad is rare. Sorted.
pub fn three_hops(ledger: &Ledger) -> Vec<[u32; 4]> {
    let mut found = Vec::new();
    for (cash, one) in (0u32..).zip(ledger.transfers()) {
        let purse = ledger.purse(one.from);
        let home = ledger.account(one.from).map(|account| account.country);
        if one.kind != TransferKind::Cash || purse == NONE || !one.country.is_known() || Some(one.country) == home {
            continue;
        }
        for again in before(ledger, cash, false) {
            for out in before(ledger, again, true) {
                found.extend(before(ledger, out, true).map(|inward| [inward, out, again, cash]));
            }
        }
    }
    found.sort_unstable();
    found
}

/// Transfers that reached the purse which this one left, within the time before it, and of which this one is the right part.
fn before(ledger: &Ledger, place: u32, part: bool) -> impl Iterator<Item = u32> + '_ {
    let one = ledger.transfer(place);
    let ins = match ledger.purse(one.from) {
        NONE => &[][..],
        purse => ledger.ins(purse),
    };
    let from = ins.partition_point(|earlier| ledger.transfer(*earlier).at < one.at - WITHIN);
    let ins = ins[from..].iter().copied().take_while(move |earlier| ledger.transfer(*earlier).at < one.at);
    ins.filter(move |earlier| {
        let whole = ledger.transfer(*earlier);
        let share = (whole.amount * PART.0 <= one.amount * 100) && (one.amount * 100 <= whole.amount * PART.1);
        whole.currency == one.currency && (share || !part)
    })
}
