//! Measures on the names of the shared data: pairs across scripts, Korean spellings, Japanese writings.
//!
//! `cargo run --release -p sekisho-names --example scripts [DATA]`

// A program run by hand: it may end with a panic where a library may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::too_many_lines)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sekisho_names::{Kind, Name, Verdict, judge, judge_names};

fn main() {
    let data = std::env::args().nth(1).map_or_else(|| PathBuf::from("../shared/data"), PathBuf::from);
    across_scripts(&data);
    korean(&data);
    japanese(&data);
}

fn across_scripts(data: &Path) {
    let text = std::fs::read_to_string(data.join("names/cross-script-pairs.csv")).expect("pairs");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split(',').collect())
        .collect();
    let same = |row: &&Vec<&str>| judge(row[0], row[1], Kind::Person).verdict == Verdict::Same;
    let met = rows.iter().filter(same).count();
    println!("across scripts: {met} of {} pairs are the same", rows.len());
    for row in &rows {
        let judged = judge(row[0], row[1], Kind::Person);
        if judged.verdict != Verdict::Same {
            println!("  {} | {}: {} {:.3} {}", row[0], row[1], judged.verdict.name(), judged.same, judged.says());
        }
    }
    let names: Vec<Name> =
        rows.iter().flat_map(|row| [row[0], row[1]]).map(|name| Name::new(name, Kind::Person)).collect();
    let (mut pairs, mut alarms) = (0, Vec::new());
    for (i, a) in names.iter().enumerate() {
        for (j, b) in names.iter().enumerate().filter(|(j, _)| j / 2 > i / 2) {
            pairs += 1;
            if judge_names(a, b).verdict == Verdict::Same
                && !rows[i / 2].iter().take(2).any(|name| rows[j / 2].contains(name))
            {
                alarms.push(format!("{} | {}", rows[i / 2][i % 2], rows[j / 2][j % 2]));
            }
        }
    }
    println!("  false alarms among {pairs} other pairs: {} {alarms:?}", alarms.len());
}

fn is_hanja(form: &str) -> bool {
    form.chars().all(|letter| matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'))
}

fn korean(data: &Path) {
    let text = std::fs::read_to_string(data.join("names/korean-names.json")).expect("korean");
    let rows: Vec<serde_json::Value> = serde_json::from_str(&text).expect("json");
    let mut names: Vec<Vec<String>> = Vec::new();
    for row in &rows {
        let mut forms = Vec::new();
        for key in ["hangul", "alternate_hangul", "hanja", "rr", "mr", "other_romanizations", "romanized"] {
            let cell = row[key].as_str().unwrap_or_default();
            // One cell holds a sentence instead of a name.
            if cell.starts_with('(') {
                continue;
            }
            let forms_of = cell.split([',', ' ']).map(|form| form.split('[').next().unwrap_or_default().trim());
            forms.extend(forms_of.filter(|form| !form.is_empty()).map(str::to_owned));
        }
        names.push(forms);
    }
    let (mut pairs, mut met, mut missed) = (0, 0, BTreeMap::new());
    for forms in &names {
        for (i, a) in forms.iter().enumerate() {
            for b in &forms[i + 1..] {
                // Two characters with one reading are two names with one sound, not two spellings of one.
                if is_hanja(a) && is_hanja(b) {
                    continue;
                }
                pairs += 1;
                if judge(a, b, Kind::Person).meets() {
                    met += 1;
                } else {
                    missed.entry(forms[0].clone()).or_insert_with(Vec::new).push(format!("{a}/{b}"));
                }
            }
        }
    }
    println!("korean: {met} of {pairs} pairs of spellings meet ({:.2} %)", 100.0 * f64::from(met) / f64::from(pairs));
    for (name, pairs) in missed.iter() {
        println!("  {name}: {}", pairs.join(" "));
    }
    let mut dice = ChaCha8Rng::seed_from_u64(5);
    let (mut alarms, mut shown) = (0, Vec::new());
    let total = 20_000;
    for _ in 0..total {
        let (i, j) = (dice.random_range(0..names.len()), dice.random_range(0..names.len()));
        if names[i].iter().any(|form| names[j].contains(form)) {
            continue;
        }
        let (a, b) = (&names[i][dice.random_range(0..names[i].len())], &names[j][dice.random_range(0..names[j].len())]);
        if judge(a, b, Kind::Person).meets() {
            alarms += 1;
            shown.push(format!("{a}/{b}"));
        }
    }
    shown.truncate(15);
    println!("  random different names that meet: {alarms} of {total}: {shown:?}");
}

fn japanese(data: &Path) {
    let read = |file: &str| std::fs::read_to_string(data.join("names").join(file)).expect(file);
    let mut rows: Vec<(Vec<String>, String, String)> = Vec::new();
    for line in read("japanese-last_name_org.csv").lines() {
        let cells: Vec<&str> = line.split(',').collect();
        rows.push((vec![cells[0].to_owned()], cells[2].to_owned(), cells[3].to_owned()));
    }
    for file in ["japanese-first_name_man_opti.csv", "japanese-first_name_woman_opti.csv"] {
        for line in read(file).lines() {
            let mut cells = line.split(',').map(str::to_owned);
            let (kana, romaji) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            rows.push((cells.filter(|kanji| !kanji.is_empty()).collect(), kana, romaji));
        }
    }
    let (mut counts, mut missed): (BTreeMap<&str, (u32, u32, u32)>, _) = (BTreeMap::new(), Vec::new());
    for (kanji, kana, romaji) in &rows {
        let mut check = |what: &'static str, a: &str, b: &str| {
            let judged = judge(a, b, Kind::Person);
            for what in [what, "all"] {
                let (pairs, met, guessed) = counts.entry(what).or_default();
                *pairs += 1;
                *met += u32::from(judged.meets());
                *guessed += u32::from(judged.can_be_read_alike());
            }
            if !judged.can_be_read_alike() {
                missed.push(format!("{a}/{b}"));
            }
        };
        check("kana and romaji", kana, romaji);
        for kanji in kanji {
            check("kanji and kana", kanji, kana);
            check("kanji and romaji", kanji, romaji);
        }
    }
    for (what, (pairs, met, guessed)) in counts {
        let share = |count: u32| 100.0 * f64::from(count) / f64::from(pairs);
        println!("japanese, {what}: of {pairs} pairs {:.2} % meet, {:.2} % with guesses", share(met), share(guessed));
    }
    let step = (missed.len() / 40).max(1);
    let some: Vec<&str> = missed.iter().step_by(step).map(String::as_str).collect();
    println!("  missed, some: {}", some.join(" "));
}
