//! Differences between two scans, row by row.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use sekisho_evaluate::{Count, FindingRow, MemberRow, ScoreRow, Written, compare, comparison_text};

fn score(account: &str, score_bits: f64, band: &str) -> ScoreRow {
    ScoreRow { account_id: account.into(), score_bits, band: band.into(), ring_id: None, ring_bits: None }
}

fn finding(indicator: &str, subject: &str, bits: f64) -> FindingRow {
    FindingRow {
        finding_id: String::new(),
        indicator_id: indicator.into(),
        subject_kind: "account".into(),
        subject_id: subject.into(),
        account_ids: vec![subject.into()],
        bits,
    }
}

fn member(ring: &str, account: &str) -> MemberRow {
    MemberRow { ring_id: ring.into(), account_id: account.into() }
}

fn before() -> Written {
    Written {
        scores: Some(vec![score("a", 5.0, "urgent"), score("b", 1.0, "review"), score("c", -2.0, "watch")]),
        findings: Some(vec![finding("x", "a", 2.0), finding("x", "b", 2.0), finding("y", "c", 1.0)]),
        rings: Some(vec![member("r1", "a"), member("r1", "b"), member("r2", "c"), member("r2", "d")]),
        ..Written::default()
    }
}

#[test]
fn the_same_scan_has_no_differences_whatever_the_order_and_the_names_of_rings() {
    let mut other = before();
    other.scores.as_mut().unwrap().reverse();
    other.findings.as_mut().unwrap().reverse();
    other.rings = Some(vec![member("n1", "d"), member("n1", "c"), member("n2", "a"), member("n2", "b")]);
    let comparison = compare(&before(), &other);
    assert!(comparison.is_same(), "{comparison:?}");
    assert_eq!(comparison_text(&comparison), "no difference");
}

#[test]
fn every_kind_of_difference_is_told() {
    let after = Written {
        scores: Some(vec![score("a", 3.0, "review"), score("b", 1.0001, "review"), score("d", 0.5, "review")]),
        findings: Some(vec![finding("x", "a", 2.5), finding("x", "d", 2.5), finding("y", "c", 1.0)]),
        rings: Some(vec![member("r1", "a"), member("r1", "b"), member("r2", "c")]),
        ..Written::default()
    };
    let found = compare(&before(), &after);
    assert!(!found.is_same());
    let [change] = found.findings.as_deref().unwrap() else { panic!("one indicator changed: {found:?}") };
    assert_eq!((change.indicator_id.as_str(), change.count), ("x", Count { gained: 1, lost: 1, kept: 1 }));
    assert_eq!(
        (change.gained.as_slice(), change.lost.as_slice()),
        (&["account d".to_owned()][..], &["account b".to_owned()][..])
    );
    assert_eq!((change.bits_before, change.bits_after), (Some(2.0), Some(2.5)));
    let scores = found.scores.as_ref().unwrap();
    // b moved by less than the file shows; c went, d came.
    assert_eq!((scores.moved, scores.accounts), (1, Count { gained: 1, lost: 1, kept: 2 }));
    assert_eq!(
        scores.bands.keys().map(String::as_str).collect::<Vec<_>>(),
        ["none to review", "urgent to review", "watch to none"]
    );
    let rings = found.rings.as_ref().unwrap();
    assert_eq!(
        (rings.rings, rings.accounts),
        (Count { gained: 1, lost: 1, kept: 1 }, Count { gained: 0, lost: 1, kept: 3 })
    );
    let text = comparison_text(&found);
    assert!(text.contains("urgent to review: 1") && text.contains("+ account d") && text.contains("- c d"), "{text}");
}

#[test]
fn a_file_that_only_one_side_has_is_a_difference() {
    let after = Written { rings: None, ..before() };
    let found = compare(&before(), &after);
    assert!(!found.is_same() && found.missing == ["rings.csv after"]);
}
