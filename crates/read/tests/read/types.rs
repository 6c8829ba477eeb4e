//! Physical types of Parquet that a column may come in, and those that it may not.

use std::path::Path;
use std::sync::Arc;

use arrow_array::types::Int32Type;
use arrow_array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Date64Array, Decimal128Array, DictionaryArray, Float32Array,
    Float64Array, Int8Array, Int32Array, Int64Array, LargeStringArray, NullArray, RecordBatch, StringArray,
    StringViewArray, TimestampMillisecondArray, TimestampNanosecondArray, TimestampSecondArray, UInt64Array,
};

use crate::sample::{Got, fetch, open, read, read_as, schema};
use crate::write;
use sekisho_read::Want;

fn write_columns(root: &Path, table: &str, columns: Vec<(&str, ArrayRef)>) {
    let batch = RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)));
    write::parquet(&root.join(format!("{table}.parquet")), &batch.unwrap(), 1_000);
}

fn strings(of: [&str; 3]) -> ArrayRef {
    Arc::new(StringArray::from(of.to_vec()))
}

/// Reads a table of three rows with one column replaced.
fn with(table: &str, column: &str, array: ArrayRef) -> Got {
    let folder = tempfile::tempdir().unwrap();
    write_columns(folder.path(), table, columns(table, column, array));
    read(folder.path(), table)
}

fn columns<'a>(table: &str, column: &'a str, array: ArrayRef) -> Vec<(&'a str, ArrayRef)> {
    let time = || Arc::new(TimestampSecondArray::from(vec![1_741_064_767; 3])) as ArrayRef;
    let mut all: Vec<(&str, ArrayRef)> = match table {
        "reviews" => vec![
            ("review_id", strings(["r1", "r2", "r3"])),
            ("author_account_id", strings(["a", "b", "c"])),
            ("subject_account_id", strings(["d", "e", "f"])),
            ("at", time()),
            ("rating", Arc::new(Int64Array::from(vec![1, 2, 3]))),
        ],
        _ => vec![
            ("account_id", strings(["a", "b", "c"])),
            ("role", strings(["worker", "client", "both"])),
            ("opened_at", time()),
        ],
    };
    all.retain(|(name, _)| *name != column);
    all.push((column, array));
    all
}

#[test]
fn whole_numbers_of_any_width_floats_and_text() {
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(Int8Array::from(vec![1, 2, 3])),
        Arc::new(Int32Array::from(vec![1, 2, 3])),
        Arc::new(UInt64Array::from(vec![1, 2, 3])),
        Arc::new(Float64Array::from(vec![1.0, 2.0, 3.0])),
        Arc::new(Float32Array::from(vec![1.0, 2.0, 3.0])),
        Arc::new(Decimal128Array::from(vec![100, 200, 300]).with_precision_and_scale(18, 2).unwrap()),
        strings(["1", "2", "3"]),
    ];
    let first = with("reviews", "rating", arrays[0].clone());
    assert_eq!(first.rejected, []);
    assert_eq!(first.words["rating"].iter().map(|word| word.0).collect::<Vec<_>>(), [1, 2, 3]);
    for array in arrays {
        assert_eq!(with("reviews", "rating", array.clone()), first, "{:?}", array.data_type());
    }
    let got = with("reviews", "rating", Arc::new(Float64Array::from(vec![1.0, 2.5, f64::NAN])));
    assert_eq!(got.rejected.iter().map(|entry| entry.line).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(got.rejected[0].reason, "expected a whole number, found the number `2.5`");
}

#[test]
fn times_of_any_unit_with_or_without_a_zone() {
    let seconds = 1_741_064_767i64;
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(TimestampSecondArray::from(vec![seconds; 3])),
        Arc::new(TimestampMillisecondArray::from(vec![seconds * 1_000; 3]).with_timezone("UTC")),
        Arc::new(TimestampNanosecondArray::from(vec![seconds * 1_000_000_000; 3])),
        Arc::new(TimestampNanosecondArray::from(vec![seconds * 1_000_000_000; 3]).with_timezone("Asia/Tokyo")),
        strings(["2025-03-04T05:06:07Z", "2025-03-04T14:06:07+09:00", "2025-03-04T05:06:07.000Z"]),
    ];
    let first = with("accounts", "opened_at", arrays[0].clone());
    assert_eq!(first.rejected, []);
    assert_eq!(first.words["opened_at"][0].0, seconds * 1_000_000);
    for array in arrays {
        assert_eq!(with("accounts", "opened_at", array.clone()), first, "{:?}", array.data_type());
    }
}

#[test]
fn dates_of_any_kind() {
    let day = 10_000i32;
    let millis = i64::from(day) * 86_400_000;
    let arrays: Vec<ArrayRef> = vec![
        Arc::new(Date32Array::from(vec![day; 3])),
        Arc::new(Date64Array::from(vec![millis; 3])),
        Arc::new(TimestampMillisecondArray::from(vec![millis; 3])),
        Arc::new(TimestampNanosecondArray::from(vec![millis * 1_000_000; 3])),
        strings(["1997-05-19"; 3]),
    ];
    let first = with("accounts", "birth_date", arrays[0].clone());
    assert_eq!((first.rejected.len(), first.words["birth_date"][2].0), (0, 10_000));
    for array in arrays {
        assert_eq!(with("accounts", "birth_date", array.clone()), first, "{:?}", array.data_type());
    }
    let got =
        with("accounts", "birth_date", Arc::new(TimestampMillisecondArray::from(vec![millis, millis + 1, millis])));
    assert_eq!(got.rejected.len(), 1);
}

#[test]
fn texts_of_any_kind() {
    let texts = ["worker", "client", "both"];
    let dictionary: DictionaryArray<Int32Type> = texts.into_iter().collect();
    let arrays: Vec<ArrayRef> = vec![
        strings(texts),
        Arc::new(LargeStringArray::from(texts.to_vec())),
        Arc::new(StringViewArray::from(texts.to_vec())),
        Arc::new(BinaryArray::from(texts.iter().map(|text| text.as_bytes()).collect::<Vec<_>>())),
        Arc::new(dictionary),
    ];
    let first = with("accounts", "role", arrays[0].clone());
    assert_eq!(first.rejected, []);
    assert_eq!(first.words["role"].iter().map(|word| word.0).collect::<Vec<_>>(), [0, 1, 2]);
    for array in arrays {
        assert_eq!(with("accounts", "role", array.clone()), first, "{:?}", array.data_type());
    }
    let got = with("accounts", "timezone", Arc::new(NullArray::new(3)));
    assert_eq!(got.rejected, []);
    assert!(got.words["timezone"].iter().all(|word| word.is_null()));
}

#[test]
fn an_impossible_type_rejects_every_row_when_the_column_is_required() {
    let got = with("accounts", "opened_at", Arc::new(BooleanArray::from(vec![true, false, true])));
    assert_eq!((got.keys.len(), got.rejected.len()), (0, 3));
    assert_eq!(got.rejected[2].line, 3);
    assert_eq!(got.rejected[2].reason, "expected a column of type time, found one of type bool");
    assert_eq!(got.rejected[2].row["opened_at"], "true");
    let got = with("accounts", "account_id", Arc::new(Int64Array::from(vec![1, 2, 3])));
    assert_eq!((got.rejected.len(), got.rejected[0].column.as_deref()), (3, Some("account_id")));
}

#[test]
fn an_impossible_type_counts_as_absent_when_it_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let array = Arc::new(BooleanArray::from(vec![true, false, true]));
    write_columns(folder.path(), "accounts", columns("accounts", "verified_at", array));
    let (dataset, schema) = (open(folder.path()), schema());
    let table = schema.table("accounts").unwrap();
    assert!(!dataset.has_column(table.id, table.column("verified_at").unwrap()));
    assert!(dataset.has_column(table.id, table.column("role").unwrap()));
    let note = &dataset.notes()[0];
    assert!(note.message.contains("type time") && note.message.contains("type bool"), "{note:?}");
    let got = read(folder.path(), "accounts");
    assert_eq!((got.keys.len(), got.rejected.len()), (3, 0));
    assert!(fetch(folder.path(), "accounts", &got.refs)[0][3].is_null());
}

#[test]
fn a_column_that_nobody_wants_is_still_checked() {
    let folder = tempfile::tempdir().unwrap();
    let array = Arc::new(TimestampSecondArray::from(vec![Some(1_741_064_767), Some(99_999_999_999), None]));
    write_columns(folder.path(), "accounts", columns("accounts", "verified_at", array));
    let got = read_as(folder.path(), "accounts", &Want::default());
    assert_eq!(
        got.rejected.iter().map(|entry| (entry.line, entry.column.as_deref())).collect::<Vec<_>>(),
        [(2, Some("verified_at"))]
    );
    let got = with("accounts", "timezone", strings(["Asia/Tokyo", "Mars/Base", ""]));
    assert_eq!(got.rejected.iter().map(|entry| entry.line).collect::<Vec<_>>(), [2]);
}
