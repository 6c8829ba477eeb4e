//! Rates of exchange by date, from a file that the operator supplies.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::code::Code;
use crate::flow::DAY;
use crate::ledger::Transfer;
use crate::words::digits;

/// A rate holds until the next one, but not longer than this: weekends and holidays, not years.
const HOLDS: i64 = 14;

/// How many units of a currency one unit of the base is, by day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rates {
    base: Code,
    by_currency: BTreeMap<Code, BTreeMap<i64, f64>>,
}

/// What is wrong with a file of rates.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum RateError {
    /// The first line.
    #[error("line 1: expected the header `date,base,currency,rate`")]
    Header,
    /// A row.
    #[error("line {line}: expected `YYYY-MM-DD,EUR,JPY,161.25`, found `{found}`")]
    Row {
        /// Its line.
        line: usize,
        /// What it says.
        found: String,
    },
    /// Two bases.
    #[error("line {line}: all rows must have one base currency")]
    Base {
        /// The line of the second one.
        line: usize,
    },
}

impl Rates {
    /// Reads `date,base,currency,rate`: on that day one unit of `base` was worth `rate` units of `currency`, as central
    /// banks publish it.
    ///
    /// # Errors
    /// With the line that is wrong.
    pub fn parse(text: &str) -> Result<Self, RateError> {
        let mut lines = (1..).zip(text.lines());
        if lines.next().map(|(_, header)| header.trim()) != Some("date,base,currency,rate") {
            return Err(RateError::Header);
        }
        let mut rates = Self::default();
        for (line, row) in lines.filter(|(_, row)| !row.trim().is_empty()) {
            let (day, base, currency, rate) =
                read(row).ok_or_else(|| RateError::Row { line, found: row.chars().take(80).collect() })?;
            if rates.base.is_known() && rates.base != base {
                return Err(RateError::Base { line });
            }
            rates.base = base;
            rates.by_currency.entry(currency).or_default().insert(day, rate);
        }
        Ok(rates)
    }

    /// Turns amounts into the base currency; returns how many transfers have no rate and stay as they are.
    pub fn apply(&self, transfers: &mut [Transfer]) -> u64 {
        let mut without = 0;
        for one in transfers.iter_mut().filter(|one| one.currency != self.base) {
            match self.in_base(one) {
                Some(amount) => (one.amount, one.currency) = (amount, self.base),
                None => without += 1,
            }
        }
        without
    }

    fn in_base(&self, one: &Transfer) -> Option<i64> {
        let day = one.at.div_euclid(DAY);
        let (known, rate) = self.by_currency.get(&one.currency)?.range(..=day).next_back()?;
        let scale = 10f64.powi(digits(self.base) as i32 - digits(one.currency) as i32);
        (day - known <= HOLDS).then(|| (one.amount as f64 / rate * scale).round() as i64)
    }
}

fn read(row: &str) -> Option<(i64, Code, Code, f64)> {
    let mut cells = row.split(',').map(str::trim);
    let (date, base, currency, rate) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let date: Date = date.parse().ok()?;
    let day = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second().div_euclid(86_400);
    let rate: f64 = rate.parse().ok()?;
    let is_code = |text: &str| text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    (is_code(base) && is_code(currency) && rate.is_finite() && rate > 0.0 && cells.next().is_none())
        .then(|| (day, Code::new(base), Code::new(currency), rate))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{NONE, TransferKind};

    const FILE: &str = "date,base,currency,rate\n2025-03-03,EUR,JPY,160\n2025-03-03,EUR,USD,1.25\n";

    fn paid(day: i64, amount: i64, currency: &str) -> Transfer {
        let (from, to, kind) = (NONE, 0, TransferKind::Payout);
        let (currency, country) = (Code::new(currency), Code::NONE);
        Transfer { key: 1, at: day * DAY, amount, from, to, row: 0, currency, country, kind }
    }

    #[test]
    fn amounts_come_into_the_base_currency() {
        let rates = Rates::parse(FILE).unwrap();
        // 2025-03-04 is day 20,151.
        let mut rows =
            [paid(20_151, 16_000, "JPY"), paid(20_151, 125, "USD"), paid(20_151, 5, "GBP"), paid(20_000, 5, "USD")];
        assert_eq!(rates.apply(&mut rows), 2);
        assert_eq!(rows.map(|row| row.amount), [10_000, 100, 5, 5]);
        assert_eq!(rows[0].currency, Code::new("EUR"));
    }

    #[test]
    fn slips_are_told_with_their_line() {
        assert_eq!(Rates::parse("date,rate\n"), Err(RateError::Header));
        assert!(matches!(Rates::parse(&format!("{FILE}2025-03-04,EUR,JPY,0\n")), Err(RateError::Row { line: 4, .. })));
        assert_eq!(Rates::parse(&format!("{FILE}2025-03-04,USD,JPY,1\n")), Err(RateError::Base { line: 4 }));
    }
}
