//! Identical input gives identical bytes in every output file, whatever the number of threads, the order of the rows, the
//! files they stand in, their format and the memory at hand; and ids and names of people move no score.

mod renamed;
mod tables;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use sekisho_schema::Schema;
use sekisho_simulate::Format;
use serde_json::{Value, json};

use crate::oracles::dice::Dice;
use crate::run::{sekisho, text};
use crate::worlds::invented;
use tables::{Rows, Tables, csv_text, gzipped, jsonl_text, read};

const FILES: [&str; 6] =
    ["findings.jsonl", "findings.parquet", "scores.csv", "coverage.json", "report.html", "rejected.jsonl"];
/// Seed and size of the world: small, and yet nearly fifty indicators fire in it.
const WORLD: (u64, u32, u64) = (1_500, 60, 5);

/// What a scan wrote, by file.
type Written = BTreeMap<&'static str, Vec<u8>>;

fn world(format: Format) -> tempfile::TempDir {
    invented(WORLD.0, WORLD.1, WORLD.2, format)
}

/// A dataset folder named `data`, with the lists of the world, and tables that `fill` writes.
fn dataset(world: &Path, fill: impl FnOnce(&Path)) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let lists = folder.path().join("data/lists");
    std::fs::create_dir_all(&lists).unwrap();
    for entry in std::fs::read_dir(world.join("data/lists")).unwrap().map(|entry| entry.unwrap()) {
        std::fs::copy(entry.path(), lists.join(entry.file_name())).unwrap();
    }
    fill(&folder.path().join("data"));
    folder
}

fn with_tables(world: &Path, tables: &Tables) -> tempfile::TempDir {
    dataset(world, |data| {
        for (name, table) in tables {
            std::fs::write(data.join(format!("{name}.csv")), csv_text(table, &table.rows)).unwrap();
        }
    })
}

/// Scans the folder `data` in `parent`; the path is the same word in every scan, so that notes may quote it.
fn scan_in(parent: &Path, more: &[&str]) -> (Written, Output) {
    let out = tempfile::tempdir().unwrap();
    let out_text = text(out.path());
    let mut command = sekisho();
    command.current_dir(parent).args(["scan", "data", "--out", &out_text, "--format", "json"]).args(more);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let written = FILES.map(|file| (file, std::fs::read(out.path().join(file)).unwrap()));
    (written.into_iter().collect(), output)
}

fn scanned(parent: &Path) -> Written {
    scan_in(parent, &["--threads", "2"]).0
}

/// The first place where two texts differ, with a little around it.
fn difference(one: &[u8], other: &[u8]) -> String {
    let at = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let around = |bytes: &[u8]| {
        String::from_utf8_lossy(&bytes[at.saturating_sub(60).min(bytes.len())..(at + 60).min(bytes.len())]).into_owned()
    };
    format!("differs at byte {at}: `{}` → `{}`", around(one), around(other))
}

fn assert_same(found: &Written, expected: &Written, files: &[&str], what: &str) {
    let wrong: Vec<String> = files
        .iter()
        .filter(|file| found[*file] != expected[*file])
        .map(|file| format!("{file} {}", difference(&found[file], &expected[file])))
        .collect();
    assert!(wrong.is_empty(), "{what}, found → expected:\n{}", wrong.join("\n"));
}

/// The world with a few rows that cannot be read, repeat a key with other content, or repeat another to the letter.
fn soiled(mut tables: Tables) -> Tables {
    let sessions = tables.get_mut("sessions").unwrap();
    let mut slip = sessions.rows[7].clone();
    slip[0] = "soiled".to_owned();
    slip[2] = "yesterday".to_owned();
    let (mut other, same) = (sessions.rows[9].clone(), sessions.rows[11].clone());
    other[2] = "2026-01-20T00:00:00Z".to_owned();
    sessions.rows.extend([slip, other, same]);
    let accounts = tables.get_mut("accounts").unwrap();
    let mut nameless = accounts.rows[3].clone();
    nameless[0] = String::new();
    accounts.rows.insert(5, nameless);
    tables
}

#[test]
fn threads_and_memory_move_no_byte() {
    let world = world(Format::Csv);
    let folder = with_tables(world.path(), &soiled(read(&world.path().join("data"))));
    let (expected, _) = scan_in(folder.path(), &["--threads", "1"]);
    assert_eq!(String::from_utf8_lossy(&expected["rejected.jsonl"]).lines().count(), 3);
    for threads in ["2", "3"] {
        let (found, _) = scan_in(folder.path(), &["--threads", threads]);
        assert_same(&found, &expected, &FILES, &format!("{threads} threads"));
    }
    let (found, output) = scan_in(folder.path(), &["--threads", "2", "--memory", "1MiB"]);
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(summary["spilled_row_bytes"].as_u64().unwrap() > 0, "nothing went through files: {summary}");
    assert_same(&found, &expected, &FILES, "1 MiB of memory");
}

/// The first paper of the world once more, on the account of another one and with its number typed in another way.
fn respelt(mut tables: Tables) -> (Tables, String) {
    let papers = tables.get_mut("documents").unwrap();
    let place = |name: &str| papers.header.iter().position(|column| column == name).unwrap();
    let [id, account, at, number] = ["document_id", "account_id", "submitted_at", "number"].map(place);
    let first = papers.rows.iter().find(|row| !row[number].is_empty()).unwrap().clone();
    let other = papers.rows.iter().find(|row| row[account] != first[account]).unwrap().clone();
    let mut again = first.clone();
    let typed: String = first[number].to_lowercase().chars().flat_map(|letter| [letter, '-']).collect();
    for (place, cell) in [(id, "respelt"), (account, &other[account]), (at, &first[at]), (number, &typed)] {
        again[place] = cell.to_owned();
    }
    papers.rows.push(again);
    (tables, first[number].clone())
}

#[test]
fn the_order_of_rows_moves_no_byte() {
    let world = world(Format::Csv);
    let (mut tables, number) = respelt(read(&world.path().join("data")));
    let expected = scanned(with_tables(world.path(), &tables).path());
    let subject = format!("\"subject_id\":\"{number}\"");
    assert!(String::from_utf8_lossy(&expected["findings.jsonl"]).contains(&subject), "{subject} is no shared paper");
    let mut dice = Dice::new(3);
    tables.values_mut().for_each(|table| shuffle(&mut table.rows, &mut dice));
    assert_same(&scanned(with_tables(world.path(), &tables).path()), &expected, &FILES, "rows shuffled");
}

fn shuffle(rows: &mut Rows, dice: &mut Dice) {
    (1..rows.len()).rev().for_each(|at| rows.swap(at, dice.below(at as u64 + 1) as usize));
}

/// Parts of different formats and packings in one folder are one table.
#[test]
fn files_split_into_parts_move_no_byte() {
    let world = world(Format::Csv);
    let (tables, schema) = (read(&world.path().join("data")), Schema::embedded().unwrap());
    let expected = scanned(with_tables(world.path(), &tables).path());
    let folder = dataset(world.path(), |data| {
        for (name, table) in &tables {
            let parts = data.join(name);
            std::fs::create_dir(&parts).unwrap();
            let (first, rest) = table.rows.split_at(table.rows.len() / 3);
            let (second, third) = rest.split_at(rest.len() / 2);
            std::fs::write(parts.join("a.csv"), csv_text(table, third)).unwrap();
            std::fs::write(parts.join("b.csv.gz"), gzipped(&csv_text(table, first))).unwrap();
            let json = jsonl_text(name, table, second, &schema);
            std::fs::write(parts.join("c.jsonl.zst"), zstd::encode_all(json.as_slice(), 1).unwrap()).unwrap();
        }
    });
    assert_same(&scanned(folder.path()), &expected, &FILES, "parts");
}

/// The same world as it is simulated in the three formats, and once as JSON lines written here by hand.
#[test]
fn the_format_of_files_moves_no_byte() {
    let (csv, schema) = (world(Format::Csv), Schema::embedded().unwrap());
    let expected = scanned(csv.path());
    for format in [Format::Jsonl, Format::Parquet] {
        assert_same(&scanned(world(format).path()), &expected, &FILES, &format!("{format:?}"));
    }
    let by_hand = dataset(csv.path(), |data| {
        for (name, table) in read(&csv.path().join("data")) {
            let lines = jsonl_text(&name, &table, &table.rows, &schema);
            std::fs::write(data.join(format!("{name}.jsonl")), lines).unwrap();
        }
    });
    assert_same(&scanned(by_hand.path()), &expected, &FILES, "JSON lines by hand");
}

/// Every row twice: `coverage.json` and the report count what was read, so they must differ there and nowhere else.
#[test]
fn repeated_rows_are_counted_and_change_nothing_else() {
    let world = world(Format::Csv);
    let mut tables = read(&world.path().join("data"));
    let expected = scanned(with_tables(world.path(), &tables).path());
    tables.values_mut().for_each(|table| table.rows.extend(table.rows.clone()));
    let found = scanned(with_tables(world.path(), &tables).path());
    let counted = ["coverage.json", "report.html"];
    let others: Vec<&str> = FILES.into_iter().filter(|file| !counted.contains(file)).collect();
    assert_same(&found, &expected, &others, "every row twice");
    let (mut twice, mut once) = (json_of(&found["coverage.json"]), json_of(&expected["coverage.json"]));
    for (twice, once) in twice["tables"].as_array_mut().unwrap().iter_mut().zip(once["tables"].as_array_mut().unwrap())
    {
        // The world repeats a few rows by itself: signs of life of one account in one second.
        let (rows, repeated) = (once["rows"].as_u64().unwrap(), once["duplicates"].as_u64().unwrap());
        let counted = (&twice["rows"], &twice["duplicates"]);
        assert_eq!(counted, (&json!(2 * rows), &json!(rows + repeated)), "{}", once["table"]);
        (*twice, *once) = (Value::Null, Value::Null);
    }
    assert_eq!(twice, once);
    assert_eq!(without_counts(&found["report.html"]), without_counts(&expected["report.html"]));
}

fn json_of(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).unwrap()
}

/// The page without the key figures and the list of tables that were read.
fn without_counts(page: &[u8]) -> String {
    let page = String::from_utf8_lossy(page);
    let (before, rest) = page.split_once("<dl class=\"facts\">").expect("key figures");
    let (_, after) = rest.split_once("</details>").expect("the list of tables");
    format!("{before}{after}")
}

/// Where a dataset lies says nothing about it.
#[test]
fn the_place_of_a_dataset_moves_no_byte() {
    let world = world(Format::Csv);
    let folder = with_tables(world.path(), &read(&world.path().join("data")));
    let out = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    crate::run::scan(&data, out.path(), &["--threads", "2"]);
    let found: Written = FILES.map(|file| (file, std::fs::read(out.path().join(file)).unwrap())).into_iter().collect();
    assert_same(&found, &scanned(folder.path()), &FILES, "an absolute path");
}
