//! The shares behind the weights, and the score of one pair.

use crate::agreement::Agreement;
use crate::compare::Pattern;
use crate::field::{FIELD_COUNT, FIELDS, Field, MOST_LEVELS};

/// One number for every field and level.
pub(crate) type Table = [[f64; MOST_LEVELS]; FIELD_COUNT];

/// A table made by asking for every field and level; levels that a field does not have are 0.
pub(crate) fn table(mut value: impl FnMut(Field, usize) -> f64) -> Table {
    let mut table = [[0.0; MOST_LEVELS]; FIELD_COUNT];
    for (field, row) in FIELDS.iter().zip(&mut table) {
        for (level, cell) in row.iter_mut().enumerate().take(field.levels().len()) {
            *cell = value(*field, level);
        }
    }
    table
}

/// Cell of a table; 0 outside of it.
pub(crate) fn cell(table: &Table, field: Field, level: usize) -> f64 {
    table.get(field as usize).and_then(|row| row.get(level)).copied().unwrap_or(0.0)
}

/// How a level's chance among strangers follows from the share of the value agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShareRule {
    /// The level's own chance.
    Level,
    /// The level's own chance times the relative share.
    Relative,
    /// The share, times the chance that both names have one part only.
    OnePart,
    /// The share, times the chance that both names have two parts or more.
    ManyParts,
    /// The share itself.
    Value,
}

/// The rule of a level whose agreement carries a share.
pub(crate) fn share_rule(field: Field, level: usize) -> ShareRule {
    match (field, level) {
        (Field::Name, 0) => ShareRule::ManyParts,
        (Field::Name, 4) => ShareRule::OnePart,
        (Field::Name, 1 | 2 | 6) => ShareRule::Relative,
        (Field::BirthDate | Field::Phone | Field::DocumentNumber, 0)
        | (Field::Email, 0 | 4)
        | (Field::Address, 0..=2 | 4) => ShareRule::Value,
        _ => ShareRule::Level,
    }
}

/// Levels of names of which one has one part only.
const ONE_PART: [usize; 3] = [4, 5, 8];

/// Shares of every level among pairs of one person, strangers and people of one household.
#[derive(Debug, Clone)]
pub(crate) struct Model {
    pub matched: Table,
    pub stranger: Table,
    pub household: Table,
    /// Odds that a random pair is one person.
    pub prior_odds: f64,
    /// Chance that a random pair lives in one household.
    pub household_chance: f64,
    /// Smallest chance that a level may have among strangers.
    pub smallest: f64,
}

/// A pair's score in bits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Score {
    /// Of every field; 0 where there is no evidence.
    pub fields: [f64; FIELD_COUNT],
    /// Taken off because a household explains as much; never above 0.
    pub household: f64,
}

impl Score {
    /// Likelihood ratio in bits, without the prior.
    pub fn total(&self) -> f64 {
        self.fields.iter().sum::<f64>() + self.household
    }
}

impl Model {
    /// The chance among strangers by which a share is multiplied, or that stands alone.
    pub fn base(&self, field: Field, level: usize) -> f64 {
        let one_part = || ONE_PART.iter().map(|&l| cell(&self.stranger, Field::Name, l)).sum::<f64>().clamp(0.01, 0.99);
        match share_rule(field, level) {
            ShareRule::Level | ShareRule::Relative => cell(&self.stranger, field, level).max(self.smallest),
            ShareRule::OnePart => one_part(),
            ShareRule::ManyParts => 1.0 - one_part(),
            ShareRule::Value => 1.0,
        }
    }

    /// The same in bits, to score pairs with.
    pub fn scorer(&self) -> Scorer {
        Scorer {
            matched: table(|field, level| cell(&self.matched, field, level).log2()),
            household: table(|field, level| cell(&self.household, field, level).log2()),
            chance: table(|field, level| self.base(field, level).log2()),
            prior_bits: self.prior_odds.log2(),
            household_bits: self.household_chance.log2(),
        }
    }
}

/// A [`Model`] in bits.
#[derive(Debug, Clone)]
pub(crate) struct Scorer {
    matched: Table,
    household: Table,
    chance: Table,
    /// The prior odds in bits.
    pub prior_bits: f64,
    household_bits: f64,
}

impl Scorer {
    /// How unlikely the agreement is among strangers.
    fn surprise(&self, field: Field, agreement: Agreement) -> f64 {
        let relative = f64::from(agreement.rarity) - cell(&self.chance, field, usize::from(agreement.level));
        relative.min(f64::from(agreement.most))
    }

    /// Scores one pair.
    pub fn score(&self, pattern: &Pattern) -> Score {
        let mut fields = [0.0; FIELD_COUNT];
        // How much likelier the pattern is in a household than among strangers.
        let mut household = self.household_bits;
        for ((bits, agreement), field) in fields.iter_mut().zip(pattern).zip(FIELDS) {
            let Some(agreement) = *agreement else { continue };
            let (level, surprise) = (usize::from(agreement.level), self.surprise(field, agreement));
            *bits = cell(&self.matched, field, level) + surprise;
            household += cell(&self.household, field, level) + surprise;
        }
        Score { fields, household: -(1.0 + household.exp2()).log2() }
    }

    /// Bits of all fields that are known, a household left aside.
    pub fn field_bits(&self, pattern: &Pattern) -> f64 {
        let bits = |(field, found): (Field, &Option<Agreement>)| {
            let found = (*found)?;
            Some(cell(&self.matched, field, usize::from(found.level)) + self.surprise(field, found))
        };
        FIELDS.into_iter().zip(pattern).filter_map(bits).sum()
    }

    /// The most bits that a field can give, when no value is rarer than the smallest share.
    pub fn most(&self, field: Field, smallest: f64) -> f64 {
        let bits = |level| {
            let rarity = if share_rule(field, level) == ShareRule::Level { 0.0 } else { -smallest.log2() };
            cell(&self.matched, field, level) + rarity - cell(&self.chance, field, level)
        };
        // Names are held to the smallest share as a whole.
        let held = if field == Field::Name { -smallest.log2() } else { f64::INFINITY };
        (0..field.levels().len()).map(bits).fold(f64::MIN, f64::max).min(held)
    }

    /// The most bits that names without a common part can give.
    pub fn most_of_other_names(&self) -> f64 {
        let levels = (0..MOST_LEVELS).filter(|&level| share_rule(Field::Name, level) == ShareRule::Level);
        let bits = |level| cell(&self.matched, Field::Name, level) - cell(&self.chance, Field::Name, level);
        levels.map(bits).filter(|bits| bits.is_finite()).fold(f64::MIN, f64::max)
    }

    /// Odds in bits that the pair is one person.
    pub fn odds(&self, pattern: &Pattern) -> f64 {
        self.score(pattern).total() + self.prior_bits
    }
}
