//! What a few accounts did, for their pictures: read again after scoring, for the top of the queue only.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_enrich::Clock;
use sekisho_read::{Batch, ColumnData, Dataset, Want};
use sekisho_schema::{ColumnId, Schema, Table, Word};

use crate::spoken::word_value;

/// The sessions and key events of one account.
#[derive(Clone, Debug, Default)]
pub struct AccountTimeline {
    /// The declared time zone.
    pub timezone: Option<String>,
    /// Signed-in sessions, by time.
    pub sessions: Vec<SessionSpan>,
    /// Key events, by time.
    pub events: Vec<KeyEvent>,
}

/// One session; times in microseconds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionSpan {
    /// Its start.
    pub start: i64,
    /// The last sign of life in it.
    pub end: i64,
    /// Country of the address; empty when unknown.
    pub country: String,
    /// Kind of the address; empty when unknown.
    pub kind: String,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeyEvent {
    /// When, microseconds.
    pub at: i64,
    /// What.
    pub kind: KeyEventKind,
    /// A word about it: the kind of document, the outcome of a check.
    pub label: String,
}

/// Kinds of key events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyEventKind {
    /// The account was opened.
    Opened,
    /// Its holder was verified.
    Verified,
    /// A document was handed in.
    Document,
    /// A check was asked for.
    Check,
    /// A contract as worker began.
    Contract,
    /// A payment account was added.
    PaymentAccount,
    /// A field was changed.
    Change,
    /// The account was suspended or closed.
    Suspended,
}

/// Where key events come from: table, account column, time column, label column, kind.
const EVENTS: [(&str, &str, &str, &str, KeyEventKind); 8] = [
    ("accounts", "account_id", "opened_at", "role", KeyEventKind::Opened),
    ("accounts", "account_id", "verified_at", "role", KeyEventKind::Verified),
    ("accounts", "account_id", "status_at", "status", KeyEventKind::Suspended),
    ("documents", "account_id", "submitted_at", "kind", KeyEventKind::Document),
    ("checks", "account_id", "requested_at", "kind", KeyEventKind::Check),
    ("contracts", "worker_account_id", "started_at", "currency", KeyEventKind::Contract),
    ("payment_accounts", "account_id", "added_at", "kind", KeyEventKind::PaymentAccount),
    ("account_changes", "account_id", "at", "field", KeyEventKind::Change),
];

/// Reads the timelines of these accounts.
pub fn timelines(accounts: &BTreeSet<String>, dataset: &Dataset, schema: &Schema) -> BTreeMap<String, AccountTimeline> {
    let by_word: BTreeMap<Word, &String> = accounts.iter().map(|id| (Word::fingerprint(id.as_bytes()), id)).collect();
    let mut found: BTreeMap<String, AccountTimeline> =
        accounts.iter().map(|id| (id.clone(), AccountTimeline::default())).collect();
    sessions(&by_word, dataset, schema, &mut found);
    zones(&by_word, dataset, schema, &mut found);
    for event in EVENTS {
        events(event, &by_word, dataset, schema, &mut found);
    }
    for timeline in found.values_mut() {
        timeline.sessions.sort();
        timeline.sessions.dedup();
        timeline.events.sort();
        timeline.events.dedup();
    }
    found
}

/// Reads some columns of a table and hands over every row that belongs to one of the accounts.
fn rows_of(
    (dataset, table): (&Dataset, &Table),
    account: ColumnId,
    columns: &[ColumnId],
    by_word: &BTreeMap<Word, &String>,
    mut row: impl FnMut(&str, &dyn Fn(usize) -> Word),
) {
    let want = Want { words: columns.iter().copied().chain([account]).collect(), bare: true, ..Want::default() };
    for unit in dataset.units().iter().filter(|unit| unit.table == table.id) {
        for piece in dataset.open_unit(unit, &want) {
            let Some(owners) = words(&piece.batch, account) else { continue };
            for (place, owner) in owners.iter().enumerate() {
                if let Some(id) = by_word.get(owner) {
                    let cell =
                        |column: usize| words(&piece.batch, columns[column]).map_or(Word::NULL, |words| words[place]);
                    row(id, &cell);
                }
            }
        }
    }
}

fn words(batch: &Batch, column: ColumnId) -> Option<&[Word]> {
    match batch.columns.get(usize::from(column.0))?.as_ref()? {
        ColumnData::Words(words) => Some(words),
        ColumnData::Texts(_) => None,
    }
}

type Found = BTreeMap<String, AccountTimeline>;

fn sessions(by_word: &BTreeMap<Word, &String>, dataset: &Dataset, schema: &Schema, found: &mut Found) {
    let Some((table, account, columns)) =
        places(schema, "sessions", "account_id", &["started_at", "last_seen_at", "ip_country", "ip_kind"])
    else {
        return;
    };
    let shown = |column: usize, word: Word| {
        let value = word_value(&table.at(columns[column]).ty, word);
        value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    };
    rows_of((dataset, table), account, &columns, by_word, |id, cell| {
        let (Some(start), end) = (cell(0).some(), cell(1).some()) else { return };
        let span = SessionSpan {
            start,
            end: end.unwrap_or(start).max(start),
            country: shown(2, cell(2)),
            kind: shown(3, cell(3)),
        };
        if let Some(timeline) = found.get_mut(id) {
            timeline.sessions.push(span);
        }
    });
}

fn zones(by_word: &BTreeMap<Word, &String>, dataset: &Dataset, schema: &Schema, found: &mut Found) {
    let Some((table, account, columns)) = places(schema, "accounts", "account_id", &["timezone"]) else { return };
    let clock = Clock::new();
    rows_of((dataset, table), account, &columns, by_word, |id, cell| {
        let zone = cell(0);
        if let (Some(timeline), false) = (found.get_mut(id), zone.is_null()) {
            timeline.timezone = clock.name_of(zone).map(str::to_owned);
        }
    });
}

fn events(
    (table, account, time, label, kind): (&str, &str, &str, &str, KeyEventKind),
    by_word: &BTreeMap<Word, &String>,
    dataset: &Dataset,
    schema: &Schema,
    found: &mut Found,
) {
    let Some((table, account, columns)) = places(schema, table, account, &[time, label]) else { return };
    rows_of((dataset, table), account, &columns, by_word, |id, cell| {
        let Some(at) = cell(0).some() else { return };
        let label = word_value(&table.at(columns[1]).ty, cell(1));
        let label = label.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default();
        if let Some(timeline) = found.get_mut(id) {
            timeline.events.push(KeyEvent { at, kind, label });
        }
    });
}

fn places<'a>(
    schema: &'a Schema,
    table: &str,
    account: &str,
    columns: &[&str],
) -> Option<(&'a Table, ColumnId, Vec<ColumnId>)> {
    let table = schema.table(table)?;
    let columns: Option<Vec<ColumnId>> = columns.iter().map(|column| table.column(column)).collect();
    Some((table, table.column(account)?, columns?))
}
