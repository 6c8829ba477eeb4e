//! How two words meet, and what it says.

use super::token::{Role, Token, bits_by_length};
use crate::evidence::How;
use crate::text::Script;
use crate::{arabic, given, latin, slavic};

/// A form of the name in another language, or a nickname, says so much less (bits; chosen).
const ALIAS_BITS: f64 = 3.0;
/// Another spelling of the same sound (bits; chosen).
const SPELLING_BITS: f64 = 1.0;
/// Each edit of a typing error (bits; chosen).
const EDIT_BITS: f64 = 3.5;
/// The first letter is rarely mistyped (bits; chosen).
const FIRST_LETTER_BITS: f64 = 2.0;
/// An initial that fits: one name in ten to twenty begins so.
const INITIAL_BITS: f64 = 2.5;
/// A word is cut to so many letters at least.
const LEAST_SHORT: usize = 3;
/// Consonants alone leave the vowels open (bits a letter at most; chosen).
const CONSONANT_BITS: f64 = 4.5;

/// How far words may be apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Known names that differ are two names, however alike.
    Known,
    /// Any slip is taken for one: for lists, where a person looks at every match. The left name is asked for.
    Left,
    /// The same; the right name is asked for.
    Right,
}

impl Manner {
    /// The same where left and right are exchanged.
    pub fn mirrored(self) -> Self {
        match self {
            Self::Known => Self::Known,
            Self::Left => Self::Right,
            Self::Right => Self::Left,
        }
    }

    /// Of two words, the one that somebody may have mistyped.
    fn asked<'a>(self, a: &'a Token, b: &'a Token) -> Option<&'a Token> {
        match self {
            Self::Known => None,
            Self::Left => Some(a),
            Self::Right => Some(b),
        }
    }
}

/// How two words meet, if they do; `cut` tells which of them may be cut off at its end.
pub(crate) fn meet(a: &Token, b: &Token, cut: (bool, bool), manner: Manner) -> Option<(How, f64)> {
    if a.text == b.text {
        let foreign =
            |token: &Token| token.shown.chars().any(|letter| letter > '\u{24f}') && token.script != Script::Han;
        return Some((if foreign(a) == foreign(b) { How::Same } else { How::Reading }, a.bits.min(b.bits)));
    }
    match (a.role, b.role) {
        (Role::Common(one), Role::Common(other)) => {
            return (one == other).then_some((How::Translation, a.bits.min(b.bits)));
        }
        (Role::Generation(one), Role::Generation(other)) => return (one == other).then_some((How::Same, a.bits)),
        (Role::Generation(_), _) | (_, Role::Generation(_)) => return None,
        _ => {}
    }
    let characters = |token: &Token| matches!(token.script, Script::Han | Script::Hangul);
    if characters(a) || characters(b) {
        return None;
    }
    if a.is_weak() || b.is_weak() {
        return (a.is_weak() && b.is_weak() && a.sound == b.sound).then_some((How::Romanisation, a.bits));
    }
    if a.text.len() == 1 || b.text.len() == 1 {
        return (a.text.chars().next() == b.text.chars().next()).then_some((How::Initial, INITIAL_BITS));
    }
    if a.has_digits() || b.has_digits() {
        // Another number is another branch, ship or decree, not a slip.
        return None;
    }
    if let Some(met) = common(a, b) {
        return Some(met);
    }
    let letters = || heard(a, b).or_else(|| shortened(a, b, cut)).or_else(|| typing(a, b, manner));
    servant(a, b).or_else(|| match known(a, b) {
        // A word that is no known name may be a slip of any.
        Some(None) if manner.asked(a, b).is_some_and(|asked| !given::is_known(asked)) => letters(),
        Some(said) => said,
        None => letters(),
    })
}

/// A word of the lexicon cut short, as on forms (`Prov.`, `Dev.`).
fn common(a: &Token, b: &Token) -> Option<(How, f64)> {
    let (short, long) = if a.text.len() < b.text.len() { (a, b) } else { (b, a) };
    let known = matches!(long.role, Role::Common(_)) && short.is_name() && short.text.len() >= LEAST_SHORT;
    (known && long.text.starts_with(&short.text)).then_some((How::Abbreviation, long.bits))
}

/// `Abd al-Hamid` is called `Hamid` for short.
fn servant(a: &Token, b: &Token) -> Option<(How, f64)> {
    let (short, long) = if a.text.len() < b.text.len() { (a, b) } else { (b, a) };
    let stem = long.text.strip_prefix(arabic::SERVANT)?;
    (latin::sound(stem) == short.sound).then_some((How::Alias, (short.bits - ALIAS_BITS).max(1.0)))
}

/// What the lists of names say of two words: one name, forms of one, or two names. Nothing if they do not know both.
fn known(a: &Token, b: &Token) -> Option<Option<(How, f64)>> {
    let bits = a.bits.max(b.bits);
    if a.names.iter().any(|name| b.names.contains(name)) {
        return Some(Some((How::Romanisation, (bits - SPELLING_BITS).max(1.0))));
    }
    if given::are_forms(a, b) {
        return Some(Some((How::Alias, (bits - ALIAS_BITS).max(1.0))));
    }
    if given::differ(a, b) {
        return Some(None);
    }
    given::sound_like_forms(a, b).then(|| Some((How::Alias, (bits - ALIAS_BITS).max(1.0))))
}

/// One sound in two spellings, or with its vowels left out.
fn heard(a: &Token, b: &Token) -> Option<(How, f64)> {
    let bits = a.bits.max(b.bits);
    if other_sex(a, b) {
        return None;
    }
    if a.sound == b.sound || slavic::one_family(&a.text, &b.text) {
        return Some((How::Romanisation, (bits - SPELLING_BITS).max(1.0)));
    }
    let vowels_open = |token: &Token| matches!(token.script, Script::Consonants | Script::Kana);
    let kana = a.script == Script::Kana && b.script == Script::Kana;
    if !kana && (vowels_open(a) || vowels_open(b)) && (a.script != b.script || a.script == Script::Kana) {
        let (left, right) = (a.consonants.as_deref()?, b.consonants.as_deref()?);
        let apart = latin::heard_apart(left, right, 0.5);
        if a.script != b.script && apart == 0.0 && !long_vowels_fit(a, b) {
            return None;
        }
        let enough = left.len().min(right.len()) >= if apart > 0.0 { 2 } else { 1 };
        return (apart <= 0.5 && enough)
            .then(|| (How::Reading, (bits - SPELLING_BITS - 3.0 * apart).min(CONSONANT_BITS * left.len() as f64)));
    }
    None
}

/// A long U or I that a script without vowels does write is heard in the other word too: محمود is Mahmud, not Mohammed.
fn long_vowels_fit(a: &Token, b: &Token) -> bool {
    let (native, other) = if a.script == Script::Consonants { (a, b) } else { (b, a) };
    let gaps = |sound: &str| -> Vec<String> {
        let consonant = |letter: char| !"aiuhv".contains(letter);
        sound.split(consonant).map(str::to_owned).collect()
    };
    let (native, other) = (gaps(&native.sound), gaps(&other.sound));
    let inner = native.iter().zip(&other).skip(1).take(native.len().saturating_sub(2));
    native.len() != other.len()
        || inner.into_iter().all(|(own, heard)| !own.contains('v') || heard.contains(['u', 'v']))
}

/// The end is cut off as far as the field may have cut it.
fn shortened(a: &Token, b: &Token, cut: (bool, bool)) -> Option<(How, f64)> {
    let starts = |short: &Token, long: &Token| short.text.len() >= 2 && long.text.starts_with(&short.text);
    let shorter = a.text.len().min(b.text.len());
    ((cut.0 && starts(a, b)) || (cut.1 && starts(b, a)))
        .then(|| (How::Cut, bits_by_length(shorter).min(a.bits.max(b.bits))))
}

/// One is the other's form for a woman: Ivan and Ivana, Samir and Samira, Mario and Maria. Slavic surnames bend so within a family.
fn other_sex(a: &Token, b: &Token) -> bool {
    if let (Some(one), Some(other)) = (a.feminine, b.feminine) {
        return one != other;
    }
    let ends = |token: &Token| token.text.ends_with(['a', 'e', 'h', 't']);
    let woman = |token: &Token| (token.text.ends_with('a') || token.text.ends_with("ah")) && token.text.len() > 4;
    match (a.feminine, b.feminine) {
        (Some(true), None) => return !ends(b),
        (None, Some(true)) => return !ends(a),
        (Some(false), None) => return woman(b),
        (None, Some(false)) => return woman(a),
        _ => {}
    }
    let (short, long) = if a.text.len() <= b.text.len() { (&a.text, &b.text) } else { (&b.text, &a.text) };
    let added = long
        .strip_suffix('a')
        .is_some_and(|stem| stem == short && !short.ends_with(['a', 'e', 'i', 'o', 'u', 'y', 'h']));
    let changed = long.strip_suffix('a').zip(short.strip_suffix('o')).is_some_and(|(one, other)| one == other)
        || long.strip_suffix('o').zip(short.strip_suffix('a')).is_some_and(|(one, other)| one == other);
    (added || changed) && short.len() >= 4 && !slavic::is_family(short)
}

fn typing(a: &Token, b: &Token, manner: Manner) -> Option<(How, f64)> {
    if other_sex(a, b) {
        return None;
    }
    let bits = match (a.role, b.role) {
        // A slip in a word of the lexicon says no more than the word.
        (Role::Common(_), _) => a.bits,
        (_, Role::Common(_)) => b.bits,
        _ => a.bits.max(b.bits),
    };
    // Compounds share a part with millions of others: only what names is compared.
    if let (Some(one), Some(other)) = (arabic::stem(&a.text), arabic::stem(&b.text)) {
        let same_kind = arabic::kind(&a.text) == arabic::kind(&b.text);
        let apart = latin::heard_apart(&latin::sound(one), &latin::sound(other), 1.0);
        return (same_kind && apart <= most(one.len().min(other.len())))
            .then(|| (How::Romanisation, (bits - EDIT_BITS * apart).max(0.5)));
    }
    let (short, long) = (a.text.len().min(b.text.len()), a.text.len().max(b.text.len()));
    // Whoever asks for a known name has hardly mistyped another one.
    let known = manner.asked(a, b).is_some_and(given::is_known);
    let most = most(short).min(if known { VOWEL } else { f64::MAX });
    if (long - short) as f64 * 0.5 > most {
        return None;
    }
    let apart = latin::within(&a.text, &b.text, most + SPELT);
    if apart > most + SPELT {
        return None;
    }
    let sounds = latin::heard_apart(&a.sound, &b.sound, (most - HEARD).min(apart - HEARD)) + HEARD;
    let how = if sounds < apart || apart <= 0.8 { How::Romanisation } else { How::Typing };
    let apart = apart.min(sounds);
    // Two letters that changed places are the commonest slip, and keep all letters.
    let swapped = short == long && short == 4 && apart <= 1.0 && same_letters(&a.text, &b.text);
    if apart > most && !swapped {
        return None;
    }
    let first = if a.sound.chars().next() == b.sound.chars().next() { 0.0 } else { FIRST_LETTER_BITS };
    Some((how, (bits - EDIT_BITS * apart - first).max(0.5)))
}

/// A vowel more or less, or another one.
const VOWEL: f64 = 0.8;
/// Sounds are nearer than letters, so their distance counts for more.
const HEARD: f64 = 0.4;
/// However near two words sound, their letters are no farther apart than this beyond what a slip may be.
const SPELT: f64 = 1.5;

/// How far two words of a length may be apart.
fn most(letters: usize) -> f64 {
    match letters {
        0..=3 => 0.5,
        4 => 0.7,
        5 => 1.0,
        6..=8 => 1.7,
        _ => 2.4,
    }
}

fn same_letters(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<u8> = text.bytes().collect();
        letters.sort_unstable();
        letters
    };
    a.as_bytes().first() == b.as_bytes().first() && sorted(a) == sorted(b)
}
