//! Every kind of bad row is kept, with its line and column, and the rows around it are used.

use std::path::Path;

use sekisho_read::{Rejected, Want};
use serde_json::{Value, json};

use crate::sample::{Got, read, read_as};
use crate::write;

fn read_text(name: &str, text: &[u8]) -> Got {
    let folder = tempfile::tempdir().unwrap();
    write::bytes(&folder.path().join(name), text);
    read(folder.path(), name.split(['.', '/']).next().unwrap())
}

fn line_column(entry: &Rejected) -> (u64, Option<&str>) {
    (entry.line, entry.column.as_deref())
}

#[test]
fn wrong_cells_of_csv() {
    let text = "review_id,author_account_id,subject_account_id,at,rating,text\n\
                r1,a,b,2025-03-04T05:06:07Z,5,fine\n\
                \n\
                r2,a,b,04/03/2025,5,\"two\nlines\"\n\
                ,a,b,2025-03-04T05:06:07Z,5,no key\n\
                r4,a,b,2025-03-04T05:06:07Z,6,out of range\n\
                r5,a,b,2025-03-04T05:06:07Z,5.5,no whole number\n\
                r6,a,b,2025-03-04T05:06:07Z,5\n\
                r7,a,b,2025-03-04T05:06:07Z,5,too,many\n\
                r8,a,b,1969-03-04T05:06:07Z,5,too early\n\
                r9,a,b,2025-03-04T05:06:07Z,4,fine\n";
    let got = read_text("reviews.csv", text.as_bytes());
    assert_eq!(got.refs.iter().map(|at| at.row()).collect::<Vec<_>>(), [0, 8]);
    let found: Vec<_> = got.rejected.iter().map(line_column).collect();
    let expected = [
        (4, Some("at")),
        (6, Some("review_id")),
        (7, Some("rating")),
        (8, Some("rating")),
        (9, None),
        (10, None),
        (11, Some("at")),
    ];
    assert_eq!(found, expected);
    let reasons: Vec<_> = got.rejected.iter().map(|entry| entry.reason.as_str()).collect();
    assert_eq!(reasons[0], "expected a UTC time such as `2025-03-04T05:06:07Z` (RFC 3339), found `04/03/2025`");
    assert_eq!(reasons[1], "expected a value (the column is required), found none");
    assert_eq!(reasons[2], "expected a number from 1 to 5, found `6`");
    assert_eq!(reasons[3], "expected a whole number, found `5.5`");
    assert_eq!(reasons[4], "expected 6 fields as in the header, found 5");
    assert_eq!(reasons[5], "expected 6 fields as in the header, found 7");
    assert_eq!(reasons[6], "expected a time between 1970 and 2100, found `1969-03-04T05:06:07Z`");
    assert_eq!(got.rejected[0].row["text"], json!("two\nlines"));
    assert_eq!(got.rejected[1].row["review_id"], Value::Null);
    assert_eq!(got.rejected[5].row["(more)"], json!(["many"]));
    let fields: Vec<_> = json!(got.rejected[0]).as_object().unwrap().keys().cloned().collect();
    assert_eq!(fields, ["file", "line", "column", "reason", "row"]);
}

#[test]
fn windows_line_ends_do_not_shift_lines() {
    let text = "tip_id,at,text\r\nt1,2025-03-04T05:06:07Z,\"a\r\nb\"\r\n\r\nt2,never,c\r\n";
    let got = read_text("tips.csv", text.as_bytes());
    assert_eq!(got.rejected.iter().map(line_column).collect::<Vec<_>>(), [(5, Some("at"))]);
    assert_eq!(got.keys.len(), 1);
}

/// A table, the column that is wrong, a header and a row.
const WRONG: [(&str, &str, &str, &str); 12] = [
    ("accounts", "role", "account_id,role,opened_at", "a,wrker,2025-01-01T00:00:00Z"),
    ("accounts", "timezone", "account_id,role,opened_at,timezone", "a,both,2025-01-01T00:00:00Z,Mars/Base"),
    ("accounts", "birth_date", "account_id,role,opened_at,birth_date", "a,both,2025-01-01T00:00:00Z,2001-02-30"),
    ("accounts", "declares_vpn", "account_id,role,opened_at,declares_vpn", "a,both,2025-01-01T00:00:00Z,yes"),
    (
        "accounts",
        "residence_country",
        "account_id,role,opened_at,residence_country",
        "a,both,2025-01-01T00:00:00Z,Japan",
    ),
    ("sessions", "ip", "session_id,account_id,started_at,ip", "s,a,2025-01-01T00:00:00Z,192.0.2"),
    ("sessions", "ip_latitude", "session_id,account_id,started_at,ip_latitude", "s,a,2025-01-01T00:00:00Z,NaN"),
    ("sessions", "ip_latitude", "session_id,account_id,started_at,ip_latitude", "s,a,2025-01-01T00:00:00Z,91"),
    (
        "sessions",
        "latency_ms",
        "session_id,account_id,started_at,latency_ms",
        "s,a,2025-01-01T00:00:00Z,-9223372036854775808",
    ),
    ("transfers", "currency", "transfer_id,at,kind,amount_minor,currency", "t,2025-01-01T00:00:00Z,payout,5,yen"),
    ("profiles", "photo_phash", "account_id,at,photo_phash", "a,2025-01-01T00:00:00Z,123"),
    ("sessions", "account_id", "session_id,started_at", "s,2025-01-01T00:00:00Z"),
];

/// The same row is wrong whether or not anybody wants the column.
fn assert_rejected(table: &str, column: &str, text: &str) {
    let folder = tempfile::tempdir().unwrap();
    write::bytes(&folder.path().join(format!("{table}.csv")), text.as_bytes());
    let got = read(folder.path(), table);
    assert_eq!(got.rejected.iter().map(line_column).collect::<Vec<_>>(), [(2, Some(column))], "{text}");
    let reason = &got.rejected[0].reason;
    assert!(reason.starts_with("expected ") && reason.contains(", found "), "{reason}");
    assert_eq!(read_as(folder.path(), table, &Want::default()).rejected, got.rejected);
}

#[test]
fn wrong_types_everywhere() {
    for (table, column, header, row) in WRONG {
        assert_rejected(table, column, &format!("{header}\n{row}\n"));
    }
    let long = "x".repeat(129);
    assert_rejected(
        "accounts",
        "account_id",
        &format!("account_id,role,opened_at\n{long},worker,2025-01-01T00:00:00Z\n"),
    );
}

#[test]
fn bytes_that_are_no_utf8() {
    let got = read_text("tips.csv", b"tip_id,at,text\nt1,2025-03-04T05:06:07Z,ab\xffc\nt2,2025-03-04T05:06:07Z,ok\n");
    assert_eq!(got.rejected.iter().map(line_column).collect::<Vec<_>>(), [(2, Some("text"))]);
    assert_eq!(got.rejected[0].row["text"], json!("ab\u{fffd}c"));
    assert_eq!(got.keys.len(), 1);
    let got = read_text("tips.jsonl", b"{\"tip_id\":\"t1\",\"at\":\"2025-03-04T05:06:07Z\",\"text\":\"\xff\"}\n{\"tip_id\":\"t2\",\"at\":\"2025-03-04T05:06:07Z\"}\n");
    assert_eq!(got.rejected.iter().map(line_column).collect::<Vec<_>>(), [(1, None)]);
    assert!(got.rejected[0].reason.starts_with("expected UTF-8 text"));
    assert_eq!(got.keys.len(), 1);
}

#[test]
fn wrong_lines_of_jsonl() {
    let good =
        r#"{"review_id":"r1","author_account_id":"a","subject_account_id":"b","at":"2025-03-04T05:06:07Z","rating":5}"#;
    let with = |from: &str, to: &str| good.replace(from, to);
    let lines = [
        good.to_owned(),
        "[1,2]".into(),
        "{\"review_id\":".into(),
        with("\"r1\"", "7"),
        with(":5}", ":5.5}"),
        with(":5}", ":[5]}"),
        with(",\"rating\":5}", "}"),
        with(":5}", ":\"4\"}"),
        with(":5}", ":5.0}"),
        with("\"2025-03-04T05:06:07Z\"", "1741064767"),
        String::new(),
        with("\"r1\"", "\"\""),
        "null".into(),
    ];
    let got = read_text("reviews.jsonl", lines.join("\n").as_bytes());
    let found: Vec<_> = got.rejected.iter().map(line_column).collect();
    let expected = [
        (2, None),
        (3, None),
        (4, Some("review_id")),
        (5, Some("rating")),
        (6, Some("rating")),
        (7, Some("rating")),
        (10, Some("at")),
        (12, Some("review_id")),
        (13, None),
    ];
    assert_eq!(found, expected);
    assert_eq!(got.words["rating"].iter().map(|word| word.0).collect::<Vec<_>>(), [5, 4, 5]);
    assert_eq!(got.rejected[0].reason, "expected a JSON object, found a list");
    assert_eq!(got.rejected[0].row, json!("[1,2]"));
    assert_eq!(got.rejected[2].reason, "expected an id as text, found the number `7`");
    assert_eq!(got.rejected[3].row["rating"], json!("5.5"));
    assert_eq!(got.rejected[4].reason, "expected a whole number, found a list");
}

#[test]
fn long_values_are_cut_in_reasons_but_kept_in_rows() {
    let long = "y".repeat(500);
    let got = read_text("tips.csv", format!("tip_id,at\nt1,{long}\n").as_bytes());
    assert!(got.rejected[0].reason.len() < 200);
    assert_eq!(got.rejected[0].row["at"], json!(long));
}

#[test]
fn a_text_file_names_parts_with_slashes() {
    let got = read_text("tips/part-1.csv", b"tip_id,at\nt1,never\n");
    assert_eq!(got.rejected[0].file, Path::new("tips/part-1.csv").to_string_lossy());
}
