//! Payment accounts that are one purse.

use std::collections::HashMap;

use crate::ledger::{NONE, PaymentAccount};

/// Cards that draw on cards are followed this far: longer chains go round in a circle.
const LONGEST_CHAIN: usize = 16;

/// For every payment account the index of its purse: that of the account with the lowest key among those that are one.
/// A card belongs to the account it draws on; accounts with the same kind, provider and number are one.
pub(crate) fn purses(accounts: &[PaymentAccount]) -> Vec<u32> {
    let mut by_number: HashMap<u64, u32> = HashMap::new();
    for (index, account) in (0u32..).zip(accounts).filter(|(_, account)| account.number != 0) {
        let chosen = by_number.entry(account.number).or_insert(index);
        if account.key < accounts[*chosen as usize].key {
            *chosen = index;
        }
    }
    let joined = |index: u32| {
        let number = accounts.get(index as usize).map_or(0, |account| account.number);
        by_number.get(&number).copied().unwrap_or(index)
    };
    (0u32..).zip(accounts).map(|(index, _)| joined(top(accounts, index))).collect()
}

/// The account that a chain of cards draws on in the end.
fn top(accounts: &[PaymentAccount], from: u32) -> u32 {
    let mut here = from;
    for _ in 0..LONGEST_CHAIN {
        match accounts.get(here as usize).map_or(NONE, |account| account.parent) {
            NONE => return here,
            parent if accounts.get(parent as usize).is_none() => return here,
            parent => here = parent,
        }
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{AccountKind, Code};

    fn account(key: u64, number: u64, parent: u32) -> PaymentAccount {
        PaymentAccount { key, owner: 0, holder: 0, number, parent, country: Code::NONE, kind: AccountKind::Bank }
    }

    #[test]
    fn a_card_is_the_account_it_draws_on() {
        let accounts = [account(1, 0, NONE), account(2, 0, 0), account(3, 0, 1)];
        assert_eq!(purses(&accounts), [0, 0, 0]);
    }

    #[test]
    fn one_number_is_one_purse_whatever_the_order() {
        assert_eq!(purses(&[account(5, 9, NONE), account(4, 9, NONE)]), [1, 1]);
        assert_eq!(purses(&[account(4, 9, NONE), account(5, 9, NONE)]), [0, 0]);
    }

    #[test]
    fn circles_of_cards_stay_apart() {
        assert_eq!(purses(&[account(1, 0, 1), account(2, 0, 0)]), [0, 1]);
    }
}
