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

/// Screens a file of names as text; exit code, what was said, and what was noted.
fn said(folder: &Path, names: &[u8], more: &[&str]) -> (i32, String, String) {
    let (file, out) = (folder.join("names.csv"), folder.join("matches.csv"));
    write(&file, names).unwrap();
    let (file, out, lists) = (text(&file), text(&out), text(&lists(folder)));
    let mut arguments = vec!["screen", &file, "--out", &out];
    // The last of an option that stands twice would be an error.
    if !more.contains(&"--lists") {
        arguments.extend(["--lists", &lists]);
    }
    arguments.extend(more);
    let done = run(&arguments);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

#[test]
fn files_of_names_are_read_as_spreadsheets_write_them() {
    let folder = tempfile::tempdir().unwrap();
    let plain = "id,Name\n1,Zebediah Quillfeather Oblonskaya\n";
    let wide: Vec<u8> = format!("\u{feff}{plain}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    for form in [
        plain.as_bytes().to_vec(),
        plain.replace(',', ";").into_bytes(),
        plain.replace(',', "\t").replace('\n', "\r\n").into_bytes(),
        format!("\u{feff}{plain}").into_bytes(),
        wide,
    ] {
        let (code, said, noted) = said(folder.path(), &form, &[]);
        assert_eq!(code, 0, "{noted}");
        assert!(said.contains("1 value held against the lists: 1 match,"), "{said}");
        assert!(said.contains("Zebediah Quillfeather Oblonskaya (people.ftm.json Q2)"), "{said}");
        assert!(noted.contains("people.ftm.json: no date, 2 entries") && !said.contains("no date"), "{said} {noted}");
    }
}

#[test]
fn what_cannot_be_screened_is_said_before_the_work() {
    let folder = tempfile::tempdir().unwrap();
    let empty = folder.path().join("empty");
    let odd = folder.path().join("odd");
    [&empty, &odd].iter().for_each(|folder| std::fs::create_dir_all(folder).unwrap());
    write(odd.join("watched.csv"), "x\n").unwrap();
    let (empty, odd, good) = (text(&empty), text(&odd), "name\nJohn Smith\n");
    let (names, missing) = (text(&folder.path().join("names.csv")), text(&folder.path().join("no/m.csv")));
    let cases: [(&str, &[&str], &[&str]); 9] = [
        (good, &["--lists", &empty], &["no list stands in the folders of `--lists`", "hint: sdn.csv"]),
        (good, &["--lists", &odd], &["no list stands in", "watched.csv: not read"]),
        (good, &["--lists", "nowhere"], &["failed to read lists from `nowhere`", "hint:"]),
        (good, &["--since", &empty], &["no list stands in the folders of `--since`", "hint:"]),
        ("", &[], &["the file is empty", "hint: its first line names the columns"]),
        ("full_name,dob\nJ,1970\n", &[], &["no column `name`; its columns are `full_name`, `dob`", "hint:"]),
        (good, &["--out", &names], &["it is read in the same run", "hint:"]),
        (good, &["--out", &missing], &["there is no such folder", "hint:"]),
        (good, &["--out", &empty], &["it is a folder", "hint:"]),
    ];
    for (names, more, expected) in cases {
        let file = folder.path().join("names.csv");
        write(&file, names).unwrap();
        let (out, lists) = (text(&folder.path().join("m.csv")), text(&lists(folder.path())));
        let file = text(&file);
        let mut arguments = vec!["screen", file.as_str()];
        arguments.extend(more);
        for (option, value) in [("--out", out.as_str()), ("--lists", lists.as_str())] {
            if !more.contains(&option) {
                arguments.extend([option, value]);
            }
        }
        let done = run(&arguments);
        let noted = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{more:?} {noted}");
        assert!(expected.iter().all(|part| noted.contains(part)), "{more:?}: {noted}");
        assert!(std::fs::read_to_string(&file).unwrap() == names && !folder.path().join("m.csv").exists());
    }
}

#[test]
fn ids_that_stand_twice_unknown_kinds_and_nothing_to_ask_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let (code, _, noted) = said(folder.path(), b"id,name,kind\n1,John Smith,\n1,Jane Doe,firm\n", &[]);
    assert!(code == 0 && noted.contains("names.csv:3: id `1` also stands in line 2"), "{noted}");
    assert!(noted.contains("names.csv:3: kind `firm` is not known"), "{noted}");
    let (code, said, _) = said(folder.path(), b"name\n\n", &[]);
    assert!(code == 0 && said.contains("0 values held") && said.contains("nothing was asked"), "{said}");
}

#[test]
fn a_single_list_may_be_named_and_many_odd_rows_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    let list = text(&lists(folder.path()).join("people.ftm.json"));
    let rows = format!("name,email\n{}", "John \u{1b}[31mSmith\n".repeat(300));
    let (code, said, noted) = said(folder.path(), rows.as_bytes(), &["--lists", &list]);
    assert_eq!(code, 0, "{noted}");
    assert!(noted.contains("200 more such lines") && noted.lines().count() < 110, "{noted}");
    assert!(!said.contains('\u{1b}') && !noted.contains('\u{1b}'), "control characters must not act");
}
