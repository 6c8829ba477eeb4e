//! How much a word or a phrase tells, given what others write.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use crate::bag::Bag;
use crate::mix::mix;

/// Weights grow no further: a typing error that nobody else made would otherwise weigh as much as three ordinary words,
/// and weights would drift with the number of texts.
pub(crate) const MOST_BITS: u32 = 10;

/// Stands before the first word of a text.
const START: u32 = 0;

/// Number of owners for each word and about that number for each link. A link is a word with the word before it.
pub(crate) struct Rarity {
    owners: u32,
    /// Contexts known from fewer owners than this prove little about what follows.
    few: u32,
    words: HashMap<u32, u32, BuildHasherDefault<AsIs>>,
    /// Links whose hashes end in the same bits are counted together, as in one row of a count-min sketch (Cormode and
    /// Muthukrishnan 2005). Too high a count makes a link tell less, no more.
    links: Vec<u32>,
}

impl Rarity {
    /// Counts each word and link once per owner. Texts of one owner must stand together.
    pub(crate) fn of<'a>(texts: impl Iterator<Item = (u32, &'a Bag)> + Clone, few: usize) -> Rarity {
        let words: usize = texts.clone().map(|(_, bag)| bag.len()).sum();
        let places = (2 * words).clamp(1024, 1 << 28).next_power_of_two();
        let mut rarity = Rarity { owners: 0, few: few as u32, words: HashMap::default(), links: vec![0; places] };
        let (mut owner, mut seen_words, mut seen_links) = (None, Vec::new(), Vec::new());
        for (next, bag) in texts {
            if owner != Some(next) {
                rarity.add(&mut seen_words, &mut seen_links);
                owner = Some(next);
            }
            seen_words.extend_from_slice(bag.numbers());
            seen_links.extend(links(bag).map(|link| link.number));
        }
        rarity.add(&mut seen_words, &mut seen_links);
        rarity
    }

    /// What one owner writes.
    fn add(&mut self, words: &mut Vec<u32>, links: &mut Vec<u32>) {
        self.owners += u32::from(!words.is_empty());
        for list in [&mut *words, &mut *links] {
            list.sort_unstable();
            list.dedup();
        }
        words.drain(..).for_each(|word| *self.words.entry(word).or_insert(0) += 1);
        let last = self.links.len() - 1;
        for link in links.drain(..) {
            if let Some(count) = self.links.get_mut(link as usize & last) {
                *count += 1;
            }
        }
    }

    /// Number of owners who use the word.
    pub(crate) fn word(&self, word: u32) -> u32 {
        if word == START { self.owners } else { self.words.get(&word).copied().unwrap_or(0) }
    }

    /// About the number of owners who use the link.
    pub(crate) fn link(&self, number: u32) -> u32 {
        self.links.get(number as usize & (self.links.len() - 1)).copied().unwrap_or(0)
    }

    /// How much the word tells after the word before it, in bits, rounded down, 0 to [`MOST_BITS`].
    ///
    /// -log2 of the share of owners who go on in this way. Where few owners got that far the share is drawn towards the
    /// word's share overall (Dirichlet smoothing, MacKay and Peto 1995), so that a phrase of a small group tells much and
    /// a phrase of hundreds tells nothing after its first words.
    pub(crate) fn bits(&self, link: &Link) -> u32 {
        let [few, owners] = [self.few, self.owners].map(f64::from);
        let overall = f64::from(self.word(link.word)) / (owners + few);
        let before = f64::from(self.word(link.before));
        let ratio = (before + few) / (f64::from(self.link(link.number)) + few * overall);
        (ratio.max(1.0).log2() as u32).min(MOST_BITS)
    }

    /// 1 + log2(owners / other owners who use it), rounded down: inverse document frequency (Sparck Jones 1972).
    pub(crate) fn weight(&self, count: u32) -> u32 {
        let others = count.saturating_sub(1).max(1);
        1 + (self.owners / others).checked_ilog2().unwrap_or(0).min(MOST_BITS)
    }
}

/// A word with the word before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Link {
    pub(crate) before: u32,
    pub(crate) word: u32,
    pub(crate) number: u32,
}

/// The links of a text, one for each word.
pub(crate) fn links(bag: &Bag) -> impl Iterator<Item = Link> {
    let before = std::iter::once(&START).chain(bag.numbers());
    before.zip(bag.numbers()).map(|(&before, &word)| {
        let number = (mix(u64::from(before) << 32 | u64::from(word)) >> 32) as u32;
        Link { before, word, number }
    })
}

/// Words are hashes already.
#[derive(Default)]
pub(crate) struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.0 = self.0.wrapping_mul(257) ^ u64::from(byte));
    }

    fn write_u32(&mut self, word: u32) {
        // The table uses the upper bits for its tags and the lower ones for the place.
        self.0 = u64::from(word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}
