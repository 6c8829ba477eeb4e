//! A small ring as a network: accounts around the things they share, with the money between them.
//!
//! Things that exactly the same accounts share are one box, which takes most lines away without losing any fact.

use maud::{Markup, html};

use super::canon::{Canon, Flow};
use super::family::{Family, family, kind_name};
use super::ink::{Label, fit, fit_mono, wide, wide_mono};
use super::layout::{Plan, Point, layout};
use super::model::End;
use super::pen::{Arrow, Names, Sheet, amount, figure, px};
use crate::index::Index;
use crate::words::{finite, plain};

/// More accounts than this are drawn as a table of dots.
const MOST_ACCOUNTS: usize = 25;
/// More boxes of shared things and outsiders than this, too.
const MOST_BOXES: usize = 18;
/// And more lines.
const MOST_LINES: usize = 80;
/// As wide as a case on a desktop screen.
const WIDTH: f64 = 990.0;
/// Room around everything.
const MARGIN: f64 = 8.0;
/// Ties named in one box; the rest is counted.
const LISTED: usize = 5;
const LINE: f64 = 19.0;
/// From so many accounts on, what all of them share is no box.
const COMMON: usize = 7;

/// What stands in one box.
enum Node {
    /// A place in `canon.members`.
    Account(usize),
    /// Places in `canon.things`, all shared by the same accounts.
    Bundle(Vec<usize>),
    /// A place in `canon.outsiders`.
    Outsider(usize),
}

/// The picture, if it stays readable.
pub fn network(index: &Index, canon: &Canon, names: &Names) -> Option<Sheet> {
    let nodes = nodes(canon);
    let accounts = canon.members.len();
    let lines = lines(canon, &nodes);
    if accounts > MOST_ACCOUNTS || nodes.len() - accounts > MOST_BOXES || lines.len() > MOST_LINES {
        return None;
    }
    let sizes: Vec<Point> = nodes.iter().map(|node| size(canon, node)).collect();
    let mut places = layout(&Plan { sizes: &sizes, lines: &lines, width: WIDTH - 2.0 * MARGIN })?;
    let mut boxes = frame(&mut places, &sizes);
    let arrows = arrows(canon, &nodes, &places, &sizes);
    let sums = sums(canon, &arrows, &mut boxes);
    let body = html! {
        @for (node, to) in nodes.iter().zip(&places) {
            @if let Node::Bundle(things) = node { (incidence(canon, things, *to, &places)) }
        }
        @for (flow, arrow) in &arrows { (arrow.draw(flow, &ends(flow))) }
        @for (node, (place, size)) in nodes.iter().zip(places.iter().zip(&sizes)) {
            (draw(index, canon, names, (node, *place, *size)))
        }
        @for (label, text) in &sums {
            rect.behind x=(px(label.x)) y=(px(label.y)) width=(px(label.w)) height=(label.h) rx="3" {}
            text.sum x=(px(label.x + label.w / 2.0)) y=(px(label.y + 11.5)) { (text) }
        }
    };
    let runs = arrows.iter().map(|(_, arrow)| arrow.points()).collect();
    let picture = figure(body, &boxes, arrows.iter().map(|(_, arrow)| arrow), MARGIN);
    Some(Sheet { labels: boxes, runs, ..picture })
}

/// Accounts, then bundles, then outsiders, each in the order of the ring.
fn nodes(canon: &Canon) -> Vec<Node> {
    let bundles = canon.bundles().into_iter().filter(|bundle| !is_common(canon, bundle));
    let accounts = (0..canon.members.len()).map(Node::Account);
    accounts.chain(bundles.map(Node::Bundle)).chain((0..canon.outsiders.len()).map(Node::Outsider)).collect()
}

/// What all accounts of a larger ring share needs no lines: it is said once, above the picture.
fn is_common(canon: &Canon, bundle: &[usize]) -> bool {
    canon.members.len() >= COMMON && canon.sharers(bundle).len() == canon.members.len()
}

/// Places in `canon.things` that all accounts share and that are not drawn.
pub fn common(canon: &Canon) -> Vec<usize> {
    canon.bundles().into_iter().filter(|bundle| is_common(canon, bundle)).flatten().collect()
}

/// Pairs of boxes with a line between them, each once, ties first.
fn lines(canon: &Canon, nodes: &[Node]) -> Vec<(usize, usize)> {
    let mut lines = Vec::new();
    for (place, node) in nodes.iter().enumerate() {
        if let Node::Bundle(things) = node {
            lines.extend(canon.sharers(things).iter().map(|member| (*member, place)));
        }
    }
    for flow in &canon.flows {
        let (from, to) = (seat(nodes, flow.from), seat(nodes, flow.to));
        lines.push((from.min(to), from.max(to)));
    }
    lines.sort_unstable();
    lines.dedup();
    lines
}

/// Which box is an end of a link; accounts come first and outsiders last.
fn seat(nodes: &[Node], end: End) -> usize {
    match end {
        End::Member(place) => place,
        End::Outsider(place) => {
            nodes.iter().position(|node| matches!(node, Node::Outsider(one) if *one == place)).unwrap_or(0)
        }
    }
}

/// The words of one box, top line first: English, Japanese, and a value.
fn words(canon: &Canon, things: &[usize]) -> Vec<(Option<usize>, [String; 2], String)> {
    let listed = if things.len() > LISTED { LISTED - 1 } else { things.len() };
    let mut lines: Vec<_> = things
        .iter()
        .take(listed)
        .map(|place| {
            let tie = canon.things[*place].tie;
            let (en, ja) = kind_name(&tie.kind);
            (Some(*place), [en.into_owned(), ja.into_owned()], fit_mono(&tie.label, 11.0, 118.0))
        })
        .collect();
    if things.len() > listed {
        let more = things.len() - listed;
        lines.push((None, [format!("and {more} more"), format!("ほか{more}件")], String::new()));
    }
    lines
}

/// Width and height of a box.
fn size(canon: &Canon, node: &Node) -> Point {
    match node {
        Node::Account(place) => {
            let (first, second) = account_words(canon, *place);
            (wide_mono(&first, 12.5).max(wide(&second, 11.0)) + 48.0, 40.0)
        }
        Node::Bundle(things) => {
            let lines = words(canon, things);
            let line = |(_, kind, value): &(_, [String; 2], String)| {
                kind.iter().map(|kind| wide(kind, 12.0)).fold(0.0, f64::max) + wide_mono(value, 11.0) + 36.0
            };
            (lines.iter().map(line).fold(0.0, f64::max), lines.len() as f64 * LINE + 9.0)
        }
        Node::Outsider(place) => (wide_mono(&outsider(canon, *place).1, 12.5).max(84.0) + 30.0, 38.0),
    }
}

/// The two lines of an account: its id; its score and name.
fn account_words(canon: &Canon, place: usize) -> (String, String) {
    let member = canon.members[place];
    let score = plain((finite(member.bits) * 10.0).round() / 10.0);
    let second = match &member.name {
        Some(name) => format!("{score} · {}", fit(name, 11.0, 92.0)),
        None => score,
    };
    (fit_mono(&member.account_id, 12.5, 120.0), second)
}

/// An outsider's kind in both languages, and its name.
fn outsider(canon: &Canon, place: usize) -> ([&'static str; 2], String) {
    let Some(one) = canon.outsiders.get(place).and_then(|place| canon.ring.outsiders.get(*place)) else {
        return (["", ""], String::new());
    };
    let kind = if one.kind == "client" { ["client outside", "外部の発注者"] } else { ["collector", "集約先"] };
    (kind, fit_mono(&one.label, 12.5, 140.0))
}

/// Moves everything so that the left top corner is the margin; gives the boxes as labels.
fn frame(places: &mut [Point], sizes: &[Point]) -> Vec<Label> {
    let edge = |pick: fn(&Point) -> f64| {
        places.iter().zip(sizes).map(|(place, size)| pick(place) - pick(size) / 2.0).fold(f64::MAX, f64::min)
    };
    let (left, top) = (edge(|p| p.0), edge(|p| p.1));
    for place in places.iter_mut() {
        *place = ((place.0 - left + MARGIN).round(), (place.1 - top + MARGIN).round());
    }
    let label = |(place, size): (&Point, &Point)| Label {
        x: place.0 - size.0 / 2.0,
        y: place.1 - size.1 / 2.0,
        w: size.0,
        h: size.1,
        turn: 0.0,
    };
    places.iter().zip(sizes).map(label).collect()
}

/// Links as arrows; the second between the same two boxes is bent more.
fn arrows<'a>(canon: &'a Canon<'a>, nodes: &[Node], places: &[Point], sizes: &[Point]) -> Vec<(&'a Flow<'a>, Arrow)> {
    let mut taken = std::collections::BTreeMap::<(usize, usize), usize>::new();
    let mut arrows = Vec::new();
    for flow in &canon.flows {
        let (from, to) = (seat(nodes, flow.from), seat(nodes, flow.to));
        let before = taken.entry((from, to)).or_default();
        let bend = 14.0 + 15.0 * *before as f64;
        *before += 1;
        arrows.push((flow, Arrow::between((places[from], sizes[from]), (places[to], sizes[to]), bend)));
    }
    arrows
}

/// Sums of money beside their arrows, where there is room for them.
fn sums(canon: &Canon, arrows: &[(&Flow, Arrow)], boxes: &mut Vec<Label>) -> Vec<(Label, String)> {
    let mut sums = Vec::new();
    for (flow, arrow) in arrows.iter().filter(|(flow, _)| flow.amount_minor.is_some()) {
        let text = amount(flow);
        let (w, h) = (wide(&text, 11.0) + 4.0, 15.0);
        let at = |share: f64| {
            let middle = arrow.at(share);
            Label { x: middle.0 - w / 2.0, y: middle.1 - h / 2.0, w, h, turn: 0.0 }
        };
        // Words must not hide the arrow that they are about.
        let long = arrow.length() > w + 24.0;
        let inside = |label: &Label| label.x > 2.0 && label.x + label.w < WIDTH - 2.0 && label.y > 2.0;
        let free = |label: &Label| long && boxes.iter().all(|other| apart(label, other));
        if let Some(label) = [0.5, 0.4, 0.6, 0.3, 0.7].into_iter().map(at).find(|label| inside(label) && free(label)) {
            boxes.push(label);
            sums.push((label, text));
        }
    }
    debug_assert!(sums.len() <= canon.flows.len());
    sums
}

fn apart(a: &Label, b: &Label) -> bool {
    a.x + a.w + 2.0 <= b.x || b.x + b.w + 2.0 <= a.x || a.y + a.h + 1.0 <= b.y || b.y + b.h + 1.0 <= a.y
}

/// The names that highlighting looks for: both ends of a link.
fn ends(flow: &Flow) -> String {
    let name = |end| match end {
        End::Member(place) => format!("a{place}"),
        End::Outsider(place) => format!("o{place}"),
    };
    format!("{} {}", name(flow.from), name(flow.to))
}

/// Lines from accounts to what they share; where families are mixed, in the colour of what weighs most.
fn incidence(canon: &Canon, things: &[usize], to: Point, places: &[Point]) -> Markup {
    let strongest = family(&canon.things[things[0]].tie.kind);
    let thick = px((1.0 + canon.weight(things) / 4.0).clamp(1.2, 4.0));
    html! {
        g.tie.(strongest.key()) stroke-width=(thick) {
            @for member in canon.sharers(things) {
                @let from = places[*member];
                path data-e={ "a" (member) " t" (things[0]) }
                    d={ "M" (px(from.0)) " " (px(from.1)) "L" (px(to.0)) " " (px(to.1)) } {}
            }
        }
    }
}

fn draw(index: &Index, canon: &Canon, names: &Names, (node, place, size): (&Node, Point, Point)) -> Markup {
    let (x, y) = (px(place.0 - size.0 / 2.0), px(place.1 - size.1 / 2.0));
    html! {
        g transform={ "translate(" (x) " " (y) ")" } {
            @match node {
                Node::Account(member) => (account(index, canon, *member, size)),
                Node::Bundle(things) => (bundle(canon, names, things, size)),
                Node::Outsider(one) => (stranger(canon, *one, size)),
            }
        }
    }
}

fn account(index: &Index, canon: &Canon, place: usize, (w, h): Point) -> Markup {
    let member = canon.members[place];
    let (first, second) = account_words(canon, place);
    let client = member.role == "client";
    let band = member.band.map_or("clear", crate::words::band_key);
    let body = html! {
        rect.body width=(px(w)) height=(px(h)) rx=(if client { 3 } else { 20 }) {}
        (super::pen::person(band, &member.role, (20.0, h / 2.0)))
        text.id.name x="36" y="17" { (first) }
        text.quiet x="36" y="31.5" { (second) }
        title { (member.account_id) @if let Some(name) = &member.name { " · " (name) } }
    };
    super::pen::linked(
        index.place(&member.account_id).map(|at| format!("#case-{}", at + 1)),
        html! {
            g.account.stopped[member.suspended] data-n={ "a" (place) } { (body) }
        },
    )
}

fn bundle(canon: &Canon, names: &Names, things: &[usize], (w, h): Point) -> Markup {
    let strongest = family(&canon.things[things[0]].tie.kind);
    let body = html! {
        rect.body width=(px(w)) height=(px(h)) rx="5" {}
        @for (row, (thing, kind, value)) in words(canon, things).into_iter().enumerate() {
            @let y = row as f64 * LINE + 14.0;
            @if let Some(thing) = thing { (shape(family(&canon.things[thing].tie.kind), (13.0, y))) }
            text x="24" y=(y + 4.0) {
                tspan.kind lang="en" { (kind[0]) } tspan.kind lang="ja" { (kind[1]) }
                @if !value.is_empty() { tspan.value dx="6" { (value) } }
            }
        }
    };
    super::pen::linked(
        Some(names.tie(things[0])),
        html! {
            g.shared.(strongest.key()) data-n={ "t" (things[0]) } { (body) }
        },
    )
}

fn stranger(canon: &Canon, place: usize, (w, h): Point) -> Markup {
    let (kind, label) = outsider(canon, place);
    html! {
        g.outsider data-n={ "o" (place) } {
            @let (flat, half) = (px(w - 20.0), px(h / 2.0));
            path.body d={ "M10 0h" (flat) "l10 " (half) "l-10 " (half) "h-" (flat) "l-10-" (half) "z" } {}
            text.quiet.middle x=(px(w / 2.0)) y="15" lang="en" { (kind[0]) }
            text.quiet.middle x=(px(w / 2.0)) y="15" lang="ja" { (kind[1]) }
            text.id.middle x=(px(w / 2.0)) y="30" { (label) }
        }
    }
}

/// A family's shape inside of a picture.
pub fn shape(family: Family, (x, y): Point) -> Markup {
    html! { path.shape.(family.key()) transform={ "translate(" (px(x)) " " (px(y)) ")" } d=(family.shape()) {} }
}
