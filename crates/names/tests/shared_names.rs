//! Figures on the names of `../shared/data`, which this project did not make. Without the files the tests say that they are skipped.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::PathBuf;

use sekisho_names::{Kind, Name, Verdict, judge, judge_names, ofac};

/// A file of the shared data, if it is there.
fn shared(file: &str) -> Option<String> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(file);
    let text = std::fs::read_to_string(&root).ok();
    if text.is_none() {
        println!("skipped: {} is not there", root.display());
    }
    text
}

#[test]
fn pairs_across_scripts_meet() {
    let Some(text) = shared("names/cross-script-pairs.csv") else { return };
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split(',').collect())
        .collect();
    let missed: Vec<String> = rows
        .iter()
        .filter(|row| judge(row[0], row[1], Kind::Person).verdict != Verdict::Same)
        .map(|row| format!("{} | {}", row[0], row[1]))
        .collect();
    assert!(rows.len() - missed.len() >= 20, "missed: {missed:?}");
    let names: Vec<Name> =
        rows.iter().flat_map(|row| [row[0], row[1]]).map(|name| Name::new(name, Kind::Person)).collect();
    for (i, a) in names.iter().enumerate() {
        for (j, b) in names.iter().enumerate().filter(|(j, _)| j / 2 > i / 2) {
            let one_name = rows[i / 2][..2].iter().any(|name| rows[j / 2][..2].contains(name));
            assert!(one_name || judge_names(a, b).verdict != Verdict::Same, "{:?} {:?}", rows[i / 2], rows[j / 2]);
        }
    }
}

#[test]
fn ofacs_own_scores_are_reproduced() {
    let Some(text) = shared("names/ofac-search-scores.csv") else { return };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let (mut rows, mut apart) = (0, Vec::new());
    for row in reader.records() {
        let row = row.unwrap();
        let (expected, score): (i32, i32) = (row[2].parse().unwrap(), i32::from(ofac::score(&row[0], &row[1])));
        rows += 1;
        // -1 stands for an entry that the search did not show at its minimum of 80.
        let near = if expected < 0 { score < 80 } else { (score - expected).abs() <= 5 };
        if !near {
            apart.push(format!("{} | {}: {expected}, here {score}", &row[0], &row[1]));
        }
    }
    assert!(apart.len() * 20 <= rows, "{} of {rows}: {apart:#?}", apart.len());
}
