//! Ids and names of people, consistently replaced, move no score.

use std::collections::BTreeMap;

use sekisho_enrich::keys::name_key;
use sekisho_schema::{ColumnType, Schema};
use sekisho_simulate::Format;

use super::tables::read;
use super::{Written, assert_same, json_of, scan_in, scanned, with_tables, world};

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
    ("accounts", "legal_name"),
    ("accounts", "native_name"),
    ("accounts", "kana_name"),
    ("accounts", "display_name"),
    ("documents", "holder_name"),
    ("documents", "holder_native_name"),
    ("payment_accounts", "holder_name"),
    ("payment_accounts", "holder_kana"),
    ("shipments", "recipient_name"),
    ("commits", "author_name"),
    ("subcontracts", "worker_name"),
];

/// The indicators that do not judge whether two names are one. Those that do read a name's kanji, kana and Latin letters together, and
/// no renaming word by word keeps these apart and together as they were: `crates/names/tests/promises.rs` holds them to names of
/// every origin instead.
fn without_judged_names() -> String {
    let families = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../../indicators")).unwrap();
    let files = families.flat_map(|family| std::fs::read_dir(family.unwrap().path()).into_iter().flatten());
    let paths = files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "md"));
    let judges = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).unwrap();
        ["same_name(", "same_holder"].iter().any(|asked| text.contains(asked))
    };
    let without = paths.filter(|path| !judges(path));
    let mut ids: Vec<String> = without.map(|path| path.file_stem().unwrap().to_string_lossy().into_owned()).collect();
    ids.retain(|id| id != "README");
    ids.sort();
    ids.join(",")
}

/// Every name becomes one of another origin: the same wherever it stands and however it is typed, in letters where it was
/// in letters, in another script where it was in one.
#[test]
fn the_origin_of_names_moves_no_score() {
    let only = without_judged_names();
    let scanned = |parent: &std::path::Path| scan_in(parent, &["--threads", "2", "--only", &only]).0;
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
        match word.chars().next() {
            Some('\u{ac00}'..='\u{d7a3}') => self.letters(word, 0x4e00),
            // Han and kana are written with and without spaces: letter for letter, so that both stay the same name.
            Some('\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}') => self.letters(word, 0xac00),
            Some('\u{250}'..='\u{1dff}') => self.spoken(word).chars().map(greek).collect(),
            _ => like(&self.spoken(word), word),
        }
    }

    fn number(&mut self, key: String) -> usize {
        let next = self.words.len();
        *self.words.entry(key).or_insert(next)
    }

    /// Three syllables of three letters: no two words, and no two names of several words, become one.
    fn spoken(&mut self, word: &str) -> String {
        let number = self.number(name_key(word));
        let syllables = ["ade", "olu", "chi", "nke", "kwa", "zim", "tau", "ife", "uzo", "ngo", "bem", "osa", "eze"];
        [number / 169, number / 13 % 13, number % 13].map(|place| syllables[place]).concat()
    }

    fn letters(&mut self, word: &str, script: u32) -> String {
        let key = name_key(word);
        let other = key.chars().map(|letter| char::from_u32(script + self.number(letter.to_string()) as u32).unwrap());
        other.collect()
    }
}

fn greek(letter: char) -> char {
    char::from_u32('α' as u32 + (letter as u32 - 'a' as u32) % 24).unwrap()
}

/// In capitals, or with a capital letter first, as the original is.
fn like(spoken: &str, original: &str) -> String {
    if !original.chars().any(char::is_lowercase) {
        return spoken.to_uppercase();
    }
    match original.chars().next() {
        Some(first) if first.is_uppercase() => spoken[..1].to_uppercase() + &spoken[1..],
        _ => spoken.to_owned(),
    }
}

/// Letters, the marks that belong to them (also where half-width kana write them apart), and apostrophes.
fn is_of_word(letter: char) -> bool {
    let is_mark =
        matches!(letter, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{97f}' | '\u{ff9e}' | '\u{ff9f}' | '\'' | '’');
    letter.is_alphabetic() || is_mark
}
