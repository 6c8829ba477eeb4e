//! Transfers and payment accounts of a dataset as a ledger.

use std::collections::BTreeSet;

use nohash_hasher::IntMap;
use sekisho_enrich::keys::name_key;
use sekisho_read::{Batch, Dataset, RowRef, Want};
use sekisho_schema::{ColumnId, ColumnType, Schema, Table, Word};
use sekisho_trail::{AccountKind, Code, Ledger, NONE, PaymentAccount, Rates, Transfer, TransferKind};

/// A ledger, and where its rows stand in the files.
pub struct Rows {
    /// Everything in order of time.
    pub ledger: Ledger,
    /// By [`Transfer::row`].
    pub transfers: Vec<RowRef>,
    /// By the index of the payment account.
    pub accounts: Vec<RowRef>,
    /// Accounts that hire only.
    pub clients: BTreeSet<u64>,
    /// Transfers in a currency without a rate, if there are rates at all.
    pub without_rate: u64,
}

/// Keys are fingerprints already: hashing them again would only cost.
type ByKey = IntMap<u64, u32>;

/// Reads both tables; rows that are rejected are left out here as everywhere, and the first of rows with one key stays.
pub fn rows(dataset: &Dataset, schema: &Schema, rates: Option<&Rates>) -> Rows {
    let (accounts, places) = accounts(dataset, schema);
    let by_key: ByKey = (0u32..).zip(&accounts).map(|(index, account)| (account.key, index)).collect();
    let (mut transfers, rows) = transfers(dataset, schema, &by_key);
    let without_rate = rates.map_or(0, |rates| rates.apply(&mut transfers));
    let clients = clients(dataset, schema);
    Rows { ledger: Ledger::new(accounts, transfers), transfers: rows, accounts: places, clients, without_rate }
}

/// The columns of a table that are wanted, by name.
struct Wish<'a> {
    table: &'a Table,
    want: Want,
}

impl<'a> Wish<'a> {
    fn of(schema: &'a Schema, table: &str, words: &[&str], texts: &[&str]) -> Option<Self> {
        let table = schema.table(table)?;
        let columns = |names: &[&str]| names.iter().filter_map(|name| table.column(name)).collect();
        let want = Want { words: columns(words), texts: columns(texts), ..Want::default() };
        Some(Self { table, want })
    }

    fn each(&self, dataset: &Dataset, mut see: impl FnMut(&Batch)) {
        for unit in dataset.units().iter().filter(|unit| unit.table == self.table.id) {
            dataset.open_unit(unit, &self.want).for_each(|piece| see(&piece.batch));
        }
    }

    fn words<'b>(&self, batch: &'b Batch, name: &str) -> &'b [Word] {
        self.table.column(name).and_then(|column| batch.words(column)).unwrap_or_default()
    }

    /// The values of an enumerated column in the schema's order.
    fn values(&self, name: &str) -> Vec<String> {
        let column: Option<ColumnId> = self.table.column(name);
        match column.map(|column| &self.table.at(column).ty) {
            Some(ColumnType::Enum(values)) => values.to_vec(),
            _ => Vec::new(),
        }
    }
}

fn key(word: Option<&Word>) -> u64 {
    word.and_then(|word| word.some()).map_or(0, |bits| bits as u64)
}

fn code(word: Option<&Word>) -> Code {
    Code(word.and_then(|word| word.some()).map_or(0, |bits| bits as u32))
}

const ACCOUNT_WORDS: [&str; 6] = ["account_id", "kind", "provider", "country", "number", "parent_payment_account_id"];

/// Payment accounts by key, so that their order in the files does not matter.
fn accounts(dataset: &Dataset, schema: &Schema) -> (Vec<PaymentAccount>, Vec<RowRef>) {
    let mut found: Vec<(PaymentAccount, u64, RowRef)> = Vec::new();
    let Some(wish) = Wish::of(schema, "payment_accounts", &ACCOUNT_WORDS, &["holder_name"]) else {
        return (Vec::new(), Vec::new());
    };
    let kinds: Vec<AccountKind> = wish.values("kind").iter().map(|name| account_kind(name)).collect();
    wish.each(dataset, |batch| read_accounts(&wish, &kinds, batch, &mut found));
    found.sort_by_key(|(account, _, place)| (account.key, *place));
    found.dedup_by_key(|(account, _, _)| account.key);
    let keys: Vec<u64> = found.iter().map(|(account, _, _)| account.key).collect();
    let index = |key: u64| keys.binary_search(&key).map_or(NONE, |index| index as u32);
    let mut accounts: Vec<PaymentAccount> =
        found.iter().map(|(account, parent, _)| PaymentAccount { parent: index(*parent), ..*account }).collect();
    let owners: Vec<u64> = (0..accounts.len()).map(|index| owner(&accounts, index)).collect();
    accounts.iter_mut().zip(owners).for_each(|(account, owner)| account.owner = owner);
    (accounts, found.into_iter().map(|(_, _, place)| place).collect())
}

fn read_accounts(
    wish: &Wish<'_>,
    kinds: &[AccountKind],
    batch: &Batch,
    found: &mut Vec<(PaymentAccount, u64, RowRef)>,
) {
    let [owner, kind, provider, country, number, parent] = ACCOUNT_WORDS.map(|name| wish.words(batch, name));
    let holders = wish.table.column("holder_name").and_then(|column| batch.texts(column));
    for (row, (own, place)) in batch.keys.iter().zip(&batch.refs).enumerate() {
        let holder = holders.and_then(|texts| texts.get(row)).map_or(0, holder_key);
        let number = key(number.get(row));
        let parts = [key(kind.get(row)), key(provider.get(row)), number].map(u64::to_le_bytes);
        let account = PaymentAccount {
            key: own.0 as u64,
            owner: key(owner.get(row)),
            holder,
            number: if number == 0 { 0 } else { Word::fingerprint(&parts.concat()).0 as u64 },
            parent: NONE,
            country: code(country.get(row)),
            kind: kinds.get(key(kind.get(row)) as usize).copied().unwrap_or(AccountKind::Bank),
        };
        found.push((account, key(parent.get(row)), *place));
    }
}

fn holder_key(name: &str) -> u64 {
    let name = name_key(name);
    if name.is_empty() { 0 } else { Word::fingerprint(name.as_bytes()).0 as u64 }
}

/// A card without an account of its own belongs to that of the account it draws on.
fn owner(accounts: &[PaymentAccount], index: usize) -> u64 {
    let own = accounts.get(index);
    let parent = own.and_then(|own| accounts.get(own.parent as usize));
    own.map(|own| own.owner).filter(|owner| *owner != 0).or(parent.map(|parent| parent.owner)).unwrap_or(0)
}

const TRANSFER_WORDS: [&str; 7] =
    ["at", "kind", "from_payment_account_id", "to_payment_account_id", "amount_minor", "currency", "country"];

fn transfers(dataset: &Dataset, schema: &Schema, by_key: &ByKey) -> (Vec<Transfer>, Vec<RowRef>) {
    let (mut found, mut places) = (Vec::new(), Vec::new());
    let Some(wish) = Wish::of(schema, "transfers", &TRANSFER_WORDS, &[]) else { return (found, places) };
    let kinds: Vec<TransferKind> = wish.values("kind").iter().map(|name| transfer_kind(name)).collect();
    wish.each(dataset, |batch| {
        let [at, kind, from, to, amount, currency, country] = TRANSFER_WORDS.map(|name| wish.words(batch, name));
        let account = |word: Option<&Word>| by_key.get(&key(word)).copied().unwrap_or(NONE);
        for (row, own) in batch.keys.iter().enumerate() {
            found.push(Transfer {
                key: own.0 as u64,
                at: at.get(row).map_or(0, |word| word.0),
                amount: amount.get(row).map_or(0, |word| word.0),
                from: account(from.get(row)),
                to: account(to.get(row)),
                row: (places.len() + row) as u32,
                currency: code(currency.get(row)),
                country: code(country.get(row)),
                kind: kinds.get(key(kind.get(row)) as usize).copied().unwrap_or(TransferKind::Transfer),
            });
        }
        places.extend_from_slice(&batch.refs);
    });
    (found, places)
}

fn clients(dataset: &Dataset, schema: &Schema) -> BTreeSet<u64> {
    let mut found = BTreeSet::new();
    let Some(wish) = Wish::of(schema, "accounts", &["role"], &[]) else { return found };
    let client = wish.values("role").iter().position(|role| role == "client").map(|place| Word(place as i64));
    wish.each(dataset, |batch| {
        let roles = wish.words(batch, "role");
        found.extend(
            batch.keys.iter().zip(roles).filter(|(_, role)| Some(**role) == client).map(|(own, _)| own.0 as u64),
        );
    });
    found
}

fn account_kind(name: &str) -> AccountKind {
    match name {
        "e_wallet" => AccountKind::Wallet,
        "card" => AccountKind::Card,
        "crypto_wallet" => AccountKind::Crypto,
        _ => AccountKind::Bank,
    }
}

fn transfer_kind(name: &str) -> TransferKind {
    match name {
        "payout" => TransferKind::Payout,
        "atm_withdrawal" => TransferKind::Cash,
        "card_purchase" => TransferKind::Purchase,
        "exchange" => TransferKind::Exchange,
        _ => TransferKind::Transfer,
    }
}
