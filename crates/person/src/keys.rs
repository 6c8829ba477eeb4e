//! Keys: what two records may share that is cheap to find.

use crate::emails::is_common;
use crate::person::BirthDate;
use crate::population::{NameForm, Population, Record, mixed};
use crate::words::WordId;
use crate::written::Script;

/// A key of some kind from two numbers.
fn key(kind: u64, first: u64, second: u64) -> u64 {
    mixed(mixed(mixed(kind) ^ first) ^ second)
}

/// Names that keys are made of: all but a reading in kana beside another name, which adds no key of its own.
fn names<'a>(population: &'a Population, record: &'a Record) -> impl Iterator<Item = &'a NameForm> {
    let names = population.names_of(record);
    let only = names.len() == 1;
    names.iter().filter(move |form| only || form.script != Script::Kana)
}

/// Name parts with their script, so that numbers of different lists do not meet.
fn name_parts<'a>(population: &'a Population, record: &'a Record) -> impl Iterator<Item = u64> + 'a {
    names(population, record)
        .flat_map(|form| form.parts().iter().map(|&part| (form.script as u64) << 32 | u64::from(part)))
}

/// Parts by their first letters.
fn name_beginnings<'a>(
    population: &'a Population,
    record: &'a Record,
    letters: usize,
) -> impl Iterator<Item = u64> + 'a {
    names(population, record).flat_map(move |form| {
        let words = population.names(form.script);
        form.parts().iter().map(move |&part| mixed(spelt(words.text(part).chars().take(letters)) ^ form.script as u64))
    })
}

/// The rarest words of an address that at least two records have.
fn rare_places(population: &Population, record: &Record) -> Vec<WordId> {
    let mut words: Vec<(u32, WordId)> = population
        .address_of(record)
        .iter()
        .map(|&word| (population.places.holders(word), word))
        .filter(|&(count, _)| count > 1)
        .collect();
    words.sort_unstable();
    words.truncate(3);
    words.into_iter().map(|(_, word)| word).collect()
}

/// A date of birth.
pub(crate) fn births(_: &Population, record: &Record, keys: &mut Vec<u64>) {
    keys.extend(record.birth.map(|date| key(1, u64::from(date.packed()), 0)));
}

/// Half of a date of birth.
pub(crate) fn birth_halves(_: &Population, record: &Record, keys: &mut Vec<u64>) {
    keys.extend(record.birth.into_iter().flat_map(date_halves).map(|half| key(18, half, 0)));
}

/// Whole values that hardly two people share: name with date of birth, email address, numbers.
pub(crate) fn identities(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    if let (Some(date), Some(form)) = (record.birth, names(population, record).next()) {
        keys.push(key(16, form.key().1 ^ form.script as u64, u64::from(date.packed())));
    }
    keys.extend(record.email.map(|email| key(17, u64::from(email.local), u64::from(email.domain))));
    numbers(population, record, keys);
}

/// A whole name.
pub(crate) fn whole_names(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    keys.extend(names(population, record).map(|form| key(2, form.key().1 ^ form.script as u64, 0)));
}

/// A whole name with what a slip in the date of birth leaves of it.
pub(crate) fn names_and_dates(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    for form in names(population, record) {
        let name = form.key().1 ^ form.script as u64;
        keys.extend(record.birth.into_iter().flat_map(date_halves).map(|half| key(2, name, half)));
    }
}

/// The year, and month and day.
fn date_halves(date: BirthDate) -> [u64; 2] {
    [u64::from(date.year), 10_000 + u64::from(date.packed() % 10_000)]
}

/// Either half of the email address.
pub(crate) fn emails(_: &Population, record: &Record, keys: &mut Vec<u64>) {
    if let Some(email) = record.email {
        keys.push(key(3, u64::from(email.local), 0));
        keys.push(key(4, u64::from(email.domain), 0));
    }
}

/// Telephone and document number.
pub(crate) fn numbers(_: &Population, record: &Record, keys: &mut Vec<u64>) {
    keys.extend(record.phone.map(|number| key(5, u64::from(number.id), 0)));
    keys.extend(record.document.map(|number| key(6, u64::from(number.id), 0)));
}

/// One word alone: a name part, the rarest word of the address, either end of the email address.
pub(crate) fn single_words(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    keys.extend(name_parts(population, record).map(|part| key(11, part, 0)));
    keys.extend(rare_places(population, record).first().map(|&rarest| key(8, u64::from(rarest), 0)));
    let Some(email) = record.email else { return };
    let (local, domain) = (population.locals.text(email.local), population.domains.text(email.domain));
    let letters: Vec<char> = local.chars().chain(domain.chars()).filter(|c| c.is_alphanumeric()).collect();
    if letters.len() >= 2 * EMAIL_LETTERS {
        keys.push(key(14, 1, spelt(letters.iter().take(EMAIL_LETTERS).copied())));
        keys.push(key(14, 2, spelt(letters.iter().rev().take(EMAIL_LETTERS).copied())));
    }
}

/// Letters at either end of an email address that are a key.
const EMAIL_LETTERS: usize = 7;

/// One number from letters.
fn spelt(letters: impl Iterator<Item = char>) -> u64 {
    letters.fold(0, |hash, c| mixed(hash ^ u64::from(u32::from(c))))
}

/// A name part with what a slip in the date of birth leaves: its year, or its month and day.
pub(crate) fn parts_and_dates(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    let Some(date) = record.birth else { return };
    for part in name_parts(population, record) {
        keys.extend(date_halves(date).map(|half| key(7, part, half)));
    }
}

/// The same, with the first letters of the other parts: common names need more.
pub(crate) fn spelt_parts_and_dates(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    let Some(date) = record.birth else { return };
    for form in names(population, record) {
        let words = population.names(form.script);
        let first = |part: WordId| words.text(part).chars().next().map_or(0, |c| mixed(u64::from(u32::from(c))));
        let all = form.parts().iter().fold(form.script as u64, |sum, &part| sum.wrapping_add(first(part)));
        for &part in form.parts() {
            let others = all.wrapping_sub(first(part));
            keys.extend(date_halves(date).map(|half| key(15, u64::from(part) ^ others, half)));
        }
    }
}

/// Two rare words of the address.
pub(crate) fn places(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    keys.extend(two_places(population, record).map(|places| key(8, places, 0)));
}

fn two_places(population: &Population, record: &Record) -> impl Iterator<Item = u64> {
    let words = rare_places(population, record);
    let pairs = [(0, 1), (0, 2), (1, 2)];
    pairs.into_iter().filter_map(move |(one, other)| {
        let (one, other) = (*words.get(one)?, *words.get(other)?);
        Some(u64::from(one.min(other)) << 32 | u64::from(one.max(other)))
    })
}

/// A name part with two rare words of the address.
pub(crate) fn parts_and_two_places(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    for part in name_parts(population, record) {
        keys.extend(two_places(population, record).map(|places| key(19, part, places)));
    }
}

/// A name part with a rare word of the address.
pub(crate) fn parts_and_places(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    let words = rare_places(population, record);
    for part in name_parts(population, record) {
        keys.extend(words.iter().take(2).map(|&word| key(9, part, u64::from(word))));
    }
}

/// First letters of a name part with the month of birth.
pub(crate) fn spellings(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    let Some(date) = record.birth else { return };
    let month = u64::from(date.packed() / 100);
    keys.extend(name_beginnings(population, record, 3).map(|beginning| key(10, beginning, month)));
}

/// Keys that split a block that is too large.
pub(crate) fn second_keys(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    births(population, record, keys);
    keys.extend(name_parts(population, record).map(|part| key(11, part, 0)));
    keys.extend(name_beginnings(population, record, 3).map(|beginning| key(12, beginning, 0)));
    keys.extend(rare_places(population, record).into_iter().take(2).map(|word| key(13, u64::from(word), 0)));
    let rare = record.email.filter(|&email| !is_common(population, population.domains.word(email.domain)));
    keys.extend(rare.map(|email| key(4, u64::from(email.domain), 0)));
}
