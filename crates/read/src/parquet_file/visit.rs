//! The cells of an Arrow array.

use arrow_array::Array;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Date64Type, Decimal128Type, Float32Type, Float64Type, Int8Type, Int16Type,
    Int32Type, Int64Type, TimestampMicrosecondType, TimestampMillisecondType, TimestampNanosecondType,
    TimestampSecondType, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_schema::{DataType, TimeUnit};

use super::statistics::micros;
use crate::cell::Cell;

const MILLIS_PER_DAY: i64 = 86_400_000;

/// Calls `each` with every row of the array and its cell.
#[inline]
pub(crate) fn visit<'a>(array: &'a dyn Array, mut each: impl FnMut(usize, Cell<'a>)) {
    match array.data_type() {
        DataType::BinaryView => views(array, each),
        DataType::Boolean => {
            array
                .as_boolean()
                .iter()
                .enumerate()
                .for_each(|(row, value)| each(row, value.map_or(Cell::Null, Cell::Bool)));
        }
        DataType::Int64 => primitive::<Int64Type>(array, each, Cell::Int),
        DataType::Float64 => primitive::<Float64Type>(array, each, Cell::Float),
        DataType::Date32 => primitive::<Date32Type>(array, each, |days| Cell::Days(days.into())),
        DataType::Timestamp(unit, _) => timestamps(array, *unit, each),
        DataType::Int8 => primitive::<Int8Type>(array, each, |value| Cell::Int(value.into())),
        DataType::Int16 => primitive::<Int16Type>(array, each, |value| Cell::Int(value.into())),
        DataType::Int32 => primitive::<Int32Type>(array, each, |value| Cell::Int(value.into())),
        DataType::UInt8 => primitive::<UInt8Type>(array, each, |value| Cell::Int(value.into())),
        DataType::UInt16 => primitive::<UInt16Type>(array, each, |value| Cell::Int(value.into())),
        DataType::UInt32 => primitive::<UInt32Type>(array, each, |value| Cell::Int(value.into())),
        DataType::UInt64 => primitive::<UInt64Type>(array, each, unsigned),
        DataType::Float32 => primitive::<Float32Type>(array, each, |value| Cell::Float(value.into())),
        DataType::Date64 => primitive::<Date64Type>(array, each, |ms| Cell::Days(ms.div_euclid(MILLIS_PER_DAY))),
        DataType::Decimal128(_, places) => {
            let unit = 10i128.pow(u32::from(places.unsigned_abs()));
            primitive::<Decimal128Type>(array, each, |value| decimal(value, unit));
        }
        DataType::Null => (0..array.len()).for_each(|row| each(row, Cell::Null)),
        _ => (0..array.len()).for_each(|row| {
            each(row, if array.is_null(row) { Cell::Null } else { Cell::Odd("a value of another type") });
        }),
    }
}

#[inline]
fn primitive<'a, T: ArrowPrimitiveType>(
    array: &'a dyn Array,
    mut each: impl FnMut(usize, Cell<'a>),
    cell: impl Fn(T::Native) -> Cell<'a>,
) {
    let array = array.as_primitive::<T>();
    match array.nulls().filter(|nulls| nulls.null_count() > 0) {
        None => array.values().iter().enumerate().for_each(|(row, value)| each(row, cell(*value))),
        Some(nulls) => array.values().iter().zip(nulls).enumerate().for_each(|(row, (value, valid))| {
            each(row, if valid { cell(*value) } else { Cell::Null });
        }),
    }
}

#[inline]
fn views<'a>(array: &'a dyn Array, mut each: impl FnMut(usize, Cell<'a>)) {
    let array = array.as_binary_view();
    match array.nulls().filter(|nulls| nulls.null_count() > 0) {
        None => (0..array.len()).for_each(|row| each(row, Cell::Bytes(array.value(row)))),
        Some(nulls) => nulls.iter().enumerate().for_each(|(row, valid)| {
            each(row, if valid { Cell::Bytes(array.value(row)) } else { Cell::Null });
        }),
    }
}

#[inline]
fn timestamps<'a>(array: &'a dyn Array, unit: TimeUnit, each: impl FnMut(usize, Cell<'a>)) {
    // A time too far off for microseconds is out of range anyway.
    let cell = move |value| Cell::Micros(micros(unit, value).unwrap_or(i64::MAX));
    match unit {
        TimeUnit::Second => primitive::<TimestampSecondType>(array, each, cell),
        TimeUnit::Millisecond => primitive::<TimestampMillisecondType>(array, each, cell),
        TimeUnit::Microsecond => primitive::<TimestampMicrosecondType>(array, each, Cell::Micros),
        TimeUnit::Nanosecond => primitive::<TimestampNanosecondType>(array, each, cell),
    }
}

/// A whole number when it is one: databases export sums so.
fn decimal<'a>(value: i128, unit: i128) -> Cell<'a> {
    match i64::try_from(value / unit) {
        Ok(whole) if value % unit == 0 => Cell::Int(whole),
        _ => Cell::Float(value as f64 / unit as f64),
    }
}

fn unsigned<'a>(value: u64) -> Cell<'a> {
    i64::try_from(value).map_or(Cell::Float(value as f64), Cell::Int)
}
