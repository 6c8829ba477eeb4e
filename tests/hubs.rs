//! An account with more rows than anybody has must not hold up a scan, and is not taken for innocent.

use std::fmt::Write;

use crate::run::scan;

/// One account is paid and pays so often that comparing every row with every row would take 16 million looks.
const ROWS: usize = 4_000;

#[test]
fn a_subject_with_too_many_rows_is_passed_over_and_told() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir(&data).unwrap();
    std::fs::write(data.join("accounts.csv"), "account_id,role,opened_at\na1,worker,2025-01-01T00:00:00Z\n").unwrap();
    let payments = "payment_account_id,account_id,kind\nb1,a1,bank\nb2,,bank\n";
    std::fs::write(data.join("payment_accounts.csv"), payments).unwrap();
    let head = "transfer_id,at,kind,from_payment_account_id,to_payment_account_id,amount_minor,currency\n";
    let mut transfers = head.to_owned();
    for row in 0..ROWS {
        let at = format!("2025-02-{:02}T{:02}:00:00Z", row % 28 + 1, row % 24);
        writeln!(transfers, "i{row},{at},payout,b2,b1,1000,JPY\no{row},{at},transfer,b1,b2,10,JPY").unwrap();
    }
    std::fs::write(data.join("transfers.csv"), transfers).unwrap();
    let out = scan(&data, &folder.path().join("out"), &["--only", "frequent_small_remittance,payout_account_churn"]);
    let coverage: serde_json::Value =
        serde_json::from_slice(&std::fs::read(out.join("coverage.json")).unwrap()).unwrap();
    let indicators = coverage["indicators"].as_array().unwrap();
    let of = |id: &str| indicators.iter().find(|indicator| indicator["indicator_id"] == id).unwrap();
    let remittance = of("frequent_small_remittance");
    assert_eq!(remittance["judged"], "judged in part");
    assert!(remittance["why"].as_str().unwrap().contains("1 subjects have too many rows"), "{remittance}");
    assert!(!of("payout_account_churn")["why"].as_str().unwrap().contains("too many rows"));
}
