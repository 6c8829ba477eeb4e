//! The rows of `matches.csv`.

use std::collections::HashMap;

use sekisho_screen::{About, Asked, Clearances, Hit, Screen, Standing};

use super::asked::{Payment, Row};

/// One watch-list match.
#[derive(Clone, Debug, PartialEq)]
pub struct Match {
    pub account_id: String,
    pub field: String,
    pub value: String,
    pub list: String,
    pub entry_id: String,
    pub entry_name: String,
    pub score: f64,
    pub says: String,
    pub entry_version: String,
    /// What is not in the file: sentences ask for it.
    pub known: Known,
}

/// What the match is about, beside the contract's columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Known {
    pub asked: Asked,
    pub payment: Option<Payment>,
    pub about: &'static str,
    pub programme: String,
    pub wanted: bool,
}

/// Every match, sorted; the order of the rows and the number of threads do not matter.
pub fn find(screen: &Screen, rows: &[Row]) -> Vec<Match> {
    let mut values: Vec<(&str, u8, Asked)> =
        rows.iter().map(|row| (row.value.as_str(), row.asked as u8, row.asked)).collect();
    values.sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    values.dedup_by(|a, b| (a.0, a.1) == (b.0, b.1));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = values.len().div_ceil(threads).max(1);
    let ask = |values: &[(&str, u8, Asked)]| -> Vec<Vec<Hit>> {
        values.iter().map(|(value, _, asked)| screen.ask(value, *asked)).collect()
    };
    let hits: Vec<Vec<Hit>> = std::thread::scope(|scope| {
        let running: Vec<_> = values.chunks(share).map(|part| scope.spawn(move || ask(part))).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let by_value: HashMap<(&str, u8), &Vec<Hit>> =
        values.iter().map(|(value, kind, _)| (*value, *kind)).zip(&hits).collect();
    let mut found: Vec<Match> = Vec::new();
    for row in rows {
        let hits = by_value.get(&(row.value.as_str(), row.asked as u8));
        found.extend(hits.into_iter().flat_map(|hits| hits.iter()).filter_map(|hit| of(screen, row, hit)));
    }
    let key = |found: &Match| {
        let Match { account_id, field, value, list, entry_id, says, known, .. } = found.clone();
        (account_id, field, value, list, entry_id, says, known.payment)
    };
    found.sort_by_cached_key(key);
    found.dedup();
    found
}

fn of(screen: &Screen, row: &Row, hit: &Hit) -> Option<Match> {
    let entry = screen.entry(hit)?;
    let list = screen.lists.lists.get(entry.list)?;
    Some(Match {
        account_id: row.account_id.clone(),
        field: row.field.clone(),
        value: row.value.clone(),
        list: list.name.clone(),
        entry_id: entry.id.clone(),
        entry_name: entry.name().to_owned(),
        score: hit.score,
        says: hit.says.clone(),
        entry_version: entry.version(),
        known: Known {
            asked: row.asked,
            payment: row.payment.clone(),
            about: match entry.about {
                _ if entry.names.is_empty() => "wallet",
                About::Person => "person",
                About::Organisation => "organisation",
            },
            programme: entry.programme.clone(),
            wanted: entry.wanted,
        },
    })
}

/// Takes out what is cleared and says so; a match whose entry has changed stays, and says that too.
pub fn clear(found: &mut Vec<Match>, clearances: &Clearances, today: &str, notes: &mut Vec<String>) -> usize {
    let before = found.len();
    found.retain_mut(|found| {
        let of = [&found.account_id, &found.field, &found.value, &found.list, &found.entry_id].map(String::as_str);
        match clearances.standing(of, &found.entry_version, today) {
            Standing::Open => true,
            Standing::Cleared(said) => {
                notes.push(format!(
                    "{} {} against {} {}: {said}",
                    found.account_id, found.value, found.list, found.entry_id
                ));
                false
            }
            Standing::AskAgain(said) => {
                found.says = format!("{}; {said}", found.says);
                true
            }
        }
    });
    before - found.len()
}

/// Columns of `matches.csv`.
const HEADER: [&str; 9] =
    ["account_id", "field", "value", "list", "entry_id", "entry_name", "score", "says", "entry_version"];

/// The file's text. Cells that a spreadsheet would take for a formula come from strangers; CSV readers need them as they are.
pub fn csv(found: &[Match]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(HEADER);
    lines(found).iter().for_each(|cells| _ = writer.write_record(cells));
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The lines of the file: a value that stands on several payment accounts of one account is one line.
pub fn lines(found: &[Match]) -> Vec<[String; 9]> {
    let mut lines: Vec<[String; 9]> = found.iter().map(cells).collect();
    lines.dedup();
    lines
}

fn cells(of: &Match) -> [String; 9] {
    let score = format!("{:.4}", of.score);
    [&of.account_id, &of.field, &of.value, &of.list, &of.entry_id, &of.entry_name, &score, &of.says, &of.entry_version]
        .map(String::clone)
}
