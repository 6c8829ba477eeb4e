//! How to read the page: what the words mean, before the first account is named.

use maud::{Markup, html};

use crate::model::{Band, Report};
use crate::words::{self, both, count, plain};

/// Three short notes.
pub fn guide() -> Markup {
    let notes = [
        (words::CONSISTENT_TITLE, words::CONSISTENT),
        (words::BITS_TITLE, words::BITS),
        (words::PEOPLE_TITLE, words::PEOPLE),
    ];
    html! {
        section.guide aria-labelledby="guide" {
            h2 #guide { (words::GUIDE) }
            div.notes { @for (title, text) in notes { div { h3 { (title) } p { (text) } } } }
        }
    }
}

/// How many accounts are in each band, and what the band asks of a person.
pub fn bands(report: &Report) -> Markup {
    let counts = report.bands;
    let numbers = [(Band::Urgent, counts.urgent), (Band::Review, counts.review), (Band::Watch, counts.watch)];
    html! {
        ul.counts {
            @for (band, number) in numbers {
                li.(words::band_key(band)) {
                    strong { (count(number)) }
                    (pill(band))
                    p { (asks(report, band)) }
                }
            }
        }
    }
}

fn asks(report: &Report, band: Band) -> Markup {
    let (review, urgent) = (plain(report.review_bits), plain(report.urgent_bits));
    match band {
        Band::Urgent => {
            both(html! { (urgent) " bits or more: look today" }, html! { (urgent) "ビット以上。今日のうちに確認" })
        }
        Band::Review => both(
            html! { (review) " bits or more, from two groups at least: a person looks" },
            html! { (review) "ビット以上かつ2系統以上。人が確認" },
        ),
        Band::Watch => both("something was found, too little to act on", "該当はあるが、動くには足りない"),
    }
}

/// A band's name in its colour.
pub fn pill(band: Band) -> Markup {
    html! { span.pill.(words::band_key(band)) { (words::band(band)) } }
}
