//! What must hold for the picture of every ring: nothing covers anything, nothing leaves the frame, order is nothing.

use super::canon::Canon;
use super::ink::Label;
use super::matrix::matrix;
use super::model::*;
use super::pen::{Names, Sheet};
use super::picture::sheet;
use crate::index::Index;
use crate::model::{Band, Report};

const KINDS: [&str; 9] =
    ["device", "ip", "payment_number", "document_pipeline", "proposal_text", "phone", "rhythm", "person", "usb_key"];

/// A plain generator (Lehmer 1951), so that failures can be repeated.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0 * 48_271 % 0x7fff_ffff;
        self.0 as usize % end.max(1)
    }
}

/// Rings of every shape: dense and sparse, long and short names, with and without money.
fn ring(seed: u64, size: usize) -> Ring {
    let mut dice = Dice(seed * 7_919 + 17);
    let ties = 1 + dice.below(size * 2).min(90);
    let most = [2, 4, 9, size][dice.below(4)].max(2);
    Ring {
        ring_id: format!("ring-{seed}"),
        bits: 4.0,
        standing: Standing::Suspected,
        change: None,
        members: (0..size).map(|place| member(&mut dice, place)).collect(),
        shared: (0..ties).map(|place| tie(&mut dice, (place, size, most))).collect(),
        outsiders: (0..dice.below(5))
            .map(|place| Outsider { label: format!("cli-{place}"), kind: "client".into() })
            .collect(),
        links: (0..dice.below(size)).map(|_| link(&mut dice, size)).collect(),
        left_out: vec![],
        story: vec![],
        against: vec![],
        findings: vec![],
    }
}

fn member(dice: &mut Dice, place: usize) -> RingMember {
    let long = "-long".repeat(dice.below(6));
    RingMember {
        account_id: format!("acc{long}-{}-{place}", dice.below(99_999)),
        role: ["worker", "client", "both"][dice.below(3)].into(),
        name: Some(["例示 花子", "Maximiliana Longname-Example", ""][dice.below(3)].into()),
        bits: dice.below(20) as f64 - 6.0,
        band: [None, Some(Band::Urgent), Some(Band::Watch)][dice.below(3)],
        joined_by: 3.0,
        suspended: dice.below(9) == 0,
    }
}

fn tie(dice: &mut Dice, (place, size, most): (usize, usize, usize)) -> SharedThing {
    SharedThing {
        kind: KINDS[dice.below(KINDS.len())].into(),
        label: format!("値-{place}-{}", "x".repeat(dice.below(40))),
        members: (0..2 + dice.below(most - 1)).map(|_| dice.below(size)).collect(),
        bits: dice.below(80) as f64 / 10.0,
        ..SharedThing::default()
    }
}

fn link(dice: &mut Dice, size: usize) -> RingLink {
    let mut end = || if dice.below(4) == 0 { End::Outsider(dice.below(6)) } else { End::Member(dice.below(size + 1)) };
    let (from, to) = (end(), end());
    let kind = ["transfer", "contract", "review", "referral", "odd"][dice.below(5)].into();
    RingLink { from, to, kind, count: 3, amount_minor: Some(120_000), currency: Some("JPY".into()) }
}

fn rings() -> impl Iterator<Item = Ring> {
    let sizes = [2, 3, 4, 5, 6, 7, 9, 12, 16, 20, 25, 26, 40, 48, 49, 80, 120, 200];
    (1..6).flat_map(move |seed| sizes.into_iter().map(move |size| ring(seed * 1_000 + size as u64, size)))
}

fn drawn<T>(ring: &Ring, draw: impl Fn(&Index, &Canon, &Names) -> T) -> T {
    let report = Report::default();
    draw(&Index::new(&report), &Canon::new(ring), &Names { rank: 1 })
}

/// The four corners of a box after its turn about the left lower corner.
fn corners(label: &Label) -> [(f64, f64); 4] {
    let (sin, cos) = label.turn.to_radians().sin_cos();
    let (x, y) = (label.x, label.y + label.h);
    [(0.0, 0.0), (label.w, 0.0), (label.w, -label.h), (0.0, -label.h)]
        .map(|(dx, dy)| (x + dx * cos - dy * sin, y + dx * sin + dy * cos))
}

/// Whether two turned boxes cover each other: no side of either separates them (separating axis theorem).
fn overlap(a: &Label, b: &Label) -> bool {
    let (one, other) = (corners(a), corners(b));
    let span = |points: &[(f64, f64); 4], axis: (f64, f64)| {
        let along = points.map(|point| point.0 * axis.0 + point.1 * axis.1);
        (along.into_iter().fold(f64::MAX, f64::min), along.into_iter().fold(f64::MIN, f64::max))
    };
    [a.turn, a.turn + 90.0, b.turn, b.turn + 90.0].into_iter().all(|turn| {
        let (sin, cos) = turn.to_radians().sin_cos();
        let ((low_a, high_a), (low_b, high_b)) = (span(&one, (cos, sin)), span(&other, (cos, sin)));
        low_a + 0.01 < high_b && low_b + 0.01 < high_a
    })
}

fn assert_readable(ring: &Ring, sheet: &Sheet) {
    for (place, label) in sheet.labels.iter().enumerate() {
        for other in sheet.labels.iter().skip(place + 1) {
            assert!(!overlap(label, other), "{}: {label:?} covers {other:?}", ring.ring_id);
        }
    }
    let frame = &sheet.frame;
    let inside = |(x, y): (f64, f64)| {
        let (right, bottom) = (frame.x + frame.w, frame.y + frame.h);
        (frame.x..=right).contains(&x) && (frame.y..=bottom).contains(&y)
    };
    assert!(sheet.labels.iter().flat_map(corners).all(inside), "{}: a box leaves the frame", ring.ring_id);
    assert!(sheet.runs.iter().flatten().all(|point| inside(*point)), "{}: a line leaves the frame", ring.ring_id);
}

#[test]
fn nothing_covers_anything_and_nothing_leaves_the_frame() {
    let mut networks = 0;
    for ring in rings() {
        let sheet = drawn(&ring, sheet);
        networks += usize::from(sheet.fixed.is_none());
        assert!(!sheet.labels.is_empty());
        assert_readable(&ring, &sheet);
        assert!(sheet.fixed.is_some() || sheet.frame.w <= 1_000.0, "{} px wide", sheet.frame.w);
        assert_readable(&ring, &drawn(&ring, matrix));
    }
    assert!(networks > 20, "{networks} rings were small and clear enough for a network");
}

#[test]
fn the_order_of_members_ties_and_links_is_nothing() {
    for ring in rings() {
        let mut turned = ring.clone();
        let last = ring.members.len() - 1;
        turned.members.reverse();
        turned.shared.iter_mut().for_each(|tie| tie.members.iter_mut().for_each(|member| *member = last - *member));
        turned.shared.reverse();
        turned.links.reverse();
        let moved = |end: &mut End| match end {
            End::Member(place) if *place <= last => *place = last - *place,
            _ => {}
        };
        turned.links.iter_mut().for_each(|link| [&mut link.from, &mut link.to].into_iter().for_each(moved));
        let page = |ring: &Ring| {
            drawn(ring, |index, canon, _| {
                (sheet(index, canon, &Names { rank: 1 }).markup.0, super::block::block(index, canon.ring, 1).0)
            })
        };
        assert_eq!(page(&ring), page(&turned), "{}", ring.ring_id);
    }
}

#[test]
fn every_account_of_a_large_ring_is_in_the_picture_or_counted() {
    for ring in rings() {
        let canon = Canon::new(&ring);
        let grid = super::rows::grid(&canon);
        let mut shown: Vec<usize> = grid.rows.concat();
        shown.sort_unstable();
        shown.dedup();
        assert_eq!(shown.len() + grid.beyond, ring.members.len());
    }
}

#[test]
fn an_empty_ring_is_no_trouble() {
    let empty = Ring { members: vec![], shared: vec![], links: vec![], ..ring(1, 3) };
    let odd = Ring { members: vec![], ..ring(2, 5) };
    for ring in [empty, odd] {
        assert!(drawn(&ring, |index, canon, _| super::block::block(index, canon.ring, 1)).0.contains("ring-1"));
    }
}
