//! Transfers in order, by the purses that they leave and reach.

use std::collections::HashMap;

use crate::code::Code;
use crate::purse;

/// No payment account: the operator, cash, a shop, or not known.
pub const NONE: u32 = u32::MAX;

/// How money moved, as in the table `transfers`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TransferKind {
    /// Paid out by the operator.
    Payout,
    /// Sent on.
    Transfer,
    /// Drawn in cash.
    Cash,
    /// Spent by card.
    Purchase,
    /// Changed into another currency or coin.
    Exchange,
}

/// One movement of money. One row = one row of `transfers`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer {
    /// Fingerprint of its id: breaks ties in time, and tells repeated rows.
    pub key: u64,
    /// When, in microseconds since 1970 (UTC).
    pub at: i64,
    /// How much, in minor units of `currency`, or of the base currency once rates were applied.
    pub amount: i64,
    /// Index of the payment account it left, or [`NONE`].
    pub from: u32,
    /// Index of the payment account it reached, or [`NONE`].
    pub to: u32,
    /// Where the caller finds the row again. Of rows with one key the lowest stays.
    pub row: u32,
    /// Currency of `amount`.
    pub currency: Code,
    /// Where the money came out, if that is known.
    pub country: Code,
    /// How it moved.
    pub kind: TransferKind,
}

/// What a payment account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AccountKind {
    /// At a bank.
    Bank,
    /// At a payment service.
    Wallet,
    /// A card.
    Card,
    /// A wallet for coins, at an exchange or self-hosted.
    Crypto,
}

/// One payment account. One row = one row of `payment_accounts`; zeros stand for what is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaymentAccount {
    /// Fingerprint of its id.
    pub key: u64,
    /// Fingerprint of the account that registered it.
    pub owner: u64,
    /// Fingerprint of its holder's name.
    pub holder: u64,
    /// Fingerprint of kind, provider and number: two registrations with the same are one purse.
    pub number: u64,
    /// Index of the payment account that a card draws on, or [`NONE`].
    pub parent: u32,
    /// Where it is kept.
    pub country: Code,
    /// What it is.
    pub kind: AccountKind,
}

/// Transfers in order of time, and for every purse those that reach and leave it.
pub struct Ledger {
    accounts: Vec<PaymentAccount>,
    purses: Vec<u32>,
    transfers: Vec<Transfer>,
    ins: Index,
    outs: Index,
}

/// Transfers by purse, in order of time.
struct Index {
    starts: Vec<u32>,
    places: Vec<u32>,
}

impl Index {
    /// A counting sort: stable, so transfers of a purse stay in order of time.
    fn new(purses: usize, of: impl Iterator<Item = u32> + Clone) -> Self {
        let mut starts = vec![0u32; purses + 1];
        of.clone().filter(|purse| *purse != NONE).for_each(|purse| starts[purse as usize + 1] += 1);
        for purse in 0..purses {
            starts[purse + 1] += starts[purse];
        }
        let mut next = starts.clone();
        let mut places = vec![0u32; starts[purses] as usize];
        for (place, purse) in (0u32..).zip(of).filter(|(_, purse)| *purse != NONE) {
            places[next[purse as usize] as usize] = place;
            next[purse as usize] += 1;
        }
        Self { starts, places }
    }

    fn of(&self, purse: u32) -> &[u32] {
        let at = |purse: usize| self.starts.get(purse).map_or(self.places.len(), |start| *start as usize);
        &self.places[at(purse as usize)..at(purse as usize + 1)]
    }
}

impl Ledger {
    /// Sorts transfers by time and key, drops repeated keys, joins payment accounts to purses. Transfers within one purse
    /// (from an account to its own card) move nothing and are dropped, as are amounts that are not positive.
    pub fn new(accounts: Vec<PaymentAccount>, mut transfers: Vec<Transfer>) -> Self {
        let purses = purse::purses(&accounts);
        let purse = |account: u32| purses.get(account as usize).copied().unwrap_or(NONE);
        keep_first(&mut transfers);
        transfers.retain(|one| one.amount > 0 && (purse(one.from) != purse(one.to) || purse(one.to) == NONE));
        transfers.sort_unstable_by_key(|one| (one.at, one.key));
        let ins = Index::new(accounts.len(), transfers.iter().map(|one| purse(one.to)));
        let outs = Index::new(accounts.len(), transfers.iter().map(|one| purse(one.from)));
        Self { accounts, purses, transfers, ins, outs }
    }

    /// All transfers, in order of time.
    pub fn transfers(&self) -> &[Transfer] {
        &self.transfers
    }

    /// The transfer at a place of [`Ledger::transfers`].
    pub fn transfer(&self, place: u32) -> &Transfer {
        &self.transfers[place as usize]
    }

    /// The payment accounts as they were handed in.
    pub fn accounts(&self) -> &[PaymentAccount] {
        &self.accounts
    }

    /// The payment account at an index.
    pub fn account(&self, index: u32) -> Option<&PaymentAccount> {
        self.accounts.get(index as usize)
    }

    /// The purse of a payment account: the index of one of its accounts, or [`NONE`].
    pub fn purse(&self, account: u32) -> u32 {
        self.purses.get(account as usize).copied().unwrap_or(NONE)
    }

    /// The purse that a transfer left.
    pub fn source(&self, place: u32) -> u32 {
        self.purse(self.transfer(place).from)
    }

    /// The purse that a transfer reached.
    pub fn target(&self, place: u32) -> u32 {
        self.purse(self.transfer(place).to)
    }

    /// Places of the transfers that reached a purse, in order of time.
    pub fn ins(&self, purse: u32) -> &[u32] {
        self.ins.of(purse)
    }

    /// Places of the transfers that left a purse, in order of time.
    pub fn outs(&self, purse: u32) -> &[u32] {
        self.outs.of(purse)
    }
}

/// Of rows with one key the lowest stays. Few datasets have any, so keys alone are looked at first.
fn keep_first(transfers: &mut Vec<Transfer>) {
    let mut keys: Vec<u64> = transfers.iter().map(|one| one.key).collect();
    keys.sort_unstable();
    if keys.windows(2).all(|pair| pair[0] != pair[1]) {
        return;
    }
    let mut first: HashMap<u64, u32> = HashMap::with_capacity(transfers.len());
    for one in transfers.iter() {
        first.entry(one.key).and_modify(|row| *row = one.row.min(*row)).or_insert(one.row);
    }
    let mut seen = std::collections::HashSet::new();
    transfers.retain(|one| first.get(&one.key) == Some(&one.row) && seen.insert(one.key));
}
