//! Pairs of invented names, labelled by hand before the judge was rebuilt, by people who did not know how it works. The errors of the first
//! file were looked at while it was; those of the second never: improve on the first, measure on the second. `examples/labelled.rs` shows
//! figures by tradition, and `bench/pairs.py` those of others.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use sekisho_names::{Kind, Verdict, judge};

/// Precision and recall of *same*.
fn figures(text: &str) -> (f64, f64) {
    let (mut met, mut shown, mut wanted) = (0.0, 0.0, 0.0);
    for row in csv::Reader::from_reader(text.as_bytes()).records() {
        let row = row.unwrap();
        let kind = if &row[2] == "person" { Kind::Person } else { Kind::Organisation };
        let said = judge(&row[0], &row[1], kind).verdict == Verdict::Same;
        let same = &row[3] == "1";
        met += f64::from(u8::from(said && same));
        shown += f64::from(u8::from(said));
        wanted += f64::from(u8::from(same));
    }
    (met / shown, met / wanted)
}

fn f1((precision, recall): (f64, f64)) -> f64 {
    2.0 * precision * recall / (precision + recall)
}

#[test]
fn pairs_that_were_looked_at() {
    let figures = figures(include_str!("labelled/looked-at.csv"));
    assert!(f1(figures) >= 0.89, "{figures:?}");
}

#[test]
fn pairs_that_were_never_looked_at() {
    let figures = figures(include_str!("labelled/never-looked-at.csv"));
    assert!(f1(figures) >= 0.80, "{figures:?}");
}

#[test]
fn the_sides_of_a_pair_do_not_matter() {
    for row in csv::Reader::from_reader(include_str!("labelled/looked-at.csv").as_bytes()).records() {
        let row = row.unwrap();
        let kind = if &row[2] == "person" { Kind::Person } else { Kind::Organisation };
        let (one, other) = (judge(&row[0], &row[1], kind), judge(&row[1], &row[0], kind));
        assert!((one.bits - other.bits).abs() < 1e-9, "{} / {}", one.says(), other.says());
    }
}
