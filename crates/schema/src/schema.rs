//! All tables together.

use crate::column::{Column, ColumnId};
use crate::error::SchemaError;
use crate::file;
use crate::subject::SubjectKind;
use crate::table::{Relation, Table, TableId};

static FILES: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../schema");

/// The tables of the contract, sorted by name.
#[derive(Clone, Debug)]
pub struct Schema {
    pub(crate) tables: Vec<Table>,
}

impl Schema {
    /// The schema built into the program.
    ///
    /// # Errors
    /// When one of the files in `schema/` is wrong; a test keeps that from happening.
    pub fn embedded() -> Result<Self, SchemaError> {
        let texts = FILES
            .files()
            .filter_map(|file| Some((file.path().file_name()?.to_str()?.to_owned(), file.contents_utf8()?)));
        file::load(texts)
    }

    /// Every table, by name.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The table at this place.
    pub fn at(&self, id: TableId) -> &Table {
        &self.tables[usize::from(id.0)]
    }

    /// The table with this name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.binary_search_by(|table| table.name.as_str().cmp(name)).ok().map(|at| &self.tables[at])
    }

    /// The column of a table.
    pub fn column(&self, table: TableId, column: ColumnId) -> &Column {
        self.at(table).at(column)
    }

    /// The relations of one kind of dossier, with their tables.
    pub fn relations(&self, subject: SubjectKind) -> impl Iterator<Item = (&Table, &Relation)> {
        self.tables.iter().flat_map(move |table| {
            table.relations.iter().filter(move |relation| relation.subject == subject).map(move |r| (table, r))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ColumnType, Follow, Origin};

    #[test]
    fn the_embedded_schema_loads_and_every_column_says_what_it_is() {
        let schema = Schema::embedded().unwrap();
        assert!(schema.tables().len() >= 23);
        let silent: Vec<String> = schema
            .tables()
            .iter()
            .flat_map(|t| t.columns.iter().filter(|c| c.doc.is_empty()).map(move |c| format!("{}.{}", t.name, c.name)))
            .collect();
        assert_eq!(silent, Vec::<String>::new(), "columns without a doc line");
    }

    #[test]
    fn lookups_take_the_type_of_what_they_read_also_through_other_lookups() {
        let schema = Schema::embedded().unwrap();
        let transfers = schema.table("transfers").unwrap();
        let owner = transfers.at(transfers.column("to_account_id").unwrap());
        assert_eq!(owner.ty, ColumnType::Id);
        let chain = schema.table("subcontracts").unwrap();
        let tier = chain.at(chain.column("tier").unwrap());
        assert_eq!(tier.ty, ColumnType::Int);
        assert!(matches!(&tier.origin, Origin::Lookup(l) if l.follow == Follow::Depth));
    }
}
