//! A pair of records, field by field.

use crate::agreement::Agreement;
use crate::field::FIELD_COUNT;
use crate::population::{Number, Population, Record};
use crate::words::Words;
use crate::{dates, emails, names, numbers, places};

/// What comparing every field found; `None` is no evidence. In the order of [`crate::field::FIELDS`].
pub(crate) type Pattern = [Option<Agreement>; FIELD_COUNT];

/// Compares two records.
pub(crate) fn compare(population: &Population, a: &Record, b: &Record) -> Pattern {
    compare_while(population, (a, b), |_, _| true).unwrap_or_default()
}

/// What is still unknown of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// Names and addresses.
    NameAndAddress,
    /// Names that have a common part, or parts that may be one in another split.
    Name,
    /// Names without a common part.
    OtherNames,
}

/// Compares two records, the cheap fields first, and gives up when `worth` says so of what is known and unknown.
pub(crate) fn compare_while(
    population: &Population,
    (a, b): (&Record, &Record),
    worth: impl Fn(&Pattern, Unknown) -> bool,
) -> Option<Pattern> {
    let mut pattern = [
        None,
        birth_dates(population, a, b),
        a.email.zip(b.email).and_then(|(x, y)| emails::compare(population, x, y)),
        a.phone.zip(b.phone).map(|(x, y)| number(&population.phones, x, y)),
        a.document.zip(b.document).map(|(x, y)| number(&population.documents, x, y)),
        None,
    ];
    if !worth(&pattern, Unknown::NameAndAddress) {
        return None;
    }
    let [.., address] = &mut pattern;
    *address = places::compare(population, a, b);
    let names = if names::may_share_a_part(population, a, b) { Unknown::Name } else { Unknown::OtherNames };
    if !worth(&pattern, names) {
        return None;
    }
    let [name, ..] = &mut pattern;
    *name = names::compare(population, a, b);
    Some(pattern)
}

fn birth_dates(population: &Population, a: &Record, b: &Record) -> Option<Agreement> {
    let (x, y) = a.birth.zip(b.birth)?;
    Some(match dates::compare(x, y) {
        0 => Agreement::on(0, population.share_of_birth_date(x)),
        level => Agreement::plain(level),
    })
}

fn number(words: &Words, x: Number, y: Number) -> Agreement {
    match numbers::compare(words, x, y) {
        0 => Agreement::on(0, words.share_of_whole(0.0, words.holders(x.id))),
        level => Agreement::plain(level),
    }
}
