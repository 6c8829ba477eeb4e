//! Weights learnt from the data itself, without labels.
//!
//! Chances among strangers come from random pairs, shares among pairs of one person from expectation maximisation over
//! all candidates (Winkler 1988, 2000; Dempster, Laird and Rubin 1977). Pairs that are no candidates count as
//! strangers, so that the share of matches is one among *all* pairs. Chosen shares stand behind every count as a few
//! pseudo-observations (a Dirichlet prior); with too few matches they are kept as they are.

use crate::compare::{Pattern, compare};
use crate::field::{FIELD_COUNT, FIELDS, MOST_LEVELS, most_matched};
use crate::model::{Model, Table, cell, table};
use crate::population::Population;
use crate::settings::Settings;

/// Random pairs that are compared at most. Chosen: chances down to 1 in 100,000 are seen five times.
const RANDOM_PAIRS: usize = 500_000;
/// Priors are never those of a smaller table than this: ten records are ten of many people. Chosen.
const SMALLEST_TABLE: f64 = 1_000.0;
/// Random pairs that the chosen chances count for.
const STRANGER_PSEUDO_PAIRS: f64 = 50.0;
/// Matches that the chosen shares count for.
const MATCH_PSEUDO_PAIRS: f64 = 20.0;
/// Records whose expected household members stand behind the count of households.
const HOUSEHOLD_PSEUDO_RECORDS: f64 = 20.0;
/// Rounds in which only households are counted; they settle sooner.
const HOUSEHOLD_ROUNDS: usize = 10;
/// Probability from which a match is clear, and the share of all expected matches that must be clear. Where fewer are,
/// the class that was found is a crowd of chance likenesses or relatives, and what it taught is not used. Chosen.
const CLEAR: f64 = 0.9;
/// See [`CLEAR`].
const CLEAR_SHARE: f64 = 0.5;
/// Rounds of expectation maximisation at most, and the change of a share that ends it.
const ROUNDS: usize = 50;
/// See [`ROUNDS`].
const SETTLED: f64 = 1e-4;
/// Candidates that are learnt from at most; further ones are left out evenly.
const LEARNING_PAIRS: usize = 400_000;

/// What was learnt.
#[derive(Debug)]
pub(crate) struct Learnt {
    pub model: Model,
    /// Whether the data had enough matches to learn from.
    pub learnt: bool,
    /// Matches that the model expects among the candidates.
    pub expected_matches: f64,
}

/// The model before anything is learnt.
pub(crate) fn chosen_model(population: &Population, settings: &Settings) -> Model {
    let size = population.size().max(SMALLEST_TABLE);
    Model {
        matched: table(|field, level| field.levels().get(level).map_or(0.0, |l| l.matched)),
        stranger: table(|field, level| field.levels().get(level).map_or(0.0, |l| l.stranger)),
        household: table(|field, level| field.levels().get(level).map_or(0.0, |l| l.household)),
        prior_odds: settings.expected_duplicates / size,
        household_chance: settings.expected_household / size,
        smallest: crate::words::smallest_share(u32::try_from(population.records.len()).unwrap_or(u32::MAX)),
    }
}

/// How often every level was seen.
#[derive(Debug)]
pub(crate) struct Seen {
    counts: Table,
    pairs: f64,
}

/// Levels of random pairs; of all pairs if there are few. Records lie in the order of the fingerprints of their
/// contents, which is an order by chance: those that lie next to each other are a random pair, and one record more or
/// less changes few of them.
pub(crate) fn random_pairs(population: &Population) -> Seen {
    let mut seen = Seen { counts: [[0.0; MOST_LEVELS]; FIELD_COUNT], pairs: 0.0 };
    let (records, contents) = (&population.records, &population.contents);
    let size = records.len().max(1);
    for (at, (a, content)) in records.iter().zip(contents).enumerate().take(RANDOM_PAIRS) {
        let others = records.iter().zip(contents).skip(at + 1).take(RANDOM_PAIRS / size + 1);
        for (b, _) in others.filter(|(_, other)| *other != content) {
            seen.add(&compare(population, a, b), 1.0);
        }
    }
    seen
}

impl Seen {
    fn add(&mut self, pattern: &Pattern, weight: f64) {
        self.pairs += weight;
        for (row, agreement) in self.counts.iter_mut().zip(pattern) {
            if let Some(count) = agreement.and_then(|a| row.get_mut(usize::from(a.level))) {
                *count += weight;
            }
        }
    }

    /// Shares within each field, the chosen ones counting for some observations.
    fn shares(&self, chosen: &Table, pseudo: f64) -> Table {
        table(|field, level| {
            let row = self.counts.get(field as usize).map_or(0.0, |row| row.iter().sum());
            (cell(&self.counts, field, level) + pseudo * cell(chosen, field, level)) / (row + pseudo)
        })
    }

    /// What is left when the matches among all pairs are taken out.
    fn without(&self, matches: &Seen, all_pairs: f64) -> Self {
        let scale = self.pairs / all_pairs;
        let left =
            |field, level| (cell(&self.counts, field, level) - scale * cell(&matches.counts, field, level)).max(0.0);
        Self { counts: table(left), pairs: self.pairs - scale * matches.pairs }
    }
}

/// Learns from the patterns of candidates.
pub(crate) fn learn(population: &Population, random: &Seen, patterns: &[Pattern], settings: &Settings) -> Learnt {
    let chosen = chosen_model(population, settings);
    let all_pairs = (population.size() * (population.size() - 1.0) / 2.0).max(1.0);
    let step = patterns.len() / LEARNING_PAIRS + 1;
    let mut model = Model { stranger: random.shares(&chosen.stranger, STRANGER_PSEUDO_PAIRS), ..chosen.clone() };
    let start = model.clone();
    let (mut matches, mut clear) = (0.0, 0.0);
    for _ in 0..ROUNDS {
        let Expected { matches: found, clear_matches, households } = expectation(&model, patterns, step);
        (matches, clear) = (found.pairs, clear_matches);
        let next = Model {
            matched: held_down(&found.shares(&chosen.matched, MATCH_PSEUDO_PAIRS)),
            stranger: random.without(&found, all_pairs).shares(&chosen.stranger, STRANGER_PSEUDO_PAIRS),
            household: chosen.household,
            prior_odds: (found.pairs + chosen.prior_odds) / all_pairs,
            household_chance: household_chance(households, all_pairs, settings),
            smallest: chosen.smallest,
        };
        let change = largest_change(&model.matched, &next.matched);
        model = next;
        if change < SETTLED {
            break;
        }
    }
    let learnt = clear >= settings.enough_matches && clear >= CLEAR_SHARE * matches;
    let model = if learnt { model } else { with_households(start, patterns, step, (all_pairs, settings)) };
    Learnt { model, learnt, expected_matches: matches }
}

/// The chosen model with the households that the data shows: they are counted even where matches are too few.
fn with_households(
    mut model: Model,
    patterns: &[Pattern],
    step: usize,
    (all_pairs, settings): (f64, &Settings),
) -> Model {
    for _ in 0..HOUSEHOLD_ROUNDS {
        let found = expectation(&model, patterns, step);
        model.household_chance = household_chance(found.households, all_pairs, settings);
    }
    model
}

fn household_chance(households: f64, all_pairs: f64, settings: &Settings) -> f64 {
    let pairs = all_pairs.max(SMALLEST_TABLE * SMALLEST_TABLE / 2.0);
    (households + HOUSEHOLD_PSEUDO_RECORDS * settings.expected_household) / pairs
}

/// The shares with contradictions held down to what is allowed; what is taken goes to the other levels in proportion.
fn held_down(shares: &Table) -> Table {
    table(|field, level| {
        let share = |l: usize| cell(shares, field, l);
        let (mut taken, mut free) = (0.0, 0.0);
        for l in 0..field.levels().len() {
            let most = most_matched(field, l);
            taken += (share(l) - most).max(0.0);
            free += if most < 1.0 { 0.0 } else { share(l) };
        }
        let most = most_matched(field, level);
        if most < 1.0 { share(level).min(most) } else { share(level) * (1.0 + taken / free.max(f64::MIN_POSITIVE)) }
    })
}

/// What a model expects of the candidates.
struct Expected {
    /// Levels, each counted by the probability that the pair is one person.
    matches: Seen,
    /// Matches of pairs that are one person with a probability of [`CLEAR`] or more.
    clear_matches: f64,
    /// Pairs that are two people of one household.
    households: f64,
}

fn expectation(model: &Model, patterns: &[Pattern], step: usize) -> Expected {
    let matches = Seen { counts: [[0.0; MOST_LEVELS]; FIELD_COUNT], pairs: 0.0 };
    let mut expected = Expected { matches, clear_matches: 0.0, households: 0.0 };
    let scorer = model.scorer();
    for pattern in patterns.iter().step_by(step) {
        let score = scorer.score(pattern);
        let odds = (score.total() + scorer.prior_bits).exp2();
        let probability = odds / (1.0 + odds);
        let weight = step as f64;
        expected.matches.add(pattern, weight * probability);
        expected.clear_matches += if probability >= CLEAR { weight * probability } else { 0.0 };
        // Of those that are not one person, the part that strangers do not explain.
        expected.households += weight * (1.0 - probability) * (1.0 - score.household.exp2());
    }
    expected
}

fn largest_change(before: &Table, after: &Table) -> f64 {
    FIELDS
        .iter()
        .flat_map(|&field| {
            (0..MOST_LEVELS).map(move |level| (cell(before, field, level) - cell(after, field, level)).abs())
        })
        .fold(0.0, f64::max)
}
