//! Cases for the page: scores with their findings, and timelines for the top of the queue.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_enrich::Clock;
use sekisho_evidence::{AccountTimeline, Finding, KeyEventKind, SessionSpan, timelines};
use sekisho_flow::Job;
use sekisho_report as page;
use sekisho_schema::Word;
use sekisho_score::{AccountScore, Band};

use super::Scan;

/// So many cases get findings and a picture.
const FULL_CASES: usize = 300;
/// A finding shows so many rows on the page; all of them stand in `findings.jsonl`.
const SHOWN_ROWS: usize = 24;
/// A picture spans at most so many days, the latest ones.
const LONGEST_PICTURE: i64 = 400;
const MINUTES_A_DAY: i64 = 1_440;

/// All cases, highest first.
pub fn cases(scan: &Scan, job: &Job) -> Vec<page::Case> {
    let top: BTreeSet<String> =
        scan.scores.accounts.iter().take(FULL_CASES).map(|score| score.account_id.clone()).collect();
    let pictures = timelines(&top, &job.dataset, &job.schema);
    let clock = Clock::new();
    let numbered = scan.scores.accounts.iter().enumerate();
    numbered.map(|(rank, score)| case(score, rank < FULL_CASES, scan, (&pictures, &clock))).collect()
}

fn case(
    score: &AccountScore,
    full: bool,
    scan: &Scan,
    (pictures, clock): (&BTreeMap<String, AccountTimeline>, &Clock),
) -> page::Case {
    // Outside of the top a row shows the strongest sentence only.
    let strongest = score.terms.first().map(|term| term.finding);
    let shown: Vec<usize> = if full { score.findings.clone() } else { strongest.into_iter().collect() };
    page::Case {
        account_id: score.account_id.clone(),
        bits: score.bits,
        band: band(score.band),
        terms: score
            .terms
            .iter()
            .map(term)
            .chain(score.ring.as_ref().filter(|ring| ring.bits > 0.0).map(ring_term))
            .collect(),
        findings: shown.into_iter().map(|place| finding(&scan.findings[place])).collect(),
        timeline: pictures.get(&score.account_id).filter(|_| full).map(|timeline| picture(timeline, clock)),
        ring_id: score.ring.as_ref().map(|ring| ring.ring_id.clone()),
    }
}

fn term(term: &sekisho_score::Term) -> page::Term {
    page::Term {
        kind: page::TermKind::Indicator,
        indicator_id: term.indicator_id.clone(),
        group: term.group.clone(),
        full_bits: term.full_bits,
        counted_bits: term.counted_bits,
    }
}

/// What the company of others adds: a term of its own.
fn ring_term(ring: &sekisho_score::RingTerm) -> page::Term {
    page::Term {
        kind: page::TermKind::Ring { outstanding: ring.outstanding },
        indicator_id: String::new(),
        group: "ring".to_owned(),
        full_bits: ring.bits,
        counted_bits: ring.bits,
    }
}

/// The report's word for a band.
pub fn band(of: Band) -> page::Band {
    match of {
        Band::Watch => page::Band::Watch,
        Band::Review => page::Band::Review,
        Band::Urgent => page::Band::Urgent,
    }
}

/// A finding as the page shows it.
pub fn finding(of: &Finding) -> page::Finding {
    let rows = of.evidence.rows.iter().take(SHOWN_ROWS).map(|row| page::WitnessRow {
        table: row.table.clone(),
        cells: row.cells.iter().map(|(name, value)| (name.clone(), cell(value))).collect(),
    });
    page::Finding {
        finding_id: of.finding_id.clone(),
        indicator_id: of.indicator_id.clone(),
        subject_kind: of.subject_kind.name().to_owned(),
        subject_id: of.subject_id.clone(),
        account_ids: of.account_ids.clone(),
        first_at: of.first_at,
        last_at: of.last_at,
        bits: of.bits,
        says_en: of.says_en.clone(),
        says_ja: of.says_ja.clone(),
        rows: rows.collect(),
        rows_total: of.evidence.rows_total,
        complete: of.evidence.complete,
    }
}

fn cell(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// Wall-clock minutes of an account, in UTC when its zone is not known.
struct Wall<'a> {
    clock: &'a Clock,
    zone: Option<Word>,
}

impl Wall<'_> {
    fn minutes(&self, micros: i64) -> i64 {
        let local = self.zone.and_then(|zone| self.clock.local_minutes(zone, micros));
        local.unwrap_or_else(|| micros.div_euclid(60_000_000))
    }
}

fn picture(timeline: &AccountTimeline, clock: &Clock) -> page::Timeline {
    let wall = Wall { clock, zone: timeline.timezone.as_ref().map(|name| Word::fingerprint(name.as_bytes())) };
    let day = |micros: i64| wall.minutes(micros).div_euclid(MINUTES_A_DAY);
    let last = timeline.sessions.iter().map(|session| day(session.end)).max();
    let last = last.or_else(|| timeline.events.iter().map(|event| day(event.at)).max()).unwrap_or(0);
    let first = timeline
        .sessions
        .iter()
        .map(|session| day(session.start))
        .min()
        .unwrap_or(last)
        .max(last - LONGEST_PICTURE + 1);
    let spans = timeline
        .sessions
        .iter()
        .flat_map(|session| spans(session, &wall))
        .filter(|span| i64::from(span.local_day) >= first);
    page::Timeline {
        timezone: timeline.timezone.clone(),
        first_day: first as i32,
        days: (last - first + 1) as u32,
        sessions: spans.collect(),
        events: timeline.events.iter().map(|event| key_event(event, &wall)).collect(),
    }
}

/// A session split at local midnights.
fn spans(session: &SessionSpan, wall: &Wall<'_>) -> Vec<page::Span> {
    let (mut from, to) = (wall.minutes(session.start), wall.minutes(session.end));
    let mut spans = Vec::new();
    loop {
        let day = from.div_euclid(MINUTES_A_DAY);
        let until = to.min((day + 1) * MINUTES_A_DAY);
        spans.push(page::Span {
            local_day: day as i32,
            start_minute: (from - day * MINUTES_A_DAY) as u16,
            minutes: (until - from).max(1) as u16,
            country: session.country.clone(),
            kind: session.kind.clone(),
        });
        if until >= to || spans.len() as i64 > LONGEST_PICTURE {
            return spans;
        }
        from = until;
    }
}

fn key_event(event: &sekisho_evidence::KeyEvent, wall: &Wall<'_>) -> page::Event {
    let local = wall.minutes(event.at);
    let kind = match event.kind {
        KeyEventKind::Opened => page::EventKind::Opened,
        KeyEventKind::Verified => page::EventKind::Verified,
        KeyEventKind::Document => page::EventKind::Document,
        KeyEventKind::Check => page::EventKind::Check,
        KeyEventKind::Contract => page::EventKind::Contract,
        KeyEventKind::PaymentAccount => page::EventKind::PaymentAccount,
        KeyEventKind::Change => page::EventKind::AccountChange,
        KeyEventKind::Suspended => page::EventKind::Suspended,
    };
    page::Event {
        at: event.at,
        local_day: local.div_euclid(MINUTES_A_DAY) as i32,
        minute: local.rem_euclid(MINUTES_A_DAY) as u16,
        kind,
        label: event.label.clone(),
    }
}
