//! When somebody was born, as exactly as a list or an account tells it.

use std::fmt;

/// Years of birth outside of these are slips of the pen or of another calendar (chosen).
const YEARS: std::ops::RangeInclusive<i32> = 1850..=2100;
/// Months by their first three letters.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Words that say that a date is a guess.
const ABOUT: [&str; 5] = ["circa ", "approximately ", "approx. ", "approx ", "about "];

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Day {
    pub year: i32,
    pub month: u32,
    pub day: u32,
}

impl Day {
    fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let known = YEARS.contains(&year) && (1..=12).contains(&month) && (1..=length(year, month)).contains(&day);
        known.then_some(Self { year, month, day })
    }

    /// Days since some day long ago: only differences count.
    pub fn number(self) -> i32 {
        let (year, month) = if self.month < 3 { (self.year - 1, self.month + 9) } else { (self.year, self.month - 3) };
        // Of a year that begins in March, so that a leap day is its last.
        365 * year + year / 4 - year / 100 + year / 400 + (153 * month as i32 + 2) / 5 + self.day as i32
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn length(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A date of birth: a day, a month, a year or a range of them; perhaps only *about* then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Birth {
    pub(crate) first: Day,
    pub(crate) last: Day,
    pub(crate) about: bool,
}

impl Birth {
    /// Reads a date as lists write it: `1970-03-12`, `1970-03`, `1970`, `12 Mar 1970`, `March 1970`, `1970 to 1975`,
    /// `circa 1970`.
    pub fn read(text: &str) -> Option<Self> {
        let lower = text.trim().trim_end_matches('.').to_lowercase();
        // Some publishers write a time of day after the day.
        let lower = if lower.as_bytes().get(10) == Some(&b't') { lower.get(..10)? } else { lower.as_str() };
        let guessed = ABOUT.iter().find_map(|word| lower.strip_prefix(word));
        let plain = guessed.unwrap_or(lower).trim();
        let plain = plain.strip_prefix("between ").unwrap_or(plain);
        let ends = plain.split_once(" to ").or_else(|| plain.split_once(" and ")).or_else(|| years(plain));
        let (first, last) = match ends {
            Some((from, to)) => (span(from)?.0, span(to)?.1),
            None => span(plain)?,
        };
        (first <= last).then_some(Self { first, last, about: guessed.is_some() })
    }

    /// The same, only about then.
    pub(crate) fn about(self) -> Self {
        Self { about: true, ..self }
    }

    /// The day, if it is told.
    pub(crate) fn day(&self) -> Option<Day> {
        (self.first == self.last && !self.about).then_some(self.first)
    }

    /// The whole of its first and last year.
    pub(crate) fn in_years(self) -> Self {
        let first = Day { month: 1, day: 1, ..self.first };
        let last = Day { month: 12, day: 31, ..self.last };
        Self { first, last, about: self.about }
    }
}

impl fmt::Display for Birth {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { first, last, about } = *self;
        if about {
            out.write_str("about ")?;
        }
        if first == last {
            write!(out, "{first}")
        } else if *self != self.in_years() {
            let month = (first.year, first.month) == (last.year, last.month);
            let whole = first.day == 1 && last.day == length(last.year, last.month);
            if month && whole {
                write!(out, "{:04}-{:02}", first.year, first.month)
            } else {
                write!(out, "{first} to {last}")
            }
        } else if first.year == last.year {
            write!(out, "{:04}", first.year)
        } else {
            write!(out, "{:04} to {:04}", first.year, last.year)
        }
    }
}

/// `1970-1975`.
fn years(text: &str) -> Option<(&str, &str)> {
    let year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('-').map(|(from, to)| (from.trim(), to.trim())).filter(|(from, to)| year(from) && year(to))
}

/// The first and the last day of a day, a month or a year.
fn span(text: &str) -> Option<(Day, Day)> {
    let text = text.trim();
    let parts: Vec<&str> = if text.starts_with(|first: char| first.is_ascii_digit()) && text.contains('-') {
        text.split('-').collect()
    } else {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        words.reverse();
        words
    };
    let year = parts.first().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.get(1).map(|month| month_in(month)).unwrap_or(Some(0))?;
    let day = parts.get(2).map(|day| number(day)).unwrap_or(Some(0))?;
    match (parts.len(), month, day) {
        (1, ..) => Some((Day::new(year, 1, 1)?, Day::new(year, 12, 31)?)),
        (2, month, _) => Some((Day::new(year, month, 1)?, Day::new(year, month, length(year, month))?)),
        (3, month, day) => Day::new(year, month, day).map(|day| (day, day)),
        _ => None,
    }
}

/// A month by its number or its English name.
fn month_in(text: &str) -> Option<u32> {
    let name = text.trim_end_matches('.');
    let named = name.get(..3).and_then(|start| MONTHS.iter().position(|month| *month == start));
    match named {
        Some(at) if name.bytes().all(|byte| byte.is_ascii_alphabetic()) => u32::try_from(at + 1).ok(),
        _ => number(name),
    }
}

fn number(text: &str) -> Option<u32> {
    text.parse().ok().filter(|_| text.len() <= 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        Birth::read(text).map_or_else(|| "unread".to_owned(), |birth| birth.to_string())
    }

    #[test]
    fn dates_are_read_as_lists_write_them() {
        let same =
            ["1970-03-12", "12 Mar 1970", "12 March 1970.", "1970-03-12T00:00:00", "1970-3-12", " 12 mar. 1970 "];
        same.iter().for_each(|text| assert_eq!(told(text), "1970-03-12", "{text}"));
        ["1970-03", "Mar 1970", "March 1970"].iter().for_each(|text| assert_eq!(told(text), "1970-03", "{text}"));
        ["1970 to 1975", "1970-1975", "1970 - 1975", "between 1970 and 1975", "01 Jan 1970 to 31 Dec 1975"]
            .iter()
            .for_each(|text| assert_eq!(told(text), "1970 to 1975", "{text}"));
        assert_eq!(told("1970"), "1970");
        assert_eq!(told("circa 1970"), "about 1970");
        assert_eq!(told("circa 1970-1975"), "about 1970 to 1975");
        assert_eq!(told("circa 12 Mar 1970"), "about 1970-03-12");
        assert_eq!(told("Mar 1970 to Apr 1970"), "1970-03-01 to 1970-04-30");
    }

    #[test]
    fn what_is_no_date_is_none() {
        let wrong = [
            "",
            "-",
            "1970-",
            "1970-13-01",
            "1970-02-30",
            "0000-00-00",
            "12/03/1970",
            "45-50 years old",
            "1403-01-12",
            "Mar",
            "1975 to 1970",
            "12 Mar",
            "mé 1970",
            "1970-001-1",
            "1 2 3 1970",
            "+970",
        ];
        wrong.iter().for_each(|text| assert_eq!(told(text), "unread", "{text}"));
    }

    #[test]
    fn days_are_numbered_without_gaps() {
        let number = |text: &str| Birth::read(text).unwrap().first.number();
        assert_eq!(number("2000-03-01") - number("2000-02-28"), 2);
        assert_eq!(number("1900-03-01") - number("1900-02-28"), 1);
        assert_eq!(number("1971-01-01") - number("1970-12-31"), 1);
        assert_eq!(number("2000-01-01") - number("1970-01-01"), 10_957);
    }
}
