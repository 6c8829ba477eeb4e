//! What was read: the facts every judgement starts from.

use maud::{Markup, html};

use crate::limits::{ID_CHARS, SCANNED_LINES, SENTENCE_CHARS, cut};
use crate::model::{Scanned, TableCount};
use crate::words::{self, count, days};

/// Key figures, and the tables behind a fold.
pub fn scanned(scanned: &Scanned) -> Markup {
    let rows: u64 = scanned.tables.iter().fold(0, |sum, table| sum.saturating_add(table.rows));
    html! {
        dl.facts {
            div { dt { (words::PERIOD) } dd { (days(scanned.first_at, scanned.last_at)) } }
            div { dt { (words::ACCOUNTS) } dd { (count(scanned.accounts)) } }
            div { dt { (words::RECORDS) } dd { (count(rows)) } }
            div { dt { (words::INDICATORS) } dd { (count(u64::from(scanned.indicators))) } }
        }
        @if !scanned.notes.is_empty() {
            ul.remarks { @for note in scanned.notes.iter().take(SCANNED_LINES) { li { (cut(note, SENTENCE_CHARS)) } } }
        }
        @if !scanned.tables.is_empty() {
            details.fold {
                summary { (words::READ_TITLE) }
                div.scroll { (tables(&scanned.tables)) }
            }
        }
    }
}

fn tables(tables: &[TableCount]) -> Markup {
    html! {
        table.numbers {
            thead { tr {
                th scope="col" { (words::TABLE) } th scope="col" { (words::ROWS) }
                th scope="col" { (words::REJECTED) } th scope="col" { (words::DUPLICATES) }
            } }
            tbody { @for table in tables.iter().take(SCANNED_LINES) {
                tr {
                    th scope="row" { (cut(&table.name, ID_CHARS)) }
                    td { (count(table.rows)) }
                    td.some[table.rejected > 0] { (count(table.rejected)) }
                    td { (count(table.duplicates)) }
                }
            } }
        }
    }
}
