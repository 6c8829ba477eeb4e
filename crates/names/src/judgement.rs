//! What is said of two names.

use crate::evidence::{Against, Alone, Evidence, How, Part};

/// What the score comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// One name, and rare enough to mean one person.
    Same,
    /// The parts contradict each other.
    Different,
    /// Neither: too little agrees, or what agrees is borne by too many.
    Undecided,
}

impl Verdict {
    /// The word for people and files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Undecided => "undecided",
        }
    }
}

/// Two names, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// Probability that both are one person's (0 to 1), if one pair in 2 to the eighth is. See [`PRIOR_BITS`].
    pub same: f64,
    /// What that comes to.
    pub verdict: Verdict,
    /// The parts that met.
    pub parts: Vec<Part>,
    /// What speaks against one person.
    pub against: Vec<Against>,
    /// Parts that only one name has: neither for nor against much.
    pub alone: Vec<Alone>,
    /// Bits for less bits against.
    pub bits: f64,
}

/// Two names that are laid side by side belong to one person once in 256 times (bits; chosen, so that agreement on a common surname and
/// two syllables of a given name is just enough).
pub const PRIOR_BITS: f64 = 8.0;
/// From here on the verdict is *same*: as likely one person as not (chosen; measured on the pairs of `docs/decisions`).
pub const SAME: f64 = 0.5;
/// Up to here, with a contradiction, it is *different* (chosen).
pub const DIFFERENT: f64 = 0.2;

/// A contradiction that weighs less leaves open how a word was meant (bits; chosen).
const FIRM: f64 = 5.0;

impl Default for Judgement {
    /// Nothing is known of either name.
    fn default() -> Self {
        Self::of(Evidence::default())
    }
}

impl Judgement {
    pub(crate) fn of(evidence: Evidence) -> Self {
        let bits = evidence.bits();
        let same = 1.0 / (1.0 + (PRIOR_BITS - bits).exp2());
        let verdict = if same >= SAME {
            Verdict::Same
        } else if same <= DIFFERENT
            && (evidence.against.iter().any(|pair| pair.bits >= FIRM)
                || evidence.against.is_empty() && evidence.parts.is_empty())
        {
            Verdict::Different
        } else {
            Verdict::Undecided
        };
        let Evidence { parts, against, alone } = evidence;
        Self { same, verdict, parts, against, alone, bits }
    }

    /// Every part of either name met one of the other, however common the name is. A reading that no dictionary shows is no meeting.
    pub fn meets(&self) -> bool {
        self.can_be_read_alike() && !self.guesses()
    }

    /// The same, if readings are granted that no dictionary shows: too little to say that the names are one, enough not to call them two.
    pub fn can_be_read_alike(&self) -> bool {
        !self.parts.is_empty() && self.against.is_empty() && self.alone.is_empty()
    }

    fn guesses(&self) -> bool {
        self.parts.iter().any(|part| part.how.contains(&How::Guess))
    }

    /// One line for people: which parts met how, and what speaks against it.
    pub fn says(&self) -> String {
        let mut said: Vec<String> = Vec::new();
        for part in &self.parts {
            let how: Vec<&str> = part.how.iter().map(|how| how.name()).collect();
            said.push(format!("{} = {} ({}, {:+.1} bits)", part.left, part.right, how.join(", "), part.bits));
        }
        for pair in &self.against {
            said.push(format!("{} is not {} ({:+.1} bits)", pair.left, pair.right, -pair.bits));
        }
        for part in &self.alone {
            let side = if part.on_left { "left" } else { "right" };
            said.push(format!("{} only on the {side} ({:+.1} bits)", part.text, -part.bits));
        }
        if said.is_empty() {
            said.push("no part meets".to_owned());
        }
        said.extend(self.remark().filter(|_| !self.parts.is_empty()).map(str::to_owned));
        said.join("; ")
    }

    /// What the parts together do not say.
    pub fn remark(&self) -> Option<&'static str> {
        if self.parts.is_empty() {
            Some("no part meets")
        } else if self.meets() && self.verdict != Verdict::Same {
            Some("every part meets, but so do those of many people")
        } else if self.guesses() {
            Some("no dictionary shows the reading, but it is a possible one")
        } else {
            None
        }
    }
}
