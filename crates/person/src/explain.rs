//! A link that explains itself: what every field says, in words and in bits.

use crate::compare::Pattern;
use crate::field::{FIELDS, Field, Verdict};
use crate::learn::Learnt;
use crate::model::{Scorer, cell};
use crate::person::Person;
use crate::through::Through;

/// What a field says about one pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FieldBits {
    /// The field.
    pub field: Field,
    /// Whether it agrees, is close, differs, or says nothing.
    pub verdict: Verdict,
    /// Level of agreement, in words.
    pub level: &'static str,
    /// log2 of how much likelier this agreement is for one person than for two strangers; 0 where it says nothing.
    pub bits: f64,
}

/// Two records of one person. `bits` is the sum of `prior_bits`, `household_bits` and the bits of `fields`; where a
/// `third` record joins them, the bits of the weaker of its two links, less what that sum without the prior has below 0.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// Id of one record, the smaller one.
    pub a: u32,
    /// Id of the other.
    pub b: u32,
    /// log2 of the odds that the two are one person: 0 is even, 3 is eight to one.
    pub bits: f64,
    /// log2 of the odds that any two records are one person, before anything is compared.
    pub prior_bits: f64,
    /// Taken off, because two people of one household would agree in much of this too; never above 0.
    pub household_bits: f64,
    /// The record that both are linked to, where their own comparison does not say enough.
    pub third: Option<u32>,
    /// Every field, in the order of [`FIELDS`].
    pub fields: Vec<FieldBits>,
}

impl Pair {
    /// The likelihood ratio in bits: what the two records themselves say, whatever the prior.
    pub fn likelihood_bits(&self) -> f64 {
        self.fields.iter().map(|field| field.bits).sum::<f64>() + self.household_bits
    }
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

/// Tells links by the ids of their records.
pub(crate) struct Explainer<'a> {
    /// Every record with the fingerprint of its content.
    pub records: &'a [(u64, &'a Person)],
    /// What agreement weighs.
    pub scorer: Scorer,
}

impl Explainer<'_> {
    fn record(&self, at: u32) -> Option<&Person> {
        self.records.get(at as usize).map(|(_, person)| *person)
    }

    /// A link between two places with its reasons.
    pub fn pair(&self, (a, b): (u32, u32), pattern: &Pattern) -> Option<Pair> {
        let (a, b) = (self.record(a)?, self.record(b)?);
        let score = self.scorer.score(pattern);
        let fields = FIELDS.iter().zip(pattern).zip(score.fields).map(|((&field, found), bits)| {
            let level = found.and_then(|agreement| field.levels().get(usize::from(agreement.level)));
            let silent = if field.known(a) && field.known(b) { Verdict::Silent } else { Verdict::Missing };
            let (verdict, level) = level.map_or((silent, silent.name()), |level| (level.verdict, level.name));
            FieldBits { field, verdict, level, bits }
        });
        Some(Pair {
            a: a.id.min(b.id),
            b: a.id.max(b.id),
            bits: score.total() + self.scorer.prior_bits,
            prior_bits: self.scorer.prior_bits,
            household_bits: score.household,
            third: None,
            fields: fields.collect(),
        })
    }

    /// A link through a third record: its bits are those of the weaker link, less what speaks against it.
    pub fn through(&self, found: &Through, pattern: &Pattern) -> Option<Pair> {
        let third = Some(self.record(found.third)?.id);
        Some(Pair { bits: found.bits, third, ..self.pair(found.pair, pattern)? })
    }
}

/// The weights of a model.
pub(crate) fn weights(learnt: &Learnt) -> Weights {
    let model = &learnt.model;
    let level = |field: Field, at: usize, level: &'static str| {
        let (m, u) = (cell(&model.matched, field, at), cell(&model.stranger, field, at).max(model.smallest));
        LevelWeight { field, level, m, u, bits: (m / u).log2() }
    };
    let of_field = |&field: &Field| (0..).zip(field.levels()).map(move |(at, l)| level(field, at, l.name));
    Weights {
        levels: FIELDS.iter().flat_map(of_field).collect(),
        prior_bits: model.prior_odds.log2(),
        expected_matches: learnt.expected_matches,
        learnt: learnt.learnt,
    }
}
