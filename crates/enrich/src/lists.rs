//! Reads `ip_ranges.csv` and `shared_networks.csv`. A row that cannot be used becomes a note and stops nothing.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, ReaderBuilder, Trim};
use sekisho_schema::{Column, Schema, Word, word};

use crate::error::EnrichError;
use crate::network::Span;
use crate::place::Place;

/// So many rows of one file are named one by one; the rest is counted (chosen, so that a file of another format does
/// not fill the report).
const MOST_NAMED: usize = 1_000;

/// How the cells of the lists are read: as the columns of `sessions` that they stand in for.
pub(crate) struct Columns<'a> {
    country: &'a Column,
    asn: &'a Column,
    kind: &'a Column,
    latitude: &'a Column,
    longitude: &'a Column,
    shared_network: &'a Column,
}

impl<'a> Columns<'a> {
    pub(crate) fn of(schema: &'a Schema) -> Result<Self, EnrichError> {
        let sessions = schema.table("sessions");
        let column = |name| {
            let found = sessions.and_then(|table| table.column(name).map(|id| table.at(id)));
            found.ok_or(EnrichError::Schema { column: name })
        };
        Ok(Self {
            country: column("ip_country")?,
            asn: column("ip_asn")?,
            kind: column("ip_kind")?,
            latitude: column("ip_latitude")?,
            longitude: column("ip_longitude")?,
            shared_network: column("shared_network")?,
        })
    }
}

/// Each range of `ip_ranges.csv`; the column `provider` is for people.
pub(crate) fn ip_ranges(
    folder: &Path,
    columns: &Columns,
    notes: &mut Vec<String>,
    mut each: impl FnMut(Span, Place),
) -> Result<(), EnrichError> {
    let names = ["start_ip", "end_ip", "country", "asn", "kind", "latitude", "longitude"];
    let list = List { file: folder.join("ip_ranges.csv"), names: &names, needed: 2, unit: "ranges" };
    list.read(notes, |row| {
        let (start, end) = (row.address(0)?, row.address(1)?);
        let span = Span::of_ends(start, end).map_err(|expected| row.slip(1, &expected))?;
        let place = Place {
            country: row.word(2, columns.country)?,
            asn: row.word(3, columns.asn)?,
            kind: row.word(4, columns.kind)?,
            latitude: row.word(5, columns.latitude)?,
            longitude: row.word(6, columns.longitude)?,
        };
        if place.latitude.is_null() != place.longitude.is_null() {
            return Err(row.slip(6, "latitude and longitude together"));
        }
        each(span, place);
        Ok(())
    })
}

/// Each network of `shared_networks.csv`.
pub(crate) fn shared_networks(
    folder: &Path,
    columns: &Columns,
    notes: &mut Vec<String>,
    mut each: impl FnMut(Span, Word),
) -> Result<(), EnrichError> {
    let list = List { file: folder.join("shared_networks.csv"), names: &["cidr", "kind"], needed: 2, unit: "networks" };
    list.read(notes, |row| {
        let span = Span::of_cidr(row.needed(0)?).map_err(|expected| row.slip(0, &expected))?;
        row.needed(1)?;
        each(span, row.word(1, columns.shared_network)?);
        Ok(())
    })
}

/// Why a row is left out.
struct Slip {
    column: String,
    reason: String,
}

/// A CSV file with a header line.
struct List<'a> {
    file: PathBuf,
    /// The columns that are read; the first `needed` of them must be there.
    names: &'a [&'a str],
    needed: usize,
    unit: &'a str,
}

impl List<'_> {
    fn read(&self, notes: &mut Vec<String>, mut each: impl FnMut(&Row) -> Result<(), Slip>) -> Result<(), EnrichError> {
        let shown = self.file.display();
        let bytes = match std::fs::read(&self.file) {
            Ok(bytes) => bytes,
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
                notes.push(format!("{shown}: not there"));
                return Ok(());
            }
            Err(source) => return Err(EnrichError::List { file: self.file.clone(), source }),
        };
        let (mut used, mut left_out) = (0usize, 0usize);
        let result = self.rows(&bytes, |line, row| match row.and_then(&mut each) {
            Ok(()) => used += 1,
            Err(slip) => {
                left_out += 1;
                if left_out <= MOST_NAMED {
                    notes.push(format!("{shown}:{line}:{}: row left out: {}", slip.column, slip.reason));
                }
            }
        });
        let summary = match result {
            Ok(()) => format!("{shown}: {used} {} used, {left_out} rows left out", self.unit),
            Err(slip) => format!("{shown}:1:{}: file left out: {}", slip.column, slip.reason),
        };
        notes.push(summary);
        Ok(())
    }

    fn rows(&self, bytes: &[u8], mut each: impl FnMut(u64, Result<&Row, Slip>)) -> Result<(), Slip> {
        let mut reader = ReaderBuilder::new().flexible(true).trim(Trim::All).from_reader(bytes);
        let header = reader.byte_headers().cloned().map_err(|error| whole(&error.to_string()))?;
        let place = |name: &&str| header.iter().position(|cell| cell == name.as_bytes());
        let places: Vec<Option<usize>> = self.names.iter().map(place).collect();
        if let Some(missing) = places.iter().take(self.needed).position(Option::is_none) {
            return Err(Slip { column: self.names[missing].to_owned(), reason: "no such column".to_owned() });
        }
        let mut lines = Lines::new(bytes);
        let mut record = ByteRecord::new();
        while reader.read_byte_record(&mut record).map_err(|error| whole(&error.to_string()))? {
            let line = lines.line_at(record.position().map_or(0, |position| position.byte() as usize));
            let row = Row { record: &record, names: self.names, places: &places };
            let full = record.len() == header.len();
            let short = || whole(&format!("expected {} cells, found {}", header.len(), record.len()));
            each(line, if full { Ok(&row) } else { Err(short()) });
        }
        Ok(())
    }
}

fn whole(reason: &str) -> Slip {
    Slip { column: "row".to_owned(), reason: reason.to_owned() }
}

/// One row, its cells by their place in the list of names.
struct Row<'a> {
    record: &'a ByteRecord,
    names: &'a [&'a str],
    places: &'a [Option<usize>],
}

impl Row<'_> {
    /// The text of a cell; none when the column or the text is missing.
    fn text(&self, at: usize) -> Result<Option<&str>, Slip> {
        let bytes = self.places[at].and_then(|place| self.record.get(place)).unwrap_or_default();
        let text = std::str::from_utf8(bytes).map_err(|_| self.slip(at, "UTF-8 text"))?;
        Ok(Some(text).filter(|text| !text.is_empty()))
    }

    fn needed(&self, at: usize) -> Result<&str, Slip> {
        self.text(at)?.ok_or_else(|| self.slip(at, "a value"))
    }

    fn address(&self, at: usize) -> Result<IpAddr, Slip> {
        self.needed(at)?.parse().map_err(|_| self.slip(at, "an IPv4 or IPv6 address"))
    }

    fn word(&self, at: usize, column: &Column) -> Result<Word, Slip> {
        let text = self.text(at)?;
        let word = text.map(|text| word::parse(column, text)).transpose();
        word.map(|word| word.unwrap_or(Word::NULL)).map_err(|expected| self.slip(at, &expected))
    }

    fn slip(&self, at: usize, expected: &str) -> Slip {
        let bytes = self.places[at].and_then(|place| self.record.get(place)).unwrap_or_default();
        let found: String = String::from_utf8_lossy(bytes).chars().take(60).collect();
        Slip { column: self.names[at].to_owned(), reason: format!("expected {expected}, found `{found}`") }
    }
}

/// Counts lines. The reader's own count is early by the empty lines it skips and by one after `\r\n`.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0, line: 1 }
    }

    /// The line of the row whose reading began at this byte, which never goes back.
    fn line_at(&mut self, byte: usize) -> u64 {
        let skipped = self.bytes[byte..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = byte + skipped;
        self.line += self.bytes[self.at..start].iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = start;
        self.line
    }
}
