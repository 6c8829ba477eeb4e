//! Which characters make a word, script by script.

/// How characters of a script become tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Stands between words: spaces, punctuation, symbols.
    Gap,
    /// Apostrophes, which stand inside words (`don't`) and are passed over.
    Joiner,
    /// Letters and digits of scripts with spaces, and katakana: a run is one word.
    Spaced(u8),
    /// Han: each character is a word of its own.
    Han,
    /// Scripts whose runs are longer than a word or carry endings (hiragana, hangul, Thai ...): pairs of neighbours.
    Paired(u8),
}

use Script::{Gap, Han, Joiner, Paired, Spaced};

/// The script of one character. Blocks after the Unicode Standard 16.0, Blocks.txt.
pub(crate) fn script(letter: char) -> Script {
    match letter {
        'a'..='z' | '0'..='9' | 'A'..='Z' => Spaced(0),
        '\'' => Joiner,
        '\0'..='\u{7f}' => Gap,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' => Han,
        '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => Han,
        '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' => Paired(0),
        '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}' => Spaced(1),
        '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' => Paired(1),
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => Paired(2),
        _ if letter.is_alphanumeric() => Spaced(0),
        _ => Gap,
    }
}

/// Whether Unicode normalisation leaves the character alone, or maps it to an ASCII one, whatever stands around it: the
/// frequent blocks of Japanese, Chinese and Korean. Saves most of the time of normalising; a text with any other character
/// takes the long way.
pub(crate) fn stays(letter: char) -> bool {
    matches!(letter,
        '\0'..='\u{7f}' | '\u{ff01}'..='\u{ff5e}' | '\u{3000}'..='\u{3029}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{2018}'..='\u{201f}')
}
