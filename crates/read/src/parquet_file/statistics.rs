//! What a row group's statistics prove, so that a column nobody wants need not be read.

use arrow_schema::{DataType, TimeUnit};
use parquet::file::metadata::ColumnChunkMetaData;
use parquet::file::statistics::Statistics;
use sekisho_schema::{Column, ColumnType, Word};

use crate::parse::in_bounds;

/// Whether every cell of the chunk is null.
pub(crate) fn all_null(chunk: &ColumnChunkMetaData) -> bool {
    let nulls = chunk.statistics().and_then(Statistics::null_count_opt);
    nulls.is_some() && nulls == u64::try_from(chunk.num_values()).ok()
}

/// Whether the statistics prove that no cell of the chunk is wrong. Floats are never proved: NaN hides from them.
pub(crate) fn prove_sound(column: &Column, found: &DataType, chunk: &ColumnChunkMetaData) -> bool {
    let nulls = chunk.statistics().and_then(Statistics::null_count_opt);
    if column.required && nulls != Some(0) {
        return false;
    }
    if matches!((&column.ty, found), (ColumnType::Bool, DataType::Boolean)) {
        return true;
    }
    let words = chunk.statistics().and_then(bounds).and_then(|bounds| words(column, found, bounds));
    words.is_some_and(|bounds| bounds.into_iter().all(|word| !word.is_null() && in_bounds(column, word).is_ok()))
}

/// Least and greatest whole number of a chunk.
fn bounds(statistics: &Statistics) -> Option<[i64; 2]> {
    if statistics.is_min_max_deprecated() {
        return None;
    }
    match statistics {
        Statistics::Int32(of) => Some([i64::from(*of.min_opt()?), i64::from(*of.max_opt()?)]),
        Statistics::Int64(of) => Some([*of.min_opt()?, *of.max_opt()?]),
        _ => None,
    }
}

fn words(column: &Column, found: &DataType, bounds: [i64; 2]) -> Option<[Word; 2]> {
    match (&column.ty, found) {
        (ColumnType::Int, found) if found.is_signed_integer() => Some(bounds.map(Word)),
        // Unsigned numbers stand in signed statistics: a negative one is really too large to judge here.
        (ColumnType::Int, found) if found.is_unsigned_integer() && bounds[0] >= 0 && bounds[1] >= 0 => {
            Some(bounds.map(Word))
        }
        (ColumnType::Time, DataType::Timestamp(unit, _)) => {
            let [low, high] = bounds.map(|bound| micros(*unit, bound));
            Some([Word(low?), Word(high?)])
        }
        (ColumnType::Date, DataType::Date32) => Some(bounds.map(Word)),
        _ => None,
    }
}

/// A timestamp in microseconds, cut towards zero as the text parser cuts.
pub(crate) fn micros(unit: TimeUnit, value: i64) -> Option<i64> {
    match unit {
        TimeUnit::Second => value.checked_mul(1_000_000),
        TimeUnit::Millisecond => value.checked_mul(1_000),
        TimeUnit::Microsecond => Some(value),
        TimeUnit::Nanosecond => Some(value / 1_000),
    }
}
