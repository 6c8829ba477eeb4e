//! How two addresses agree: shared words, weighed by how rare they are.

use crate::agreement::Agreement;
use crate::population::{Population, Record};
use crate::words::{WordId, within};

/// Bits of rarity from which a shared word lets slips be looked for: more than `street`, which one in twenty has.
const TELLING_BITS: f32 = 4.3;

/// What two addresses share so far.
#[derive(Debug, Default)]
struct Shared {
    /// Bits of rarity of all shared words.
    bits: f32,
    /// Of the two rarest, the rarest first.
    rarest: [f32; 2],
}

/// Levels: 0 agrees, 1 for the most part, 2 in part, 3 differs; `None` if one of them is missing. Words missing from
/// the shorter address do not count against it.
pub(crate) fn compare(population: &Population, a: &Record, b: &Record) -> Option<Agreement> {
    let (words_a, words_b) = (population.address_of(a), population.address_of(b));
    if words_a.is_empty() || words_b.is_empty() {
        return None;
    }
    let same = words_a == words_b;
    let mut shared = Shared::default();
    meet(population, words_a, words_b, &mut shared);
    if shared.rarest[0] > TELLING_BITS && !same {
        meet_slips(population, &mut shared, words_a, words_b);
    }
    let likeness = shared.bits / a.address_rarity.min(b.address_rarity).max(f32::MIN_POSITIVE);
    let level = match likeness {
        l if l >= 0.95 => 0,
        l if l >= 0.60 => 1,
        l if l >= 0.25 => 2,
        _ => return Some(Agreement::plain(3)),
    };
    let holders = if same { a.address_holders } else { 0 };
    let bits = if level == 2 { shared.rarest[0] } else { shared.rarest[0] + shared.rarest[1] };
    Some(Agreement::on(level, population.places.share_of_whole(f64::from(-bits).exp2(), holders)))
}

impl Shared {
    fn add(&mut self, bits: f32) {
        self.bits += bits;
        if bits > self.rarest[0] {
            self.rarest = [bits, self.rarest[0]];
        } else if bits > self.rarest[1] {
            self.rarest[1] = bits;
        }
    }
}

fn rarity(population: &Population, word: WordId) -> f32 {
    population.place_rarities.get(word as usize).copied().unwrap_or(0.0)
}

/// Words that both have; the lists are sorted.
fn meet(population: &Population, a: &[WordId], b: &[WordId], shared: &mut Shared) {
    let (mut rest_a, mut rest_b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(&&x), Some(&&y)) = (rest_a.peek(), rest_b.peek()) {
        if x == y {
            shared.add(rarity(population, x));
        }
        if x <= y {
            rest_a.next();
        }
        if y <= x {
            rest_b.next();
        }
    }
}

/// Words of four letters or more that are one slip apart.
fn meet_slips(population: &Population, shared: &mut Shared, a: &[WordId], b: &[WordId]) {
    let lone = |of: &[WordId], other: &[WordId]| -> Vec<WordId> {
        of.iter().copied().filter(|word| other.binary_search(word).is_err()).collect()
    };
    let mut lone_b = lone(b, a);
    for x in lone(a, b) {
        let word = population.places.word(x);
        let found = lone_b.iter().position(|&y| {
            let other = population.places.word(y);
            let limit = 1 + usize::from(other.letters.chars >= 8);
            word.letters.chars.min(other.letters.chars) >= 4 && within(word, other, limit).is_some()
        });
        if let Some(at) = found {
            // The more common spelling is the right one, as a rule.
            let y = lone_b.swap_remove(at);
            shared.add(rarity(population, x).min(rarity(population, y)));
        }
    }
}
