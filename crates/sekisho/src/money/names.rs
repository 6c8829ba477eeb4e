//! The texts behind payment accounts and transfers, fetched late and only for those that are told.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use sekisho_read::{Dataset, RowRef};
use sekisho_schema::Schema;
use serde_json::Value;

use super::rows::Rows;

/// Cells of one table by the number under which the ledger knows the row.
type Cells = BTreeMap<u32, Vec<Value>>;

/// Ids as texts.
#[derive(Default)]
pub struct Names {
    accounts: Cells,
    transfers: Cells,
}

const OF_ACCOUNT: [&str; 4] = ["payment_account_id", "account_id", "kind", "provider"];
const OF_TRANSFER: [&str; 6] =
    ["transfer_id", "from_payment_account_id", "to_payment_account_id", "amount_minor", "currency", "country"];

impl Names {
    /// Fetches what is asked for: payment accounts by their index, transfers by their place in the ledger.
    ///
    /// # Errors
    /// When a file cannot be read again.
    pub fn fetch(
        dataset: &Dataset,
        schema: &Schema,
        rows: &Rows,
        (accounts, transfers): (&BTreeSet<u32>, &BTreeSet<u32>),
    ) -> anyhow::Result<Self> {
        let mut wanted = accounts.clone();
        // A card is named by the account it draws on.
        wanted.extend(accounts.iter().filter_map(|index| rows.ledger.account(*index)).map(|account| account.parent));
        let of_account = |index: &u32| rows.accounts.get(*index as usize).map(|place| (*place, *index));
        let of_transfer = |place: &u32| {
            let row = rows.ledger.transfer(*place).row;
            rows.transfers.get(row as usize).map(|found| (*found, *place))
        };
        let source = (dataset, schema);
        let accounts = cells(source, "payment_accounts", &OF_ACCOUNT, wanted.iter().filter_map(of_account).collect())?;
        let transfers = cells(source, "transfers", &OF_TRANSFER, transfers.iter().filter_map(of_transfer).collect())?;
        Ok(Self { accounts, transfers })
    }

    /// A cell of a payment account.
    pub fn account(&self, index: u32, column: &str) -> Option<&str> {
        cell(&self.accounts, &OF_ACCOUNT, index, column)?.as_str()
    }

    /// A cell of a transfer.
    pub fn transfer(&self, place: u32, column: &str) -> Option<&Value> {
        cell(&self.transfers, &OF_TRANSFER, place, column)
    }

    /// The account behind a payment account, or behind the one that a card draws on.
    pub fn owner(&self, rows: &Rows, index: u32) -> Option<&str> {
        let parent = rows.ledger.account(index).map(|account| account.parent);
        self.account(index, "account_id").or_else(|| self.account(parent?, "account_id"))
    }

    /// How sentences name a payment account: by its account, or by its own id.
    pub fn spoken(&self, rows: &Rows, index: u32) -> String {
        let name = self.owner(rows, index).or_else(|| self.account(index, "payment_account_id"));
        name.unwrap_or("?").to_owned()
    }
}

fn cell<'a>(cells: &'a Cells, columns: &[&str], row: u32, column: &str) -> Option<&'a Value> {
    cells.get(&row)?.get(columns.iter().position(|name| *name == column)?)
}

fn cells(
    (dataset, schema): (&Dataset, &Schema),
    table: &str,
    columns: &[&str],
    mut places: Vec<(RowRef, u32)>,
) -> anyhow::Result<Cells> {
    places.sort_unstable();
    let Some(table) = schema.table(table).filter(|_| !places.is_empty()) else { return Ok(Cells::new()) };
    let columns: Vec<_> = columns.iter().filter_map(|name| table.column(name)).collect();
    let refs: Vec<RowRef> = places.iter().map(|(place, _)| *place).collect();
    let found = dataset.fetch(table.id, &refs, &columns).context("failed to read the rows of money trails again")?;
    Ok(places.into_iter().map(|(_, number)| number).zip(found).collect())
}
