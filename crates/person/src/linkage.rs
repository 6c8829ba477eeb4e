//! The whole: people in, links between records of one person out.

use crate::blocking::{Candidates, all_candidates, candidates};
use crate::compare::{Pattern, Unknown, compare, compare_while};
use crate::explain::{Explainer, Pair, Weights, weights};
use crate::field::Field;
use crate::learn::{chosen_model, learn, random_pairs};
use crate::model::Scorer;
use crate::person::Person;
use crate::population::Population;
use crate::settings::Settings;
use crate::through::{Link, through};

/// Bits below even odds at which a candidate is dropped before anything is learnt. Chosen: learning moves the prior by
/// less than this.
const HOPELESS_BITS: f64 = -14.0;
/// Of these at least one must agree or be close: a name and a region are what thousands have. Chosen.
const TELLING: [Field; 4] = [Field::BirthDate, Field::Email, Field::Phone, Field::DocumentNumber];

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Linkage {
    /// Pairs of records that are likelier one person than not, by [`Settings::margin_bits`] at least. By id.
    pub pairs: Vec<Pair>,
    /// The weights used.
    pub weights: Weights,
    /// Pairs that were compared.
    pub compared: usize,
    /// What was too common to be compared.
    pub cut: Cut,
}

/// What blocking left out: groups of records with one key that are larger than the limit, where no second key parts
/// them. A pair in them is still compared if it shares another key.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cut {
    /// Groups.
    pub blocks: u64,
    /// Pairs inside of these groups; a pair is counted again for every group that it is in.
    pub pairs: u64,
}

/// What makes the input unusable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PersonError {
    /// Two different records have one id.
    #[error("link records: two different records have the id `{id}`\nhint: give every account one number")]
    TwoRecords {
        /// The id.
        id: u32,
    },
}

/// Finds records of the same person. The answer depends neither on the order of the input nor on the ids, and repeated
/// rows count once.
///
/// # Errors
///
/// [`PersonError::TwoRecords`] if an id stands for two different records.
pub fn same_people(people: &[Person], settings: &Settings) -> Result<Linkage, PersonError> {
    let records = distinct(people)?;
    let population = Population::of(&records);
    let found = candidates(&population, settings.largest_block);
    Ok(link(&records, &population, found, settings))
}

/// The same as [`same_people`], comparing every pair: slow, to test that blocking loses little.
///
/// # Errors
///
/// As [`same_people`].
pub fn same_people_exhaustively(people: &[Person], settings: &Settings) -> Result<Linkage, PersonError> {
    let records = distinct(people)?;
    let population = Population::of(&records);
    Ok(link(&records, &population, all_candidates(&population), settings))
}

/// Records in the order of the fingerprints of their contents, repeated rows once.
fn distinct(people: &[Person]) -> Result<Vec<(u64, &Person)>, PersonError> {
    let mut records: Vec<(u64, &Person)> = people.iter().map(|person| (person.content(), person)).collect();
    records.sort_unstable_by_key(|(content, person)| (person.id, *content));
    records.dedup();
    if let Some((a, _)) = records.iter().zip(records.iter().skip(1)).find(|(a, b)| a.1.id == b.1.id) {
        return Err(PersonError::TwoRecords { id: a.1.id });
    }
    records.sort_unstable_by_key(|(content, person)| (*content, person.id));
    Ok(records)
}

fn link(records: &[(u64, &Person)], population: &Population, found: Candidates, settings: &Settings) -> Linkage {
    let Candidates { pairs, mut cut } = found;
    let compared = pairs.len();
    let random = random_pairs(population);
    let (kept, patterns) = promising(population, pairs, settings);
    let learnt = learn(population, &random, &patterns, settings);
    let explainer = Explainer { records, scorer: learnt.model.scorer() };
    let mut linked: Vec<(Link, Pattern)> = kept
        .into_iter()
        .zip(patterns)
        .map(|(pair, pattern)| ((pair, explainer.scorer.odds(&pattern)), pattern))
        .filter(|((_, bits), pattern)| *bits >= settings.margin_bits && telling(pattern))
        .collect();
    let links: Vec<Link> = linked.iter().map(|(link, _)| *link).collect();
    let compared_again = |(a, b): (u32, u32)| {
        let record = |at: u32| population.records.get(at as usize);
        record(a).zip(record(b)).map(|(x, y)| compare(population, x, y)).unwrap_or_default()
    };
    let likelihood = |a, b| explainer.scorer.score(&compared_again((a, b))).total();
    let others = through(&links, settings.margin_bits, likelihood, &mut cut);
    let mut pairs: Vec<Pair> =
        linked.drain(..).filter_map(|((pair, _), pattern)| explainer.pair(pair, &pattern)).collect();
    pairs.extend(others.iter().filter_map(|found| explainer.through(found, &compared_again(found.pair))));
    pairs.sort_unstable_by_key(|pair| (pair.a, pair.b));
    Linkage { pairs, weights: weights(&learnt), compared, cut }
}

/// Whether the pair agrees in more than its names and what many share: in one of [`TELLING`], or in an address
/// that says more than a region.
fn telling(pattern: &Pattern) -> bool {
    let level = |field: Field| pattern.get(field as usize).copied().flatten().map(|found| usize::from(found.level));
    let speaks = |&field: &Field| level(field).is_some_and(|level| field.speaks_for(level));
    TELLING.iter().any(speaks) || matches!(level(Field::Address), Some(0..=2))
}

/// Candidates that are worth learning from, with their patterns.
fn promising(population: &Population, pairs: Vec<(u32, u32)>, settings: &Settings) -> (Vec<(u32, u32)>, Vec<Pattern>) {
    let worth = Worth::of(population, settings);
    let (mut kept, mut patterns) = (Vec::new(), Vec::new());
    for (a, b) in pairs {
        let (Some(x), Some(y)) = (population.records.get(a as usize), population.records.get(b as usize)) else {
            continue;
        };
        let found = compare_while(population, (x, y), |pattern, unknown| worth.hopeful(pattern, unknown));
        if let Some(pattern) = found.filter(|pattern| worth.kept(pattern)) {
            kept.push((a, b));
            patterns.push(pattern);
        }
    }
    (kept, patterns)
}

/// How much a candidate must say to be kept, and what may still come.
struct Worth {
    scorer: Scorer,
    /// The most bits that a name, an address and names without a common part can give.
    most: [f64; 3],
    /// What a household explains is kept: how many there are is learnt too.
    enough: f64,
}

impl Worth {
    fn of(population: &Population, settings: &Settings) -> Self {
        let model = chosen_model(population, settings);
        let scorer = model.scorer();
        let [name, address] = [Field::Name, Field::Address].map(|field| scorer.most(field, model.smallest));
        let most = [name, address, scorer.most_of_other_names()];
        Self { most, enough: HOPELESS_BITS - scorer.prior_bits, scorer }
    }

    fn hopeful(&self, pattern: &Pattern, unknown: Unknown) -> bool {
        let [name, address, other_names] = self.most;
        let hoped = match unknown {
            Unknown::NameAndAddress => name + address,
            Unknown::Name => name,
            Unknown::OtherNames => other_names,
        };
        self.scorer.field_bits(pattern) + hoped.max(0.0) > self.enough
    }

    fn kept(&self, pattern: &Pattern) -> bool {
        self.scorer.field_bits(pattern) > self.enough
    }
}
