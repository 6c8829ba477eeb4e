//! Names in Chinese characters, kana and Hangul parted into words of trade and what stands between them: 上海海龙贸易有限公司.

use super::Piece;
use crate::text::{Script, Word};
use crate::trade;

/// Single characters that are legal forms where they stand alone, as in ㈱.
const SHORT_FORMS: [&str; 5] = ["株", "有", "合", "주", "유"];

/// How banks cut legal forms short, at the start or the end of a holder (Zengin data formats: ｶ), ﾕ), ﾄﾞ) ...).
pub(super) const BANK_FORMS: [&str; 14] =
    ["か", "ゆ", "ど", "め", "し", "ざい", "しゃ", "しや", "がく", "いしゃ", "いしや", "しゅう", "ふく", "のう"];

/// Whether a word is a legal form of one character, as in (주).
pub(super) fn is_short_form(word: &Word) -> bool {
    SHORT_FORMS.contains(&word.text.as_str())
}

/// The pieces of a word, from the left, the longest word of the lexicon first.
pub(super) fn parted(word: &Word, beside_digits: bool) -> Vec<Piece> {
    if is_short_form(word) {
        return Vec::new();
    }
    let mut letters: Vec<char> = word.text.chars().collect();
    // Beside a number: `제83호`, `第83号`.
    let counts = |letter: Option<&char>| letter.is_some_and(|letter| COUNTERS.contains(letter));
    if beside_digits && letters.len() > 1 && word.joined && counts(letters.first()) {
        letters.remove(0);
    }
    if beside_digits && letters.len() == 1 && counts(letters.first()) {
        return Vec::new();
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut at, mut open) = (0, 0);
    while at < letters.len() {
        let Some((size, concept)) = longest(&letters, at) else {
            at += 1;
            continue;
        };
        pieces.extend(proper(word, letters.get(open..at)));
        let text: String = letters.iter().skip(at).take(size).collect();
        let script = script(&text, word.script);
        pieces.push(Piece { word: Word { shown: text.clone(), text, script, ..word.clone() }, concept: Some(concept) });
        at += size;
        at += usize::from(
            concept.class == trade::Class::Place && letters.get(at).is_some_and(|unit| UNITS.contains(unit)),
        );
        open = at;
    }
    pieces.extend(proper(word, letters.get(open..)));
    pieces
}

/// Signs for a number, before or behind it.
const COUNTERS: [char; 7] = ['제', '호', '第', '号', '號', '番', '번'];
/// Signs for a town or a province behind its name.
const UNITS: [char; 7] = ['市', '省', '县', '縣', '区', '區', '県'];

/// The longest word of the lexicon that begins here. One character alone is a word only where nothing else stands in the name.
fn longest(letters: &[char], at: usize) -> Option<(usize, trade::Concept)> {
    let most = trade::lexicon().longest.min(letters.len() - at);
    (1..=most).rev().find_map(|size| {
        let text: String = letters.get(at..at + size)?.iter().collect();
        let concept = trade::lexicon().native(&text).filter(|_| size > 1 || letters.len() == 1)?;
        Some((size, concept))
    })
}

fn proper(word: &Word, letters: Option<&[char]>) -> Option<Piece> {
    let text: String = letters?.iter().collect();
    let shown = text.clone();
    (!text.is_empty()).then(|| Piece {
        word: Word { shown, script: script(&text, word.script), text, ..word.clone() },
        concept: None,
    })
}

/// A run of kana within a word of characters is kana.
fn script(text: &str, of: Script) -> Script {
    let kana = text.chars().all(|letter| matches!(letter, '\u{3041}'..='\u{30ff}'));
    if of == Script::Han && kana { Script::Kana } else { of }
}
