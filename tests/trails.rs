//! Money trails: the founding case, the planted trails of a labelled world and of an invented one, AMLSim's cycles.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use sekisho_simulate::Format;
use serde_json::Value;

use crate::run::scan;
use crate::worlds::{invented, shared};

/// What `trails.jsonl` says after a scan that judges as little as possible besides.
fn scanned(data: &Path, more: &[&str]) -> Vec<Value> {
    let out = tempfile::tempdir().unwrap();
    let arguments: Vec<&str> = ["--only", "fee_ratio_signature"].iter().chain(more).copied().collect();
    scan(data, out.path(), &arguments);
    let text = fs::read_to_string(out.path().join("trails.jsonl")).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn transfers(trail: &Value) -> BTreeSet<String> {
    trail["hops"].as_array().unwrap().iter().map(|hop| hop["transfer_id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_founding_case_is_one_trail() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/founding-case");
    let trails = scanned(&data, &[]);
    assert_eq!(trails.len(), 1, "{trails:#?}");
    let trail = &trails[0];
    let hops = trail["hops"].as_array().unwrap();
    let sum = |from: &Value, to: &Value| -> (usize, i64) {
        let amounts = hops.iter().filter(|hop| hop["from"] == *from && hop["to"] == *to);
        let amounts: Vec<i64> = amounts.map(|hop| hop["amount_minor"].as_i64().unwrap()).collect();
        (amounts.len(), amounts.iter().sum())
    };
    assert_eq!(sum(&Value::Null, &"pa_nominee".into()), (4, 1_910_000));
    assert_eq!(sum(&"pa_nominee".into(), &"pa_relative".into()), (4, 1_719_000));
    assert_eq!(sum(&"pa_relative_card".into(), &Value::Null), (17, 1_700_000));
    assert_eq!(hops.len(), 25);
    assert!((trail["kept_ratio"].as_f64().unwrap() - 0.1).abs() < 0.001);
    assert_eq!(trail["account_ids"], serde_json::json!(["ac_nominee"]));
    assert_eq!((&trail["ends_in"], &trail["cash_out_country"]), (&"cash_abroad".into(), &"CN".into()));
    for told in ["4 payouts of 1,910,000 JPY", "kept 10 %", "1,719,000 JPY", "cash in CN (17 times)"] {
        assert!(trail["says_en"].as_str().unwrap().contains(told), "{told}: {}", trail["says_en"]);
    }
    assert!(trail["says_ja"].as_str().unwrap().contains("1,910,000 JPY"));
}

/// One planted trail.
struct Planted {
    transfers: BTreeSet<String>,
    kept: f64,
}

/// How reported trails compare with planted ones.
struct Score {
    found: f64,
    exact: f64,
    covered: f64,
    kept_error: f64,
    innocent: f64,
}

fn score(world: &Path) -> Score {
    let planted = planted(&world.join("truth/trails.csv"));
    let roles = roles(&world.join("truth/labels.csv"));
    let trails = scanned(&world.join("data"), &[]);
    let sets: Vec<BTreeSet<String>> = trails.iter().map(transfers).collect();
    let (mut found, mut exact, mut covered, mut errors) = (0, 0, 0, Vec::new());
    for truth in &planted {
        let touching: Vec<usize> = (0..sets.len()).filter(|at| !sets[*at].is_disjoint(&truth.transfers)).collect();
        let shared = |at: usize| sets[at].intersection(&truth.transfers).count();
        if let Some(best) =
            touching.iter().copied().max_by_key(|at| shared(*at)).filter(|at| shared(*at) * 2 >= truth.transfers.len())
        {
            found += 1;
            errors.push((trails[best]["kept_ratio"].as_f64().unwrap() - truth.kept).abs());
        }
        let join = |of: &dyn Fn(usize) -> bool| -> BTreeSet<String> {
            touching.iter().filter(|at| of(**at)).flat_map(|at| sets[*at].iter().cloned()).collect()
        };
        exact += usize::from(join(&|at| sets[at].is_subset(&truth.transfers)) == truth.transfers);
        covered += usize::from(truth.transfers.is_subset(&join(&|_| true)));
    }
    let planted_role = |role: &String| !role.starts_with("honest") && !role.starts_with("decoy");
    let guilty = |trail: &&Value| {
        let accounts = trail["account_ids"].as_array().unwrap();
        accounts.iter().any(|account| roles.get(account.as_str().unwrap()).is_some_and(planted_role))
    };
    let count = planted.len().max(1) as f64;
    let score = Score {
        found: f64::from(found) / count,
        exact: exact as f64 / count,
        covered: covered as f64 / count,
        kept_error: errors.iter().sum::<f64>() / errors.len().max(1) as f64,
        innocent: 1.0 - trails.iter().filter(guilty).count() as f64 / trails.len().max(1) as f64,
    };
    println!(
        "{}: {} planted, {} reported; found {:.3}, exact {:.3}, covered {:.3}, error of the kept share {:.4}, innocent {:.3}",
        world.display(),
        planted.len(),
        trails.len(),
        score.found,
        score.exact,
        score.covered,
        score.kept_error,
        score.innocent
    );
    score
}

fn planted(path: &Path) -> Vec<Planted> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let header = reader.headers().unwrap().clone();
    let at = |name: &str| header.iter().position(|column| column == name).unwrap();
    let (ids, kept) = (at("transfer_ids"), at("kept_ratio"));
    let row = |row: csv::StringRecord| Planted {
        transfers: row[ids].split_whitespace().map(str::to_owned).collect(),
        kept: row[kept].parse().unwrap(),
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn roles(path: &Path) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[1].to_owned())).collect()
}

/// Some planted trails share a card with another one at the same time, and many divisions of the cash are equally good: those
/// are told with all of the cash, and count as covered, not as exact (docs/decisions/011-trails.md).
#[test]
fn planted_trails_are_found() {
    let Some(world) = shared("worlds/plain") else { return };
    let score = score(&world);
    assert!(score.found >= 0.95, "found {:.3}", score.found);
    assert!(score.covered >= 0.90, "covered {:.3}", score.covered);
    assert!(score.exact >= 0.80, "exact {:.3}", score.exact);
    assert!(score.kept_error <= 0.02, "error of the kept share {:.4}", score.kept_error);
    assert!(score.innocent <= 0.05, "innocent {:.3}", score.innocent);
}

#[test]
fn planted_trails_of_an_invented_world_are_found() {
    let world = invented(8_000, 90, 4_242, Format::Csv);
    let score = score(world.path());
    assert!(score.found >= 0.85, "found {:.3}", score.found);
    assert!(score.kept_error <= 0.02, "error of the kept share {:.4}", score.kept_error);
    assert!(score.innocent <= 0.05, "innocent {:.3}", score.innocent);
}

#[test]
fn threads_and_order_change_no_byte() {
    let world = invented(2_000, 60, 77, Format::Csv);
    let data = world.path().join("data");
    let first = scanned(&data, &["--threads", "1"]);
    let text = fs::read_to_string(data.join("transfers.csv")).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    fs::write(data.join("transfers.csv"), lines.join("\n") + "\n").unwrap();
    assert!(!first.is_empty());
    assert_eq!(first, scanned(&data, &["--threads", "3"]));
}
