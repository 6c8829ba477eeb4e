//! Whether the rows that are broken on purpose were found.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::truth::PlantedReject;
use crate::written::RejectRow;

/// Rejected rows against broken ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct RejectFigures {
    /// Rows in `rejected.jsonl`.
    pub written: u64,
    /// Broken rows that were rejected; `None` when the truth does not list broken rows.
    pub found: Option<u64>,
    /// Broken rows that were not.
    pub missed: Option<u64>,
    /// Rejected rows that are not broken.
    pub extra: Option<u64>,
}

/// Rows by file and line.
type Places<'a> = BTreeSet<(&'a str, u64)>;

/// Compares by file and line.
pub fn rejected(planted: Option<&[PlantedReject]>, written: &[RejectRow]) -> RejectFigures {
    let said: Places<'_> = written.iter().filter_map(|row| Some((row.file.as_str(), row.line?))).collect();
    let broken: Option<Places<'_>> = planted.map(|rows| rows.iter().map(|row| (row.file.as_str(), row.line)).collect());
    let count = |of: fn(&Places<'_>, &Places<'_>) -> usize| broken.as_ref().map(|broken| of(broken, &said) as u64);
    RejectFigures {
        written: written.len() as u64,
        found: count(|broken, said| broken.intersection(said).count()),
        missed: count(|broken, said| broken.difference(said).count()),
        extra: count(|broken, said| said.difference(broken).count()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_apart_by_file_and_line() {
        let planted = [("a.csv", 3), ("a.csv", 4), ("b.csv", 3)];
        let planted = planted.map(|(file, line)| PlantedReject { file: file.to_owned(), line });
        let said =
            [("a.csv", 3), ("b.csv", 9)].map(|(file, line)| RejectRow { file: file.to_owned(), line: Some(line) });
        let figures = rejected(Some(&planted), &said);
        assert_eq!((figures.found, figures.missed, figures.extra), (Some(1), Some(2), Some(1)));
        assert_eq!(rejected(None, &said).found, None);
    }
}
