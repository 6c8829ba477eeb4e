//! Findings.

use std::collections::BTreeSet;

use sekisho_dossier::Slot;
use sekisho_indicator::{Rule, Rulebook};
use sekisho_judge::{Hit, HitRow};
use sekisho_read::{Dataset, ReadError};
use sekisho_schema::{ColumnId, Origin, Schema, SubjectKind, Word};
use serde_json::{Map, Value};

use crate::names::{Naming, account_ids, is_key_of, subject_id, text_of};
use crate::rows::{Fetched, relation_of};
use crate::says::Known;
use crate::spoken;

/// Texts in evidence are cut after so many characters: the row itself stands in the input.
const SHOWN_TEXT: usize = 400;

/// One raised indicator: a row of `findings.jsonl`.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The same for the same indicator and subject in every scan.
    pub finding_id: String,
    /// The indicator.
    pub indicator_id: String,
    /// The rule's place in the rulebook.
    pub rule: u16,
    /// Whom it is about.
    pub subject_kind: SubjectKind,
    /// The subject's id.
    pub subject_id: String,
    /// The accounts it concerns.
    pub account_ids: Vec<String>,
    /// The earliest and latest witness, microseconds.
    pub first_at: Option<i64>,
    /// The latest witness.
    pub last_at: Option<i64>,
    /// Its weight; 0 for a rule.
    pub bits: f64,
    /// The values that met, and the rows.
    pub evidence: Evidence,
    /// The sentence in English.
    pub says_en: String,
    /// The sentence in Japanese.
    pub says_ja: String,
}

/// What a finding rests on.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The compared values, in the order of the sentence.
    pub values: Vec<Option<String>>,
    /// The witness rows, with the columns that the sentence reads and the primary key.
    pub rows: Vec<EvidenceRow>,
    /// How many rows bore witness.
    pub rows_total: u64,
    /// Whether `rows` has all of them.
    pub complete: bool,
}

/// One witness row.
#[derive(Clone, Debug)]
pub struct EvidenceRow {
    /// Its table.
    pub table: String,
    /// Cells by column, nulls left out.
    pub cells: Map<String, Value>,
}

/// Findings from hits, sorted by indicator and subject.
///
/// # Errors
/// When a file can no longer be read.
pub fn findings(hits: &[Hit], dataset: &Dataset, schema: &Schema, book: &Rulebook) -> Result<Vec<Finding>, ReadError> {
    let fetched = Fetched::new(hits, dataset, schema, &book.registry.plan)?;
    let keys: BTreeSet<u64> =
        hits.iter().filter(|hit| hit.subject == SubjectKind::Account).map(|hit| hit.key).collect();
    let accounts = account_ids(&keys, dataset, schema);
    let naming = Naming { schema, fetched: &fetched, accounts: &accounts };
    let mut findings: Vec<Finding> = hits.iter().filter_map(|hit| naming.finding(hit, book)).collect();
    findings.sort_by(|a, b| {
        (&a.indicator_id, &a.subject_id, &a.finding_id).cmp(&(&b.indicator_id, &b.subject_id, &b.finding_id))
    });
    findings.dedup_by(|a, b| a.finding_id == b.finding_id);
    Ok(findings)
}

impl Naming<'_> {
    fn finding(&self, hit: &Hit, book: &Rulebook) -> Option<Finding> {
        let rule = book.rules.get(usize::from(hit.rule))?;
        let slots: Vec<&Slot> = book.registry.plan.slots_of(hit.subject).collect();
        let mut rows = Vec::new();
        let mut subject = self.accounts.get(&hit.key).filter(|_| hit.subject == SubjectKind::Account).cloned();
        let mut accounts: BTreeSet<String> = BTreeSet::new();
        for row in &hit.rows {
            let slot = slots[usize::from(row.slot)];
            let own_id = self.own_subject(hit, row, slot)?;
            subject = subject.or(own_id);
            accounts.extend(self.accounts_of(hit, row, slot));
            rows.push(EvidenceRow { table: self.schema.at(slot.table).name.clone(), cells: self.cells(row, slot) });
        }
        let subject_id = subject?;
        if matches!(hit.subject, SubjectKind::Account | SubjectKind::Client) {
            accounts.insert(subject_id.clone());
        }
        Some(build((hit, span(hit, &slots)), rule, subject_id, accounts, rows))
    }

    /// The subject's id as this row has it; `Some(None)` when the row does not hold it itself, `None` when the row's
    /// texts disprove its fingerprint (then the whole hit is a chance collision and is dropped).
    fn own_subject(&self, hit: &Hit, row: &HitRow, slot: &Slot) -> Option<Option<String>> {
        let table = self.schema.at(slot.table);
        let relation = relation_of(self.schema, hit.subject, &slot.name, hit.space)?;
        let own = relation.by.iter().all(|column| table.at(table.as_handed_in(*column)).origin == Origin::Own);
        if !own {
            return Some(None);
        }
        let cell = |column: ColumnId| self.fetched.cell(slot.table, row.reference, column).cloned();
        if !is_key_of(hit.key, &relation.by, table, cell) {
            return None;
        }
        Some(subject_id(table, *relation.by.last()?, cell))
    }

    fn accounts_of(&self, hit: &Hit, row: &HitRow, slot: &Slot) -> Vec<String> {
        let Some(relation) = relation_of(self.schema, hit.subject, &slot.name, hit.space) else { return Vec::new() };
        let cells = relation.accounts.iter().filter_map(|column| self.fetched.cell(slot.table, row.reference, *column));
        cells.map(text_of).collect()
    }

    fn cells(&self, row: &HitRow, slot: &Slot) -> Map<String, Value> {
        let table = self.schema.at(slot.table);
        let read = slot.columns.iter().zip(&row.words).map(|(wanted, word)| (wanted.column, Word(*word)));
        let mut shown: Vec<(ColumnId, Word)> =
            table.primary_key.iter().chain(&table.time).map(|column| (*column, Word::NULL)).collect();
        if table.primary_key.is_empty() {
            let own = table.own_columns().map(|(column, _)| (column, Word::NULL));
            let unnamed: Vec<_> = own.filter(|(column, _)| shown.iter().all(|(known, _)| known != column)).collect();
            shown.extend(unnamed);
        }
        for (column, word) in read {
            match shown.iter_mut().find(|(known, _)| *known == column) {
                Some((_, known)) => *known = if known.is_null() { word } else { *known },
                None => shown.push((column, word)),
            }
        }
        shown.sort_by_key(|(column, _)| *column);
        let mut cells = Map::new();
        for (column, word) in shown {
            let described = table.at(column);
            let value = self.fetched.cell(slot.table, row.reference, column).cloned();
            if let Some(value) = value.or_else(|| spoken::word_value(&described.ty, word)) {
                cells.insert(described.name.clone(), shorten(value));
            }
        }
        cells
    }
}

fn shorten(value: Value) -> Value {
    match value {
        Value::String(text) if text.chars().count() > SHOWN_TEXT => {
            Value::String(text.chars().take(SHOWN_TEXT).chain(['…']).collect())
        }
        other => other,
    }
}

/// The earliest and latest witness, microseconds.
type Span = (Option<i64>, Option<i64>);

/// When it happened. The subject's own record is no event (when an account was opened says nothing about when the finding
/// began) unless it is all there is: an order in a chain.
fn span(hit: &Hit, slots: &[&Slot]) -> Span {
    let own = hit.subject.own_record().and_then(|(_, name)| slots.iter().position(|slot| slot.name == name));
    let times = |with_own: bool| {
        let spans = hit.spans.iter().filter(move |span| with_own || own != Some(usize::from(span.slot)));
        let times = spans.flat_map(|span| [span.first, span.last]).filter(|time| !Word(*time).is_null());
        times.fold((None, None), |(first, last): Span, time| {
            (Some(first.map_or(time, |known| known.min(time))), Some(last.map_or(time, |known| known.max(time))))
        })
    };
    if times(false).0.is_some() { times(false) } else { times(true) }
}

fn build(
    (hit, span): (&Hit, Span),
    rule: &Rule,
    subject: String,
    accounts: BTreeSet<String>,
    rows: Vec<EvidenceRow>,
) -> Finding {
    let known = Known { hit, rule, subject: &subject, accounts: accounts.len(), rows: &rows, span };
    let (says_en, says_ja) = known.say();
    let indicator = &rule.indicator;
    // The key, not the id that people read: one number of two providers is two subjects.
    let name = format!("{}|{}|{}|{:016x}", indicator.id, hit.subject, hit.space, hit.key);
    Finding {
        finding_id: format!("f_{:016x}", Word::fingerprint(name.as_bytes()).0),
        indicator_id: indicator.id.clone(),
        rule: hit.rule,
        subject_kind: hit.subject,
        subject_id: subject,
        account_ids: accounts.into_iter().collect(),
        first_at: span.0,
        last_at: span.1,
        bits: indicator.bits,
        evidence: Evidence {
            values: hit.values.iter().map(|value| value.as_ref().map(|(english, _)| english.clone())).collect(),
            rows_total: hit.spans.iter().map(|span| span.rows).sum(),
            complete: hit.is_complete(),
            rows,
        },
        says_en,
        says_ja,
    }
}
