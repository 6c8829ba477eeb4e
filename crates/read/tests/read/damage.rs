//! Files that break off or are broken: what came before is used, and one entry says where it ended.

use std::fs;
use std::path::Path;

use sekisho_read::Rejected;
use serde_json::Value;

use crate::sample::{Got, Sample, Val, open, read};
use crate::write;

fn tips(rows: usize) -> Sample {
    let row = |at: usize| {
        vec![Val::Text(format!("t-{at}")), Val::Micros(at as i64 * 1_000_000), Val::Text(format!("text {}", at * 7919))]
    };
    let columns = ["tip_id", "at", "text"].map(str::to_owned).into();
    Sample { table: "tips".into(), columns, rows: (0..rows).map(row).collect() }
}

fn is_damage(entry: &Rejected) -> bool {
    entry.column.is_none() && entry.row == Value::Null && entry.reason.starts_with("expected ")
}

/// The last entry is damage right after the rows that were read.
fn assert_broke_off(got: &Got, first_line: u64, name: &str) {
    assert_eq!(got.rejected.len(), 1, "{name}: {:?}", got.rejected);
    assert!(is_damage(&got.rejected[0]), "{name}: {:?}", got.rejected);
    assert_eq!(got.rejected[0].line, got.keys.len() as u64 + first_line, "{name}");
}

#[test]
fn packed_text_that_is_cut_off() {
    let sample = tips(5_000);
    for (name, first_line) in [("tips.csv.gz", 2), ("tips.csv.zst", 2), ("tips.jsonl.gz", 1), ("tips.jsonl.zst", 1)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        write::sample(&path, &sample);
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() * 2 / 3]).unwrap();
        let got = read(folder.path(), "tips");
        assert_broke_off(&got, first_line, name);
        assert!(name.ends_with("zst") || got.keys.len() > 1_000, "{name}: {}", got.keys.len());
    }
}

#[test]
fn packed_text_with_flipped_bytes_never_stops_a_scan() {
    let sample = tips(3_000);
    for name in ["tips.csv.gz", "tips.jsonl.zst", "tips.parquet"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        write::sample(&path, &sample);
        let bytes = fs::read(&path).unwrap();
        for at in (0..bytes.len()).step_by(bytes.len() / 40) {
            let mut broken = bytes.clone();
            broken[at] ^= 0x55;
            fs::write(&path, broken).unwrap();
            let got = read(folder.path(), "tips");
            assert!(got.keys.len() <= 3_000, "{name} at {at}");
        }
    }
}

#[test]
fn a_quote_that_is_never_closed() {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "tip_id,at,text\nt1,2025-03-04T05:06:07Z,fine\nt2,2025-03-04T05:06:07Z,\"open\nt3,2025-03-04T05:06:07Z,x\n";
    write::bytes(&folder.path().join("tips.csv"), text.as_bytes());
    let got = read(folder.path(), "tips");
    assert_broke_off(&got, 2, "open quote");
    assert!(got.rejected[0].reason.contains("quote"));
}

#[test]
fn csv_that_is_cut_off_in_a_row() {
    let folder = tempfile::tempdir().unwrap();
    write::bytes(&folder.path().join("tips.csv"), b"tip_id,at,text\nt1,2025-03-04T05:06:07Z,fine\nt2,2025-0");
    let got = read(folder.path(), "tips");
    assert_eq!((got.keys.len(), got.rejected.len()), (1, 1));
    assert_eq!(got.rejected[0].line, 3);
}

#[test]
fn parquet_without_its_footer() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tips.parquet");
    write::sample(&path, &tips(10));
    let bytes = fs::read(&path).unwrap();
    fs::write(&path, &bytes[..bytes.len() - 9]).unwrap();
    assert_unreadable(folder.path());
}

#[test]
fn a_file_that_cannot_be_opened() {
    let folder = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(folder.path().join("nowhere"), folder.path().join("tips.csv")).unwrap();
    assert_unreadable(folder.path());
}

fn assert_unreadable(root: &Path) {
    let dataset = open(root);
    assert_eq!((dataset.files().len(), dataset.units().len(), dataset.notes().len()), (1, 1, 1));
    assert!(!dataset.has_table(dataset.files()[0].table));
    let got = read(root, "tips");
    assert_eq!(got.rejected.len(), 1);
    assert_eq!((got.rejected[0].line, &got.rejected[0].row), (0, &Value::Null));
}

#[test]
fn a_damaged_page_costs_only_the_rows_after_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tips/plain.parquet");
    let sample = tips(2_000);
    write::parquet(&path, &write::batch(&sample), 1_000);
    let bytes = fs::read(&path).unwrap();
    // The texts are not packed: the length before `text 3959500`, in the first row group, is made absurd.
    let needle = b"text 3959500";
    let at = bytes.windows(needle.len()).position(|window| window == needle).unwrap();
    let mut broken = bytes;
    broken[at - 1] = 0x7f;
    fs::write(&path, broken).unwrap();
    let got = read(folder.path(), "tips");
    assert_eq!(got.rejected.len(), 1, "{:?}", got.rejected);
    assert!(is_damage(&got.rejected[0]), "{:?}", got.rejected);
    let line = got.rejected[0].line as usize;
    assert!((437..=501).contains(&line), "line {line}");
    assert_eq!(got.keys.len(), line - 1 + 1_000, "the rows before it and the second row group");
}

#[test]
fn one_text_of_parquet_that_is_no_utf8_costs_one_row() {
    for name in ["tips/plain.parquet", "tips/dictionary.parquet"] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        write::parquet(&path, &write::batch(&tips(100)), 100);
        let mut bytes = fs::read(&path).unwrap();
        for needle in [b"text 395950".as_slice(), b"t-70".as_slice()] {
            let at = bytes.windows(needle.len()).position(|window| window == needle).unwrap();
            bytes[at] = 0xff;
        }
        fs::write(&path, bytes).unwrap();
        let got = read(folder.path(), "tips");
        let found: Vec<_> = got.rejected.iter().map(|entry| (entry.line, entry.column.as_deref())).collect();
        assert_eq!(found, [(51, Some("text")), (71, Some("tip_id"))], "{name}");
        assert_eq!(got.keys.len(), 98);
        assert_eq!(got.rejected[0].row["tip_id"], "t-50");
    }
}
