//! Matches that somebody has looked at and found to be another person: remembered with who, why and until when.

use std::collections::HashMap;
use std::path::Path;

use crate::error::ScreenError;
use crate::notes::Notes;

/// What a file of clearances holds for one match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clearance {
    /// The version of the entry that was looked at.
    pub entry_version: String,
    /// Who cleared the match.
    pub who: String,
    /// Why.
    pub why: String,
    /// The last day on which it holds, as `YYYY-MM-DD`.
    pub until: String,
}

/// How a match stands to the clearances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has cleared it.
    Open,
    /// It is cleared, and holds still.
    Cleared(String),
    /// It was cleared, and must be looked at again: the reason.
    AskAgain(String),
}

/// Clearances by account, field, value, list and entry.
#[derive(Debug, Default)]
pub struct Clearances {
    known: HashMap<[String; 5], Vec<Clearance>>,
    /// Rows that could not be used, with their place.
    pub notes: Vec<String>,
}

const COLUMNS: [&str; 9] = ["account_id", "field", "value", "list", "entry_id", "entry_version", "who", "why", "until"];

impl Clearances {
    /// Reads a CSV file with the columns account_id, field, value, list, entry_id and entry_version as `matches.csv` has them, and who, why,
    /// until.
    ///
    /// # Errors
    /// When the file cannot be read or lacks a column.
    pub fn open(file: &Path) -> Result<Self, ScreenError> {
        let bytes = std::fs::read(file).map_err(|source| ScreenError::File { file: file.to_owned(), source })?;
        let text = String::from_utf8_lossy(&bytes);
        let mut reader =
            csv::ReaderBuilder::new().flexible(true).from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        let header = reader.headers().cloned().unwrap_or_default();
        let mut places = [0; 9];
        for (place, column) in places.iter_mut().zip(COLUMNS) {
            let missing = || ScreenError::Column { file: file.to_owned(), column, columns: COLUMNS.join(", ") };
            *place = header.iter().position(|cell| cell.trim() == column).ok_or_else(missing)?;
        }
        let mut clearances = Self::default();
        let mut notes = Notes::new(&file.display().to_string());
        for row in reader.records().flatten() {
            let line = row.position().map_or(0, csv::Position::line);
            let [account, field, value, list, entry, entry_version, who, why, until] =
                places.map(|at| row.get(at).unwrap_or_default().trim().to_owned());
            // A clearance nobody stands for, without a reason or an end, is none.
            if [&entry, &entry_version, &who, &why].iter().any(|cell| cell.is_empty()) || !is_day(&until) {
                let line = usize::try_from(line).unwrap_or(usize::MAX);
                notes.add(line, "clearance left out: who, why, entry_version and until (YYYY-MM-DD) are needed");
                continue;
            }
            let list = without_day(&list);
            let known = clearances.known.entry([account, field, value, list, entry]).or_default();
            known.push(Clearance { entry_version, who, why, until });
        }
        clearances.notes = notes.told().collect();
        Ok(clearances)
    }

    /// How a match stands on a day (`YYYY-MM-DD`).
    pub fn standing(&self, of: [&str; 5], version: &str, today: &str) -> Standing {
        let [account, field, value, list, entry] = of;
        let key = [account.to_owned(), field.to_owned(), value.to_owned(), without_day(list), entry.to_owned()];
        let Some(known) = self.known.get(&key) else { return Standing::Open };
        if let Some(holds) = known.iter().find(|known| known.entry_version == version && known.until.as_str() >= today)
        {
            return Standing::Cleared(format!("cleared by {} until {}: {}", holds.who, holds.until, holds.why));
        }
        let Some(last) = known.iter().max_by(|a, b| a.until.cmp(&b.until)) else { return Standing::Open };
        let reason = if last.entry_version == version {
            format!("that ended on {}", last.until)
        } else {
            "the entry has changed since".to_owned()
        };
        Standing::AskAgain(format!("cleared by {} ({}), but {reason}", last.who, last.why))
    }
}

/// A list goes on under a new file name with another day in it.
fn without_day(list: &str) -> String {
    let shape = |window: &[u8]| {
        window
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() })
    };
    match list.as_bytes().windows(10).position(shape) {
        Some(at) => format!("{}{}", list.get(..at).unwrap_or_default(), list.get(at + 10..).unwrap_or_default()),
        None => list.to_owned(),
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &str) -> Clearances {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clearances.csv");
        std::fs::write(&file, format!("{}\n{rows}", COLUMNS.join(","))).unwrap();
        Clearances::open(&file).unwrap()
    }

    #[test]
    fn a_changed_entry_asks_again() {
        let known = of("a1,legal_name,Jane Doe,sdn-2024-05-03.csv,7,v1,Mio,other birth date,2026-12-31\n");
        let ask = |version, today| {
            known.standing(["a1", "legal_name", "Jane Doe", "sdn-2026-01-01.csv", "7"], version, today)
        };
        assert!(matches!(ask("v1", "2026-12-31"), Standing::Cleared(_)));
        assert!(matches!(ask("v1", "2027-01-01"), Standing::AskAgain(_)));
        assert!(matches!(ask("v2", "2026-06-01"), Standing::AskAgain(reason) if reason.contains("changed")));
        assert_eq!(
            known.standing(["a2", "legal_name", "Jane Doe", "sdn.csv", "7"], "v1", "2026-06-01"),
            Standing::Open
        );
    }

    #[test]
    fn a_clearance_needs_a_name_a_reason_and_an_end() {
        let known = of("a1,legal_name,J,sdn.csv,7,v1,,why,2026-12-31\na1,legal_name,J,sdn.csv,7,v1,Mio,why,soon\n");
        assert_eq!(known.notes.len(), 2);
        assert_eq!(known.standing(["a1", "legal_name", "J", "sdn.csv", "7"], "v1", "2026-01-01"), Standing::Open);
    }
}
