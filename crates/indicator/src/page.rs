//! An indicator's page for the console.

use std::fmt::Write;

use crate::front::Kind;
use crate::indicator::Indicator;

/// The page that `explain` prints: plain text, at most a screen or two.
pub fn page(indicator: &Indicator) -> String {
    let mut out = String::new();
    let weight = match indicator.kind {
        Kind::Evidence => format!("evidence, {} bits ({})", indicator.bits, indicator.basis),
        Kind::Rule => "rule: a breach that needs no weighing".to_owned(),
    };
    let _ = writeln!(out, "{} - {}\n{}\n", indicator.id, indicator.title.0, indicator.title.1);
    let _ = writeln!(out, "per {}, {weight}, group {}", indicator.per, indicator.group);
    let _ = writeln!(out, "seen by {}\n", indicator.seen_by.join(", "));
    let parts = [
        ("What it finds", &indicator.finds),
        ("Why it matters", &indicator.matters),
        ("When it is innocent", &indicator.innocent.0),
        ("What it misses", &indicator.misses),
        ("Next step", &indicator.next_step.0),
    ];
    for (heading, text) in parts {
        let _ = writeln!(out, "{heading}\n  {}\n", text.replace('\n', "\n  "));
    }
    let _ = writeln!(out, "Sentence\n  {}", indicator.sentence.text.trim_end().replace('\n', "\n  "));
    for (name, line) in &indicator.limits {
        let _ = writeln!(out, "  limits.{name} = {}  ({})", line.written, line.source);
    }
    let _ = writeln!(out, "\nSources");
    for source in &indicator.sources {
        let _ = writeln!(out, "  {source}");
    }
    out
}
