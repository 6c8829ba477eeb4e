//! Pieces of work and the readers of their rows.

use sekisho_schema::TableId;

use crate::batch::Piece;
use crate::parquet_file::ParquetUnit;
use crate::reject::Rejected;
use crate::text_unit::TextUnit;

/// One piece of work: a Parquet row group, or a whole file of another format.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// The table whose rows it holds.
    pub table: TableId,
    /// The place of its file in [`crate::Dataset::files`].
    pub file: u16,
    /// The row group, 0 for other formats.
    pub part: u32,
    /// Its size in the file, bytes.
    pub weight: u64,
}

/// Reads one unit, piece by piece, in the order of the file.
pub struct UnitReader<'a>(pub(crate) Reader<'a>);

/// How the unit's file is read.
pub(crate) enum Reader<'a> {
    Parquet(Box<ParquetUnit<'a>>),
    Text(Box<TextUnit<'a>>),
    /// A file that cannot be read: the one entry that says so, until it is told.
    Broken(Option<(TableId, usize, Rejected)>),
}

impl Iterator for UnitReader<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        match &mut self.0 {
            Reader::Parquet(unit) => unit.next(),
            Reader::Text(unit) => unit.next(),
            Reader::Broken(entry) => entry.take().map(|(table, own, rejected)| Piece::empty(table, own, rejected)),
        }
    }
}
