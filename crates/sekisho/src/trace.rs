//! `sekisho trace`: follows money by hand.

mod picture;
mod table;
mod walk;

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context;
use sekisho_read::Dataset;
use sekisho_schema::{Schema, Word};
use sekisho_trail::flow::DAY;
use sekisho_trail::{Limits, NONE};

use crate::cli::TraceArgs;
use crate::money::{Money, follow};
use crate::print;
use walk::{Start, walk};

/// Prints where the money of an account went, or where it came from.
pub fn run(arguments: &TraceArgs) -> anyhow::Result<u8> {
    let schema = Arc::new(Schema::embedded().context("failed to load the schema")?);
    let root: PathBuf = arguments.dataset.components().collect();
    let dataset = Dataset::open(&root, &schema)?;
    let own_lists = dataset.root().join("lists");
    let lists: Vec<PathBuf> =
        own_lists.is_dir().then_some(own_lists).into_iter().chain(arguments.lists.clone()).collect();
    let limits = Limits { rest: i64::from(arguments.days) * DAY, hops: arguments.hops, ..Limits::default() };
    let money = follow(&dataset, &schema, &lists, &limits)?;
    let start = start(&money, &arguments.from)?;
    let steps = walk(&money, &start, arguments.back, arguments.hops);
    let lines = table::lines(&money, &steps, &dataset, &schema)?;
    money.notes.iter().for_each(|note| eprintln!("note: {note}"));
    match &arguments.svg {
        None => print::line(&table::text(&lines, arguments))?,
        Some(file) => {
            let picture = picture::picture(&lines, arguments);
            std::fs::write(file, picture).with_context(|| format!("failed to write `{}`", file.display()))?;
            print::line(&format!("the picture is {}", file.display()))?;
        }
    }
    Ok(0)
}

/// The purses that an id names: one payment account, or all of an account.
fn start(money: &Money, id: &str) -> anyhow::Result<Start> {
    let (key, ledger) = (Word::fingerprint(id.as_bytes()).0 as u64, &money.rows.ledger);
    let named = (0u32..).zip(ledger.accounts()).filter(|(_, account)| account.key == key || account.owner == key);
    let purses: std::collections::BTreeSet<u32> =
        named.map(|(index, _)| ledger.purse(index)).filter(|purse| *purse != NONE).collect();
    if purses.is_empty() {
        anyhow::bail!(
            "failed to trace `{id}`: no payment account has this id or belongs to an account with it\nhint: `--from` takes an `account_id` or a `payment_account_id` of the dataset"
        );
    }
    Ok(Start { purses })
}
