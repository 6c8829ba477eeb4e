//! A name, read once and compared often.

use std::sync::OnceLock;

use crate::japanese::{self, Japanese};
use crate::organisation;
use crate::parts::{self, Token};
use crate::text::{self, Script, Word};
use crate::{chinese, korean};

/// Whose name it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person's.
    #[default]
    Person,
    /// A company's or another organisation's.
    Organisation,
}

/// Keys of Chinese surnames begin here; those of Korean ones at 0.
const CHINESE_KEYS: u16 = 1_000;
/// Every name that can be read as Japanese has this key: their surnames are too many for a list.
const JAPANESE_KEY: u16 = 5_000;

/// A part of a name as an index sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sounded {
    /// What it sounds like, in lower-case letters; spellings of one name mostly agree.
    pub sound: String,
    /// What agreement on it says (bits).
    pub bits: f64,
    /// Another form of parts that stand before: two neighbours together, or the letters themselves.
    pub joined: bool,
}

/// A name, taken apart. Reading it in other traditions is put off until a comparison needs it.
#[derive(Debug)]
pub struct Name {
    kind: Kind,
    words: Vec<Word>,
    cells: usize,
    pub(crate) tokens: Vec<Token>,
    korean: OnceLock<Vec<korean::Sequence>>,
    chinese: OnceLock<Vec<chinese::Sequence>>,
    japanese: OnceLock<Option<Japanese>>,
}

impl Name {
    /// Takes a name apart. Any text is a name; one without letters has no parts and meets nothing.
    pub fn new(written: &str, kind: Kind) -> Self {
        let (mut words, aside) = text::words(written);
        let tokens = match kind {
            Kind::Person => parts::tokens(&words),
            Kind::Organisation => {
                words.extend(aside);
                organisation::tokens(&words)
            }
        };
        let cells = text::half_width_cells(written);
        let (korean, chinese, japanese) = Default::default();
        Self { kind, words, cells, tokens, korean, chinese, japanese }
    }

    /// Whether the name has no letters.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The parts that an index finds the name by: what each sounds like, and what agreement on it says (bits). Titles and particles are
    /// left out, unless there is nothing else; neighbours written as one word come as well, marked so.
    pub fn sounds(&self) -> Vec<Sounded> {
        parts::sounds(&self.tokens)
    }

    /// Keys under which an index finds a name by readings of Korea, China and Japan: two names that meet only by them share a key. None for
    /// a name that cannot be one of theirs.
    pub fn eastern_keys(&self) -> Vec<u16> {
        let mut keys: Vec<u16> = korean::surnames(self.korean()).collect();
        keys.extend(chinese::surnames(self.chinese()).map(|number| CHINESE_KEYS + number));
        keys.extend(self.japanese().map(|_| JAPANESE_KEY));
        keys.sort_unstable();
        keys
    }

    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }

    /// All words are in Latin letters, or in those of another alphabet.
    pub fn is_alphabetic(&self) -> bool {
        self.words.iter().all(|word| matches!(word.script, Script::Alphabet | Script::Consonants))
    }

    /// Fields of banks hold 20 or 30 half-width letters (Zengin data formats; longer forms 48): a name as long may be cut off.
    pub(crate) fn may_be_cut(&self) -> bool {
        matches!(self.cells, 19 | 20 | 29 | 30 | 47 | 48)
    }

    pub(crate) fn korean(&self) -> &[korean::Sequence] {
        self.korean.get_or_init(|| korean::sequences(&self.words))
    }

    pub(crate) fn chinese(&self) -> &[chinese::Sequence] {
        self.chinese.get_or_init(|| chinese::sequences(&self.words))
    }

    pub(crate) fn japanese(&self) -> Option<&Japanese> {
        self.japanese.get_or_init(|| japanese::read(&self.words)).as_ref()
    }
}
