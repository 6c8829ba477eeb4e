//! Matches as rows of the made table `matches`, which sentences read.

use sekisho_schema::{Schema, Word};
use sekisho_screen::Asked;

use super::asked::Payment;
use super::matches::Match;

/// The table as CSV: one row = one match of one value of one account, party or payment account.
pub fn rows(found: &[Match], schema: &Schema) -> Vec<u8> {
    let columns = schema.table("matches").map(|table| table.own_columns().map(|(_, column)| column.name.clone()));
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(columns.into_iter().flatten());
    for one in found {
        let cells = cells(one);
        let name = Word::fingerprint(cells.join("\u{1f}").as_bytes()).0;
        let _ = writer.write_record(std::iter::once(format!("m_{name:016x}")).chain(cells));
    }
    writer.into_inner().unwrap_or_default()
}

/// Every cell but the first, in the order of the schema.
fn cells(one: &Match) -> [String; 18] {
    let party = one.field.starts_with("parties.");
    let (account, party) = if party { ("", one.account_id.as_str()) } else { (one.account_id.as_str(), "") };
    let Payment { id, kind, provider, number } = one.known.payment.clone().unwrap_or_default();
    [
        account.to_owned(),
        party.to_owned(),
        id,
        kind,
        provider,
        number,
        one.field.clone(),
        one.value.clone(),
        matched(one.known.asked).to_owned(),
        place(&one.field).to_owned(),
        one.list.clone(),
        one.entry_id.clone(),
        one.entry_name.clone(),
        one.known.about.to_owned(),
        one.known.programme.clone(),
        one.known.wanted.to_string(),
        format!("{:.4}", one.score),
        one.says.clone(),
    ]
}

fn matched(asked: Asked) -> &'static str {
    match asked {
        Asked::Person | Asked::Organisation | Asked::Name => "name",
        Asked::Document => "document",
        Asked::Email => "email",
        Asked::Wallet => "wallet",
    }
}

fn place(field: &str) -> &'static str {
    match field.split('.').next().unwrap_or_default() {
        "payment_accounts" => "payee",
        "shipments" => "parcel",
        "experience" => "cv",
        "parties" | "subcontracts" => "chain",
        _ => "account",
    }
}
