//! Candidates: pairs of records that share at least one of many cheap keys (blocking). A block that is too large is
//! split by second keys; what is still too large is left out, because a value shared by so many says nothing.

use crate::population::{Population, Record, mixed};
use crate::words::WordId;

/// Families of keys, each made for all records before the next, so that only one is held in memory.
const FAMILIES: [fn(&Population, &Record, &mut Vec<u64>); 8] =
    [births, whole_names, emails, numbers, parts_and_dates, places, parts_and_places, spellings];

/// Every candidate pair once, as places in the population, smaller first.
pub(crate) fn candidates(population: &Population, largest_block: usize) -> Vec<(u32, u32)> {
    let largest_block = bounded(largest_block, population.size());
    let second = SecondKeys::of(population);
    let mut pairs = Vec::new();
    let mut entries = Vec::new();
    let mut parts = Vec::new();
    let mut keys = Vec::new();
    for family in FAMILIES {
        entries.clear();
        for (at, record) in (0..).zip(&population.records) {
            keys.clear();
            family(population, record, &mut keys);
            entries.extend(keys.iter().map(|&key| (key, at)));
        }
        blocks(&mut entries, |block| match block.len() {
            size if size <= largest_block => all_pairs(block, &mut pairs),
            size if size <= LARGEST_SPLIT => {
                parts.clear();
                parts.extend(block.iter().flat_map(|&(_, at)| second.keys(at).map(move |key| (key, at))));
                blocks(&mut parts, |part| {
                    if part.len() <= largest_block {
                        all_pairs(part, &mut pairs)
                    }
                });
            }
            _ => {}
        });
        // A stable sort finds the sorted run of the families before.
        pairs.sort();
        pairs.dedup();
    }
    pairs
}

/// Blocks above this are left out at once: a second key would not say enough, and other families join two keys too.
const LARGEST_SPLIT: usize = 2_000;

/// Keys that split a block that is too large, of all records.
struct SecondKeys {
    keys: Vec<u32>,
    ends: Vec<usize>,
}

impl SecondKeys {
    fn of(population: &Population) -> Self {
        let mut second = Self { keys: Vec::new(), ends: Vec::new() };
        let mut keys = Vec::new();
        for record in &population.records {
            keys.clear();
            second_keys(population, record, &mut keys);
            // Half of a mixed number is still mixed; two that meet by chance cost one comparison.
            second.keys.extend(keys.iter().map(|&key| key as u32));
            second.ends.push(second.keys.len());
        }
        second
    }

    fn keys(&self, at: u32) -> impl Iterator<Item = u64> + '_ {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or(0);
        let start = (at as usize).checked_sub(1).map_or(0, end);
        self.keys.get(start..end(at as usize)).unwrap_or_default().iter().map(|&key| u64::from(key))
    }
}

/// Records up to which the largest block stays as it is set.
const SMALL_POPULATION: f64 = 20_000.0;
/// The largest block is never made smaller than this: one person may have as many records.
const SMALLEST_LIMIT: usize = 8;

/// In a large population a block must say more to be worth comparing, because the prior is smaller: the limit falls
/// with the root of the population.
fn bounded(largest_block: usize, size: f64) -> usize {
    let scale = (SMALL_POPULATION / size.max(1.0)).sqrt().min(1.0);
    ((largest_block as f64 * scale) as usize).max(SMALLEST_LIMIT.min(largest_block))
}

/// Calls for every run of entries with one key that has at least two records.
fn blocks(entries: &mut Vec<(u64, u32)>, mut found: impl FnMut(&[(u64, u32)])) {
    entries.sort_unstable();
    entries.dedup();
    entries.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1).for_each(&mut found);
}

fn all_pairs(block: &[(u64, u32)], pairs: &mut Vec<(u32, u32)>) {
    for (at, &(_, a)) in block.iter().enumerate() {
        pairs.extend(block.iter().skip(at + 1).map(|&(_, b)| (a.min(b), a.max(b))));
    }
}

/// A key of some kind from two numbers.
fn key(kind: u64, first: u64, second: u64) -> u64 {
    mixed(mixed(mixed(kind) ^ first) ^ second)
}

/// Name parts with their script, so that numbers of different lists do not meet.
fn name_parts<'a>(record: &'a Record) -> impl Iterator<Item = u64> + 'a {
    record.names.iter().flat_map(|form| form.parts().iter().map(|&part| (form.script as u64) << 32 | u64::from(part)))
}

/// Parts by their first letters.
fn name_beginnings<'a>(
    population: &'a Population,
    record: &'a Record,
    letters: usize,
) -> impl Iterator<Item = u64> + 'a {
    let forms = record.names.iter();
    forms.flat_map(move |form| {
        let words = population.names(form.script);
        form.parts().iter().map(move |&part| {
            words
                .get(part)
                .0
                .chars()
                .take(letters)
                .fold(form.script as u64, |hash, c| mixed(hash ^ u64::from(u32::from(c))))
        })
    })
}

/// The rarest words of an address that at least two records have.
fn rare_places(population: &Population, record: &Record) -> Vec<WordId> {
    let mut words: Vec<(u32, WordId)> = record
        .address
        .iter()
        .map(|&word| (population.places.get(word).1.count, word))
        .filter(|&(count, _)| count > 1)
        .collect();
    words.sort_unstable();
    words.truncate(3);
    words.into_iter().map(|(_, word)| word).collect()
}

fn births(_: &Population, record: &Record, keys: &mut Vec<u64>) {
    keys.extend(record.birth.map(|date| key(1, u64::from(date.packed()), 0)));
}

fn whole_names(_: &Population, record: &Record, keys: &mut Vec<u64>) {
    keys.extend(record.names.iter().map(|form| key(2, form.key().1, form.script as u64)));
    keys.extend(name_parts(record).map(|part| key(11, part, 0)));
}

fn emails(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    if let Some(email) = record.email {
        keys.push(key(3, u64::from(email.local), 0));
        keys.push(key(4, u64::from(email.domain), 0));
        let (local, domain) = (population.locals.get(email.local).0, population.domains.get(email.domain).0);
        let letters: Vec<char> = local.chars().chain(domain.chars()).filter(|c| c.is_alphanumeric()).collect();
        if letters.len() >= 2 * EMAIL_LETTERS {
            let (first, rest) = letters.split_at(EMAIL_LETTERS);
            keys.push(key(14, 1, spelt(first)));
            keys.push(key(14, 2, spelt(rest.get(rest.len() - EMAIL_LETTERS..).unwrap_or(rest))));
        }
    }
}

/// Letters at either end of an email address that are a key.
const EMAIL_LETTERS: usize = 7;

/// One number from letters.
fn spelt(letters: &[char]) -> u64 {
    letters.iter().fold(0, |hash, &c| mixed(hash ^ u64::from(u32::from(c))))
}

fn numbers(_: &Population, record: &Record, keys: &mut Vec<u64>) {
    keys.extend(record.phone.map(|number| key(5, u64::from(number.id), 0)));
    keys.extend(record.document.map(|number| key(6, u64::from(number.id), 0)));
}

/// A name part with what a slip in the date of birth leaves: its year, or its month and day.
fn parts_and_dates(_: &Population, record: &Record, keys: &mut Vec<u64>) {
    let Some(date) = record.birth else { return };
    let (year, rest) = (u64::from(date.year), 10_000 + u64::from(date.packed() % 10_000));
    for part in name_parts(record) {
        keys.extend([key(7, part, year), key(7, part, rest)]);
    }
}

/// Two rare words of the address.
fn places(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    let words = rare_places(population, record);
    keys.extend(words.first().map(|&rarest| key(8, u64::from(rarest), 0)));
    for (at, &a) in words.iter().enumerate() {
        keys.extend(words.iter().skip(at + 1).map(|&b| key(8, u64::from(a.min(b)), u64::from(a.max(b)))));
    }
}

/// A name part with a rare word of the address.
fn parts_and_places(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    let words = rare_places(population, record);
    for part in name_parts(record) {
        keys.extend(words.iter().take(2).map(|&word| key(9, part, u64::from(word))));
    }
}

/// First letters of a name part with the month of birth.
fn spellings(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    let Some(date) = record.birth else { return };
    let month = u64::from(date.packed() / 100);
    keys.extend(name_beginnings(population, record, 3).map(|beginning| key(10, beginning, month)));
}

/// Keys that split a block that is too large.
fn second_keys(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    births(population, record, keys);
    keys.extend(name_parts(record).map(|part| key(11, part, 0)));
    keys.extend(name_beginnings(population, record, 2).map(|beginning| key(12, beginning, 0)));
    keys.extend(rare_places(population, record).into_iter().take(2).map(|word| key(13, u64::from(word), 0)));
    keys.extend(record.email.map(|email| key(4, u64::from(email.domain), 0)));
}
