//! How alike two bags are.

use crate::bag::Bag;
use crate::rarity::Rarity;

/// How alike two texts are. Both numbers are Dice's coefficient (Dice 1945) of two multisets: twice what is common,
/// divided by both sizes; 1 = the same words, 0 = none in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// Every word counts the same. If a share *e* of the words was replaced this is about 1 - *e*; words that were only
    /// inserted or only dropped count half.
    pub similarity: f32,
    /// Words count by rarity, 1 + log2(texts / other texts with the word), at most 11: low if only words are common that
    /// everybody writes.
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

impl Bar {
    /// The likeness of two bags if it reaches both limits.
    pub(crate) fn likeness(&self, a: &Bag, b: &Bag, rarity: &Rarity) -> Option<Likeness> {
        let similarity = self.similarity(a, b)?;
        let rare = rare(a, b, rarity);
        (rare + ROUNDING >= self.rare).then_some(Likeness { similarity: similarity as f32, rare: rare as f32 })
    }

    /// The similarity if it reaches its limit. Gives up as soon as too many words have no partner.
    fn similarity(&self, a: &Bag, b: &Bag) -> Option<f64> {
        let both = a.len() + b.len();
        let most_alone = ((1.0 - self.similarity + ROUNDING) * both as f64) as usize;
        let (mut i, mut j, mut common) = (0, 0, 0);
        while let (Some(one), Some(other)) = (a.numbers().get(i), b.numbers().get(j)) {
            // Without a branch: which side is ahead cannot be predicted.
            i += usize::from(one <= other);
            j += usize::from(other <= one);
            common += usize::from(one == other);
            if i + j > 2 * common + most_alone {
                return None;
            }
        }
        (both <= 2 * common + most_alone).then(|| dice(common as u64, both as u64))
    }
}

/// Dice's coefficient, every word counting the same.
pub(crate) fn similarity(a: &Bag, b: &Bag) -> f64 {
    dice(common(a, b, |_| 1), a.len() as u64 + b.len() as u64)
}

/// Dice's coefficient weighted by rarity.
fn rare(a: &Bag, b: &Bag, rarity: &Rarity) -> f64 {
    let weight = |word| u64::from(rarity.weight(word));
    let all = |bag: &Bag| bag.numbers().iter().map(|&word| weight(word)).sum::<u64>();
    dice(common(a, b, weight), all(a) + all(b))
}

fn dice(common: u64, both: u64) -> f64 {
    if both == 0 { 0.0 } else { 2.0 * common as f64 / both as f64 }
}

/// Sum of the weights of common words, repeated ones as often as both have them.
fn common(a: &Bag, b: &Bag, weight: impl Fn(u32) -> u64) -> u64 {
    let (mut left, mut right) = (a.numbers(), b.numbers());
    let mut sum = 0;
    while let (Some((&one, later)), Some((&other, rest))) = (left.split_first(), right.split_first()) {
        if one == other {
            sum += weight(one);
        }
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
