//! What one way of reading two names says of them: parts that met, parts against each other, parts left alone.

/// How two parts met. Several may hold at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// Written alike, but for width, case, marks and punctuation.
    Same,
    /// A character or letter of another script is read so.
    Reading,
    /// Two spellings of one sound.
    Romanisation,
    /// The parts stand in another order.
    Order,
    /// Only the first letter is given.
    Initial,
    /// The end is cut off, as fields of fixed length do.
    Cut,
    /// They differ as a slip of the keys does.
    Typing,
    /// A form of the name in another language, or a nickname.
    Alias,
    /// Written as one word on one side, as several on the other.
    Joined,
    /// An abbreviation of several words.
    Abbreviation,
    /// Words of one meaning in two languages, or two words for one thing.
    Translation,
    /// No dictionary shows the reading, but characters that are read alike otherwise have it.
    Guess,
}

impl How {
    /// The word for people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Reading => "reading",
            Self::Romanisation => "romanisation",
            Self::Order => "order",
            Self::Initial => "initial",
            Self::Cut => "cut",
            Self::Typing => "typing error",
            Self::Alias => "weak alias",
            Self::Joined => "joined",
            Self::Abbreviation => "abbreviation",
            Self::Translation => "one meaning",
            Self::Guess => "possible reading",
        }
    }
}

/// A part of the left name that met a part of the right one.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// As it is written on the left.
    pub left: String,
    /// As it is written on the right.
    pub right: String,
    /// How they met.
    pub how: Vec<How>,
    /// log2 of how much rarer such a meeting is between two people (bits).
    pub bits: f64,
}

/// Parts that stand in the same place and are not one name: a contradiction.
#[derive(Clone, Debug, PartialEq)]
pub struct Against {
    /// As it is written on the left.
    pub left: String,
    /// As it is written on the right.
    pub right: String,
    /// What it takes off (bits, positive).
    pub bits: f64,
    /// The parts are the same, but stand in another order.
    pub order: bool,
}

/// A part that the other name does not have: an absence, which is no contradiction.
#[derive(Clone, Debug, PartialEq)]
pub struct Alone {
    /// Whether the part stands in the left name.
    pub on_left: bool,
    /// As it is written.
    pub text: String,
    /// What it takes off (bits, positive or 0).
    pub bits: f64,
}

/// Everything that one way of reading finds.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Evidence {
    pub parts: Vec<Part>,
    pub against: Vec<Against>,
    pub alone: Vec<Alone>,
}

impl Evidence {
    /// Bits for, less bits against.
    pub fn bits(&self) -> f64 {
        let met: f64 = self.parts.iter().map(|part| part.bits).sum();
        let against: f64 = self.against.iter().map(|pair| pair.bits).sum();
        let alone: f64 = self.alone.iter().map(|part| part.bits).sum();
        met - against - alone
    }
}

impl Evidence {
    /// The same with left and right changed.
    pub fn mirrored(mut self) -> Self {
        self.parts.iter_mut().for_each(|part| std::mem::swap(&mut part.left, &mut part.right));
        self.against.iter_mut().for_each(|pair| std::mem::swap(&mut pair.left, &mut pair.right));
        self.alone.iter_mut().for_each(|part| part.on_left = !part.on_left);
        self
    }
}
