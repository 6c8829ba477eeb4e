//! The rows of `matches.csv`.

use std::collections::HashMap;

use indicatif::ProgressBar;
use sekisho_screen::{About, Answer, Asked, Birth, Clearances, Hit, Screen, Standing};

use super::aside;
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

/// What is asked at once: a value, what it is, and when its holder was born.
type Question<'a> = (&'a str, Asked, Option<Birth>);

/// Every match, and every match of a name that birth dates speak against; both sorted. The order of the rows and the
/// number of threads do not matter.
pub fn find(screen: &Screen, rows: &[Row], bar: &ProgressBar) -> (Vec<Match>, Vec<Match>) {
    fn question(row: &Row) -> Question<'_> {
        (&row.value, row.asked, row.born)
    }
    let mut questions: Vec<Question> = rows.iter().map(question).collect();
    questions.sort_unstable_by_key(|(value, asked, born)| (*value, *asked as u8, *born));
    questions.dedup();
    bar.set_length(questions.len() as u64);
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = questions.len().div_ceil(threads).max(1);
    let ask = |questions: &[Question]| -> Vec<Answer> {
        let asked = questions.iter().map(|(value, asked, born)| screen.answer(value, *asked, born.as_slice()));
        asked.inspect(|_| bar.inc(1)).collect()
    };
    let answers: Vec<Answer> = std::thread::scope(|scope| {
        let running: Vec<_> = questions.chunks(share).map(|part| scope.spawn(move || ask(part))).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    });
    let by_question: HashMap<Question, &Answer> = questions.into_iter().zip(&answers).collect();
    let mut found: (Vec<Match>, Vec<Match>) = Default::default();
    for row in rows {
        let Some(answer) = by_question.get(&question(row)) else { continue };
        found.0.extend(answer.hits.iter().filter_map(|hit| of(screen, row, hit)));
        found.1.extend(answer.set_aside.iter().filter_map(|hit| of(screen, row, hit)));
    }
    aside::keep_with_numbers(&mut found.0, &mut found.1);
    [&mut found.0, &mut found.1].into_iter().for_each(sort);
    found
}

fn sort(found: &mut Vec<Match>) {
    let key = |found: &Match| {
        let Match { account_id, field, value, list, entry_id, says, known, .. } = found.clone();
        (account_id, field, value, list, entry_id, says, known.payment)
    };
    found.sort_by_cached_key(key);
    found.dedup();
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

/// The file's text. Cells that a spreadsheet would take for a formula come from strangers; CSV readers need them as
/// they are.
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
