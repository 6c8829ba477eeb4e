//! Whole arrays of numbers as words: the least and the greatest are looked at instead of each.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Date32Type, Float64Type, Int64Type, TimestampMicrosecondType};
use arrow_schema::{DataType, TimeUnit};
use sekisho_schema::{Column, ColumnType, Word};

use crate::parse::in_bounds;

/// The words of an array whose values are all sound; `None` when one is not, or when the types need a closer look.
pub(crate) fn words(column: &Column, array: &dyn Array) -> Option<Vec<Word>> {
    match (&column.ty, array.data_type()) {
        (ColumnType::Int, DataType::Int64) => whole::<Int64Type>(column, array, |value| value),
        (ColumnType::Date, DataType::Date32) => whole::<Date32Type>(column, array, i64::from),
        (ColumnType::Time, DataType::Timestamp(TimeUnit::Microsecond, _)) => {
            whole::<TimestampMicrosecondType>(column, array, |value| value)
        }
        (ColumnType::Float, DataType::Float64) => floats(column, array),
        _ => None,
    }
}

fn whole<T: ArrowPrimitiveType>(
    column: &Column,
    array: &dyn Array,
    value: impl Fn(T::Native) -> i64,
) -> Option<Vec<Word>> {
    let (mut least, mut greatest) = (i64::MAX, i64::MIN + 1);
    let words = filled::<T>(array, |native| {
        let value = value(native);
        (least, greatest) = (least.min(value), greatest.max(value));
        Word(value)
    });
    all_sound(column, [Word(least), Word(greatest)], array).then_some(words)
}

fn floats(column: &Column, array: &dyn Array) -> Option<Vec<Word>> {
    let (mut least, mut greatest, mut finite) = (f64::INFINITY, f64::NEG_INFINITY, true);
    let words = filled::<Float64Type>(array, |value| {
        (least, greatest) = (least.min(value), greatest.max(value));
        finite &= value.is_finite();
        Word::from_f64(value)
    });
    (finite && all_sound(column, [least, greatest].map(Word::from_f64), array)).then_some(words)
}

fn all_sound(column: &Column, bounds: [Word; 2], array: &dyn Array) -> bool {
    let sound = |word: Word| !word.is_null() && in_bounds(column, word).is_ok();
    array.null_count() == array.len() || bounds.into_iter().all(sound)
}

/// One word per row, null where the row is; `word` is asked only for values that are there.
#[inline]
fn filled<T: ArrowPrimitiveType>(array: &dyn Array, mut word: impl FnMut(T::Native) -> Word) -> Vec<Word> {
    let array = array.as_primitive::<T>();
    match array.nulls().filter(|nulls| nulls.null_count() > 0) {
        None => array.values().iter().map(|value| word(*value)).collect(),
        Some(nulls) => {
            let cells = array.values().iter().zip(nulls);
            cells.map(|(value, valid)| if valid { word(*value) } else { Word::NULL }).collect()
        }
    }
}
