//! A scan can be judged: the figures of an invented world, from outside, with whatever files are there.

use serde_json::Value;

use crate::run::{scan, succeed, text};
use crate::worlds::invented;

#[test]
fn a_scan_is_judged_and_what_is_missing_is_said() {
    let world = invented(800, 40, 23, sekisho_simulate::Format::Parquet);
    let (truth, out) = (world.path().join("truth"), world.path().join("out"));
    scan(&world.path().join("data"), &out, &[]);
    let page = world.path().join("evaluation.html");
    let arguments = ["evaluate", &text(&out), "--truth", &text(&truth), "--format", "json", "--html", &text(&page)];
    let found: Value = serde_json::from_str(&succeed(&arguments)).unwrap();
    assert_eq!(found["accounts"], 800);
    let ranking = &found["ranking"];
    assert!(ranking["average_precision"].as_f64().unwrap() > 0.3, "{ranking}");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(page.contains("How good is this scan?") && !page.contains("://"), "one page that fetches nothing");

    for file in ["findings.jsonl", "coverage.json", "scores.csv"] {
        std::fs::remove_file(out.join(file)).unwrap();
    }
    let said = succeed(&["evaluate", &text(&out), "--truth", &text(&truth)]);
    assert!(said.contains("not there: scores.csv") && said.contains("not there: findings.jsonl"), "{said}");
    assert!(!said.contains("average precision"), "{said}");
}
