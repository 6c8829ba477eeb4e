//! What sentences ask for: which relations of which subjects, with which columns.

use std::collections::BTreeSet;

use sekisho_schema::{ColumnId, Schema, SubjectKind, TableId};

/// The place of a relation among those of its subject kind that a plan holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SlotId(pub u16);

/// One column of a relation, as words or as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlotColumn {
    /// The table's column.
    pub column: ColumnId,
    /// Whether the text itself is read, not only its word.
    pub text: bool,
}

/// A relation of one subject kind with the columns that sentences read.
#[derive(Clone, Debug)]
pub struct Slot {
    /// Whose dossier.
    pub subject: SubjectKind,
    /// The relation's name.
    pub name: String,
    /// The table of its rows.
    pub table: TableId,
    /// The column that orders the rows.
    pub time: Option<ColumnId>,
    /// What is read, in the order in which it was first asked for.
    pub columns: Vec<SlotColumn>,
}

/// One way in which rows of a table reach a slot: documents come by number and, apart from that, by image.
#[derive(Clone, Debug)]
pub struct View {
    /// Whose dossier.
    pub subject: SubjectKind,
    /// Which key space of that subject; subjects of different spaces never meet.
    pub space: u8,
    /// The slot that the rows fill.
    pub slot: SlotId,
    /// The table of the rows.
    pub table: TableId,
    /// The columns that make the key.
    pub by: Vec<ColumnId>,
}

/// Everything that will be kept of the input while judging.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    slots: Vec<Slot>,
}

impl Plan {
    /// The slot of a relation, added when new. `None` when the subject has no such relation.
    pub fn slot(&mut self, schema: &Schema, subject: SubjectKind, name: &str) -> Option<SlotId> {
        let (table, _) = schema.relations(subject).find(|(_, relation)| relation.name == name)?;
        if let Some(known) = self.slots_of(subject).position(|slot| slot.name == name) {
            return Some(SlotId(known as u16));
        }
        let place = self.slots_of(subject).count();
        let (name, table_id, time) = (name.to_owned(), table.id, table.time);
        self.slots.push(Slot { subject, name, table: table_id, time, columns: Vec::new() });
        Some(SlotId(place as u16))
    }

    /// The place of a column in a slot, added when new.
    pub fn column(&mut self, subject: SubjectKind, slot: SlotId, wanted: SlotColumn) -> usize {
        let mut of_subject = self.slots.iter_mut().filter(|slot| slot.subject == subject);
        let Some(slot) = of_subject.nth(usize::from(slot.0)) else { return 0 };
        if let Some(known) = slot.columns.iter().position(|column| *column == wanted) {
            return known;
        }
        slot.columns.push(wanted);
        slot.columns.len() - 1
    }

    /// The slots of one subject kind; a slot's place here is its [`SlotId`].
    pub fn slots_of(&self, subject: SubjectKind) -> impl Iterator<Item = &Slot> {
        self.slots.iter().filter(move |slot| slot.subject == subject)
    }

    /// The subject kinds that anything is asked of.
    pub fn subjects(&self) -> BTreeSet<SubjectKind> {
        self.slots.iter().map(|slot| slot.subject).collect()
    }

    /// Every way in which rows reach the slots, in a fixed order.
    pub fn views(&self, schema: &Schema) -> Vec<View> {
        let mut views = Vec::new();
        for subject in self.subjects() {
            for (place, slot) in self.slots_of(subject).enumerate() {
                let ways = schema.relations(subject).filter(|(_, relation)| relation.name == slot.name);
                views.extend(ways.enumerate().map(|(space, (table, relation))| View {
                    subject,
                    space: space as u8,
                    slot: SlotId(place as u16),
                    table: table.id,
                    by: relation.by.clone(),
                }));
            }
        }
        views
    }
}
