//! How much of an account's money went to wallets of a watch list, or came from there, within two hops.
//!
//! A hand between passes on in proportion to all that it sends: the haircut rule (Möser, Böhme and Breuker, "Towards Risk
//! Scoring of Bitcoin Transactions", 2014). Of what reached it only what it sent later counts. Payment accounts of one owner are one
//! hand, so that a detour through one's own wallet is no hop. Sums of different currencies are never added.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::code::Code;
use crate::ledger::{Ledger, NONE};

/// Which way the money went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From the account to a listed wallet.
    Sent,
    /// From a listed wallet to the account.
    Received,
}

/// One account's exposure in one direction and currency.
#[derive(Clone, Debug, PartialEq)]
pub struct Exposure {
    /// Fingerprint of the account.
    pub owner: u64,
    /// A payment account of the owner that took part: the lowest index.
    pub payment_account: u32,
    /// Which way.
    pub direction: Direction,
    /// 1 straight, 2 through another hand: the fewest.
    pub hops: u8,
    /// Exposed share of all that the account sent, or received, in this currency (0 to 1).
    pub share: f64,
    /// The exposed sum in minor units.
    pub exposed: f64,
    /// Its currency.
    pub currency: Code,
    /// The listed payment account with the largest part; of equal ones the lowest index.
    pub listed: u32,
    /// First and last exposed transfer of the account, microseconds.
    pub span: (i64, i64),
}

/// Who holds a payment account: its owner, or itself when nobody is known to own it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Hand {
    Owner(u64),
    Purse(u32),
}

/// A transfer between two hands, as one of them sees it.
#[derive(Clone, Copy)]
struct Move {
    at: i64,
    amount: i64,
    currency: Code,
    /// Own payment account.
    own: u32,
    /// The other side's payment account.
    other: u32,
}

/// The exposures of every owned account that holds no listed wallet itself, by owner, direction and currency.
///
/// `listed` are indices of payment accounts. Costs about a pass over the transfers for each direction.
pub fn exposures(ledger: &Ledger, listed: &BTreeSet<u32>) -> Vec<Exposure> {
    if listed.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Exposure> = [Direction::Sent, Direction::Received]
        .into_iter()
        .flat_map(|way| Way::new(ledger, listed, way).all())
        .collect();
    found.sort_by_key(|one| (one.owner, one.direction, one.currency));
    found
}

/// Money of one direction; `Received` is `Sent` with time and sides turned round.
struct Way<'a> {
    ledger: &'a Ledger,
    listed: &'a BTreeSet<u32>,
    direction: Direction,
    /// What each hand sends, in the order of the way's time.
    moves: HashMap<Hand, Vec<Move>>,
    /// Hands that send to listed wallets.
    near: HashMap<(Hand, Code), Near>,
}

/// What a hand that sends to listed wallets sends from some time on.
#[derive(Default)]
struct Near {
    all: Later,
    listed: BTreeMap<u32, Later>,
}

/// Parts of transfers that lead to listed payment accounts, by currency and listed account: amount, hops, transfer.
type Parts<'a> = BTreeMap<(Code, u32), Vec<(f64, u8, &'a Move)>>;

/// Sums from each time on.
#[derive(Default)]
struct Later {
    at: Vec<i64>,
    amounts: Vec<f64>,
}

impl Later {
    fn add(&mut self, moved: &Move) {
        self.at.push(moved.at);
        self.amounts.push(moved.amount as f64);
    }

    /// Turns amounts into what is still to come.
    fn sum(&mut self) {
        let mut rest = 0.0;
        for amount in self.amounts.iter_mut().rev() {
            rest += *amount;
            *amount = rest;
        }
    }

    fn from(&self, at: i64) -> f64 {
        self.amounts.get(self.at.partition_point(|known| *known < at)).copied().unwrap_or(0.0)
    }
}

impl<'a> Way<'a> {
    fn new(ledger: &'a Ledger, listed: &'a BTreeSet<u32>, direction: Direction) -> Self {
        let mut way = Self { ledger, listed, direction, moves: HashMap::new(), near: HashMap::new() };
        for one in ledger.transfers() {
            let (own, other, at) = match direction {
                Direction::Sent => (one.from, one.to, one.at),
                Direction::Received => (one.to, one.from, -one.at),
            };
            if own != NONE && (other == NONE || way.hand(own) != way.hand(other)) {
                let moved = Move { at, amount: one.amount, currency: one.currency, own, other };
                way.moves.entry(way.hand(own)).or_default().push(moved);
            }
        }
        if direction == Direction::Received {
            way.moves.values_mut().for_each(|moves| moves.reverse());
        }
        way.near = way.near();
        way
    }

    fn near(&self) -> HashMap<(Hand, Code), Near> {
        let meets = |moved: &Move| moved.other != NONE && self.is_listed(moved.other);
        let mut near: HashMap<(Hand, Code), Near> = HashMap::new();
        for (hand, moves) in self.moves.iter().filter(|(_, moves)| moves.iter().any(meets)) {
            for moved in moves {
                let known = near.entry((*hand, moved.currency)).or_default();
                known.all.add(moved);
                if meets(moved) {
                    known.listed.entry(moved.other).or_default().add(moved);
                }
            }
        }
        for known in near.values_mut() {
            known.all.sum();
            known.listed.values_mut().for_each(Later::sum);
        }
        near
    }

    fn hand(&self, account: u32) -> Hand {
        match self.ledger.account(account).map(|known| known.owner) {
            Some(owner) if owner != 0 => Hand::Owner(owner),
            _ => Hand::Purse(self.ledger.purse(account)),
        }
    }

    fn is_listed(&self, account: u32) -> bool {
        self.listed.contains(&account)
    }

    fn all(&self) -> Vec<Exposure> {
        let holders: BTreeSet<Hand> = self.listed.iter().map(|account| self.hand(*account)).collect();
        let owned = self.moves.keys().filter(|hand| matches!(hand, Hand::Owner(_)) && !holders.contains(hand));
        owned.flat_map(|hand| self.of(*hand)).collect()
    }

    /// What one hand sent to listed wallets, by currency.
    fn of(&self, hand: Hand) -> Vec<Exposure> {
        let Hand::Owner(owner) = hand else { return Vec::new() };
        let moves = self.moves.get(&hand).map_or(&[][..], Vec::as_slice);
        let mut totals: BTreeMap<Code, f64> = BTreeMap::new();
        let mut parts = Parts::new();
        for moved in moves {
            *totals.entry(moved.currency).or_default() += moved.amount as f64;
            for (listed, share, hops) in self.exposed(moved) {
                let amount = moved.amount as f64 * share;
                parts.entry((moved.currency, listed)).or_default().push((amount, hops, moved));
            }
        }
        let currencies: BTreeSet<Code> = parts.keys().map(|(currency, _)| *currency).collect();
        currencies
            .into_iter()
            .filter_map(|currency| self.told(owner, currency, &parts, totals.get(&currency)?))
            .collect()
    }

    /// Which listed wallets a transfer exposes to, with which share of it and after how many hops.
    fn exposed(&self, moved: &Move) -> Vec<(u32, f64, u8)> {
        if moved.other == NONE {
            return Vec::new();
        }
        if self.is_listed(moved.other) {
            return vec![(moved.other, 1.0, 1)];
        }
        let Some(next) = self.near.get(&(self.hand(moved.other), moved.currency)) else { return Vec::new() };
        let total = next.all.from(moved.at).max(1.0);
        let shares = next.listed.iter().map(|(listed, later)| (*listed, later.from(moved.at) / total, 2));
        shares.filter(|(_, share, _)| *share > 0.0).collect()
    }

    fn told(&self, owner: u64, currency: Code, parts: &Parts<'_>, total: &f64) -> Option<Exposure> {
        let of = || parts.range((currency, 0)..=(currency, u32::MAX));
        let sum = |parts: &[(f64, u8, &Move)]| parts.iter().map(|(amount, ..)| amount).sum::<f64>();
        let exposed = of().map(|(_, parts)| sum(parts)).sum::<f64>();
        let listed =
            of().max_by(|a, b| sum(a.1).total_cmp(&sum(b.1)).then(b.0.cmp(a.0))).map(|((_, listed), _)| *listed)?;
        let all = || of().flat_map(|(_, parts)| parts);
        let times = || all().map(|(_, _, moved)| moved.at.abs());
        Some(Exposure {
            owner,
            payment_account: all().map(|(_, _, moved)| moved.own).min()?,
            direction: self.direction,
            hops: all().map(|(_, hops, _)| *hops).min()?,
            share: exposed / total.max(1.0),
            exposed,
            currency,
            listed,
            span: (times().min()?, times().max()?),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::{AccountKind, PaymentAccount, Transfer, TransferKind};

    const YEN: Code = Code(1);

    fn account(key: u64, owner: u64) -> PaymentAccount {
        let (country, kind) = (Code(0), AccountKind::Crypto);
        PaymentAccount { key, owner, holder: 0, number: key, parent: NONE, country, kind }
    }

    fn sent(key: u64, (from, to): (u32, u32), amount: i64) -> Transfer {
        let (country, kind) = (Code(0), TransferKind::Transfer);
        Transfer { key, at: key as i64 * 1_000, amount, from, to, row: key as u32, currency: YEN, country, kind }
    }

    /// 0, 1: wallets of owner 7; 2: of owner 8; 3: nobody's; 4: the listed one.
    fn wallets() -> Vec<PaymentAccount> {
        vec![account(10, 7), account(11, 7), account(12, 8), account(13, 0), account(14, 0)]
    }

    #[test]
    fn a_hand_between_passes_on_in_proportion() {
        // 7 sends 100 to 3, which sends 30 to the listed wallet and 90 to 8; and 50 to 8.
        let transfers = vec![sent(1, (0, 3), 100), sent(2, (3, 4), 30), sent(3, (3, 2), 90), sent(4, (1, 2), 50)];
        let found = exposures(&Ledger::new(wallets(), transfers), &BTreeSet::from([4]));
        assert_eq!(found.len(), 1, "{found:?}");
        let one = &found[0];
        assert_eq!((one.owner, one.direction, one.hops, one.listed), (7, Direction::Sent, 2, 4));
        assert!((one.exposed - 25.0).abs() < 1e-9 && (one.share - 25.0 / 150.0).abs() < 1e-9, "{one:?}");
    }

    #[test]
    fn what_was_passed_on_before_it_came_is_not_exposed() {
        let transfers = vec![sent(1, (3, 4), 30), sent(2, (0, 3), 100), sent(3, (3, 2), 90)];
        assert_eq!(exposures(&Ledger::new(wallets(), transfers), &BTreeSet::from([4])), []);
    }

    #[test]
    fn money_from_a_listed_wallet_is_exposed_too_and_own_wallets_are_no_hop() {
        // The listed wallet pays 3, 3 pays 7 in another of its wallets, which moves it between its own.
        let transfers = vec![sent(1, (4, 3), 40), sent(2, (3, 1), 40), sent(3, (1, 0), 40), sent(4, (4, 2), 5)];
        let found = exposures(&Ledger::new(wallets(), transfers), &BTreeSet::from([4]));
        let told: Vec<_> = found.iter().map(|one| (one.owner, one.direction, one.hops, one.exposed)).collect();
        assert_eq!(told, [(7, Direction::Received, 2, 40.0), (8, Direction::Received, 1, 5.0)]);
    }

    #[test]
    fn who_holds_a_listed_wallet_is_not_said_to_be_near_one() {
        let found =
            exposures(&Ledger::new(wallets(), vec![sent(1, (0, 1), 100), sent(2, (1, 2), 9)]), &BTreeSet::from([1]));
        assert_eq!(found.iter().map(|one| one.owner).collect::<Vec<_>>(), [8]);
    }
}
