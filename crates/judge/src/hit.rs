//! What a sentence that held leaves behind.

use sekisho_dossier::{Dossier, Plan, SlotId};
use sekisho_read::RowRef;
use sekisho_schema::{SubjectKind, Word};
use sekisho_sentence::Trace;
use serde::{Deserialize, Serialize};

/// A finding keeps at most this many rows; of an aggregate over more it keeps these and names the rest by count and
/// range. 256 rows make a day without a break, or half a year of sessions.
pub const MOST_WITNESSES: usize = 256;

/// A rule that held for a subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hit {
    /// The rule's place in the rulebook.
    pub rule: u16,
    /// Whom it is about.
    pub subject: SubjectKind,
    /// Which key space of that subject.
    pub space: u8,
    /// The subject's key.
    pub key: u64,
    /// The compared values in English and Japanese, where the word says more than a fingerprint.
    pub values: Vec<Option<(String, String)>>,
    /// The witness rows, at most [`MOST_WITNESSES`].
    pub rows: Vec<HitRow>,
    /// How many rows of each relation bore witness, and when.
    pub spans: Vec<SlotSpan>,
}

/// One witness row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct HitRow {
    /// The relation.
    pub slot: u16,
    /// Where the row stands in the files.
    pub reference: RowRef,
    /// The words of the slot's columns, in the plan's order; null for texts.
    pub words: Vec<i64>,
}

/// Count and range of the witnesses of one relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlotSpan {
    /// The relation.
    pub slot: u16,
    /// How many.
    pub rows: u64,
    /// The earliest, in microseconds; `i64::MIN` when rows have no time.
    pub first: i64,
    /// The latest.
    pub last: i64,
}

impl Hit {
    /// A hit from the trace of a sentence.
    pub(crate) fn new(
        rule: u16,
        (subject, space): (SubjectKind, u8),
        dossier: Dossier<'_>,
        trace: Trace,
        plan: &Plan,
    ) -> Self {
        let widths: Vec<usize> = plan.slots_of(subject).map(|slot| slot.columns.len()).collect();
        let kept = trace.witnesses.iter().take(MOST_WITNESSES).map(|witness| HitRow {
            slot: witness.slot.0,
            reference: dossier.reference(witness.slot, witness.row),
            words: (0..widths[usize::from(witness.slot.0)])
                .map(|column| dossier.word(witness.slot, column, witness.row).0)
                .collect(),
        });
        Self {
            rule,
            subject,
            space,
            key: dossier.key,
            values: trace
                .values
                .iter()
                .map(|named| named.ty.show(named.word).zip(named.ty.show_ja(named.word)))
                .collect(),
            rows: kept.collect(),
            spans: spans(dossier, &trace),
        }
    }

    /// Whether every witness is kept.
    pub fn is_complete(&self) -> bool {
        self.spans.iter().map(|span| span.rows).sum::<u64>() == self.rows.len() as u64
    }
}

fn spans(dossier: Dossier<'_>, trace: &Trace) -> Vec<SlotSpan> {
    let mut spans: Vec<SlotSpan> = Vec::new();
    for witness in &trace.witnesses {
        let time = dossier.time(SlotId(witness.slot.0), witness.row);
        match spans.last_mut().filter(|span| span.slot == witness.slot.0) {
            Some(span) => {
                span.rows += 1;
                span.last = span.last.max(time.0);
                // A row without a time says nothing about when.
                span.first = if span.first == Word::NULL.0 {
                    time.0
                } else {
                    span.first.min(if time.is_null() { span.first } else { time.0 })
                };
            }
            None => spans.push(SlotSpan { slot: witness.slot.0, rows: 1, first: time.0, last: time.0 }),
        }
    }
    spans
}
