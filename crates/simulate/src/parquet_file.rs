//! A Parquet file that a thread of its own writes, so that inventing and encoding overlap.
//!
//! Batches arrive in the order in which they are sent, so the bytes do not depend on timing.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::JoinHandle;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::schema::types::ColumnPath;

use crate::Error;
use crate::columns::schema_of;
use crate::sheet::Layout;

const ROW_GROUP_ROWS: usize = 500_000;
/// Columns whose values rarely repeat: a dictionary would only cost time.
const DISTINCT: &[&str] =
    &["session_id", "document_id", "proposal_id", "transfer_id", "message_id", "image_sha256", "image_phash", "mrz"];

/// A Parquet file in the making.
pub struct ParquetFile {
    path: PathBuf,
    batches: Option<SyncSender<RecordBatch>>,
    writer: Option<JoinHandle<Result<(), ParquetError>>>,
}

impl ParquetFile {
    /// Begins a file.
    pub fn begin(path: &Path, file: File, layout: Layout) -> Result<Self, Error> {
        let schema = schema_of(layout);
        let properties = properties(layout);
        let (sender, receiver) = sync_channel(2);
        let writer = std::thread::Builder::new()
            .name("write-parquet".to_owned())
            .spawn(move || write_all(&receiver, file, schema, properties))
            .map_err(|source| Error::Write { path: path.to_owned(), source })?;
        Ok(Self { path: path.to_owned(), batches: Some(sender), writer: Some(writer) })
    }

    /// Hands rows to the writing thread.
    pub fn send(&mut self, batch: RecordBatch) -> Result<(), Error> {
        let sent = self.batches.as_ref().is_some_and(|batches| batches.send(batch).is_ok());
        // A closed channel means that the thread ended early; its own error says more.
        if sent { Ok(()) } else { self.close().and(Err(Error::Stopped { path: self.path.clone() })) }
    }

    /// Waits until everything is on disk.
    pub fn end(mut self) -> Result<(), Error> {
        self.close()
    }

    fn close(&mut self) -> Result<(), Error> {
        drop(self.batches.take());
        let Some(writer) = self.writer.take() else { return Ok(()) };
        match writer.join() {
            Ok(result) => result.map_err(|source| Error::Parquet { path: self.path.clone(), source }),
            Err(_) => Err(Error::Stopped { path: self.path.clone() }),
        }
    }
}

fn properties(layout: Layout) -> WriterProperties {
    let mut builder = WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by("sekisho simulate".to_owned())
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS));
    for (name, _) in layout.iter().filter(|(name, _)| DISTINCT.contains(name)) {
        builder = builder.set_column_dictionary_enabled(ColumnPath::from(*name), false);
    }
    builder.build()
}

fn write_all(
    batches: &Receiver<RecordBatch>,
    file: File,
    schema: SchemaRef,
    properties: WriterProperties,
) -> Result<(), ParquetError> {
    let mut writer = ArrowWriter::try_new(file, schema, Some(properties))?;
    for batch in batches {
        writer.write(&batch)?;
    }
    writer.close().map(|_| ())
}
