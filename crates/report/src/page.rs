//! The whole document: its order, its head, and the promise that nothing is fetched.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::index::Index;
use crate::limits::{ID_CHARS, cut};
use crate::model::{Judged, Report};
use crate::words::count;
use crate::{breaches, coverage, guide, queue, reference, ring, scanned, spectrum, trail, words};

const STYLE: &str = concat!(include_str!("../assets/report.css"), include_str!("../assets/ring.css"));
const SCRIPT: &str = concat!(include_str!("../assets/report.js"), include_str!("../assets/ring.js"));
/// The browser itself refuses to fetch or send anything, even if a value slipped through escaping.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; \
                      base-uri 'none'; form-action 'none'";

/// Renders the document.
pub fn page(report: &Report) -> String {
    let index = Index::new(report);
    let rings = ring::rings(&index);
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(report))
            body {
                (switch())
                (masthead(&index))
                main {
                    (overview(report))
                    (guide::guide())
                    (coverage::coverage(&index))
                    (breaches::breaches(&index))
                    (rings)
                    (trail::trails(&index))
                    (queue::queue(&index, rings.0.len()))
                    (reference::reference(&index))
                }
                footer { p { (words::PRIVATE) } p.made { "sekisho " (env!("CARGO_PKG_VERSION")) } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
    .into_string()
}

fn head(report: &Report) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(POLICY);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            title { "sekisho · " (cut(&report.scanned.dataset, ID_CHARS)) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// Two radio buttons before everything else: the style sheet hides one language by looking at their state, so that
/// the switch works without JavaScript.
fn switch() -> Markup {
    html! {
        input.switch #l-en type="radio" name="language" checked aria-label="English";
        input.switch #l-ja type="radio" name="language" aria-label="日本語";
    }
}

fn masthead(index: &Index) -> Markup {
    let report = index.report;
    html! {
        header.masthead {
            div.brand {
                (gate())
                span.name { "sekisho" }
                div.languages {
                    label for="l-en" { span.fixed { "English" } }
                    label for="l-ja" { span.fixed { "日本語" } }
                }
            }
            h1 { (words::QUESTION) }
            p.decides { (words::DECIDES) }
            (ways(report))
            p.dataset { bdi { (cut(&report.scanned.dataset, ID_CHARS)) } }
        }
    }
}

/// Where to go from here; the queue first.
fn ways(report: &Report) -> Markup {
    let unjudged = report.coverage.iter().filter(|line| !matches!(line.judged, Judged::Yes)).count();
    html! {
        nav.ways {
            a href="#queue" { (words::QUEUE) " " span.tally { (count(report.cases.len() as u64)) } }
            @if !report.rings.is_empty() {
                a href="#rings" { (ring::words::RINGS_SHORT) " " span.tally { (count(report.rings.len() as u64)) } }
            }
            a href="#breaches" { (words::BREACHES) " " span.tally { (count(report.breaches.total)) } }
            @if report.listed.total > 0 {
                a href="#listed" { (words::LISTED) " " span.tally { (count(report.listed.total)) } }
            }
            @if report.trail_total > 0 { a href="#trails" { (trail::TRAILS_TITLE) " " span.tally { (count(report.trail_total)) } } }
            @if unjudged > 0 { a href="#coverage" { (words::UNJUDGED_SHORT) " " span.tally { (count(unjudged as u64)) } } }
        }
    }
}

/// A barrier gate, the meaning of the name.
fn gate() -> Markup {
    html! {
        svg.gate viewBox="0 0 32 32" aria-hidden="true" {
            path d="M2 7h28M5 12h22M8 7v21M24 7v21M16 12v5M12 28V17h8v11" {}
        }
    }
}

fn overview(report: &Report) -> Markup {
    html! {
        section.overview {
            (guide::bands(report))
            (spectrum::spectrum(report))
            (scanned::scanned(&report.scanned))
        }
    }
}
