//! Korean syllables as sets of letters: which onset, vowel and end a spelling may stand for.
//!
//! A Latin or kana spelling rarely names one Korean syllable: `u` is ㅜ in 주, ㅓ in Hun and ㅡ in Un. A set of letters as the bits of
//! a number says that without listing all syllables; two syllables may be one if their sets meet in all three places.
//! Spellings: Revised Romanization of Korean (2000), McCune-Reischauer (1939), the northern one, and those of passports.

use crate::spellings::{KANA_ENDS, KANA_ONSETS, KANA_VOWELS, LATIN_ENDS, LATIN_ONSETS, LATIN_VOWELS, Unit};

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

    /// They meet but for an onset that initial law changes (No and Roh, Lee and Ri), which only loose spellings show.
    pub fn meet_but_onset(self, other: Self) -> bool {
        self.onset.cost(other.onset).is_some()
            && self.vowel.cost(other.vowel) == Some(0)
            && self.end.cost(other.end) == Some(0)
    }

    /// In how many of the three places they meet.
    pub fn places(self, other: Self) -> usize {
        [self.onset.cost(other.onset), self.vowel.cost(other.vowel), self.end.cost(other.end)].iter().flatten().count()
    }

    /// They meet in two places, and stand for like sounds in the third (강 and 광, 감 and 강): surnames in Latin letters follow no system.
    pub fn near(self, other: Self) -> bool {
        let like = |a: Sound, b: Sound, groups: &[Letters]| {
            groups.iter().any(|group| group & a.either() != 0 && group & b.either() != 0)
        };
        self.places(other) >= 2
            && [
                (self.onset, other.onset, &NEAR.onsets),
                (self.vowel, other.vowel, &NEAR.vowels),
                (self.end, other.end, &NEAR.ends),
            ]
            .iter()
            .all(|(a, b, groups)| a.cost(*b).is_some() || like(*a, *b, groups))
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

/// Letters that are heard alike.
struct Near {
    onsets: Vec<Letters>,
    vowels: Vec<Letters>,
    ends: Vec<Letters>,
}

static NEAR: std::sync::LazyLock<Near> = std::sync::LazyLock::new(|| {
    let of = |alphabet: &str, groups: &str| groups.split(' ').map(|group| letters(alphabet, group)).collect();
    Near {
        onsets: of(ONSETS, "ㄱㄲㅋ ㄷㄸㅌ ㅂㅃㅍ ㅈㅉㅊ ㅅㅆ ㄴㄹㅇ"),
        vowels: of(VOWELS, "ㅏㅑㅘㅐ ㅓㅕㅗㅛㅝㅚ ㅗㅜㅠㅡㅝㅛ ㅐㅔㅖㅒㅚㅙㅞ ㅔㅖㅣㅢㅟ"),
        ends: of(ENDS, "ㄴㅁㅇ"),
    }
});

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
            .syllables(latin, false)
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
    fn surnames_that_are_heard_alike_are_near() {
        let near = |a: char, b: char| of_block(a).unwrap().near(of_block(b).unwrap());
        assert!(near('강', '광') && near('감', '강') && near('송', '승') && near('김', '김'));
        assert!(!near('김', '박') && !near('강', '길') && !near('최', '조') && !near('한', '감'));
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
