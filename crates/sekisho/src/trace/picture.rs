//! A walk as a picture: time across, one row for every payment account, a line for every transfer.

use std::fmt::Write;

use super::table::Line;
use crate::cli::TraceArgs;

const WIDTH: f64 = 960.0;
const NAMES: f64 = 220.0;
const ROW: f64 = 34.0;
const TOP: f64 = 40.0;
/// More rows than this cannot be read; the table has them all.
const MOST_LINES: usize = 400;

/// An SVG document.
pub fn picture(lines: &[Line], arguments: &TraceArgs) -> String {
    let shown = &lines[..lines.len().min(MOST_LINES)];
    let mut rows: Vec<&str> = Vec::new();
    for name in shown.iter().flat_map(|line| [line.from.as_str(), line.to.as_str()]) {
        if !rows.contains(&name) {
            rows.push(name);
        }
    }
    let (first, last) = (shown.first().map_or(0, |line| line.at), shown.last().map_or(0, |line| line.at));
    let x = |at: i64| NAMES + (WIDTH - NAMES - 30.0) * (at - first) as f64 / (last - first).max(1) as f64;
    let y = |name: &str| TOP + ROW * rows.iter().position(|row| *row == name).unwrap_or(0) as f64;
    let height = TOP + ROW * rows.len() as f64 + 20.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n<text x=\"12\" y=\"20\">{}</text>\n",
        escaped(&format!(
            "money {} from {}",
            if arguments.back { "traced back" } else { "traced forward" },
            arguments.from
        ))
    );
    for row in &rows {
        let at = y(row);
        let _ = writeln!(
            svg,
            "<text x=\"12\" y=\"{:.1}\">{}</text><path d=\"M{NAMES} {at:.1}H{}\" stroke=\"#ddd\"/>",
            at + 4.0,
            escaped(&cut(row)),
            WIDTH - 20.0
        );
    }
    for line in shown {
        let (at, from, to) = (x(line.at), y(&line.from), y(&line.to));
        let label = format!("{} {} → {}: {} {}", line.transfer_id, line.from, line.to, line.amount, line.rest);
        let _ = writeln!(
            svg,
            "<g stroke=\"#1f4e79\" fill=\"#1f4e79\"><path d=\"M{at:.1} {from:.1}V{to:.1}\" stroke-width=\"2\"/><circle cx=\"{at:.1}\" cy=\"{to:.1}\" r=\"4\"/><title>{}</title></g>",
            escaped(&label)
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn cut(name: &str) -> String {
    if name.chars().count() > 30 { name.chars().take(29).chain(['…']).collect() } else { name.to_owned() }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
