//! One column of rows, as narrow as its type allows.

use sekisho_read::Texts;
use sekisho_schema::{ColumnType, Word};
use serde::{Deserialize, Serialize};

/// Null among bytes: no enumeration has this many values.
const NULL_BYTE: u8 = u8::MAX;
/// Null among two-letter codes.
const NULL_CODE: u16 = 0;

/// Values of one column. The width follows the column's type, so that a session row costs 40 bytes, not 100.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Cells {
    /// Truth values and enumerations.
    Bytes(#[serde(with = "crate::packed")] Vec<u8>),
    /// Two-letter codes.
    Codes(#[serde(with = "crate::packed")] Vec<u16>),
    /// Fingerprints: equality is all they have.
    Ids(#[serde(with = "crate::packed")] Vec<i64>),
    /// Everything else.
    Words(#[serde(with = "crate::packed")] Vec<i64>),
    /// Texts that a sentence reads.
    Texts(Texts),
}

impl Cells {
    /// An empty column for values of this type.
    pub fn new(ty: &ColumnType, text: bool) -> Self {
        match ty {
            _ if text => Self::Texts(Texts::default()),
            ColumnType::Bool | ColumnType::Enum(_) => Self::Bytes(Vec::new()),
            ColumnType::Country => Self::Codes(Vec::new()),
            ColumnType::Id | ColumnType::Text | ColumnType::Timezone | ColumnType::Hex64 => Self::Ids(Vec::new()),
            _ => Self::Words(Vec::new()),
        }
    }

    /// An empty column of the same kind.
    pub fn empty_like(&self) -> Self {
        match self {
            Self::Bytes(_) => Self::Bytes(Vec::new()),
            Self::Codes(_) => Self::Codes(Vec::new()),
            Self::Ids(_) => Self::Ids(Vec::new()),
            Self::Words(_) => Self::Words(Vec::new()),
            Self::Texts(_) => Self::Texts(Texts::default()),
        }
    }

    /// Makes room for so many more rows.
    pub fn reserve(&mut self, rows: usize) {
        match self {
            Self::Bytes(bytes) => bytes.reserve_exact(rows),
            Self::Codes(codes) => codes.reserve_exact(rows),
            Self::Ids(words) | Self::Words(words) => words.reserve_exact(rows),
            Self::Texts(_) => {}
        }
    }

    /// The word at a row; null for texts.
    #[inline(always)]
    pub fn word(&self, row: usize) -> Word {
        match self {
            Self::Ids(words) | Self::Words(words) => Word(words[row]),
            Self::Bytes(bytes) if bytes[row] == NULL_BYTE => Word::NULL,
            Self::Bytes(bytes) => Word(i64::from(bytes[row])),
            Self::Codes(codes) if codes[row] == NULL_CODE => Word::NULL,
            Self::Codes(codes) => Word(i64::from(codes[row])),
            Self::Texts(_) => Word::NULL,
        }
    }

    /// Whether the values say something beyond equality, so that they may decide an order.
    pub fn have_order(&self) -> bool {
        !matches!(self, Self::Ids(_) | Self::Texts(_))
    }

    /// The text at a row; none for words.
    #[inline]
    pub fn text(&self, row: usize) -> Option<&str> {
        match self {
            Self::Texts(texts) => texts.get(row),
            _ => None,
        }
    }

    /// Adds a word.
    #[inline]
    pub fn push(&mut self, word: Word) {
        match self {
            Self::Ids(words) | Self::Words(words) => words.push(word.0),
            Self::Bytes(bytes) => bytes.push(word.some().map_or(NULL_BYTE, |value| value as u8)),
            Self::Codes(codes) => codes.push(word.some().map_or(NULL_CODE, |value| value as u16)),
            Self::Texts(texts) => texts.push(None),
        }
    }

    /// Adds the words at these rows of a batch's column; the width is chosen once, not per row.
    pub fn extend_words(&mut self, words: &[Word], rows: &[u32]) {
        let picked = rows.iter().map(|row| words[*row as usize]);
        match self {
            Self::Ids(all) | Self::Words(all) => all.extend(picked.map(|word| word.0)),
            Self::Bytes(all) => all.extend(picked.map(|word| word.some().map_or(NULL_BYTE, |value| value as u8))),
            Self::Codes(all) => all.extend(picked.map(|word| word.some().map_or(NULL_CODE, |value| value as u16))),
            Self::Texts(all) => rows.iter().for_each(|_| all.push(None)),
        }
    }

    /// Adds a text.
    pub fn push_text(&mut self, text: Option<&str>) {
        if let Self::Texts(texts) = self {
            texts.push(text);
        }
    }

    /// Moves all of `other`, a column of the same kind, to the end.
    pub fn append(&mut self, other: Self) {
        match (self, other) {
            (Self::Bytes(all), Self::Bytes(more)) => all.extend(more),
            (Self::Codes(all), Self::Codes(more)) => all.extend(more),
            (Self::Ids(all), Self::Ids(more)) | (Self::Words(all), Self::Words(more)) => all.extend(more),
            (Self::Texts(all), Self::Texts(more)) => (0..more.len()).for_each(|row| all.push(more.get(row))),
            _ => debug_assert!(false, "columns of different kinds"),
        }
    }

    /// The values at these rows, in this order.
    pub fn pick(&self, rows: &[u32]) -> Self {
        let at = |row: &u32| *row as usize;
        match self {
            Self::Bytes(bytes) => Self::Bytes(rows.iter().map(|row| bytes[at(row)]).collect()),
            Self::Codes(codes) => Self::Codes(rows.iter().map(|row| codes[at(row)]).collect()),
            Self::Ids(words) => Self::Ids(rows.iter().map(|row| words[at(row)]).collect()),
            Self::Words(words) => Self::Words(rows.iter().map(|row| words[at(row)]).collect()),
            Self::Texts(texts) => {
                let mut picked = Texts::default();
                rows.iter().for_each(|row| picked.push(texts.get(at(row))));
                Self::Texts(picked)
            }
        }
    }

    /// Bytes held.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Bytes(bytes) => bytes.len(),
            Self::Codes(codes) => codes.len() * 2,
            Self::Ids(words) | Self::Words(words) => words.len() * 8,
            Self::Texts(texts) => texts.bytes(),
        }
    }
}
