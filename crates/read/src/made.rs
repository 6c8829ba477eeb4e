//! Tables that the program makes: rows worked out from the dataset, held in memory, read like any other file.
//!
//! They are CSV on purpose: one way of reading, fetching and counting rows serves what was given and what was made.

use std::path::Path;

use sekisho_schema::{Table, TableId};

use crate::dataset::Dataset;
use crate::format::{FileInfo, Format, Packing};
use crate::note::Note;
use crate::source::{self, Remarks};

/// Where made tables seem to lie: a name that no file of a dataset can have.
const SHELF: &str = "(made)";

impl Dataset {
    /// The dataset with an empty table for each one that the program makes. Files in the folder that carry such a name are
    /// left out with a note: what is worked out is never mixed with what was handed in.
    #[must_use]
    pub fn with_made_tables(mut self) -> Self {
        let schema = self.schema.clone();
        let kept: Vec<bool> = self.files.iter().map(|file| !schema.at(file.table).made).collect();
        for (file, _) in self.files.iter().zip(&kept).filter(|(_, kept)| !**kept) {
            self.notes.push(Note::made_table(&file.name()));
        }
        let mut keep = kept.iter();
        self.files.retain(|_| keep.next().is_some_and(|kept| *kept));
        let mut keep = kept.iter();
        self.sources.retain(|_| keep.next().is_some_and(|kept| *kept));
        for table in schema.tables().iter().filter(|table| table.made) {
            let info = held(table, header(table).into_bytes());
            self.sources.push(source::look(Path::new(""), &info, table, &mut Remarks::after(Vec::new())));
            self.files.push(info);
        }
        self
    }

    /// Takes a made table out again, because what it is made of is not there; sentences that read it are not judged.
    pub fn leave_out(&mut self, table: TableId) {
        if let Some(place) = self.files.iter().position(|file| file.table == table && file.held.is_some()) {
            self.files.remove(place);
            self.sources.remove(place);
        }
    }

    /// Gives a made table its rows: CSV with a header, columns named as in the schema, in any order.
    pub fn fill(&mut self, table: TableId, csv: Vec<u8>) {
        let schema = self.schema.clone();
        if let Some(file) = self.files.iter_mut().find(|file| file.table == table && file.held.is_some()) {
            *file = held(schema.at(table), csv);
        }
    }
}

fn held(table: &Table, csv: Vec<u8>) -> FileInfo {
    FileInfo {
        table: table.id,
        path: Path::new(SHELF).join(format!("{}.csv", table.name)),
        format: Format::Csv,
        packing: Packing::Plain,
        bytes: csv.len() as u64,
        held: Some(csv.into()),
    }
}

fn header(table: &Table) -> String {
    let names: Vec<&str> = table.own_columns().map(|(_, column)| column.name.as_str()).collect();
    names.join(",") + "\n"
}
