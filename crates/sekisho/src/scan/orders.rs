//! A worker who is named on an order without an account stands on a watch list: the party that took the order is whose
//! match it is. Without that, the match would stand in `matches.csv` and be nobody's finding.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Context;
use sekisho_read::{Dataset, Want};
use sekisho_schema::{Schema, Word};

/// Where such a match is found.
const FIELD: &str = "subcontracts.worker_name";

/// The rows of the made table `matches`, in which every such match names the parties that took the orders.
pub fn with_contractors(rows: Vec<u8>, dataset: &Dataset, schema: &Schema) -> anyhow::Result<Vec<u8>> {
    let mut reader = csv::Reader::from_reader(rows.as_slice());
    let header = reader.headers()?.clone();
    let place =
        |name: &str| header.iter().position(|known| known == name).with_context(|| format!("no column `{name}`"));
    let [account, party, field, value] = [place("account_id")?, place("party_id")?, place("field")?, place("value")?];
    let contractors = contractors(dataset, schema);
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header)?;
    for record in reader.records() {
        let record = record?;
        let nobodys = record[account].is_empty() && &record[field] == FIELD;
        let parties = contractors.get(&record[value]).filter(|_| nobodys);
        for name in parties.into_iter().flatten() {
            let mut cells: Vec<&str> = record.iter().collect();
            cells[party] = name;
            let id = format!("m_{:016x}", Word::fingerprint(cells[1..].join("\u{1f}").as_bytes()).0);
            cells[0] = &id;
            writer.write_record(&cells)?;
        }
        if parties.is_none() {
            writer.write_record(&record)?;
        }
    }
    Ok(writer.into_inner()?)
}

/// By the name of the worker, who took an order for which no account is known.
fn contractors(dataset: &Dataset, schema: &Schema) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let Some(table) = schema.table("subcontracts") else { return found };
    let [worker, account, contractor] =
        ["worker_name", "account_id", "contractor_party_id"].map(|name| table.column(name));
    let want = Want { texts: [worker, account, contractor].into_iter().flatten().collect(), ..Want::default() };
    for unit in dataset.units().iter().filter(|unit| unit.table == table.id) {
        for piece in dataset.open_unit(unit, &want) {
            let cell = |column, row| piece.batch.texts(column?).and_then(|texts| texts.get(row));
            for row in 0..piece.batch.len() {
                let told = cell(worker, row).zip(cell(contractor, row)).filter(|_| cell(account, row).is_none());
                if let Some((worker, contractor)) = told {
                    found.entry(worker.to_owned()).or_default().insert(contractor.to_owned());
                }
            }
        }
    }
    found
}
