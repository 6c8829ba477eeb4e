//! Two names read as Chinese ones: characters, Pinyin, Wade-Giles, Cantonese spellings.

mod spelling;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::data;
use crate::evidence::{Against, Evidence, How, Part};
use crate::korean::{joined, orders};
use crate::text::{Script, Word};
use spelling::{SPELLINGS, Set, Syllable};

const RARE_SURNAME: f64 = 300.0;
/// A syllable of a given name says so much (bits): a few hundred in use, unevenly; chosen.
const GIVEN_BITS: f64 = 5.0;
const LOOSE_BITS: f64 = 1.0;
const DIFFERENT_BITS: f64 = 9.0;

/// One way to read a name in one order of its words.
#[derive(Clone, Debug)]
pub(crate) struct Sequence {
    syllables: Vec<Syllable>,
    shown: Vec<String>,
    turned: bool,
}

/// Pinyin syllables of the characters that a Korean syllable may stand for: Koreans of China stand as `Jin Zhexiu` in a passport of theirs.
static HANGUL: LazyLock<HashMap<char, Set>> = LazyLock::new(|| {
    let mut syllables: HashMap<char, Set> = HashMap::new();
    for (_, known) in data::characters() {
        for block in &known.hangul {
            known.pinyin.iter().take(1).for_each(|pinyin| syllables.entry(*block).or_default().insert(pinyin));
        }
    }
    syllables
});

fn ways(word: &Word) -> Vec<Vec<(Syllable, String)>> {
    match word.script {
        Script::Han => {
            let of = |letter: char| {
                let known = data::character(letter)?;
                let mut syllable = Syllable::default();
                known.pinyin.iter().for_each(|pinyin| syllable.usual.insert(pinyin));
                (!syllable.usual.is_empty()).then(|| (syllable, letter.to_string()))
            };
            let read: Option<Vec<_>> = word.text.chars().map(of).collect();
            read.into_iter().collect()
        }
        Script::Hangul => {
            let of = |letter: char| {
                let loose = HANGUL.get(&letter).copied()?;
                Some((Syllable { usual: Set::default(), loose }, letter.to_string()))
            };
            let read: Option<Vec<_>> = word.text.chars().map(of).collect();
            read.into_iter().collect()
        }
        Script::Alphabet if word.text.len() <= 18 => {
            let mut ways = Vec::new();
            split(&word.text, &mut Vec::new(), &mut ways);
            ways
        }
        _ => Vec::new(),
    }
}

fn split(rest: &str, done: &mut Vec<(Syllable, String)>, ways: &mut Vec<Vec<(Syllable, String)>>) {
    if rest.is_empty() {
        ways.push(done.clone());
        return;
    }
    if done.len() == 3 || ways.len() >= 8 {
        return;
    }
    for size in (1..=rest.len().min(6)).rev() {
        let Some(found) = rest.get(..size).and_then(|start| SPELLINGS.get(start)) else { continue };
        // Inside a word only Pinyin is written without a space.
        let alone = done.is_empty() && size == rest.len();
        let syllable = if alone { *found } else { Syllable { usual: found.usual, loose: Set::default() } };
        if syllable.usual.is_empty() && syllable.loose.is_empty() {
            continue;
        }
        done.push((syllable, rest[..size].to_owned()));
        split(&rest[size..], done, ways);
        done.pop();
    }
}

/// All ways to read a name as a Chinese one; none if a word cannot be read so, or it is too long.
pub(crate) fn sequences(words: &[Word]) -> Vec<Sequence> {
    if words.is_empty() || words.len() > 4 {
        return Vec::new();
    }
    let read: Vec<Vec<Vec<(Syllable, String)>>> = words.iter().map(ways).collect();
    if read.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let mut sequences = Vec::new();
    for (order, turned) in orders(&joined(words)) {
        let mut open = vec![Sequence { syllables: Vec::new(), shown: Vec::new(), turned }];
        for ways in order.iter().filter_map(|word| read.get(*word)) {
            let longer = |sequence: &Sequence, way: &Vec<(Syllable, String)>| {
                let mut longer = sequence.clone();
                way.iter().for_each(|(syllable, shown)| {
                    longer.syllables.push(*syllable);
                    longer.shown.push(shown.clone());
                });
                longer
            };
            open = open.iter().flat_map(|sequence| ways.iter().map(move |way| longer(sequence, way))).collect();
            open.retain(|sequence| sequence.syllables.len() <= 4);
            open.truncate(64);
        }
        sequences.extend(open);
    }
    sequences
}

/// What the best way to read both as Chinese names says. Names that both are in Latin letters must begin with a common surname.
pub(crate) fn compare(left: &[Sequence], right: &[Sequence], latin: bool) -> Option<Evidence> {
    let mut best: Option<(f64, Evidence)> = None;
    for a in left {
        for b in right.iter().filter(|b| b.syllables.len() == a.syllables.len() && !(a.turned && b.turned)) {
            let Some(evidence) = aligned(a, b, latin) else { continue };
            let bits = evidence.bits();
            if best.as_ref().is_none_or(|(most, _)| bits > *most) {
                best = Some((bits, evidence));
            }
        }
    }
    best.map(|(_, evidence)| evidence)
}

fn aligned(a: &Sequence, b: &Sequence, latin: bool) -> Option<Evidence> {
    let (first, other) = (a.syllables.first()?, b.syllables.first()?);
    let common = first.both(other).share();
    if latin && common == 0.0 {
        return None;
    }
    let mut how = vec![if latin { How::Romanisation } else { How::Reading }];
    how.extend((a.turned != b.turned).then_some(How::Order));
    let mut evidence = Evidence::default();
    for (start, end) in [(0, 1), (1, a.syllables.len())].into_iter().filter(|(start, end)| start < end) {
        let cost = |(a, b): (&Syllable, &Syllable)| if latin { a.cost_in_latin(b) } else { a.cost(b) };
        let costs: Option<Vec<u32>> =
            a.syllables.get(start..end)?.iter().zip(b.syllables.get(start..end)?).map(cost).collect();
        let (left, right) = (a.shown.get(start..end)?.concat(), b.shown.get(start..end)?.concat());
        match costs {
            Some(costs) => {
                let loose = f64::from(costs.iter().sum::<u32>()) * LOOSE_BITS;
                let full =
                    if start == 0 { (1e6 / (common + RARE_SURNAME)).log2() } else { GIVEN_BITS * (end - start) as f64 };
                evidence.parts.push(Part { left, right, how: how.clone(), bits: (full - loose).max(0.5) });
            }
            None => evidence.against.push(Against { left, right, bits: DIFFERENT_BITS, order: false }),
        }
    }
    (!evidence.parts.is_empty()).then_some(evidence)
}

/// Whether some way to read the name gives two or three syllables of which the first is a common surname.
pub(crate) fn is_name(sequences: &[Sequence]) -> bool {
    sequences.iter().any(|sequence| {
        let first = sequence.syllables.first().is_some_and(|syllable| syllable.usual.share() > 0.0);
        first
            && matches!(sequence.syllables.len(), 2 | 3)
            && sequence.syllables.iter().all(|syllable| !syllable.usual.is_empty())
    })
}

/// The number of syllables of two runs of words that some ways to read them read alike from end to end, in the order in which they stand; only by usual
/// systems if `strict`.
pub(crate) fn whole(left: &[Sequence], right: &[Sequence], strict: bool) -> Option<usize> {
    let most = if strict { 0 } else { 1 };
    let pairs = left.iter().filter(|a| !a.turned).flat_map(|a| right.iter().filter(|b| !b.turned).map(move |b| (a, b)));
    let alike = |a: &Sequence, b: &Sequence| {
        a.syllables.len() == b.syllables.len()
            && a.syllables.iter().zip(&b.syllables).all(|(a, b)| a.cost(b).is_some_and(|cost| cost <= most))
    };
    pairs.filter(|(a, b)| alike(a, b)).map(|(a, _)| a.syllables.len()).max()
}

/// The common surnames that some way to read the name begins with, by their number among syllables.
pub(crate) fn surnames(sequences: &[Sequence]) -> impl Iterator<Item = u16> {
    let first = |sequence: &Sequence| {
        sequence.syllables.first().filter(|_| sequence.syllables.len() >= 2).map(|first| first.usual)
    };
    sequences.iter().filter_map(first).fold(Set::default(), Set::or).surnames()
}

/// Some way to read one agrees with some way to read the other, from end to end.
pub(crate) fn may_meet(left: &[Sequence], right: &[Sequence]) -> bool {
    left.iter().any(|a| {
        right.iter().any(|b| {
            a.syllables.len() == b.syllables.len()
                && a.syllables.iter().zip(&b.syllables).all(|(a, b)| a.cost(b).is_some())
        })
    })
}
