//! What kanji, kana and Latin letters can be read as in Japanese.

use crate::data;
use crate::nanori::{self, Beyond, Guess, NOWHERE};
use crate::romaji::{self, Fold};
use crate::text::{Script, Word};

/// Something that is read as a whole: a character, or a word of kana or Latin letters.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Character(char),
    Spelt(Vec<String>),
}

/// The pieces of a word, if it can be read as Japanese.
pub(crate) fn pieces(word: &Word) -> Option<Vec<Piece>> {
    match word.script {
        Script::Alphabet if word.text.len() <= 24 => Some(vec![Piece::Spelt(vec![romaji::of_latin(&word.text)?])]),
        Script::Kana => Some(vec![Piece::Spelt(romaji::spellings_of_kana(&word.text))]),
        Script::Han if word.text.chars().count() <= 8 => {
            let letters: Vec<char> = word.text.chars().collect();
            let repeated = |at: usize| at.checked_sub(1).and_then(|before| letters.get(before)).copied();
            let of = |(at, letter): (usize, &char)| piece(if *letter == '々' { repeated(at)? } else { *letter });
            letters.iter().enumerate().map(of).collect()
        }
        _ => None,
    }
}

fn piece(letter: char) -> Option<Piece> {
    let kana = crate::text::hiragana(letter);
    match kana {
        'ヶ' | 'ゖ' | 'ヵ' => Some(Piece::Spelt(vec!["ga".to_owned(), "ke".to_owned(), "ka".to_owned()])),
        'ぁ'..='ん' | 'ー' => Some(Piece::Spelt(vec![romaji::of_kana(&kana.to_string())])),
        _ => data::character(letter).filter(|known| !known.japanese.is_empty()).map(|_| Piece::Character(letter)),
    }
}

/// The spellings of a run of words of kana or Latin letters, put together and without length.
pub(crate) fn sounds(words: &[Vec<Piece>], order: &[usize]) -> Vec<String> {
    let mut open = vec![String::new()];
    for pieces in order.iter().filter_map(|at| words.get(*at)) {
        for piece in pieces {
            let Piece::Spelt(spelt) = piece else { return Vec::new() };
            open = open.iter().flat_map(|start| spelt.iter().map(move |end| format!("{start}{end}"))).collect();
            open.truncate(32);
        }
    }
    let contracted: Vec<String> = open.iter().filter_map(|spelt| romaji::uncontracted(spelt)).collect();
    open.extend(contracted);
    let mut open: Vec<String> = open.iter().map(|spelt| romaji::folded(spelt)).collect();
    open.dedup();
    open
}

/// Whether the pieces can be read as this sound by the dictionaries; `cut` if the sound may end early.
pub(crate) fn reads(pieces: &[Piece], sound: &[u8], fold: Fold, cut: bool) -> bool {
    reads_with(pieces, sound, fold, cut, NOWHERE)
}

/// The same, with one character that no dictionary shows this reading of.
pub(crate) fn reads_with(pieces: &[Piece], sound: &[u8], fold: Fold, cut: bool, beyond: Beyond) -> bool {
    if sound.is_empty() && cut {
        return true;
    }
    let Some(first) = pieces.first() else { return sound.is_empty() };
    let follow_with = |spelt: &str, taken: usize, beyond: Beyond| {
        let (mut fold, mut rest) = (fold, sound);
        for letter in spelt.bytes().filter_map(|letter| fold.next(letter)) {
            match rest.split_first() {
                Some((next, after)) if *next == letter => rest = after,
                None if cut => return true,
                _ => return false,
            }
        }
        pieces.get(taken..).is_some_and(|later| reads_with(later, rest, fold, cut, beyond))
    };
    let follow = |spelt: &str, taken: usize| follow_with(spelt, taken, beyond);
    match first {
        Piece::Spelt(spellings) => spellings.iter().any(|spelt| follow(spelt, 1)),
        Piece::Character(letter) => {
            let readings = data::character(*letter).map_or(&[][..], |known| known.japanese.as_slice());
            readings.iter().any(|kana| follow(&romaji::of_kana(kana), 1))
                || irregular(pieces, &follow)
                || (pieces.len() <= beyond.last
                    && guessed(*letter, pieces.len() == 1, beyond.guess, |kana| {
                        follow_with(&romaji::of_kana(kana), 1, NOWHERE)
                    }))
        }
    }
}

/// Whether one of the readings that the character might have fits.
fn guessed(letter: char, last: bool, guess: Guess, fits: impl Fn(&str) -> bool) -> bool {
    let given = data::character(letter).filter(|_| guess > Guess::No).map_or(&[][..], |known| known.given.as_slice());
    nanori::guesses(letter, guess).any(&fits)
        || (last && given.iter().any(|kana| nanori::longer(kana).any(|kana| fits(&kana))))
        || given.iter().any(|kana| nanori::shorter(kana).any(|kana| fits(&kana)))
}

/// Names of several characters with a reading of their own, and characters that are repeated by a sign.
fn irregular(pieces: &[Piece], follow: &impl Fn(&str, usize) -> bool) -> bool {
    let letters = pieces.iter().map_while(|piece| match piece {
        Piece::Character(letter) => Some(*letter),
        Piece::Spelt(_) => None,
    });
    let letters: Vec<char> = letters.take(5).collect();
    (1..=letters.len()).rev().any(|size| {
        let written: String = letters.iter().take(size).collect();
        data::whole_readings(&written).any(|kana| follow(&romaji::of_kana(kana), size))
    })
}

/// A character that is read so takes up so many letters of the sound (chosen).
const LEAST_PART: usize = 3;

/// The first or the last of several characters is read so, the others are not: an unusual reading, or another name.
pub(crate) fn reads_in_part(pieces: &[Piece], sound: &str) -> bool {
    let characters = pieces.iter().all(|piece| matches!(piece, Piece::Character(_)));
    if pieces.len() < 2 || !characters {
        return false;
    }
    // One short sound is met by chance too often.
    let ends = |part: &[Piece]| {
        (1..=sound.len().saturating_sub(LEAST_PART))
            .any(|at| sound.get(at..).is_some_and(|end| reads(part, end.as_bytes(), Fold::default(), false)))
    };
    let starts = |part: &[Piece]| {
        (LEAST_PART..sound.len())
            .any(|at| sound.get(..at).is_some_and(|start| reads(part, start.as_bytes(), Fold::default(), false)))
    };
    pieces.get(pieces.len() - 1..).is_some_and(ends) || pieces.get(..1).is_some_and(starts)
}
