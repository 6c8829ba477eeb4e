//! Local time by IANA zone, made for being asked millions of times.
//!
//! The rules are those of the zone database that `jiff` bundles, so every machine gives the same answer. A zone's
//! changes of offset between 1970 and 2100, the times a dataset may hold, are listed when it is first asked for.

use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;
use sekisho_schema::Word;

/// 1970-01-01 and 2100-01-01 in seconds, the limits of `sekisho_schema::word::time_in_range`.
const FIRST_SECOND: i64 = 0;
const LAST_SECOND: i64 = 4_102_444_800;

/// The clocks of all zones. One value serves all threads.
pub struct Clock {
    database: TimeZoneDatabase,
    /// Sorted by the fingerprint of the name.
    zones: Vec<Named>,
}

struct Named {
    fingerprint: Word,
    name: String,
    zone: OnceLock<Option<Zone>>,
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock {
    /// Knows the names of all zones, and the rules of none yet.
    pub fn new() -> Self {
        let database = TimeZoneDatabase::bundled();
        let named = |name: &str| Named {
            fingerprint: Word::fingerprint(name.as_bytes()),
            name: name.to_owned(),
            zone: OnceLock::new(),
        };
        let mut zones: Vec<Named> = database.available().map(|name| named(name.as_str())).collect();
        zones.sort_unstable_by_key(|zone| zone.fingerprint);
        Self { database, zones }
    }

    /// The zone whose IANA name, spelt as in the database, has this fingerprint. Hold it while going through the rows
    /// of one account.
    #[inline]
    pub fn zone(&self, zone: Word) -> Option<&Zone> {
        let at = self.zones.binary_search_by_key(&zone, |named| named.fingerprint).ok()?;
        let named = &self.zones[at];
        named.zone.get_or_init(|| Zone::read(&self.database, &named.name)).as_ref()
    }

    /// The IANA name with this fingerprint.
    pub fn name_of(&self, zone: Word) -> Option<&str> {
        let at = self.zones.binary_search_by_key(&zone, |named| named.fingerprint).ok()?;
        Some(&self.zones[at].name)
    }

    /// Minutes since 1970-01-01 00:00 on the wall clock of a zone, rounded down; none for an unknown zone and for
    /// times outside the years 1970 to 2099.
    #[inline]
    pub fn local_minutes(&self, zone: Word, at_micros: i64) -> Option<i64> {
        self.zone(zone)?.local_minutes(at_micros)
    }
}

/// What one zone adds to UTC, and since when.
pub struct Zone {
    /// Seconds since 1970, rising, the first one 0.
    since: Vec<i64>,
    /// Seconds added; a few offsets of the 1970s are no whole minutes.
    added: Vec<i64>,
}

impl Zone {
    fn read(database: &TimeZoneDatabase, name: &str) -> Option<Self> {
        let rules = database.get(name).ok()?;
        let begin = Timestamp::from_second(FIRST_SECOND).ok()?;
        let mut zone = Self { since: vec![FIRST_SECOND], added: vec![rules.to_offset(begin).seconds().into()] };
        for change in rules.following(begin) {
            let (second, added) = (change.timestamp().as_second(), i64::from(change.offset().seconds()));
            if second > LAST_SECOND {
                break;
            }
            // Some changes are of the name alone.
            if zone.added.last() != Some(&added) {
                zone.since.push(second);
                zone.added.push(added);
            }
        }
        Some(zone)
    }

    /// Seconds that this zone adds to UTC at a second since 1970; none outside the years 1970 to 2099.
    #[inline]
    pub fn seconds_added(&self, at_second: i64) -> Option<i64> {
        if !(FIRST_SECOND..=LAST_SECOND).contains(&at_second) {
            return None;
        }
        let after = self.since.partition_point(|since| *since <= at_second);
        self.added.get(after.checked_sub(1)?).copied()
    }

    /// Minutes since 1970-01-01 00:00 on this zone's wall clock, rounded down.
    #[inline]
    pub fn local_minutes(&self, at_micros: i64) -> Option<i64> {
        let second = at_micros.div_euclid(1_000_000);
        Some((second + self.seconds_added(second)?).div_euclid(60))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Dice;

    #[test]
    fn every_zone_agrees_with_jiff() {
        let (clock, database) = (Clock::new(), TimeZoneDatabase::bundled());
        assert!(clock.zones.len() > 400, "{} zones", clock.zones.len());
        let mut dice = Dice(5);
        for named in &clock.zones {
            let rules = database.get(&named.name).unwrap();
            let zone = clock.zone(named.fingerprint).unwrap();
            let edges = zone.since.iter().flat_map(|second| [second - 1, *second]).map(|second| second * 1_000_000);
            let random: Vec<i64> = (0..60).map(|_| dice.below(4_102_444_800_000_000) as i64).collect();
            for micros in edges.chain(random).filter(|micros| *micros >= 0) {
                let local = rules.to_datetime(Timestamp::from_microsecond(micros).unwrap());
                let utc = local.to_zoned(jiff::tz::TimeZone::UTC).unwrap().timestamp();
                let expected = utc.as_second().div_euclid(60);
                let found = clock.local_minutes(named.fingerprint, micros);
                assert_eq!(found, Some(expected), "{} at {micros}", named.name);
            }
        }
    }

    #[test]
    fn the_names_that_the_schema_accepts_are_known() {
        let clock = Clock::new();
        for name in ["UTC", "Etc/UTC", "GMT", "Asia/Tokyo", "Asia/Calcutta", "America/Los_Angeles", "Europe/Kiev"] {
            assert!(jiff::tz::TimeZone::get(name).is_ok());
            assert!(clock.zone(Word::fingerprint(name.as_bytes())).is_some(), "{name}");
        }
    }

    #[test]
    fn outside_its_years_and_zones_there_is_no_answer() {
        let clock = Clock::new();
        let tokyo = Word::fingerprint(b"Asia/Tokyo");
        assert_eq!(clock.local_minutes(tokyo, 0), Some(9 * 60));
        assert_eq!(clock.local_minutes(tokyo, 59_999_999), Some(9 * 60));
        assert_eq!(clock.local_minutes(tokyo, -1), None);
        assert_eq!(clock.local_minutes(tokyo, i64::MAX), None);
        assert_eq!(clock.local_minutes(Word::fingerprint(b"Asia/Edo"), 0), None);
        assert_eq!(clock.local_minutes(Word::NULL, 0), None);
    }
}
