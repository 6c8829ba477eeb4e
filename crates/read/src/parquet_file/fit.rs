//! Which types in a file can hold the values of a column.

use arrow_schema::DataType;
use sekisho_schema::{Column, ColumnType};

use super::footer::Footer;
use crate::reject::short;

/// Why a root column of the file cannot be read as this column, if it cannot.
pub(crate) fn refusal(column: &Column, footer: &Footer, root: usize) -> Option<String> {
    let found = footer.fields[root].data_type();
    if footer.leaves[root].is_some() && fits(&column.ty, found) {
        return None;
    }
    Some(format!("expected a column of type {}, found one of type {}", column.ty.name(), name(found)))
}

fn fits(ty: &ColumnType, found: &DataType) -> bool {
    let text = matches!(found, DataType::BinaryView | DataType::Null);
    let number = found.is_integer()
        || matches!(found, DataType::Float32 | DataType::Float64)
        || matches!(found, DataType::Decimal128(_, places) if (0..=18).contains(places));
    text || match ty {
        ColumnType::Time => matches!(found, DataType::Timestamp(..)),
        ColumnType::Date => matches!(found, DataType::Date32 | DataType::Date64 | DataType::Timestamp(..)),
        ColumnType::Int | ColumnType::Float => number,
        ColumnType::Bool => matches!(found, DataType::Boolean),
        _ => false,
    }
}

/// What a message calls an Arrow type.
fn name(found: &DataType) -> String {
    match found {
        DataType::BinaryView => "text".to_owned(),
        DataType::Boolean => "bool".to_owned(),
        DataType::Timestamp(..) => "timestamp".to_owned(),
        DataType::Date32 | DataType::Date64 => "date".to_owned(),
        other => short(&other.to_string().to_lowercase()),
    }
}
