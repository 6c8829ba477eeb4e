//! Where to find things while rendering: an indicator's words, an account's place in the queue, a ring's members.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::limits::{ID_CHARS, TITLE_CHARS, cut};
use crate::model::{Case, IndicatorText, Report, Term};
use crate::words::{both, finite, spaced};

/// Look-ups into one report.
pub struct Index<'a> {
    /// The report itself.
    pub report: &'a Report,
    texts: BTreeMap<&'a str, &'a IndicatorText>,
    places: BTreeMap<&'a str, usize>,
    rings: BTreeMap<&'a str, Vec<usize>>,
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
