//! One table being written, as Parquet, CSV or JSON lines.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::calendar::{date_text, time_text};
use crate::columns::Columns;
use crate::parquet_file::ParquetFile;
use crate::tables::{Cell, Holds};
use crate::{Error, Format};

/// The names and types of a table's columns.
pub type Layout = &'static [(&'static str, Holds)];

/// A table being written.
pub struct Sheet {
    layout: Layout,
    rows: u64,
    path: PathBuf,
    target: Target,
}

enum Target {
    Parquet(Box<Columns>, ParquetFile),
    Csv(Box<csv::Writer<BufWriter<File>>>),
    Jsonl(BufWriter<File>, Vec<u8>),
}

impl Sheet {
    /// Begins `folder/name.<extension>`.
    pub fn begin(folder: &Path, name: &str, layout: Layout, format: Format) -> Result<Self, Error> {
        let extension = match format {
            Format::Parquet => "parquet",
            Format::Csv => "csv",
            Format::Jsonl => "jsonl",
        };
        let path = folder.join(format!("{name}.{extension}"));
        let file = File::create(&path).map_err(|source| Error::Write { path: path.clone(), source })?;
        let target = match format {
            Format::Parquet => {
                Target::Parquet(Box::new(Columns::new(layout)), ParquetFile::begin(&path, file, layout)?)
            }
            Format::Csv => Target::Csv(Box::new(csv_with_header(file, &path, layout)?)),
            Format::Jsonl => Target::Jsonl(BufWriter::new(file), Vec::new()),
        };
        Ok(Self { layout, rows: 0, path, target })
    }

    /// How many rows there are so far.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    /// Adds one row.
    pub fn add(&mut self, cells: &[Cell<'_>]) -> Result<(), Error> {
        self.rows += 1;
        match &mut self.target {
            Target::Parquet(columns, file) => {
                columns.add(cells);
                if columns.is_full() {
                    file.send(columns.take(&self.path)?)?;
                }
                Ok(())
            }
            Target::Csv(writer) => {
                let result = add_csv(writer, cells);
                result.map_err(|source| Error::Csv { path: self.path.clone(), source })
            }
            Target::Jsonl(writer, line) => {
                let result = add_json(writer, line, self.layout, cells);
                result.map_err(|source| Error::Write { path: self.path.clone(), source })
            }
        }
    }

    /// Ends the file.
    pub fn end(self) -> Result<u64, Error> {
        let path = self.path;
        match self.target {
            Target::Parquet(mut columns, mut file) => {
                file.send(columns.take(&path)?)?;
                file.end()?;
            }
            Target::Csv(mut writer) => writer.flush().map_err(|source| Error::Write { path, source })?,
            Target::Jsonl(mut writer, _) => writer.flush().map_err(|source| Error::Write { path, source })?,
        }
        Ok(self.rows)
    }
}

fn csv_with_header(file: File, path: &Path, layout: Layout) -> Result<csv::Writer<BufWriter<File>>, Error> {
    let mut writer = csv::Writer::from_writer(BufWriter::new(file));
    let header = writer.write_record(layout.iter().map(|(name, _)| name));
    header.map_err(|source| Error::Csv { path: path.to_owned(), source })?;
    Ok(writer)
}

fn add_csv(writer: &mut csv::Writer<BufWriter<File>>, cells: &[Cell<'_>]) -> Result<(), csv::Error> {
    for cell in cells {
        match cell {
            Cell::Text(Some(text)) => writer.write_field(text)?,
            Cell::Time(Some(at)) => writer.write_field(time_text(*at))?,
            Cell::Date(Some(days)) => writer.write_field(date_text(*days))?,
            Cell::Int(Some(number)) => writer.write_field(number.to_string())?,
            Cell::Float(Some(number)) => writer.write_field(number.to_string())?,
            Cell::Flag(Some(flag)) => writer.write_field(if *flag { "true" } else { "false" })?,
            _ => writer.write_field("")?,
        }
    }
    writer.write_record(None::<&[u8]>)
}

fn add_json(out: &mut impl Write, line: &mut Vec<u8>, layout: Layout, cells: &[Cell<'_>]) -> std::io::Result<()> {
    line.clear();
    line.push(b'{');
    for ((name, _), cell) in layout.iter().zip(cells) {
        let before = line.len();
        if before > 1 {
            line.push(b',');
        }
        write!(line, "\"{name}\":")?;
        match cell {
            Cell::Text(Some(text)) => serde_json::to_writer(&mut *line, text)?,
            Cell::Time(Some(at)) => write!(line, "\"{}\"", time_text(*at))?,
            Cell::Date(Some(days)) => write!(line, "\"{}\"", date_text(*days))?,
            Cell::Int(Some(number)) => write!(line, "{number}")?,
            Cell::Float(Some(number)) => write!(line, "{number}")?,
            Cell::Flag(Some(flag)) => write!(line, "{flag}")?,
            _ => line.truncate(before),
        }
    }
    line.extend_from_slice(b"}\n");
    out.write_all(line)
}
