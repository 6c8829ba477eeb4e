//! Times: the simulated window, local clocks, and how dates are spelt.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::Error;

/// Seconds of a minute.
pub const MINUTE: i64 = 60;
/// Seconds of an hour.
pub const HOUR: i64 = 3_600;
/// Seconds of a day.
pub const DAY: i64 = 86_400;
/// Monday 2026-01-05: every invented window begins here, so that equal plans give equal bytes.
pub const START: i64 = 1_767_571_200;
/// Days before the window from which accounts may date.
pub const HISTORY_DAYS: i64 = 6 * 365;

/// A local clock: where its offset from UTC changes, in time order.
pub struct Clock {
    changes: Vec<(i64, i32)>,
}

impl Clock {
    /// The clock of an IANA zone, exact from the first account's opening to the end of the window.
    pub fn new(name: &'static str, end: i64) -> Result<Self, Error> {
        let zone = TimeZone::get(name).map_err(|source| Error::Zone { name, source })?;
        let first = START - HISTORY_DAYS * DAY;
        let begin = Timestamp::from_second(first).map_err(|source| Error::Zone { name, source })?;
        let mut changes = vec![(i64::MIN, zone.to_offset(begin).seconds() / 60)];
        for change in zone.following(begin) {
            if change.timestamp().as_second() > end + 30 * DAY {
                break;
            }
            changes.push((change.timestamp().as_second(), change.offset().seconds() / 60));
        }
        Ok(Self { changes })
    }

    /// Minutes east of UTC at a time.
    pub fn offset_minutes(&self, at: i64) -> i32 {
        self.changes.iter().rev().find(|(from, _)| *from <= at).map_or(0, |(_, minutes)| *minutes)
    }

    /// The time at which the local clock shows `hour` on the day that begins at `midnight` UTC.
    pub fn at_local_hour(&self, midnight: i64, hour: f64) -> i64 {
        midnight + (hour * HOUR as f64) as i64 - i64::from(self.offset_minutes(midnight + DAY / 2)) * MINUTE
    }

    /// The hour of the local day, 0 to 24.
    pub fn local_hour(&self, at: i64) -> f64 {
        (at + i64::from(self.offset_minutes(at)) * MINUTE).rem_euclid(DAY) as f64 / HOUR as f64
    }
}

/// Year, month and day of a date that is counted in days since 1970.
pub fn year_month_day(days: i32) -> (i32, u32, u32) {
    // Counting years from March puts the leap day last, which makes the months regular.
    let shifted = i64::from(days) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month + 2) / 5 + 1) as u32;
    let month = if month < 10 { month + 3 } else { month - 9 } as u32;
    let year = (era * 400 + year_of_era) as i32 + i32::from(month <= 2);
    (year, month, day)
}

/// The date of a time, in days since 1970.
pub fn date_of(at: i64) -> i32 {
    at.div_euclid(DAY) as i32
}

/// A date as `2026-01-05`.
pub fn date_text(days: i32) -> String {
    let (year, month, day) = year_month_day(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// A time as `2026-01-05T00:00:00Z`.
pub fn time_text(at: i64) -> String {
    let rest = at.rem_euclid(DAY);
    format!("{}T{:02}:{:02}:{:02}Z", date_text(date_of(at)), rest / HOUR, rest % HOUR / MINUTE, rest % MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spells_dates_and_times() {
        assert_eq!(time_text(START), "2026-01-05T00:00:00Z");
        assert_eq!(date_text(0), "1970-01-01");
        assert_eq!(date_text(11_016), "2000-02-29");
        assert_eq!(date_text(-1), "1969-12-31");
    }

    #[test]
    fn clocks_know_summer_time() {
        let clock = Clock::new("America/New_York", START + 90 * DAY).unwrap();
        assert_eq!(clock.offset_minutes(START), -300);
        assert_eq!(clock.offset_minutes(START + 80 * DAY), -240);
        assert!((clock.local_hour(clock.at_local_hour(START, 9.5)) - 9.5).abs() < 0.01);
    }
}
