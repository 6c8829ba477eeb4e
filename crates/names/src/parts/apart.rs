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
    while let Some((i, j, apart)) = nearest(&left, &right) {
        let (a, b) = (left.remove(i), right.remove(j));
        let bits = contradiction(a, b, apart <= 1.0 && !exactly);
        evidence.against.push(Against { left: a.shown.clone(), right: b.shown.clone(), bits, order: false });
    }
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

/// The two words that are nearest stand against each other: words of trade against such, names against names.
fn nearest(left: &[&Token], right: &[&Token]) -> Option<(usize, usize, f64)> {
    let mut best: Option<(usize, usize, f64, f64)> = None;
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            let apart = latin::within(&a.text, &b.text, FAR).min(FAR + 1.0);
            let rank = apart + crate::trade::unlike(a.role, b.role);
            if best.is_none_or(|(_, _, _, least)| rank < least) {
                best = Some((i, j, apart, rank));
            }
        }
    }
    best.map(|(i, j, apart, _)| (i, j, apart))
}

/// What two words in one place say that do not meet; `near` if they are a letter apart.
fn contradiction(a: &Token, b: &Token, near: bool) -> f64 {
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
        () if a.script == Script::Consonants || b.script == Script::Consonants => SLIP_BITS,
        () if a.script != b.script => ACROSS_SCRIPTS_BITS,
        () => DIFFERENT_BITS,
    }
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
