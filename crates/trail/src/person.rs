//! Whose purse it is.

use crate::ledger::{Ledger, PaymentAccount};

/// Whether two payment accounts belong to one person, as far as the data says: they were registered by one account, or have
/// a holder of the same name.
pub fn same_person(ledger: &Ledger, a: u32, b: u32) -> bool {
    let (Some(a), Some(b)) = (ledger.account(a), ledger.account(b)) else { return false };
    let same = |of: fn(&PaymentAccount) -> u64| of(a) != 0 && of(a) == of(b);
    a.key == b.key || same(|account| account.owner) || same(|account| account.holder)
}

/// A number for the person behind a payment account: its owner, or its holder, or itself.
pub fn person(ledger: &Ledger, account: u32) -> u64 {
    let Some(known) = ledger.account(account) else { return 0 };
    let candidates = [known.owner, known.holder, known.number, known.key];
    candidates.into_iter().find(|one| *one != 0).unwrap_or(0)
}
