//! Exact ties against nested loops over rows.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_tie::{Kind, Ties};

use crate::data::{Row, World};
use crate::random;

/// Pairs with the number of accounts on the value that they share, sorted.
type Found = Vec<(String, String, u32)>;

fn cell<'a>(row: &'a Row, column: &str) -> &'a str {
    row.get(column).map_or("", String::as_str)
}

/// Every pair of accounts that has two rows with an equal value, by comparing all rows with all.
fn expected(world: &World, kind: Kind, table: &str, value: &dyn Fn(&Row) -> Option<String>) -> Found {
    let rows: Vec<(String, String)> =
        world.tables[table].iter().filter_map(|row| Some((cell(row, "account_id").to_owned(), value(row)?))).collect();
    let teams: BTreeSet<&str> = world.tables["accounts"]
        .iter()
        .filter(|row| cell(row, "declares_team") == "true")
        .map(|row| cell(row, "account_id"))
        .collect();
    let mut found = Vec::new();
    for (a, shared) in &rows {
        for (b, other) in &rows {
            if a < b && shared == other {
                let on: BTreeSet<&String> =
                    rows.iter().filter(|(_, v)| v == shared).map(|(account, _)| account).collect();
                if on.len() <= kind.traits().hub && !(teams.contains(&**a) && teams.contains(&**b)) {
                    found.push(((a.clone(), b.clone(), on.len() as u32), shared.clone()));
                }
            }
        }
    }
    found.sort();
    found.dedup();
    found.into_iter().map(|(pair, _)| pair).collect()
}

fn actual(ties: &Ties, kind: Kind) -> Found {
    let id = |number| ties.accounts.id(number).to_owned();
    let of_kind = ties.ties.iter().map(|tie| tie.bond).filter(|bond| bond.kind == kind);
    let mut found: Found = of_kind.map(|bond| (id(bond.a), id(bond.b), bond.accounts)).collect();
    found.sort();
    found
}

fn plain(column: &'static str) -> impl Fn(&Row) -> Option<String> {
    move |row| Some(cell(row, column).to_owned()).filter(|value| !value.is_empty())
}

fn joined(row: &Row, columns: &[&str]) -> String {
    columns.iter().map(|column| cell(row, column)).collect::<Vec<_>>().join("|")
}

#[test]
fn equal_values_tie_exactly_the_pairs_that_nested_loops_find() {
    let mut checked = BTreeMap::new();
    for seed in 0..6 {
        let world = random::world(seed, 40 + 10 * seed as usize);
        let ties = world.ties();
        let mut check = |kind: Kind, table: &str, value: &dyn Fn(&Row) -> Option<String>| {
            let (expected, actual) = (expected(&world, kind, table, value), actual(&ties, kind));
            let differ = expected.iter().zip(&actual).find(|(one, other)| one != other);
            assert!(expected.len() == actual.len() && differ.is_none(), "{kind:?}, seed {seed}: {differ:?}");
            *checked.entry(kind).or_insert(0) += expected.len();
        };
        check(Kind::Device, "sessions", &plain("device_id"));
        check(Kind::MfaDevice, "sessions", &plain("mfa_device_id"));
        check(Kind::Phone, "accounts", &plain("phone"));
        check(Kind::HomeAddress, "accounts", &plain("address"));
        let mailbox = |row: &Row| Some(cell(row, "email").to_lowercase().split('+').next()?.to_owned());
        check(Kind::Email, "accounts", &mailbox);
        let wallet = |row: &Row| cell(row, "kind") == "crypto_wallet";
        check(Kind::Wallet, "payment_accounts", &|row| wallet(row).then(|| joined(row, &["number"])));
        let number = |row: &Row| (!wallet(row)).then(|| joined(row, &["kind", "provider", "number"]));
        check(Kind::PaymentNumber, "payment_accounts", &number);
        check(Kind::DocumentNumber, "documents", &|row| Some(joined(row, &["kind", "issuing_country", "number"])));
        check(Kind::DocumentImage, "documents", &plain("image_sha256"));
    }
    for (kind, pairs) in checked {
        assert!(pairs > 10, "{kind:?} was checked on {pairs} pairs only");
    }
}

#[test]
fn an_address_ties_exactly_those_who_share_two_days() {
    for seed in 10..14 {
        let world = random::world(seed, 60);
        let mut days: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
        for row in &world.tables["sessions"] {
            let day = &cell(row, "started_at")[..10];
            days.entry((cell(row, "ip"), cell(row, "account_id"))).or_default().insert(day);
        }
        days.retain(|_, days| days.len() >= 2);
        let teams: BTreeSet<&str> = world.tables["accounts"]
            .iter()
            .filter(|row| cell(row, "declares_team") == "true")
            .map(|row| cell(row, "account_id"))
            .collect();
        let mut expected = Vec::new();
        for ((ip, a), one) in &days {
            let on = days.keys().filter(|(other, _)| other == ip).count();
            for ((other_ip, b), other) in &days {
                let fits = ip == other_ip && a < b && on <= 24 && !(teams.contains(a) && teams.contains(b));
                if fits && one.intersection(other).count() >= 2 {
                    expected.push(((*a).to_owned(), (*b).to_owned(), on as u32));
                }
            }
        }
        expected.sort();
        assert!(expected.len() > 10, "{} pairs", expected.len());
        assert_eq!(actual(&world.ties(), Kind::Ip), expected, "seed {seed}");
    }
}
