//! The report for people: one self-contained page in two languages, for the person who decides.
//!
//! [`render`] turns a [`Report`] into HTML. The page needs no network, works without JavaScript, prints, and stays
//! below [`limits::PAGE_BYTES`] whatever was scanned: the top of the queue is shown in full, the rest as table rows,
//! and what is beyond is pointed at. Rings stand above single accounts, each with a picture. The same
//! report gives the same bytes.

mod breaches;
mod case;
mod coverage;
mod events;
mod findings;
mod guide;
mod index;
pub mod limits;
mod model;
mod page;
mod queue;
mod reference;
mod rest;
mod ring;
mod scanned;
mod spectrum;
mod timeline;
mod trail;
mod trail_picture;
mod waterfall;
mod witness;
mod words;

pub use model::*;
pub use ring::model::*;
pub use trail::{Lane, LaneRole, Trail, TrailHop};

/// Renders the whole page.
pub fn render(report: &Report) -> String {
    page::page(report)
}
