//! The types of sentences.

use std::sync::Arc;

use sekisho_schema::{ColumnType, Word};

/// The type of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// True, false or unknown.
    Bool,
    /// A whole number.
    Int,
    /// A number.
    Double,
    /// Text.
    Text,
    /// An opaque id: compared for equality only.
    Id,
    /// One of some values.
    Enum(Arc<[String]>),
    /// A country.
    Country,
    /// A currency.
    Currency,
    /// An IANA time zone.
    Timezone,
    /// An address (an IPv6 address counts as its /64).
    Ip,
    /// A 64-bit hash.
    Hash,
    /// A moment.
    Time,
    /// A day.
    Date,
    /// A length of time.
    Duration,
    /// Rows of a relation.
    Rows,
    /// A list of values that remember their rows.
    Values(Box<Type>),
}

impl Type {
    /// The type of a column's cells.
    pub fn of_column(ty: &ColumnType) -> Self {
        match ty {
            ColumnType::Id => Self::Id,
            ColumnType::Text => Self::Text,
            ColumnType::Time => Self::Time,
            ColumnType::Date => Self::Date,
            ColumnType::Int => Self::Int,
            ColumnType::Float => Self::Double,
            ColumnType::Bool => Self::Bool,
            ColumnType::Enum(values) => Self::Enum(Arc::clone(values)),
            ColumnType::Country => Self::Country,
            ColumnType::Currency => Self::Currency,
            ColumnType::Timezone => Self::Timezone,
            ColumnType::Ip => Self::Ip,
            ColumnType::Hex64 => Self::Hash,
        }
    }

    /// The name used in messages and on the reference page.
    pub fn name(&self) -> String {
        match self {
            Self::Bool => "bool".into(),
            Self::Int => "int".into(),
            Self::Double => "double".into(),
            Self::Text => "text".into(),
            Self::Id => "id".into(),
            Self::Enum(values) => format!("one of {}", values.join(", ")),
            Self::Country => "country".into(),
            Self::Currency => "currency".into(),
            Self::Timezone => "timezone".into(),
            Self::Ip => "ip".into(),
            Self::Hash => "hash".into(),
            Self::Time => "time".into(),
            Self::Date => "date".into(),
            Self::Duration => "duration".into(),
            Self::Rows => "rows".into(),
            Self::Values(of) => format!("values of {}", of.name()),
        }
    }

    /// Whether it is a number.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Int | Self::Double)
    }

    /// Whether values have an order.
    pub fn is_ordered(&self) -> bool {
        matches!(self, Self::Int | Self::Double | Self::Time | Self::Date | Self::Duration)
    }

    /// The value behind a word, written for Japanese readers.
    pub fn show_ja(&self, word: Word) -> Option<String> {
        let shown = self.show(word)?;
        let units =
            |text: String| text.replace(" d", "日").replace(" h", "時間").replace(" min", "分").replace(' ', "");
        Some(if *self == Self::Duration { units(shown) } else { shown })
    }

    /// The value behind a word, written for people; `None` when the word is only a fingerprint.
    pub fn show(&self, word: Word) -> Option<String> {
        let value = word.some()?;
        match self {
            Self::Bool => Some(if value == 0 { "false".into() } else { "true".into() }),
            Self::Int => Some(value.to_string()),
            Self::Double => Some(show_number(word.to_f64())),
            Self::Enum(values) => values.get(usize::try_from(value).ok()?).cloned(),
            Self::Country | Self::Currency => Some(word.to_code()),
            Self::Duration => Some(show_duration(value)),
            _ => None,
        }
    }
}

/// At most two decimals, without trailing zeros.
fn show_number(value: f64) -> String {
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Hours and minutes, or days when it is long: `26 h`, `25 h 40 min`, `3 d 4 h`.
fn show_duration(micros: i64) -> String {
    let minutes = micros / 60_000_000;
    let (days, hours, rest) = (minutes / 1_440, minutes / 60, minutes % 60);
    match (days, hours, rest) {
        (3.., _, _) if hours % 24 == 0 => format!("{days} d"),
        (3.., _, _) => format!("{days} d {} h", hours % 24),
        (_, 0, _) => format!("{rest} min"),
        (_, _, 0) => format!("{hours} h"),
        _ => format!("{hours} h {rest} min"),
    }
}
