//! Which texts are worth comparing.
//!
//! Two texts that share most of their words share, in particular, some of their rarer ones. Every text is put into a few
//! groups, each named by one of its words; a group that is still large is divided again by further words, chosen in
//! the same way by all of its members, and so on until few enough are left to compare each with each. This is the
//! Chosen Path of Christiani and Pagh (2017), grown as deep as the data needs like CPSJoin (Christiani, Pagh and Sivertsen
//! 2018) and with words first that are rare in the group (McCauley, Mikkelsen and Pagh 2018).
//!
//! The work for one text is bounded whatever the texts are. A text that has too many twins stands aside: of each crowd a
//! few members stay in a group, so that others learn that they belong to it. And what a text may cost within one of its
//! first groups is limited, smaller groups first; who reaches the limit is counted, and who reaches it again and again is
//! not looked for any more: its words are everybody's.
//!
//! What is done depends on the order of texts, which is that of their contents: the input's order does not matter.

use crate::choice::{Choice, Counts, salt};
use crate::likeness::{Bar, Likeness, Outline};
use crate::sketch::Sketches;
use crate::ties::{Spokesmen, Ties};

/// Words chosen within a group that is divided, by how many words were chosen before, one for the rest.
const BRANCHES: [usize; 4] = [12, 2, 2, 2];
/// A group of at most so many texts is compared each with each.
const SMALL: usize = 96;
/// So are all texts, if there are no more than this.
const FEW: usize = 1_024;
/// No group is divided more often; what is left then is compared in stretches of [`SMALL`].
const DEEPEST: usize = 10;
/// What a text may cost in one of its first groups. One look at an outline costs 1 (about four nanoseconds).
const BUDGET: u32 = 1_024;
/// A text that has reached the limit in so many first groups is out of all further ones.
const EXHAUSTED: u8 = 4;
/// Once limits were reached so often in all, texts made of few phrases are the rule, and the first time puts a text out: about a
/// second of work in vain.
const IN_VAIN: u64 = 1 << 18;
/// A comparison word by word, and choosing one word, in the same unit.
const COMPARISON: u32 = 48;
const CHOOSING: u32 = 32;

/// Looks for pairs worth a comparison and notes the twins among them.
pub(crate) struct Search<'a> {
    sketches: &'a Sketches<'a>,
    bar: Bar,
    /// [`BUDGET`], or no limit if all texts are compared each with each.
    budget: u32,
    ties: Ties<Likeness>,
    /// What each text has cost in the first group at hand.
    spent: Vec<u32>,
    /// In how many first groups each text reached the limit.
    cut: Vec<u8>,
    /// The sum of `cut`.
    in_vain: u64,
}

impl<'a> Search<'a> {
    pub(crate) fn new(sketches: &'a Sketches<'a>, bar: Bar, ties: Ties<Likeness>) -> Self {
        let (spent, cut) = (vec![0; sketches.len()], vec![0; sketches.len()]);
        let budget = if sketches.len() <= FEW { u32::MAX } else { BUDGET };
        Search { sketches, bar, budget, ties, spent, cut, in_vain: 0 }
    }

    /// The twins found, and for each text whether its search ended early.
    pub(crate) fn run(mut self) -> (Ties<Likeness>, Vec<bool>) {
        let all: Vec<u32> = (0..self.sketches.len() as u32).collect();
        if all.len() <= FEW {
            self.each_with_each(&all);
        } else {
            self.divide(&all, &mut Vec::new());
        }
        let all: Vec<u32> = (0..self.sketches.len() as u32).collect();
        self.settle(&all);
        (self.ties, self.cut.iter().map(|times| *times > 0).collect())
    }

    /// Compares each with each if the group is small, else divides it.
    fn group(&mut self, mut group: Vec<u32>, path: &mut Vec<u32>) {
        if path.len() == 1 {
            self.settle(&group);
        }
        self.thin(&mut group);
        if group.len() <= SMALL {
            self.each_with_each(&group);
        } else if path.len() < DEEPEST {
            self.divide(&group, path);
        } else {
            self.in_stretches(group, path);
        }
    }

    /// Takes out who need not or may not be compared any more.
    fn thin(&mut self, group: &mut Vec<u32>) {
        let mut crowds = Spokesmen::default();
        group.retain(|&text| {
            if self.ties.full(text) {
                return crowds.may_stay(self.ties.crowd(text));
            }
            self.may_spend(text)
        });
    }

    /// Puts every text into a group for each of the words it chooses, then looks at the groups.
    fn divide(&mut self, group: &[u32], path: &mut Vec<u32>) {
        let branches = BRANCHES.get(path.len()).copied().unwrap_or(1);
        let (counts, salt) = (Counts::of(self.sketches, group), salt(path));
        let mut named: Vec<u64> = Vec::with_capacity(group.len() * branches);
        let (mut choice, mut alike) = (Choice::new(branches), Vec::new());
        for &text in group {
            self.spend(text, CHOOSING * (1 + branches as u32));
            let before = named.len();
            let words = choice.of(self.sketches.words(text), &counts, salt);
            named.extend(words.map(|word| u64::from(word) << 32 | u64::from(text)));
            if named.len() == before {
                alike.push(text);
            }
        }
        drop(counts);
        named.sort_unstable();
        let mut runs: Vec<&[u64]> = named.chunk_by(|a, b| a >> 32 == b >> 32).filter(|run| run.len() > 1).collect();
        if path.is_empty() {
            runs.sort_by_key(|run| (run.len(), run.first().copied()));
        }
        for run in runs {
            path.push(run.first().map_or(0, |first| (first >> 32) as u32));
            self.group(run.iter().map(|&entry| entry as u32).collect(), path);
            path.pop();
        }
        // Nothing parts these: they have the same words, or none that another text has.
        self.in_stretches(alike, path);
    }

    fn in_stretches(&mut self, mut group: Vec<u32>, path: &[u32]) {
        let salt = salt(path);
        group.sort_unstable_by_key(|&text| (self.sketches.outline(text).shuffled(salt), text));
        group.chunks(SMALL).for_each(|stretch| self.each_with_each(stretch));
    }

    fn each_with_each(&mut self, group: &[u32]) {
        let outlines: Vec<(u32, Outline)> = group.iter().map(|&text| (text, self.sketches.outline(text))).collect();
        for (place, (a, outline)) in outlines.iter().enumerate() {
            self.spend(*a, outlines.len() as u32);
            for (b, other) in outlines.iter().skip(place + 1) {
                let worth = outline.may_reach(other, self.bar.similarity) && !self.ties.settled(*a, *b);
                if worth && self.may_spend(*a) && self.may_spend(*b) {
                    self.compare(*a, *b);
                }
            }
        }
    }

    /// Twins cost nothing: a text has few, or it soon stands aside.
    fn compare(&mut self, a: u32, b: u32) {
        match self.bar.likeness(self.sketches.face(a), self.sketches.face(b)) {
            Some(likeness) => self.ties.add(a, b, likeness),
            None => {
                self.spend(a, COMPARISON);
                self.spend(b, COMPARISON);
            }
        }
    }

    /// Whether the text has not reached the limit in this first group.
    fn may_spend(&self, text: u32) -> bool {
        self.spent.get(text as usize).is_some_and(|&spent| spent < self.budget)
    }

    /// Before a first group: counts who reached the limit in the one before, and lets all others begin anew.
    fn settle(&mut self, group: &[u32]) {
        for &text in group {
            let (Some(spent), Some(cut)) = (self.spent.get_mut(text as usize), self.cut.get_mut(text as usize)) else {
                continue;
            };
            if *spent >= self.budget && *cut < EXHAUSTED {
                *cut = cut.saturating_add(1);
                self.in_vain += 1;
            }
            if *cut < if self.in_vain < IN_VAIN { EXHAUSTED } else { 1 } {
                *spent = 0;
            }
        }
    }

    fn spend(&mut self, text: u32, cost: u32) {
        if let Some(spent) = self.spent.get_mut(text as usize) {
            *spent += cost;
        }
    }
}
