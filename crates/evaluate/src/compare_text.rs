//! A comparison in words, for a terminal.

use crate::compare::{Comparison, Count, IndicatorChange, RingChanges, ScoreChange, ScoreChanges};

/// So many rows of a list are shown; `--format json` has them all.
const SHOWN: usize = 12;

/// The differences, a short list for each part.
pub fn comparison_text(of: &Comparison) -> String {
    let mut lines: Vec<String> = of.missing.iter().map(|file| format!("not there: {file}")).collect();
    if of.is_same() {
        lines.push("no difference".to_owned());
        return lines.join("\n");
    }
    if let Some(findings) = &of.findings {
        lines.push(format!("findings of {} indicators changed", findings.len()));
        lines.extend(findings.iter().flat_map(indicator));
    }
    if let Some(changes) = &of.scores {
        scores(&mut lines, changes);
    }
    if let Some(changes) = &of.rings {
        rings(&mut lines, changes);
    }
    for (name, part) in [("ties", &of.links), ("trails", &of.trails), ("matches", &of.matches)] {
        lines.extend(part.iter().map(|part| format!("{name}: {}", count(part))));
    }
    lines.join("\n")
}

fn count(of: &Count) -> String {
    format!("{} gained, {} lost, {} kept", of.gained, of.lost, of.kept)
}

fn indicator(of: &IndicatorChange) -> Vec<String> {
    let bits = match (of.bits_before, of.bits_after) {
        (Some(before), Some(after)) if before != after => format!(", {before:.2} bits became {after:.2}"),
        _ => String::new(),
    };
    let mut lines = vec![format!("  {}: {}{bits}", of.indicator_id, count(&of.count))];
    for (sign, list) in [('+', &of.gained), ('-', &of.lost)] {
        lines.extend(list.iter().take(SHOWN).map(|subject| format!("    {sign} {subject}")));
        lines.extend(rest(list.len()));
    }
    lines
}

fn scores(lines: &mut Vec<String>, of: &ScoreChanges) {
    lines.push(format!("scores: {}; {} moved", count(&of.accounts), of.moved));
    lines.extend(of.bands.iter().map(|(bands, accounts)| format!("  {bands}: {accounts}")));
    // What changes a person's queue comes first.
    let mut order: Vec<&ScoreChange> = of.changes.iter().collect();
    order.sort_by_key(|change| !change.changes_band());
    let bits = |bits: Option<f64>| bits.map_or_else(|| "-".to_owned(), |bits| format!("{bits:.1}"));
    lines.extend(order.iter().take(SHOWN).map(|it| {
        let (before, after) = (bits(it.before), bits(it.after));
        format!("    {}  {before} ({}) became {after} ({})", it.account_id, it.band_before, it.band_after)
    }));
    lines.extend(rest(order.len()));
}

fn rings(lines: &mut Vec<String>, of: &RingChanges) {
    lines.push(format!("rings: {}; accounts in rings: {}", count(&of.rings), count(&of.accounts)));
    for (sign, list) in [('+', &of.gained), ('-', &of.lost)] {
        lines.extend(list.iter().take(SHOWN).map(|ring| format!("    {sign} {}", ring.join(" "))));
        lines.extend(rest(list.len()));
    }
}

fn rest(count: usize) -> Option<String> {
    (count > SHOWN).then(|| format!("    and {} more (`--format json` has all)", count - SHOWN))
}
