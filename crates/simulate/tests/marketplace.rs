//! Small marketplaces, checked from outside.

#![allow(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sekisho_simulate::{Error, Format, Plan, simulate};
use tempfile::TempDir;

type Rows = Vec<BTreeMap<String, String>>;

fn make(plan: &Plan) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let summary = simulate(plan, folder.path(), &mut |_, _| {}).unwrap();
    assert_eq!(summary.rows["accounts"], plan.accounts);
    folder
}

fn small(accounts: u64) -> Plan {
    Plan { format: Format::Csv, ..Plan::new(accounts, 60, 5) }
}

fn rows(path: &Path) -> Rows {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

fn table(folder: &TempDir, name: &str) -> Rows {
    rows(&folder.path().join(format!("data/{name}.csv")))
}

fn truth(folder: &TempDir, name: &str) -> Rows {
    rows(&folder.path().join(format!("truth/{name}.csv")))
}

fn values(rows: &Rows, column: &str) -> BTreeSet<String> {
    rows.iter().map(|row| row[column].clone()).filter(|value| !value.is_empty()).collect()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name().into_string().unwrap());
        if path.is_dir() {
            found.extend(files(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
        } else {
            found.insert(name, fs::read(path).unwrap());
        }
    }
    found
}

#[test]
fn equal_plans_give_equal_bytes() {
    for format in [Format::Parquet, Format::Csv, Format::Jsonl] {
        let plan = Plan { format, ..Plan::new(300, 30, 9) };
        assert!(files(make(&plan).path()) == files(make(&plan).path()), "{format:?}");
        let other = Plan { seed: 10, ..plan };
        assert!(files(make(&other).path()) != files(make(&Plan { seed: 9, ..other.clone() }).path()), "{format:?}");
    }
}

#[test]
fn references_resolve() {
    let folder = make(&small(600));
    let references = [
        ("accounts", "account_id", "sessions.account_id activity.account_id documents.account_id proposals.account_id"),
        (
            "accounts",
            "account_id",
            "contracts.client_account_id contracts.worker_account_id payment_accounts.account_id",
        ),
        (
            "accounts",
            "account_id",
            "checks.account_id profiles.account_id experience.account_id jobs.client_account_id",
        ),
        ("accounts", "account_id", "worklogs.account_id reviews.author_account_id reviews.subject_account_id"),
        ("accounts", "account_id", "messages.sender_account_id messages.recipient_account_id calls.account_id"),
        ("accounts", "account_id", "calls.counterpart_account_id shipments.account_id endpoint_events.account_id"),
        ("accounts", "account_id", "commits.account_id subcontracts.account_id tips.account_id"),
        ("accounts", "account_id", "account_changes.account_id accounts.referrer_account_id"),
        ("sessions", "session_id", "activity.session_id"),
        ("jobs", "job_id", "proposals.job_id contracts.job_id"),
        ("contracts", "contract_id", "worklogs.contract_id reviews.contract_id transfers.contract_id"),
        ("payment_accounts", "payment_account_id", "transfers.from_payment_account_id"),
        ("payment_accounts", "payment_account_id", "transfers.to_payment_account_id"),
        ("payment_accounts", "payment_account_id", "payment_accounts.parent_payment_account_id"),
        ("messages", "message_id", "messages.in_reply_to"),
        ("parties", "party_id", "subcontracts.orderer_party_id subcontracts.contractor_party_id"),
        ("subcontracts", "subcontract_id", "subcontracts.parent_subcontract_id"),
    ];
    for (home, key, users) in references {
        let keys = values(&table(&folder, home), key);
        for user in users.split(' ') {
            let (name, column) = user.split_once('.').unwrap();
            let used = values(&table(&folder, name), column);
            let lost: Vec<_> = used.difference(&keys).collect();
            assert!(lost.is_empty(), "{user}: {lost:?} are not in {home}");
        }
    }
}

/// Columns that the schema requires, and its enums, read from the schema itself.
#[test]
fn rows_keep_to_the_schema() {
    let folder = make(&small(600));
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema");
    for (file, bytes) in files(&schema) {
        let (name, text) = (file.trim_end_matches(".toml"), String::from_utf8(bytes).unwrap());
        if text.contains("\nmade = true\n") {
            continue;
        }
        let found = table(&folder, name);
        for block in text.split("[[").filter_map(|block| block.strip_prefix("column]]")) {
            let column = block.lines().find_map(|line| line.strip_prefix("name = ")).unwrap().trim_matches('"');
            if block.contains("required = true") {
                assert!(found.iter().all(|row| !row[column].is_empty()), "{name}.{column} is required");
            }
            if let Some(allowed) = block.lines().find_map(|line| line.strip_prefix("values = ")) {
                let strange =
                    values(&found, column).into_iter().find(|value| !allowed.contains(&format!("\"{value}\"")));
                assert_eq!(strange, None, "{name}.{column}");
            }
        }
        let key = text.lines().find_map(|line| line.strip_prefix("primary_key = ")).unwrap();
        let columns: Vec<&str> = key.split('"').skip(1).step_by(2).collect();
        let keys: BTreeSet<Vec<&str>> =
            found.iter().map(|row| columns.iter().map(|column| row[*column].as_str()).collect()).collect();
        assert!(columns.is_empty() || keys.len() == found.len(), "{name}: a primary key repeats");
    }
}

#[test]
fn times_lie_in_the_window() {
    let folder = make(&small(600));
    let (start, end) = ("2026-01-05T00:00:00Z", "2026-03-06T00:00:00Z");
    let inside = [
        ("sessions", "started_at"),
        ("sessions", "last_seen_at"),
        ("activity", "at"),
        ("jobs", "posted_at"),
        ("proposals", "at"),
        ("contracts", "started_at"),
        ("transfers", "at"),
        ("messages", "at"),
        ("reviews", "at"),
        ("calls", "scheduled_at"),
        ("worklogs", "started_at"),
        ("shipments", "at"),
        ("endpoint_events", "at"),
        ("tips", "at"),
    ];
    for (name, column) in inside {
        let times = values(&table(&folder, name), column);
        let strange = times.iter().find(|at| at.as_str() < start || at.as_str() >= end);
        assert_eq!(strange, None, "{name}.{column}");
    }
    let opened: BTreeMap<String, String> = table(&folder, "accounts")
        .into_iter()
        .map(|mut row| (row.remove("account_id").unwrap(), row.remove("opened_at").unwrap()))
        .collect();
    for row in table(&folder, "sessions") {
        assert!(row["started_at"] >= opened[&row["account_id"]], "{} signs in before being opened", row["account_id"]);
    }
}

#[test]
fn truth_names_every_account_once() {
    let plan = small(1_200);
    let folder = make(&plan);
    let labels = truth(&folder, "labels");
    assert_eq!(values(&labels, "account_id"), values(&table(&folder, "accounts"), "account_id"));
    let mut roles: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &labels {
        *roles.entry(&row["role"]).or_default() += 1;
    }
    assert_eq!(labels.len(), 1_200);
    assert_eq!(roles.keys().filter(|role| role.starts_with("decoy:")).count(), 20);
    assert!(roles.iter().all(|(role, count)| !role.starts_with("decoy:") || *count >= 4), "{roles:?}");
    assert_eq!(values(&labels, "ring_id").len(), 2);
    let planted = ["worker_of_ring", "nominee_account", "client_accomplice"].map(|role| roles[role]);
    assert_eq!(planted.iter().sum::<usize>(), labels.iter().filter(|row| !row["ring_id"].is_empty()).count());
}

/// Shared devices and document numbers are all accounted for, and what is said to be shared is shared.
#[test]
fn truth_knows_what_is_shared() {
    let folder = make(&small(1_200));
    for (name, column, indicator) in
        [("sessions", "device_id", "one_device_many_accounts"), ("documents", "number", "id_document_reused")]
    {
        let mut users: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for row in table(&folder, name) {
            users.entry(row[column].clone()).or_default().insert(row["account_id"].clone());
        }
        let found: BTreeSet<String> = users.into_values().filter(|group| group.len() > 1).flatten().collect();
        let mut said = truth(&folder, "behaviours");
        said.retain(|row| row["indicator_id"] == indicator);
        assert_eq!(found, values(&said, "account_id"), "{indicator}");
    }
}

#[test]
fn trails_lead_through_known_transfers() {
    let folder = make(&small(1_200));
    let transfers = values(&table(&folder, "transfers"), "transfer_id");
    let trails = truth(&folder, "trails");
    assert!(!trails.is_empty());
    for trail in trails {
        assert!(trail["transfer_ids"].split(' ').all(|id| transfers.contains(id)), "{trail:?}");
    }
}

#[test]
fn light_plans_write_fewer_tables() {
    let plan = Plan { light: true, ..small(600) };
    let folder = make(&plan);
    let names: Vec<String> =
        files(&folder.path().join("data")).into_keys().filter(|name| !name.contains('/')).collect();
    let expected = "accounts activity contracts documents payment_accounts proposals sessions transfers";
    assert_eq!(names.join(" ").replace(".csv", ""), expected);
    let peaceful = make(&Plan { rings: Some(0), ..plan });
    assert!(values(&truth(&peaceful, "labels"), "ring_id").is_empty());
    let said = values(&truth(&folder, "behaviours"), "indicator_id");
    assert!(!said.contains("camera_refusal") && said.contains("one_device_many_accounts"), "{said:?}");
}

#[test]
fn tiny_plans_are_refused_with_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let error = simulate(&Plan::new(10, 60, 1), folder.path(), &mut |_, _| {}).unwrap_err();
    assert!(matches!(error, Error::TooSmall { .. }) && error.to_string().contains("hint:"), "{error}");
}
