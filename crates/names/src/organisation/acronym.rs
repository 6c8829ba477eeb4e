//! Letters that stand for the words of a name.

use crate::evidence::How;
use crate::parts::{Meeting, Token};
use crate::text::{Script, Word};

/// Such an abbreviation has so many letters.
const LETTERS: std::ops::RangeInclusive<usize> = 3..=7;
/// A letter of it says so much (bits; chosen: initials are uneven, and others have the same ones).
const LETTER_BITS: f64 = 2.5;

fn is_short(word: &Word) -> bool {
    (2..=7).contains(&word.text.len()) && word.script == Script::Alphabet && !word.shown.chars().any(char::is_lowercase)
}

/// Whether what stands in brackets abbreviates the name before it.
pub(crate) fn is_of(aside: &[Word], main: &[Word]) -> bool {
    let [word] = aside else { return false };
    let initials: Vec<char> = main.iter().filter_map(|word| word.text.chars().next()).collect();
    // In the order of the words, some of which it may pass over, as it may have letters of its own.
    let mut from = 0;
    let mut met = 0;
    for letter in word.text.chars() {
        if let Some(at) = initials.iter().skip(from).position(|other| *other == letter) {
            from += at + 1;
            met += 1;
        }
    }
    is_short(word) && main.len() > 1 && met * 3 >= word.text.len() * 2
}

/// One word on one side that is made of the initials of several on the other.
pub(super) fn meetings(left: &[Token], right: &[Token]) -> Vec<Meeting> {
    let mut found = Vec::new();
    one_way(left, right, |one, many, met| found.push(Meeting::new(one, many, met)));
    one_way(right, left, |one, many, met| found.push(Meeting::new(many, one, met)));
    found
}

fn one_way(one: &[Token], many: &[Token], mut each: impl FnMut((usize, usize), (usize, usize), (How, f64))) {
    let initials: Vec<Option<char>> = many.iter().map(|token| token.text.chars().next()).collect();
    for (i, single) in one.iter().enumerate() {
        let size = single.text.len();
        if !LETTERS.contains(&size) || single.script != Script::Alphabet || single.shown.chars().any(char::is_lowercase)
        {
            continue;
        }
        for (j, run) in initials.windows(size).enumerate() {
            if run.iter().copied().eq(single.text.chars().map(Some)) {
                each((i, i + 1), (j, j + size), (How::Abbreviation, LETTER_BITS * size as f64));
            }
        }
    }
}
