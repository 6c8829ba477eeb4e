//! The indicators that speak in this report, each once, in their own words.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::index::Index;
use crate::limits::{ID_CHARS, REFERENCE_BYTES, SENTENCE_CHARS, TEXT_CHARS, cut};
use crate::model::IndicatorText;
use crate::waterfall::group;
use crate::words::{self, both_or, count};

/// The section.
pub fn reference(index: &Index) -> Markup {
    let raised: BTreeMap<&str, u64> =
        index.report.coverage.iter().map(|line| (line.indicator_id.as_str(), line.findings)).collect();
    let mut room = REFERENCE_BYTES;
    let mut entries = Vec::new();
    for text in index.report.indicators.iter().filter(|text| raised.get(text.id.as_str()) != Some(&0)) {
        let entry = entry(text, raised.get(text.id.as_str()).copied());
        let Some(left) = room.checked_sub(entry.0.len()) else { break };
        room = left;
        entries.push(entry);
    }
    html! {
        @if !entries.is_empty() {
            section.reference aria-labelledby="reference" {
                h2 #reference { (words::REFERENCE) }
                p.help { (words::REFERENCE_HELP) }
                @for entry in &entries { (entry) }
            }
        }
    }
}

fn entry(text: &IndicatorText, raised: Option<u64>) -> Markup {
    html! {
        details.fold {
            summary {
                (both_or(&cut(&text.title_en, SENTENCE_CHARS), &cut(&text.title_ja, SENTENCE_CHARS))) " " (group(&text.group))
                @if let Some(raised) = raised { " " span.tally { (count(raised)) } }
            }
            dl {
                @if !text.finds_en.is_empty() {
                    dt { (words::FINDS) } dd lang="en" { (cut(&text.finds_en, TEXT_CHARS)) }
                }
                dt { (words::INNOCENT) }
                dd { (both_or(&cut(&text.innocent_en, TEXT_CHARS), &cut(&text.innocent_ja, TEXT_CHARS))) }
                dt { (words::NEXT) }
                dd { (both_or(&cut(&text.next_step_en, TEXT_CHARS), &cut(&text.next_step_ja, TEXT_CHARS))) }
                dt { (words::BASIS) } dd { (words::basis(&cut(&text.basis, ID_CHARS))) " · " code { (cut(&text.id, ID_CHARS)) } }
                dt { (words::SOURCES) }
                dd { ul { @for source in text.sources.iter().take(20) { li { (cut(source, SENTENCE_CHARS)) } } } }
            }
        }
    }
}
