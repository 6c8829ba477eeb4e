//! One document pipeline: papers of different people that one camera took within minutes, or that carry the same dates.

use std::collections::BTreeSet;

use sekisho_schema::Word;

use crate::accounts::Accounts;
use crate::bond::Found;
use crate::exact::mixed;
use crate::kind::Kind;
use crate::near::{Copies, Piece};
use crate::rows::{Ask, Tables};

/// The indicator catalogue: "capture times within minutes" (chosen: half an hour).
const MINUTES: i64 = 30;
const MICROS_A_MINUTE: i64 = 60_000_000;
/// The indicator catalogue asks for three of five.
const EQUAL: usize = 3;
/// Where one camera took more pictures than this in half an hour, it is a shop's.
const SHOP: usize = 40;

/// One document's making.
#[derive(Clone, Copy)]
struct Paper {
    piece: Piece,
    camera: Word,
    software: Word,
    office: Word,
    issued: Word,
    expires: Word,
    size: (Word, Word),
    taken: Word,
}

/// Bonds between accounts whose papers come out of one hand.
pub(crate) fn bonds(tables: Tables<'_>, accounts: &Accounts) -> Found {
    let papers = read(tables, accounts);
    let mut pairs = BTreeSet::new();
    by_minutes(&papers, &mut pairs);
    by_dates(&papers, &mut pairs);
    let pieces: Vec<Piece> = papers.iter().map(|paper| paper.piece).collect();
    let pairs = pairs.into_iter().map(|(a, b)| (a, b, 1.0)).collect();
    let place = ("documents", "camera_model");
    Copies { kind: Kind::DocumentPipeline, place, pieces: &pieces, pairs, crowds: Vec::new() }.found()
}

fn read(tables: Tables<'_>, accounts: &Accounts) -> Vec<Paper> {
    let words = &[
        "account_id",
        "submitted_at",
        "camera_model",
        "software",
        "issuing_country",
        "issued_on",
        "expires_on",
        "width_px",
        "height_px",
        "taken_at",
        "document_id",
    ];
    let mut papers = Vec::new();
    tables.each(Ask { table: "documents", words, texts: &[] }, |row| {
        let Some(account) = accounts.number(row.word(0)) else { return };
        let (at, content) = (row.word(1).0.max(0), mixed(&[row.word(10)]));
        papers.push(Paper {
            piece: Piece { account, row: row.at, at, content },
            camera: row.word(2),
            software: row.word(3),
            office: row.word(4),
            issued: row.word(5),
            expires: row.word(6),
            size: (row.word(7), row.word(8)),
            taken: row.word(9),
        });
    });
    papers.sort_by_key(|paper| (paper.piece.account, paper.piece.content));
    papers
}

/// One camera, within minutes.
fn by_minutes(papers: &[Paper], pairs: &mut BTreeSet<(u32, u32)>) {
    let mut order: Vec<u32> = (0..papers.len() as u32).collect();
    let paper = |at: &u32| &papers[*at as usize];
    order.retain(|at| !paper(at).camera.is_null() && !paper(at).taken.is_null());
    order.sort_by_key(|at| (paper(at).camera, paper(at).taken, *at));
    for (place, a) in order.iter().enumerate() {
        let near = |b: &&u32| {
            paper(b).camera == paper(a).camera && paper(b).taken.0 - paper(a).taken.0 <= MINUTES * MICROS_A_MINUTE
        };
        let near: Vec<u32> = order[place + 1..].iter().take_while(near).copied().collect();
        if near.len() <= SHOP {
            near.iter().for_each(|b| note(papers, *a, *b, pairs));
        }
    }
}

/// Issued and running out on the same days.
fn by_dates(papers: &[Paper], pairs: &mut BTreeSet<(u32, u32)>) {
    let mut order: Vec<u32> = (0..papers.len() as u32).collect();
    let dates = |at: &u32| (papers[*at as usize].issued, papers[*at as usize].expires, papers[*at as usize].camera);
    order.retain(|at| !dates(at).0.is_null() && !dates(at).1.is_null() && !dates(at).2.is_null());
    order.sort_by_key(|at| (dates(at), *at));
    for group in order.chunk_by(|a, b| dates(a) == dates(b)).filter(|group| group.len() <= SHOP) {
        for (place, a) in group.iter().enumerate() {
            group[place + 1..].iter().for_each(|b| note(papers, *a, *b, pairs));
        }
    }
}

fn note(papers: &[Paper], a: u32, b: u32, pairs: &mut BTreeSet<(u32, u32)>) {
    let (one, other) = (&papers[a as usize], &papers[b as usize]);
    if one.piece.account != other.piece.account && equal(one, other) >= EQUAL {
        pairs.insert((a.min(b), a.max(b)));
    }
}

/// How many marks of the making agree; one camera model alone is on a million telephones.
fn equal(a: &Paper, b: &Paper) -> usize {
    let same = |a: Word, b: Word| !a.is_null() && a == b;
    let minutes =
        !a.taken.is_null() && !b.taken.is_null() && (a.taken.0 - b.taken.0).abs() <= MINUTES * MICROS_A_MINUTE;
    let validity = same(a.issued, b.issued) && same(a.expires, b.expires);
    let software = same(a.software, b.software);
    let size = same(a.size.0, b.size.0) && same(a.size.1, b.size.1);
    let office = same(a.office, b.office) && validity;
    let camera = same(a.camera, b.camera);
    let marks = [camera && (minutes || validity), minutes, validity, software && minutes, size && minutes, office];
    marks.into_iter().filter(|mark| *mark).count()
}
