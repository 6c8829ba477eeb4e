//! The queue: the top in full until the page is full enough, then rows of a table, then where the rest is.

use maud::{Markup, html};

use crate::case::case;
use crate::index::Index;
use crate::limits::{BLOCKS_BYTES, FULL_BYTES, FULL_CASES};
use crate::model::Band;
use crate::rest::rest;
use crate::words;

/// The section; rings above it have used so many bytes.
pub fn queue(index: &Index, used: usize) -> Markup {
    let cases = &index.report.cases;
    let (full, shown) = full(index, FULL_BYTES.min(BLOCKS_BYTES.saturating_sub(used)));
    html! {
        section.queue aria-labelledby="queue" {
            h2 #queue { (words::QUEUE) }
            @if cases.is_empty() { p { (words::QUEUE_EMPTY) } } @else {
                p.help { (words::QUEUE_HELP) }
                (controls())
                div #cases { (full) }
                (rest(index, shown))
            }
        }
    }
}

/// As many full cases as fit, and how many these are.
fn full(index: &Index, room: usize) -> (Markup, usize) {
    let mut page = String::new();
    let mut shown = 0;
    for (place, one) in index.report.cases.iter().take(FULL_CASES).enumerate() {
        let next = case(index, one, place + 1);
        if page.len() + next.0.len() > room {
            break;
        }
        page.push_str(&next.0);
        shown += 1;
    }
    (maud::PreEscaped(page), shown)
}

/// Controls that only JavaScript can serve; without it they stay hidden.
fn controls() -> Markup {
    let orders = [("bits", words::BY_BITS), ("groups", words::BY_GROUPS), ("account", words::BY_ACCOUNT)];
    html! {
        form.controls hidden {
            label.find { (words::FILTER) input #find type="search" autocomplete="off" spellcheck="false"; }
            fieldset { legend { (words::BAND) }
                @for band in [Band::Urgent, Band::Review, Band::Watch] {
                    label { input type="checkbox" name="band" value=(words::band_key(band)) checked; (words::band(band)) }
                }
            }
            fieldset { legend { (words::SORT) }
                @for (place, (key, name)) in orders.into_iter().enumerate() {
                    label { input type="radio" name="order" value=(key) checked[place == 0]; (name) }
                }
            }
            div.act {
                output #shown {} " " span.quiet { (words::SHOWN) }
                button #open type="button" { (words::OPEN_ALL) }
                button #close type="button" { (words::CLOSE_ALL) }
            }
        }
    }
}
