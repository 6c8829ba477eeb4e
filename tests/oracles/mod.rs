//! Slow, obvious versions of indicators, in plain Rust over plain structs, must agree exactly with the program on many
//! small datasets that are invented so that every threshold is met from both sides.

mod chains;
mod deals;
pub mod dice;
mod edges;
mod invent;
mod login;
mod market;
mod moments;
mod money;
mod row;
mod shared;
mod world;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use sekisho_evidence::findings;
use sekisho_indicator::{Indicator, Rulebook, embedded};
use sekisho_judge::judge_small;
use sekisho_read::Dataset;
use sekisho_schema::{ColumnId, Schema, TableId};
use sekisho_sentence::Presence;

use crate::run::scan;
use world::World;

/// Subjects that an indicator fires for, with the first compared value where the oracle tells it. A subject stands
/// twice when it does so twice: one number of two kinds of document.
pub type Fired = Vec<(String, Option<String>)>;

fn flag(subject: &str) -> (String, Option<String>) {
    (subject.to_owned(), None)
}

fn fires_with(subject: &str, value: String) -> (String, Option<String>) {
    (subject.to_owned(), Some(value))
}

type Oracle = fn(&World) -> Fired;

const ORACLES: [(&str, Oracle); 27] = [
    ("account_logged_in_days", login::account_logged_in_days),
    ("activity_before_verification", login::activity_before_verification),
    ("camera_refusal", market::camera_refusal),
    ("chain_depth_excess", chains::chain_depth_excess),
    ("client_dev_share_payout", shared::client_dev_share_payout),
    ("commercial_vpn_login", login::commercial_vpn_login),
    ("commits_predate_account", login::commits_predate_account),
    ("freelancer_via_matching_site_in_public_work", chains::freelancer_via_matching_site_in_public_work),
    ("hosting_or_vps_login", login::hosting_or_vps_login),
    ("id_document_reused", shared::id_document_reused),
    ("impossible_travel", login::impossible_travel),
    ("many_bids_few_awards", market::many_bids_few_awards),
    ("milestone_gaming_prepay", market::milestone_gaming_prepay),
    ("multi_ip_short_window", login::multi_ip_short_window),
    ("one_device_many_accounts", shared::one_device_many_accounts),
    ("one_ip_many_accounts", shared::one_ip_many_accounts),
    ("payout_account_churn", market::payout_account_churn),
    ("payout_shared_many_devs", shared::payout_shared_many_devs),
    ("payout_to_third_country", market::payout_to_third_country),
    ("price_below_market", market::price_below_market),
    ("rdp_port_open_on_login_ip", login::rdp_port_open_on_login_ip),
    ("ship_address_differs_from_id", market::ship_address_differs_from_id),
    ("single_client_boosts_many", market::single_client_boosts_many),
    ("suspended_elsewhere_reapproach", shared::suspended_elsewhere_reapproach),
    ("undeclared_resubcontract", chains::undeclared_resubcontract),
    ("unknown_actual_worker", chains::unknown_actual_worker),
    ("webrtc_or_dns_ip_leak", login::webrtc_or_dns_ip_leak),
];

/// How many datasets are invented, unless `SEKISHO_ORACLE_DATASETS` says otherwise.
const DATASETS: u64 = 200;
/// Each indicator fires in at least so many of them: else the comparison says little.
const LEAST: usize = 10;

/// What a dataset has.
pub struct Present<'a>(pub &'a Dataset);

impl Presence for Present<'_> {
    fn has_table(&self, table: TableId) -> bool {
        self.0.has_table(table)
    }

    fn has_column(&self, table: TableId, column: ColumnId) -> bool {
        self.0.has_column(table, column)
    }
}

/// What the program finds, by indicator.
type Found = BTreeMap<String, Fired>;

fn found_in_process(folder: &Path, schema: &Arc<Schema>, indicators: &[Indicator]) -> Found {
    let dataset = Dataset::open(folder, schema).expect("a dataset");
    let book = Rulebook::compile(indicators, schema, &Present(&dataset)).expect("a rulebook");
    let judged = judge_small(&dataset, schema, &book, None).expect("judged");
    assert!(judged.rejected.is_empty(), "{:?}", judged.rejected);
    let mut found = Found::new();
    for finding in findings(&judged.hits, &dataset, schema, &book).expect("findings") {
        let value = finding.evidence.values.first().cloned().flatten();
        found.entry(finding.indicator_id).or_default().push((finding.subject_id, value));
    }
    found
}

fn found_by_program(folder: &Path, out: &Path) -> Found {
    let text =
        std::fs::read_to_string(scan(folder, out, &["--threads", "2"]).join("findings.jsonl")).expect("findings");
    let mut found = Found::new();
    for line in text.lines() {
        let finding: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let text = |value: &serde_json::Value| value.as_str().map(str::to_owned);
        let subject = text(&finding["subject_id"]).expect("a subject");
        let value = text(&finding["evidence"]["values"][0]);
        found.entry(text(&finding["indicator_id"]).expect("an indicator")).or_default().push((subject, value));
    }
    found
}

/// By indicator, where program and oracle disagree, as *found → expected*; for how many subjects each should fire goes to
/// `fired`.
fn disagreements(folder: &Path, found: &Found, fired: &mut BTreeMap<&str, Vec<usize>>) -> Vec<(&'static str, String)> {
    let world = World::read(folder);
    let mut wrong = Vec::new();
    for (id, oracle) in ORACLES {
        let mut expected = oracle(&world);
        let mut found = found.get(id).cloned().unwrap_or_default();
        if expected.iter().all(|(_, value)| value.is_none()) {
            found.iter_mut().for_each(|(_, value)| *value = None);
        }
        expected.sort();
        found.sort();
        fired.entry(id).or_default().push(expected.len());
        if found != expected {
            wrong.push((id, format!("{found:?} → {expected:?}")));
        }
    }
    wrong
}

fn judged_by_oracles() -> Vec<Indicator> {
    let wanted = |indicator: &Indicator| ORACLES.iter().any(|(id, _)| *id == indicator.id);
    embedded().indicators.into_iter().filter(wanted).collect()
}

#[test]
fn slow_and_obvious_versions_of_indicators_agree_on_many_small_datasets() {
    let (schema, indicators) = (Arc::new(Schema::embedded().unwrap()), judged_by_oracles());
    assert_eq!(indicators.len(), ORACLES.len());
    let (mut fired, mut wrong) = (BTreeMap::new(), BTreeMap::<&str, Vec<String>>::new());
    let datasets = std::env::var("SEKISHO_ORACLE_DATASETS").map_or(DATASETS, |number| number.parse().unwrap());
    for seed in 0..datasets {
        let folder = tempfile::tempdir().unwrap();
        invent::write(folder.path(), seed);
        let found = found_in_process(folder.path(), &schema, &indicators);
        for (id, line) in disagreements(folder.path(), &found, &mut fired) {
            wrong.entry(id).or_default().push(format!("seed {seed}: {line}"));
        }
    }
    for (id, counts) in fired {
        let loud = counts.iter().filter(|count| **count > 0).count();
        println!("{id}: fires in {loud} datasets, {} times in all", counts.iter().sum::<usize>());
        assert!(loud >= LEAST, "{id} fires in {loud} datasets of {datasets}");
    }
    let tell = |(id, lines): (&str, Vec<String>)| {
        format!("{id} in {} datasets, such as\n  {}", lines.len(), lines[..lines.len().min(3)].join("\n  "))
    };
    let told: Vec<String> = wrong.into_iter().map(tell).collect();
    assert!(told.is_empty(), "found → expected, {datasets} datasets:\n{}", told.join("\n"));
}

#[test]
fn the_program_with_two_threads_agrees_with_the_oracles() {
    for seed in [1_000, 1_001, 1_002, 1_003, 1_004] {
        let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        invent::write(folder.path(), seed);
        let found = found_by_program(folder.path(), out.path());
        let wrong = disagreements(folder.path(), &found, &mut BTreeMap::new());
        assert!(wrong.is_empty(), "seed {seed}, found → expected: {wrong:#?}");
    }
}
