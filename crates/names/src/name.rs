//! A name, read once and compared often.

use std::sync::OnceLock;

use crate::japanese::{self, Japanese};
use crate::organisation::{self, Sign};
use crate::parts::{self, Token};
use crate::text::{self, Script, Word};
use crate::{arabic, chinese, korean};

/// Whose name it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A person's.
    #[default]
    Person,
    /// A company's or another organisation's.
    Organisation,
}

impl Kind {
    /// Whose names two are, as far as their words show: an organisation's, where one has a legal form or both have words of trade.
    pub fn of(left: &str, right: &str) -> Self {
        let signs = [left, right].map(|written| {
            let (mut words, asides) = text::words(written);
            words.extend(asides.into_iter().flatten());
            organisation::sign(&words)
        });
        let form = signs.contains(&Sign::Form);
        if form || signs == [Sign::Trade; 2] { Self::Organisation } else { Self::Person }
    }
}

/// Further words of a name are not compared, nor are further asides: no name has so many.
const MOST_WORDS: usize = 32;
const MOST_ASIDES: usize = 4;
/// Keys of Chinese surnames begin here; those of Korean ones at 0.
const CHINESE_KEYS: u16 = 1_000;
/// Keys of Japanese surnames, by their first two letters, begin here: they are too many for a list.
const JAPANESE_KEY: u16 = 5_000;

fn letter(byte: u8) -> u16 {
    u16::from(byte & 31)
}

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
    /// The words one by one, where some are a compound or a phrase together: another writer may part it, another language does.
    pub(crate) single: Option<Vec<Token>>,
    /// Other names of the bearer that stand in brackets: former ones, those in another script, abbreviations.
    others: Vec<Name>,
    korean: OnceLock<Vec<korean::Sequence>>,
    chinese: OnceLock<Vec<chinese::Sequence>>,
    japanese: OnceLock<Option<Japanese>>,
    /// Whether it is spelt as a Korean, as a Chinese name from end to end.
    syllables: OnceLock<(bool, bool)>,
}

impl Name {
    /// Takes a name apart. Any text is a name; one without letters has no parts and meets nothing.
    pub fn new(written: &str, kind: Kind) -> Self {
        let (mut words, asides) = text::words(written);
        words.truncate(MOST_WORDS);
        let (others, asides): (Vec<_>, Vec<_>) =
            asides.into_iter().take(MOST_ASIDES).partition(|aside| is_other(aside, &words, kind));
        let others = others.into_iter().map(|aside| Self::of(without_sign(aside), &[], kind, 0));
        let others = others.filter(|other| !other.is_empty()).collect();
        Self { others, ..Self::of(words, &asides, kind, text::half_width_cells(written)) }
    }

    fn of(words: Vec<Word>, asides: &[Vec<Word>], kind: Kind, cells: usize) -> Self {
        let tokens = match kind {
            Kind::Person => parts::tokens(&arabic::joined(&words)),
            Kind::Organisation => organisation::tokens(&words, asides, usize::MAX),
        };
        let several = tokens.iter().any(|token| token.shown.contains([' ', '-']));
        let single = several.then(|| match kind {
            Kind::Person => parts::tokens(&words),
            Kind::Organisation => organisation::tokens(&words, asides, 1),
        });
        let (others, korean, chinese, japanese, syllables) = Default::default();
        Self { kind, words, cells, tokens, single, others, korean, chinese, japanese, syllables }
    }

    /// The words one by one, however they belong together.
    pub(crate) fn single(&self) -> &[Token] {
        self.single.as_deref().unwrap_or(&self.tokens)
    }

    /// The name itself, and the other names of its bearer that were written with it.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.others)
    }

    /// Whether the name has no letters.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The parts that an index finds the name by: what each sounds like, and what agreement on it says (bits). Titles and particles are
    /// left out, unless there is nothing else; neighbours written as one word come as well, marked so.
    pub fn sounds(&self) -> Vec<Sounded> {
        self.all().flat_map(|name| parts::sounds(&name.tokens)).collect()
    }

    /// Keys under which an index finds a name by readings of Korea, China and Japan: two names that meet only by them share a key. None for
    /// a name that cannot be one of theirs.
    pub fn eastern_keys(&self) -> Vec<u16> {
        let mut keys: Vec<u16> = Vec::new();
        for name in self.all() {
            keys.extend(korean::surnames(name.korean()));
            keys.extend(chinese::surnames(name.chinese()).map(|number| CHINESE_KEYS + number));
            let heads = name.japanese().map(Japanese::heads).unwrap_or_default();
            keys.extend(heads.into_iter().map(|[one, other]| JAPANESE_KEY + 32 * letter(one) + letter(other)));
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn syllables(&self) -> (bool, bool) {
        *self.syllables.get_or_init(|| (korean::is_name(self.korean()), chinese::is_name(self.chinese())))
    }

    /// Every word is spelt as Korean names are, and the first or last one is a surname.
    pub(crate) fn is_korean(&self) -> bool {
        self.syllables().0
    }

    /// The same for Chinese names.
    pub(crate) fn is_chinese(&self) -> bool {
        self.syllables().1
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
        // Banks write capitals and kana.
        let small = self.words.iter().any(|word| word.shown.chars().any(char::is_lowercase));
        !small && matches!(self.cells, 19 | 20 | 29 | 30 | 47 | 48)
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

/// Words before another name of the same bearer.
const SIGNS: [&str; 12] =
    ["formerly", "former", "fka", "aka", "alias", "nee", "ex", "previously", "dba", "known", "also", "as"];

/// What is said of a bearer in brackets, and names nobody.
const REMARKS: [&str; 14] =
    ["本人", "代表", "代表者", "男性", "女性", "男", "女", "故", "本名", "通称", "名義", "代理", "個人", "法人"];

/// Whether what stands in brackets is a name of its own.
fn is_other(aside: &[Word], main: &[Word], kind: Kind) -> bool {
    let remark = aside.len() == 1 && aside.first().is_some_and(|word| REMARKS.contains(&word.text.as_str()));
    match kind {
        Kind::Person => !remark && names_anew(aside, main),
        // A place or a line of business belongs to the name before it, and a legal form alone is none.
        Kind::Organisation => {
            organisation::acronym::is_of(aside, main)
                || (names_anew(aside, main)
                    && !organisation::is_known(aside, false)
                    && !organisation::is_known(main, true))
        }
    }
}

/// It is said to be one, or is in another script than the name before it.
fn names_anew(aside: &[Word], main: &[Word]) -> bool {
    let native = |words: &[Word]| words.iter().any(|word| !matches!(word.script, Script::Alphabet));
    let signs = aside.len() - without_sign(aside.to_vec()).len();
    let letters = |words: &[Word]| words.iter().map(|word| word.text.chars().count()).sum::<usize>();
    (signs > 0 && signs < aside.len()) || (signs == 0 && native(aside) != native(main) && letters(aside) > 1)
}

/// The words without those that say that they are another name (`a.k.a.`, `formerly`).
fn without_sign(aside: Vec<Word>) -> Vec<Word> {
    let aside = organisation::letters_joined(&aside);
    let signs = aside.iter().take_while(|word| SIGNS.contains(&word.text.as_str())).count();
    aside.into_iter().skip(signs).collect()
}
