//! Two names against each other, in every tradition that both can be read in.

use crate::evidence::{Evidence, How, Part};
use crate::judgement::{Judgement, PRIOR_BITS};
use crate::name::{Kind, Name};
use crate::nanori::Guess;
use crate::parts::{Manner, Token};
use crate::text::{Script, Word, shown};
use crate::{chinese, data, japanese, korean, organisation, parts};

/// Judges two written names.
pub fn judge(left: &str, right: &str, kind: Kind) -> Judgement {
    judge_names(&Name::new(left, kind), &Name::new(right, kind))
}

/// Judges two names that were read before. The order of the two does not matter but for what stands left and right.
pub fn judge_names(left: &Name, right: &Name) -> Judgement {
    let pairs = left.all().flat_map(|one| right.all().map(move |other| (one, other)));
    best(pairs.map(|(one, other)| in_one_order(one, other, Manner::Known)))
}

fn best(judged: impl Iterator<Item = Evidence>) -> Judgement {
    let best = judged.reduce(|best, next| if next.bits() > best.bits() { next } else { best });
    best.map(Judgement::of).unwrap_or_default()
}

/// Always in one order, so that ways that are equally good are chosen alike.
fn in_one_order(left: &Name, right: &Name, manner: Manner) -> Evidence {
    if left.is_empty() || right.is_empty() {
        return Evidence::default();
    }
    let written = |name: &'_ Name| -> Vec<String> {
        let words = name.words().iter().map(|word| &word.shown);
        words.chain(name.tokens.iter().map(|token| &token.shown)).cloned().collect()
    };
    if written(left) > written(right) {
        return evidence(right, left, manner.mirrored()).mirrored();
    }
    evidence(left, right, manner)
}

fn evidence(left: &Name, right: &Name, manner: Manner) -> Evidence {
    let cut = (left.may_be_cut() && left.words().len() > 1, right.may_be_cut() && right.words().len() > 1);
    let person = left.kind() == Kind::Person;
    let exactly = person && (by_kana(left, right) || (manner == Manner::Known && by_syllables(left, right)));
    let mut best =
        if exactly { parts::compare_exactly(&left.tokens, &right.tokens) } else { together(left, right, cut, manner) };
    capped(&mut best, left, right);
    let readings = |of: fn(&Name, &Name) -> Option<Evidence>| if person { of(left, right) } else { None };
    let others = [
        readings(characters),
        readings(korean),
        readings(chinese),
        if person { japanese(left, right, cut, Guess::Possible) } else { None },
    ];
    for other in others.into_iter().flatten() {
        if other.bits() > best.bits() {
            best = other;
        }
    }
    best
}

/// How two names are compared that were taken apart.
type Compare = fn(&[Token], &[Token], (bool, bool), Manner) -> Evidence;

/// Compounds, or phrases of the lexicon, as one word, or word by word: what says more.
fn together(left: &Name, right: &Name, cut: (bool, bool), manner: Manner) -> Evidence {
    let (compare, one_by_one): (Compare, bool) = match left.kind() {
        // Whoever asks a list may have taken a compound apart (`Latif Mansur Abdul`).
        Kind::Person => (parts::compare, manner != Manner::Known),
        Kind::Organisation => (organisation::compare, true),
    };
    let whole = compare(&left.tokens, &right.tokens, cut, manner);
    if !one_by_one || (left.single.is_none() && right.single.is_none()) {
        return whole;
    }
    let parted = compare(left.single(), right.single(), cut, manner);
    if parted.bits() > whole.bits() { parted } else { whole }
}

/// Both are in Latin letters and spelt as Korean or as Chinese names are from end to end: there one letter makes another syllable, and another name.
fn by_syllables(left: &Name, right: &Name) -> bool {
    let latin = |name: &Name| name.words().iter().all(|word| word.script == Script::Alphabet);
    latin(left)
        && latin(right)
        && ((left.is_korean() && right.is_korean()) || (left.is_chinese() && right.is_chinese()))
}

/// Judges two names as [`judge_names`] does, and also takes one slip anywhere in the whole name for what it is. Korean or Chinese names that
/// differ in one letter mostly are two people's, so this is for lists, where a person looks at every match. The left name is the one that is
/// asked for.
pub fn judge_loosely(left: &Name, right: &Name) -> Judgement {
    let pairs = left.all().flat_map(|one| right.all().map(move |other| (one, other)));
    let judged = best(pairs.map(|(one, other)| in_one_order(one, other, Manner::Left)));
    let said = |name: &Name| name.tokens.iter().map(|token| token.bits).sum::<f64>();
    match parts::whole_slip(left.words(), right.words(), said(left).max(said(right))).map(Judgement::of) {
        Some(slip) if slip.bits > judged.bits => slip,
        _ => judged,
    }
}

/// Whether two names of Korea, China or Japan could be one, quickly: for an index, before they are judged.
pub fn may_meet(left: &Name, right: &Name) -> bool {
    left.all().any(|one| right.all().any(|other| either_may_meet(one, other)))
}

fn either_may_meet(left: &Name, right: &Name) -> bool {
    korean::may_meet(left.korean(), right.korean())
        || chinese::may_meet(left.chinese(), right.chinese())
        || characters(left, right).is_some()
        || (left.is_alphabetic() != right.is_alphabetic()
            && japanese(left, right, (false, false), Guess::No).is_some_and(|evidence| evidence.against.is_empty()))
}

/// What one part can say at most beside a contradiction: families share surnames, however rare (bits; chosen).
const BESIDE_CONTRADICTION: f64 = 10.0;

/// What several parts can say at most beside one that is another word altogether (bits; chosen, so that brothers with two surnames, or two firms of one
/// group, end as undecided).
const SEVERAL_BESIDE_CONTRADICTION: f64 = 15.0;
/// The same where a script leaves vowels out, so that little can be said against it (bits; chosen: undecided).
const SEVERAL_WITHOUT_VOWELS: f64 = 11.5;
/// A contradiction that weighs as much is no slip.
const CONTRADICTION: f64 = 8.0;

/// One part of several is not enough, however rare it is: `Putin` is not yet `Vladimir Putin`, and `Igor Putin` is another. Nor are several beside
/// another given name, or another proper word of an organisation.
fn capped(evidence: &mut Evidence, left: &Name, right: &Name) {
    let several = left.tokens.len().max(right.tokens.len()) > 1;
    let (single, person) = (evidence.parts.len() == 1, left.kind() == Kind::Person);
    let most = match (evidence.against.is_empty(), evidence.alone.is_empty()) {
        (false, _) if single && person => BESIDE_CONTRADICTION,
        (false, _) if vowelless(left) || vowelless(right) => SEVERAL_WITHOUT_VOWELS,
        (false, _) if evidence.against.iter().any(|pair| pair.bits >= CONTRADICTION) => SEVERAL_BESIDE_CONTRADICTION,
        (true, false) if single && person && several => PRIOR_BITS - 1.0,
        _ => return,
    };
    let sum: f64 = evidence.parts.iter().map(|part| part.bits).sum();
    if sum > most {
        evidence.parts.iter_mut().for_each(|part| part.bits *= most / sum);
    }
}

fn vowelless(name: &Name) -> bool {
    name.words().iter().any(|word| word.script == Script::Consonants)
}

/// Both can be read as Japanese, and one is in kana: their sounds are known exactly, so nearness means another name.
fn by_kana(left: &Name, right: &Name) -> bool {
    let kana = |name: &Name| name.words().iter().any(|word| word.script == Script::Kana);
    (kana(left) || kana(right)) && left.japanese().is_some() && right.japanese().is_some()
}

/// Both in Chinese characters: the same ones in any of their forms, with and without a space.
fn characters(left: &Name, right: &Name) -> Option<Evidence> {
    let whole = |words: &[Word]| -> Option<String> {
        let native = words.iter().any(|word| word.script == Script::Han);
        let plain = words.iter().all(|word| matches!(word.script, Script::Han | Script::Kana));
        (native && plain).then(|| words.iter().flat_map(|word| word.text.chars()).map(data::variant).collect())
    };
    let (a, b) = (whole(left.words())?, whole(right.words())?);
    (a == b).then(|| {
        let bits = 6.0 * a.chars().count() as f64 - 4.0;
        let part = Part { left: shown(left.words()), right: shown(right.words()), how: vec![How::Same], bits };
        Evidence { parts: vec![part], ..Evidence::default() }
    })
}

fn korean(left: &Name, right: &Name) -> Option<Evidence> {
    let latin = left.is_alphabetic() && right.is_alphabetic();
    let of = |name: &Name| name.words().iter().any(|word| word.script == Script::Hangul);
    // Characters against characters are compared as such; kana against kana and kana against Latin, as Japanese.
    let worth = latin || of(left) || of(right) || mixed(left, right);
    // Kana against Latin letters that are Japanese: only a known Korean surname makes it worth another look.
    let known = latin
        || (by_kana(left, right) && left.words().iter().chain(right.words()).all(|word| word.script != Script::Han));
    if !worth {
        return None;
    }
    let loose = |name: &Name| (name.korean().is_empty() && !latin).then(|| korean::loose_sequences(name.words()));
    let (left_ways, right_ways) = (loose(left), loose(right));
    let left = (left_ways.as_deref().unwrap_or(left.korean()), left.words());
    korean::compare(left, (right_ways.as_deref().unwrap_or(right.korean()), right.words()), known)
}

fn chinese(left: &Name, right: &Name) -> Option<Evidence> {
    let latin = left.is_alphabetic() && right.is_alphabetic();
    // Hangul is read as Chinese against Latin letters alone: characters have Korean readings of their own.
    let hangul = |name: &Name| name.words().iter().any(|word| word.script == Script::Hangul);
    // A syllable of Hangul stands for so many characters that a Korean name in Latin letters would meet any.
    let other = |name: &Name| !name.is_alphabetic() || name.is_korean();
    let apart = (hangul(left) && other(right)) || (hangul(right) && other(left));
    (latin || (mixed(left, right) && !apart))
        .then(|| chinese::compare(left.chinese(), right.chinese(), latin))
        .flatten()
}

fn japanese(left: &Name, right: &Name, cut: (bool, bool), guess: Guess) -> Option<Evidence> {
    // In Latin letters `Oh` and `Woo` are one sound to Japan, and two surnames of Korea.
    if left.is_alphabetic() && right.is_alphabetic() && left.is_korean() && right.is_korean() {
        return None;
    }
    japanese::compare(left.japanese()?, right.japanese()?, cut, guess)
}

/// The two are written in different scripts.
fn mixed(left: &Name, right: &Name) -> bool {
    let script = |name: &Name| name.words().iter().map(|word| word.script).find(|script| *script != Script::Alphabet);
    script(left) != script(right)
}
