//! Which texts are worth comparing.
//!
//! Two texts that share most of their words share, in particular, some of their rarer ones. Every text is put into a few
//! groups, each named by one of its rarer words; a group that is still large is divided again by further words, chosen in
//! the same way by all of its members, and so on until few enough are left to compare each with each. This is the
//! Chosen Path of Christiani and Pagh (2017), grown as deep as the data needs like CPSJoin (Christiani, Pagh and Sivertsen
//! 2018) and with rare words first (McCauley, Mikkelsen and Pagh 2018). Words are chosen by priority sampling (Duffield,
//! Lund and Thorup 2007): hash divided by weight, least first, so that texts alike choose alike.

use crate::choice::Choice;
use crate::corpus::Corpus;
use crate::likeness::Outline;
use crate::mix::mix;

/// Groups a text is put into at first.
const ROOTS: usize = 12;
/// Words chosen within a group that is divided again, by how many words were chosen before, one for the rest.
const BRANCHES: [usize; 4] = [ROOTS, 2, 2, 2];
/// A group of at most so many texts is compared each with each.
const SMALL: usize = 96;
/// From so many words on a large group may be a crowd.
const CROWDED: usize = 2;
/// No group is divided more often; what is left then is compared in stretches of [`SMALL`].
const DEEPEST: usize = 12;

/// Looks for pairs worth a comparison.
pub(crate) struct Search<'a> {
    pub(crate) corpus: &'a Corpus,
    /// Pairs that cannot reach this similarity are passed over.
    pub(crate) similarity: f64,
    /// A text with twins of more owners than this stands for them, and they are compared with it only.
    pub(crate) crowd: usize,
}

/// Whether two texts are twins. The flag asks for a true answer even if it is settled already.
pub(crate) trait Compare: FnMut(u32, u32, bool) -> bool {}
impl<F: FnMut(u32, u32, bool) -> bool> Compare for F {}

impl Search<'_> {
    /// Calls `compare` for every pair of these texts worth it, some of them more than once. The pairs depend on the texts
    /// only.
    pub(crate) fn run(&self, texts: Vec<u32>, compare: &mut impl Compare) {
        self.divide(&texts, &mut Vec::new(), compare);
    }

    /// Compares each with each if the group is small, else divides it.
    fn group(&self, mut group: Vec<u32>, path: &mut Vec<u32>, compare: &mut impl Compare) {
        if group.len() > SMALL && self.owners(&group) < 2 {
            return;
        }
        while group.len() > SMALL && path.len() >= CROWDED {
            let Some(rest) = self.without_crowd(&group, path, compare) else { break };
            group = rest;
        }
        if group.len() <= SMALL {
            self.each_with_each(&group, compare);
        } else if path.len() < DEEPEST {
            self.divide(&group, path, compare);
        } else {
            group.sort_unstable_by_key(|&text| self.corpus.shuffled(text, path));
            group.chunks(SMALL).for_each(|stretch| self.each_with_each(stretch, compare));
        }
    }

    /// Puts every text into a group for each of the words it chooses, then looks at the groups.
    fn divide(&self, group: &[u32], path: &mut Vec<u32>, compare: &mut impl Compare) {
        let branches = BRANCHES.get(path.len()).copied().unwrap_or(1);
        let salt = path.iter().fold(mix(0), |salt, &word| mix(salt ^ u64::from(word)));
        let mut named: Vec<u64> = Vec::with_capacity(group.len() * branches);
        let mut choice = Choice::new(branches);
        for &text in group {
            let words = choice.of(self.corpus.choice(text), path, salt);
            named.extend(words.map(|word| u64::from(word) << 32 | u64::from(text)));
        }
        named.sort_unstable();
        for run in named.chunk_by(|a, b| a >> 32 == b >> 32).filter(|run| run.len() > 1) {
            path.push(run.first().map_or(0, |first| (first >> 32) as u32));
            self.group(run.iter().map(|&entry| entry as u32).collect(), path, compare);
            path.pop();
        }
    }

    fn each_with_each(&self, group: &[u32], compare: &mut impl Compare) {
        let outlines: Vec<(u32, Outline)> = group.iter().map(|&text| (text, self.corpus.outline(text))).collect();
        for (place, (a, outline)) in outlines.iter().enumerate() {
            for (b, other) in outlines.iter().skip(place + 1) {
                if outline.may_reach(other, self.similarity) {
                    compare(*a, *b, false);
                }
            }
        }
    }

    /// Compares one member with all others. If it has too many twins they are a crowd: the others are handed back.
    fn without_crowd(&self, group: &[u32], path: &[u32], compare: &mut impl Compare) -> Option<Vec<u32>> {
        let pivot = *group.iter().min_by_key(|&&text| self.corpus.shuffled(text, path))?;
        let outline = self.corpus.outline(pivot);
        let (mut twins, mut rest) = (Vec::new(), Vec::new());
        for &text in group.iter().filter(|&&text| text != pivot) {
            let near = outline.may_reach(&self.corpus.outline(text), self.similarity);
            let list = if near && compare(pivot, text, true) { &mut twins } else { &mut rest };
            list.push(text);
        }
        (self.owners(&twins) > self.crowd).then_some(rest)
    }

    /// Number of different owners of some texts.
    fn owners(&self, texts: &[u32]) -> usize {
        let mut owners: Vec<u32> = texts.iter().map(|&text| self.corpus.owner(text)).collect();
        owners.sort_unstable();
        owners.dedup();
        owners.len()
    }
}
