//! Properties of the built-in indicators; each test names every offender.

use std::sync::Arc;

use sekisho_indicator::embedded;
use sekisho_judge::check_examples;
use sekisho_schema::Schema;

/// The indicators that the founding documents ask for first.
const FIRST: [&str; 40] = [
    "multi_ip_short_window",
    "one_ip_many_accounts",
    "one_device_many_accounts",
    "account_logged_in_days",
    "round_the_clock_activity",
    "timezone_activity_mismatch",
    "impossible_travel",
    "commercial_vpn_login",
    "hosting_or_vps_login",
    "rdp_port_open_on_login_ip",
    "activity_before_verification",
    "new_account_high_velocity",
    "id_document_reused",
    "id_image_low_quality",
    "id_image_edit_traces",
    "attribute_inconsistency",
    "thin_portfolio_or_bio",
    "no_video_verification",
    "camera_refusal",
    "unreachable_in_business_hours",
    "off_platform_request",
    "crypto_payment_requested",
    "milestone_gaming_prepay",
    "ship_address_differs_from_id",
    "many_bids_few_awards",
    "login_to_award_ratio",
    "single_client_boosts_many",
    "client_dev_share_payout",
    "payout_shared_many_devs",
    "payout_account_churn",
    "payout_to_third_country",
    "frequent_small_remittance",
    "debit_card_overseas_atm",
    "undeclared_resubcontract",
    "chain_depth_excess",
    "unknown_actual_worker",
    "freelancer_via_matching_site_in_public_work",
    "commits_predate_account",
    "suspended_elsewhere_reapproach",
    "price_below_market",
];

#[test]
fn every_indicator_reads_compiles_fires_on_its_case_and_stays_quiet_on_the_other() {
    let schema = Arc::new(Schema::embedded().unwrap());
    let corpus = embedded();
    let mut problems = corpus.problems.clone();
    problems.extend(corpus.indicators.iter().flat_map(|indicator| check_examples(indicator, &schema)));
    let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn the_first_forty_are_there() {
    let ids: Vec<String> = embedded().indicators.into_iter().map(|indicator| indicator.id).collect();
    let missing: Vec<&str> = FIRST.into_iter().filter(|id| !ids.iter().any(|known| known == id)).collect();
    assert!(missing.is_empty(), "missing: {missing:?}");
}

#[test]
fn no_sentence_for_people_claims_what_only_a_person_may_conclude() {
    let forbidden = ["north korea", "dprk", "北朝鮮", "is a fraud", "guilty", "詐欺師", "犯人"];
    let offenders: Vec<String> = embedded()
        .indicators
        .iter()
        .filter(|indicator| {
            let says = format!("{:?}", indicator.says).to_lowercase();
            forbidden.iter().any(|word| says.contains(word))
        })
        .map(|indicator| indicator.id.clone())
        .collect();
    assert!(offenders.is_empty(), "these say too much: {offenders:?}");
}

#[test]
fn examples_use_reserved_addresses_only() {
    let reserved =
        |address: &str| ["192.0.2.", "198.51.100.", "203.0.113."].iter().any(|start| address.starts_with(start));
    let pattern = regex::Regex::new(r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b").unwrap();
    let mut offenders = Vec::new();
    for indicator in embedded().indicators {
        for block in indicator.fires.iter().chain(&indicator.quiet) {
            let found = pattern.find_iter(&block.text).map(|found| found.as_str()).filter(|address| !reserved(address));
            offenders.extend(found.map(|address| format!("{}: {address}", indicator.id)));
        }
    }
    assert!(offenders.is_empty(), "{offenders:?}");
}
