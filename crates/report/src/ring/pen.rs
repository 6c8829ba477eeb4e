//! What both pictures of a ring are drawn with: the sheet, arrows, persons, and the names that links point to.

use maud::{Markup, html};

use super::canon::Flow;
use super::ink::{Label, money};
use super::layout::Point;
use crate::limits::cut;
pub use crate::timeline::px;
use crate::words::{count, spaced};

/// A finished picture, and where everything in it is, which tests look at.
#[cfg_attr(not(test), allow(dead_code, reason = "a browser sees the markup, tests see the places"))]
pub struct Sheet {
    /// What stands still at the left while the rest scrolls.
    pub fixed: Option<Markup>,
    /// The picture.
    pub markup: Markup,
    /// What the picture holds; left of the origin is what stands still.
    pub frame: Label,
    /// All boxes and texts that must not cover each other.
    pub labels: Vec<Label>,
    /// All points that lines pass.
    pub runs: Vec<Vec<Point>>,
}

/// Names of places on the page that belong to one ring.
pub struct Names {
    /// The ring's place on the page, from one.
    pub rank: usize,
}

impl Names {
    /// The address of a tie's row in the table.
    pub fn tie(&self, place: usize) -> String {
        format!("#ring-{}-tie-{}", self.rank, place + 1)
    }
}

/// A link inside of a picture, where there is something to point to.
pub fn linked(to: Option<String>, body: Markup) -> Markup {
    match to {
        Some(to) => html! { a href=(to) { (body) } },
        None => body,
    }
}

/// A head in the colour of the band; a case stands for a client, a filled case for who is both.
pub fn person(band: &str, role: &str, (x, y): Point) -> Markup {
    html! {
        g.person.(band) transform={ "translate(" (px(x)) " " (px(y)) ")" } {
            circle r="12.5" {}
            @if role == "client" || role == "both" {
                path d="M-6.5-3h13v8.5h-13zM-2.5-3v-2.6h5V-3" {}
                @if role == "both" { path.full d="M-6.5 1h13v4.5h-13z" {} }
            } @else {
                path.full d="M0-6.6a3.2 3.2 0 1 1 0 6.4a3.2 3.2 0 1 1 0-6.4zM-6.2 6.4c0-4.6 2.6-5.8 6.2-5.8s6.2 1.2 6.2 5.8z" {}
            }
        }
    }
}

/// The words beside an arrow of money: the sum, and how often.
pub fn amount(flow: &Flow) -> String {
    let sum = flow.amount_minor.map(|minor| money(minor, flow.currency.unwrap_or_default())).unwrap_or_default();
    if flow.count > 1 { format!("{sum} ×{}", count(flow.count)) } else { sum }
}

/// A link in words, for who points at it.
pub fn link_title(flow: &Flow) -> Markup {
    html! {
        title {
            (spaced(&cut(flow.kind, 40))) " ×" (count(flow.count))
            @if flow.amount_minor.is_some() { " · " (amount(flow)) }
        }
    }
}

/// The class of a kind of link.
pub fn link_class(kind: &str) -> &'static str {
    match kind {
        "transfer" => "l-transfer",
        "contract" => "l-contract",
        "review" => "l-review",
        _ => "l-referral",
    }
}

/// A bent line with a head at its end.
pub struct Arrow {
    /// Where it begins, the point it bends towards, where it ends.
    pub bow: [Point; 3],
}

impl Arrow {
    /// From the edge of one box to the edge of another, bent to its left by so many pixels.
    pub fn between((from, from_size): (Point, Point), (to, to_size): (Point, Point), bend: f64) -> Self {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        // A short arrow is nearly straight, or it would end inside of a box.
        let bend = bend.min(length * 0.1);
        let middle =
            ((from.0 + to.0) / 2.0 + dy / length * bend * 2.0, (from.1 + to.1) / 2.0 - dx / length * bend * 2.0);
        Self { bow: [edge(from, from_size, middle, 1.0), middle, edge(to, to_size, middle, 3.0)] }
    }

    /// How far apart its ends are.
    pub fn length(&self) -> f64 {
        let [a, _, c] = self.bow;
        ((a.0 - c.0) * (a.0 - c.0) + (a.1 - c.1) * (a.1 - c.1)).sqrt()
    }

    /// A point of the line, from 0 at its begin to 1 at its end (a quadratic Bézier curve).
    pub fn at(&self, share: f64) -> Point {
        let [a, b, c] = self.bow;
        let mix = |a: f64, b: f64, c: f64| {
            (1.0 - share) * (1.0 - share) * a + 2.0 * (1.0 - share) * share * b + share * share * c
        };
        (mix(a.0, b.0, c.0), mix(a.1, b.1, c.1))
    }

    /// Points along the line, close enough to know where it runs.
    pub fn points(&self) -> Vec<Point> {
        (0..=16).map(|step| self.at(f64::from(step) / 16.0)).collect()
    }

    /// The line and its head.
    pub fn draw(&self, flow: &Flow, ends: &str) -> Markup {
        let [a, b, c] = self.bow;
        html! {
            g.link.(link_class(flow.kind)) data-e=(ends) {
                path.run d={ "M" (px(a.0)) " " (px(a.1)) "Q" (px(b.0)) " " (px(b.1)) " " (px(c.0)) " " (px(c.1)) } {}
                path.head d=(head(b, c)) {}
                (link_title(flow))
            }
        }
    }
}

/// A small triangle whose point is `to`, coming from `from`.
pub fn head(from: Point, to: Point) -> String {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = (dx * dx + dy * dy).sqrt().max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let corner = |side: f64| (px(to.0 - ux * 8.0 - uy * side), px(to.1 - uy * 8.0 + ux * side));
    let ((x1, y1), (x2, y2)) = (corner(3.6), corner(-3.6));
    format!("M{} {}L{x1} {y1}L{x2} {y2}z", px(to.0), px(to.1))
}

/// Where the way from the middle of a box towards a point leaves the box, and a little further.
fn edge(at: Point, size: Point, towards: Point, further: f64) -> Point {
    let (dx, dy) = (towards.0 - at.0, towards.1 - at.1);
    let share = |way: f64, half: f64| if way.abs() < 1e-9 { f64::INFINITY } else { half / way.abs() };
    let share = share(dx, size.0 / 2.0 + further).min(share(dy, size.1 / 2.0 + further)).min(1.0);
    (at.0 + dx * share, at.1 + dy * share)
}

/// Puts a picture into a frame that holds all of it.
pub fn figure<'a>(body: Markup, labels: &[Label], arrows: impl Iterator<Item = &'a Arrow>, margin: f64) -> Sheet {
    let runs: Vec<Vec<Point>> = arrows.map(Arrow::points).collect();
    let corners = labels.iter().flat_map(|label| [(label.x, label.y), (label.x + label.w, label.y + label.h)]);
    let all = corners.chain(runs.iter().flatten().copied());
    let ends = |(low, high): (Point, Point), at: Point| {
        ((low.0.min(at.0), low.1.min(at.1)), (high.0.max(at.0), high.1.max(at.1)))
    };
    let (low, high) = all.fold(((0.0_f64, 0.0_f64), (0.0_f64, 0.0_f64)), ends);
    let (left, top) = (if low.0 < 0.0 { low.0 - margin } else { 0.0 }, if low.1 < 0.0 { low.1 - margin } else { 0.0 });
    let (w, h) = ((high.0 - left + margin).ceil(), (high.1 - top + margin).ceil());
    let markup = html! {
        svg.ringnet width=(w) height=(h) viewBox={ (px(left)) " " (px(top)) " " (w) " " (h) } role="group" { (body) }
    };
    let frame = Label { x: left, y: top, w, h, turn: 0.0 };
    Sheet { fixed: None, markup, frame, labels: Vec::new(), runs }
}
