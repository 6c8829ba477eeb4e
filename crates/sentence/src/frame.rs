//! What a running sentence sees: a dossier, its bound rows, the facts, and the trace it leaves when asked.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use sekisho_dossier::{Dossier, SlotId};
use sekisho_enrich::clock::Clock;
use sekisho_schema::Word;

use crate::cohort::CohortTable;
use crate::ty::Type;

/// How many rows may be bound at once (`exists` inside `exists_consecutive` inside `filter` ...).
pub(crate) const MAX_BOUND: usize = 8;

/// A sentence may look at so many rows of one dossier, each time it looks counting. Nested conditions look at every row for
/// every row: without an end to it, one account of 40,000 transfers held up a scan for minutes. Ten million looks take
/// a second or so, and no dossier that a person could read comes near.
const MOST_LOOKS: u64 = 10_000_000;

/// What a sentence may know besides the dossier.
pub struct Facts {
    /// Population statistics.
    pub cohorts: CohortTable,
    /// Local time.
    pub clock: Clock,
}

impl Facts {
    /// Facts with these statistics.
    pub fn new(cohorts: CohortTable) -> Self {
        Self { cohorts, clock: Clock::new() }
    }
}

/// A row that made a sentence hold: a slot of the dossier and the row's number on its shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Witness {
    /// The relation.
    pub slot: SlotId,
    /// The row.
    pub row: u32,
}

/// A value that a comparison of the sentence looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its type.
    pub ty: Type,
    /// The value.
    pub word: Word,
}

/// What made a sentence hold.
#[derive(Clone, Debug, Default)]
pub struct Trace {
    /// The rows, in the order of slots and time.
    pub witnesses: BTreeSet<Witness>,
    /// The compared values, in the order of the sentence.
    pub values: Vec<Named>,
}

/// A dossier while a sentence reads it.
pub(crate) struct Frame<'a> {
    pub dossier: Dossier<'a>,
    pub facts: &'a Facts,
    /// One place more than can be bound: `count_within` visits rows without naming them.
    bound: [Cell<u32>; MAX_BOUND + 1],
    trace: RefCell<Option<Trace>>,
    looks: Cell<u64>,
}

impl<'a> Frame<'a> {
    pub fn new(dossier: Dossier<'a>, facts: &'a Facts) -> Self {
        Self { dossier, facts, bound: Default::default(), trace: RefCell::new(None), looks: Cell::new(0) }
    }

    /// Starts to remember witnesses and values.
    pub fn tracing(self) -> Self {
        Self { trace: RefCell::new(Some(Trace::default())), ..self }
    }

    pub fn into_trace(self) -> Trace {
        self.trace.into_inner().unwrap_or_default()
    }

    /// Counts looks at rows; false when there were too many, which a trace of a sentence that held never minds.
    #[inline]
    pub fn may_look_at(&self, rows: u32) -> bool {
        self.looks.set(self.looks.get() + u64::from(rows));
        !self.gave_up() || self.is_tracing()
    }

    /// Whether there were too many looks: whatever was answered is no answer.
    #[inline]
    pub fn gave_up(&self) -> bool {
        self.looks.get() > MOST_LOOKS
    }

    #[inline]
    pub fn bind(&self, variable: usize, row: u32) {
        self.bound[variable].set(row);
    }

    #[inline]
    pub fn row(&self, variable: usize) -> u32 {
        self.bound[variable].get()
    }

    #[inline]
    pub fn is_tracing(&self) -> bool {
        self.trace.borrow().is_some()
    }

    /// Remembers a witness.
    pub fn bear(&self, slot: SlotId, row: u32) {
        if let Some(trace) = self.trace.borrow_mut().as_mut() {
            trace.witnesses.insert(Witness { slot, row });
        }
    }

    /// Remembers a compared value.
    pub fn name(&self, ty: &Type, word: Word) {
        if let Some(trace) = self.trace.borrow_mut().as_mut() {
            trace.values.push(Named { ty: ty.clone(), word });
        }
    }

    /// Does something without leaving a trace.
    #[inline]
    pub fn quietly<T>(&self, work: impl FnOnce() -> T) -> T {
        if !self.is_tracing() {
            return work();
        }
        let kept = self.trace.take();
        let done = work();
        self.trace.replace(kept);
        done
    }
}
