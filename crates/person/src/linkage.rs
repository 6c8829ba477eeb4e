//! The whole: people in, pairs and groups of one person out.

use std::collections::HashMap;

use crate::blocking::candidates;
use crate::cluster::people;
use crate::compare::{Pattern, Unknown, compare, compare_while};
use crate::field::{FIELDS, Field};
use crate::learn::{Learnt, chosen_model, learn, random_pairs};
use crate::model::{Scorer, cell};
use crate::person::Person;
use crate::population::Population;
use crate::settings::Settings;

/// Bits below even odds at which a candidate is dropped before anything is learnt. Chosen: learning moves the prior by
/// less than this.
const HOPELESS_BITS: f64 = -14.0;

/// What a field says about one pair.
#[derive(Debug, Clone, PartialEq)]
pub struct FieldBits {
    /// The field.
    pub field: Field,
    /// Level of agreement, in words.
    pub level: &'static str,
    /// log2 of how much likelier this agreement is for one person than for two strangers.
    pub bits: f64,
}

/// Two records of one person.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Id of one record, the smaller one.
    pub a: u32,
    /// Id of the other.
    pub b: u32,
    /// Likelihood ratio in bits: the sum of `fields` and `household_bits`. The odds also need [`Weights::prior_bits`].
    pub bits: f64,
    /// Every field that both records have.
    pub fields: Vec<FieldBits>,
    /// Taken off, because two people of one household would agree in much of this too; never above 0.
    pub household_bits: f64,
}

/// The weight of one level of one field, before the rarity of a value is counted.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelWeight {
    /// The field.
    pub field: Field,
    /// The level, in words.
    pub level: &'static str,
    /// Share among pairs of one person (the m-probability of Fellegi and Sunter).
    pub m: f64,
    /// Share among pairs of strangers (the u-probability).
    pub u: f64,
    /// log2(m / u).
    pub bits: f64,
}

/// The weights used.
#[derive(Debug, Clone, PartialEq)]
pub struct Weights {
    /// Every level of every field.
    pub levels: Vec<LevelWeight>,
    /// log2 of the odds that a random pair of records is one person.
    pub prior_bits: f64,
    /// Pairs of one person that the model expects among all.
    pub expected_matches: f64,
    /// Whether m and the prior were learnt from the data. If not, there were too few matches and chosen values stand.
    pub learnt: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Linkage {
    /// Pairs inside of the groups that are likelier one person than not by themselves, by id.
    pub pairs: Vec<Pair>,
    /// Groups of ids, each one person; two or more, sorted.
    pub clusters: Vec<Vec<u32>>,
    /// The weights used.
    pub weights: Weights,
    /// Pairs that were compared.
    pub compared: usize,
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

/// Finds records of the same person. The order of the input does not matter, nor do repeated rows.
///
/// # Errors
///
/// [`PersonError::TwoRecords`] if an id stands for two different records.
pub fn same_people(people_given: &[Person], settings: &Settings) -> Result<Linkage, PersonError> {
    let records = distinct(people_given)?;
    let population = Population::of(&records);
    let pairs = candidates(&population, settings.largest_block);
    Ok(link(&records, &population, pairs, settings))
}

/// The same as [`same_people`], comparing every pair: slow, to test that blocking loses little.
///
/// # Errors
///
/// As [`same_people`].
pub fn same_people_exhaustively(people_given: &[Person], settings: &Settings) -> Result<Linkage, PersonError> {
    let records = distinct(people_given)?;
    let population = Population::of(&records);
    let size = u32::try_from(records.len()).unwrap_or(u32::MAX);
    let pairs = (0..size).flat_map(|a| (a + 1..size).map(move |b| (a, b))).collect();
    Ok(link(&records, &population, pairs, settings))
}

/// Records by id, repeated rows once.
fn distinct(people_given: &[Person]) -> Result<Vec<&Person>, PersonError> {
    let mut records: Vec<&Person> = people_given.iter().collect();
    records.sort_unstable();
    records.dedup();
    match records.iter().zip(records.iter().skip(1)).find(|(a, b)| a.id == b.id) {
        Some((a, _)) => Err(PersonError::TwoRecords { id: a.id }),
        None => Ok(records),
    }
}

fn link(records: &[&Person], population: &Population, pairs: Vec<(u32, u32)>, settings: &Settings) -> Linkage {
    let compared = pairs.len();
    let random = random_pairs(population);
    let (kept, patterns) = promising(population, pairs, settings);
    let learnt = learn(population, &random, &patterns, settings);
    let scores = Scores { population, scorer: learnt.model.scorer(), known: &kept, patterns: &patterns };
    let joined: Vec<(u32, u32)> =
        kept.iter().zip(&patterns).filter(|(_, p)| scores.scorer.odds(p) > 0.0).map(|(&k, _)| k).collect();
    let groups = people(records.len(), &joined, settings.margin_bits, &|a, b| scores.of(a, b));
    let group_of: HashMap<u32, usize> =
        groups.iter().enumerate().flat_map(|(group, members)| members.iter().map(move |&at| (at, group))).collect();
    let id = |at: u32| records.get(at as usize).map_or(0, |person| person.id);
    let pairs = kept
        .iter()
        .zip(&patterns)
        .filter(|((a, b), _)| group_of.get(a).is_some_and(|group| group_of.get(b) == Some(group)))
        .filter(|(_, pattern)| scores.scorer.odds(pattern) > 0.0)
        .map(|(&(a, b), pattern)| pair(&scores.scorer, id(a), id(b), pattern))
        .collect();
    let clusters = groups.iter().map(|group| group.iter().map(|&at| id(at)).collect()).collect();
    Linkage { pairs, clusters, weights: weights(&learnt), compared }
}

/// Candidates that are worth learning from, with their patterns.
fn promising(population: &Population, pairs: Vec<(u32, u32)>, settings: &Settings) -> (Vec<(u32, u32)>, Vec<Pattern>) {
    let model = chosen_model(population, settings);
    let scorer = model.scorer();
    let [name, address] = [Field::Name, Field::Address].map(|field| scorer.most(field, model.smallest));
    let other_names = scorer.most_of_other_names();
    // What a household explains is kept: how many there are is learnt too.
    let enough = HOPELESS_BITS - scorer.prior_bits;
    let worth = |pattern: &Pattern, unknown: Unknown| {
        let hoped = match unknown {
            Unknown::NameAndAddress => name + address,
            Unknown::Name => name,
            Unknown::OtherNames => other_names,
        };
        scorer.field_bits(pattern) + hoped.max(0.0) > enough
    };
    let (mut kept, mut patterns) = (Vec::new(), Vec::new());
    for (a, b) in pairs {
        let (Some(x), Some(y)) = (population.records.get(a as usize), population.records.get(b as usize)) else {
            continue;
        };
        if let Some(pattern) = compare_while(population, (x, y), worth).filter(|p| scorer.field_bits(p) > enough) {
            kept.push((a, b));
            patterns.push(pattern);
        }
    }
    (kept, patterns)
}

/// Log odds of any pair.
struct Scores<'a> {
    population: &'a Population,
    scorer: Scorer,
    known: &'a [(u32, u32)],
    patterns: &'a [Pattern],
}

impl Scores<'_> {
    fn of(&self, a: u32, b: u32) -> f64 {
        let known = self.known.binary_search(&(a.min(b), a.max(b))).ok().and_then(|at| self.patterns.get(at));
        if let Some(pattern) = known {
            return self.scorer.odds(pattern);
        }
        let record = |at: u32| self.population.records.get(at as usize);
        record(a).zip(record(b)).map_or(f64::NEG_INFINITY, |(x, y)| self.scorer.odds(&compare(self.population, x, y)))
    }
}

fn pair(scorer: &Scorer, a: u32, b: u32, pattern: &Pattern) -> Pair {
    let score = scorer.score(pattern);
    let fields = FIELDS
        .iter()
        .zip(pattern)
        .zip(score.fields)
        .filter_map(|((&field, agreement), bits)| {
            let level = field.levels().get(usize::from(agreement.as_ref()?.level))?.name;
            Some(FieldBits { field, level, bits })
        })
        .collect();
    Pair { a: a.min(b), b: a.max(b), bits: score.total(), fields, household_bits: score.household }
}

fn weights(learnt: &Learnt) -> Weights {
    let model = &learnt.model;
    let level = |field: Field, at: usize, level: &'static str| {
        let (m, u) = (cell(&model.matched, field, at), cell(&model.stranger, field, at).max(model.smallest));
        LevelWeight { field, level, m, u, bits: (m / u).log2() }
    };
    let levels = FIELDS
        .iter()
        .flat_map(|&field| field.levels().iter().enumerate().map(move |(at, l)| level(field, at, l.name)))
        .collect();
    Weights {
        levels,
        prior_bits: model.prior_odds.log2(),
        expected_matches: learnt.expected_matches,
        learnt: learnt.learnt,
    }
}
