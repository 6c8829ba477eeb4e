//! A common collector: pay that several accounts pass on to one account.

use std::collections::BTreeMap;

use sekisho_read::RowRef;
use sekisho_schema::{ColumnType, Word};

use crate::accounts::{Accounts, ByWord};
use crate::bond::Found;
use crate::exact::mixed;
use crate::kind::Kind;
use crate::rows::{Ask, Tables};
use crate::sighting::{Sighting, Sort};

/// Who passes on so much of the pay to one account keeps little for themselves (chosen: rent and savings are less).
const PASSED_ON: f64 = 0.65;
const MICROS_A_DAY: i64 = 86_400_000_000;
/// A pass-on follows a payout within so many days (indicator catalogue: five days; rests may be longer).
const WITHIN_DAYS: i64 = 14;

/// A payment account: whose it is and which number stands behind it.
struct Purse {
    owner: Option<u32>,
    number: u64,
}

/// Money that moved.
struct Move {
    id: Word,
    at: i64,
    amount: i64,
    row: RowRef,
}

/// Bonds between accounts whose pay goes on to one collector.
pub(crate) fn bonds(tables: Tables<'_>, accounts: &Accounts) -> Found {
    let purses = purses(tables, accounts);
    let (paid, passed) = moves(tables, &purses);
    let mut sightings = Vec::new();
    for ((owner, collector), moves) in &passed {
        let Some(pay) = paid.get(owner) else { continue };
        let following =
            |one: &&Move| pay.iter().any(|pay| (0..=WITHIN_DAYS * MICROS_A_DAY).contains(&(one.at - pay.at)));
        let soon: i64 = moves.iter().filter(following).map(|one| one.amount).sum();
        let all: i64 = pay.iter().map(|pay| pay.amount).sum();
        if all > 0 && soon as f64 >= PASSED_ON * all as f64 {
            sightings.extend(moves.iter().map(|one| Sighting::new(*collector, *owner, Some(one.at), one.row)));
        }
    }
    let place = ("transfers", "to_payment_account_id");
    let mut found = Sort { kind: Kind::Collector, place, accounts }.pairs(sightings);
    found.expose(Kind::Collector, paid.len() as u64);
    found
}

fn purses(tables: Tables<'_>, accounts: &Accounts) -> ByWord<Purse> {
    let words = &["payment_account_id", "account_id", "kind", "provider", "number"];
    let mut purses = ByWord::default();
    tables.each(Ask { table: "payment_accounts", words, texts: &[] }, |row| {
        let id = row.word(0);
        let number = if row.word(4).is_null() { id.0 as u64 } else { mixed(&[row.word(2), row.word(3), row.word(4)]) };
        purses.entry(id.0).or_insert(Purse { owner: accounts.number(row.word(1)), number });
    });
    purses
}

/// Pay by account, and what it sent on by account and collector.
type Moves = (BTreeMap<u32, Vec<Move>>, BTreeMap<(u32, u64), Vec<Move>>);

fn moves(tables: Tables<'_>, purses: &ByWord<Purse>) -> Moves {
    let words = &["from_payment_account_id", "to_payment_account_id", "at", "amount_minor", "kind", "transfer_id"];
    let kind = |name: &str| {
        let table = tables.schema.table("transfers")?;
        let ColumnType::Enum(kinds) = &table.at(table.column("kind")?).ty else { return None };
        kinds.iter().position(|kind| kind == name).map(|at| Word(at as i64))
    };
    let (payout, transfer) = (kind("payout"), kind("transfer"));
    let (mut paid, mut passed) = Moves::default();
    for unit in tables.units("transfers") {
        tables.each_of_unit(&unit, Ask { table: "transfers", words, texts: &[] }, |row| {
            let (from, to) = (purses.get(&row.word(0).0), purses.get(&row.word(1).0));
            let step = Move { id: row.word(5), at: row.word(2).0, amount: row.word(3).0, row: row.at };
            let owner = |purse: Option<&Purse>| purse.and_then(|purse| purse.owner);
            if Some(row.word(4)) == payout {
                if let Some(worker) = owner(to) {
                    paid.entry(worker).or_default().push(step);
                }
            } else if Some(row.word(4)) == transfer
                && let Some(sender) = owner(from).filter(|sender| owner(to) != Some(*sender))
                && !row.word(1).is_null()
            {
                let collector = to.map_or(row.word(1).0 as u64, |purse| purse.number);
                passed.entry((sender, collector)).or_default().push(step);
            }
        });
    }
    paid.values_mut().chain(passed.values_mut()).for_each(once);
    (paid, passed)
}

/// A transfer that stands twice moved its money once.
fn once(moves: &mut Vec<Move>) {
    moves.sort_by_key(|one| (one.id, one.row));
    moves.dedup_by_key(|one| one.id);
}
