//! How much a page may hold. Whatever was scanned, the page must open on a phone, so every list has an end.

/// The page is always smaller than this.
pub const PAGE_BYTES: usize = 10_000_000;
/// Full cases stop here ...
pub const FULL_CASES: usize = 300;
/// ... or when they have used this much of the page ...
pub const FULL_BYTES: usize = 5_800_000;
/// ... or as much as rings have left of this.
pub const BLOCKS_BYTES: usize = 6_300_000;
/// Full rings stop here ...
pub const FULL_RINGS: usize = 300;
/// ... or when they have used this much of the page.
pub const RINGS_BYTES: usize = 3_800_000;
/// A ring larger than this is shown with fewer rows.
pub const RING_BYTES: usize = 150_000;
/// Rings after the full ones are rows of a table, up to this many ...
pub const RING_ROWS: usize = 500;
/// ... or this many bytes.
pub const RING_ROWS_BYTES: usize = 250_000;
/// Cases after the full ones are rows of a table, up to this many ...
pub const TABLE_ROWS: usize = 5_000;
/// ... or this many bytes.
pub const TABLE_BYTES: usize = 1_700_000;
/// Rule breaches, in number and bytes.
pub const BREACHES: usize = 200;
/// Bytes for rule breaches.
pub const BREACH_BYTES: usize = 450_000;
/// Bytes for what could not be judged.
pub const COVERAGE_BYTES: usize = 300_000;
/// Bytes for the indicators' own words at the end of the page.
pub const REFERENCE_BYTES: usize = 700_000;
/// Tables and notes of the scan.
pub const SCANNED_LINES: usize = 100;

/// Characters of an id.
pub const ID_CHARS: usize = 128;
/// Characters of a title.
pub const TITLE_CHARS: usize = 160;
/// Characters of one sentence.
pub const SENTENCE_CHARS: usize = 600;
/// Characters of an explanation.
pub const TEXT_CHARS: usize = 1_600;

/// A case larger than this is shown with the next tighter [`Depth`].
pub const CASE_BYTES: usize = 160_000;

/// How deep one case is shown.
#[derive(Clone, Copy, Debug)]
pub struct Depth {
    /// Terms of the waterfall; the rest is summed.
    pub terms: usize,
    /// Indicators with their findings.
    pub indicators: usize,
    /// Findings of one indicator.
    pub findings: usize,
    /// Witness rows of one finding.
    pub rows: usize,
    /// Cells of one witness row.
    pub cells: usize,
    /// Characters of one cell.
    pub chars: usize,
    /// Sessions in the timeline.
    pub sessions: usize,
    /// Events in the timeline.
    pub events: usize,
}

/// From generous to bare; the first that fits [`CASE_BYTES`] is taken, else the last.
pub const DEPTHS: [Depth; 3] = [
    Depth { terms: 40, indicators: 40, findings: 6, rows: 60, cells: 16, chars: 280, sessions: 6_000, events: 48 },
    Depth { terms: 24, indicators: 16, findings: 3, rows: 8, cells: 10, chars: 120, sessions: 2_000, events: 24 },
    Depth { terms: 16, indicators: 8, findings: 1, rows: 2, cells: 6, chars: 60, sessions: 300, events: 10 },
];

/// At most `chars` characters of `text`, with an ellipsis where something was left out.
pub fn cut(text: &str, chars: usize) -> String {
    match text.char_indices().nth(chars) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}
