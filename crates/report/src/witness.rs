//! The records a finding rests on, as small tables.

use maud::{Markup, html};

use crate::limits::{Depth, ID_CHARS, cut};
use crate::model::{Finding, WitnessRow};
use crate::words::{self, both, count};

/// Longer values may break into lines.
const LONG_CHARS: usize = 36;

/// All shown rows of a finding, table by table; open when there are no more than `open_rows`.
pub fn witnesses(finding: &Finding, depth: &Depth, open_rows: usize) -> Markup {
    let rows = finding.rows.get(..finding.rows.len().min(depth.rows)).unwrap_or_default();
    let body = html! { @for (table, rows) in by_table(rows) { (one(table, &rows, depth)) } };
    html! {
        @if rows.is_empty() {
            @if finding.rows_total > 0 { p.rests { (words::RESTS_ON) " " (tally(finding, 0)) } }
        } @else {
            details.rests open[rows.len() <= open_rows] {
                summary { (words::RESTS_ON) " " (tally(finding, rows.len())) }
                (body)
            }
        }
    }
}

fn tally(finding: &Finding, shown: usize) -> Markup {
    let total = finding.rows_total.max(shown as u64);
    let (shown_text, total_text) = (count(shown as u64), count(total));
    html! {
        span.tally {
            @if total > shown as u64 {
                (both(html! { (shown_text) " of " (total_text) " records" }, html! { (total_text) " 件中 " (shown_text) " 件" }))
            } @else { (both(html! { (total_text) @if total == 1 { " record" } @else { " records" } }, html! { (total_text) " 件" })) }
            @if !finding.complete { " · " (words::INCOMPLETE) }
        }
    }
}

/// Rows of the same table together, in the order the tables first appear.
fn by_table(rows: &[WitnessRow]) -> Vec<(&str, Vec<&WitnessRow>)> {
    let mut tables: Vec<(&str, Vec<&WitnessRow>)> = Vec::new();
    for row in rows {
        match tables.iter_mut().find(|(table, _)| *table == row.table) {
            Some((_, rows)) => rows.push(row),
            None => tables.push((&row.table, vec![row])),
        }
    }
    tables
}

fn one(table: &str, rows: &[&WitnessRow], depth: &Depth) -> Markup {
    let mut columns: Vec<&str> = Vec::new();
    for name in rows.iter().flat_map(|row| &row.cells).map(|(name, _)| name.as_str()) {
        if columns.len() < depth.cells && !columns.contains(&name) {
            columns.push(name);
        }
    }
    html! {
        div.scroll {
            table.rows {
                caption { (cut(table, ID_CHARS)) }
                thead { tr { @for name in &columns { th scope="col" { (cut(name, ID_CHARS)) } } } }
                tbody { @for row in rows { tr { @for name in &columns { (cell(row, name, depth)) } } } }
            }
        }
    }
}

fn cell(row: &WitnessRow, column: &str, depth: &Depth) -> Markup {
    let value = row.cells.iter().find(|(name, _)| name == column).map(|(_, value)| value.as_str());
    let value = cut(value.unwrap_or_default(), depth.chars);
    html! { td.long[value.chars().count() > LONG_CHARS] { (value) } }
}
