//! From a text to its words: normalise, cut, hash.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::xxh3_64;

use crate::script::{Script, script, stays};

/// The text in NFKC (Unicode Standard Annex 15) and lower case: full and half width, ligatures, case and the two kinds of
/// apostrophe no longer differ.
pub(crate) fn normalised(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    if text.chars().all(stays) {
        return text.chars().map(plain).collect();
    }
    text.nfkc().flat_map(char::to_lowercase).nfkc().map(plain).collect()
}

/// The part of NFKC that needs no look at neighbours: full-width letters and the wide space.
fn plain(letter: char) -> char {
    match letter {
        '\u{2019}' => '\'',
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(letter as u32 - 0xfee0).map_or(letter, |narrow| narrow.to_ascii_lowercase())
        }
        _ => letter.to_ascii_lowercase(),
    }
}

/// Hands every word of a normalised text to `take`, as its place in the text.
pub(crate) fn each_word(text: &str, mut take: impl FnMut(Range<usize>)) {
    if text.is_ascii() {
        return each_ascii_word(text.as_bytes(), take);
    }
    let mut run = Run { script: Script::Gap, start: 0, end: 0, before: 0, letters: 0 };
    for (place, letter) in text.char_indices() {
        let kind = script(letter);
        if kind == Script::Joiner {
            continue;
        }
        if kind != run.script || kind == Script::Han {
            run.finish(&mut take);
            run = Run { script: kind, start: place, end: place, before: place, letters: 0 };
        }
        run.grow(place, place + letter.len_utf8(), &mut take);
    }
    run.finish(&mut take);
}

/// The same, twice as fast, for texts without other characters.
fn each_ascii_word(text: &[u8], mut take: impl FnMut(Range<usize>)) {
    let mut word: Option<Range<usize>> = None;
    for (place, letter) in text.iter().enumerate() {
        if letter.is_ascii_alphanumeric() {
            let start = word.map_or(place, |word| word.start);
            word = Some(start..place + 1);
        } else if *letter != b'\'' {
            word.take().into_iter().for_each(&mut take);
        }
    }
    word.into_iter().for_each(take);
}

/// Neighbouring characters of one script.
struct Run {
    script: Script,
    start: usize,
    end: usize,
    /// Where the last character begins.
    before: usize,
    letters: usize,
}

impl Run {
    fn grow(&mut self, place: usize, end: usize, take: &mut impl FnMut(Range<usize>)) {
        if matches!(self.script, Script::Paired(_)) && self.letters > 0 {
            take(self.before..end);
        }
        self.before = place;
        self.end = end;
        self.letters += 1;
    }

    fn finish(&self, take: &mut impl FnMut(Range<usize>)) {
        match self.script {
            Script::Gap | Script::Joiner => {}
            Script::Paired(_) if self.letters > 1 => {}
            _ => take(self.start..self.end),
        }
    }
}

/// 32 bits that stand for a word: the upper half of its XXH3-64. Among a million different words about a hundred share
/// their number with another one, which moves a similarity by one word at most.
pub(crate) fn number(word: &str) -> u32 {
    (xxh3_64(word.as_bytes()) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let text = normalised(text);
        let mut found = Vec::new();
        each_word(&text, |place| found.push(text[place].to_owned()));
        found
    }

    #[test]
    fn scripts_are_cut_in_their_own_way() {
        assert_eq!(words("Hello,  WORLD: don't"), ["hello", "world", "don't"]);
        assert_eq!(words("フルスタックエンジニアです"), ["フルスタックエンジニア", "です"]);
        assert_eq!(words("開発の経験"), ["開", "発", "の", "経", "験"]);
        assert_eq!(words("개발 합니다"), ["개발", "합니", "니다"]);
        assert_eq!(words("有5年dbt经验"), ["有", "5", "年", "dbt", "经", "验"]);
        assert_eq!(words("¡Año!"), ["año"]);
    }

    #[test]
    fn width_case_and_composition_do_not_matter() {
        assert_eq!(words("ＰＹＴＨＯＮ　ｶﾞｲﾄﾞ"), words("python ガイド"));
        assert_eq!(words("Cafe\u{301}"), words("CAFÉ"));
        assert_eq!(words("한국"), words("\u{1112}\u{1161}\u{11ab}\u{1100}\u{116e}\u{11a8}"));
    }
}
