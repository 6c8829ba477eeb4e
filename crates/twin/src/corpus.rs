//! All texts in the form in which they are searched and compared.

use crate::bag::Bag;
use crate::likeness::{Face, Outline};
use crate::mix::mix;
use crate::rarity::{Link, MOST_BITS, Rarity, links};

/// Words and links of a text by which it may be found: its rarest among those that another owner uses too. Fewer would miss
/// pairs in which the rare words were replaced, more would cost memory (4 bytes each).
const CHOICE: usize = 24;
/// At most so many of them are links: where the order of words was changed, words are left but no links.
const MOST_LINKS: usize = 12;
/// A text is not searched by what tells less bits than this: the middle of a stock phrase.
const LEAST_BITS: u32 = 2;
/// The lower bits of a word's number make room for its weight (at most 1 + [`MOST_BITS`]). Words that differ in these bits
/// only may then share a group, which costs a comparison and nothing else.
pub(crate) const WEIGHT_BITS: u32 = 15;
const _: () = assert!(MOST_BITS < WEIGHT_BITS);

/// The texts, one after the other in each list.
#[derive(Default)]
pub(crate) struct Corpus {
    /// Where the words and links of each text begin, and the end of the last.
    starts: Vec<usize>,
    words: Vec<u32>,
    links: Vec<u32>,
    bits: Vec<u8>,
    all_bits: Vec<u32>,
    outlines: Vec<Outline>,
    digests: Vec<u64>,
    owners: Vec<u32>,
    /// [`CHOICE`] words and links each with their weight in the lower bits, unused places zero.
    choice: Vec<u32>,
}

/// Room for one text.
#[derive(Default)]
struct Desk {
    words: Vec<u32>,
    links: Vec<(u32, u8)>,
    /// (owners who use it, word or link).
    rarest: Vec<(u32, u32)>,
}

impl Corpus {
    /// Of `count` texts (digest, owner, words) with `words` words in all.
    pub(crate) fn of<'a>(
        size: (usize, usize),
        texts: impl Iterator<Item = (u64, u32, &'a Bag)>,
        rarity: &Rarity,
    ) -> Corpus {
        let (count, words) = size;
        let mut corpus = Corpus { starts: vec![0], choice: Vec::with_capacity(count * CHOICE), ..Corpus::default() };
        corpus.words.reserve_exact(words);
        corpus.links.reserve_exact(words);
        corpus.bits.reserve_exact(words);
        corpus.outlines.reserve_exact(count);
        let mut desk = Desk::default();
        for (digest, owner, bag) in texts {
            corpus.digests.push(digest);
            corpus.owners.push(owner);
            corpus.add(bag, rarity, &mut desk);
        }
        corpus
    }

    fn add(&mut self, bag: &Bag, rarity: &Rarity, desk: &mut Desk) {
        desk.words.clear();
        desk.words.extend_from_slice(bag.numbers());
        desk.words.sort_unstable();
        desk.links.clear();
        desk.links.extend(links(bag).map(|link| (link.number, rarity.bits(&link) as u8)));
        self.choose(bag, rarity, desk);
        desk.links.sort_unstable();
        self.outlines.push(Outline::of(&desk.words));
        self.words.extend_from_slice(&desk.words);
        self.links.extend(desk.links.iter().map(|link| link.0));
        self.bits.extend(desk.links.iter().map(|link| link.1));
        self.all_bits.push(desk.links.iter().map(|link| u32::from(link.1)).sum());
        self.starts.push(self.words.len());
    }

    /// Adds the rarest links and words that tell something. Called while `desk.links` is in the order of the text.
    fn choose(&mut self, bag: &Bag, rarity: &Rarity, desk: &mut Desk) {
        let start = self.choice.len();
        let telling = || links(bag).zip(&desk.links).filter(|(_, (_, bits))| u32::from(*bits) >= LEAST_BITS);
        let by_link = |(link, _): (Link, _)| (rarity.link(link.number), link.number);
        let by_word = |(link, _): (Link, _)| (rarity.word(link.word), link.word);
        keep_rarest(telling().map(by_link), MOST_LINKS, &mut desk.rarest);
        self.choice.extend(desk.rarest.iter().map(|&(count, link)| link & !WEIGHT_BITS | rarity.weight(count)));
        let left = start + CHOICE - self.choice.len();
        keep_rarest(telling().map(by_word), left, &mut desk.rarest);
        self.choice.extend(desk.rarest.iter().map(|&(count, word)| word & !WEIGHT_BITS | rarity.weight(count)));
        self.choice.resize(start + CHOICE, 0);
    }

    pub(crate) fn len(&self) -> usize {
        self.outlines.len()
    }

    pub(crate) fn face(&self, text: u32) -> Face<'_> {
        let at = |place: usize| self.starts.get(place).copied().unwrap_or(0);
        let range = at(text as usize)..at(text as usize + 1);
        Face {
            words: self.words.get(range.clone()).unwrap_or(&[]),
            links: self.links.get(range.clone()).unwrap_or(&[]),
            bits: self.bits.get(range).unwrap_or(&[]),
            all_bits: self.all_bits.get(text as usize).copied().unwrap_or(0),
        }
    }

    pub(crate) fn outline(&self, text: u32) -> Outline {
        self.outlines.get(text as usize).copied().unwrap_or_default()
    }

    pub(crate) fn owner(&self, text: u32) -> u32 {
        self.owners.get(text as usize).copied().unwrap_or(u32::MAX)
    }

    pub(crate) fn owners(&self) -> &[u32] {
        &self.owners
    }

    /// What the text may be found by.
    pub(crate) fn choice(&self, text: u32) -> &[u32] {
        let start = text as usize * CHOICE;
        let words = self.choice.get(start..start + CHOICE).unwrap_or(&[]);
        words.split(|&word| word == 0).next().unwrap_or(&[])
    }

    /// A number by which to shuffle texts, for each path in another way.
    pub(crate) fn shuffled(&self, text: u32, path: &[u32]) -> u64 {
        let digest = self.digests.get(text as usize).copied().unwrap_or(0);
        path.iter().fold(mix(digest), |hash, &word| mix(hash ^ u64::from(word)))
    }
}

/// The rarest of (owners who use it, number) that another owner uses too.
fn keep_rarest(numbers: impl Iterator<Item = (u32, u32)>, most: usize, rarest: &mut Vec<(u32, u32)>) {
    rarest.clear();
    rarest.extend(numbers.filter(|(count, _)| *count > 1));
    rarest.sort_unstable();
    rarest.dedup();
    rarest.truncate(most);
}
