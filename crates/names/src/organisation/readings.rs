//! Proper words of organisations that are one by their reading: 海龙 and Hailong, 한성 and Hansung, Tonghae and Donghae.

use crate::evidence::How;
use crate::parts::{Meeting, Role, Token};
use crate::text::{Script, Word};
use crate::trade::Class;
use crate::{chinese, japanese, korean};

/// A native word stands for so many words in Latin letters at most.
const MOST_WORDS: usize = 3;
/// What a syllable says that is read alike (bits; chosen: some four hundred are in use, unevenly).
const SYLLABLE_BITS: f64 = 4.5;
/// Shorter words in Latin letters are read as too much.
const LEAST_LETTERS: usize = 5;
/// What characters are read as has so many letters at least.
const LEAST_SPELT: usize = 4;
/// A syllable has so many letters at most.
const MOST_SYLLABLE: usize = 6;
/// Systems differ by so many letters at most in one word.
const MOST_APART: usize = 3;

/// Every meeting of proper words by a reading.
pub(super) fn meetings(left: &[Token], right: &[Token]) -> Vec<Meeting> {
    let mut found = Vec::new();
    one_way(left, right, |left, right, met| found.push(Meeting::new(left, right, met)));
    one_way(right, left, |right, left, met| {
        if left.1 - left.0 > 1 {
            found.push(Meeting::new(left, right, met));
        }
    });
    found
}

fn one_way(one: &[Token], many: &[Token], mut each: impl FnMut((usize, usize), (usize, usize), (How, f64))) {
    for (i, single) in one.iter().enumerate().filter(|(_, token)| names(token)) {
        for size in 1..=MOST_WORDS {
            for (j, run) in many.windows(size).enumerate().filter(|(_, run)| run.iter().all(names)) {
                if let Some(met) = meet(single, run) {
                    each((i, i + 1), (j, j + size), met);
                }
            }
        }
    }
}

/// A word that may be a name, though the lexicon knows a meaning of it.
fn names(token: &Token) -> bool {
    match token.role {
        Role::Name => true,
        Role::Common(concept) => !matches!(concept.class, Class::Firm | Class::Form),
        _ => false,
    }
}

fn meet(single: &Token, run: &[Token]) -> Option<(How, f64)> {
    if !single.script.is_native() && !run.iter().any(|token| token.script.is_native()) {
        return spelt(single, run);
    }
    let (one, other): (Word, Vec<Word>) = (word(single), run.iter().map(word).collect());
    let korean = korean::whole(single.ways.korean(&one), &korean::sequences(&other), false);
    let syllables = korean.max(chinese::whole(single.ways.chinese(&one), &chinese::sequences(&other), false));
    let by_syllables = syllables.map(|count| SYLLABLE_BITS * count as f64);
    let by_kana = by_kana(&one, &other);
    Some((How::Reading, [by_syllables, by_kana].into_iter().flatten().reduce(f64::max)?))
}

/// Words of characters, read as Japanese. Beside Latin letters only one of them, and no short one: those are met by chance.
fn by_kana(one: &Word, other: &[Word]) -> Option<f64> {
    let all = || std::iter::once(one).chain(other);
    let of = |script: Script| all().filter(move |word| word.script == script);
    let letters = |script: Script| of(script).map(|word| word.text.chars().count()).sum::<usize>();
    let latin = of(Script::Alphabet).count() > 0;
    let enough = !latin
        || of(Script::Han).count() == 0
        || (of(Script::Han).count() == 1 && letters(Script::Alphabet) >= LEAST_SPELT.max(2 * letters(Script::Han)));
    enough.then(|| japanese::whole_bits(std::slice::from_ref(one), other)).flatten()
}

/// Two words in Latin letters that two systems spell one name by. Words of the lexicon that are spelt alike have met already.
fn spelt(single: &Token, run: &[Token]) -> Option<(How, f64)> {
    let [other] = run else { return spelt_apart(single, run) };
    let (a, b) = (&single.text, &other.text);
    let short = a.len().min(b.len()) < LEAST_LETTERS || a.len().abs_diff(b.len()) > MOST_APART;
    if short || a == b || !single.is_name() || !other.is_name() || !begin_alike(a, b) {
        return None;
    }
    let (one, another) = (word(single), word(other));
    let korean = korean::whole(single.ways.korean(&one), other.ways.korean(&another), true);
    let chinese = || chinese::whole(single.ways.chinese(&one), other.ways.chinese(&another), true);
    let syllables = korean.or_else(chinese).filter(|count| *count > 1)?;
    Some((How::Romanisation, SYLLABLE_BITS * syllables as f64))
}

/// Syllables that one side writes apart (`Kuang Ming`, `Guangming`; also as Hong Kong spells them).
fn spelt_apart(single: &Token, run: &[Token]) -> Option<(How, f64)> {
    let short = |token: &Token| token.is_name() && (2..=MOST_SYLLABLE).contains(&token.text.len());
    if !single.is_name() || single.text.len() < LEAST_LETTERS || !run.iter().all(short) {
        return None;
    }
    let others: Vec<Word> = run.iter().map(word).collect();
    let one = word(single);
    let read = chinese::whole(single.ways.chinese(&one), &chinese::sequences(&others), false);
    read.filter(|count| *count == run.len()).map(|count| (How::Romanisation, SYLLABLE_BITS * count as f64))
}

/// First letters that systems spell one sound by.
fn begin_alike(a: &str, b: &str) -> bool {
    let (Some(a), Some(b)) = (a.chars().next(), b.chars().next()) else { return false };
    a == b
        || ["gk", "dt", "bp", "jcz", "lrny", "hx", "qcjt", "yiwu"]
            .iter()
            .any(|group| group.contains(a) && group.contains(b))
}

fn word(token: &Token) -> Word {
    let text = if token.script == Script::Kana {
        token.shown.chars().map(crate::text::hiragana).collect()
    } else {
        token.text.clone()
    };
    Word { shown: token.shown.clone(), text, script: token.script, joined: false, clause: 0 }
}
