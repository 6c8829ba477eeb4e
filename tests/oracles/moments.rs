//! Times as microseconds since 1970, read and written by hand: an oracle shares no code with what it checks.

pub const SECOND: i64 = 1_000_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// 2025-03-03T00:00:00Z.
pub const BASE: i64 = 20_150 * DAY;

/// Days since 1970 of a date in the Gregorian calendar.
fn days_of(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that the leap day comes last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_years = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    of_years + (153 * month + 2) / 5 + day - 1 - 719_468
}

/// Reads RFC 3339: `2025-03-03T00:00:00.000001Z`, `2025-03-03T09:00:00+09:00`.
pub fn read(text: &str) -> i64 {
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().expect("digits");
    let day = days_of(number(0, 4), number(5, 7), number(8, 10));
    let clock = number(11, 13) * HOUR + number(14, 16) * MINUTE + number(17, 19) * SECOND;
    let zone = text[19..].find(['Z', '+', '-']).expect("a zone") + 19;
    let fraction = text[19..zone].trim_start_matches('.');
    let micros: i64 = format!("{fraction:0<6}").parse().expect("digits");
    let ahead = match text[zone..].split_once(':') {
        Some((hours, minutes)) => {
            let sign = if hours.starts_with('-') { -1 } else { 1 };
            sign * (hours[1..].parse::<i64>().expect("hours") * HOUR
                + minutes.parse::<i64>().expect("minutes") * MINUTE)
        }
        None => 0,
    };
    day * DAY + clock + micros - ahead
}

/// Writes a moment as the clock of an offset shows it.
pub fn write(micros: i64, offset_hours: i64) -> String {
    let local = micros + offset_hours * HOUR;
    let (mut year, mut days) = (1970, local.div_euclid(DAY));
    while days >= days_of(year + 1, 1, 1) - days_of(year, 1, 1) {
        days -= days_of(year + 1, 1, 1) - days_of(year, 1, 1);
        year += 1;
    }
    let first = days_of(year, 1, 1);
    let month = (1..=12).rev().find(|month| days_of(year, *month, 1) - first <= days).expect("a month");
    let day = days - (days_of(year, month, 1) - first) + 1;
    let clock = local.rem_euclid(DAY);
    let (hour, minute, second) = (clock / HOUR, clock % HOUR / MINUTE, clock % MINUTE / SECOND);
    let fraction = match clock % SECOND {
        0 => String::new(),
        micros => format!(".{micros:06}"),
    };
    let zone = if offset_hours == 0 { "Z".to_owned() } else { format!("{offset_hours:+03}:00") };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}")
}

#[test]
fn moments_come_back() {
    assert_eq!(read("2025-03-03T00:00:00Z"), BASE);
    assert_eq!(read("2025-03-03T09:00:00.000001+09:00"), BASE + 1);
    for micros in [BASE - 1, BASE, BASE + 304 * DAY + 86_399 * SECOND + 7, BASE - 368 * DAY] {
        assert_eq!(read(&write(micros, 0)), micros);
        assert_eq!(read(&write(micros, 9)), micros);
    }
}
