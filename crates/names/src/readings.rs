//! What kanji, kana and Latin letters can be read as in Japanese.

use std::collections::BTreeSet;

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

/// Where a way to read pieces stands: how many are read, how much of the sound, the last letter kept, and whether one was guessed.
type State = (usize, usize, Fold, bool);

/// The same, with one character that no dictionary shows this reading of. Every state is gone on from once, so the work is bounded by pieces
/// times letters, however many readings there are.
pub(crate) fn reads_with(pieces: &[Piece], sound: &[u8], fold: Fold, cut: bool, beyond: Beyond) -> bool {
    let mut seen: BTreeSet<State> = BTreeSet::new();
    let mut open: Vec<State> = vec![(0, 0, fold, false)];
    while let Some(state) = open.pop() {
        let (read, heard, fold, guessed) = state;
        if read == pieces.len() && heard == sound.len() || heard == sound.len() && cut {
            return true;
        }
        let (Some(later), Some(rest)) = (pieces.get(read..), sound.get(heard..)) else { continue };
        if later.is_empty() || !seen.insert(state) {
            continue;
        }
        let may_guess = !guessed && later.len() <= beyond.last;
        spellings(later, if may_guess { beyond.guess } else { Guess::No }, |spelt, taken, guess| {
            match after(spelt, rest, fold) {
                Some((fold, left)) => open.push((read + taken, sound.len() - left, fold, guessed || guess)),
                // The sound ends inside this reading.
                None if cut && begins(spelt, rest, fold) => open.push((pieces.len(), sound.len(), fold, guessed)),
                None => {}
            }
        });
    }
    false
}

/// What is left of a sound (its length) after a spelling that it begins with, and the last letter kept.
pub(crate) fn after(spelt: &str, sound: &[u8], mut fold: Fold) -> Option<(Fold, usize)> {
    let mut rest = sound;
    for letter in spelt.bytes().filter_map(|letter| fold.next(letter)).collect::<Vec<u8>>() {
        let (next, later) = rest.split_first()?;
        if *next != letter {
            return None;
        }
        rest = later;
    }
    Some((fold, rest.len()))
}

/// The spelling begins with all of the sound.
fn begins(spelt: &str, sound: &[u8], mut fold: Fold) -> bool {
    let kept: Vec<u8> = spelt.bytes().filter_map(|letter| fold.next(letter)).collect();
    kept.starts_with(sound)
}

/// Everything that the first piece, or the first pieces together, may be spelt as; how many pieces that takes; and whether it is a guess.
fn spellings(pieces: &[Piece], guess: Guess, mut each: impl FnMut(&str, usize, bool)) {
    match pieces.first() {
        Some(Piece::Spelt(spellings)) => spellings.iter().for_each(|spelt| each(spelt, 1, false)),
        Some(Piece::Character(letter)) => {
            let readings = data::character(*letter).map_or(&[][..], data::Character::spelt);
            readings.iter().for_each(|spelt| each(spelt, 1, false));
            irregular(pieces, &mut each);
            guesses(*letter, pieces.len() == 1, guess, |kana| each(&romaji::of_kana(kana), 1, true));
        }
        None => {}
    }
}

/// Every spelling that a word of characters may begin with, by the dictionaries.
pub(crate) fn first_readings(pieces: &[Piece]) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(Piece::Character(_)) = pieces.first() {
        spellings(pieces, Guess::No, |spelt, _, _| all.push(spelt.to_owned()));
    }
    all
}

/// The readings that the character might have.
fn guesses(letter: char, last: bool, guess: Guess, mut each: impl FnMut(&str)) {
    if guess == Guess::No {
        return;
    }
    let given = data::character(letter).map_or(&[][..], |known| known.given.as_slice());
    nanori::guesses(letter, guess).for_each(&mut each);
    for kana in given {
        nanori::longer(kana).filter(|_| last).for_each(|kana| each(&kana));
        nanori::shorter(kana).for_each(|kana| each(&kana));
    }
}

/// Names of several characters with a reading of their own.
fn irregular(pieces: &[Piece], each: &mut impl FnMut(&str, usize, bool)) {
    let letters = pieces.iter().map_while(|piece| match piece {
        Piece::Character(letter) => Some(*letter),
        Piece::Spelt(_) => None,
    });
    let longest = match pieces.first() {
        Some(Piece::Character(first)) => data::longest_whole(*first),
        _ => 0,
    };
    let letters: Vec<char> = letters.take(longest.min(5)).collect();
    for size in (1..=letters.len()).rev() {
        let written: String = letters.iter().take(size).collect();
        data::whole_readings(&written).for_each(|kana| each(&romaji::of_kana(kana), size, false));
    }
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
