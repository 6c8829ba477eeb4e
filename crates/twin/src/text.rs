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
    /// 0.7: three words of ten may be replaced. 0.5 of the rare ones: a copy in which the replaced words are rare keeps it,
    /// texts with a common frame only do not. 16 words: two to three sentences. 64 twins: more than a team writes.
    fn default() -> TextLimits {
        TextLimits { similarity: 0.7, rare: 0.5, smallest_text: 16, largest_group: 64 }
    }
}

/// All pairs of texts that are twins, and the crowds. A text is named by its place in `bags`.
///
/// Every pair in the answer reaches both limits exactly. A pair that does is missing with a chance that falls with its
/// similarity, about 1 in 100 at the limit; see `examples/measure.rs`. The answer depends on the texts only, not on their
/// order, and is sorted. Memory: about 200 bytes a text beside the bags.
pub fn text_twins(bags: &[Bag], limits: &TextLimits) -> Twins<Likeness> {
    let copies =
        Copies::of((0..).zip(bags).filter(|(_, bag)| bag.len() >= limits.smallest_text.max(1)), |bag| digest(bag));
    let contents = || copies.contents().map(|(_, bag)| *bag);
    let rarity = (Rarity::of(contents()), LinkRarity::of(contents()));
    let sketches = Sketches::of(copies.len(), copies.contents().map(|(digest, bag)| (digest, *bag)), &rarity);
    let bar = Bar { similarity: limits.similarity, rare: limits.rare };
    let mut ties = Ties::new(sketches.len(), limits.largest_group);
    let mut compare = |a: u32, b: u32, anew: bool| {
        if !anew && ties.settled(a, b) {
            return true;
        }
        let likeness = copies.content(a).zip(copies.content(b)).and_then(|(a, b)| bar.likeness(a, b, &rarity.0));
        if let Some(likeness) = likeness {
            ties.add(a, b, likeness);
        }
        likeness.is_some()
    };
    Search { sketches: &sketches, similarity: limits.similarity, crowd: limits.largest_group }.run(&mut compare);
    copies.answer(ties, Likeness { similarity: 1.0, rare: 1.0 })
}

fn digest(bag: &Bag) -> u64 {
    let bytes: Vec<u8> = bag.all().iter().flat_map(|word| word.to_le_bytes()).collect();
    xxh3_64(&bytes)
}
