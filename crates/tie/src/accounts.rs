//! Accounts by number, with what they say of themselves.

use std::collections::BTreeMap;

use nohash_hasher::IntMap;
use sekisho_enrich::keys::address_key;
use sekisho_schema::Word;

use crate::rows::{Ask, Tables};

/// Words are fingerprints: hashing them again would only cost.
pub(crate) type ByWord<T> = IntMap<i64, T>;

/// What an account says of itself.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// worker, client or both; empty when not told.
    pub role: String,
    /// Whether the holder says that several people use it.
    pub declares_team: bool,
    /// The fingerprint of the claimed home.
    pub home: Option<u64>,
    /// The fingerprint of the claimed time zone.
    pub timezone: Option<u64>,
    /// The claimed postal code, its first two characters: a region.
    pub town: Option<u64>,
    /// When it was opened, microseconds.
    pub opened_at: Option<i64>,
    /// Whether it is suspended.
    pub suspended: bool,
    /// A name to show: the display name, or the legal one.
    pub name: Option<String>,
}

/// All accounts of a dataset, numbered in the order of their ids.
#[derive(Debug, Default)]
pub struct Accounts {
    ids: Vec<String>,
    told: Vec<Told>,
    numbers: ByWord<u32>,
}

/// Tables that name accounts, for datasets without a table of accounts.
const NAMING: [(&str, &str); 8] = [
    ("sessions", "account_id"),
    ("payment_accounts", "account_id"),
    ("documents", "account_id"),
    ("proposals", "account_id"),
    ("profiles", "account_id"),
    ("contracts", "worker_account_id"),
    ("shipments", "account_id"),
    ("commits", "account_id"),
];

impl Accounts {
    /// Reads the table of accounts; without one, every account that another table names.
    pub(crate) fn read(tables: Tables<'_>) -> Self {
        let mut found: BTreeMap<String, Told> = BTreeMap::new();
        let ask = Ask {
            table: "accounts",
            words: &["role", "declares_team", "timezone", "opened_at", "status"],
            texts: &["account_id", "address", "postal_code", "display_name", "legal_name"],
        };
        let roles = names(tables, "role");
        let suspended = names(tables, "status").iter().position(|name| name == "suspended").map(|at| at as i64);
        tables.each(ask, |row| {
            let Some(id) = row.text(0) else { return };
            let role = row.word(0).some().and_then(|role| roles.get(role as usize)).cloned();
            let told = Told {
                role: role.unwrap_or_default(),
                declares_team: row.word(1) == Word::TRUE,
                home: row.text(1).map(|home| fingerprint(&address_key(home))),
                timezone: row.word(2).some().map(|zone| zone as u64),
                town: row.text(2).map(|code| fingerprint(&code.chars().take(2).collect::<String>())),
                opened_at: row.word(3).some(),
                suspended: row.word(4).some().is_some_and(|status| Some(status) == suspended),
                name: row.text(3).or(row.text(4)).map(str::to_owned),
            };
            found.entry(id.to_owned()).or_insert(told);
        });
        if found.is_empty() {
            for (table, column) in NAMING {
                let ask = Ask { table, words: &[], texts: &[column] };
                for unit in tables.units(table) {
                    tables.each_of_unit(&unit, ask, |row| {
                        if let Some(id) = row.text(0).filter(|id| !found.contains_key(*id)) {
                            found.insert(id.to_owned(), Told::default());
                        }
                    });
                }
            }
        }
        Self::numbered(found)
    }

    fn numbered(found: BTreeMap<String, Told>) -> Self {
        let (ids, told): (Vec<String>, Vec<Told>) = found.into_iter().unzip();
        let numbers = (0u32..).zip(&ids).map(|(number, id)| (Word::fingerprint(id.as_bytes()).0, number)).collect();
        Self { ids, told, numbers }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The number of the account with this fingerprint.
    pub(crate) fn number(&self, word: Word) -> Option<u32> {
        self.numbers.get(&word.0).copied()
    }

    /// The number of an account.
    pub fn number_of(&self, id: &str) -> Option<u32> {
        self.ids.binary_search_by(|known| known.as_str().cmp(id)).ok().map(|at| at as u32)
    }

    /// The id of an account.
    pub fn id(&self, number: u32) -> &str {
        self.ids.get(number as usize).map_or("", String::as_str)
    }

    /// The accounts by age, and each one's place among them: an order that ids have no part in, but for accounts that were
    /// opened at one moment.
    pub(crate) fn by_age(&self) -> (Vec<u32>, Vec<u32>) {
        let mut order: Vec<u32> = (0..self.len() as u32).collect();
        order.sort_by_key(|account| (self.told(*account).opened_at, *account));
        let mut age = vec![0; order.len()];
        (0u32..).zip(&order).for_each(|(place, account)| age[*account as usize] = place);
        (order, age)
    }

    /// What an account says of itself.
    pub fn told(&self, number: u32) -> &Told {
        &self.told[number as usize]
    }
}

/// The values of an enumerated column of the table of accounts.
fn names(tables: Tables<'_>, column: &str) -> Vec<String> {
    let table = tables.schema.table("accounts");
    let ty = table.and_then(|table| Some(table.at(table.column(column)?).ty.clone()));
    match ty {
        Some(sekisho_schema::ColumnType::Enum(values)) => values.iter().cloned().collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn fingerprint(text: &str) -> u64 {
    Word::fingerprint(text.as_bytes()).0 as u64
}
