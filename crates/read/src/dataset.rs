//! A folder of tables.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use sekisho_schema::{ColumnId, Schema, TableId};
use serde_json::Value;

use crate::batch::{RowRef, Want};
use crate::error::ReadError;
use crate::fetch;
use crate::folder::{self, Folder};
use crate::format::FileInfo;
use crate::note::Note;
use crate::parquet_file::ParquetUnit;
use crate::reject::damage;
use crate::rows::Rows;
use crate::source::{self, Body, Remarks, Source};
use crate::text_unit::TextUnit;
use crate::unit::{Reader, Unit, UnitReader};
use crate::uses::Uses;

/// A dataset folder: files per table, sorted by path so that numbering never depends on the file system.
pub struct Dataset {
    root: PathBuf,
    pub(crate) schema: Arc<Schema>,
    pub(crate) files: Vec<FileInfo>,
    /// What is known of each file, in the same order.
    pub(crate) sources: Vec<Source>,
    pub(crate) notes: Vec<Note>,
}

impl Dataset {
    /// Looks at every file of a dataset once: names, headers, footers, the first lines of JSONL.
    ///
    /// # Errors
    /// When the folder is missing, cannot be listed, or holds no table. A file that cannot be read is a note.
    pub fn open(root: &Path, schema: &Arc<Schema>) -> Result<Self, ReadError> {
        let Folder { files, notes } = Folder::walk(root, schema)?;
        if files.is_empty() {
            return Err(ReadError::NoTable { path: root.to_owned(), hint: folder::no_table_hint(&notes) });
        }
        if files.len() > 1 << 16 {
            return Err(ReadError::TooManyFiles { path: root.to_owned(), files: files.len() });
        }
        let mut remarks = Remarks::after(notes);
        let sources = files.iter().map(|file| source::look(root, file, schema.at(file.table), &mut remarks)).collect();
        Ok(Self { root: root.to_owned(), schema: schema.clone(), files, sources, notes: remarks.notes })
    }

    /// The folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The tables that it may hold.
    pub fn schema(&self) -> &Arc<Schema> {
        &self.schema
    }

    /// Every file that belongs to a table, by path.
    pub fn files(&self) -> &[FileInfo] {
        &self.files
    }

    /// Whether the table has at least one file that can be read.
    pub fn has_table(&self, table: TableId) -> bool {
        self.readable(table).next().is_some()
    }

    /// Whether an own column stands in at least one file of the table; in JSONL, whether one of the first 10,000 lines
    /// has its key. A column of a type that cannot hold its values counts as absent.
    pub fn has_column(&self, table: TableId, column: ColumnId) -> bool {
        self.readable(table).any(|source| source.places.get(usize::from(column.0)).is_some_and(Option::is_some))
    }

    /// What the operator should know: files and columns that are not read.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }

    /// The pieces of work, in the order of files and row groups.
    pub fn units(&self) -> Vec<Unit> {
        let numbered = (0u16..=u16::MAX).zip(self.files.iter().zip(&self.sources));
        let units = numbered.flat_map(|(file, (info, source))| {
            let weights = match &source.body {
                Body::Parquet { footer, .. } => footer.group_bytes(),
                Body::Text | Body::Broken { .. } => vec![info.bytes],
            };
            let table = info.table;
            (0u32..).zip(weights).map(move |(part, weight)| Unit { table, file, part, weight })
        });
        units.collect()
    }

    /// Reads one unit. Units may be read in any order and at the same time.
    pub fn open_unit<'a>(&'a self, unit: &Unit, want: &Want) -> UnitReader<'a> {
        let (info, source) = (&self.files[usize::from(unit.file)], &self.sources[usize::from(unit.file)]);
        let table = self.schema.at(info.table);
        let (uses, path) = (Uses::of(table, want), self.root.join(&info.path));
        let own = uses.columns.len();
        let broken = |line, reason| Reader::Broken(Some((table.id, own, damage(&source.name, line, reason))));
        UnitReader(match &source.body {
            Body::Broken { reason, line } => broken(*line, reason.clone()),
            Body::Parquet { footer, refusals } => {
                let unit = ParquetUnit::new(table, source, footer, (unit.file, unit.part as usize), path);
                Reader::Parquet(Box::new(unit.with_uses(uses, refusals)))
            }
            Body::Text => match source::open_text(&path, info, table) {
                Ok(text) => {
                    let rows = Rows::new(table, uses, source.present());
                    Reader::Text(Box::new(TextUnit::new(table, &source.name, unit.file, text, rows)))
                }
                // It could be read a moment ago.
                Err(stop) => broken(stop.line, stop.reason),
            },
        })
    }

    /// Cells of chosen rows, in the order of `refs` (sorted, may repeat), as JSON in canonical form: what the same data
    /// gives in every format. Parquet brings just the row groups and columns that are needed, text files are read
    /// again.
    ///
    /// # Errors
    /// When a file cannot be read again, or has no such row.
    pub fn fetch(&self, table: TableId, refs: &[RowRef], columns: &[ColumnId]) -> Result<Vec<Vec<Value>>, ReadError> {
        let mut out = Vec::with_capacity(refs.len());
        for of_file in refs.chunk_by(|a, b| a.file() == b.file()) {
            let file = of_file.first().map_or(0, |first| usize::from(first.file()));
            let failed = |reason| ReadError::Fetch { path: self.root.clone(), reason };
            let (Some(info), Some(source)) = (self.files.get(file), self.sources.get(file)) else {
                return Err(failed(format!("there is no file number {file}")));
            };
            let path = self.root.join(&info.path);
            let wish = fetch::Wish { table: self.schema.at(table), source, columns };
            let rows = wish.rows(&path, info, of_file).map_err(|reason| ReadError::Fetch { path, reason })?;
            out.extend(rows);
        }
        Ok(out)
    }

    fn readable(&self, table: TableId) -> impl Iterator<Item = &Source> {
        let of_table = self.files.iter().zip(&self.sources).filter(move |(info, _)| info.table == table);
        of_table.map(|(_, source)| source).filter(|source| !matches!(source.body, Body::Broken { .. }))
    }
}
