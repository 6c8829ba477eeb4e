//! Tables and the relations in which subjects meet their rows.

use crate::column::{Column, ColumnId, Origin};
use crate::subject::SubjectKind;

/// The place of a table in the schema, which is sorted by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(pub u16);

/// Rows of one table as part of one kind of dossier.
#[derive(Clone, Debug)]
pub struct Relation {
    /// Whose dossier.
    pub subject: SubjectKind,
    /// The columns that make the subject's key; a row whose last one is null belongs to nobody.
    pub by: Vec<ColumnId>,
    /// The name under which sentences read the rows.
    pub name: String,
    /// The columns that hold accounts which a finding on these rows concerns.
    pub accounts: Vec<ColumnId>,
}

/// One table: of the input, or made from it.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its place in the schema.
    pub id: TableId,
    /// Its name, which is the file's name.
    pub name: String,
    /// What one row is.
    pub row: String,
    /// Whether the program works its rows out from other tables; such a table is never read from a dataset.
    pub made: bool,
    /// What a made table needs beside the dataset, if anything: without it the table is not there.
    pub made_of: Option<String>,
    /// The columns that name a row; empty when rows have no name of their own.
    pub primary_key: Vec<ColumnId>,
    /// The column that orders rows in a dossier.
    pub time: Option<ColumnId>,
    /// Own columns in the contract's order, then enriched and spelled ones, then lookups.
    pub columns: Vec<Column>,
    /// The dossiers its rows go into.
    pub relations: Vec<Relation>,
}

impl Table {
    /// How people are told that the table is not there.
    pub fn lacking(&self) -> String {
        self.made_of.clone().unwrap_or_else(|| format!("table `{}`", self.name))
    }

    /// The column with this name.
    pub fn column(&self, name: &str) -> Option<ColumnId> {
        self.columns.iter().position(|column| column.name == name).map(|at| ColumnId(at as u16))
    }

    /// The column at this place.
    pub fn at(&self, id: ColumnId) -> &Column {
        &self.columns[usize::from(id.0)]
    }

    /// The column of the file that holds what this one says: of a number in one spelling, the number as handed in.
    pub fn as_handed_in(&self, id: ColumnId) -> ColumnId {
        match self.at(id).origin {
            Origin::Spelled { from, .. } => from,
            _ => id,
        }
    }

    /// The columns that stand in files, with their places.
    pub fn own_columns(&self) -> impl Iterator<Item = (ColumnId, &Column)> {
        (0u16..).map(ColumnId).zip(&self.columns).filter(|(_, column)| column.origin == Origin::Own)
    }
}
