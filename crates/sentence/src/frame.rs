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
}

impl<'a> Frame<'a> {
    pub fn new(dossier: Dossier<'a>, facts: &'a Facts) -> Self {
        Self { dossier, facts, bound: Default::default(), trace: RefCell::new(None) }
    }

    /// Starts to remember witnesses and values.
    pub fn tracing(self) -> Self {
        Self { trace: RefCell::new(Some(Trace::default())), ..self }
    }

    pub fn into_trace(self) -> Trace {
        self.trace.into_inner().unwrap_or_default()
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
