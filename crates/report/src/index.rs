//! Where to find things while rendering: an indicator's words, an account's place in the queue, a ring's members.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::limits::{ID_CHARS, TITLE_CHARS, cut};
use crate::model::{Case, IndicatorText, Report, Term, TermKind};
use crate::words::{both, count, finite, spaced};

/// Look-ups into one report.
pub struct Index<'a> {
    /// The report itself.
    pub report: &'a Report,
    texts: BTreeMap<&'a str, &'a IndicatorText>,
    places: BTreeMap<&'a str, usize>,
    rings: BTreeMap<&'a str, Vec<usize>>,
    ring_places: BTreeMap<&'a str, usize>,
}

impl<'a> Index<'a> {
    /// Builds the look-ups.
    pub fn new(report: &'a Report) -> Self {
        let mut rings = BTreeMap::<&str, Vec<usize>>::new();
        for (place, case) in report.cases.iter().enumerate() {
            if let Some(ring) = &case.ring_id {
                rings.entry(ring).or_default().push(place);
            }
        }
        Self {
            report,
            texts: report.indicators.iter().map(|text| (text.id.as_str(), text)).collect(),
            places: report.cases.iter().enumerate().map(|(place, case)| (case.account_id.as_str(), place)).collect(),
            rings,
            ring_places: report.rings.iter().enumerate().map(|(place, ring)| (ring.ring_id.as_str(), place)).collect(),
        }
    }

    /// An indicator's words.
    pub fn text(&self, id: &str) -> Option<&'a IndicatorText> {
        self.texts.get(id).copied()
    }

    /// An indicator's title in both languages; its id when it has no words.
    pub fn title(&self, id: &str) -> Markup {
        let fallback = spaced(&cut(id, ID_CHARS));
        let pick = |title: Option<&str>| {
            title.filter(|title| !title.is_empty()).map_or(fallback.clone(), |title| cut(title, TITLE_CHARS))
        };
        let text = self.text(id);
        both(pick(text.map(|text| text.title_en.as_str())), pick(text.map(|text| text.title_ja.as_str())))
    }

    /// What a term stands for, in both languages; a ring's term links to its ring.
    pub fn term(&self, case: &Case, term: &Term) -> Markup {
        let TermKind::Ring { outstanding } = term.kind else { return self.title(&term.indicator_id) };
        let number = count(outstanding);
        let says = match outstanding {
            0 => both("Ring: tied to other accounts", "つながり：ほかのアカウントとの結びつき"),
            1 => both(
                "Ring: tied to 1 account that stands out by itself",
                "つながり：単独でも目立つ1アカウントとの結びつき",
            ),
            _ => both(
                html! { "Ring: tied to " (number) " accounts that stand out by themselves" },
                html! { "つながり：単独でも目立つ" (number) "アカウントとの結びつき" },
            ),
        };
        match case.ring_id.as_deref().and_then(|ring| self.ring_rank(ring)) {
            Some(rank) => html! { a href={ "#ring-" (rank) } { (says) } },
            None => says,
        }
    }

    /// An account's place in the queue, from zero.
    pub fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// A ring's place on the page, from one, when the report holds it.
    pub fn ring_rank(&self, ring: &str) -> Option<usize> {
        self.ring_places.get(ring).map(|place| place + 1)
    }

    /// An account's id, as a link when its case is in the queue.
    pub fn account(&self, id: &str) -> Markup {
        let shown = cut(id, ID_CHARS);
        html! {
            @match self.places.get(id) {
                Some(place) => a href={ "#case-" (place + 1) } { bdi { (shown) } },
                None => bdi { (shown) },
            }
        }
    }

    /// The places in the queue of all accounts of a ring.
    pub fn ring(&self, ring: &str) -> &[usize] {
        self.rings.get(ring).map_or(&[], Vec::as_slice)
    }
}

/// How many independent groups speak for a case.
pub fn groups(case: &Case) -> usize {
    let mut groups: Vec<_> = case.terms.iter().filter(|term| term.counted_bits > 0.0).map(|term| &term.group).collect();
    groups.sort_unstable();
    groups.dedup();
    groups.len()
}

/// The term that counts most; the first of equals.
pub fn strongest(case: &Case) -> Option<&Term> {
    case.terms.iter().reduce(
        |best, term| {
            if finite(term.counted_bits) > finite(best.counted_bits) { term } else { best }
        },
    )
}
