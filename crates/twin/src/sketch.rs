//! What the search keeps of each text: an outline and the words by which it may be found.

use crate::bag::Bag;
use crate::likeness::{Face, Outline};
use crate::rarity::{LinkRarity, Rarity};

/// Words and links by which a text may be found: its rarest, which few others have, and a sample of all its words, for
/// copies in which rare words were replaced or put in. Fewer would miss pairs, more would cost memory (4 bytes each).
const KEPT: usize = 32;
/// At most so many of them are links: sentences keep their words when their order is changed, but not all of their links.
const LINKS: usize = 10;
/// Links and rarest words together.
const RARE: usize = 20;

/// The sketches of many texts, in the order of the bags they were made of.
pub(crate) struct Sketches<'a> {
    bags: Vec<&'a Bag>,
    outlines: Vec<Outline>,
    /// [`KEPT`] words each, unused places zero.
    words: Vec<u32>,
    /// The weight of every word of every text.
    weights: Vec<u8>,
    /// For each text where its weights begin, and their sum.
    starts: Vec<(usize, u32)>,
}

impl<'a> Sketches<'a> {
    pub(crate) fn of(bags: Vec<&'a Bag>, rarity: &(Rarity, LinkRarity)) -> Sketches<'a> {
        let mut sketches = Sketches {
            outlines: Vec::with_capacity(bags.len()),
            words: Vec::with_capacity(bags.len() * KEPT),
            weights: Vec::with_capacity(bags.iter().map(|bag| bag.len()).sum()),
            starts: Vec::with_capacity(bags.len()),
            bags: Vec::new(),
        };
        let mut desk = Desk::default();
        bags.iter().for_each(|bag| sketches.add(bag, rarity, &mut desk));
        Sketches { bags, ..sketches }
    }

    fn add(&mut self, bag: &Bag, rarity: &(Rarity, LinkRarity), desk: &mut Desk) {
        self.outlines.push(Outline::of(bag));
        desk.counted.clear();
        desk.counted.extend(bag.numbers().iter().map(|&word| (rarity.0.count(word), word)));
        let weights = desk.counted.iter().map(|&(count, _)| rarity.0.weight(count));
        self.starts.push((self.weights.len(), weights.clone().sum()));
        self.weights.extend(weights.map(|weight| weight as u8));
        let links = bag.links().iter().map(|&link| (rarity.1.count(link), link));
        let kept = self.words.len();
        keep_rarest(links, LINKS, &mut desk.rarest, &mut self.words);
        let left = RARE + kept - self.words.len();
        keep_rarest(desk.counted.iter().copied(), left, &mut desk.rarest, &mut self.words);
        // Words are hashes, ascending: the first ones are a sample that texts alike have in common (Broder 1997).
        for word in bag.numbers() {
            if self.words.len() < kept + KEPT && !self.words.get(kept..).unwrap_or(&[]).contains(word) {
                self.words.push(*word);
            }
        }
        self.words.resize(kept + KEPT, 0);
    }

    /// What the text is compared by.
    pub(crate) fn face(&self, text: u32) -> Face<'_> {
        let words = self.bags.get(text as usize).map_or(&[][..], |bag| bag.numbers());
        let (start, weight) = self.starts.get(text as usize).copied().unwrap_or((0, 0));
        Face { words, weights: self.weights.get(start..start + words.len()).unwrap_or(&[]), weight }
    }

    pub(crate) fn len(&self) -> usize {
        self.bags.len()
    }

    pub(crate) fn outline(&self, text: u32) -> Outline {
        self.outlines.get(text as usize).copied().unwrap_or_default()
    }

    /// What the text may be found by.
    pub(crate) fn words(&self, text: u32) -> &[u32] {
        let start = text as usize * KEPT;
        let words = self.words.get(start..start + KEPT).unwrap_or(&[]);
        words.split(|&word| word == 0).next().unwrap_or(&[])
    }
}

/// Room for the work on one text.
#[derive(Default)]
struct Desk {
    /// (texts with it, word).
    counted: Vec<(u32, u32)>,
    rarest: Vec<(u32, u32)>,
}

/// Adds the rarest of (texts with it, number) that stand in another text too.
fn keep_rarest(
    numbers: impl Iterator<Item = (u32, u32)>,
    most: usize,
    rarest: &mut Vec<(u32, u32)>,
    kept: &mut Vec<u32>,
) {
    rarest.clear();
    rarest.extend(numbers.filter(|(count, _)| *count > 1));
    rarest.sort_unstable();
    rarest.dedup();
    kept.extend(rarest.iter().take(most).map(|(_, number)| *number));
}
