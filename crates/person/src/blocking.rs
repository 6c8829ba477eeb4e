//! Candidates: pairs of records that share at least one of many cheap keys (blocking). A block that is too large is
//! split by second keys; what is still too large is left out and counted, because a value shared by so many says little.
//! Which pairs are found does not depend on the order of the records.

use crate::keys;
use crate::linkage::Cut;
use crate::population::{Population, Record};

/// Makes the keys of one record.
type Family = fn(&Population, &Record, &mut Vec<u64>);

/// Families of keys, each made for all records before the next, so that only one is held in memory.
const FAMILIES: [(Strength, Family); 14] = [
    (Strength::Whole, keys::identities),
    (Strength::Strong, keys::births),
    (Strength::Strong, keys::names_and_dates),
    (Strength::Strong, keys::emails),
    (Strength::Strong, keys::numbers),
    (Strength::Weak, keys::spelt_parts_and_dates),
    (Strength::Strong, keys::parts_and_two_places),
    (Strength::Weak, keys::whole_names),
    (Strength::Weak, keys::parts_and_dates),
    (Strength::Weak, keys::parts_and_places),
    (Strength::Weak, keys::places),
    (Strength::Weak, keys::single_words),
    (Strength::Weak, keys::spellings),
    (Strength::Weak, keys::birth_halves),
];

/// Records up to which [`crate::Settings::largest_block`] stands as it is set.
const SMALL_POPULATION: f64 = 20_000.0;
/// The largest block is never made smaller than this: one person may have as many records.
const SMALLEST_LIMIT: usize = 8;
/// Records with one whole value that are compared with each other. Chosen: far above what one hand runs.
const LARGEST_WHOLE: usize = 64;
/// Blocks above this are left out at once: a second key would not say enough, and other families join two keys too.
const LARGEST_SPLIT: usize = 2_000;

/// What sharing a key says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Strength {
    /// Hardly two people share it.
    Whole,
    /// Worth comparing in any population; blocks that are too large are split by second keys.
    Strong,
    /// Worth comparing in a small population, where the prior is higher and pairs are few.
    Weak,
}

impl Strength {
    /// The largest block, from the one that is set for [`SMALL_POPULATION`]. In a larger one a block must say more to be
    /// worth comparing, because the prior is smaller, and in a smaller one less: the limit falls with the root of the
    /// population, for weak keys with the population itself.
    fn limit(self, largest_block: usize, size: f64) -> usize {
        let scale = SMALL_POPULATION / size.max(1.0);
        match self {
            Self::Whole => LARGEST_WHOLE,
            Self::Strong => ((largest_block as f64 * scale.sqrt()) as usize).max(SMALLEST_LIMIT.min(largest_block)),
            Self::Weak => (largest_block as f64 * scale) as usize,
        }
    }
}

/// What is to be compared.
pub(crate) struct Candidates {
    /// Every pair once, as places in the population, smaller first, sorted.
    pub pairs: Vec<(u32, u32)>,
    /// What was left out.
    pub cut: Cut,
}

/// Pairs that share a key.
pub(crate) fn candidates(population: &Population, largest_block: usize) -> Candidates {
    let mut search =
        Search { second: SecondKeys::of(population), parts: Vec::new(), pairs: Vec::new(), cut: Cut::default() };
    let mut entries = Vec::new();
    for (strength, family) in FAMILIES {
        let limit = strength.limit(largest_block, population.size());
        if limit < 2 {
            continue;
        }
        make_keys(population, family, &mut entries);
        blocks(&mut entries, |block| search.block(block, limit, strength));
        // A stable sort finds the sorted run of the families before.
        search.pairs.sort();
        search.pairs.dedup();
    }
    Candidates { pairs: search.pairs, cut: search.cut }
}

/// Every pair there is.
pub(crate) fn all_candidates(population: &Population) -> Candidates {
    let size = u32::try_from(population.records.len()).unwrap_or(u32::MAX);
    let pairs = (0..size).flat_map(|a| (a + 1..size).map(move |b| (a, b))).collect();
    Candidates { pairs, cut: Cut::default() }
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

/// Calls for every run of entries with one key that has at least two records.
fn blocks(entries: &mut Vec<(u64, u32)>, mut found: impl FnMut(&[(u64, u32)])) {
    entries.sort_unstable();
    entries.dedup();
    entries.chunk_by(|a, b| a.0 == b.0).filter(|block| block.len() > 1).for_each(&mut found);
}

/// What was found so far; keeps its memory from one block to the next.
struct Search {
    second: SecondKeys,
    parts: Vec<(u64, u32)>,
    pairs: Vec<(u32, u32)>,
    cut: Cut,
}

impl Search {
    fn block(&mut self, block: &[(u64, u32)], limit: usize, strength: Strength) {
        if block.len() <= limit {
            all_pairs(block, &mut self.pairs);
        } else if strength == Strength::Whole || block.len() > LARGEST_SPLIT {
            self.cut.add(block.len());
        } else {
            self.split(block, limit);
        }
    }

    fn split(&mut self, block: &[(u64, u32)], limit: usize) {
        let Self { second, parts, pairs, cut } = self;
        parts.clear();
        for &(_, at) in block {
            parts.extend(second.keys(at).map(|key| (key, at)));
        }
        blocks(parts, |part| if part.len() <= limit { all_pairs(part, pairs) } else { cut.add(part.len()) });
    }
}

impl Cut {
    /// Counts one group that is left out.
    pub(crate) fn add(&mut self, records: usize) {
        let records = records as u64;
        self.blocks += 1;
        self.pairs += records * records.saturating_sub(1) / 2;
    }
}

fn all_pairs(block: &[(u64, u32)], pairs: &mut Vec<(u32, u32)>) {
    for (at, &(_, a)) in block.iter().enumerate() {
        pairs.extend(block.iter().skip(at + 1).map(|&(_, b)| (a.min(b), a.max(b))));
    }
}

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
            keys::second_keys(population, record, &mut keys);
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
