//! Seeded chance: one stream per account, so that nobody's life depends on who was invented before.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Scrambles one number; the same number always gives the same result (splitmix64).
pub const fn scramble(number: u64) -> u64 {
    let a = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let b = (a ^ (a >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let c = (b ^ (b >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    c ^ (c >> 31)
}

/// Scrambles two numbers into one.
pub const fn scramble_two(first: u64, second: u64) -> u64 {
    scramble(scramble(first) ^ second.wrapping_mul(0xd6e8_feb8_6659_fd93))
}

/// What a stream of chance is for; different purposes never share a stream.
#[derive(Clone, Copy, Debug)]
pub enum Stream {
    /// The life of an account.
    Life = 1,
    /// The few facts about an account that others need to know.
    Core = 2,
    /// A posted job.
    Job = 3,
    /// A ring.
    Ring = 4,
    /// Organisations, reference lists and what else belongs to nobody.
    World = 5,
}

/// A source of chance.
pub struct Dice(ChaCha8Rng);

impl Dice {
    /// The stream of one thing: the same seed, purpose and number give the same throws.
    pub fn new(seed: u64, stream: Stream, number: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(scramble_two(seed ^ ((stream as u64) << 56), number)))
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// A number from 0 up to but without `end`; 0 when `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u64
    }

    /// A number from `low` up to but without `end`.
    pub fn between(&mut self, low: i64, end: i64) -> i64 {
        low + self.below((end - low).max(0) as u64) as i64
    }

    /// A fraction from 0 up to but without 1.
    pub fn fraction(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// True with the given probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.fraction() < probability
    }

    /// One of the items; `items` must not be empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len() as u64) as usize]
    }

    /// One of the words; `words` must not be empty.
    pub fn word(&mut self, words: &[&'static str]) -> &'static str {
        words[self.below(words.len() as u64) as usize]
    }

    /// A throw from the bell curve with mean 0 and deviation 1, cut at six deviations (sum of twelve).
    pub fn bell(&mut self) -> f64 {
        let mut sum = 0u64;
        for _ in 0..3 {
            let bits = self.bits();
            for part in 0..4 {
                sum += (bits >> (16 * part)) & 0xffff;
            }
        }
        (sum as f64) / 65_536.0 - 6.0
    }

    /// A positive throw around a median: `spread` 0.7 means that two thirds lie between half and double.
    pub fn around(&mut self, median: f64, spread: f64) -> f64 {
        median * (self.bell() * spread).exp()
    }

    /// `count` hex digits.
    pub fn hex(&mut self, count: usize) -> String {
        let mut text = String::with_capacity(count + 16);
        while text.len() < count {
            text.push_str(&format!("{:016x}", self.bits()));
        }
        text.truncate(count);
        text
    }
}

/// A reversible reordering of `0..size`, so that a shuffled place can be looked up both ways without a table.
#[derive(Clone, Copy, Debug)]
pub struct Shuffle {
    key: u64,
    size: u64,
    half_bits: u32,
}

impl Shuffle {
    /// A reordering of `0..size` that `key` decides.
    pub const fn new(key: u64, size: u64) -> Self {
        let bits = 64 - size.saturating_sub(1).leading_zeros();
        let half_bits = if bits < 2 { 1 } else { bits.div_ceil(2) };
        Self { key, size, half_bits }
    }

    /// The new place of `place`.
    pub const fn forth(&self, place: u64) -> u64 {
        let mut now = self.rounds(place, false);
        // Feistel rounds permute a power of two; walk on until the result is inside again.
        while now >= self.size {
            now = self.rounds(now, false);
        }
        now
    }

    /// The old place of `place`.
    pub const fn back(&self, place: u64) -> u64 {
        let mut now = self.rounds(place, true);
        while now >= self.size {
            now = self.rounds(now, true);
        }
        now
    }

    const fn rounds(&self, place: u64, backwards: bool) -> u64 {
        let mask = (1u64 << self.half_bits) - 1;
        let (mut left, mut right) = (place >> self.half_bits, place & mask);
        let mut step = 0;
        while step < 4 {
            let round = if backwards { 3 - step } else { step };
            if backwards {
                (left, right) = (right ^ (scramble_two(self.key + round, left) & mask), left);
            } else {
                (left, right) = (right, left ^ (scramble_two(self.key + round, right) & mask));
            }
            step += 1;
        }
        (left << self.half_bits) | right
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shuffle_is_a_bijection_and_reverses() {
        for size in [1, 2, 3, 10, 257, 1000] {
            let shuffle = Shuffle::new(7, size);
            let mut seen: Vec<u64> = (0..size).map(|place| shuffle.forth(place)).collect();
            assert!((0..size).all(|place| shuffle.back(shuffle.forth(place)) == place));
            seen.sort_unstable();
            assert_eq!(seen, (0..size).collect::<Vec<_>>());
        }
    }

    #[test]
    fn throws_repeat_and_stay_in_range() {
        let mut one = Dice::new(1, Stream::Life, 2);
        let mut two = Dice::new(1, Stream::Life, 2);
        for _ in 0..1000 {
            let throw = one.between(-5, 5);
            assert_eq!(throw, two.between(-5, 5));
            assert!((-5..5).contains(&throw));
        }
        let mean: f64 = (0..10_000).map(|_| one.bell()).sum::<f64>() / 10_000.0;
        assert!(mean.abs() < 0.05, "{mean}");
    }
}
