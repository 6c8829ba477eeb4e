//! Opens an Arrow reader on part of a file.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::{DataType, Schema};
use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder, RowSelection,
};

use super::footer::{Footer, short};

/// Which part of a row group is read, and how.
pub(crate) struct Part<'a> {
    pub(crate) path: &'a Path,
    pub(crate) footer: &'a Footer,
    pub(crate) group: usize,
    /// Root columns, sorted.
    pub(crate) roots: &'a [usize],
    /// Root columns whose dictionary is kept.
    pub(crate) dictionaries: &'a [usize],
    pub(crate) batch_rows: usize,
}

/// A reader that turns panics of the library, which corrupt pages can cause, into damage.
pub(crate) struct Batches(ParquetRecordBatchReader);

impl Part<'_> {
    /// Opens the part, all rows or a selection.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub(crate) fn open(&self, selection: Option<RowSelection>) -> Result<Batches, String> {
        let file = File::open(self.path).map_err(|error| error.to_string())?;
        guarded(|| {
            let options = ArrowReaderOptions::new().with_schema(Arc::new(self.schema()));
            let metadata = ArrowReaderMetadata::try_new(self.footer.metadata.clone(), options)?;
            let leaves = self.roots.iter().filter_map(|root| self.footer.leaves[*root]);
            let mask = ProjectionMask::leaves(metadata.parquet_schema(), leaves);
            let mut builder = ParquetRecordBatchReaderBuilder::new_with_metadata(file, metadata)
                .with_row_groups(vec![self.group])
                .with_projection(mask)
                .with_batch_size(self.batch_rows);
            if let Some(selection) = selection {
                builder = builder.with_row_selection(selection);
            }
            builder.build()
        })?
        .map(Batches)
        .map_err(|error| damage(&short(&error)))
    }

    /// The file's columns, with dictionaries where they are kept.
    fn schema(&self) -> Schema {
        let dictionary = DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Binary));
        let fields = self.footer.fields.iter().enumerate().map(|(root, field)| {
            if self.dictionaries.contains(&root) {
                return Arc::new(field.as_ref().clone().with_data_type(dictionary.clone()));
            }
            field.clone()
        });
        Schema::new(fields.collect::<Vec<_>>())
    }
}

impl Batches {
    /// The next rows; none at the end.
    ///
    /// # Errors
    /// The damage that ends the reading.
    pub(crate) fn next(&mut self) -> Result<Option<RecordBatch>, String> {
        guarded(|| self.0.next())?.transpose().map_err(|error| damage(&crate::reject::short(&error.to_string())))
    }
}

fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    crate::guard::guard(work).ok_or_else(|| damage("a page contradicts itself"))
}

fn damage(what: &str) -> String {
    format!("expected readable pages, found damage ({what})")
}
