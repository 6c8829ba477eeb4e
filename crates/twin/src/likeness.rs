//! How alike two texts are.

/// How alike two texts are. Both numbers are Dice's coefficient (Dice 1945) of two multisets: twice what is common,
/// divided by both sizes; 1 = all is common, 0 = nothing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Likeness {
    /// Of the words, in any order, each counting the same. If a share *e* of the words was replaced this is about 1 - *e*;
    /// words that were only inserted or only dropped count half.
    pub similarity: f32,
    /// Of the words together with the word before them, each counting by the bits it tells after that word: about
    /// (1 - *e*)^2 for a copy, near 0 for two texts that share stock phrases only.
    pub own: f32,
}

/// Room for rounding: 7 common words of 10 must pass a limit of 0.7.
const ROUNDING: f64 = 1e-9;

/// What one text is compared by. Both lists are ascending and equally long.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Face<'a> {
    pub(crate) words: &'a [u32],
    pub(crate) links: &'a [u32],
    /// What each link tells.
    pub(crate) bits: &'a [u8],
    /// Sum of `bits`.
    pub(crate) all_bits: u32,
}

/// What two texts must reach.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bar {
    pub(crate) similarity: f64,
    pub(crate) own: f64,
}

impl Bar {
    /// The likeness of two texts if it reaches both limits.
    pub(crate) fn likeness(&self, a: &Face<'_>, b: &Face<'_>) -> Option<Likeness> {
        let both = a.words.len() + b.words.len();
        let most_alone = ((1.0 - self.similarity + ROUNDING) * both as f64) as usize;
        let common = common(a.words, b.words, most_alone, |_| {})?;
        if both > 2 * common + most_alone {
            return None;
        }
        let own = own(a, b);
        let likeness = Likeness { similarity: dice(common as u64, both as u64) as f32, own: own as f32 };
        (own + ROUNDING >= self.own).then_some(likeness)
    }
}

fn own(a: &Face<'_>, b: &Face<'_>) -> f64 {
    let mut bits = 0;
    common(a.links, b.links, usize::MAX / 2, |place| bits += a.bits.get(place).map_or(0, |&bits| u64::from(bits)));
    dice(bits, u64::from(a.all_bits) + u64::from(b.all_bits))
}

/// Dice's coefficient; 0 for two empty multisets.
pub(crate) fn dice(common: u64, both: u64) -> f64 {
    if both == 0 { 0.0 } else { 2.0 * common as f64 / both as f64 }
}

/// Number of common entries of two ascending lists, repeated ones as often as both have them; `meet` is told the place in
/// `a` of each. Gives up as soon as more than `most_alone` entries of either have no partner.
fn common(a: &[u32], b: &[u32], most_alone: usize, mut meet: impl FnMut(usize)) -> Option<usize> {
    let (mut i, mut j, mut common) = (0, 0, 0);
    while let (Some(one), Some(other)) = (a.get(i), b.get(j)) {
        if one == other {
            meet(i);
        }
        // Without a branch: which side is ahead cannot be predicted.
        common += usize::from(one == other);
        let (ahead, behind) = (usize::from(one <= other), usize::from(other <= one));
        i += ahead;
        j += behind;
        if i + j > 2 * common + most_alone {
            return None;
        }
    }
    Some(common)
}

/// 256 bits of a text's words that rule out most strangers without a look at the words.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Outline {
    bits: [u64; 4],
    ones: u32,
    words: u32,
}

impl Outline {
    pub(crate) fn of(words: &[u32]) -> Outline {
        let mut bits = [0_u64; 4];
        for &word in words {
            if let Some(slot) = bits.get_mut((word >> 30) as usize) {
                *slot |= 1 << ((word >> 24) & 63);
            }
        }
        let ones = bits.iter().map(|slot| slot.count_ones()).sum();
        Outline { bits, ones, words: words.len() as u32 }
    }

    /// No less than the number of common words: each bit that the other lacks stands for at least one word that the
    /// other lacks.
    fn at_most(&self, other: &Outline) -> u32 {
        let both: u32 = self.bits.iter().zip(&other.bits).map(|(a, b)| (a & b).count_ones()).sum();
        both + (self.words - self.ones).min(other.words - other.ones)
    }

    /// Whether two texts of these outlines may be as similar as `similarity`.
    pub(crate) fn may_reach(&self, other: &Outline, similarity: f64) -> bool {
        dice(u64::from(self.at_most(other)), u64::from(self.words) + u64::from(other.words)) + ROUNDING >= similarity
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mix::mix;

    #[test]
    fn an_outline_never_rules_out_a_pair_that_reaches_the_limit() {
        for seed in 0..20_000_u64 {
            let size = 1 + mix(seed) % 90;
            let word = |at: u64| (mix(mix(seed) ^ mix(at) % (size * 2)) >> 32) as u32;
            let mut a: Vec<u32> = (0..size).map(word).collect();
            let mut b: Vec<u32> = (size * (mix(seed ^ 1) % 50) / 100..size + seed % 9).map(word).collect();
            a.sort_unstable();
            b.sort_unstable();
            let shared = common(&a, &b, usize::MAX / 2, |_| {}).unwrap_or(0);
            assert!(Outline::of(&a).at_most(&Outline::of(&b)) as usize >= shared);
        }
    }
}
