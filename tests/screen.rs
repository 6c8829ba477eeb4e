//! `screen` speaks with a person: what it takes, what it says, and what it sets aside.

use std::fs::write;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::run::{run, succeed, text};

/// Lists with a common name and a rare one. Wallets make the list long, so that a common name alone says little.
fn lists(folder: &Path) -> PathBuf {
    let lists = folder.join("lists");
    std::fs::create_dir_all(&lists).unwrap();
    let people = [
        r#"{"id":"Q1","schema":"Person","caption":"John Smith","properties":{"birthDate":["1970-03-12"],"passportNumber":["AB123456"]}}"#,
        r#"{"id":"Q2","schema":"Person","caption":"Zebediah Quillfeather Oblonskaya","properties":{"birthDate":["1970"]}}"#,
    ];
    write(lists.join("people.ftm.json"), people.join("\n")).unwrap();
    write(lists.join("wallets.txt"), (0..20_000).map(|at| format!("invented{at}\n")).collect::<String>()).unwrap();
    lists
}

/// Screens a file of names; the summary, and the text of the matches.
fn screen(folder: &Path, names: &str) -> (Value, String) {
    let (file, out) = (folder.join("names.csv"), folder.join("matches.csv"));
    write(&file, names).unwrap();
    let lists = lists(folder);
    let said = succeed(&["screen", &text(&file), "--lists", &text(&lists), "--out", &text(&out), "--format", "json"]);
    (serde_json::from_str(&said).unwrap(), std::fs::read_to_string(out).unwrap())
}

#[test]
fn a_birth_date_that_contradicts_sets_a_common_name_aside_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (said, matches) = screen(
        folder.path(),
        "id,name,birth_date,document\na,John Smith,1970-03-12,\nb,John Smith,1984-05-30,\nc,John Smith,,\n\
         d,John Smith,1984-05-30,AB 123456\ne,Zebediah Quillfeather Oblonskaya,1984-05-30,\nf,John Smith,soon,\n",
    );
    let ids: Vec<&str> = matches.lines().skip(1).map(|line| &line[..1]).collect();
    assert_eq!(ids, ["a", "c", "d", "d", "e", "f"], "{matches}");
    assert_eq!((&said["set_aside"], &said["matches"]), (&1.into(), &6.into()), "{said}");
    let notes = said["notes"].to_string();
    assert!(notes.contains("b name John Smith against people.ftm.json Q1: set aside"), "{notes}");
    assert!(notes.contains("1 watch-list match") && notes.contains("names.csv:7: birth date `soon`"), "{notes}");
    assert!(matches.contains("birth date 1970-03-12 agrees") && matches.contains("birth year 1984 is not 1970"));
    assert!(matches.contains("a number or address of the same entry agrees"), "{matches}");
}

#[test]
fn a_scan_weighs_the_dates_of_accounts_and_of_documents() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    std::fs::create_dir_all(&data).unwrap();
    write(
        data.join("accounts.csv"),
        "account_id,role,opened_at,legal_name,birth_date\na1,worker,2025-01-01T00:00:00Z,John Smith,1970-03-12\n\
         a2,worker,2025-01-01T00:00:00Z,John Smith,1984-05-30\n",
    )
    .unwrap();
    write(
        data.join("documents.csv"),
        "document_id,account_id,submitted_at,kind,holder_name,birth_date\n\
         d2,a2,2025-01-02T00:00:00Z,passport,John Smith,1970-03-12\n",
    )
    .unwrap();
    let out = folder.path().join("out");
    succeed(&["scan", &text(&data), "--out", &text(&out), "--lists", &text(&lists(folder.path()))]);
    let matches = std::fs::read_to_string(out.join("matches.csv")).unwrap();
    let rows: Vec<String> =
        matches.lines().skip(1).map(|line| line.split(',').take(2).collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(rows, ["a1 accounts.legal_name", "a2 documents.holder_name"], "{matches}");
    let coverage = std::fs::read_to_string(out.join("coverage.json")).unwrap();
    assert!(coverage.contains("set aside because birth dates contradict"), "{coverage}");
}

#[test]
fn the_help_tells_of_birth_dates() {
    let help = String::from_utf8(run(&["screen", "--help"]).stdout).unwrap();
    let help = help.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("birth_date (YYYY-MM-DD, YYYY-MM or YYYY)") && help.contains("set aside"), "{help}");
}
