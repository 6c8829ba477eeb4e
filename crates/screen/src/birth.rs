//! When somebody was born, as exactly as a list or an account tells it.

use std::fmt;

use jiff::civil::{Date, date};

/// Years of birth outside of these are slips of the pen or of another calendar (chosen).
const YEARS: std::ops::RangeInclusive<i16> = 1850..=2100;
/// Months by their first three letters.
const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
/// Words that say that a date is a guess.
const ABOUT: [&str; 5] = ["circa ", "approximately ", "approx. ", "approx ", "about "];

/// A day, if its year can be one of birth.
fn day(year: i16, month: i8, day: i8) -> Option<Date> {
    Date::new(year, month, day).ok().filter(|date| YEARS.contains(&date.year()))
}

/// A date of birth: a day, a month, a year or a range of them; perhaps only *about* then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Birth {
    pub(crate) first: Date,
    pub(crate) last: Date,
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
    pub(crate) fn day(&self) -> Option<Date> {
        (self.first == self.last && !self.about).then_some(self.first)
    }

    /// The whole of its first and last year.
    pub(crate) fn in_years(self) -> Self {
        let (first, last) = (date(self.first.year(), 1, 1), date(self.last.year(), 12, 31));
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
            let month = first.first_of_month() == last.first_of_month();
            let whole = first == first.first_of_month() && last == last.last_of_month();
            if month && whole { write!(out, "{}", first.strftime("%Y-%m")) } else { write!(out, "{first} to {last}") }
        } else if first.year() == last.year() {
            write!(out, "{:04}", first.year())
        } else {
            write!(out, "{:04} to {:04}", first.year(), last.year())
        }
    }
}

/// `1970-1975`.
fn years(text: &str) -> Option<(&str, &str)> {
    let year = |text: &str| text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('-').map(|(from, to)| (from.trim(), to.trim())).filter(|(from, to)| year(from) && year(to))
}

/// The first and the last day of a day, a month or a year.
fn span(text: &str) -> Option<(Date, Date)> {
    let text = text.trim();
    let parts: Vec<&str> = if text.starts_with(|first: char| first.is_ascii_digit()) && text.contains('-') {
        text.split('-').collect()
    } else {
        let mut words: Vec<&str> = text.split_whitespace().collect();
        words.reverse();
        words
    };
    let year = parts.first().filter(|year| year.len() == 4)?.parse().ok()?;
    let month = parts.get(1).map(|month| month_in(month));
    let of_month = parts.get(2).map(|day| number(day));
    match (parts.len(), month, of_month) {
        (1, ..) => Some((day(year, 1, 1)?, day(year, 12, 31)?)),
        (2, Some(month), _) => day(year, month?, 1).map(|first| (first, first.last_of_month())),
        (3, Some(month), Some(of_month)) => day(year, month?, of_month?).map(|day| (day, day)),
        _ => None,
    }
}

/// A month by its number or its English name.
fn month_in(text: &str) -> Option<i8> {
    let name = text.trim_end_matches('.');
    let named = name.get(..3).and_then(|start| MONTHS.iter().position(|month| *month == start));
    match named {
        Some(at) if name.bytes().all(|byte| byte.is_ascii_alphabetic()) => i8::try_from(at + 1).ok(),
        _ => number(name),
    }
}

fn number(text: &str) -> Option<i8> {
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
        let first = |text: &str| Birth::read(text).unwrap().first;
        let days = |from: &str, to: &str| (first(to) - first(from)).get_days();
        assert_eq!(days("2000-02-28", "2000-03-01"), 2);
        assert_eq!(days("1900-02-28", "1900-03-01"), 1);
        assert_eq!(days("1970-12-31", "1971-01-01"), 1);
        assert_eq!(days("1970-01-01", "2000-01-01"), 10_957);
    }
}
