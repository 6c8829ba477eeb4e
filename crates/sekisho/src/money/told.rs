//! Trails as the contract tells them.

use std::collections::BTreeSet;

use sekisho_read::Dataset;
use sekisho_schema::{Schema, Word};
use sekisho_trail::trails::End;
use sekisho_trail::words::{amount, sentence};
use sekisho_trail::{Code, Ledger, NONE, TransferKind};
use serde_json::Value;

use super::{Money, Names, Rows, Trail};

/// A trail with ids and words.
pub struct ToldTrail {
    /// A fingerprint of its transfers: the same trail has the same id in every scan.
    pub trail_id: String,
    /// Accounts that it touches, sorted.
    pub account_ids: Vec<String>,
    /// The purse that was paid, as [`Hop::to_name`] names it.
    pub payee: String,
    /// Its transfers, by time.
    pub hops: Vec<Hop>,
    /// The share that was kept of what was paid, 0 to 1.
    pub kept_ratio: f64,
    /// How the money left sight.
    pub ends_in: &'static str,
    /// Where it came out.
    pub cash_out_country: Option<String>,
    /// How much of it came out there, in minor units.
    pub cash_out_minor: Option<i64>,
    /// What speaks for it, added up.
    pub bits: f64,
    /// The trail in English.
    pub says_en: String,
    /// The trail in Japanese.
    pub says_ja: String,
    /// Its place in [`Money::trails`].
    pub place: usize,
}

/// One transfer of a trail.
pub struct Hop {
    /// Its id.
    pub transfer_id: String,
    /// The payment account that it left.
    pub from: Option<String>,
    /// The payment account that it reached.
    pub to: Option<String>,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// In which currency.
    pub currency: String,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// Where the money came out.
    pub country: Option<String>,
    /// The amount with its currency, for people.
    pub amount: String,
    /// Whether it is a payout.
    pub is_payout: bool,
    /// The purse that it left, for people: a card together with the account that it draws on.
    pub from_name: String,
    /// The purse that it reached.
    pub to_name: Option<String>,
}

/// The trails that are told, those with the most bits first.
///
/// # Errors
/// When a file cannot be read again.
pub fn tell(money: &Money, dataset: &Dataset, schema: &Schema) -> anyhow::Result<Vec<ToldTrail>> {
    let told: Vec<(usize, &Trail)> = money.trails.iter().enumerate().filter(|(_, trail)| trail.told).collect();
    let ledger = &money.rows.ledger;
    let chains = || told.iter().map(|(_, trail)| &trail.chain);
    let transfers: BTreeSet<u32> = chains().flat_map(|chain| chain.hops.iter().copied()).collect();
    let ends = |place: &u32| [ledger.transfer(*place).from, ledger.transfer(*place).to];
    let mut accounts: BTreeSet<u32> = transfers.iter().flat_map(ends).filter(|index| *index != NONE).collect();
    accounts.extend(chains().flat_map(|chain| chain.hands.iter().copied().chain([chain.purse])));
    accounts.extend(chains().flat_map(|chain| chain.passes.iter().map(|pass| pass.beneficiary)));
    accounts.remove(&NONE);
    let names = Names::fetch(dataset, schema, &money.rows, (&accounts, &transfers))?;
    let mut all: Vec<ToldTrail> = told.iter().map(|(place, trail)| one((*place, trail), &money.rows, &names)).collect();
    all.sort_by(|a, b| b.bits.total_cmp(&a.bits).then_with(|| a.trail_id.cmp(&b.trail_id)));
    Ok(all)
}

fn one((place, trail): (usize, &Trail), rows: &Rows, names: &Names) -> ToldTrail {
    let (ledger, chain) = (&rows.ledger, &trail.chain);
    let (says_en, says_ja) = sentence(ledger, trail, &|index| names.spoken(rows, index));
    let named = |purse: u32| purse_name(trail, purse, rows, names);
    let hops: Vec<Hop> = chain.hops.iter().map(|place| hop(*place, ledger, names, &named)).collect();
    let ids: Vec<&str> = hops.iter().map(|hop| hop.transfer_id.as_str()).collect();
    let out = chain.end != End::Account;
    ToldTrail {
        trail_id: format!("trail_{:016x}", Word::fingerprint(ids.join("\n").as_bytes()).0),
        account_ids: account_ids(trail, rows, names),
        payee: named(chain.purse),
        kept_ratio: (chain.kept() * 10_000.0).round() / 10_000.0,
        ends_in: ends_in(chain.end),
        cash_out_country: (out && chain.end_country.is_known()).then(|| chain.end_country.to_string()),
        cash_out_minor: out.then_some(chain.end_minor),
        bits: trail.bits,
        says_en,
        says_ja,
        place,
        hops,
    }
}

/// How an end is written.
pub fn ends_in(end: End) -> &'static str {
    match end {
        End::CashAbroad => "cash_abroad",
        End::ForeignBank => "foreign_bank",
        End::Crypto => "crypto_wallet",
        End::CashAtHome => "cash_at_home",
        End::Account => "account",
    }
}

/// Accounts of the payees and of everybody whose payment account the money reached.
fn account_ids(trail: &Trail, rows: &Rows, names: &Names) -> Vec<String> {
    let reached = trail.chain.hops.iter().map(|place| rows.ledger.transfer(*place).to).filter(|to| *to != NONE);
    let owners: BTreeSet<&str> = reached.filter_map(|index| names.owner(rows, index)).collect();
    owners.into_iter().map(str::to_owned).collect()
}

fn hop(place: u32, ledger: &Ledger, names: &Names, named: &dyn Fn(u32) -> String) -> Hop {
    let text = |column: &str| names.transfer(place, column).and_then(Value::as_str).map(str::to_owned);
    let minor = names.transfer(place, "amount_minor").and_then(Value::as_i64).unwrap_or(0);
    let currency = text("currency").unwrap_or_default();
    let (from, to) = (ledger.source(place), ledger.target(place));
    Hop {
        transfer_id: text("transfer_id").unwrap_or_default(),
        from: text("from_payment_account_id"),
        to: text("to_payment_account_id"),
        amount_minor: minor,
        amount: amount(minor, Code::new(&currency)),
        currency,
        at: ledger.transfer(place).at,
        country: text("country"),
        is_payout: ledger.transfer(place).kind == TransferKind::Payout,
        from_name: if from == NONE { String::new() } else { named(from) },
        to_name: (to != NONE).then(|| named(to)),
    }
}

/// A purse in words: its owner or its own id, and the cards of it that the trail uses.
fn purse_name(trail: &Trail, purse: u32, rows: &Rows, names: &Names) -> String {
    let used = trail.chain.hops.iter().map(|place| rows.ledger.transfer(*place).from);
    let cards: BTreeSet<&str> = used
        .filter(|account| rows.ledger.purse(*account) == purse && *account != purse)
        .filter_map(|account| names.account(account, "payment_account_id"))
        .collect();
    let name = names.spoken(rows, purse);
    let id = names.account(purse, "payment_account_id").unwrap_or_default();
    let mut parts: Vec<String> = if id.is_empty() || id == name { vec![name] } else { vec![name, id.to_owned()] };
    parts.extend(cards.into_iter().map(|card| format!("card {card}")));
    parts.join(" · ")
}
