//! One value in eight bytes.
//!
//! Dossiers hold words: the value itself where it fits (numbers, times, countries, addresses), a 64-bit fingerprint
//! where only equality counts (ids, texts). Nothing is interned: a prototype spent more on interning strings than on
//! all the rest. The text behind a fingerprint is fetched late, for witness rows only, and equality is verified there.

use std::net::IpAddr;

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use crate::column::{Column, ColumnType};

/// A packed value; [`Word::NULL`] when there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Word(pub i64);

/// Times before this (1970-01-01) are taken for slips.
const EARLIEST_MICROS: i64 = 0;
/// Times after this (2100-01-01) are taken for slips.
const LATEST_MICROS: i64 = 4_102_444_800_000_000;
/// An id may have this many bytes (`dataset-format.md`).
pub const LONGEST_ID: usize = 128;

impl Word {
    /// No value.
    pub const NULL: Self = Self(i64::MIN);
    /// The word for `true`.
    pub const TRUE: Self = Self(1);
    /// The word for `false`.
    pub const FALSE: Self = Self(0);

    /// Whether there is no value.
    #[inline]
    pub fn is_null(self) -> bool {
        self == Self::NULL
    }

    /// The word unless it is null.
    #[inline]
    pub fn some(self) -> Option<i64> {
        (self != Self::NULL).then_some(self.0)
    }

    /// A finite number; NaN and infinities give null. Negative zero is folded, because its bits are those of null.
    #[inline]
    pub fn from_f64(value: f64) -> Self {
        if value.is_finite() { Self((value + 0.0).to_bits() as i64) } else { Self::NULL }
    }

    /// The number packed by [`Word::from_f64`].
    #[inline]
    pub fn to_f64(self) -> f64 {
        f64::from_bits(self.0 as u64)
    }

    /// A truth value.
    #[inline]
    pub fn from_bool(value: bool) -> Self {
        Self(i64::from(value))
    }

    /// The fingerprint of some bytes (XXH3-64), never null.
    #[inline]
    pub fn fingerprint(bytes: &[u8]) -> Self {
        Self::not_null(xxhash_rust::xxh3::xxh3_64(bytes))
    }

    /// 64 bits, with the pattern of null moved by one.
    #[inline]
    pub fn not_null(bits: u64) -> Self {
        let word = Self(bits as i64);
        if word.is_null() { Self(i64::MIN + 1) } else { word }
    }

    /// A two- or three-letter code, upper case.
    pub fn code(text: &str) -> Self {
        Self(text.bytes().fold(0, |sum, byte| sum << 8 | i64::from(byte)))
    }

    /// The code packed by [`Word::code`].
    pub fn to_code(self) -> String {
        let bytes = self.0.to_be_bytes();
        bytes.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect()
    }

    /// An address: IPv4 as its number, IPv6 as its /64 network, within which a subscriber's addresses wander.
    pub fn ip(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self(i64::from(u32::from(v4))),
            IpAddr::V6(v6) => Self::not_null((u128::from(v6) >> 64) as u64),
        }
    }
}

/// How a subject of kind `ip` is written: the IPv4 address, or the IPv6 /64 network.
pub fn ip_subject(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.to_string(),
        IpAddr::V6(v6) => {
            let network = u128::from(v6) >> 64 << 64;
            format!("{}/64", std::net::Ipv6Addr::from(network))
        }
    }
}

/// A time as the format writes it: RFC 3339, UTC.
pub fn time_text(micros: i64) -> String {
    Timestamp::from_microsecond(micros).map_or_else(|_| micros.to_string(), |stamp| stamp.to_string())
}

/// Reads the text of a cell as a value of the column's type.
///
/// # Errors
/// What was expected, as the end of the phrase "expected ...".
pub fn parse(column: &Column, text: &str) -> Result<Word, String> {
    let word = parse_as(&column.ty, text)?;
    in_range(column, word)?;
    Ok(word)
}

/// Whether a number lies in the column's range.
///
/// # Errors
/// What was expected.
pub fn in_range(column: &Column, word: Word) -> Result<(), String> {
    let value = match (&column.ty, word.some()) {
        (ColumnType::Int, Some(value)) => value as f64,
        (ColumnType::Float, Some(_)) => word.to_f64(),
        _ => return Ok(()),
    };
    let (low, high) = column.range;
    if low.is_some_and(|low| value < low) || high.is_some_and(|high| value > high) {
        let (low, high) = (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
        return Err(format!("a number from {low} to {high}"));
    }
    Ok(())
}

/// Reads a text as a value of a type, without a column's range.
///
/// # Errors
/// What was expected.
pub fn parse_as(ty: &ColumnType, text: &str) -> Result<Word, String> {
    match ty {
        ColumnType::Id => id(text),
        ColumnType::Text => Ok(Word::fingerprint(text.as_bytes())),
        ColumnType::Time => time(text),
        ColumnType::Date => date(text),
        ColumnType::Int => int(text),
        ColumnType::Float => float(text),
        ColumnType::Bool => boolean(text),
        ColumnType::Enum(values) => enumerated(values, text),
        ColumnType::Country => code(text, 2, "a country as two capital letters (ISO 3166-1 alpha-2)"),
        ColumnType::Currency => code(text, 3, "a currency as three capital letters (ISO 4217)"),
        ColumnType::Timezone => timezone(text),
        ColumnType::Ip => ip(text),
        ColumnType::Hex64 => hex64(text),
    }
}

fn id(text: &str) -> Result<Word, String> {
    if text.len() > LONGEST_ID {
        return Err(format!("an id of at most {LONGEST_ID} bytes, found {} bytes", text.len()));
    }
    Ok(Word::fingerprint(text.as_bytes()))
}

fn time(text: &str) -> Result<Word, String> {
    let stamp: Timestamp =
        text.parse().map_err(|_| "a UTC time such as `2025-03-04T05:06:07Z` (RFC 3339)".to_owned())?;
    time_in_range(stamp.as_microsecond())
}

/// A time in microseconds since 1970, if it is one that a dataset can mean.
///
/// # Errors
/// What was expected.
pub fn time_in_range(micros: i64) -> Result<Word, String> {
    if (EARLIEST_MICROS..=LATEST_MICROS).contains(&micros) {
        return Ok(Word(micros));
    }
    Err("a time between 1970 and 2100".to_owned())
}

fn date(text: &str) -> Result<Word, String> {
    let day: Date = match text.len() {
        10 => text.parse().map_err(|_| "a date such as `2025-03-04`".to_owned())?,
        _ => return Err("a date such as `2025-03-04`".to_owned()),
    };
    date_in_range(days_since_1970(day))
}

/// A date as days since 1970, if it is one that a dataset can mean (1850 to 9999).
///
/// # Errors
/// What was expected.
pub fn date_in_range(days: i64) -> Result<Word, String> {
    if (-43_829..=2_932_896).contains(&days) { Ok(Word(days)) } else { Err("a date between 1850 and 9999".to_owned()) }
}

fn days_since_1970(day: Date) -> i64 {
    let zoned = day.to_zoned(TimeZone::UTC).map(|zoned| zoned.timestamp().as_second());
    zoned.map_or(i64::MAX, |seconds| seconds.div_euclid(86_400))
}

fn int(text: &str) -> Result<Word, String> {
    text.parse().map(Word).map_err(|_| "a whole number".to_owned())
}

fn float(text: &str) -> Result<Word, String> {
    let value: f64 = text.parse().map_err(|_| "a number".to_owned())?;
    if value.is_finite() { Ok(Word::from_f64(value)) } else { Err("a finite number".to_owned()) }
}

fn boolean(text: &str) -> Result<Word, String> {
    match text {
        "true" | "True" | "TRUE" | "t" | "1" => Ok(Word::TRUE),
        "false" | "False" | "FALSE" | "f" | "0" => Ok(Word::FALSE),
        _ => Err("`true` or `false`".to_owned()),
    }
}

/// The word of an enumerated value: its place in the list.
///
/// # Errors
/// The list, and the value that was probably meant.
pub fn enumerated(values: &[String], text: &str) -> Result<Word, String> {
    if let Some(at) = values.iter().position(|value| value == text) {
        return Ok(Word(at as i64));
    }
    let meant = crate::nearest(text, values.iter().map(String::as_str));
    let hint = meant.map(|near| format!(" (did you mean `{near}`?)")).unwrap_or_default();
    Err(format!("one of {}{hint}", values.join(", ")))
}

fn code(text: &str, length: usize, expected: &str) -> Result<Word, String> {
    let right = text.len() == length && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if right { Ok(Word::code(text)) } else { Err(expected.to_owned()) }
}

fn timezone(text: &str) -> Result<Word, String> {
    match TimeZone::get(text) {
        // jiff takes `asia/tokyo` too; the clock knows zones by their own names.
        Ok(zone) => Ok(Word::fingerprint(zone.iana_name().unwrap_or(text).as_bytes())),
        Err(_) => Err("an IANA time zone such as `Asia/Tokyo`".to_owned()),
    }
}

fn ip(text: &str) -> Result<Word, String> {
    let address: IpAddr = text.parse().map_err(|_| "an IPv4 or IPv6 address".to_owned())?;
    Ok(Word::ip(address))
}

fn hex64(text: &str) -> Result<Word, String> {
    let bits = (text.len() == 16).then(|| u64::from_str_radix(text, 16).ok()).flatten();
    bits.map(Word::not_null).ok_or_else(|| "16 hexadecimal digits".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_v6_subscriber_meet_and_v4_in_v6_is_v4() {
        let word = |text: &str| Word::ip(text.parse().unwrap());
        assert_eq!(word("2001:db8::1"), word("2001:db8::ffff:2"));
        assert_ne!(word("2001:db8::1"), word("2001:db8:0:1::1"));
        assert_eq!(word("::ffff:192.0.2.7"), word("192.0.2.7"));
        assert_eq!(ip_subject("2001:db8:0:1::9".parse().unwrap()), "2001:db8:0:1::/64");
    }

    #[test]
    fn slips_are_named_with_what_was_expected() {
        let expected = |ty: ColumnType, text: &str| parse_as(&ty, text).unwrap_err();
        assert!(expected(ColumnType::Time, "2999-01-01T00:00:00Z").contains("between 1970 and 2100"));
        assert!(expected(ColumnType::Time, "yesterday").contains("RFC 3339"));
        assert!(expected(ColumnType::Float, "NaN").contains("finite"));
        assert!(expected(ColumnType::Date, "2025-02-30").contains("date"));
        assert!(expected(ColumnType::Country, "Japan").contains("two capital letters"));
        let roles = ColumnType::Enum(["worker".to_owned(), "client".to_owned()].into());
        assert!(expected(roles, "wrker").contains("did you mean `worker`"));
    }

    #[test]
    fn minus_zero_is_not_null() {
        assert_eq!(Word::from_f64(-0.0).to_f64(), 0.0);
        assert!(!Word::from_f64(-0.0).is_null());
    }
}
