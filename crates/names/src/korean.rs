//! Two names read as Korean ones: Hangul, Chinese characters, any usual Latin spelling, kana.

use crate::data;
use crate::evidence::{Against, Evidence, How, Part};
use crate::jamo::{self, Syllable};
use crate::romaji;
use crate::text::{Script, Word};

/// Bearers per million of the commonest Korean surnames (Statistics Korea, population census 2015, rounded).
const SURNAMES: &str = "김215000 이147000 박84000 최47000 정43000 강24000 조21000 윤20500 장20000 임16600 한15600 오15400 서15100 신15000 \
    권14200 황14000 안13800 송13700 류13000 유13000 전11200 홍11200 고9500 문9300 양9300 손9200 배8100 백7700 허6600 남5600 심5500 노6000 \
    하4600 곽4100 성4000 차3900 주4700 우3900 구4200 나3300 민3500 진3700 지3200 엄2900 채2600 원2600 천2500 방2800 공1850 현1780 함1600 변2300 염1400 \
    여1500 추1200 도1100 소1100 석1000 선900 설850 마780 길770 연670 위580 표570 명580 기540 반520 라500 왕480 금480 옥480 육460 인440 맹440 제440 모430 \
    탁430 국430 어380 은330 편320 용290 예270 경260 봉240 사210 부200 황보200 남궁420 제갈110 선우70 독고20 사공90";
/// Bearers per million of a surname that is not among them.
const RARE_SURNAME: f64 = 150.0;
/// A syllable of a given name says so much (bits): some two hundred are in use, unevenly; measured by chance meetings of spellings.
const GIVEN_BITS: f64 = 4.5;
/// A loose spelling says so much less (bits; chosen).
const LOOSE_BITS: f64 = 0.6;
/// A surname alone that is heard alike says so much less (bits; chosen).
const NEAR_BITS: f64 = 3.0;
/// A given name that differs speaks against one person (bits; chosen: a slip or another name is rarer than a namesake).
const DIFFERENT_BITS: f64 = 9.0;

static SURNAME_SOUNDS: std::sync::LazyLock<Vec<(Vec<Syllable>, f64)>> = std::sync::LazyLock::new(|| {
    let of = |entry: &str| {
        let digits = entry.find(|letter: char| letter.is_ascii_digit())?;
        let share = entry[digits..].parse().ok()?;
        Some((entry[..digits].chars().filter_map(jamo::of_block).collect(), share))
    };
    SURNAMES.split_whitespace().filter_map(of).collect()
});

/// One way to read a name in one order of its words.
#[derive(Clone, Debug)]
pub(crate) struct Sequence {
    syllables: Vec<Syllable>,
    /// For each syllable the number of the word it comes from.
    words: Vec<usize>,
    /// The words stand in another order than written.
    turned: bool,
}

/// The words in the orders in which Korean, Japanese and Chinese names are written: as they stand, the last one first (given names
/// before the surname), the first one last. Words that a hyphen joins stay together.
pub(crate) fn orders(joined: &[bool]) -> Vec<(Vec<usize>, bool)> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (word, joined) in joined.iter().enumerate() {
        match groups.last_mut() {
            Some(group) if *joined => group.push(word),
            _ => groups.push(vec![word]),
        }
    }
    let mut orders = vec![(groups.concat(), false)];
    if groups.len() >= 2 {
        groups.rotate_right(1);
        orders.push((groups.concat(), true));
    }
    if groups.len() >= 3 {
        groups.rotate_left(2);
        orders.push((groups.concat(), true));
    }
    orders
}

/// Which words a hyphen joins to the one before.
pub(crate) fn joined(words: &[Word]) -> Vec<bool> {
    words.iter().map(|word| word.joined).collect()
}

fn syllables(word: &Word, strict: bool) -> Vec<Vec<Syllable>> {
    match word.script {
        Script::Alphabet if word.text.len() <= 14 => jamo::LATIN.syllables(&word.text, strict),
        Script::Hangul => vec![word.text.chars().filter_map(jamo::of_block).collect()],
        Script::Kana => {
            let spelt = romaji::spellings_of_kana(&word.text);
            spelt.iter().filter(|text| text.len() <= 20).flat_map(|text| jamo::KANA.syllables(text, false)).collect()
        }
        Script::Han => {
            let read: Option<Vec<Syllable>> = word.text.chars().map(of_character).collect();
            read.into_iter().collect()
        }
        _ => Vec::new(),
    }
}

fn of_character(letter: char) -> Option<Syllable> {
    let known = data::character(letter).map_or(&[][..], |known| known.hangul.as_slice());
    let blocks = known.iter().copied().chain(data::rare_hangul(letter).filter(|_| known.is_empty()));
    blocks.filter_map(jamo::of_block).reduce(Syllable::or)
}

/// All ways to read a name as a Korean one; none if a word cannot be read so, or it is too long.
pub(crate) fn sequences(words: &[Word]) -> Vec<Sequence> {
    // Several Latin words that are read loosely could be Korean whatever they are.
    read(words, words.len() > 1 && words.iter().all(|word| word.script == Script::Alphabet))
}

/// The same for a name that stands beside one in Korean letters or characters.
pub(crate) fn loose_sequences(words: &[Word]) -> Vec<Sequence> {
    read(words, false)
}

fn read(words: &[Word], strict: bool) -> Vec<Sequence> {
    if words.is_empty() || words.len() > 4 {
        return Vec::new();
    }
    let letters: usize = words.iter().map(|word| word.text.len()).sum();
    if strict && letters > 24 {
        return Vec::new();
    }
    let read: Vec<Vec<Vec<Syllable>>> = words.iter().map(|word| syllables(word, strict)).collect();
    if read.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let mut sequences = Vec::new();
    for (order, turned) in orders(&joined(words)) {
        let mut open = vec![Sequence { syllables: Vec::new(), words: Vec::new(), turned }];
        for word in order {
            let ways = read.get(word).map_or(&[][..], Vec::as_slice);
            open = open.iter().flat_map(|sequence| ways.iter().map(|way| sequence.and(way, word))).collect();
            open.retain(|sequence| sequence.syllables.len() <= 4);
            open.truncate(if strict { 16 } else { 200 });
        }
        sequences.extend(open);
    }
    sequences
}

impl Sequence {
    fn and(&self, way: &[Syllable], word: usize) -> Self {
        let mut longer = self.clone();
        longer.syllables.extend_from_slice(way);
        longer.words.resize(longer.syllables.len(), word);
        longer
    }
}

/// Bits of a surname that both may be: how many people bear one that both spellings may stand for. Nothing for syllables that are no
/// surname of the list. `usual` if loose spellings are none.
fn surname_bits(left: &[Syllable], right: &[Syllable], usual: bool) -> Option<f64> {
    let fits = |known: &Syllable, read: &Syllable| {
        if usual { known.meet_but_onset(*read) } else { known.cost(*read).is_some() }
    };
    let may_be = |known: &[Syllable], read: &[Syllable]| {
        known.len() == read.len() && known.iter().zip(read).all(|(known, read)| fits(known, read))
    };
    let both = SURNAME_SOUNDS.iter().filter(|(known, _)| may_be(known, left) && may_be(known, right));
    let share: f64 = both.map(|(_, share)| share).sum();
    (share > 0.0).then(|| (1e6 / (share + RARE_SURNAME)).log2())
}

/// What the best way to read both as Korean names says. `known` is true if
/// the first part must be a known surname, because neither script says that the name is Korean.
pub(crate) fn compare(left: (&[Sequence], &[Word]), right: (&[Sequence], &[Word]), known: bool) -> Option<Evidence> {
    let mut best: Option<(f64, Evidence)> = None;
    for a in left.0 {
        for b in right.0.iter().filter(|b| b.syllables.len() == a.syllables.len() && !(a.turned && b.turned)) {
            let Some(evidence) = aligned((a, left.1), (b, right.1), known) else { continue };
            let bits = evidence.bits();
            if best.as_ref().is_none_or(|(most, _)| bits > *most) {
                best = Some((bits, evidence));
            }
        }
    }
    best.map(|(_, evidence)| evidence)
}

fn aligned(left: (&Sequence, &[Word]), right: (&Sequence, &[Word]), known: bool) -> Option<Evidence> {
    let (a, b) = (&left.0.syllables, &right.0.syllables);
    if let ([one], [other], [_], [_]) = (&a[..], &b[..], left.1, right.1)
        && one.cost(*other).is_none()
        && one.near(*other)
    {
        return Some(heard_alike(left, right));
    }
    if !a.iter().zip(b).any(|(a, b)| a.cost(*b).is_some()) {
        return None;
    }
    let long = a.len() > 3 && surname_bits(a.get(..2)?, b.get(..2)?, known).is_some();
    let size = if long { 2 } else { 1 };
    let (family, given) = (a.split_at(size), b.split_at(size));
    let common = surname_bits(family.0, given.0, known);
    // One word on both sides cannot be taken for much, so it needs no known surname.
    let single = left.1.len() == 1 && right.1.len() == 1;
    // In Latin letters alone a surname is a word of its own.
    let own = |sequence: &Sequence| sequence.words.get(size - 1) != sequence.words.get(size);
    if known && (common.is_none() || !own(left.0) || !own(right.0)) && !single {
        return None;
    }
    let exact = known && !single;
    let mut evidence = Evidence::default();
    let spans = [(0..size, common), (size..a.len(), None)];
    for (range, bits) in spans.into_iter().filter(|(range, _)| !range.is_empty()) {
        span(&mut evidence, (left, right), range, (bits, exact))?;
    }
    Some(evidence)
}

/// A name as one way to read it, with its words.
type Read<'a> = (&'a Sequence, &'a [Word]);

/// What the surname or the given name says. Nothing if the spellings meet only loosely, where they must not.
fn span(
    evidence: &mut Evidence,
    (left, right): (Read, Read),
    range: std::ops::Range<usize>,
    (bits, exact): (Option<f64>, bool),
) -> Option<()> {
    let (a, b) = (&left.0.syllables, &right.0.syllables);
    let pairs = a.get(range.clone())?.iter().zip(b.get(range.clone())?);
    let costs: Option<Vec<u32>> = pairs.clone().map(|(a, b)| a.cost(*b)).collect();
    let (shown_left, shown_right) = (shown(left, range.clone()), shown(right, range.clone()));
    let surname = range.start == 0;
    match costs {
        Some(costs) if exact && costs.iter().any(|loose| *loose > 0) && !(surname && initial(a, b)) => return None,
        Some(costs) => {
            let loose: u32 = costs.iter().sum();
            let full = bits.unwrap_or(GIVEN_BITS * range.len() as f64 + if surname { 5.0 } else { 0.0 });
            let bits = (full - LOOSE_BITS * f64::from(loose)).max(0.5);
            evidence.parts.push(Part { left: shown_left, right: shown_right, how: how(left, right), bits });
        }
        None => {
            let near = pairs.filter(|(a, b)| a.places(**b) < 2).count() == 0;
            let bits = if near { DIFFERENT_BITS - 3.0 } else { DIFFERENT_BITS };
            evidence.against.push(Against { left: shown_left, right: shown_right, bits, order: false });
        }
    }
    Some(())
}

/// The surnames differ by an onset alone that is dropped or changed at the start of words.
fn initial(a: &[Syllable], b: &[Syllable]) -> bool {
    a.first().zip(b.first()).is_some_and(|(a, b)| a.meet_but_onset(*b))
}

/// One syllable on both sides, spelt as if it were another one that is heard alike.
fn heard_alike(left: (&Sequence, &[Word]), right: (&Sequence, &[Word])) -> Evidence {
    let bits = GIVEN_BITS - NEAR_BITS;
    let part = Part { left: shown(left, 0..1), right: shown(right, 0..1), how: how(left, right), bits };
    Evidence { parts: vec![part], ..Evidence::default() }
}

fn how(left: (&Sequence, &[Word]), right: (&Sequence, &[Word])) -> Vec<How> {
    let native = |words: &[Word]| words.iter().any(|word| word.script != Script::Alphabet);
    let mut how = vec![match (native(left.1), native(right.1)) {
        (false, false) => How::Romanisation,
        _ => How::Reading,
    }];
    if left.0.turned != right.0.turned {
        how.push(How::Order);
    }
    how
}

/// What stands for these syllables on one side.
fn shown(of: (&Sequence, &[Word]), range: std::ops::Range<usize>) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut last = usize::MAX;
    for place in range {
        let Some(word) = of.0.words.get(place).and_then(|number| of.1.get(*number)) else { continue };
        let number = of.0.words.get(place).copied().unwrap_or_default();
        let start = of.0.words.iter().position(|other| *other == number).unwrap_or(place);
        let letters = word.shown.chars().count();
        let whole = of.0.words.iter().filter(|other| **other == number).count();
        if letters == whole {
            let letter = word.shown.chars().nth(place - start).map(String::from).unwrap_or_default();
            match parts.last_mut() {
                Some(part) if last == number => part.push_str(&letter),
                _ => parts.push(letter),
            }
        } else if last != number {
            parts.push(word.shown.clone());
        }
        last = number;
    }
    parts.join(" ")
}

/// The surnames of the list that some way to read the name begins with, by their place in it.
pub(crate) fn surnames(sequences: &[Sequence]) -> impl Iterator<Item = u16> {
    (0u16..).zip(SURNAME_SOUNDS.iter()).filter_map(|(place, (known, _))| {
        let begins = |sequence: &Sequence| {
            let read = sequence.syllables.get(..known.len());
            sequence.syllables.len() > known.len()
                && read.is_some_and(|read| known.iter().zip(read).all(|(known, read)| known.cost(*read) == Some(0)))
        };
        sequences.iter().any(begins).then_some(place)
    })
}

/// Some way to read one agrees with some way to read the other, from end to end.
pub(crate) fn may_meet(left: &[Sequence], right: &[Sequence]) -> bool {
    left.iter().any(|a| {
        right.iter().filter(|b| !(a.turned && b.turned)).any(|b| {
            a.syllables.len() == b.syllables.len()
                && a.syllables.iter().zip(&b.syllables).all(|(a, b)| a.cost(*b).is_some())
        })
    })
}

/// Whether some way to read the name gives two or three syllables of which the first is a known surname, in letters of a usual system.
pub(crate) fn is_name(sequences: &[Sequence]) -> bool {
    sequences.iter().any(|sequence| {
        let known = |size: usize| {
            let read = sequence.syllables.get(..size);
            read.is_some_and(|read| SURNAME_SOUNDS.iter().any(|(known, _)| all_usual(known, read)))
        };
        match sequence.syllables.len() {
            2 | 3 => known(1),
            4 => known(2),
            _ => false,
        }
    })
}

fn all_usual(known: &[Syllable], read: &[Syllable]) -> bool {
    known.len() == read.len() && known.iter().zip(read).all(|(known, read)| known.cost(*read) == Some(0))
}

/// The number of syllables of two runs of words that some ways to read them read alike from end to end, in the order in which they stand; only by usual
/// systems if `strict`.
pub(crate) fn whole(left: &[Sequence], right: &[Sequence], strict: bool) -> Option<usize> {
    let most = if strict { 0 } else { 1 };
    let pairs = left.iter().filter(|a| !a.turned).flat_map(|a| right.iter().filter(|b| !b.turned).map(move |b| (a, b)));
    let cost = |a: &Sequence, b: &Sequence| -> Option<u32> {
        let same = a.syllables.len() == b.syllables.len();
        let costs: Option<Vec<u32>> = a.syllables.iter().zip(&b.syllables).map(|(a, b)| a.cost(*b)).collect();
        costs.filter(|_| same).map(|costs| costs.iter().sum())
    };
    pairs.filter(|(a, b)| cost(a, b).is_some_and(|cost| cost <= most)).map(|(a, _)| a.syllables.len()).max()
}
