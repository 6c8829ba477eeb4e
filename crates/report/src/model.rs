//! What a report is made of. The caller fills these types; this crate only shows them.

use crate::ring::model::Ring;

/// Everything one report shows.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What was read.
    pub scanned: Scanned,
    /// How many accounts are in each band, over the whole scan.
    pub bands: BandCounts,
    /// The score of an account before any evidence: log2 of the odds.
    pub prior_bits: f64,
    /// From this score on (and with two independent groups) a case is for review.
    pub review_bits: f64,
    /// From this score on a case is urgent.
    pub urgent_bits: f64,
    /// All cases, sorted by bits, highest first. Findings and timelines are only needed for the top.
    pub cases: Vec<Case>,
    /// All rings, in the order to review them. Each is one review.
    pub rings: Vec<Ring>,
    /// Findings of rules about records: they carry no bits and are listed apart.
    pub breaches: Breaches,
    /// Findings of rules about watch lists: the same, in a part of their own.
    pub listed: Breaches,
    /// Money trails, those with the most bits first, possibly only the first.
    pub trails: Vec<crate::trail::Trail>,
    /// How many money trails there are.
    pub trail_total: u64,
    /// The words of every indicator that the cases, breaches and coverage name.
    pub indicators: Vec<IndicatorText>,
    /// What could be judged and what could not.
    pub coverage: Vec<Coverage>,
}

/// Findings of indicators whose kind is `rule`.
#[derive(Clone, Debug, Default)]
pub struct Breaches {
    /// How many there are.
    pub total: u64,
    /// These, possibly only the first.
    pub findings: Vec<Finding>,
}

/// What a scan has read.
#[derive(Clone, Debug, Default)]
pub struct Scanned {
    /// The name of the dataset, as the operator gave it.
    pub dataset: String,
    /// The earliest time in the records, microseconds since 1970 UTC.
    pub first_at: Option<i64>,
    /// The latest time in the records, microseconds since 1970 UTC.
    pub last_at: Option<i64>,
    /// The tables that were read.
    pub tables: Vec<TableCount>,
    /// How many accounts were judged.
    pub accounts: u64,
    /// How many indicators were asked.
    pub indicators: u32,
    /// Remarks on the scan, each one sentence.
    pub notes: Vec<String>,
}

/// How much of one table was read.
#[derive(Clone, Debug, Default)]
pub struct TableCount {
    /// The table's name.
    pub name: String,
    /// Rows that were read.
    pub rows: u64,
    /// Rows that were set aside in `rejected.jsonl`.
    pub rejected: u64,
    /// Rows that repeat another one exactly.
    pub duplicates: u64,
}

/// How many accounts are in each band.
#[derive(Clone, Copy, Debug, Default)]
pub struct BandCounts {
    /// Accounts in the urgent band.
    pub urgent: u64,
    /// Accounts in the review band.
    pub review: u64,
    /// Accounts in the watch band.
    pub watch: u64,
}

/// How soon a person should look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Something was found, too little to act on.
    Watch,
    /// A person should look.
    Review,
    /// A person should look now.
    Urgent,
}

/// What a person decides about: one account with all that speaks.
#[derive(Clone, Debug)]
pub struct Case {
    /// The account.
    pub account_id: String,
    /// The score: the prior and all counted bits.
    pub bits: f64,
    /// The band the score falls into.
    pub band: Band,
    /// The parts of the score.
    pub terms: Vec<Term>,
    /// What was found, with the rows it rests on.
    pub findings: Vec<Finding>,
    /// When and through which country the account was used.
    pub timeline: Option<Timeline>,
    /// The ring that ties join this account to.
    pub ring_id: Option<String>,
}

/// What a term of a score stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TermKind {
    /// An indicator that held for the account.
    #[default]
    Indicator,
    /// The ring that ties join the account to ([`Case::ring_id`]).
    Ring {
        /// Other accounts of the ring that stand out by themselves.
        outstanding: u64,
    },
}

/// What one indicator, or the ring, adds to a score.
#[derive(Clone, Debug, Default)]
pub struct Term {
    /// What the term stands for.
    pub kind: TermKind,
    /// The indicator; not shown for a ring.
    pub indicator_id: String,
    /// The group of kin indicators it belongs to; `ring` for a ring.
    pub group: String,
    /// What the indicator says by itself.
    pub full_bits: f64,
    /// What counts after diminishing inside its group.
    pub counted_bits: f64,
}

/// An indicator that held for a subject, with its witness rows.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The finding's own id, as in `findings.jsonl`.
    pub finding_id: String,
    /// The indicator that held.
    pub indicator_id: String,
    /// What kind of subject it held for: account, ip, device, ...
    pub subject_kind: String,
    /// The subject.
    pub subject_id: String,
    /// The accounts the finding concerns.
    pub account_ids: Vec<String>,
    /// The earliest witness row, microseconds since 1970 UTC.
    pub first_at: Option<i64>,
    /// The latest witness row, microseconds since 1970 UTC.
    pub last_at: Option<i64>,
    /// The finding's weight; nothing for a rule.
    pub bits: f64,
    /// The finding as one English sentence.
    pub says_en: String,
    /// The finding as one Japanese sentence.
    pub says_ja: String,
    /// The rows that made the indicator hold, possibly only the first.
    pub rows: Vec<WitnessRow>,
    /// How many rows made it hold.
    pub rows_total: u64,
    /// Whether everything that could bear on the finding was read.
    pub complete: bool,
}

/// One record a finding rests on.
#[derive(Clone, Debug)]
pub struct WitnessRow {
    /// The table the record comes from.
    pub table: String,
    /// Column names and values, in the order to show them.
    pub cells: Vec<(String, String)>,
}

/// When an account was used, in its own local time.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The time zone (IANA) local days and hours are in; none means UTC.
    pub timezone: Option<String>,
    /// The first local day, in days since 1970-01-01.
    pub first_day: i32,
    /// How many days the picture shows.
    pub days: u32,
    /// Signed-in time, split at local midnight.
    pub sessions: Vec<Span>,
    /// What happened to the account.
    pub events: Vec<Event>,
}

/// A stretch of signed-in time inside one local day.
#[derive(Clone, Debug)]
pub struct Span {
    /// The local day, in days since 1970-01-01.
    pub local_day: i32,
    /// Minutes after local midnight.
    pub start_minute: u16,
    /// How long, in minutes.
    pub minutes: u16,
    /// The country the connection surfaced in (ISO 3166-1 alpha-2), empty when not known.
    pub country: String,
    /// The kind of line: residential, mobile, hosting, vpn, tor, relay, or empty.
    pub kind: String,
}

/// A key event on a timeline.
#[derive(Clone, Debug)]
pub struct Event {
    /// When, microseconds since 1970 UTC.
    pub at: i64,
    /// The local day, in days since 1970-01-01.
    pub local_day: i32,
    /// Minutes after local midnight.
    pub minute: u16,
    /// What kind of event.
    pub kind: EventKind,
    /// What exactly, in a few words.
    pub label: String,
}

/// What can happen to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// The account was opened.
    Opened,
    /// The account was verified.
    Verified,
    /// A document was handed in.
    Document,
    /// A contract began.
    Contract,
    /// A bank account, wallet or card was added.
    PaymentAccount,
    /// The account was suspended.
    Suspended,
    /// A verification step was asked or answered.
    Check,
    /// A field of the account was changed.
    AccountChange,
}

/// The words of one indicator.
#[derive(Clone, Debug)]
pub struct IndicatorText {
    /// The indicator's id.
    pub id: String,
    /// The group of kin indicators it belongs to.
    pub group: String,
    /// Its title in English.
    pub title_en: String,
    /// Its title in Japanese.
    pub title_ja: String,
    /// What it finds, one English sentence.
    pub finds_en: String,
    /// When it is innocent, in English.
    pub innocent_en: String,
    /// When it is innocent, in Japanese.
    pub innocent_ja: String,
    /// What to do next, in English.
    pub next_step_en: String,
    /// What to do next, in Japanese.
    pub next_step_ja: String,
    /// Where the idea comes from: public title and section.
    pub sources: Vec<String>,
    /// Where the bits come from: `expert` or `measured`.
    pub basis: String,
    /// `evidence` or `rule`.
    pub kind: String,
}

/// Whether one indicator could be judged.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// The indicator.
    pub indicator_id: String,
    /// Whether it was judged.
    pub judged: Judged,
    /// How many findings it raised.
    pub findings: u64,
}

/// Whether an indicator could be judged, and if not, why.
#[derive(Clone, Debug)]
pub enum Judged {
    /// On all records.
    Yes,
    /// On some records only, for this reason.
    InPart(String),
    /// Not at all, for this reason.
    No(String),
}
