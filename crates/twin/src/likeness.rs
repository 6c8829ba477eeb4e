//! How alike two bags are.

use crate::bag::Bag;
use crate::mix::mix;

/// How alike two texts are: 1 = the same words, 0 = none in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// Dice's coefficient (Dice 1945) of the two multisets of words: twice what is common, divided by both sizes. If a share *e* of the words was replaced this is about 1 - *e*; words that were only
    /// inserted or only dropped count half.
    pub similarity: f32,
    /// What is common, divided by the smaller of both sizes (overlap coefficient, Szymkiewicz 1934, Simpson 1943), when words
    /// count by rarity, log2(texts / other texts with the word) from 1 to 10: low if only words are common that everybody
    /// writes. The smaller size, because words that only a copy has may be rarer than all of its original.
    pub rare: f32,
}

/// What two bags must reach.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bar {
    pub(crate) similarity: f64,
    pub(crate) rare: f64,
}

/// Room for rounding: 7 common words of 10 must pass a limit of 0.7.
const ROUNDING: f64 = 1e-9;

/// What one text is compared by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Face<'a> {
    /// The words' numbers, ascending.
    pub(crate) words: &'a [u32],
    /// The weight of each by rarity.
    pub(crate) weights: &'a [u8],
    /// Their sum.
    pub(crate) weight: u32,
}

impl Bar {
    /// The likeness of two texts if it reaches both limits. Gives up as soon as too many words have no partner.
    pub(crate) fn likeness(&self, a: Face<'_>, b: Face<'_>) -> Option<Likeness> {
        let both = a.words.len() + b.words.len();
        let most_alone = ((1.0 - self.similarity + ROUNDING) * both as f64) as usize;
        let (mut i, mut j, mut common, mut weight) = (0, 0, 0, 0);
        while let (Some(one), Some(other), Some(heavy)) = (a.words.get(i), b.words.get(j), a.weights.get(i)) {
            // Without a branch: which side is ahead cannot be predicted.
            let same = usize::from(one == other);
            i += usize::from(one <= other);
            j += usize::from(other <= one);
            common += same;
            weight += usize::from(*heavy) * same;
            if i + j > 2 * common + most_alone {
                return None;
            }
        }
        if both > 2 * common + most_alone {
            return None;
        }
        let rare = dice(weight as u64, 2 * u64::from(a.weight.min(b.weight)));
        let likeness = Likeness { similarity: dice(common as u64, both as u64) as f32, rare: rare as f32 };
        (rare + ROUNDING >= self.rare).then_some(likeness)
    }
}

/// Dice's coefficient, every word counting the same.
pub(crate) fn similarity(a: &Bag, b: &Bag) -> f64 {
    dice(common(a, b), a.len() as u64 + b.len() as u64)
}

fn dice(common: u64, both: u64) -> f64 {
    if both == 0 { 0.0 } else { 2.0 * common as f64 / both as f64 }
}

/// Number of common words, repeated ones as often as both have them.
fn common(a: &Bag, b: &Bag) -> u64 {
    let (mut left, mut right) = (a.numbers(), b.numbers());
    let mut sum = 0;
    while let (Some((&one, later)), Some((&other, rest))) = (left.split_first(), right.split_first()) {
        sum += u64::from(one == other);
        if one <= other {
            left = later;
        }
        if other <= one {
            right = rest;
        }
    }
    sum
}

/// 256 bits of a bag that rule out most strangers without a look at their words.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Outline {
    bits: [u64; 4],
    ones: u32,
    words: u32,
}

impl Outline {
    pub(crate) fn of(bag: &Bag) -> Outline {
        let mut bits = [0_u64; 4];
        for &word in bag.numbers() {
            if let Some(slot) = bits.get_mut((word >> 30) as usize) {
                *slot |= 1 << ((word >> 24) & 63);
            }
        }
        let ones = bits.iter().map(|slot| slot.count_ones()).sum();
        Outline { bits, ones, words: bag.len() as u32 }
    }

    /// A number by which to shuffle texts, for each salt in another way.
    pub(crate) fn shuffled(&self, salt: u64) -> u64 {
        self.bits.iter().fold(salt, |hash, bits| mix(hash ^ bits))
    }

    /// No less than the number of common words: each bit that the other lacks stands for at least one word that the
    /// other lacks.
    pub(crate) fn at_most(&self, other: &Outline) -> u32 {
        let both: u32 = self.bits.iter().zip(&other.bits).map(|(a, b)| (a & b).count_ones()).sum();
        both + (self.words - self.ones).min(other.words - other.ones)
    }

    /// Whether two bags of these outlines may be as similar as `similarity`.
    pub(crate) fn may_reach(&self, other: &Outline, similarity: f64) -> bool {
        dice(u64::from(self.at_most(other)), u64::from(self.words) + u64::from(other.words)) + ROUNDING >= similarity
    }
}
