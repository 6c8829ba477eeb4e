//! Rows gathered column by column until there are enough for a batch.

use std::path::Path;
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};

use crate::Error;
use crate::sheet::Layout;
use crate::tables::{Cell, Holds};

const BATCH_ROWS: usize = 16_384;

enum Column {
    Text(StringBuilder),
    Time(TimestampMicrosecondBuilder),
    Date(Date32Builder),
    Int(Int64Builder),
    Float(Float64Builder),
    Flag(BooleanBuilder),
}

/// Rows on their way into a Parquet file.
pub struct Columns {
    schema: SchemaRef,
    columns: Vec<Column>,
    rows: usize,
}

/// The Arrow schema of a table.
pub fn schema_of(layout: Layout) -> SchemaRef {
    let field = |(name, holds): &(&'static str, Holds)| {
        let kind = match holds {
            Holds::Text => DataType::Utf8,
            Holds::Time => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Holds::Date => DataType::Date32,
            Holds::Int => DataType::Int64,
            Holds::Float => DataType::Float64,
            Holds::Flag => DataType::Boolean,
        };
        Field::new(*name, kind, true)
    };
    Arc::new(Schema::new(layout.iter().map(field).collect::<Vec<_>>()))
}

impl Columns {
    /// No rows yet.
    pub fn new(layout: Layout) -> Self {
        let columns = layout.iter().map(|(_, holds)| Column::new(*holds)).collect();
        Self { schema: schema_of(layout), columns, rows: 0 }
    }

    /// Adds a row.
    pub fn add(&mut self, cells: &[Cell<'_>]) {
        self.rows += 1;
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            match (column, cell) {
                (Column::Text(builder), Cell::Text(text)) => builder.append_option(*text),
                (Column::Time(builder), Cell::Time(at)) => builder.append_option(at.map(|at| at * 1_000_000)),
                (Column::Date(builder), Cell::Date(days)) => builder.append_option(*days),
                (Column::Int(builder), Cell::Int(number)) => builder.append_option(*number),
                (Column::Float(builder), Cell::Float(number)) => builder.append_option(*number),
                (Column::Flag(builder), Cell::Flag(flag)) => builder.append_option(*flag),
                // The macro that makes rows makes columns of the same types.
                _ => debug_assert!(false, "a cell met a column of another type"),
            }
        }
    }

    /// Whether it is time to take a batch.
    pub const fn is_full(&self) -> bool {
        self.rows >= BATCH_ROWS
    }

    /// Takes the rows so far.
    pub fn take(&mut self, path: &Path) -> Result<RecordBatch, Error> {
        self.rows = 0;
        let arrays = self.columns.iter_mut().map(Column::finish).collect();
        RecordBatch::try_new(self.schema.clone(), arrays)
            .map_err(|source| Error::Layout { path: path.to_owned(), source })
    }
}

impl Column {
    fn new(holds: Holds) -> Self {
        match holds {
            Holds::Text => Self::Text(StringBuilder::new()),
            Holds::Time => Self::Time(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
            Holds::Date => Self::Date(Date32Builder::new()),
            Holds::Int => Self::Int(Int64Builder::new()),
            Holds::Float => Self::Float(Float64Builder::new()),
            Holds::Flag => Self::Flag(BooleanBuilder::new()),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        let builder: &mut dyn ArrayBuilder = match self {
            Self::Text(builder) => builder,
            Self::Time(builder) => builder,
            Self::Date(builder) => builder,
            Self::Int(builder) => builder,
            Self::Float(builder) => builder,
            Self::Flag(builder) => builder,
        };
        builder.finish()
    }
}
