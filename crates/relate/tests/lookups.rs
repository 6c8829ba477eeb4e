//! Values of other tables' rows, on a dataset small enough to see through.

#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::sync::Arc;

use sekisho_dossier::{Plan, SlotColumn};
use sekisho_enrich::{Addresses, Cache};
use sekisho_read::Dataset;
use sekisho_relate::{Relate, wants};
use sekisho_schema::{Schema, SubjectKind, Word};

/// The words of some columns of a table, in the order of its rows, after completing.
fn column(folder: &Path, subject: SubjectKind, relation: &str, names: &[&str]) -> Vec<Vec<Word>> {
    let schema = Arc::new(Schema::embedded().unwrap());
    let dataset = Dataset::open(folder, &schema).unwrap();
    let mut plan = Plan::default();
    let slot = plan.slot(&schema, subject, relation).unwrap();
    let (table, _) = schema.relations(subject).find(|(_, known)| known.name == relation).unwrap();
    let columns: Vec<_> = names.iter().map(|name| table.column(name).unwrap()).collect();
    for column in &columns {
        plan.column(subject, slot, SlotColumn { column: *column, text: false });
    }
    let addresses = Arc::new(Addresses::open(&[], None, &schema).unwrap());
    let relate = Relate::new(&dataset, &schema, &addresses, &plan);
    let want = &wants(&schema, &plan)[&table.id];
    let unit = dataset.units().into_iter().find(|unit| unit.table == table.id).unwrap();
    let mut batch = dataset.open_unit(&unit, want).next().unwrap().batch;
    relate.complete(&mut batch, &mut Cache::new());
    columns.iter().map(|column| batch.words(*column).unwrap().to_vec()).collect()
}

fn folder(tables: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (table, text) in tables {
        std::fs::write(folder.path().join(format!("{table}.csv")), text).unwrap();
    }
    folder
}

fn id(text: &str) -> Word {
    Word::fingerprint(text.as_bytes())
}

#[test]
fn a_card_belongs_to_the_account_of_the_bank_account_it_draws_on() {
    let folder = folder(&[
        (
            "payment_accounts",
            "payment_account_id,account_id,kind,parent_payment_account_id\nb1,a1,bank,\nc1,,card,b1\nc2,a2,card,b1\n",
        ),
        (
            "transfers",
            "transfer_id,at,kind,from_payment_account_id,amount_minor,currency\nt1,2025-03-01T00:00:00Z,atm_withdrawal,c1,5,JPY\nt2,2025-03-01T00:00:00Z,atm_withdrawal,nobody,5,JPY\n",
        ),
    ]);
    let owners = column(folder.path(), SubjectKind::Account, "payment_accounts", &["owner_account_id"]);
    assert_eq!(owners, [[id("a1"), id("a1"), id("a2")]]);
    // A lookup of a lookup: from the transfer to the card, from the card to the bank account, from there to the account.
    let payers = column(folder.path(), SubjectKind::Account, "transfers_out", &["from_account_id"]);
    assert_eq!(payers, [[id("a1"), Word::NULL]]);
}

#[test]
fn the_tier_of_an_order_counts_its_parents_and_a_circle_of_parents_ends() {
    let head = "subcontract_id,engagement_id,parent_subcontract_id,orderer_party_id\n";
    let folder = folder(&[
        ("subcontracts", &format!("{head}s1,e1,,p1\ns2,e1,s1,p2\ns3,e1,s2,p3\nx,e2,y,p2\ny,e2,x,p2\n")),
        (
            "parties",
            "party_id,name,kind\np1,Example Prefecture,public_body\np2,Example Media,company\np3,Example Soft,company\n",
        ),
    ]);
    let found = column(folder.path(), SubjectKind::Subcontract, "subcontracts", &["tier", "principal_kind"]);
    assert_eq!(found[0][..3], [Word(1), Word(2), Word(3)]);
    let public_body = Word(0);
    assert_eq!(found[1][..3], [public_body, public_body, public_body]);
    assert!(found[0][3].is_null(), "a circle has no depth");
}
