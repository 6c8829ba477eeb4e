//! How two addresses agree: shared words, weighed by how rare they are.

use crate::agreement::Agreement;
use crate::population::{PlaceWord, Population, Record};
use crate::words::{WordId, within};

/// Bits of rarity from which a shared word lets slips be looked for: more than `street`, which one in twenty has.
const TELLING_BITS: f32 = 4.3;

/// What two addresses share so far.
#[derive(Debug, Default)]
struct Shared {
    /// Bits of rarity of all shared words.
    bits: f32,
    /// Of the rarest name. The names of a place follow from each other (the ward from the town), so only one counts.
    name: f32,
    /// Of the rarest number, which names do not tell.
    number: f32,
    /// How many words.
    words: f32,
}

/// Strangers from one region meet with at least this chance, however few records name it: who wrote no more than that
/// lives beside millions. Chosen.
const REGION: f64 = 0.01;

/// Words from which an address says more than a region: street, place, province and postal code. Chosen.
const DETAILED: f32 = 4.0;

/// Shares of the bits of the shorter address from which it agrees in part, for the most part, and wholly. Chosen.
const PART: f32 = 0.25;
/// See [`PART`].
const MOST: f32 = 0.60;
/// See [`PART`].
const ALL: f32 = 0.95;

/// Levels: 0 agrees, 1 for the most part, 2 in part, 3 differs, 4 the same region: as 0 to 2, but neither the number of
/// a house nor [`DETAILED`] words are among what agrees. `None` if one of them is missing. Words missing from the shorter address do not count against it.
pub(crate) fn compare(population: &Population, a: &Record, b: &Record) -> Option<Agreement> {
    let (words_a, words_b) = (population.address_of(a), population.address_of(b));
    if words_a.is_empty() || words_b.is_empty() {
        return None;
    }
    let same = words_a == words_b;
    let mut shared = Shared::default();
    meet(population, words_a, words_b, &mut shared);
    if shared.name.max(shared.number) > TELLING_BITS && !same {
        meet_slips(population, &mut shared, words_a, words_b);
    }
    let likeness = shared.bits / a.address_rarity.min(b.address_rarity).max(f32::MIN_POSITIVE);
    let level = match likeness {
        l if l < PART => return Some(Agreement::plain(3)),
        _ if shared.is_region() => 4,
        l if l < MOST => 2,
        l if l < ALL => 1,
        _ => 0,
    };
    let holders = if same { a.address_holders } else { 0 };
    let words = words_a.len().min(words_b.len()) as f64;
    let any = if likeness < MOST { words } else { 1.0 };
    let least = if level == 4 { REGION } else { 0.0 };
    let chance = (shared.chance(likeness) * any).clamp(least, 1.0);
    Some(Agreement::on(level, population.places.share_of_whole(chance, holders)))
}

impl Shared {
    fn add(&mut self, word: PlaceWord) {
        self.bits += word.bits;
        self.words += word.words;
        let rarest = if word.number { &mut self.number } else { &mut self.name };
        *rarest = rarest.max(word.bits);
    }

    fn is_region(&self) -> bool {
        self.number == 0.0 && self.words < DETAILED
    }

    /// The chance that strangers share what is rarest. Where it is one word of many, any other would have done as well.
    fn chance(&self, likeness: f32) -> f64 {
        let bits = if likeness < MOST { self.name.max(self.number) } else { self.name + self.number };
        f64::from(-bits).exp2()
    }
}

fn known(population: &Population, word: WordId) -> PlaceWord {
    population.place_words.get(word as usize).copied().unwrap_or_default()
}

/// Words that both have; the lists are sorted.
fn meet(population: &Population, a: &[WordId], b: &[WordId], shared: &mut Shared) {
    let (mut rest_a, mut rest_b) = (a.iter().peekable(), b.iter().peekable());
    while let (Some(&&x), Some(&&y)) = (rest_a.peek(), rest_b.peek()) {
        if x == y {
            shared.add(known(population, x));
        }
        if x <= y {
            rest_a.next();
        }
        if y <= x {
            rest_b.next();
        }
    }
}

/// Words of four letters or more that are one slip apart. Numbers are not: the next number is the next house.
fn meet_slips(population: &Population, shared: &mut Shared, a: &[WordId], b: &[WordId]) {
    let lone = |of: &[WordId], other: &[WordId]| -> Vec<WordId> {
        let spelt = |word: &WordId| known(population, *word).spelt && other.binary_search(word).is_err();
        of.iter().copied().filter(spelt).collect()
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
            let (x, y) = (known(population, x), known(population, y));
            shared.add(PlaceWord { bits: x.bits.min(y.bits), ..x });
        }
    }
}
