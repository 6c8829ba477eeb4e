//! A file of names, as people have them: from a spreadsheet, in any encoding, with columns in any order.

use std::collections::HashMap;
use std::path::Path;

use sekisho_screen::{Asked, Birth};

use super::asked::{BORN, Row, is_name};

/// Columns that are screened.
const SCREENED: [(&str, Asked); 4] =
    [("name", Asked::Name), ("document", Asked::Document), ("email", Asked::Email), ("wallet", Asked::Wallet)];
/// So many notes on rows are told (chosen); the rest is counted.
const MOST_NOTES: usize = 100;

/// The rows of a CSV file with a column `name`, and perhaps `id`, `kind`, `birth_date`, `document`, `email` and
/// `wallet`.
pub fn rows(file: &Path, notes: &mut Vec<String>) -> anyhow::Result<Vec<Row>> {
    let (text, wrong) = sekisho_screen::text_of(file)?;
    notes.extend(wrong);
    let shown = file.display().to_string();
    let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter(&text)).from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers()?.iter().map(|cell| cell.trim().to_lowercase()).collect();
    check(&shown, &header)?;
    let (mut rows, mut said, mut ids) = (Vec::new(), Vec::new(), HashMap::new());
    for (number, record) in (1u64..).zip(reader.records()) {
        let record = record?;
        let line = record.position().map_or(0, csv::Position::line);
        let mut note = |text: String| said.push(format!("{shown}:{line}: {text}"));
        if record.len() != header.len() {
            let (expected, found) = (header.len(), record.len());
            note(format!("expected {expected} cells, found {found}; what is there is screened"));
        }
        let cell = |name: &str| {
            let cell = header.iter().position(|cell| cell == name).and_then(|at| record.get(at));
            cell.unwrap_or_default().trim().to_owned()
        };
        let date = cell(BORN);
        let born = Birth::read(&date);
        if born.is_none() && !date.is_empty() {
            note(format!(
                "birth date `{date}` is not understood (YYYY-MM-DD, YYYY-MM or YYYY is); screened without it"
            ));
        }
        let id = Some(cell("id")).filter(|id| !id.is_empty()).unwrap_or_else(|| number.to_string());
        if let Some(before) = ids.insert(id.clone(), line) {
            note(format!("id `{id}` also stands in line {before}; matches of both are told under one id"));
        }
        let kind = cell("kind").to_lowercase();
        if !matches!(kind.as_str(), "" | "person" | "organisation") {
            note(format!("kind `{kind}` is not known (person and organisation are); held against both"));
        }
        rows.extend(asked(&id, born, &kind, cell));
    }
    let more = said.len().saturating_sub(MOST_NOTES);
    notes.extend(said.into_iter().take(MOST_NOTES));
    notes.extend((more > 0).then(|| format!("{shown}: {more} more such lines")));
    Ok(rows)
}

/// What one row asks.
fn asked(id: &str, born: Option<Birth>, kind: &str, cell: impl Fn(&str) -> String) -> impl Iterator<Item = Row> {
    SCREENED.into_iter().filter_map(move |(name, asked)| {
        let asked = match (asked, kind) {
            (Asked::Name, "person") => Asked::Person,
            (Asked::Name, "organisation") => Asked::Organisation,
            (asked, _) => asked,
        };
        let value = Some(cell(name)).filter(|value| !value.is_empty())?;
        let born = born.filter(|_| is_name(asked));
        Some(Row { account_id: id.to_owned(), field: name.to_owned(), value, asked, born, payment: None })
    })
}

/// Spreadsheets part cells by semicolons or tabs where the comma is taken by numbers.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |sign: char| header.matches(sign).count();
    [(';', b';'), ('\t', b'\t')].into_iter().find(|(sign, _)| count(*sign) > count(',')).map_or(b',', |(_, byte)| byte)
}

/// There must be something to screen.
fn check(shown: &str, header: &[String]) -> anyhow::Result<()> {
    if header.iter().all(String::is_empty) {
        anyhow::bail!(
            "failed to read `{shown}`: the file is empty\nhint: its first line names the columns, `name` at least"
        );
    }
    if SCREENED.iter().any(|(name, _)| header.iter().any(|cell| cell == name)) {
        return Ok(());
    }
    let found = header.iter().map(|cell| format!("`{}`", crate::print::plain(cell))).collect::<Vec<_>>().join(", ");
    anyhow::bail!(
        "failed to read `{shown}`: there is no column `name`; its columns are {found}\nhint: name, document, email and wallet are screened; id, kind and birth_date may stand beside them"
    )
}
