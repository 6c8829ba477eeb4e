//! Datasets as they come: every planted fault is found where it stands, nothing else is rejected, nothing panics.

mod mutations;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use sekisho_simulate::Format;
use serde_json::Value;

use crate::run::{succeed, text};
use crate::worlds::invented;

/// A place in `rejected.jsonl`.
type Place = (String, u64, Option<String>);

/// What a scan must say of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    accepted: u64,
    rejected: u64,
    duplicates: u64,
    broken: u64,
}

/// A dataset with what is wrong in it.
#[derive(Default)]
struct Dirty {
    faults: Vec<Place>,
    tables: BTreeMap<String, Counts>,
}

/// A text file, row by row, with its faults.
struct Sheet {
    file: &'static str,
    bytes: Vec<u8>,
    line_end: &'static str,
    faults: Vec<Place>,
    counts: Counts,
}

impl Sheet {
    fn new(file: &'static str, line_end: &'static str, header: &str) -> Self {
        let mut sheet = Self { file, bytes: Vec::new(), line_end, faults: Vec::new(), counts: Counts::default() };
        if !header.is_empty() {
            sheet.put(header.as_bytes());
        }
        sheet
    }

    fn put(&mut self, row: &[u8]) {
        self.bytes.extend_from_slice(row);
        self.bytes.extend_from_slice(self.line_end.as_bytes());
    }

    fn good(&mut self, row: &str) -> &mut Self {
        self.put(row.as_bytes());
        self.counts.accepted += 1;
        self
    }

    fn twice(&mut self, row: &str) -> &mut Self {
        self.put(row.as_bytes());
        self.counts.duplicates += 1;
        self
    }

    /// A row with a fault in this column; in no column when its name is empty.
    fn bad(&mut self, column: &str, row: impl AsRef<[u8]>) -> &mut Self {
        self.fault(column);
        self.put(row.as_ref());
        self.counts.rejected += 1;
        self
    }

    /// Here the file breaks off.
    fn broken(&mut self, rest: &str) -> &mut Self {
        self.fault("");
        self.put(rest.as_bytes());
        self.counts.broken += 1;
        self
    }

    fn fault(&mut self, column: &str) {
        let line = self.bytes.iter().filter(|byte| **byte == b'\n').count() as u64 + 1;
        let column = Some(column.to_owned()).filter(|column| !column.is_empty());
        self.faults.push((self.file.to_owned(), line, column));
    }

    fn write(&self, root: &Path, dirty: &mut Dirty) {
        write(&root.join(self.file), &self.bytes);
        dirty.faults.extend(self.faults.iter().cloned());
        let counts = dirty.tables.entry(self.file.split(['.', '/']).next().unwrap().to_owned()).or_default();
        counts.accepted += self.counts.accepted;
        counts.rejected += self.counts.rejected;
        counts.duplicates += self.counts.duplicates;
        counts.broken += self.counts.broken;
    }
}

/// Writes a file, packed as its name says.
fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let packed = match path.extension().and_then(|ending| ending.to_str()) {
        Some("gz") => {
            let mut packer = GzEncoder::new(Vec::new(), Compression::default());
            packer.write_all(bytes).unwrap();
            packer.finish().unwrap()
        }
        Some("zst") => zstd::encode_all(bytes, 3).unwrap(),
        _ => bytes.to_vec(),
    };
    fs::write(path, packed).unwrap();
}

fn accounts() -> Sheet {
    let header = "account_id,role,opened_at,birth_date,residence_country,timezone,declares_vpn,legal_name";
    let mut sheet = Sheet::new("accounts.csv", "\n", header);
    sheet
        .good("a1,worker,2025-03-01T00:00:00Z,1990-01-02,JP,Asia/Tokyo,false,Hana Example")
        .bad("role", "a2,,2025-03-01T00:00:00Z,,,,,")
        .bad("opened_at", "a3,worker,01.03.2025 10:00,,,,,")
        .bad("opened_at", "a4,worker,2999-03-01T00:00:00Z,,,,,")
        .bad("birth_date", "a5,worker,2025-03-01T00:00:00Z,2025-02-30,,,,")
        .bad("role", "a6,wrker,2025-03-01T00:00:00Z,,,,,")
        .bad("residence_country", "a7,worker,2025-03-01T00:00:00Z,,jp,,,")
        .bad("timezone", "a8,worker,2025-03-01T00:00:00Z,,,Mars/Base,,")
        .bad("account_id", format!("{},worker,2025-03-01T00:00:00Z,,,,,", "x".repeat(129)))
        .bad("", "a9,worker,2025-03-01T00:00:00Z,,,,")
        .bad("", "a10,worker,2025-03-01T00:00:00Z,,,,,Ken,Sample")
        .good("a11,worker,2025-03-01T00:00:00Z,,,,,\"Mio\nof two lines, and a \"\"quote\"\"\"")
        .bad("declares_vpn", "a12,worker,2025-03-01T00:00:00Z,,,,maybe,")
        .bad("legal_name", b"a13,worker,2025-03-01T00:00:00Z,,,,,H\xe4na Example")
        .twice("a1,worker,2025-03-01T00:00:00Z,1990-01-02,JP,Asia/Tokyo,false,Hana Example")
        .bad("account_id", "a1,worker,2025-03-02T00:00:00Z,1990-01-02,JP,Asia/Tokyo,false,Hana Example")
        .bad("opened_at", "a14,worker,yesterday,1990-13-01,japan,,,\"one\ntwo\nthree\"")
        .good("a15,both,2025-03-01T00:00:00Z,,,,,");
    sheet
}

fn sessions() -> Sheet {
    let header = "session_id,account_id,started_at,ip,latency_ms,timezone_offset_minutes,ip_latitude,user_agent";
    let mut sheet = Sheet::new("sessions.csv.gz", "\r\n", header);
    sheet
        .good("s1,a1,2025-03-03T00:00:00Z,192.0.2.1,20,540,35.7,\"a browser\r\nof two lines\"")
        .bad("ip", "s2,a1,2025-03-03T01:00:00Z,192.0.2.300,20,540,35.7,")
        .bad("latency_ms", "s3,a1,2025-03-03T02:00:00Z,192.0.2.1,20 ms,540,35.7,")
        .bad("ip_latitude", "s4,a1,2025-03-03T03:00:00Z,192.0.2.1,20,540,NaN,")
        .bad("ip_latitude", "s5,a1,2025-03-03T04:00:00Z,192.0.2.1,20,540,91,")
        .bad("timezone_offset_minutes", "s6,a1,2025-03-03T05:00:00Z,192.0.2.1,20,2000,35.7,")
        .bad("account_id", "s7,,2025-03-03T06:00:00Z,192.0.2.1,20,540,35.7,")
        .good("s8,a1,2025-03-03T07:00:00Z,2001:db8::1,20,540,35.7,");
    sheet
}

fn reviews() -> Sheet {
    let row = |id: &str, rating: &str| {
        format!(
            "{{\"review_id\":{id},\"author_account_id\":\"a\",\"subject_account_id\":\"b\",\"at\":\"2025-03-04T05:06:07Z\",\"rating\":{rating}}}"
        )
    };
    let mut sheet = Sheet::new("reviews.jsonl", "\n", "");
    sheet
        .good(&row("\"r1\"", "5"))
        .bad("rating", row("\"r2\"", "6"))
        .bad("rating", row("\"r3\"", "\"five\""))
        .bad("rating", row("\"r4\"", "4.5"))
        .bad("rating", row("\"r5\"", "{\"stars\":4}"))
        .bad("rating", row("\"r6\"", "null"))
        .bad("review_id", row("7", "5"))
        .bad("", &row("\"r8\"", "5")[..40])
        .bad("", "[1, 2, 3]")
        .bad("", b"{\"review_id\":\"r\xff\"}")
        .twice(&row("\"r1\"", "5"))
        .bad("review_id", row("\"r1\"", "4"))
        .good(&row("\"r9\"", "1"));
    sheet
}

fn transfers() -> Sheet {
    let row = |id: &str, kind: &str, amount: &str, currency: &str| {
        format!(
            "{{\"transfer_id\":\"{id}\",\"at\":\"2025-03-04T05:06:07Z\",\"kind\":\"{kind}\",\"amount_minor\":{amount},\"currency\":\"{currency}\"}}"
        )
    };
    let mut sheet = Sheet::new("transfers.jsonl.zst", "\n", "");
    sheet
        .bad("currency", row("t1", "payout", "500", "yen"))
        .bad("kind", row("t2", "payot", "500", "JPY"))
        .bad("amount_minor", row("t3", "payout", "12.5", "JPY"))
        .bad("amount_minor", row("t4", "payout", "1e30", "JPY"))
        .good(&row("t5", "payout", "500", "JPY"));
    sheet
}

/// Ten million bytes in one cell are no fault.
fn messages() -> Sheet {
    let mut sheet = Sheet::new("messages.csv", "\n", "message_id,sender_account_id,at,text");
    sheet
        .good(&format!("m1,a1,2025-03-03T00:00:00Z,\"{}\"", "long\n".repeat(2_000_000)))
        .bad("at", "m2,a1,2025-03-03T25:00:00Z,short")
        .good("m3,a1,2025-03-03T00:00:00Z,short");
    sheet
}

/// One key in two files of a table, of two formats.
fn commits() -> [Sheet; 2] {
    let mut first = Sheet::new("commits/part-1.csv", "\n", "repository,commit_id,account_id,authored_at");
    first.good("r,c1,a1,2025-03-03T00:00:00Z").good("r,c2,a1,2025-03-03T00:00:00Z");
    let row = |id: &str, account: &str| {
        format!(
            "{{\"repository\":\"r\",\"commit_id\":\"{id}\",\"account_id\":\"{account}\",\"authored_at\":\"2025-03-03T00:00:00Z\"}}"
        )
    };
    let mut second = Sheet::new("commits/part-2.jsonl", "\n", "");
    second.twice(&row("c1", "a1")).bad("repository", row("c2", "a2")).good(&row("c3", "a1"));
    [first, second]
}

/// Files of which some column, the end or everything is missing.
fn lacking() -> [Sheet; 3] {
    let mut calls = Sheet::new("calls.csv", "\n", "call_id,account_id");
    calls.bad("scheduled_at", "c1,a1").bad("scheduled_at", "c2,a1");
    let mut jobs = Sheet::new("jobs.csv", "\n", "job_id,client_account_id,posted_at,title");
    jobs.good("j1,a1,2025-03-03T00:00:00Z,fine")
        .broken("j2,a1,2025-03-03T00:00:00Z,\"open\nj3,a1,2025-03-03T00:00:00Z,lost");
    let mut experience = Sheet::new("experience.csv", "\n", "account_id,kind,organisation");
    experience.good("a1,education,Example College");
    [calls, jobs, experience]
}

/// Files that cannot be read at all, or not to their end.
fn damaged(root: &Path, dirty: &mut Dirty) {
    let mut unreadable = |file: &str, line: u64| {
        dirty.faults.push((file.to_owned(), line, None));
        dirty.tables.entry(file.split(['.', '/']).next().unwrap().to_owned()).or_default().broken += 1;
    };
    std::os::unix::fs::symlink(root.join("nowhere"), root.join("tips.csv")).unwrap();
    unreadable("tips.csv", 0);
    fs::write(root.join("profiles.csv.gz"), "account_id,at\na1,2025-03-03T00:00:00Z\n").unwrap();
    unreadable("profiles.csv.gz", 1);
    fs::write(root.join("shipments.parquet"), "").unwrap();
    unreadable("shipments.parquet", 0);
    let world = invented(200, 14, 3, Format::Parquet);
    let whole = fs::read(world.path().join("data/proposals.parquet")).unwrap();
    fs::write(root.join("proposals.parquet"), &whole[..whole.len() / 2]).unwrap();
    unreadable("proposals.parquet", 0);
}

/// A packed file without its end: how many rows come before is for the packing to say.
fn cut_off(root: &Path) -> u64 {
    let path = root.join("activity.csv.gz");
    let mut csv = "account_id,at,kind\n".to_owned();
    let rows = 5_000;
    (0..rows).for_each(|row| {
        csv.push_str(&format!("a{},2025-03-03T00:00:00Z,kind {}\n", row * 7919 % rows, row * row % 977))
    });
    write(&path, csv.as_bytes());
    let packed = fs::read(&path).unwrap();
    fs::write(&path, &packed[..packed.len() / 2]).unwrap();
    rows
}

fn plant(root: &Path) -> Dirty {
    let mut dirty = Dirty::default();
    let [first, second] = commits();
    let [calls, jobs, experience] = lacking();
    for sheet in [accounts(), sessions(), reviews(), transfers(), messages(), first, second, calls, jobs, experience] {
        sheet.write(root, &mut dirty);
    }
    damaged(root, &mut dirty);
    dirty
}

fn rejected(out: &Path) -> Vec<Place> {
    let lines = fs::read_to_string(out.join("rejected.jsonl")).unwrap();
    let place = |line: &str| {
        let entry: Value = serde_json::from_str(line).unwrap();
        assert!(!entry["reason"].as_str().unwrap().is_empty());
        (
            entry["file"].as_str().unwrap().to_owned(),
            entry["line"].as_u64().unwrap(),
            entry["column"].as_str().map(str::to_owned),
        )
    };
    lines.lines().map(place).collect()
}

/// By table what `coverage.json` says; accepted are the rows that were neither rejected nor repeated.
fn counted(out: &Path) -> BTreeMap<String, Counts> {
    let coverage: Value = serde_json::from_str(&fs::read_to_string(out.join("coverage.json")).unwrap()).unwrap();
    let tables = coverage["tables"].as_array().unwrap().iter().map(|table| {
        let number = |name: &str| table[name].as_u64().unwrap();
        let (rejected, duplicates, broken) = (number("rejected"), number("duplicates"), number("broken_files"));
        let accepted = number("rows").checked_sub(rejected + duplicates).expect("rejected and repeated rows were read");
        (table["table"].as_str().unwrap().to_owned(), Counts { accepted, rejected, duplicates, broken })
    });
    tables.filter(|(_, counts)| *counts != Counts::default()).collect()
}

#[test]
fn every_planted_fault_is_found_at_its_place_and_nothing_else_is_rejected() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut dirty = plant(folder.path());
    let most = cut_off(folder.path());
    let summary = succeed(&["scan", &text(folder.path()), "--out", &text(out.path())]);
    let (mut found, mut tables) = (rejected(out.path()), counted(out.path()));
    // The file that is cut off: reading ended behind the last row that came out of it.
    let activity = tables.remove("activity").unwrap();
    assert!(activity.accepted > most / 10 && activity.accepted < most, "{activity:?}");
    assert_eq!((activity.rejected, activity.duplicates, activity.broken), (0, 0, 1));
    dirty.faults.push(("activity.csv.gz".to_owned(), activity.accepted + 2, None));
    dirty.faults.sort();
    found.sort();
    assert_eq!(found, dirty.faults);
    assert_eq!(tables, dirty.tables);
    let all = tables.values().chain([&activity]);
    let (rows, wrong) =
        all.fold((0, 0), |(rows, wrong), of| (rows + of.accepted + of.rejected + of.duplicates, wrong + of.rejected));
    assert!(summary.starts_with(&format!("{rows} rows read, {wrong} rejected; ")), "{summary}");
    assert!(summary.contains("6 files could not be read to the end\n"), "{summary}");
}
