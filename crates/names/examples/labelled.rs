//! Judges labelled pairs: F1 at the verdict's one limit, by kind and tradition, and the errors.
//!
//! `cargo run --release -p sekisho-names --example labelled FILE.csv... [errors]`: columns left, right, kind, same (1 or 0), category.

// A program run by hand: it may end with a panic where a library may not.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeMap;

use sekisho_names::{Kind, SAME, judge};

fn main() {
    let (files, others): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|word| word.ends_with(".csv"));
    let only = others.first();
    for file in files {
        println!("{file}");
        let mut strata: BTreeMap<String, Vec<(f64, bool)>> = BTreeMap::new();
        for row in csv::Reader::from_path(&file).expect("file").records() {
            let row = row.expect("row");
            let kind = if &row[2] == "person" { Kind::Person } else { Kind::Organisation };
            let (judged, same) = (judge(&row[0], &row[1], kind), &row[3] == "1");
            for stratum in ["all".to_owned(), row[2].to_owned(), format!("{} {}", &row[2], &row[4])] {
                strata.entry(stratum).or_default().push((judged.same, same));
            }
            if only.is_some_and(|only| *only == row[2] || *only == "errors") && (judged.same >= SAME) != same {
                let what = if same { "MISSED" } else { "WRONG " };
                println!("{what} {} | {} | {} | {:.3} | {}", &row[4], &row[0], &row[1], judged.same, judged.says());
            }
        }
        strata.iter().for_each(|(stratum, scores)| println!("  {stratum:28} {}", figures(scores)));
    }
}

fn figures(scores: &[(f64, bool)]) -> String {
    let at = |limit: f64| {
        let met = scores.iter().filter(|(score, same)| *score >= limit && *same).count() as f64;
        let shown = scores.iter().filter(|(score, _)| *score >= limit).count() as f64;
        let wanted = scores.iter().filter(|(_, same)| *same).count() as f64;
        let (precision, recall) = (met / shown.max(1.0), met / wanted.max(1.0));
        (2.0 * precision * recall / (precision + recall).max(1e-9), precision, recall)
    };
    let (f1, precision, recall) = at(SAME);
    let limits = (-100..200).map(|bits| 1.0 / (1.0 + (f64::from(bits) / 10.0).exp2()));
    let best = limits.map(|limit| (at(limit).0, limit)).fold((0.0, 0.0), |a, b| if b.0 > a.0 { b } else { a });
    format!("n {:5} F1 {f1:.3} P {precision:.3} R {recall:.3} (best F1 {:.3} at {:.3})", scores.len(), best.0, best.1)
}
