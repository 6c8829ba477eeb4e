//! Random small ledgers in which amounts, times and countries meet often.

#![allow(dead_code)]

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sekisho_trail::flow::DAY;
use sekisho_trail::{AccountKind, Code, Ledger, Limits, NONE, PaymentAccount, Transfer, TransferKind};

/// A ledger before it is put in order.
#[derive(Clone)]
pub struct Small {
    pub accounts: Vec<PaymentAccount>,
    pub transfers: Vec<Transfer>,
}

/// Limits that bite now and then.
pub fn limits(seed: u64) -> Limits {
    let rest = [2, 5, 30][(seed % 3) as usize] * DAY;
    Limits { rest, hops: [2, 6][(seed % 2) as usize], ..Limits::default() }
}

impl Small {
    pub fn new(seed: u64) -> Self {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let accounts: Vec<_> = (0..dice.random_range(2..7)).map(|place| account(&mut dice, place)).collect();
        let count = dice.random_range(2..16);
        let transfers = (0..count).map(|row| transfer(&mut dice, accounts.len() as u32, row)).collect();
        Self { accounts, transfers }
    }

    pub fn ledger(&self) -> Ledger {
        Ledger::new(self.accounts.clone(), self.transfers.clone())
    }
}

fn pick<T: Copy>(dice: &mut impl Rng, of: &[T]) -> T {
    of[dice.random_range(0..of.len())]
}

fn account(dice: &mut impl Rng, place: u32) -> PaymentAccount {
    let parent = if place > 0 && dice.random_range(0..4) == 0 { dice.random_range(0..place) } else { NONE };
    PaymentAccount {
        key: dice.next_u64(),
        owner: pick(dice, &[0, 0, 11, 12, 13]),
        holder: pick(dice, &[0, 21, 22, 23]),
        number: pick(dice, &[0, 0, 0, 0, 31]),
        parent,
        country: Code::new(pick(dice, &["JP", "US", "CN", ""])),
        kind: pick(dice, &[AccountKind::Bank, AccountKind::Wallet, AccountKind::Crypto]),
    }
}

fn transfer(dice: &mut impl Rng, accounts: u32, row: u32) -> Transfer {
    use TransferKind::{Cash, Exchange, Payout, Purchase, Transfer as Sent};
    let kind = pick(dice, &[Payout, Payout, Sent, Sent, Sent, Cash, Cash, Purchase, Exchange]);
    let some = |dice: &mut dyn Rng| dice.random_range(0..accounts);
    let from = if kind == Payout && dice.random_range(0..3) > 0 { NONE } else { some(dice) };
    let to = if matches!(kind, Cash | Purchase) { NONE } else { some(dice) };
    Transfer {
        key: dice.next_u64(),
        at: dice.random_range(0..12) * DAY / 2,
        amount: pick(dice, &[50, 100, 100, 99, 95, 190, 198, 200, 300, 7, 1]),
        from,
        to,
        row,
        currency: Code::new(pick(dice, &["JPY", "JPY", "JPY", "USD"])),
        country: Code::new(pick(dice, &["JP", "CN", "CN", ""])),
        kind,
    }
}
