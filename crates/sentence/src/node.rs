//! Compiled pieces of a sentence.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use sekisho_dossier::SlotId;
use sekisho_schema::{TableId, Word};

use crate::frame::Frame;
use crate::ty::Type;

/// Computes a word.
pub(crate) type Scalar = Arc<dyn Fn(&Frame<'_>) -> Word + Send + Sync>;
/// Computes a text.
pub(crate) type TextFn = Arc<dyn for<'f> Fn(&'f Frame<'_>) -> Option<&'f str> + Send + Sync>;
/// A value with the row it was computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Item {
    pub time: i64,
    pub value: Word,
    pub row: u32,
    /// Which of the concatenated lists it came from.
    pub list: u8,
}

/// What a dataset lacks for an expression, and whether the expression can be true all the same.
#[derive(Clone, Debug)]
pub(crate) struct Needs {
    pub missing: BTreeSet<String>,
    pub possible: bool,
}

impl Default for Needs {
    fn default() -> Self {
        Self { missing: BTreeSet::new(), possible: true }
    }
}

impl Needs {
    pub fn lacking(what: String) -> Self {
        Self { missing: BTreeSet::from([what]), possible: false }
    }

    /// Both are needed.
    pub fn and(mut self, other: &Self) -> Self {
        self.missing.extend(other.missing.iter().cloned());
        self.possible &= other.possible;
        self
    }

    /// One is enough.
    pub fn or(mut self, other: &Self) -> Self {
        self.missing.extend(other.missing.iter().cloned());
        self.possible |= other.possible;
        self
    }
}

/// A compiled expression.
#[derive(Clone)]
pub(crate) struct Node {
    pub ty: Type,
    pub span: (usize, usize),
    pub kind: Kind,
    pub needs: Needs,
}

/// How an expression gives its value.
#[derive(Clone)]
pub(crate) enum Kind {
    /// Known while compiling.
    Constant(Word),
    /// A text known while compiling.
    Literal(String),
    /// A column of a bound row, not yet asked for as word or text.
    Column(ColumnRead),
    /// A word.
    Scalar(Scalar),
    /// Rows.
    Rows(RowSet),
    /// Values.
    Values(Vec<Mapped>),
}

/// A column of a bound row.
#[derive(Clone, Debug)]
pub(crate) struct ColumnRead {
    pub slot: SlotId,
    pub column: sekisho_schema::ColumnId,
    pub of: Bound,
    /// The column orders the rows: its value stands in the shelf already.
    pub orders: bool,
    /// Another table's value: there is no text to read.
    pub looked_up: bool,
}

/// Which row a column is read from.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bound {
    /// The row bound to a variable.
    Variable(usize),
    /// The subject's own record.
    Own,
}

/// A value computed from each of some rows.
#[derive(Clone)]
pub(crate) struct Mapped {
    pub rows: RowSet,
    pub variable: usize,
    pub value: Scalar,
}

impl Mapped {
    /// Appends every known value; `list` says which of several concatenated lists this is.
    pub fn collect(&self, frame: &Frame<'_>, list: u8, out: &mut Vec<Item>) -> Seen {
        let Some(slot) = self.rows.slot else { return Seen::NotEverything };
        self.rows.each(frame, |row| {
            frame.bind(self.variable, row);
            let value = frame.quietly(|| (self.value)(frame));
            if !value.is_null() {
                out.push(Item { time: frame.dossier.time(slot, row).0, value, row, list });
            }
            ControlFlow::Continue(())
        })
    }

    /// Remembers a row and what its value rested on.
    pub fn bear(&self, frame: &Frame<'_>, row: u32) {
        if frame.is_tracing() {
            self.rows.bear(frame, row);
            frame.bind(self.variable, row);
            (self.value)(frame);
        }
    }
}

/// Rows of a relation, perhaps filtered.
#[derive(Clone)]
pub(crate) struct RowSet {
    /// The relation's place; `None` when the dataset lacks the table.
    pub slot: Option<SlotId>,
    pub table: TableId,
    pub filters: Vec<(usize, Scalar)>,
}

/// Whether rows were passed over because a filter could not be decided.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Seen {
    Everything,
    NotEverything,
}

impl RowSet {
    /// Visits the rows in time order.
    #[inline]
    pub fn each(&self, frame: &Frame<'_>, mut visit: impl FnMut(u32) -> ControlFlow<()>) -> Seen {
        let Some(slot) = self.slot else { return Seen::NotEverything };
        let mut seen = Seen::Everything;
        let rows = frame.dossier.range(slot);
        if !frame.may_look_at(rows.end - rows.start) {
            return Seen::NotEverything;
        }
        for row in rows {
            match frame.quietly(|| self.keeps(frame, row)) {
                Word::TRUE if visit(row).is_break() => break,
                Word::NULL => seen = Seen::NotEverything,
                _ => {}
            }
        }
        seen
    }

    #[inline]
    fn keeps(&self, frame: &Frame<'_>, row: u32) -> Word {
        for (variable, keep) in &self.filters {
            frame.bind(*variable, row);
            let kept = keep(frame);
            if kept != Word::TRUE {
                return kept;
            }
        }
        Word::TRUE
    }

    /// Whether nothing can be said about the rows: the table is not there.
    pub fn is_absent(&self) -> bool {
        self.slot.is_none()
    }

    /// Remembers a row, and what its filters rested on.
    pub fn bear(&self, frame: &Frame<'_>, row: u32) {
        let Some(slot) = self.slot else { return };
        frame.bear(slot, row);
        if frame.is_tracing() {
            self.keeps(frame, row);
        }
    }
}
