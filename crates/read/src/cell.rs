//! One cell as it comes out of a file, before its column's type is applied.

use jiff::Timestamp;
use jiff::civil::Date;
use sekisho_schema::{Column, ColumnType, Word};
use serde_json::Value;

use crate::reject::shown;

/// What the formats can say about a cell. Text is not yet known to be UTF-8.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Cell<'a> {
    /// Nothing.
    Null,
    /// Text; the empty text is nothing.
    Bytes(&'a [u8]),
    /// A whole number.
    Int(i64),
    /// A number.
    Float(f64),
    /// A truth value.
    Bool(bool),
    /// A moment, microseconds since 1970.
    Micros(i64),
    /// A day, days since 1970.
    Days(i64),
    /// Something no column can hold, with its name.
    Odd(&'static str),
}

impl Cell<'_> {
    /// What a message says was found.
    pub(crate) fn found(self) -> String {
        match self {
            Self::Null => "nothing".to_owned(),
            Self::Odd(name) => name.to_owned(),
            Self::Int(_) | Self::Float(_) => format!("the number {}", shown(&self.text().unwrap_or_default())),
            Self::Bool(value) => format!("the truth value `{value}`"),
            _ => shown(&self.text().unwrap_or_default()),
        }
    }

    /// The cell as text; bytes that are no UTF-8 are replaced.
    pub(crate) fn text(self) -> Option<String> {
        match self {
            Self::Null | Self::Bytes(b"") => None,
            Self::Bytes(bytes) => Some(String::from_utf8_lossy(bytes).into_owned()),
            Self::Int(value) => Some(value.to_string()),
            Self::Float(value) => Some(value.to_string()),
            Self::Bool(value) => Some(value.to_string()),
            Self::Micros(value) => Some(time_text(value)),
            Self::Days(value) => Some(date_text(value)),
            Self::Odd(name) => Some(name.to_owned()),
        }
    }

    /// The cell in the row of a `rejected.jsonl` entry.
    pub(crate) fn rejected_value(self) -> Value {
        self.text().map_or(Value::Null, Value::String)
    }
}

/// Whether the value is all in the word, so that its canonical form can be made from there.
pub(crate) fn packs_whole(ty: &ColumnType) -> bool {
    matches!(ty, ColumnType::Time | ColumnType::Date | ColumnType::Int | ColumnType::Float | ColumnType::Bool)
}

/// The JSON of a value that packs whole.
pub(crate) fn canonical(column: &Column, word: Word) -> Value {
    let Some(value) = word.some() else { return Value::Null };
    match column.ty {
        ColumnType::Time => Value::String(time_text(value)),
        ColumnType::Date => Value::String(date_text(value)),
        ColumnType::Float => Value::from(word.to_f64()),
        ColumnType::Bool => Value::Bool(value != 0),
        _ => Value::from(value),
    }
}

/// The text of a value that packs whole.
pub(crate) fn canonical_text(column: &Column, word: Word) -> Option<String> {
    match canonical(column, word) {
        Value::Null => None,
        Value::String(text) => Some(text),
        other => Some(other.to_string()),
    }
}

/// RFC 3339 in UTC, with a fraction only when there is one.
fn time_text(micros: i64) -> String {
    match Timestamp::from_microsecond(micros) {
        Ok(stamp) => stamp.to_string(),
        Err(_) => format!("{micros} microseconds since 1970"),
    }
}

fn date_text(days: i64) -> String {
    let day = jiff::Span::new().try_days(days).and_then(|span| Date::constant(1970, 1, 1).checked_add(span));
    day.map_or_else(|_| format!("{days} days since 1970"), |day| day.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_show_a_fraction_only_when_there_is_one() {
        assert_eq!(time_text(1_741_064_767_000_000), "2025-03-04T05:06:07Z");
        assert_eq!(time_text(1_741_064_767_250_000), "2025-03-04T05:06:07.25Z");
        assert_eq!(time_text(i64::MAX), format!("{} microseconds since 1970", i64::MAX));
        assert_eq!(date_text(20_151), "2025-03-04");
        assert_eq!(date_text(-1), "1969-12-31");
    }
}
