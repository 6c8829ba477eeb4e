//! Texts that are near copies of each other.

use xxhash_rust::xxh3::xxh3_64;

use crate::bag::Bag;
use crate::chosen::Search;
use crate::corpus::Corpus;
use crate::groups::{Copies, Twins};
use crate::likeness::{Bar, Likeness};
use crate::rarity::Rarity;
use crate::ties::Ties;

/// From when on two texts are twins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextLimits {
    /// Least [`Likeness::similarity`], 0 to 1. Below 0.5 the search misses more and more pairs.
    pub similarity: f64,
    /// Least [`Likeness::own`], 0 to 1.
    pub own: f64,
    /// Texts with fewer words are left out: greetings and short answers are alike without being copied.
    pub smallest_text: usize,
    /// A text with twins of more owners than this is no evidence of one hand: it and its twins come out as a crowd. What
    /// far more owners write tells nothing, see [`Likeness::own`].
    pub largest_group: usize,
}

impl Default for TextLimits {
    /// 0.7: three words of ten may be replaced. 0.3: such a copy keeps 0.7 x 0.7 of its links, give or take 0.06 in a text
    /// of seventy words; three times that below. 16 words: two to three sentences. 64 owners: more than one team.
    fn default() -> TextLimits {
        TextLimits { similarity: 0.7, own: 0.3, smallest_text: 16, largest_group: 64 }
    }
}

/// The answer of [`text_twins`].
#[derive(Clone, Debug, PartialEq)]
pub struct TextTwins {
    /// Pairs and crowds.
    pub twins: Twins<Likeness>,
    /// Places of texts that consist of what many owners write (a public template, stock phrases only), ascending. They
    /// are in no pair and no crowd.
    pub public: Vec<u32>,
}

/// A text that tells less is public: forty bits are what it takes to be alone among the pairs of a million texts.
const TELLING: u32 = 40;

/// Pairs of texts of different owners that are twins, and the crowds. One text = (owner, words); it is named by its place
/// in `texts`, and if its owner has the same text several times, by the first of these places.
///
/// Every pair in the answer reaches both limits exactly. Each text is paired with one text of each other owner at most. A
/// pair that reaches the limits is missing with a chance that falls with its similarity, below 1 in 100 at the limit; see
/// `examples/measure`. The answer depends on the texts only, not on their order, and is sorted. Memory: about 10 bytes a
/// word and 250 bytes a text beside the texts.
pub fn text_twins(texts: &[(u32, Bag)], limits: &TextLimits) -> TextTwins {
    let long = (0..).zip(texts).filter(|(_, (_, bag))| bag.len() >= limits.smallest_text.max(1));
    let copies = Copies::of(long.map(|(place, (owner, bag))| (place, (bag, *owner))), |(bag, _)| digest(bag));
    let corpus = corpus(&copies, limits.largest_group);
    let public: Vec<bool> = (0..corpus.len() as u32).map(|text| corpus.face(text).all_bits < TELLING).collect();
    let bar = Bar { similarity: limits.similarity, own: limits.own };
    let mut ties = Ties::new(corpus.owners().to_vec(), limits.largest_group);
    let mut compare = |a: u32, b: u32, anew: bool| {
        if !anew && ties.settled(a, b) {
            return true;
        }
        let likeness = bar.likeness(&corpus.face(a), &corpus.face(b));
        if let Some(likeness) = likeness.filter(|_| corpus.owner(a) != corpus.owner(b)) {
            ties.add(a, b, likeness);
        }
        likeness.is_some()
    };
    let telling = (0..).zip(&public).filter(|(_, public)| !**public).map(|(text, _)| text).collect();
    Search { corpus: &corpus, similarity: limits.similarity, crowd: limits.largest_group }.run(telling, &mut compare);
    TextTwins { twins: copies.answer_by_first(ties), public: copies.all_places(&public) }
}

fn corpus(copies: &Copies<(&Bag, u32)>, few: usize) -> Corpus {
    let mut by_owner: Vec<(u32, &Bag)> = copies.contents().map(|(_, (bag, owner))| (*owner, *bag)).collect();
    by_owner.sort_by_key(|text| text.0);
    let rarity = Rarity::of(by_owner.iter().copied(), few);
    let words = by_owner.iter().map(|(_, bag)| bag.len()).sum();
    drop(by_owner);
    let texts = copies.contents().map(|(digest, (bag, owner))| (digest, *owner, *bag));
    Corpus::of((copies.len(), words), texts, &rarity)
}

fn digest(bag: &Bag) -> u64 {
    let bytes: Vec<u8> = bag.numbers().iter().flat_map(|word| word.to_le_bytes()).collect();
    xxh3_64(&bytes)
}
