//! What is left when words have met: contradictions and absences.

use super::token::{Role, Token};
use crate::evidence::{Against, Alone, Evidence};
use crate::text::Script;
use crate::{arabic, given, latin};

/// A part that meets none, while the other name has one left as well (bits; chosen).
const DIFFERENT_BITS: f64 = 8.0;
/// Short parts one letter apart are another name, or a slip (bits; chosen).
const SLIP_BITS: f64 = 4.0;
/// Words of two scripts that do not meet (bits; chosen: less than what rules out one name).
const ACROSS_SCRIPTS_BITS: f64 = 7.5;
/// A part that the other name lacks (bits; chosen).
const ALONE_BITS: f64 = 2.0;
/// Names of two or three syllables are written whole: one that lacks a syllable is another one (bits; chosen).
const LACKING_BITS: f64 = 6.0;
/// An initial or a patronymic is left out more often than it is written (bits; chosen).
const SELDOM_BITS: f64 = 0.5;

/// Words that met none: against each other if both names have some, otherwise alone. `exactly` if one letter makes another name.
pub(crate) fn leftovers(evidence: &mut Evidence, left: (&[Token], &[bool]), right: (&[Token], &[bool]), exactly: bool) {
    let (mut left, mut right) = (rest(left), rest(right));
    generations(evidence, &mut left, &mut right);
    let (mut free_left, mut free_right) = (vec![true; left.len()], vec![true; right.len()]);
    for (i, j, apart) in by_nearness(&left, &right) {
        let free = free_left.get(i) == Some(&true) && free_right.get(j) == Some(&true);
        let (Some(a), Some(b)) = (left.get(i).filter(|_| free), right.get(j)) else { continue };
        let plain = |token: &Token| !matches!(token.script, Script::Han | Script::Hangul);
        let bits = contradiction(a, b, (apart <= 1.0 && plain(a) && plain(b) && !exactly, exactly));
        evidence.against.push(Against { left: a.shown.clone(), right: b.shown.clone(), bits, order: false });
        free_left.get_mut(i).into_iter().chain(free_right.get_mut(j)).for_each(|free| *free = false);
    }
    let unmet = |tokens: Vec<&'_ Token>, free: &[bool]| -> Vec<Token> {
        tokens.into_iter().zip(free).filter(|(_, free)| **free).map(|(token, _)| token.clone()).collect()
    };
    let (left, right) = (unmet(left, &free_left), unmet(right, &free_right));
    let bits = |token: &Token| {
        if exactly && token.is_name() && token.text.len() > 1 { LACKING_BITS } else { alone_bits(token) }
    };
    let alone = |token: &Token, on_left| Alone { on_left, text: token.shown.clone(), bits: bits(token) };
    evidence.alone.extend(left.iter().map(|token| alone(token, true)));
    evidence.alone.extend(right.iter().map(|token| alone(token, false)));
}

fn rest<'a>((tokens, used): (&'a [Token], &[bool])) -> Vec<&'a Token> {
    tokens.iter().zip(used).filter(|(token, used)| !**used && !token.is_weak()).map(|(token, _)| token).collect()
}

/// Father and son are told apart by a word of their own; where one name lacks it, nothing is said.
fn generations<'a>(evidence: &mut Evidence, left: &mut Vec<&'a Token>, right: &mut Vec<&'a Token>) {
    let take = |tokens: &mut Vec<&'a Token>| {
        let at = tokens.iter().position(|token| matches!(token.role, Role::Generation(_)));
        at.map(|at| tokens.remove(at))
    };
    if let (Some(a), Some(b)) = (take(left), take(right)) {
        let (left, right) = (a.shown.clone(), b.shown.clone());
        evidence.against.push(Against { left, right, bits: DIFFERENT_BITS, order: false });
    }
}

/// Words that are farther apart are not told apart.
const FAR: f64 = 3.0;

/// All pairs of words, those first that are nearest: words of trade against such, names against names.
fn by_nearness(left: &[&Token], right: &[&Token]) -> Vec<(usize, usize, f64)> {
    let mut pairs: Vec<(usize, usize, f64, f64)> = Vec::new();
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            let apart = latin::within(&a.text, &b.text, FAR).min(FAR + 1.0);
            pairs.push((i, j, apart, apart + crate::trade::unlike(a.role, b.role)));
        }
    }
    pairs.sort_by(|a, b| a.3.total_cmp(&b.3).then((a.0, a.1).cmp(&(b.0, b.1))));
    pairs.into_iter().map(|(i, j, apart, _)| (i, j, apart)).collect()
}

/// What two words in one place say that do not meet; `near` if they are a letter apart, `exactly` if their sounds are known.
fn contradiction(a: &Token, b: &Token, (near, exactly): (bool, bool)) -> f64 {
    if let Some(bits) = crate::trade::contradiction(a.role, b.role) {
        return bits;
    }
    let digits = a.has_digits() || b.has_digits();
    let short = a.text.len().min(b.text.len());
    match () {
        () if digits => DIFFERENT_BITS,
        () if short == 1 => DIFFERENT_BITS / 2.0,
        () if (near && !given::differ(a, b)) || arabic::is_parent_of(&a.text, &b.text) => SLIP_BITS,
        // Scripts without vowels and kana leave it open how the word was meant.
        () if !exactly && open_vowels(a, b) => SLIP_BITS,
        () if a.script != b.script => ACROSS_SCRIPTS_BITS,
        () => DIFFERENT_BITS,
    }
}

/// Scripts without vowels, and kana beside foreign letters.
fn open_vowels(a: &Token, b: &Token) -> bool {
    let either = |one: Script| a.script == one || b.script == one;
    either(Script::Consonants) || (either(Script::Kana) && either(Script::Alphabet))
}

fn alone_bits(token: &Token) -> f64 {
    if let Role::Common(concept) = token.role {
        return crate::trade::alone_bits(concept);
    }
    let text = token.text.as_str();
    let patronymic = text.len() > 6 && ["vich", "vna", "ovic", "evic", "ich"].iter().any(|end| text.ends_with(end));
    let seldom = patronymic || text.len() == 1 || matches!(token.role, Role::Generation(_));
    if seldom { SELDOM_BITS } else { ALONE_BITS }
}
