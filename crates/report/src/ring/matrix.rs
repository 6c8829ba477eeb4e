//! A ring of any size as a table of dots: accounts down, what they share across, the money at the right.
//!
//! A hypergraph drawn as parallel lines (PAOHVis, Valdivia and others, IEEE TVCG 2021): a tie is one upright line with
//! a dot at each of its accounts. Nothing can cover anything, however many accounts there are, and blocks of accounts
//! that share the same things are seen at once.

use maud::{Markup, html};

use super::canon::Canon;
use super::family::{family, kind_name};
use super::ink::{Label, fit, fit_mono, wide, wide_mono};
use super::layout::Point;
use super::network::shape;
use super::outside::{Links, arc, links, marks, outsider, reach, stranger};
use super::pen::{Names, Sheet, linked, px};
use super::rows::{Grid, grid};
use crate::index::Index;
use crate::limits::cut;
use crate::words::{count, finite, plain};

/// Width of a column.
pub const COLUMN: f64 = 23.0;
/// Height of a row; of one among many.
const ROW: f64 = 22.0;
const LOW_ROW: f64 = 16.0;
/// From so many rows on, rows are low.
const MANY_ROWS: usize = 60;
/// Width of a shape inside of a row.
const SHAPE: f64 = 15.0;
/// Column names lean by so many degrees, and how far that is right and up for each pixel of text.
pub const LEAN: f64 = -52.0;
const LEAN_X: f64 = 0.6157;
const LEAN_Y: f64 = 0.788;
/// The longest column name.
pub const NAME: f64 = 172.0;
/// The name of the shapes inside of rows.
const INSIDE: [&str; 2] = ["among themselves", "行の中での共有"];
/// Places that all parts of the picture agree on.
pub struct Frame {
    /// Where the first row begins.
    pub top: f64,
    row: f64,
    font: f64,
    rows: usize,
    /// Where the columns of outsiders begin.
    pub outside: f64,
    /// Where the arrows begin.
    pub right: f64,
    width: f64,
    /// Room for row numbers.
    numbers: f64,
    /// Room for the shapes of what a row's accounts share among themselves.
    inside: f64,
}

impl Frame {
    /// The middle of a row.
    pub fn y(&self, row: usize) -> f64 {
        self.top + (row as f64 + 0.5) * self.row
    }

    /// Where the last row ends.
    pub fn bottom(&self) -> f64 {
        self.top + self.rows as f64 * self.row
    }

    /// The middle of a column.
    fn x(&self, column: usize) -> f64 {
        self.inside + (column as f64 + 0.7) * COLUMN
    }
}

/// The picture.
pub fn matrix(index: &Index, canon: &Canon, names: &Names) -> Sheet {
    let grid = grid(canon);
    let links = links(canon, &grid);
    let frame = frame(canon, &grid, &links);
    let mut labels = Vec::new();
    let mut runs = Vec::new();
    let (left, fixed) = accounts(index, canon, &grid, &frame, &mut labels);
    // Tests look at one sheet, so the part that stands still is shifted to the left of the origin.
    labels.iter_mut().for_each(|label| label.x -= left);
    let body = html! {
        (bands(&grid, &frame))
        @if frame.inside > 0.0 { (within(&grid, &frame, &mut labels)) }
        @for place in 0..grid.columns.len() { (tie(canon, names, (&grid, &frame), place, &mut labels)) }
        @for place in 0..links.outsiders { (outsider(canon, &frame, place, &mut labels)) }
        (marks(&links, &frame))
        @for link in &links.inside { (arc(&frame, link, &mut runs)) }
    };
    let size = (frame.width.ceil(), frame.bottom() + 8.0);
    let markup = html! {
        svg.ringdots width=(size.0) height=(size.1) viewBox={ "0 0 " (size.0) " " (size.1) } role="group" { (body) }
    };
    let frame = Label { x: -left, y: 0.0, w: left + size.0, h: size.1, turn: 0.0 };
    Sheet { fixed: Some(fixed), markup, frame, labels, runs }
}

fn frame(canon: &Canon, grid: &Grid, links: &Links) -> Frame {
    let low = grid.rows.len() > MANY_ROWS;
    let ties = grid.columns.iter().map(|column| name_width(&column_name(canon, column)));
    let strangers = (0..links.outsiders).map(|place| wide_mono(&stranger(canon, place).1, 12.0));
    let shapes = if grid.is_joined() { grid.most_inside() } else { 0 };
    let title = if shapes > 0 { inside_width() } else { 0.0 };
    let longest = ties.chain(strangers).fold(title.max(40.0), f64::max);
    let inside = if shapes > 0 { shapes as f64 * SHAPE + 12.0 } else { 0.0 };
    let outside = inside + grid.columns.len() as f64 * COLUMN + if links.outsiders > 0 { 22.0 } else { 0.0 };
    let right = outside + links.outsiders as f64 * COLUMN;
    let reach = links.inside.iter().map(|(from, to, _)| reach(from.abs_diff(*to))).fold(0.0, f64::max);
    Frame {
        top: longest * LEAN_Y + 42.0,
        row: if low { LOW_ROW } else { ROW },
        font: if low { 11.0 } else { 12.0 },
        rows: grid.rows.len(),
        outside,
        right,
        inside,
        numbers: if grid.is_joined() { 22.0 } else { 0.0 },
        width: (right + longest * LEAN_X + 16.0).max(right + 30.0 + reach + 14.0),
    }
}

/// The names of the rows, which stand still while the rest scrolls; how wide that is, and the picture.
fn accounts(index: &Index, canon: &Canon, grid: &Grid, frame: &Frame, labels: &mut Vec<Label>) -> (f64, Markup) {
    let texts: Vec<(String, String)> = grid.rows.iter().map(|row| row_words(canon, row, frame.font)).collect();
    let ids = texts.iter().map(|(id, _)| wide_mono(id, frame.font)).fold(60.0, f64::max);
    let scores = texts.iter().map(|(_, score)| wide(score, 11.0)).fold(20.0, f64::max);
    let left = 22.0 + frame.numbers;
    let width = (left + ids + 10.0 + scores + 8.0).ceil();
    for (row, (id, score)) in texts.iter().enumerate() {
        let (y, h) = (frame.y(row) - frame.row / 2.0 + 1.0, frame.row - 2.0);
        labels.push(Label { x: left, y, w: wide_mono(id, frame.font), h, turn: 0.0 });
        let w = wide(score, 11.0);
        labels.push(Label { x: width - 8.0 - w, y, w, h, turn: 0.0 });
    }
    let markup = html! {
        svg.ringdots.names width=(width) height=(frame.bottom() + 8.0) role="group" {
            @for (row, (members, text)) in grid.rows.iter().zip(&texts).enumerate() {
                (account(index, canon, frame, (row, members), (text, width)))
            }
        }
    };
    (width, markup)
}

/// What a row is called, and its score: one account, or the first of several and how many more.
fn row_words(canon: &Canon, row: &[usize], font: f64) -> (String, String) {
    let members = || row.iter().map(|place| canon.members[*place]);
    let first = members().next().map(|member| fit_mono(&member.account_id, font, 118.0)).unwrap_or_default();
    let id = if row.len() > 1 { format!("{first} +{}", row.len() - 1) } else { first };
    let top = members().map(|member| finite(member.bits)).fold(f64::MIN, f64::max);
    (id, plain((top * 10.0).round() / 10.0))
}

fn account(
    index: &Index,
    canon: &Canon,
    frame: &Frame,
    (row, members): (usize, &[usize]),
    ((id, score), width): (&(String, String), f64),
) -> Markup {
    let member = canon.members[members[0]];
    let place = index.place(&member.account_id).filter(|_| members.len() == 1);
    let (x, y) = (frame.numbers, frame.y(row));
    linked(
        place.map(|at| format!("#case-{}", at + 1)),
        html! {
            g.row data-n={ "r" (row) } {
                rect.band data-e={ "r" (row) } y=(px(y - frame.row / 2.0)) width=(width) height=(frame.row) {}
                @if x > 0.0 { text.quiet.end x=(x) y=(px(y + 4.0)) { (row + 1) } }
                (dot(canon, members, (x + 10.0, y), frame.row))
                text.id x=(x + 22.0) y=(px(y + 4.0)) style={ "font-size:" (frame.font) "px" } { (id) }
                text.quiet.end x=(px(width - 8.0)) y=(px(y + 4.0)) { (score) }
                @if members.len() > 1 {
                    title { @for place in members.iter().take(40) { (cut(&canon.members[*place].account_id, 60)) " " } }
                }
            }
        },
    )
}

/// A row's highest band; square for clients, dashed when all are suspended.
fn dot(canon: &Canon, members: &[usize], (x, y): Point, row: f64) -> Markup {
    let all = || members.iter().map(|place| canon.members[*place]);
    let band = band_class(all().filter_map(|member| member.band).max());
    let stopped = all().all(|member| member.suspended);
    let size = if row < ROW { 4.5 } else { 5.5 };
    html! {
        @if all().all(|member| member.role == "client") {
            rect.dot.(band).stopped[stopped] x=(px(x - size)) y=(px(y - size)) width=(size * 2.0) height=(size * 2.0) {}
        } @else { circle.dot.(band).stopped[stopped] cx=(x) cy=(px(y)) r=(size) {} }
    }
}

fn band_class(band: Option<crate::model::Band>) -> &'static str {
    band.map_or("clear", crate::words::band_key)
}

fn inside_width() -> f64 {
    INSIDE.map(|name| wide(name, 12.0)).into_iter().fold(0.0, f64::max) + 6.0
}

/// What only the accounts of a row share among themselves, as shapes.
fn within(grid: &Grid, frame: &Frame, labels: &mut Vec<Label>) -> Markup {
    let (x, y) = (SHAPE / 2.0 + 4.0, frame.top - 10.0);
    labels.push(leaning(x, y, inside_width()));
    html! {
        text.kind transform={ "translate(" (px(x)) " " (px(y)) ") rotate(" (LEAN) ")" } {
            tspan lang="en" { (INSIDE[0]) } tspan lang="ja" { (INSIDE[1]) }
        }
        @for (row, families) in grid.inside.iter().take(grid.rows.len()).enumerate() {
            @for (place, family) in families.iter().enumerate() {
                (shape(*family, (4.0 + (place as f64 + 0.5) * SHAPE, frame.y(row))))
            }
        }
        path.guide d={ "M" (frame.inside - 2.0) " " (frame.top) "V" (frame.bottom()) } {}
    }
}

/// Every other row is tinted, so that the eye stays in its row.
fn bands(grid: &Grid, frame: &Frame) -> Markup {
    let width = px(frame.right);
    let odd: String = (0..grid.rows.len())
        .step_by(2)
        .map(|row| format!("M0 {}h{width}v{}h-{width}z", px(frame.y(row) - frame.row / 2.0), frame.row))
        .collect();
    html! {
        path.tint d=(odd) {}
        @for row in 0..grid.rows.len() {
            @let y = px(frame.y(row) - frame.row / 2.0);
            rect.band data-e={ "r" (row) } data-n={ "r" (row) } y=(y) width=(width) height=(frame.row) {}
        }
    }
}

/// A column's name: the kind that weighs most in both languages, how many more there are, and the value.
fn column_name(canon: &Canon, bundle: &[usize]) -> ([String; 2], String) {
    let tie = canon.things[bundle[0]].tie;
    let (en, ja) = kind_name(&tie.kind);
    let more = if bundle.len() > 1 { format!(" +{}", bundle.len() - 1) } else { String::new() };
    let kind = [en, ja].map(|kind| fit(&format!("{kind}{more}"), 12.0, NAME - 6.0));
    let used = kind.iter().map(|kind| wide(kind, 12.0)).fold(0.0, f64::max);
    let value = if NAME - used > 46.0 { fit_mono(&tie.label, 11.0, NAME - used - 6.0) } else { String::new() };
    (kind, value)
}

fn name_width((kind, value): &([String; 2], String)) -> f64 {
    kind.iter().map(|kind| wide(kind, 12.0)).fold(0.0, f64::max) + 6.0 + wide_mono(value, 11.0)
}

/// The box of a leaning name.
pub fn leaning(x: f64, y: f64, w: f64) -> Label {
    Label { x, y: y - 11.0, w, h: 14.0, turn: LEAN }
}

/// One column: its name, its shape, its line and its dots.
fn tie(canon: &Canon, names: &Names, (grid, frame): (&Grid, &Frame), place: usize, labels: &mut Vec<Label>) -> Markup {
    let bundle = &grid.columns[place];
    let strongest = bundle[0];
    let kin = family(&canon.things[strongest].tie.kind);
    let name = column_name(canon, bundle);
    let (x, y) = (frame.x(place), frame.top - 24.0);
    labels.push(leaning(x, y, name_width(&name)));
    let dots = &grid.dots[place];
    let end = |dot: Option<&(usize, usize)>| px(dot.map_or(frame.top, |(row, _)| frame.y(*row)));
    let (first, last) = (end(dots.first()), end(dots.last()));
    let (full, part, rest) = cells(grid, frame, place);
    let rows = dots.iter().map(|(row, _)| format!("r{row}")).collect::<Vec<_>>().join(" ");
    linked(
        Some(names.tie(strongest)),
        html! {
            g.column.(kin.key()) data-n={ "t" (strongest) } data-r=(rows) {
                path.lead d={ "M" (px(x)) " " (px(frame.top - 6.0)) "V" (first) } {}
                path.stem d={ "M" (px(x)) " " (first) "V" (last) } {}
                path.dots.low[frame.row < ROW] d=(full) {}
                @if !part.is_empty() {
                    path.dots.rest.low[frame.row < ROW] d=(rest) {}
                    path.dots.low[frame.row < ROW] d=(part) {}
                }
                (shape(kin, (x, frame.top - 13.0)))
                text transform={ "translate(" (px(x)) " " (px(y)) ") rotate(" (LEAN) ")" } {
                    tspan.kind lang="en" { (name.0[0]) } tspan.kind lang="ja" { (name.0[1]) }
                    @if !name.1.is_empty() { tspan.value dx="6" { (name.1) } }
                }
                title {
                    @for thing in bundle.iter().take(8) { (cut(&canon.things[*thing].tie.label, 60)) " · " }
                    (count(canon.sharers(bundle).len() as u64))
                }
            }
        },
    )
}

/// The dots of a column: whole ones; where some accounts of a row have it, their share, and what is missing.
fn cells(grid: &Grid, frame: &Frame, place: usize) -> (String, String, String) {
    let half = if frame.row < ROW { 4.5 } else { 5.5 };
    let left = px(frame.x(place) - half);
    let (mut full, mut part, mut rest) = (String::new(), String::new(), String::new());
    for (row, number) in &grid.dots[place] {
        let at = format!("M{left} {}h", px(frame.y(*row)));
        let share = *number as f64 / grid.rows[*row].len().max(1) as f64;
        if share >= 1.0 {
            full.push_str(&format!("{at}{}", half * 2.0));
        } else {
            rest.push_str(&format!("{at}{}", half * 2.0));
            part.push_str(&format!("{at}{}", px((half * 2.0 * share).max(2.0))));
        }
    }
    (full, part, rest)
}
