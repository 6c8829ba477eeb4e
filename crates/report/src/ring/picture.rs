//! The picture of a ring with its legend: a network where it stays readable, a table of dots where it does not.

use maud::{Markup, html};

use super::canon::Canon;
use super::family::{family, glyph, kind_name};
use super::matrix::matrix;
use super::network::{common, network};
use super::pen::{Names, Sheet, link_class, person};
use super::words as said;
use crate::index::Index;
use crate::limits::{ID_CHARS, cut};
use crate::model::Band;
use crate::words::{self, both, count};

/// The sheet that suits the ring.
pub fn sheet(index: &Index, canon: &Canon, names: &Names) -> Sheet {
    network(index, canon, names).unwrap_or_else(|| matrix(index, canon, names))
}

/// The whole figure.
pub fn picture(index: &Index, canon: &Canon, names: &Names) -> Markup {
    let sheet = sheet(index, canon, names);
    let name = format!("ring-{}-picture", names.rank);
    let dots = sheet.fixed.is_some();
    html! {
        figure.ringpic {
            figcaption id=(name) {
                h4 { (said::PICTURE) }
                p.help { @if dots { (said::MATRIX_HELP) } @else { (said::NETWORK_HELP) } }
            }
            (legend(canon, dots))
            @if !dots { (shared_by_all(canon, names)) }
            div.plot {
                @if let Some(fixed) = &sheet.fixed { (fixed) }
                div.scroll tabindex="0" role="group" aria-labelledby=(name) { (sheet.markup) }
            }
            @if dots { (drawn(canon)) }
        }
    }
}

/// What needs no lines, because every account has it.
fn shared_by_all(canon: &Canon, names: &Names) -> Markup {
    let all = common(canon);
    let accounts = count(canon.members.len() as u64);
    html! {
        @if !all.is_empty() {
            p.common {
                strong { (both(html! { "All " (accounts) " accounts share:" }, html! { (accounts) "アカウントすべてに共通：" })) } " "
                @for place in all {
                    @let tie = canon.things[place].tie;
                    @let (en, ja) = kind_name(&tie.kind);
                    a.chip href=(names.tie(place)) {
                        (glyph(family(&tie.kind))) (both(en, ja)) " " code { (cut(&tie.label, ID_CHARS / 4)) }
                    }
                }
            }
        }
    }
}

/// What colours, shapes and lines mean; only what the picture holds.
fn legend(canon: &Canon, dots: bool) -> Markup {
    let mut families: Vec<_> = canon.families().into_iter().map(|(family, ..)| family).collect();
    families.sort_by_key(|family| super::family::FAMILIES.iter().position(|one| one == family));
    let mut kinds: Vec<&str> = canon.flows.iter().map(|flow| flow.kind).collect();
    kinds.sort_by_key(|kind| (link_class(kind), *kind));
    kinds.dedup_by_key(|kind| link_class(kind));
    html! {
        ul.key.ringkey {
            @for family in families {
                @let (en, ja) = family.name();
                li { (glyph(family)) (both(en, ja)) }
            }
            @for kind in kinds { li { (sample(kind)) (said::link(kind).unwrap_or(said::OTHER_LINK)) } }
            @if !canon.outsiders.is_empty() {
                li {
                    svg.sample width="18" height="12" aria-hidden="true" { path.outside d="M4 1h10l3 5-3 5h-10l-3-5z" {} }
                    (said::OUTSIDE)
                }
            }
            (people(canon, dots))
        }
    }
}

fn people(canon: &Canon, dots: bool) -> Markup {
    let bands = [Band::Urgent, Band::Review, Band::Watch];
    let clients = canon.members.iter().any(|member| member.role == "client");
    let head = |band: &str, role: &str| {
        html! { svg.sample width="16" height="16" viewBox="-13 -13 26 26" aria-hidden="true" {
        @if dots && role == "client" { g.person.(band) { rect x="-9" y="-9" width="18" height="18" {} } }
        @else if dots { g.person.(band) { circle r="10" {} } } @else { (person(band, role, (0.0, 0.0))) } } }
    };
    html! {
        @for band in bands.into_iter().filter(|band| canon.members.iter().any(|member| member.band == Some(*band))) {
            li { (head(words::band_key(band), "worker")) (words::band(band)) }
        }
        @if canon.members.iter().any(|member| member.band.is_none()) {
            li { (head("clear", "worker")) (both("nothing by itself", "単独では該当なし")) }
        }
        @if clients { li { (head("clear", "client")) (said::CLIENT) } }
        @if canon.members.iter().any(|member| member.suspended) { li { (said::STOPPED) } }
    }
}

/// A piece of the line that a kind of link is drawn with.
fn sample(kind: &str) -> Markup {
    html! {
        svg.sample width="28" height="12" aria-hidden="true" {
            g.link.(link_class(kind)) { path.run d="M1 6H20" {} path.head d="M27 6l-8-3.6v7.2z" {} }
        }
    }
}

/// Says so when not everything is drawn.
fn drawn(canon: &Canon) -> Markup {
    let grid = super::rows::grid(canon);
    let shown = grid.columns.len();
    let all = canon.bundles().len() - grid.within;
    let (shown_text, all_text) = (count(shown as u64), count(all as u64));
    let beyond = count(grid.beyond as u64);
    html! {
        @if grid.is_joined() { p.help { (said::MANY_HELP) } }
        @if shown < all {
            p.help { (both(
                html! { "Drawn: the " (shown_text) " of " (all_text) " columns that join most; the others stand in the table of ties." },
                html! { (all_text) " 列のうち、結びつきの大きい " (shown_text) " 列を描いています。残りはつながりの一覧にあります。" })) }
        }
        @if grid.beyond > 0 {
            p.help { (both(
                html! { (beyond) " more accounts are in " code { "rings.csv" } "." },
                html! { "ほか " (beyond) " アカウントは " code { "rings.csv" } " にあります。" })) }
        }
    }
}
