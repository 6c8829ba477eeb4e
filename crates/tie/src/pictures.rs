//! Photos and document images that are near copies by their perceptual hashes.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_schema::Word;
use sekisho_twin::{ImageLimits, image_twins};

use crate::accounts::Accounts;
use crate::bond::Found;
use crate::exact::mixed;
use crate::kind::Kind;
use crate::near::{Copies, Piece};
use crate::rows::{Ask, Tables};

/// Bits of a perceptual hash.
const HASH_BITS: f32 = 64.0;

/// A table with pictures: kind, table, the column of hashes, what to read. The account is the first word, the time the
/// second, the hash the third, the file the fourth.
type Source = (Kind, &'static str, &'static str, &'static [&'static str]);

const SOURCES: [Source; 2] = [
    (Kind::DocumentImage, "documents", "image_phash", &["account_id", "submitted_at", "image_phash", "image_sha256"]),
    (Kind::Photo, "profiles", "photo_phash", &["account_id", "at", "photo_phash"]),
];

/// Pictures, with their hashes, and by account the files that it handed in.
#[derive(Default)]
struct Album {
    pieces: Vec<Piece>,
    hashes: Vec<u64>,
    files: BTreeMap<u32, BTreeSet<Word>>,
}

/// Bonds through near copies of pictures.
pub(crate) fn bonds(tables: Tables<'_>, accounts: &Accounts) -> Found {
    let mut found = Found::default();
    for (kind, table, column, words) in SOURCES {
        let album = album(tables, accounts, Ask { table, words, texts: &[] });
        let twins = image_twins(&album.hashes, &ImageLimits::default()).twins;
        let pairs = twins.pairs.iter().map(|pair| (pair.a, pair.b, 1.0 - pair.how as f32 / HASH_BITS)).collect();
        let (place, pieces) = ((table, column), album.pieces.as_slice());
        let mut copies = Copies { kind, place, pieces, pairs, crowds: twins.crowds }.found();
        // The very same file is one fact already.
        copies.bonds.retain(|bond| !album.share_a_file(bond.a, bond.b));
        found.extend(copies);
    }
    found
}

/// Every picture once per account, the earliest row that shows it.
fn album(tables: Tables<'_>, accounts: &Accounts, ask: Ask<'_>) -> Album {
    let mut earliest: BTreeMap<(u32, u64), Piece> = BTreeMap::new();
    let mut files: BTreeMap<u32, BTreeSet<Word>> = BTreeMap::new();
    let has_files = ask.words.len() > 3;
    for unit in tables.units(ask.table) {
        tables.each_of_unit(&unit, ask, |row| {
            let (Some(account), Some(hash)) = (accounts.number(row.word(0)), row.word(2).some()) else { return };
            let content = mixed(&[row.word(2)]);
            let piece = Piece { account, row: row.at, at: row.word(1).0.max(0), content };
            let known = earliest.entry((account, hash as u64)).or_insert(piece);
            if (piece.at, piece.row) < (known.at, known.row) {
                *known = piece;
            }
            if has_files && !row.word(3).is_null() {
                files.entry(account).or_default().insert(row.word(3));
            }
        });
    }
    let (hashes, pieces) = earliest.into_iter().map(|((_, hash), piece)| (hash, piece)).unzip();
    Album { pieces, hashes, files }
}

impl Album {
    fn share_a_file(&self, a: u32, b: u32) -> bool {
        self.files.get(&a).zip(self.files.get(&b)).is_some_and(|(a, b)| !a.is_disjoint(b))
    }
}
