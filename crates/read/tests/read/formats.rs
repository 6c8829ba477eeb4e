//! The same rows give the same words, texts and JSON in every format.

use std::path::Path;

use crate::sample::{Got, Sample, Val, everything, expected_json, fetch, read, read_as, schema};
use crate::write;

const NAMES: [&str; 7] = [
    "sessions.csv",
    "sessions.csv.gz",
    "sessions.csv.zst",
    "sessions.jsonl",
    "sessions.jsonl.gz",
    "sessions.jsonl.zst",
    "sessions.parquet",
];

fn sessions() -> Sample {
    let text = |text: &str| Val::Text(text.to_owned());
    let columns = [
        "session_id",
        "account_id",
        "started_at",
        "ended_at",
        "ip",
        "device_id",
        "user_agent",
        "timezone_offset_minutes",
        "webrtc_ip",
        "remote_desktop",
        "ip_country",
        "ip_kind",
        "ip_latitude",
        "ip_asn",
    ];
    let row = |at: i64| {
        vec![
            text(&format!("s-{at}")),
            text(if at % 3 == 0 { "a-1" } else { "a-2, \"the\nsecond\"" }),
            Val::Micros(1_741_064_767_000_000 + at * 1_500_000),
            if at % 2 == 0 { Val::Null } else { Val::Micros(1_741_064_767_000_000 + at * 61_000_000) },
            text(if at % 2 == 0 { "192.0.2.7" } else { "2001:db8::1" }),
            text("d-1"),
            text(if at % 5 == 0 { "" } else { "エージェント \\ \t" }),
            Val::Int(-540 + at),
            if at % 4 == 0 { text("::ffff:192.0.2.7") } else { Val::Null },
            Val::Bool(at % 2 == 0),
            text("JP"),
            if at == 9 { Val::Null } else { text("vpn") },
            Val::Float(35.1 + at as f64 / 7.0),
            Val::Null,
        ]
    };
    Sample { table: "sessions".into(), columns: columns.map(str::to_owned).into(), rows: (0..20).map(row).collect() }
}

fn write_one(name: &str, sample: &Sample) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write::sample(&folder.path().join(name), sample);
    folder
}

#[test]
fn every_format_gives_the_same_words() {
    let sample = sessions();
    let of = |name| read(write_one(name, &sample).path(), "sessions").without_places();
    let first = of(NAMES[0]);
    assert_eq!(first.rejected, []);
    assert_eq!((first.keys.len(), first.rows_read), (20, 20));
    assert!(first.words["ip_asn"].iter().chain(&first.words["language"]).all(|word| word.is_null()));
    assert_eq!(first.words["ip"][0], first.words["webrtc_ip"][0]);
    for name in NAMES {
        assert_eq!(of(name), first, "{name}");
    }
}

#[test]
fn every_format_gives_the_same_texts() {
    let (sample, schema) = (sessions(), schema());
    let want = everything(schema.table("sessions").unwrap(), true);
    let of = |name| read_as(write_one(name, &sample).path(), "sessions", &want).without_places();
    let first = of(NAMES[0]);
    assert_eq!(first.texts["started_at"][1].as_deref(), Some("2025-03-04T05:06:08.5Z"));
    assert_eq!(first.texts["account_id"][1].as_deref(), Some("a-2, \"the\nsecond\""));
    for name in NAMES {
        assert_eq!(of(name), first, "{name}");
    }
}

#[test]
fn every_format_gives_the_same_json_for_chosen_rows() {
    let sample = sessions();
    let expected = expected_json(&sample);
    for name in NAMES {
        let folder = write_one(name, &sample);
        let refs = read(folder.path(), "sessions").refs;
        let chosen = [0, 0, 6, 7, 13, 19, 19];
        let refs: Vec<_> = chosen.iter().map(|row| refs[*row]).collect();
        let wanted: Vec<_> = chosen.iter().map(|row| expected[*row].clone()).collect();
        assert_eq!(fetch(folder.path(), "sessions", &refs), wanted, "{name}");
    }
}

#[test]
fn files_and_folders_of_one_table_are_read_together_in_the_order_of_their_paths() {
    let folder = tempfile::tempdir().unwrap();
    let sample = sessions();
    let part = |from: usize, to: usize| Sample { rows: sample.rows[from..to].to_vec(), ..sample.clone() };
    let at = |name: &str| folder.path().join(name);
    write::sample(&at("sessions/b.parquet"), &part(10, 15));
    write::sample(&at("sessions/a.csv.gz"), &part(5, 10));
    write::sample(&at("sessions/c.jsonl.zst"), &part(15, 20));
    write::bytes(&at("sessions/_SUCCESS"), b"");
    write::bytes(&at("sessions/.hidden.csv"), b"nonsense");
    write::sample(&at("sessions.csv"), &part(0, 5));
    let got = read(folder.path(), "sessions");
    assert!(got.refs.is_sorted() || at_file_order(folder.path()) != ["sessions.csv"], "{:?}", got.refs);
    let expected = expected_json(&sample);
    let mut refs = got.refs.clone();
    refs.sort();
    let mut all = fetch(folder.path(), "sessions", &refs);
    all.sort_by_key(|row| row[0].as_str().and_then(|id| id[2..].parse::<u32>().ok()));
    assert_eq!(all, expected);
    let whole = read(write_one("sessions.parquet", &sample).path(), "sessions");
    let sorted = |got: Got| {
        let mut rows: Vec<_> = got.keys.into_iter().zip(got.contents).collect();
        rows.sort();
        rows
    };
    assert_eq!(sorted(got), sorted(whole));
}

fn at_file_order(root: &Path) -> Vec<String> {
    crate::sample::open(root).files().iter().map(|file| file.name()).take(1).collect()
}

#[test]
fn windows_files_are_read_the_same() {
    let sample = sessions();
    let folder = tempfile::tempdir().unwrap();
    let text = write::csv(&Sample {
        rows: sample.rows.iter().filter(|row| row[1] == Val::Text("a-1".into())).cloned().collect(),
        ..sample
    });
    write::bytes(&folder.path().join("sessions.csv"), text.as_bytes());
    let plain = read(folder.path(), "sessions");
    write::bytes(&folder.path().join("sessions.csv"), format!("\u{feff}{}", text.replace('\n', "\r\n")).as_bytes());
    assert_eq!(read(folder.path(), "sessions"), plain);
    assert_eq!(plain.rejected, []);
    assert_eq!(plain.keys.len(), 7);
}

#[test]
fn cells_of_ten_megabytes_are_fine() {
    let about = "あ\n\"".repeat(2 << 20);
    let row = |at: &str| ["a-1", at, about.as_str()].map(|text| Val::Text(text.to_owned())).to_vec();
    let mut sample = Sample {
        table: "profiles".into(),
        columns: ["account_id", "at", "about"].map(str::to_owned).into(),
        rows: vec![row("x"), row("y")],
    };
    for (at, row) in sample.rows.iter_mut().enumerate() {
        row[1] = Val::Micros(at as i64);
    }
    let schema = schema();
    let want = everything(schema.table("profiles").unwrap(), true);
    for name in ["profiles.csv", "profiles.jsonl.zst", "profiles.parquet"] {
        let folder = write_one(name, &sample);
        let got = read_as(folder.path(), "profiles", &want);
        assert_eq!(got.rejected, [], "{name}");
        assert!(got.texts["about"].iter().all(|text| text.as_deref() == Some(&about)), "{name}");
    }
}
