//! Passes as rows of the made table `passes`, which sentences read.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_trail::marks::{Reason, Trail, passed_on, receiver};
use sekisho_trail::trails::Pass;
use sekisho_trail::{NONE, same_person};
use serde_json::Value;

use super::told::ends_in;
use super::{Money, Names, ToldTrail};

/// The table as CSV: one row for each pass in which most of a payout went on.
///
/// # Errors
/// When a file cannot be read again.
pub fn passes(money: &Money, told: &[ToldTrail], dataset: &Dataset, schema: &Schema) -> anyhow::Result<Vec<u8>> {
    let names = names(money, dataset, schema)?;
    let ids: BTreeMap<usize, &str> = told.iter().map(|trail| (trail.place, trail.trail_id.as_str())).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let columns = schema.table("passes").map(|table| table.own_columns().map(|(_, column)| column.name.clone()));
    writer.write_record(columns.into_iter().flatten())?;
    for (place, trail) in money.trails.iter().enumerate() {
        let id = ids.get(&place).copied().unwrap_or_default();
        for pass in of_trail(money, trail) {
            let row = Row { money, trail, pass, names: &names }.cells(id);
            row.map_or(Ok(()), |cells| writer.write_record(cells))?;
        }
    }
    writer.into_inner().context("failed to work out the table `passes`")
}

fn of_trail<'a>(money: &'a Money, trail: &'a Trail) -> impl Iterator<Item = &'a Pass> {
    trail.chain.passes.iter().filter(|pass| passed_on(&money.rows.ledger, &trail.chain, pass))
}

fn names(money: &Money, dataset: &Dataset, schema: &Schema) -> anyhow::Result<Names> {
    let (mut accounts, mut transfers) = (BTreeSet::new(), BTreeSet::new());
    for trail in &money.trails {
        for pass in of_trail(money, trail) {
            accounts.extend([trail.chain.account, pass.beneficiary, receiver(&money.rows.ledger, &trail.chain, pass)]);
            transfers.extend(pass.payouts.first());
            accounts.extend(pass.payouts.first().map(|payout| money.rows.ledger.transfer(*payout).to));
        }
    }
    accounts.remove(&NONE);
    Names::fetch(dataset, schema, &money.rows, (&accounts, &transfers))
}

struct Row<'a> {
    money: &'a Money,
    trail: &'a Trail,
    pass: &'a Pass,
    names: &'a Names,
}

impl Row<'_> {
    /// Cells in the order of the schema; nothing for a payee that has no account.
    fn cells(&self, trail_id: &str) -> Option<[String; 22]> {
        let (rows, chain, pass) = (&self.money.rows, &self.trail.chain, self.pass);
        let ledger = &rows.ledger;
        let payout = *pass.payouts.first()?;
        let paid = ledger.transfer(payout).to;
        let receiver = receiver(ledger, chain, pass);
        let own = receiver == NONE || same_person(ledger, chain.account, receiver);
        let first = pass.onward.first().map_or(0, |place| ledger.transfer(*place).at);
        let sum: i64 = pass.payouts.iter().map(|place| ledger.transfer(*place).amount).sum();
        Some([
            self.names.transfer(payout, "transfer_id").and_then(Value::as_str)?.to_owned(),
            self.names.owner(rows, paid)?.to_owned(),
            time(first)?,
            pass.payouts.len().to_string(),
            sum.to_string(),
            chain.currency.to_string(),
            time(first - pass.rest)?,
            format!("{:.4}", pass.kept.max(0.0)),
            self.names.account(receiver, "payment_account_id").unwrap_or_default().to_owned(),
            self.names.owner(rows, receiver).unwrap_or_default().to_owned(),
            own.to_string(),
            self.names.account(pass.beneficiary, "kind").unwrap_or_default().to_owned(),
            self.number(|reason| if let Reason::SteadyShare { times, .. } = reason { Some(*times) } else { None }, 0),
            self.number(|reason| if let Reason::SameReceiver { times } = reason { Some(*times) } else { None }, 1),
            self.number(|reason| if let Reason::FanIn { people } = reason { Some(*people) } else { None }, 1),
            self.number(
                |reason| if let Reason::SeveralHands { people } = reason { Some(*people) } else { None },
                u32::from(!own),
            ),
            ends_in(chain.end).to_owned(),
            chain.end_country.to_string(),
            chain.end_minor.to_string(),
            self.trail.reasons.contains(&Reason::Circle).to_string(),
            self.trail.reasons.contains(&Reason::MeetsClient).to_string(),
            trail_id.to_owned(),
        ])
    }

    fn number(&self, of: impl Fn(&Reason) -> Option<u32>, otherwise: u32) -> String {
        self.trail.reasons.iter().find_map(of).unwrap_or(otherwise).to_string()
    }
}

pub(super) fn time(micros: i64) -> Option<String> {
    jiff::Timestamp::from_microsecond(micros).ok().map(|at| at.to_string())
}
