//! The cells of witness rows.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_dossier::Plan;
use sekisho_judge::Hit;
use sekisho_read::{Dataset, ReadError, RowRef};
use sekisho_schema::{ColumnId, Origin, Relation, Schema, SubjectKind, TableId};
use serde_json::Value;

/// Fetched cells of every witness row, by table.
pub(crate) struct Fetched {
    tables: BTreeMap<TableId, Cells>,
}

struct Cells {
    columns: Vec<ColumnId>,
    rows: BTreeMap<RowRef, Vec<Value>>,
}

impl Fetched {
    /// Fetches what the witness rows of these hits say in the columns that sentences read, that make keys, and that name
    /// accounts.
    pub fn new(hits: &[Hit], dataset: &Dataset, schema: &Schema, plan: &Plan) -> Result<Self, ReadError> {
        let mut wanted: BTreeMap<TableId, BTreeSet<RowRef>> = BTreeMap::new();
        for hit in hits {
            let slots: Vec<TableId> = plan.slots_of(hit.subject).map(|slot| slot.table).collect();
            for row in &hit.rows {
                wanted.entry(slots[usize::from(row.slot)]).or_default().insert(row.reference);
            }
        }
        let mut tables = BTreeMap::new();
        for (table, references) in wanted {
            let references: Vec<RowRef> = references.into_iter().collect();
            let columns = columns(table, schema, plan);
            let cells = dataset.fetch(table, &references, &columns)?;
            tables.insert(table, Cells { columns, rows: references.into_iter().zip(cells).collect() });
        }
        Ok(Self { tables })
    }

    /// A cell; none when it was not fetched or is null.
    pub fn cell(&self, table: TableId, row: RowRef, column: ColumnId) -> Option<&Value> {
        let cells = self.tables.get(&table)?;
        let place = cells.columns.iter().position(|known| *known == column)?;
        cells.rows.get(&row)?.get(place).filter(|value| !value.is_null())
    }
}

/// Own columns of a table that a finding may show or needs.
fn columns(table: TableId, schema: &Schema, plan: &Plan) -> Vec<ColumnId> {
    let described = schema.at(table);
    let mut columns: BTreeSet<ColumnId> = described.primary_key.iter().copied().chain(described.time).collect();
    for relation in &described.relations {
        columns.extend(relation.by.iter().chain(&relation.accounts).map(|column| described.as_handed_in(*column)));
    }
    for subject in plan.subjects() {
        for slot in plan.slots_of(subject).filter(|slot| slot.table == table) {
            columns.extend(slot.columns.iter().map(|wanted| wanted.column));
        }
    }
    if described.primary_key.is_empty() {
        // A row without a name is told by all it says.
        columns.extend(described.own_columns().map(|(column, _)| column));
    }
    columns.into_iter().filter(|column| described.at(*column).origin == Origin::Own).collect()
}

/// The relation through which a slot's rows came to a subject of some key space.
pub(crate) fn relation_of<'a>(schema: &'a Schema, subject: SubjectKind, name: &str, space: u8) -> Option<&'a Relation> {
    let mut ways =
        schema.relations(subject).filter(|(_, relation)| relation.name == name).map(|(_, relation)| relation);
    ways.nth(usize::from(space))
}
