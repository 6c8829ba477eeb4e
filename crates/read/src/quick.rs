//! Fast paths for the two text types that every session has: anything unusual is left to the schema's parser, so what
//! is accepted and what it means is decided there.

use std::net::{IpAddr, Ipv6Addr};

use sekisho_schema::Word;

/// The word of an address; `None` for anything that is not one in the usual form.
#[inline]
pub(crate) fn ip(text: &[u8]) -> Option<Word> {
    match ipv4(text) {
        Some(address) => Some(Word(i64::from(address))),
        None => ipv6(text).map(|address| Word::ip(IpAddr::V6(address))),
    }
}

/// An IPv4 address in dotted form as its number; `None` for anything else.
#[inline]
fn ipv4(text: &[u8]) -> Option<u32> {
    if text.len() > 15 {
        return None;
    }
    let (mut address, mut part, mut digits, mut dots) = (0u32, 0u32, 0u32, 0u32);
    for byte in text {
        match byte {
            // A leading zero could mean octal: the standard parser refuses it, and so do we.
            b'0'..=b'9' if digits == 0 || (digits < 3 && part != 0) => {
                part = part * 10 + u32::from(byte - b'0');
                digits += 1;
            }
            b'.' if digits > 0 && part < 256 => {
                address = address << 8 | part;
                (part, digits, dots) = (0, 0, dots + 1);
            }
            _ => return None,
        }
    }
    (digits > 0 && part < 256 && dots == 3).then_some(address << 8 | part)
}

/// An IPv6 address in hexadecimal groups; `None` for anything else, also for one that ends in dotted form.
fn ipv6(text: &[u8]) -> Option<Ipv6Addr> {
    let (mut groups, mut count, mut gap) = ([0u16; 8], 0, None);
    let mut rest = text;
    if let [b':', b':', after @ ..] = rest {
        (gap, rest) = (Some(0), after);
    }
    while !rest.is_empty() {
        let (group, after) = hex_group(rest)?;
        *groups.get_mut(count)? = group;
        count += 1;
        rest = match after {
            [] => break,
            [b':', b':', after @ ..] if gap.is_none() => {
                gap = Some(count);
                after
            }
            [b':', after @ ..] if after.first().is_some_and(|next| *next != b':') => after,
            _ => return None,
        };
    }
    match gap {
        Some(gap) if count < 8 => {
            groups[gap..].rotate_right(8 - count);
            Some(groups.into())
        }
        None if count == 8 => Some(groups.into()),
        _ => None,
    }
}

/// The value of each hexadecimal digit by its byte; 16 for other bytes.
const DIGITS: [u8; 256] = {
    let mut digits = [16; 256];
    let mut value = 0u8;
    while value < 16 {
        digits[b"0123456789abcdef"[value as usize] as usize] = value;
        digits[b"0123456789ABCDEF"[value as usize] as usize] = value;
        value += 1;
    }
    digits
};

/// One to four hexadecimal digits, and what follows them.
#[inline]
fn hex_group(text: &[u8]) -> Option<(u16, &[u8])> {
    let (mut group, mut length) = (0u16, 0);
    while let Some(digit) = text.get(length).map(|byte| DIGITS[usize::from(*byte)]).filter(|digit| *digit < 16) {
        if length == 4 {
            return None;
        }
        group = group << 4 | u16::from(digit);
        length += 1;
    }
    (length > 0).then(|| (group, &text[length..]))
}

/// `2025-03-04T05:06:07Z`, with or without a fraction, as microseconds since 1970; `None` for anything else.
#[inline]
pub(crate) fn time(text: &[u8]) -> Option<i64> {
    let [head @ .., b'Z'] = text else { return None };
    let (whole, fraction) = head.split_at_checked(19)?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if marks.iter().any(|(at, mark)| whole[*at] != *mark) {
        return None;
    }
    let (year, month, day) = (digits(&whole[..4])?, digits(&whole[5..7])?, digits(&whole[8..10])?);
    let (hour, minute, second) = (digits(&whole[11..13])?, digits(&whole[14..16])?, digits(&whole[17..19])?);
    if !(1..=12).contains(&month) || !(1..=28).contains(&day) && !ends_month(year, month, day) {
        return None;
    }
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let seconds = ((days_since_1970(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    Some(seconds * 1_000_000 + micros(fraction)?)
}

/// Whether a day after the 28th exists.
fn ends_month(year: i64, month: i64, day: i64) -> bool {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=last).contains(&day)
}

/// Days from the civil calendar, counted in years that begin in March (Howard Hinnant's algorithm).
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year - era * 400;
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

fn micros(fraction: &[u8]) -> Option<i64> {
    match fraction {
        [] => Some(0),
        [b'.', part @ ..] if (1..=6).contains(&part.len()) => Some(digits(part)? * 10i64.pow(6 - part.len() as u32)),
        _ => None,
    }
}

#[inline]
fn digits(text: &[u8]) -> Option<i64> {
    text.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + i64::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whatever the fast path accepts means what the standard parser says; what it leaves to it is listed.
    fn agrees(text: &str) {
        let standard: Option<IpAddr> = text.parse().ok();
        match ip(text.as_bytes()) {
            Some(word) => assert_eq!(Some(word), standard.map(Word::ip), "{text}"),
            None => assert!(standard.is_none() || text.contains(':') && text.contains('.'), "{text}"),
        }
    }

    #[test]
    fn addresses_agree_with_the_standard_parser() {
        let v4 = ["0.0.0.0", "192.0.2.7", "255.255.255.255", "256.1.1.1", "1.2.3", "1.2.3.4.5", "01.2.3.4", "1..2.3"];
        let v6 = ["::", "::1", "2001:db8::", "2001:DB8::1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8"];
        let odd = [
            "",
            "1.2.3.",
            ".1.2.3",
            "1.2.3.4 ",
            "1.2.3.1000",
            "999.1.1.1",
            ":",
            ":::",
            "1::2::3",
            "1:",
            ":1",
            "12345::",
        ];
        let full =
            ["1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4::5:6:7:8", "::ffff:192.0.2.7", "::ffff:c000:207", "g::"];
        v4.into_iter().chain(v6).chain(odd).chain(full).for_each(agrees);
        // Every text of up to seven of these signs.
        let signs = ['1', 'f', ':', '.'];
        for number in 0..4usize.pow(7) * 7 {
            let (length, mut rest) = (number % 7 + 1, number / 7);
            let mut text = String::new();
            for _ in 0..length {
                text.push(signs[rest % 4]);
                rest /= 4;
            }
            agrees(&text);
        }
    }

    #[test]
    fn times_agree_with_the_schema_parser() {
        for text in
            ["2024-02-29T23:59:59Z", "1970-01-01T00:00:00Z", "2025-12-31T00:00:00.5Z", "2099-03-01T01:02:03.000001Z"]
        {
            let stamp: jiff::Timestamp = text.parse().unwrap();
            assert_eq!(time(text.as_bytes()), Some(stamp.as_microsecond()), "{text}");
        }
        for text in
            ["2025-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "2025-01-00T00:00:00Z", "2025-01-01T24:00:00Z", "Z", ""]
        {
            assert_eq!(time(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_agrees() {
        let mut day = jiff::civil::Date::constant(1800, 1, 1);
        for _ in 0..146_097 {
            let text = format!("{day}T00:00:00Z");
            let stamp: jiff::Timestamp = text.parse().unwrap();
            assert_eq!(time(text.as_bytes()), Some(stamp.as_microsecond()), "{text}");
            day = day.tomorrow().unwrap();
        }
    }
}
