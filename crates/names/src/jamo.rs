//! Korean syllables as sets of letters: which onset, vowel and end a spelling may stand for.
//!
//! A Latin or kana spelling rarely names one Korean syllable: `u` is ㅜ in 주, ㅓ in Hun and ㅡ in Un. A set of letters as the bits of
//! a number says that without listing all syllables; two syllables may be one if their sets meet in all three places.
//! Spellings: Revised Romanization of Korean (2000), McCune-Reischauer (1939), the northern one, and those of passports.

/// A set of letters: bits are indices as in Unicode's Hangul Jamo.
pub(crate) type Letters = u32;

/// What a spelling may stand for: by a usual system, and loosely (seen in passports, against all systems).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sound {
    pub usual: Letters,
    pub loose: Letters,
}

impl Sound {
    fn either(self) -> Letters {
        self.usual | self.loose
    }

    /// 0 if usual readings meet, 1 if only loose ones do.
    fn cost(self, other: Self) -> Option<u32> {
        if self.usual & other.usual != 0 { Some(0) } else { (self.either() & other.either() != 0).then_some(1) }
    }
}

/// A syllable of a Korean name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Syllable {
    pub onset: Sound,
    pub vowel: Sound,
    pub end: Sound,
}

impl Syllable {
    /// How many of the three places meet only loosely; nothing if one does not meet.
    pub fn cost(self, other: Self) -> Option<u32> {
        Some(self.onset.cost(other.onset)? + self.vowel.cost(other.vowel)? + self.end.cost(other.end)?)
    }

    /// In how many of the three places they meet.
    pub fn places(self, other: Self) -> usize {
        [self.onset.cost(other.onset), self.vowel.cost(other.vowel), self.end.cost(other.end)].iter().flatten().count()
    }

    /// All readings of either.
    pub fn or(self, other: Self) -> Self {
        let join = |a: Sound, b: Sound| Sound { usual: a.usual | b.usual, loose: a.loose | b.loose };
        Self {
            onset: join(self.onset, other.onset),
            vowel: join(self.vowel, other.vowel),
            end: join(self.end, other.end),
        }
    }
}

const ONSETS: &str = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const VOWELS: &str = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ";
/// The ends that are told apart in speech; none is `-`.
const ENDS: &str = "-ㄱㄴㄷㄹㅁㅂㅇ";
/// For each of Unicode's 28 ends, the one that is spoken.
const SPOKEN: [u8; 28] = [0, 1, 1, 1, 2, 2, 2, 3, 4, 1, 5, 4, 4, 4, 6, 4, 5, 6, 6, 3, 3, 7, 3, 3, 1, 3, 6, 3];

fn letters(alphabet: &str, wanted: &str) -> Letters {
    (0u32..).zip(alphabet.chars()).filter(|(_, letter)| wanted.contains(*letter)).map(|(bit, _)| 1 << bit).sum()
}

/// A syllable block. ㄹ and ㄴ that the south drops or changes at the start of a word count as either (리 and 이, 녀 and 여, 로 and 노).
pub(crate) fn of_block(block: char) -> Option<Syllable> {
    let index = u32::from(block).checked_sub(0xac00).filter(|index| *index < 11_172)?;
    let (onset, vowel, end) = (index / 588, index / 28 % 21, index % 28);
    let bright = (1 << vowel) & letters(VOWELS, "ㅑㅒㅕㅖㅛㅠㅣ") != 0;
    let onset_set = match (onset, bright) {
        (5, true) => letters(ONSETS, "ㄹㅇ"),
        (5, false) => letters(ONSETS, "ㄹㄴ"),
        (2, true) => letters(ONSETS, "ㄴㅇ"),
        _ => 1 << onset,
    };
    let sound = |usual| Sound { usual, loose: 0 };
    let spoken = SPOKEN.get(end as usize).map_or(0, |end| 1 << end);
    Some(Syllable { onset: sound(onset_set), vowel: sound(1 << vowel), end: sound(spoken) })
}

/// A spelling with the letters it stands for, usual and loose.
type Unit = (&'static str, &'static str, &'static str);

const LATIN_ONSETS: &[Unit] = &[
    ("", "ㅇ", ""),
    ("g", "ㄱㄲ", "ㅋㅈ"),
    ("k", "ㄱㄲㅋ", ""),
    ("kk", "ㄲㄱ", ""),
    ("gg", "ㄲ", "ㄱ"),
    ("kh", "ㅋ", "ㄱ"),
    ("gh", "", "ㄱㅋ"),
    ("c", "", "ㄱㅋㅈ"),
    ("q", "", "ㄱㅋ"),
    ("n", "ㄴ", "ㄹㅇ"),
    ("d", "ㄷㄸ", ""),
    ("t", "ㄷㄸㅌ", ""),
    ("tt", "ㄸ", "ㄷ"),
    ("dd", "ㄸ", "ㄷ"),
    ("th", "ㅌ", "ㄷ"),
    ("dh", "", "ㄷ"),
    ("r", "ㄹㅇ", "ㄴ"),
    ("l", "ㄹㅇ", "ㄴ"),
    ("rh", "ㄹㅇ", "ㄴ"),
    ("lh", "", "ㄹㅇㄴ"),
    ("wr", "", "ㄹㅇ"),
    ("m", "ㅁ", ""),
    ("mh", "", "ㅁ"),
    ("b", "ㅂㅃ", "ㅍ"),
    ("p", "ㅂㅃㅍ", ""),
    ("bb", "ㅃ", "ㅂ"),
    ("pp", "ㅃ", "ㅂ"),
    ("ph", "ㅍ", "ㅂ"),
    ("bh", "", "ㅂ"),
    ("v", "", "ㅂ"),
    ("f", "", "ㅍㅎ"),
    ("s", "ㅅㅆ", ""),
    ("ss", "ㅆ", "ㅅ"),
    ("sh", "ㅅㅆ", ""),
    ("z", "", "ㅈ"),
    ("x", "", "ㅅ"),
    ("ts", "", "ㅈㅊ"),
    ("j", "ㅈㅉ", "ㅊ"),
    ("ch", "ㅈㅊㅉ", ""),
    ("jj", "ㅉ", "ㅈ"),
    ("tch", "ㅉ", "ㅈㅊ"),
    ("chh", "ㅊ", ""),
    ("tj", "", "ㅈ"),
    ("jh", "", "ㅈ"),
    ("dj", "", "ㅈ"),
    ("h", "ㅎ", ""),
    ("hh", "", "ㅎ"),
    ("nh", "", "ㄴ"),
    ("wh", "", "ㅇ"),
    ("yh", "", "ㅇ"),
    ("zh", "", "ㅈ"),
    ("tsch", "", "ㅊ"),
];

const LATIN_VOWELS: &[Unit] = &[
    ("a", "ㅏ", "ㅐㅓ"),
    ("ah", "ㅏ", "ㅓ"),
    ("ar", "", "ㅏ"),
    ("aa", "ㅏ", ""),
    ("ae", "ㅐ", "ㅔㅏㅖ"),
    ("ai", "ㅐ", "ㅔㅏㅚ"),
    ("ay", "ㅐ", "ㅔㅖ"),
    ("aeh", "", "ㅐ"),
    ("ea", "", "ㅐㅔㅓㅣ"),
    ("eah", "", "ㅐ"),
    ("e", "ㅔ", "ㅐㅓㅕㅣㅡㅖ"),
    ("eh", "ㅔ", "ㅐㅓㅖ"),
    ("ei", "", "ㅔㅐㅢㅣ"),
    ("ey", "", "ㅔㅐㅢㅣㅖ"),
    ("eo", "ㅓ", "ㅕㅡㅗ"),
    ("eoh", "ㅓ", ""),
    ("eou", "", "ㅓㅡ"),
    ("eu", "ㅡ", "ㅓㅜㅢ"),
    ("euh", "", "ㅡ"),
    ("eui", "ㅢ", "ㅣ"),
    ("ui", "ㅢ", "ㅟㅣ"),
    ("wui", "", "ㅟ"),
    ("er", "", "ㅓㅔ"),
    ("i", "ㅣㅢ", "ㅐ"),
    ("ee", "ㅣㅢ", ""),
    ("ie", "", "ㅣㅢ"),
    ("ih", "", "ㅣㅢ"),
    ("yi", "ㅣ", "ㅢ"),
    ("yee", "", "ㅣㅢㅖ"),
    ("ye", "ㅖ", "ㅕㅣ"),
    ("y", "", "ㅣ"),
    ("ii", "", "ㅣ"),
    ("o", "ㅗㅓ", "ㅜㅛ"),
    ("oh", "ㅗ", "ㅓ"),
    ("oe", "ㅚ", "ㅞㅐㅗ"),
    ("oi", "ㅚ", "ㅐ"),
    ("oo", "ㅜ", "ㅗㅡ"),
    ("ooh", "", "ㅜ"),
    ("ou", "ㅜ", "ㅓㅗㅡ"),
    ("or", "", "ㅗㅓ"),
    ("ow", "", "ㅗㅜ"),
    ("ough", "", "ㅗㅜ"),
    ("u", "ㅜㅓㅡ", "ㅠㅗ"),
    ("uh", "ㅓ", "ㅜㅡ"),
    ("ur", "", "ㅓㅜ"),
    ("ue", "", "ㅟㅞㅜㅡ"),
    ("uu", "ㅜ", ""),
    ("oui", "", "ㅟㅢ"),
    ("ya", "ㅑ", "ㅒ"),
    ("yah", "ㅑ", ""),
    ("yae", "ㅒ", "ㅖ"),
    ("yeo", "ㅕ", "ㅛ"),
    ("yeoh", "ㅕ", ""),
    ("yeu", "", "ㅕㅠ"),
    ("yeh", "ㅖ", "ㅕ"),
    ("yea", "", "ㅕㅖ"),
    ("yei", "", "ㅖ"),
    ("yo", "ㅛㅕ", ""),
    ("yoh", "ㅛ", "ㅕ"),
    ("you", "ㅕㅠ", "ㅛㅑ"),
    ("yoo", "ㅠ", "ㅛ"),
    ("youh", "", "ㅠ"),
    ("yu", "ㅠㅕ", "ㅜㅛ"),
    ("yuh", "ㅕ", "ㅠ"),
    ("iu", "", "ㅠ"),
    ("eou", "", "ㅕ"),
    ("iew", "", "ㅠ"),
    ("io", "", "ㅛㅕ"),
    ("ew", "", "ㅠ"),
    ("ia", "", "ㅑ"),
    ("wa", "ㅘ", "ㅝ"),
    ("wah", "ㅘ", ""),
    ("wae", "ㅙ", "ㅞㅚ"),
    ("wai", "", "ㅙ"),
    ("we", "ㅞ", "ㅙㅚㅝㅟ"),
    ("wei", "", "ㅞㅟㅚ"),
    ("weh", "", "ㅞㅙ"),
    ("weo", "ㅝ", ""),
    ("wo", "ㅝ", "ㅜㅗ"),
    ("woh", "", "ㅝ"),
    ("wu", "", "ㅜㅝ"),
    ("woo", "ㅜ", "ㅝ"),
    ("wooh", "", "ㅜ"),
    ("wi", "ㅟ", "ㅢ"),
    ("wee", "", "ㅟㅢ"),
    ("wie", "", "ㅟㅢ"),
    ("wy", "", "ㅟ"),
    ("uy", "", "ㅢㅟ"),
    ("oa", "", "ㅘㅗ"),
    ("ua", "", "ㅘ"),
    ("uo", "", "ㅝ"),
    ("uei", "", "ㅟ"),
    ("ieh", "", "ㅣ"),
    ("au", "", "ㅏㅗㅓ"),
    ("aw", "", "ㅗㅏ"),
    ("oai", "", "ㅙ"),
    ("uai", "", "ㅙ"),
    ("oue", "", "ㅞ"),
    ("auh", "", "ㅓ"),
    ("wha", "", "ㅘ"),
    ("whya", "", "ㅘ"),
    ("oy", "", "ㅚ"),
    ("yau", "", "ㅑ"),
    ("yeou", "", "ㅕ"),
    ("wou", "", "ㅝ"),
    ("woa", "", "ㅘ"),
    ("ywa", "", "ㅘ"),
    ("ohe", "", "ㅗ"),
];

const LATIN_ENDS: &[Unit] = &[
    ("", "-", ""),
    ("k", "ㄱ", ""),
    ("g", "ㄱ", ""),
    ("kk", "ㄱ", ""),
    ("ck", "", "ㄱ"),
    ("c", "", "ㄱ"),
    ("q", "", "ㄱ"),
    ("gk", "", "ㄱ"),
    ("kh", "", "ㄱ"),
    ("n", "ㄴ", "ㅁㅇ"),
    ("nn", "", "ㄴ"),
    ("ne", "", "ㄴ"),
    ("hn", "", "ㄴ"),
    ("ng", "ㅇ", "ㄴ"),
    ("t", "ㄷ", ""),
    ("d", "ㄷ", ""),
    ("s", "ㄷ", ""),
    ("tt", "", "ㄷ"),
    ("th", "", "ㄷ"),
    ("l", "ㄹ", ""),
    ("r", "ㄹ", ""),
    ("ll", "ㄹ", ""),
    ("rl", "", "ㄹ"),
    ("hl", "", "ㄹ"),
    ("lh", "", "ㄹ"),
    ("le", "", "ㄹ"),
    ("rr", "", "ㄹ"),
    ("m", "ㅁ", "ㄴ"),
    ("mm", "", "ㅁ"),
    ("hm", "", "ㅁ"),
    ("me", "", "ㅁ"),
    ("p", "ㅂ", ""),
    ("b", "ㅂ", ""),
    ("pp", "", "ㅂ"),
    ("bb", "", "ㅂ"),
    ("ph", "", "ㅂ"),
    ("v", "", "ㅂ"),
    ("ngh", "", "ㅇ"),
    ("h", "-", ""),
    ("hng", "", "ㅇ"),
    ("rk", "", "ㄱ"),
    ("hk", "", "ㄱ"),
    ("nh", "", "ㄴ"),
];

/// Kana, as Japanese writes Korean names; the text is in Hepburn letters.
const KANA_ONSETS: &[Unit] = &[
    ("", "ㅇ", ""),
    ("k", "ㄱㄲㅋ", ""),
    ("g", "ㄱㄲ", ""),
    ("s", "ㅅㅆ", ""),
    ("sh", "ㅅㅆ", ""),
    ("z", "ㅈ", ""),
    ("j", "ㅈㅉ", ""),
    ("t", "ㄷㅌㄸ", ""),
    ("d", "ㄷㄸ", ""),
    ("ch", "ㅈㅊㅉ", ""),
    ("ts", "ㅈㅊㅉ", ""),
    ("n", "ㄴ", "ㄹ"),
    ("h", "ㅎ", ""),
    ("f", "ㅎ", "ㅍ"),
    ("b", "ㅂㅃ", ""),
    ("p", "ㅂㅃㅍ", ""),
    ("m", "ㅁ", ""),
    ("r", "ㄹ", "ㅇㄴ"),
    ("kk", "ㄲㅋ", "ㄱ"),
    ("pp", "ㅃㅍ", "ㅂ"),
    ("tt", "ㄸㅌ", "ㄷ"),
    ("ss", "ㅆ", "ㅅ"),
];
const KANA_VOWELS: &[Unit] = &[
    ("a", "ㅏ", ""),
    ("i", "ㅣㅢ", ""),
    ("u", "ㅜㅡ", ""),
    ("e", "ㅔㅐ", "ㅖ"),
    ("o", "ㅗㅓ", ""),
    ("ya", "ㅑ", ""),
    ("yu", "ㅠ", ""),
    ("yo", "ㅛㅕ", ""),
    ("ie", "ㅖㅕ", ""),
    ("ye", "ㅖ", ""),
    ("wa", "ㅘ", ""),
    ("ui", "ㅟㅢ", ""),
    ("ue", "ㅞㅙㅚ", ""),
    ("uo", "ㅝ", ""),
    ("ua", "ㅘ", ""),
    ("we", "ㅞㅙㅚ", ""),
    ("wi", "ㅟ", ""),
    ("wo", "ㅝ", ""),
    ("uu", "", "ㅜ"),
    ("oo", "", "ㅗㅓ"),
    ("ou", "", "ㅗㅓ"),
    ("ei", "", "ㅔㅐ"),
    ("ee", "", "ㅔㅐ"),
    ("ii", "", "ㅣㅢ"),
    ("aa", "", "ㅏ"),
    ("yuu", "", "ㅠ"),
    ("yoo", "", "ㅛㅕ"),
    ("you", "", "ㅛㅕ"),
];
const KANA_ENDS: &[Unit] = &[
    ("", "-", ""),
    ("n", "ㄴㅇ", "ㅁ"),
    ("mu", "ㅁ", ""),
    ("ru", "ㄹ", ""),
    ("ku", "ㄱ", ""),
    ("gu", "ㄱ", ""),
    ("pu", "ㅂ", ""),
    ("bu", "ㅂ", ""),
    ("tsu", "ㄷ", ""),
    ("to", "ㄷ", ""),
    ("kku", "ㄱ", ""),
    ("ppu", "ㅂ", ""),
    ("tto", "ㄷ", ""),
    ("m", "", "ㅁ"),
    ("su", "", "ㄷ"),
];

/// Units by their first letter; those without one come last.
struct Units([Vec<(&'static str, Sound)>; 27]);

impl Units {
    fn new(units: &[Unit], alphabet: &str) -> Self {
        let mut by_letter = [(); 27].map(|()| Vec::new());
        for &(spelt, usual, loose) in units {
            let sound = Sound { usual: letters(alphabet, usual), loose: letters(alphabet, loose) };
            if let Some(of) = by_letter.get_mut(place(spelt)) {
                of.push((spelt, sound));
            }
        }
        Self(by_letter)
    }

    /// Units that the text starts with; only those of usual systems if `strict`.
    fn starting(&self, text: &str, strict: bool) -> impl Iterator<Item = (&'static str, Sound)> {
        let of = |place: usize| self.0.get(place).map_or(&[][..], Vec::as_slice);
        let all = of(26).iter().chain(if text.is_empty() { &[] } else { of(place(text)) });
        all.filter(move |(spelt, sound)| text.starts_with(spelt) && (!strict || sound.usual != 0)).copied()
    }
}

/// The place of a text's first letter among 26; 26 for an empty text and for other letters.
fn place(text: &str) -> usize {
    let first = text.bytes().next().map_or(26, |byte| usize::from(byte.wrapping_sub(b'a')));
    first.min(26)
}

/// The three tables of a way of spelling.
pub(crate) struct Spelling {
    onsets: Units,
    vowels: Units,
    ends: Units,
}

/// Latin spellings.
pub(crate) static LATIN: std::sync::LazyLock<Spelling> = std::sync::LazyLock::new(|| Spelling {
    onsets: Units::new(LATIN_ONSETS, ONSETS),
    vowels: Units::new(LATIN_VOWELS, VOWELS),
    ends: Units::new(LATIN_ENDS, ENDS),
});

/// Kana spellings, in Hepburn letters.
pub(crate) static KANA: std::sync::LazyLock<Spelling> = std::sync::LazyLock::new(|| Spelling {
    onsets: Units::new(KANA_ONSETS, ONSETS),
    vowels: Units::new(KANA_VOWELS, VOWELS),
    ends: Units::new(KANA_ENDS, ENDS),
});

/// So many ways to part one word into syllables are followed; more are those of words that are no Korean name.
const MOST_WAYS: usize = 64;
/// No word of a Korean name has more syllables.
const MOST_SYLLABLES: usize = 4;

impl Spelling {
    /// All ways to read a word as one to four syllables; only by usual systems if `strict`.
    pub fn syllables(&self, word: &str, strict: bool) -> Vec<Vec<Syllable>> {
        let mut ways = Vec::new();
        self.extend(word, strict, &mut Vec::new(), &mut ways);
        ways
    }

    fn extend(&self, rest: &str, strict: bool, done: &mut Vec<Syllable>, ways: &mut Vec<Vec<Syllable>>) {
        if rest.is_empty() && !done.is_empty() {
            ways.push(done.clone());
            return;
        }
        if done.len() == MOST_SYLLABLES {
            return;
        }
        for (onset_text, onset) in self.onsets.starting(rest, strict) {
            let after_onset = &rest[onset_text.len()..];
            for (vowel_text, vowel) in self.vowels.starting(after_onset, strict) {
                let after_vowel = &after_onset[vowel_text.len()..];
                for (end_text, end) in self.ends.starting(after_vowel, strict) {
                    if ways.len() >= MOST_WAYS {
                        return;
                    }
                    done.push(Syllable { onset, vowel, end });
                    self.extend(&after_vowel[end_text.len()..], strict, done, ways);
                    done.pop();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(latin: &str, hangul: &str) -> bool {
        let blocks: Vec<Syllable> = hangul.chars().filter_map(of_block).collect();
        LATIN
            .syllables(latin)
            .iter()
            .any(|way| way.len() == blocks.len() && way.iter().zip(&blocks).all(|(a, b)| a.cost(*b).is_some()))
    }

    #[test]
    fn usual_spellings_meet_the_block() {
        for (latin, hangul) in [
            ("gim", "김"),
            ("kim", "김"),
            ("lee", "이"),
            ("rhee", "이"),
            ("yi", "이"),
            ("ri", "이"),
            ("ri", "리"),
            ("park", "박"),
            ("pak", "박"),
            ("bak", "박"),
            ("choe", "최"),
            ("choi", "최"),
            ("jung", "정"),
            ("chong", "정"),
            ("cheong", "정"),
            ("youngchul", "영철"),
            ("yongchol", "영철"),
            ("yeongcheol", "영철"),
            ("hyun", "현"),
            ("roh", "노"),
            ("ahn", "안"),
            ("woo", "우"),
            ("eun", "은"),
            ("un", "은"),
            ("jisung", "지성"),
            ("kwon", "권"),
            ("gwon", "권"),
            ("yoo", "유"),
            ("ryu", "유"),
        ] {
            assert!(meet(latin, hangul), "{latin} {hangul}");
        }
    }

    #[test]
    fn other_names_do_not() {
        for (latin, hangul) in
            [("kim", "강"), ("lee", "박"), ("jisung", "지민"), ("minho", "민수"), ("choi", "조"), ("jinho", "진수")]
        {
            assert!(!meet(latin, hangul), "{latin} {hangul}");
        }
    }
}
