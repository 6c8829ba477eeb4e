//! From a cell to its packed word.

use std::borrow::Cow;
use std::collections::HashMap;

use sekisho_schema::word::{self, LONGEST_ID};
use sekisho_schema::{Column, ColumnType, Word};

use crate::cell::{Cell, canonical_text, packs_whole};
use crate::quick;
use crate::reject::{expectation, reason, shown};

const MICROS_PER_DAY: i64 = 86_400_000_000;
/// Whole numbers a float can name without rounding to one that does not fit.
const INT_LIMIT: f64 = 9_223_372_036_854_775_808.0;

/// Reads cells as words; one per unit of work.
#[derive(Default)]
pub(crate) struct Parser {
    /// Time zones met so far: the zone database answers slowly, and a file names few.
    zones: HashMap<Box<str>, Word>,
}

impl Parser {
    /// The word of a cell, null when there is nothing in it.
    ///
    /// # Errors
    /// What was expected and what was found.
    #[inline(always)]
    pub(crate) fn word(&mut self, column: &Column, cell: Cell<'_>) -> Result<Word, String> {
        match usual_word(column, cell) {
            Some(word) => Ok(word),
            None => self.any_word(column, cell),
        }
    }

    #[inline(never)]
    fn any_word(&mut self, column: &Column, cell: Cell<'_>) -> Result<Word, String> {
        match cell {
            Cell::Null | Cell::Bytes(b"") => Ok(Word::NULL),
            Cell::Bytes(bytes) => self.text_word(column, utf8(bytes)?),
            typed => {
                let word = typed_word(&column.ty, typed).ok_or_else(|| expectation(column));
                word.and_then(|word| in_bounds(column, word)).map_err(|expected| reason(&expected, &typed.found()))
            }
        }
    }

    fn text_word(&mut self, column: &Column, text: &str) -> Result<Word, String> {
        if column.ty != ColumnType::Timezone {
            return schema_word(column, text);
        }
        if let Some(word) = self.zones.get(text) {
            return Ok(*word);
        }
        let word = schema_word(column, text)?;
        self.zones.insert(text.into(), word);
        Ok(word)
    }

    /// Whether a cell of a text or id column that nobody wants is sound.
    ///
    /// # Errors
    /// What was expected and what was found.
    #[inline]
    pub(crate) fn check(&mut self, column: &Column, cell: Cell<'_>) -> Result<Word, String> {
        match (&column.ty, cell) {
            // Any word that is not null will do: nobody looks at it.
            (ColumnType::Text, Cell::Bytes(bytes)) if !bytes.is_empty() && is_utf8(bytes) => Ok(Word::TRUE),
            (ColumnType::Id, Cell::Bytes(bytes)) if is_usual_id(bytes) && is_utf8(bytes) => Ok(Word::TRUE),
            _ => self.word(column, cell),
        }
    }
}

/// The word of a cell as most are, without a call; what is unusual or wrong is looked at in full.
#[inline(always)]
fn usual_word(column: &Column, cell: Cell<'_>) -> Option<Word> {
    match (&column.ty, cell) {
        (_, Cell::Null | Cell::Bytes(b"")) => Some(Word::NULL),
        (ColumnType::Id, Cell::Bytes(bytes)) if is_usual_id(bytes) && is_utf8(bytes) => Some(Word::fingerprint(bytes)),
        (ColumnType::Text, Cell::Bytes(bytes)) if is_utf8(bytes) => Some(Word::fingerprint(bytes)),
        (ColumnType::Ip, Cell::Bytes(bytes)) => quick::ip(bytes),
        (ColumnType::Time, Cell::Bytes(bytes)) => {
            quick::time(bytes).and_then(|micros| word::time_in_range(micros).ok())
        }
        (ColumnType::Time, Cell::Micros(micros)) => word::time_in_range(micros).ok(),
        (ty, cell @ (Cell::Int(_) | Cell::Float(_) | Cell::Bool(_))) => {
            typed_word(ty, cell).filter(|word| word::in_range(column, *word).is_ok())
        }
        _ => None,
    }
}

/// Short enough by far that its hash is made in place.
#[inline(always)]
fn is_usual_id(bytes: &[u8]) -> bool {
    !bytes.is_empty() && bytes.len() <= LONGEST_ID
}

/// Most cells are ASCII, which is quicker to see.
#[inline(always)]
fn is_utf8(bytes: &[u8]) -> bool {
    bytes.is_ascii() || std::str::from_utf8(bytes).is_ok()
}

/// The word of a cell that is not text, when the column's type can hold it.
#[inline(always)]
fn typed_word(ty: &ColumnType, cell: Cell<'_>) -> Option<Word> {
    let word = match (ty, cell) {
        (ColumnType::Int, Cell::Int(value)) => Word(value),
        (ColumnType::Int, Cell::Float(value)) if value.fract() == 0.0 && value.abs() < INT_LIMIT => Word(value as i64),
        (ColumnType::Float, Cell::Int(value)) => Word::from_f64(value as f64),
        (ColumnType::Float, Cell::Float(value)) => Word::from_f64(value),
        (ColumnType::Bool, Cell::Bool(value)) => Word::from_bool(value),
        (ColumnType::Time, Cell::Micros(value)) => Word(value),
        (ColumnType::Date, Cell::Days(value)) => Word(value),
        // Data frames have no dates, only midnights.
        (ColumnType::Date, Cell::Micros(value)) if value % MICROS_PER_DAY == 0 => Word(value / MICROS_PER_DAY),
        _ => return None,
    };
    (!word.is_null()).then_some(word)
}

/// The word itself when it lies where a dataset's values can lie.
pub(crate) fn in_bounds(column: &Column, word: Word) -> Result<Word, String> {
    match column.ty {
        ColumnType::Time => word::time_in_range(word.0),
        ColumnType::Date => word::date_in_range(word.0),
        _ => word::in_range(column, word).map(|()| word),
    }
}

/// The text that a batch carries for a sound cell: as in the file, or in canonical form for what packs whole.
pub(crate) fn carried<'a>(column: &Column, cell: Cell<'a>, word: Word) -> Option<Cow<'a, str>> {
    if packs_whole(&column.ty) {
        return canonical_text(column, word).map(Into::into);
    }
    match cell {
        Cell::Bytes(bytes) if !bytes.is_empty() => Some(String::from_utf8_lossy(bytes)),
        _ => None,
    }
}

fn utf8(bytes: &[u8]) -> Result<&str, String> {
    std::str::from_utf8(bytes).map_err(|_| reason("UTF-8 text", &shown(&String::from_utf8_lossy(bytes))))
}

fn schema_word(column: &Column, text: &str) -> Result<Word, String> {
    match word::parse(column, text) {
        // The least whole number has the bits of null.
        Ok(word) if word.is_null() => Err(reason("a whole number that fits in 64 bits", &shown(text))),
        Ok(word) => Ok(word),
        Err(expected) => Err(reason(&expected, &shown(text))),
    }
}
