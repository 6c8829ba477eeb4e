//! A written name taken apart: width, case and marks folded, words, and the script of each.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The writing system of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Latin, and everything that is read letter by letter (Cyrillic, Greek, Armenian, Georgian ...).
    Alphabet,
    /// Hiragana and katakana.
    Kana,
    /// Chinese characters, also mixed with kana.
    Han,
    /// Korean letters in syllable blocks.
    Hangul,
    /// Arabic, Hebrew, Thai, Devanagari ...: vowels are left out or stand around the consonants.
    Consonants,
}

impl Script {
    /// Of China, Japan or Korea.
    pub fn is_native(self) -> bool {
        matches!(self, Self::Han | Self::Hangul | Self::Kana)
    }
}

/// The words as they were written, for people.
pub(crate) fn shown(words: &[Word]) -> String {
    words.iter().map(|word| word.shown.as_str()).collect::<Vec<_>>().join(" ")
}

/// A word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// As it was written, for people.
    pub shown: String,
    /// Alphabets: ASCII in lower case. Consonant scripts: a sound for each letter. Kana: hiragana. Hangul: blocks. Han: as written.
    pub text: String,
    /// The script.
    pub script: Script,
    /// It was joined to the word before by a hyphen or stood without a space.
    pub joined: bool,
    /// How many commas stand before it: what a comma parts is no compound.
    pub clause: usize,
}

fn script_of(letter: char) -> Script {
    match letter {
        '\u{3041}'..='\u{30ff}' => Script::Kana,
        '\u{3005}'..='\u{3007}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
            Script::Han
        }
        '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        '\u{0590}'..='\u{08ff}' | '\u{0900}'..='\u{109f}' | '\u{1200}'..='\u{137f}' | '\u{1780}'..='\u{17ff}' => {
            Script::Consonants
        }
        _ => Script::Alphabet,
    }
}

/// Signs that are typed for an apostrophe, and those for the Arabic letters ayn and hamza: they part no words.
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '`' | '\u{b4}' | '\u{2b9}'..='\u{2bf}' | '\u{2018}'..='\u{201b}' | '\u{2032}')
}

/// Folded text with the words in it, and what stands in brackets or quotes apart, as nicknames and other spellings do.
pub(crate) fn words(text: &str) -> (Vec<Word>, Vec<Vec<Word>>) {
    let plain: String = text.nfkc().collect();
    let (mut main, mut aside, mut asides) = (String::new(), String::new(), Vec::new());
    let mut closing = None;
    for letter in plain.chars() {
        match closing {
            Some(end) if letter == end => {
                closing = None;
                asides.push(split(&std::mem::take(&mut aside)));
                main.push(' ');
            }
            Some(_) => aside.push(letter),
            None => match closing_of(letter) {
                Some(end) => closing = Some(end),
                None => main.push(letter),
            },
        }
    }
    // An unclosed bracket is a slip of the pen, not an aside; a name that stands in brackets whole is the name.
    if closing.is_some() {
        main.push(' ');
        main.push_str(&aside);
    }
    let main = split(&main);
    asides.retain(|aside: &Vec<Word>| !aside.is_empty());
    if main.is_empty() { (asides.concat(), Vec::new()) } else { (main, asides) }
}

fn closing_of(letter: char) -> Option<char> {
    Some(match letter {
        '(' => ')',
        '[' => ']',
        '"' => '"',
        '\u{201c}' => '\u{201d}',
        '「' => '」',
        '【' => '】',
        '『' => '』',
        _ => return None,
    })
}

fn split(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut current = String::new();
    let (mut joined, mut clause) = (false, 0);
    for letter in text.chars().chain([' ']) {
        let inside =
            letter.is_alphanumeric() || is_combining_mark(letter) || matches!(letter, 'ー' | '々' | '〆' | 'ｰ');
        if inside {
            let other = current.chars().last().is_some_and(|last| parts_words(script_of(last), script_of(letter)));
            if other {
                push(&mut words, &mut current, (joined, clause));
                joined = true;
            }
            current.push(letter);
        } else if !is_apostrophe(letter) {
            push(&mut words, &mut current, (joined, clause));
            joined = matches!(letter, '-' | '\u{2010}'..='\u{2012}');
            clause += usize::from(matches!(letter, ',' | '、'));
        }
    }
    words
}

/// Further letters of a word are not compared.
const LONGEST: usize = 64;

/// Kana belongs to Chinese characters beside it; every other change of script begins a new word.
fn parts_words(last: Script, next: Script) -> bool {
    let japanese = |script| matches!(script, Script::Kana | Script::Han);
    last != next && !(japanese(last) && japanese(next))
}

fn push(words: &mut Vec<Word>, current: &mut String, (joined, clause): (bool, usize)) {
    let shown = std::mem::take(current);
    let Some(first) = shown.chars().next() else { return };
    let script =
        if shown.chars().any(|letter| script_of(letter) == Script::Han) { Script::Han } else { script_of(first) };
    let text = match script {
        Script::Alphabet => ascii(&shown),
        Script::Consonants => sounds(&shown),
        Script::Kana => shown.chars().map(hiragana).collect(),
        Script::Han => repeated(&shown),
        Script::Hangul => shown.nfc().collect(),
    };
    let text: String = text.chars().take(LONGEST).collect();
    if !text.is_empty() {
        let joined = joined && !words.is_empty();
        words.push(Word { shown, text, script, joined, clause });
    }
}

/// Letters of any alphabet as lower-case ASCII.
pub(crate) fn ascii(shown: &str) -> String {
    // Serbian and Croatian write dj for it where the letter is missing; Vietnamese has it at the start of words alone.
    let southern = shown.chars().skip(1).any(|letter| "đćčšž".contains(letter));
    let spelt = if southern { shown.replace(['đ', 'Đ'], "dj") } else { shown.to_owned() };
    any_ascii::any_ascii(&spelt).to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect()
}

/// What each letter of a script without vowels sounds like, one by one: two that stand side by side are no digraph.
pub(crate) fn sounds(shown: &str) -> String {
    shown.chars().map(|letter| crate::latin::sound(&ascii(letter.encode_utf8(&mut [0; 4])))).collect()
}

/// 佐々木 as 佐佐木.
fn repeated(shown: &str) -> String {
    let mut out = String::with_capacity(shown.len());
    for letter in shown.chars() {
        out.extend(if letter == '々' { out.chars().last() } else { Some(letter) });
    }
    out
}

/// Katakana as hiragana.
pub(crate) fn hiragana(letter: char) -> char {
    match letter {
        'ァ'..='ヶ' => char::from_u32(u32::from(letter) - 0x60).unwrap_or(letter),
        other => other,
    }
}

/// How many cells the text takes in half-width letters, in which banks count: a voiced kana takes two.
pub(crate) fn half_width_cells(text: &str) -> usize {
    let plain: String = text.trim().nfkc().collect();
    plain.nfd().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        words(text).0.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn words_are_folded_and_parted() {
        assert_eq!(texts("ERIKSSON, Anna-Maria"), ["eriksson", "anna", "maria"]);
        assert_eq!(texts("Владимир Путин"), ["vladimir", "putin"]);
        assert_eq!(texts("ｷﾑ ﾖﾝﾁﾖﾙ"), ["きむ", "よんちよる"]);
        assert_eq!(texts("김정은 KIM"), ["김정은", "kim"]);
        assert_eq!(texts("一ノ瀬 すず"), ["一ノ瀬", "すず"]);
        assert_eq!(texts("O'Brien"), ["obrien"]);
    }

    #[test]
    fn asides_stand_apart() {
        let (main, asides) = words("Robert \"Bob\" Smith (Smyth)");
        assert_eq!(main.len(), 2);
        assert_eq!(asides.len(), 2);
        assert_eq!(texts("(Bob)"), ["bob"]);
        assert_eq!(texts("Bob (Smith"), ["bob", "smith"]);
    }

    #[test]
    fn cells_count_voicing() {
        assert_eq!(half_width_cells("ﾜﾀﾅﾍﾞ ﾀﾛｳ"), 9);
        assert_eq!(half_width_cells("ワタナベ　タロウ"), 9);
    }
}
