//! Money trails of a dataset: rows in, trails with ids and words out.

mod exposures;
mod names;
mod passes;
pub mod rows;
mod told;

use std::path::PathBuf;

use anyhow::Context;
use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_trail::flow::Flow;
use sekisho_trail::marks::{Trail, judge};
use sekisho_trail::trails::chains;
use sekisho_trail::{Limits, Rates};

pub use exposures::exposures;
pub use names::Names;
pub use passes::passes;
pub use rows::{Rows, rows};
pub use told::{ToldTrail, tell};

/// The file of a list folder that holds rates of exchange.
const RATES: &str = "exchange_rates.csv";

/// What was worked out of the transfers.
pub struct Money {
    /// The transfers.
    pub rows: Rows,
    /// What flows from which to which.
    pub flow: Flow,
    /// Chains in which payouts were passed on; some of them are told.
    pub trails: Vec<Trail>,
    /// What the operator should know.
    pub notes: Vec<String>,
}

/// Follows the money of a dataset.
///
/// # Errors
/// When a file of rates is wrong.
pub fn follow(dataset: &Dataset, schema: &Schema, lists: &[PathBuf], limits: &Limits) -> anyhow::Result<Money> {
    let rates = rates(lists)?;
    let rows = rows(dataset, schema, rates.as_ref());
    let flow = Flow::new(&rows.ledger, limits);
    let trails = judge(&rows.ledger, chains(&rows.ledger, &flow, limits), &rows.clients);
    let notes = notes(&rows, &flow, rates.is_some());
    Ok(Money { rows, flow, trails, notes })
}

/// The rates of the list folders; a later folder takes the place of an earlier one.
fn rates(lists: &[PathBuf]) -> anyhow::Result<Option<Rates>> {
    let Some(file) = lists.iter().rev().map(|folder| folder.join(RATES)).find(|file| file.is_file()) else {
        return Ok(None);
    };
    let hint = "hint: the header is `date,base,currency,rate`, as central banks publish it";
    let text = std::fs::read_to_string(&file).with_context(|| format!("failed to read `{}`", file.display()))?;
    let rates =
        Rates::parse(&text).map_err(|error| anyhow::anyhow!("failed to read `{}`: {error}\n{hint}", file.display()));
    rates.map(Some)
}

fn notes(rows: &Rows, flow: &Flow, rated: bool) -> Vec<String> {
    let mut notes = Vec::new();
    let currencies = rows.ledger.transfers().iter().map(|one| one.currency).collect::<std::collections::BTreeSet<_>>();
    if !rated && currencies.len() > 1 {
        notes.push(format!(
            "money is followed within one currency only: there is no `{RATES}` among the lists, and the transfers are in {}",
            currencies.len()
        ));
    }
    if rows.without_rate > 0 {
        notes.push(format!(
            "{} transfers have no rate of exchange and are followed in their own currency",
            rows.without_rate
        ));
    }
    let (hubs, quick) = (flow.cuts.hubs.len(), flow.cuts.uncompared.len());
    if hubs > 0 {
        notes.push(format!("{hubs} payment accounts have too many transfers to tell whose money leaves them; no money is followed through them"));
    }
    if quick > 0 {
        notes.push(format!("{quick} payment accounts have so many transfers that amounts were not compared there; the last money in is taken to leave first"));
    }
    notes
}
