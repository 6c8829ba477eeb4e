//! Values as people read them.

use jiff::Timestamp;
use sekisho_schema::{ColumnType, Word};

/// The value behind a word of a column; `None` when the word is only a fingerprint.
pub(crate) fn word_value(ty: &ColumnType, word: Word) -> Option<serde_json::Value> {
    let value = word.some()?;
    Some(match ty {
        ColumnType::Int => value.into(),
        ColumnType::Float => word.to_f64().into(),
        ColumnType::Bool => (value != 0).into(),
        ColumnType::Enum(values) => values.get(usize::try_from(value).ok()?)?.clone().into(),
        ColumnType::Country | ColumnType::Currency => word.to_code().into(),
        ColumnType::Time => time(value).into(),
        _ => return None,
    })
}

/// A moment in RFC 3339, UTC.
pub(crate) fn time(micros: i64) -> String {
    Timestamp::from_microsecond(micros).map_or_else(|_| micros.to_string(), |stamp| stamp.to_string())
}

/// The day of a moment.
pub(crate) fn day(micros: i64) -> String {
    time(micros).chars().take(10).collect()
}

/// A threshold as it is written, with its unit set apart: `24h` becomes `24 h` or `24時間`.
pub(crate) fn limit(written: &str, japanese: bool) -> String {
    let unit = match written.chars().last() {
        Some('s') => ("s", "秒"),
        Some('m') => ("min", "分"),
        Some('h') => ("h", "時間"),
        Some('d') => ("days", "日"),
        _ => return written.to_owned(),
    };
    match written[..written.len() - 1].parse::<f64>() {
        Ok(number) if japanese => format!("{number}{}", unit.1),
        Ok(number) => format!("{number} {}", unit.0),
        Err(_) => written.to_owned(),
    }
}
