//! The worlds are what they say: seen from their tables alone.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sekisho_simulate::{Format, Plan, World, simulate};
use tempfile::TempDir;

type Rows = Vec<BTreeMap<String, String>>;

fn make(world: World) -> TempDir {
    make_of(world, 4_000)
}

fn make_of(world: World, accounts: u64) -> TempDir {
    let plan = Plan { format: Format::Csv, world, rings: Some(6), ..Plan::new(accounts, 60, 8) };
    let folder = tempfile::tempdir().unwrap();
    simulate(&plan, folder.path(), &mut |_, _| {}).unwrap();
    folder
}

fn rows(folder: &TempDir, file: &str) -> Rows {
    let mut reader = csv::Reader::from_path(folder.path().join(file)).unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

/// Ring by account.
fn ringed(folder: &TempDir) -> BTreeMap<String, String> {
    let labels = rows(folder, "truth/labels.csv").into_iter().filter(|row| !row["ring_id"].is_empty());
    labels.map(|mut row| (row.remove("account_id").unwrap(), row.remove("ring_id").unwrap())).collect()
}

/// Accounts of rings by a value of a column.
fn users(
    folder: &TempDir,
    table: &str,
    column: &str,
    rings: &BTreeMap<String, String>,
) -> BTreeMap<String, BTreeSet<String>> {
    let mut users: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in rows(folder, &format!("data/{table}.csv")) {
        if rings.contains_key(&row["account_id"]) && !row[column].is_empty() {
            users.entry(row[column].clone()).or_default().insert(row["account_id"].clone());
        }
    }
    users
}

fn digests(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file());
    files
        .map(|path| (path.display().to_string().split('/').next_back().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect()
}

#[test]
fn careful_accounts_share_no_line_device_or_payout_account() {
    let folder = make(World::Careful);
    let rings = ringed(&folder);
    assert!(rings.len() > 40);
    for (table, column) in [
        ("sessions", "device_id"),
        ("sessions", "mfa_device_id"),
        ("sessions", "ip"),
        ("payment_accounts", "number"),
        ("documents", "number"),
    ] {
        let shared: Vec<_> =
            users(&folder, table, column, &rings).into_iter().filter(|(_, accounts)| accounts.len() > 1).collect();
        assert!(shared.is_empty(), "{table}.{column}: {shared:?}");
    }
}

#[test]
fn careful_accounts_are_tied_by_the_same_few_hands() {
    let folder = make(World::Careful);
    let rings = ringed(&folder);
    let texts = users(&folder, "profiles", "about", &rings);
    assert!(texts.values().any(|accounts| accounts.len() > 1), "twin profiles");
    let mails = users(&folder, "commits", "author_email", &rings);
    assert!(mails.values().any(|accounts| accounts.len() > 1), "one committer");
    // A tie never joins two rings: their texts and addresses are their own.
    for accounts in texts.values().chain(mails.values()) {
        let of: BTreeSet<&String> = accounts.iter().map(|account| &rings[account]).collect();
        assert_eq!(of.len(), 1, "{accounts:?}");
    }
    assert!(handovers(&folder, &rings) > 200, "turns");
}

/// How often a session of another account of the ring begins one to six minutes after one has ended.
fn handovers(folder: &TempDir, rings: &BTreeMap<String, String>) -> usize {
    let mut sessions: Vec<(String, i64, i64, String)> = Vec::new();
    for row in rows(folder, "data/sessions.csv") {
        if let Some(ring) = rings.get(&row["account_id"]) {
            let minute = |column: &str| minutes(&row[column]);
            sessions.push((ring.clone(), minute("started_at"), minute("last_seen_at"), row["account_id"].clone()));
        }
    }
    sessions.sort();
    let next = |pair: &&[(String, i64, i64, String)]| {
        pair[0].0 == pair[1].0 && pair[0].3 != pair[1].3 && (1..=6).contains(&(pair[1].1 - pair[0].2))
    };
    sessions.windows(2).filter(next).count()
}

/// Minutes since the year began, for `2026-01-05T07:09:11Z`: months are taken for 31 days, as only differences of some minutes
/// count.
fn minutes(time: &str) -> i64 {
    let part = |range: std::ops::Range<usize>| time[range].parse::<i64>().unwrap();
    ((part(5..7) * 31 + part(8..10)) * 24 + part(11..13)) * 60 + part(14..16)
}

#[test]
fn a_quarter_of_the_crowd_leads_an_odd_life_of_some_kind() {
    let folder = make(World::Crowd);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows(&folder, "truth/labels.csv") {
        *kinds.entry(row["role"].clone()).or_default() += 1;
    }
    let odd: Vec<_> = kinds.iter().filter(|(role, _)| role.starts_with("decoy:")).collect();
    let all: usize = odd.iter().map(|(_, count)| **count).sum();
    assert!((800..=1_100).contains(&all), "{all} of 4,000");
    assert_eq!(odd.len(), 25);
    assert!(odd.iter().all(|(_, count)| **count >= 39), "{odd:?}");
}

#[test]
fn loud_rings_do_nearly_everything() {
    let folder = make(World::Loud);
    let rings = ringed(&folder);
    let mut shown: BTreeMap<&String, BTreeSet<String>> = BTreeMap::new();
    for row in rows(&folder, "truth/behaviours.csv") {
        if let Some(ring) = rings.get(&row["account_id"]) {
            shown.entry(ring).or_default().insert(row["indicator_id"].clone());
        }
    }
    assert_eq!(shown.len(), 6);
    assert!(shown.values().all(|indicators| indicators.len() >= 20), "{shown:?}");
}

#[test]
fn equal_worlds_have_equal_bytes_and_different_ones_do_not() {
    let all = [World::Plain, World::Loud, World::Careful, World::Crowd];
    let bytes: Vec<_> = all.iter().map(|world| digests(&make_of(*world, 600).path().join("data"))).collect();
    assert!(bytes[2] == digests(&make_of(World::Careful, 600).path().join("data")));
    for (place, one) in bytes.iter().enumerate() {
        assert!(bytes[place + 1..].iter().all(|other| one != other));
    }
}
