//! A walk as lines of text.

use std::collections::BTreeSet;

use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_trail::words::amount;
use sekisho_trail::{NONE, TransferKind};
use serde_json::Value;

use super::walk::Step;
use crate::cli::TraceArgs;
use crate::money::{Money, Names};

/// One transfer of a walk, in words.
pub struct Line {
    /// When, in microseconds since 1970.
    pub at: i64,
    /// How many transfers away from the first ones.
    pub hops: u32,
    /// Its id.
    pub transfer_id: String,
    /// The payment account that it left, with the account behind it.
    pub from: String,
    /// Where it went.
    pub to: String,
    /// How much.
    pub amount: String,
    /// How much of that is the money that is followed; empty for all of it.
    pub part: String,
    /// How long it had rested.
    pub rest: String,
}

/// Fetches the texts of a walk.
///
/// # Errors
/// When a file cannot be read again.
pub fn lines(money: &Money, steps: &[Step], dataset: &Dataset, schema: &Schema) -> anyhow::Result<Vec<Line>> {
    let ledger = &money.rows.ledger;
    let transfers: BTreeSet<u32> = steps.iter().map(|step| step.place).collect();
    let ends = |place: &u32| [ledger.transfer(*place).from, ledger.transfer(*place).to];
    let accounts: BTreeSet<u32> = transfers.iter().flat_map(ends).filter(|index| *index != NONE).collect();
    let names = Names::fetch(dataset, schema, &money.rows, (&accounts, &transfers))?;
    Ok(steps.iter().map(|step| line(money, step, &names)).collect())
}

fn line(money: &Money, step: &Step, names: &Names) -> Line {
    let one = money.rows.ledger.transfer(step.place);
    let end = |index: u32, otherwise: String| if index == NONE { otherwise } else { account(money, index, names) };
    let out = match one.kind {
        TransferKind::Cash if one.country.is_known() => format!("cash in {}", one.country),
        TransferKind::Cash => "cash".to_owned(),
        TransferKind::Purchase => "a purchase".to_owned(),
        _ => "not known".to_owned(),
    };
    Line {
        at: one.at,
        hops: step.hops,
        transfer_id: names.transfer(step.place, "transfer_id").and_then(Value::as_str).unwrap_or_default().to_owned(),
        from: end(one.from, "the operator".to_owned()),
        to: end(one.to, out),
        amount: amount(one.amount, one.currency),
        part: if step.part < one.amount { amount(step.part, one.currency) } else { String::new() },
        rest: step.rest.map(rest).unwrap_or_default(),
    }
}

fn account(money: &Money, index: u32, names: &Names) -> String {
    let id = names.account(index, "payment_account_id").unwrap_or("?");
    names.owner(&money.rows, index).map_or_else(|| id.to_owned(), |owner| format!("{id} ({owner})"))
}

fn rest(micros: i64) -> String {
    let hours = micros / 3_600_000_000;
    if hours < 48 { format!("{hours} h") } else { format!("{} d", hours / 24) }
}

/// The table, one transfer a line.
pub fn text(lines: &[Line], arguments: &TraceArgs) -> String {
    let direction = if arguments.back { "backwards" } else { "forwards" };
    let mut rows =
        vec![["when (UTC)", "hop", "from", "to", "amount", "of which", "rested", "transfer"].map(str::to_owned)];
    rows.extend(lines.iter().map(|line| {
        let at = jiff::Timestamp::from_microsecond(line.at).map(|at| at.strftime("%Y-%m-%d %H:%M").to_string());
        let (from, to) = (plain(&line.from), plain(&line.to));
        let (amount, part, rest) = (line.amount.clone(), line.part.clone(), line.rest.clone());
        [at.unwrap_or_default(), line.hops.to_string(), from, to, amount, part, rest, plain(&line.transfer_id)]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..8).map(width).collect();
    let padded = rows.iter().map(|row| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            if matches!(column, 1 | 4 | 5 | 6) { format!("{cell:>width$}") } else { format!("{cell:<width$}") }
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    });
    let head = format!(
        "{direction} from {}, {} at most, rests of up to {} days; money is taken to leave as the page `docs/trails.md` says",
        plain(&arguments.from),
        if arguments.hops == 1 { "1 hop".to_owned() } else { format!("{} hops", arguments.hops) },
        arguments.days
    );
    std::iter::once(head).chain(padded).collect::<Vec<_>>().join("\n")
}

/// Ids come from strangers: on a terminal their control characters must not act.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
