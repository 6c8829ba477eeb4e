//! Candidates: pairs of records that share at least one of many cheap keys (blocking). A block that is too large is
//! split by second keys; what is still too large is left out, because a value shared by so many says nothing. Records
//! that agree in a whole value that hardly two people share are strung together whatever their number.

use crate::emails::is_common;
use crate::person::BirthDate;
use crate::population::{NameForm, Population, Record, mixed};
use crate::words::WordId;
use crate::written::Script;

/// Makes the keys of one record.
type Family = fn(&Population, &Record, &mut Vec<u64>);

/// Families of keys, each made for all records before the next, so that only one is held in memory.
const FAMILIES: [(Strength, Family); 10] = [
    (Strength::Strong, births),
    (Strength::Strong, whole_names),
    (Strength::Strong, emails),
    (Strength::Strong, numbers),
    (Strength::Strong, spelt_parts_and_dates),
    (Strength::Strong, parts_and_places),
    (Strength::Weak, parts_and_dates),
    (Strength::Weak, places),
    (Strength::Weak, single_words),
    (Strength::Weak, spellings),
];

/// What sharing a key says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// Worth comparing in any population; blocks that are too large are split by second keys.
    Strong,
    /// Worth comparing in a small population, where the prior is higher and pairs are few.
    Weak,
}

impl Strength {
    /// The largest block, from the one that is set for small populations. In a larger one a block must say more to be
    /// worth comparing, because the prior is smaller: the limit falls with the root of the population, for weak keys
    /// with the population itself.
    fn limit(self, largest_block: usize, size: f64) -> usize {
        let scale = (SMALL_POPULATION / size.max(1.0)).min(1.0);
        match self {
            Self::Strong => ((largest_block as f64 * scale.sqrt()) as usize).max(SMALLEST_LIMIT.min(largest_block)),
            Self::Weak => (largest_block as f64 * scale) as usize,
        }
    }
}

/// Every candidate pair once, as places in the population, smaller first.
pub(crate) fn candidates(population: &Population, largest_block: usize) -> Vec<(u32, u32)> {
    let mut splitter = Splitter { second: SecondKeys::of(population), parts: Vec::new() };
    let mut pairs = Vec::new();
    let mut entries = Vec::new();
    make_keys(population, identities, &mut entries);
    blocks(&mut entries, |block| string_together(block, &mut pairs));
    for (strength, family) in FAMILIES {
        let limit = strength.limit(largest_block, population.size());
        if limit < 2 {
            continue;
        }
        make_keys(population, family, &mut entries);
        blocks(&mut entries, |block| match block.len() {
            size if size <= limit => all_pairs(block, &mut pairs),
            size if size <= LARGEST_SPLIT => splitter.split(block, limit, &mut pairs),
            _ => {}
        });
        // A stable sort finds the sorted run of the families before.
        pairs.sort();
        pairs.dedup();
    }
    pairs
}

/// The keys of a family, of all records.
fn make_keys(population: &Population, family: Family, entries: &mut Vec<(u64, u32)>) {
    entries.clear();
    let mut keys = Vec::new();
    for (at, record) in (0..).zip(&population.records) {
        keys.clear();
        family(population, record, &mut keys);
        entries.extend(keys.iter().map(|&key| (key, at)));
    }
}

/// Every record with the next one: enough to bring any number of records of one person into one component.
fn string_together(block: &[(u64, u32)], pairs: &mut Vec<(u32, u32)>) {
    pairs.extend(block.iter().zip(block.iter().skip(1)).map(|(&(_, a), &(_, b))| (a.min(b), a.max(b))));
}

/// Splits blocks by second keys; keeps its memory from one block to the next.
struct Splitter {
    second: SecondKeys,
    parts: Vec<(u64, u32)>,
}

impl Splitter {
    fn split(&mut self, block: &[(u64, u32)], limit: usize, pairs: &mut Vec<(u32, u32)>) {
        self.parts.clear();
        for &(_, at) in block {
            self.parts.extend(self.second.keys(at).map(|key| (key, at)));
        }
        blocks(&mut self.parts, |part| {
            if part.len() <= limit {
                all_pairs(part, pairs);
            }
        });
    }
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

fn births(_: &Population, record: &Record, keys: &mut Vec<u64>) {
    keys.extend(record.birth.map(|date| key(1, u64::from(date.packed()), 0)));
}

/// Whole values that hardly two people share: name with date of birth, email address, numbers.
fn identities(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    if let (Some(date), Some(form)) = (record.birth, names(population, record).next()) {
        keys.push(key(16, form.key().1 ^ form.script as u64, u64::from(date.packed())));
    }
    keys.extend(record.email.map(|email| key(17, u64::from(email.local), u64::from(email.domain))));
    numbers(population, record, keys);
}

/// A whole name, and with what a slip in the date of birth leaves of it.
fn whole_names(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    for form in names(population, record) {
        let name = form.key().1 ^ form.script as u64;
        keys.push(key(2, name, 0));
        keys.extend(record.birth.into_iter().flat_map(date_halves).map(|half| key(2, name, half)));
    }
}

/// The year, and month and day.
fn date_halves(date: BirthDate) -> [u64; 2] {
    [u64::from(date.year), 10_000 + u64::from(date.packed() % 10_000)]
}

fn emails(_: &Population, record: &Record, keys: &mut Vec<u64>) {
    if let Some(email) = record.email {
        keys.push(key(3, u64::from(email.local), 0));
        keys.push(key(4, u64::from(email.domain), 0));
    }
}

fn numbers(_: &Population, record: &Record, keys: &mut Vec<u64>) {
    keys.extend(record.phone.map(|number| key(5, u64::from(number.id), 0)));
    keys.extend(record.document.map(|number| key(6, u64::from(number.id), 0)));
}

/// One word alone: a name part, the rarest word of the address, either end of the email address.
fn single_words(population: &Population, record: &Record, keys: &mut Vec<u64>) {
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
fn parts_and_dates(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    let Some(date) = record.birth else { return };
    for part in name_parts(population, record) {
        keys.extend(date_halves(date).map(|half| key(7, part, half)));
    }
}

/// The same, with the first letters of the other parts: common names need more.
fn spelt_parts_and_dates(population: &Population, record: &Record, keys: &mut Vec<u64>) {
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
fn places(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    let words = rare_places(population, record);
    for (at, &a) in words.iter().enumerate() {
        keys.extend(words.iter().skip(at + 1).map(|&b| key(8, u64::from(a.min(b)), u64::from(a.max(b)))));
    }
}

/// A name part with a rare word of the address.
fn parts_and_places(population: &Population, record: &Record, keys: &mut Vec<u64>) {
    let words = rare_places(population, record);
    for part in name_parts(population, record) {
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
    keys.extend(name_parts(population, record).map(|part| key(11, part, 0)));
    keys.extend(name_beginnings(population, record, 3).map(|beginning| key(12, beginning, 0)));
    keys.extend(rare_places(population, record).into_iter().take(2).map(|word| key(13, u64::from(word), 0)));
    let rare = record.email.filter(|&email| !is_common(population, population.domains.word(email.domain)));
    keys.extend(rare.map(|email| key(4, u64::from(email.domain), 0)));
}
