//! How two telephone or document numbers agree.

use crate::population::Number;
use crate::words::Words;

/// Level of [`crate::field`]'s numbers: 0 agrees, 1 one slip, 2 two slips, 3 differs. Numbers of fewer than six
/// characters have no slips: too many others are one slip away.
pub(crate) fn compare(words: &Words, a: Number, b: Number) -> u8 {
    if a.id == b.id {
        return 0;
    }
    if a.letters.chars.min(b.letters.chars) < 6 || a.letters.fewest_slips(b.letters) > 2 {
        return 3;
    }
    match strsim::osa_distance(words.text(a.id), words.text(b.id)) {
        0 | 1 => 1,
        2 => 2,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Letters;

    #[test]
    fn levels() {
        let mut words = Words::default();
        let mut number = |text: &str| Number { id: words.count(text), letters: Letters::of(text) };
        let numbers = ["9123456", "9132456", "9132465", "7654321", "1234", "1235"].map(&mut number);
        let level = |a: usize, b: usize| compare(&words, numbers[a], numbers[b]);
        assert_eq!([level(0, 0), level(0, 1), level(0, 2), level(0, 3), level(4, 5)], [0, 1, 2, 3, 3]);
    }
}
