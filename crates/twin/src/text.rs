//! Texts that are near copies of each other.

use xxhash_rust::xxh3::xxh3_64;

use crate::bag::Bag;
use crate::chosen::Search;
use crate::groups::{Copies, Twins};
use crate::likeness::{Bar, Likeness};
use crate::rarity::{LinkRarity, Rarity};
use crate::sketch::Sketches;
use crate::ties::Ties;

/// From when on two texts are twins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TextLimits {
    /// Least [`Likeness::similarity`], 0 to 1. Below 0.5 the search misses more and more pairs.
    pub similarity: f64,
    /// Least [`Likeness::rare`], 0 to 1.
    pub rare: f64,
    /// Texts with fewer words are left out: greetings and short answers are alike without being copied.
    pub smallest_text: usize,
    /// A text with more twins than this is no evidence of one hand: it and its twins come out as a crowd.
    pub largest_group: usize,
}

impl Default for TextLimits {
    /// 0.7: three words of ten may be replaced. 0.55 of the rare ones: nearly all copies in which the replaced words are rare keep
    /// it, nearly all texts with a common frame only do not. 16 words: two to three sentences. 64 twins: more than a team writes.
    fn default() -> TextLimits {
        TextLimits { similarity: 0.7, rare: 0.55, smallest_text: 16, largest_group: 64 }
    }
}

/// The answer of [`text_twins`].
#[derive(Clone, Debug, PartialEq)]
pub struct TextTwins {
    /// Pairs and crowds.
    pub twins: Twins<Likeness>,
    /// Number of different texts that were not compared with all that are worth it, because too many were.
    pub cut: usize,
}

/// All pairs of texts that are twins, and the crowds. A text is named by its place in `bags`.
///
/// Every pair in the answer reaches both limits exactly. A pair that does is missing with a chance that falls with its
/// similarity, about 1 in 100 at the limit; see `examples/measure`. The work for one text is bounded: where thousands are
/// alike some pairs are not looked at, see [`TextTwins::cut`]. The answer depends on the texts only, not on their order, and
/// is sorted. Memory: about 350 bytes a text and one a word beside the bags.
pub fn text_twins(bags: &[Bag], limits: &TextLimits) -> TextTwins {
    let copies =
        Copies::of((0..).zip(bags).filter(|(_, bag)| bag.len() >= limits.smallest_text.max(1)), |bag| digest(bag));
    let sketches = sketches(&copies);
    let bar = Bar { similarity: limits.similarity, rare: limits.rare };
    let ties = Ties::new(copies.counts(), limits.largest_group);
    let (ties, cut) = Search::new(&sketches, bar, ties).run();
    let cut = cut.iter().filter(|cut| **cut).count();
    TextTwins { twins: copies.answer(ties, Likeness { similarity: 1.0, rare: 1.0 }), cut }
}

fn sketches<'a>(copies: &Copies<&'a Bag>) -> Sketches<'a> {
    let bags: Vec<&Bag> = copies.contents().map(|(_, bag)| *bag).collect();
    let rarity = (Rarity::of(bags.iter().copied()), LinkRarity::of(bags.iter().copied()));
    Sketches::of(bags, &rarity)
}

fn digest(bag: &Bag) -> u64 {
    let bytes: Vec<u8> = bag.all().iter().flat_map(|word| word.to_le_bytes()).collect();
    xxh3_64(&bytes)
}
