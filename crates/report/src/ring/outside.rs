//! The right side of the table of dots: clients and collectors outside of the ring, and arrows between its accounts.

use maud::{Markup, html};

use super::canon::{Canon, Flow};
use super::ink::{Label, fit_mono, wide_mono};
use super::layout::Point;
use super::matrix::{COLUMN, Frame, LEAN, NAME, leaning};
use super::model::End;
use super::pen::{head, link_class, link_title, px};
use super::rows::{Grid, row_of};
use crate::limits::cut;

/// Outsiders with a column of their own.
const OUTSIDERS: usize = 12;
/// Arrows between accounts.
const ARROWS: usize = 60;

/// Links between accounts by rows, and links with outsiders.
pub struct Links<'a> {
    /// From row, to row, the link.
    pub inside: Vec<(usize, usize, &'a Flow<'a>)>,
    /// Row, outsider's column, whether the account receives, the link.
    pub outside: Vec<(usize, usize, bool, &'a Flow<'a>)>,
    /// How many outsiders have a column.
    pub outsiders: usize,
}

/// The links that are drawn, the largest sums first.
pub fn links<'a>(canon: &'a Canon<'a>, grid: &Grid) -> Links<'a> {
    let row_of = row_of(canon.members.len(), &grid.rows);
    let row = |member: usize| row_of.get(member).copied().filter(|row| *row != usize::MAX);
    let outsiders = canon.outsiders.len().min(OUTSIDERS);
    let mut links = Links { inside: Vec::new(), outside: Vec::new(), outsiders };
    let mut flows: Vec<&Flow> = canon.flows.iter().collect();
    flows.sort_by_key(|flow| (std::cmp::Reverse((flow.amount_minor, flow.count)), flow.from, flow.to));
    for flow in flows {
        match (flow.from, flow.to) {
            (End::Member(from), End::Member(to)) => {
                if let (Some(from), Some(to)) = (row(from), row(to)) {
                    links.inside.push((from, to, flow));
                }
            }
            (End::Member(member), End::Outsider(one)) | (End::Outsider(one), End::Member(member)) => {
                if let Some(row) = row(member).filter(|_| one < outsiders) {
                    links.outside.push((row, one, matches!(flow.to, End::Member(_)), flow));
                }
            }
            _ => {}
        }
    }
    links.inside.retain(|(from, to, _)| from != to);
    links.inside.truncate(ARROWS);
    links
}

/// How far to the right an arrow bows that spans so many rows.
pub fn reach(rows: usize) -> f64 {
    (14.0 + (rows as f64).sqrt() * 12.0).min(150.0)
}

/// An outsider's kind and name.
pub fn stranger<'a>(canon: &Canon<'a>, place: usize) -> (&'a str, String) {
    let one = canon.outsiders.get(place).and_then(|place| canon.ring.outsiders.get(*place));
    one.map_or(("", String::new()), |one| (one.kind.as_str(), fit_mono(&one.label, 12.0, NAME - 8.0)))
}

/// The column of an outsider.
pub fn outsider(canon: &Canon, frame: &Frame, place: usize, labels: &mut Vec<Label>) -> Markup {
    let (kind, name) = stranger(canon, place);
    let (x, y) = (frame.outside + (place as f64 + 0.5) * COLUMN, frame.top - 24.0);
    labels.push(leaning(x, y, wide_mono(&name, 12.0)));
    html! {
        g.outsider data-n={ "o" (place) } {
            path.guide d={ "M" (px(x)) " " (frame.top - 4.0) "V" (frame.bottom()) } {}
            path.body d={ "M" (px(x - 6.0)) " " (frame.top - 13.0) "l3-5.5h6l3 5.5-3 5.5h-6z" } {}
            text.id transform={ "translate(" (px(x)) " " (px(y)) ") rotate(" (LEAN) ")" } { (name) }
            title { (crate::words::spaced(&cut(kind, 40))) " · " (name) }
        }
    }
}

/// Triangles where an account pays an outsider or is paid: they point where the money, or the order, goes.
pub fn marks(links: &Links, frame: &Frame) -> Markup {
    html! {
        @for (row, place, receives, flow) in &links.outside {
            @let (x, y) = (frame.outside + (*place as f64 + 0.5) * COLUMN, frame.y(*row));
            @let way = if *receives { -6.0 } else { 6.0 };
            g.mark.(link_class(flow.kind)) data-e={ "r" (row) " o" (place) } {
                path.head d={ "M" (px(x + way)) " " (px(y)) "l" (px(-way * 1.7)) "-5v10z" } {}
                (link_title(flow))
            }
        }
    }
}

/// An arrow from row to row, bowing to the right.
pub fn arc(frame: &Frame, (from, to, flow): &(usize, usize, &Flow), runs: &mut Vec<Vec<Point>>) -> Markup {
    let (x, a, b) = (frame.right + 8.0, frame.y(*from), frame.y(*to));
    let out = x + reach(from.abs_diff(*to));
    let tip = (x, b);
    let bulge = x + (out - x) * 4.0 / 3.0;
    runs.push(vec![(x, a), (out, (a + b) / 2.0), (x, b)]);
    html! {
        g.link.(link_class(flow.kind)) data-e={ "r" (from) " r" (to) } {
            path.run d={
                "M" (px(x)) " " (px(a)) "C" (px(bulge)) " " (px(a)) " " (px(bulge)) " " (px(b)) " " (px(x + 2.0)) " " (px(b))
            } {}
            path.head d=(head((x + 20.0, b), tip)) {}
            (link_title(flow))
        }
    }
}
