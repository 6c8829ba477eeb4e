//! One number, and one name, in several spellings and scripts is one, through a whole scan.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;

use crate::run::{scan, succeed, text};

/// Writes the tables, scans them, and tells every finding as indicator and subject.
fn found(tables: &[(&str, &[&str])]) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir_all(&data).unwrap();
    for (name, rows) in tables {
        std::fs::write(data.join(format!("{name}.csv")), rows.join("\n") + "\n").unwrap();
    }
    told(&scan(&data, &folder.path().join("out"), &[]))
}

fn told(out: &Path) -> BTreeSet<String> {
    let findings = std::fs::read_to_string(out.join("findings.jsonl")).unwrap();
    let rows = findings.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.map(|row| format!("{} {}", row["indicator_id"].as_str().unwrap(), row["subject_id"].as_str().unwrap()))
        .collect()
}

const HEAD: &str = "account_id,role,opened_at,legal_name,native_name,birth_date";

#[test]
fn one_passport_and_one_bank_account_typed_in_three_ways_are_one_each() {
    let accounts: Vec<String> = (1..=3)
        .map(|number| {
            format!("a{number},worker,2025-01-01T00:00:00Z,{} Example,,", ["Natsu", "Haru", "Aki"][number - 1])
        })
        .collect();
    let accounts: Vec<&str> = std::iter::once(HEAD).chain(accounts.iter().map(String::as_str)).collect();
    let papers = [
        "document_id,account_id,submitted_at,kind,issuing_country,number",
        "d1,a1,2025-01-02T00:00:00Z,passport,JP,AB1234567",
        "d2,a2,2025-01-02T00:00:00Z,passport,JP,AB 123-4567",
        "d3,a3,2025-01-02T00:00:00Z,passport,JP,ＡＢ１２３４５６７",
    ];
    let banks = [
        "payment_account_id,account_id,kind,provider,number,added_at",
        "p1,a1,bank,Example Bank,123-4567,2025-01-02T00:00:00Z",
        "p2,a2,bank,Example Bank,1234567,2025-01-02T00:00:00Z",
        "p3,a3,bank,Example Bank,１２３ ４５６７,2025-01-02T00:00:00Z",
    ];
    let found = found(&[("accounts", &accounts), ("documents", &papers), ("payment_accounts", &banks)]);
    for finding in ["id_document_reused AB1234567", "payout_shared_many_devs 1234567"] {
        assert!(found.contains(finding), "{finding} is not among {found:?}");
    }
}

/// Two accounts with one wallet, of holders with these names in two scripts.
fn with_one_wallet(first: &str, second: &str) -> BTreeSet<String> {
    let [first, second] =
        [("a1", first), ("a2", second)].map(|(id, names)| format!("{id},worker,2025-01-01T00:00:00Z,{names},"));
    let wallets = [
        "payment_account_id,account_id,kind,number,added_at",
        "p1,a1,crypto_wallet,0xAa,2025-01-02T00:00:00Z",
        "p2,a2,crypto_wallet,0xaA,2025-01-02T00:00:00Z",
    ];
    found(&[("accounts", &[HEAD, &first, &second]), ("payment_accounts", &wallets)])
}

#[test]
fn another_script_of_one_name_is_no_other_person() {
    let shared = |found: &BTreeSet<String>| found.iter().any(|one| one.starts_with("wallet_shared_by_personas"));
    assert!(shared(&with_one_wallet("Haruka Tachibana,", ",見本 太郎")));
    assert!(!shared(&with_one_wallet("Yong Chol Kim,", ",金 英哲")));
}

#[test]
fn who_rates_themselves_under_a_name_in_another_script_is_told() {
    let reviews = [
        "review_id,author_account_id,subject_account_id,rating,at",
        "r1,c1,w1,5,2025-03-01T00:00:00Z",
        "r2,c2,w1,5,2025-03-01T00:00:00Z",
    ];
    let accounts = [
        HEAD,
        "c1,client,2025-01-01T00:00:00Z,,金 英哲,1988-04-17",
        "c2,client,2025-01-01T00:00:00Z,,見本 太郎,1988-04-17",
        "w1,worker,2025-01-01T00:00:00Z,Yong Chol Kim,,1988-04-17",
    ];
    let found = found(&[("accounts", &accounts), ("reviews", &reviews)]);
    let told: Vec<&String> = found.iter().filter(|one| one.starts_with("reviewer_same_identity")).collect();
    assert_eq!(told, ["reviewer_same_identity c1", "reviewer_same_identity w1"]);
}

#[test]
fn pairs_in_another_encoding_stay_open_and_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let (pairs, out) = (folder.path().join("pairs.csv"), folder.path().join("judged.csv"));
    // 山田太郎 in Shift_JIS.
    let old: &[u8] = b"\x8e\x52\x93\x63\x91\xbe\x98\x59";
    let rows = [&b"left,right\n"[..], old, b",Yamada Taro\n", "山田太郎,Yamada Taro\n".as_bytes()];
    std::fs::write(&pairs, rows.concat()).unwrap();
    let said = succeed(&["name", "--pairs", &text(&pairs), "--out", &text(&out)]);
    assert!(said.contains("1 pairs judged, 1 left open"), "{said}");
    let judged = std::fs::read_to_string(&out).unwrap();
    let lines: Vec<&str> = judged.lines().collect();
    assert!(lines[1].ends_with(",,,not judged: a name is not UTF-8; save the file as UTF-8"), "{judged}");
    assert!(lines[2].contains(",same,"), "{judged}");
}
