//! Follows the money of a dataset and prints counts, for `bench/trails.py`.
//!
//! ```text
//! cargo run --release -p sekisho-trail --example follow -- DATASET [three-hops]
//! ```

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::collections::{BTreeSet, HashMap};
use std::hash::{BuildHasherDefault, Hasher};
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use sekisho_read::{Batch, Dataset, Want};
use sekisho_schema::{Schema, Word};
use sekisho_trail::flow::Flow;
use sekisho_trail::marks::judge;
use sekisho_trail::plain::three_hops;
use sekisho_trail::trails::chains;
use sekisho_trail::{AccountKind, Code, Ledger, Limits, NONE, PaymentAccount, Transfer, TransferKind};

const KINDS: [TransferKind; 5] =
    [TransferKind::Payout, TransferKind::Transfer, TransferKind::Cash, TransferKind::Purchase, TransferKind::Exchange];

#[derive(Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, value: u64) {
        self.0 = value;
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let schema = Arc::new(Schema::embedded().unwrap());
    let start = Instant::now();
    let dataset = Dataset::open(Path::new(&arguments[1]), &schema).unwrap();
    let ledger = ledger(&dataset, &schema);
    eprintln!("{} transfers read in {:.2?}", ledger.transfers().len(), start.elapsed());
    if arguments.get(2).is_some_and(|what| what == "three-hops") {
        let found = three_hops(&ledger);
        let sum =
            found.iter().flatten().fold(0u64, |sum, place| sum.wrapping_add(ledger.transfer(*place).amount as u64));
        println!("{} {sum}", found.len());
        return;
    }
    let limits = Limits::default();
    let flow = Flow::new(&ledger, &limits);
    eprintln!("{} links after {:.2?}", flow.links().len(), start.elapsed());
    let judged = judge(&ledger, chains(&ledger, &flow, &limits), &BTreeSet::new());
    eprintln!("judged after {:.2?}", start.elapsed());
    let told = judged.iter().filter(|trail| trail.told).count();
    println!("{} chains passed on, {told} told, {} hubs", judged.len(), flow.cuts.hubs.len());
}

/// The columns of `transfers` that are read.
const TRANSFERS: [&str; 8] = [
    "transfer_id",
    "at",
    "kind",
    "from_payment_account_id",
    "to_payment_account_id",
    "amount_minor",
    "currency",
    "country",
];

fn ledger(dataset: &Dataset, schema: &Schema) -> Ledger {
    let mut accounts = Vec::new();
    each(dataset, schema, "payment_accounts", &["payment_account_id", "country"], |batch, column| {
        let (ids, countries) = (column(batch, 0), column(batch, 1));
        for (id, country) in ids.iter().zip(countries) {
            let (number, parent, kind) = (0, NONE, AccountKind::Bank);
            accounts.push(PaymentAccount {
                key: id.0 as u64,
                owner: id.0 as u64,
                holder: 0,
                number,
                parent,
                country: code(*country),
                kind,
            });
        }
    });
    let by_key: HashMap<u64, u32, BuildHasherDefault<Same>> =
        (0u32..).zip(&accounts).map(|(index, account)| (account.key, index)).collect();
    let mut transfers = Vec::new();
    let index = |word: Word| by_key.get(&(word.0 as u64)).copied().unwrap_or(NONE);
    each(dataset, schema, "transfers", &TRANSFERS, |batch, column| {
        let [id, at, kind, from, to, amount, currency, country] = [0, 1, 2, 3, 4, 5, 6, 7].map(|at| column(batch, at));
        for row in 0..batch.len() {
            transfers.push(Transfer {
                key: id[row].0 as u64,
                at: at[row].0,
                amount: amount[row].0,
                from: index(from[row]),
                to: index(to[row]),
                row: transfers.len() as u32,
                currency: code(currency[row]),
                country: code(country[row]),
                kind: KINDS[kind[row].0 as usize],
            });
        }
    });
    Ledger::new(accounts, transfers)
}

fn code(word: Word) -> Code {
    Code(word.some().map_or(0, |bits| bits as u32))
}

type Column<'a> = &'a dyn for<'b> Fn(&'b Batch, usize) -> &'b [Word];

fn each(dataset: &Dataset, schema: &Schema, table: &str, names: &[&str], mut see: impl FnMut(&Batch, Column<'_>)) {
    let table = schema.table(table).unwrap();
    let columns: Vec<_> = names.iter().map(|name| table.column(name).unwrap()).collect();
    let want = Want { words: columns.iter().copied().collect(), bare: true, ..Want::default() };
    for unit in dataset.units().iter().filter(|unit| unit.table == table.id) {
        for piece in dataset.open_unit(unit, &want) {
            see(&piece.batch, &|batch, at| batch.words(columns[at]).unwrap());
        }
    }
}
