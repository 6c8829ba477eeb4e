//! Identical input gives identical bytes in every output file, whatever the number of threads, the order of the rows, the
//! files they stand in, their format and the memory at hand; and ids and names of people move no score.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::process::Output;

use sekisho_enrich::keys::name_key;
use sekisho_schema::{ColumnType, Schema};
use sekisho_simulate::Format;
use serde_json::{Value, json};

use crate::oracles::dice::Dice;
use crate::run::{sekisho, text};
use crate::worlds::invented;

const FILES: [&str; 6] =
    ["findings.jsonl", "findings.parquet", "scores.csv", "coverage.json", "report.html", "rejected.jsonl"];
/// Seed and size of the world: small, and yet nearly fifty indicators fire in it.
const WORLD: (u64, u32, u64) = (1_500, 60, 5);

type Rows = Vec<Vec<String>>;

/// A table as text: its header, and its rows.
#[derive(Clone)]
struct Table {
    header: Vec<String>,
    rows: Rows,
}

type Tables = BTreeMap<String, Table>;

/// What a scan wrote, by file.
type Written = BTreeMap<&'static str, Vec<u8>>;

fn world(format: Format) -> tempfile::TempDir {
    invented(WORLD.0, WORLD.1, WORLD.2, format)
}

fn read(folder: &Path) -> Tables {
    let mut tables = Tables::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let mut reader = csv::Reader::from_path(&entry).unwrap();
        let owned = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let header = owned(reader.headers().unwrap());
        let rows = reader.records().map(|record| owned(&record.unwrap())).collect();
        tables.insert(entry.file_stem().unwrap().to_string_lossy().into_owned(), Table { header, rows });
    }
    tables
}

fn csv_text(table: &Table, rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&table.header).unwrap();
    rows.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

/// One object a line: numbers and truth values as such, an empty cell left out or null.
fn jsonl_text(name: &str, table: &Table, rows: &[Vec<String>], schema: &Schema) -> Vec<u8> {
    let described = schema.table(name).unwrap();
    let types = table.header.iter().map(|column| &described.at(described.column(column).unwrap()).ty);
    let types: Vec<&ColumnType> = types.collect();
    let mut out = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let cells = table.header.iter().zip(&types).zip(row).map(|((name, ty), cell)| (name.clone(), typed(ty, cell)));
        let object: serde_json::Map<String, Value> = cells.filter(|(_, cell)| number % 2 == 0 || !cell.is_null()).collect();
        writeln!(out, "{}", Value::Object(object)).unwrap();
    }
    out
}

fn typed(ty: &ColumnType, cell: &str) -> Value {
    match ty {
        _ if cell.is_empty() => Value::Null,
        ColumnType::Int => json!(cell.parse::<i64>().unwrap()),
        ColumnType::Float => json!(cell.parse::<f64>().unwrap()),
        ColumnType::Bool => json!(cell == "true"),
        _ => json!(cell),
    }
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

#[test]
fn the_order_of_rows_moves_no_byte() {
    let world = world(Format::Csv);
    let mut tables = read(&world.path().join("data"));
    let expected = scanned(with_tables(world.path(), &tables).path());
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

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
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
    for (twice, once) in twice["tables"].as_array_mut().unwrap().iter_mut().zip(once["tables"].as_array_mut().unwrap()) {
        let rows = once["rows"].as_u64().unwrap();
        assert_eq!((&twice["rows"], &twice["duplicates"]), (&json!(2 * rows), &json!(rows)), "{}", once["table"]);
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

/// Every id becomes another one, the same wherever it stands.
#[test]
fn renamed_ids_carry_their_scores_along() {
    let (world, schema) = (world(Format::Csv), Schema::embedded().unwrap());
    let mut tables = read(&world.path().join("data"));
    let before = scanned(with_tables(world.path(), &tables).path());
    for (name, table) in &mut tables {
        let described = schema.table(name).unwrap();
        // The one column that holds ids under another type: a reply may answer what is no message of the dataset.
        let is_id = |column: &String| {
            column == "in_reply_to" || described.at(described.column(column).unwrap()).ty == ColumnType::Id
        };
        let ids: Vec<bool> = table.header.iter().map(is_id).collect();
        for row in &mut table.rows {
            row.iter_mut().zip(&ids).filter(|(_, is_id)| **is_id).for_each(|(cell, _)| *cell = renamed(cell));
        }
    }
    let after = scanned(with_tables(world.path(), &tables).path());
    assert_eq!(scores(&after, str::to_owned), scores(&before, renamed));
    assert_eq!(raised(&after, str::to_owned), raised(&before, renamed));
}

fn renamed(id: &str) -> String {
    if id.is_empty() { String::new() } else { id.chars().rev().chain(['~']).collect() }
}

/// Score and band by account.
fn scores(written: &Written, rename: impl Fn(&str) -> String) -> BTreeMap<String, (String, String)> {
    let mut reader = csv::Reader::from_reader(written["scores.csv"].as_slice());
    let records = reader.records().map(|record| record.unwrap());
    records.map(|record| (rename(&record[0]), (record[1].to_owned(), record[2].to_owned()))).collect()
}

/// Every finding without ids of its own, sorted: indicator, accounts, compared values, sentence.
fn raised(written: &Written, rename: impl Fn(&str) -> String) -> Vec<(String, Vec<String>, String)> {
    let text = String::from_utf8_lossy(&written["findings.jsonl"]).into_owned();
    let mut raised: Vec<_> = text
        .lines()
        .map(|line| {
            let finding = json_of(line.as_bytes());
            let mut accounts: Vec<String> =
                finding["account_ids"].as_array().unwrap().iter().map(|id| rename(id.as_str().unwrap())).collect();
            accounts.sort();
            (finding["indicator_id"].to_string(), accounts, finding["evidence"]["values"].to_string())
        })
        .collect();
    raised.sort();
    raised
}

/// The columns that hold names of people.
const NAMES: [(&str, &str); 11] = [
    ("accounts", "legal_name"), ("accounts", "native_name"), ("accounts", "kana_name"), ("accounts", "display_name"),
    ("documents", "holder_name"), ("documents", "holder_native_name"), ("payment_accounts", "holder_name"),
    ("payment_accounts", "holder_kana"), ("shipments", "recipient_name"), ("commits", "author_name"),
    ("subcontracts", "worker_name"),
];

/// Every name becomes one of another origin: the same wherever it stands and however it is typed, in letters where it was
/// in letters, in another script where it was in one.
#[test]
fn the_origin_of_names_moves_no_score() {
    let world = world(Format::Csv);
    let mut tables = read(&world.path().join("data"));
    let before = scanned(with_tables(world.path(), &tables).path());
    let mut origin = Origin::default();
    for (name, column) in NAMES {
        let table = tables.get_mut(name).unwrap();
        let place = table.header.iter().position(|known| known == column).unwrap();
        table.rows.iter_mut().for_each(|row| row[place] = origin.name(&row[place]));
    }
    assert!(origin.words.len() > 500, "{} words", origin.words.len());
    let after = scanned(with_tables(world.path(), &tables).path());
    assert_same(&after, &before, &["scores.csv"], "names of another origin");
    assert_eq!(raised(&after, str::to_owned), raised(&before, str::to_owned));
}

/// Words of names that were met, and what stands for them.
#[derive(Default)]
struct Origin {
    words: BTreeMap<String, usize>,
}

impl Origin {
    fn name(&mut self, name: &str) -> String {
        let mut out = String::new();
        let letters: Vec<char> = name.chars().collect();
        for run in letters.chunk_by(|a, b| is_of_word(*a) == is_of_word(*b)) {
            let word: String = run.iter().collect();
            out.push_str(&if is_of_word(run[0]) { self.word(&word) } else { word });
        }
        out
    }

    fn word(&mut self, word: &str) -> String {
        let next = self.words.len();
        if !word.chars().any(|letter| letter < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&letter)) {
            // Names in these scripts are written with and without spaces: letter for letter, into Hangul or out of it.
            return self.letters(word);
        }
        let number = *self.words.entry(name_key(word)).or_insert(next);
        let syllables = ["ade", "olu", "chi", "nke", "kwa", "zim", "tau", "ife", "uzo", "ngo", "bem", "osa", "eze"];
        let spoken: String = [number / 169, number / 13 % 13, number % 13].map(|place| syllables[place % 13]).concat();
        if word.chars().all(|letter| !letter.is_lowercase()) { spoken.to_uppercase() } else { capital(&spoken, word) }
    }

    fn letters(&mut self, word: &str) -> String {
        let key = name_key(word);
        let mut other = String::new();
        for letter in key.chars() {
            let next = self.words.len();
            let number = *self.words.entry(letter.to_string()).or_insert(next) as u32;
            other.push(char::from_u32(0xac00 + number * 7).expect("a syllable"));
        }
        other
    }
}

/// As the original has it: a capital letter first or not.
fn capital(spoken: &str, like: &str) -> String {
    let is_capital = like.chars().next().is_some_and(char::is_uppercase);
    let first: String = spoken.chars().take(1).collect();
    if is_capital { first.to_uppercase() + &spoken[1..] } else { spoken.to_owned() }
}

/// Letters, the marks that belong to them (also where half-width kana write them apart), and apostrophes.
fn is_of_word(letter: char) -> bool {
    let is_mark = matches!(letter, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{97f}' | '\u{ff9e}' | '\u{ff9f}' | '\u{3099}' | '\u{309a}' | '\'' | '’');
    letter.is_alphabetic() || is_mark
}
