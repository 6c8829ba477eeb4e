//! Two names read as Japanese ones: kanji by their readings, kana, Latin letters.

use crate::data;
use crate::evidence::{Against, Evidence, How, Part};
use crate::judgement::PRIOR_BITS;
use crate::korean::{joined, orders};
use crate::latin;
use crate::likelihood::{self, written};
use crate::nanori::{Beyond, Guess};
use crate::readings::{Piece, first_readings, pieces, reads, reads_in_part, reads_with, sounds};
use crate::romaji::{self, Fold};
use crate::text::{Script, Word};

/// What a surname and a given name say that are not among the commonest (bits): one in a thousand, one in five hundred bears them;
/// chosen after the lengths of the tails in name statistics.
const SURNAME_BITS: f64 = 10.0;
const GIVEN_BITS: f64 = 9.0;
/// A part of so few letters is shared by many names (bits; chosen).
const SHORT_BITS: f64 = 6.0;
/// Another surname or given name in the same place (bits; chosen).
const DIFFERENT_BITS: f64 = 10.0;
/// Kana of both sides agree but for a length (bits off; chosen).
const LENGTH_BITS: f64 = 10.0;

/// What is added to what a reading says ([`crate::likelihood`]), so that beside a surname that meets the verdict is *same* where names of the
/// dictionaries, each left out of the counts in its turn, and other names are told apart best (bits).
const READING_BITS: f64 = 3.2;
/// Surname and given name together have so many letters.
const LEAST_TOGETHER: usize = 7;
/// A reading says no less than this against a name: parents read characters freely (bits; chosen).
const LEAST_BITS: f64 = -4.0;

/// A name read as a Japanese one.
#[derive(Clone, Debug)]
pub(crate) struct Japanese {
    words: Vec<Vec<Piece>>,
    shown: Vec<String>,
    scripts: Vec<Script>,
    joined: Vec<bool>,
}

/// Reads a name as a Japanese one, if all its words can be.
pub(crate) fn read(words: &[Word]) -> Option<Japanese> {
    if words.is_empty() || words.len() > 4 {
        return None;
    }
    let pieces: Option<Vec<Vec<Piece>>> = words.iter().map(pieces).collect();
    let shown = words.iter().map(|word| word.shown.clone()).collect();
    Some(Japanese {
        words: pieces?,
        shown,
        scripts: words.iter().map(|word| word.script).collect(),
        joined: joined(words),
    })
}

impl Japanese {
    fn is_sound(&self) -> bool {
        self.scripts.iter().all(|script| *script != Script::Han)
    }

    fn is_kana(&self) -> bool {
        self.scripts.iter().all(|script| *script == Script::Kana)
    }

    /// The name as two runs of pieces, surname and given name, with what stands for them: between words, or, in one word of characters,
    /// after the second one, which most surnames have, then anywhere.
    fn halves(&self) -> Vec<[(Vec<Piece>, String); 2]> {
        if let ([pieces], [shown], [Script::Han]) = (&self.words[..], &self.shown[..], &self.scripts[..]) {
            let letters: Vec<char> = shown.chars().collect();
            let text = |range: &[char]| range.iter().collect::<String>();
            let mut places: Vec<usize> = (1..letters.len()).collect();
            places.sort_by_key(|at| at.abs_diff(2));
            let half = |at: usize| {
                let (family, given) = (text(&letters[..at]), text(&letters[at..]));
                [(pieces[..at].to_vec(), family), (pieces[at..].to_vec(), given)]
            };
            return places.into_iter().map(half).collect();
        }
        let run = |range: std::ops::Range<usize>| {
            let words = range.clone().filter_map(|at| self.words.get(at)).flatten().cloned().collect();
            let shown: Vec<&str> = range.filter_map(|at| self.shown.get(at)).map(String::as_str).collect();
            (words, shown.join(" "))
        };
        (1..self.words.len()).map(|at| [run(0..at), run(at..self.words.len())]).collect()
    }
}

/// What the best way to read both as Japanese names says. One of them must be written by sound. `cut` says whether the left or the
/// right name may be cut off at its end, `guess` how far readings may go beyond the dictionaries.
pub(crate) fn compare(left: &Japanese, right: &Japanese, cut: (bool, bool), guess: Guess) -> Option<Evidence> {
    if right.is_sound() {
        let met = one_way(left, right, cut.1, guess);
        // Of two names by sound either may be the one that is cut.
        if left.is_sound() && cut.0 && met.as_ref().is_none_or(|met| !met.against.is_empty()) {
            return one_way(right, left, true, guess).map(Evidence::mirrored).or(met);
        }
        met
    } else if left.is_sound() {
        one_way(right, left, cut.0, guess).map(Evidence::mirrored)
    } else {
        None
    }
}

fn one_way(left: &Japanese, right: &Japanese, cut: bool, most: Guess) -> Option<Evidence> {
    for cut in [false, true].into_iter().filter(|wanted| cut || !wanted) {
        for (own, turned) in arrangements(left, right) {
            if own.1.iter().any(|sound| reads(&own.0, sound.as_bytes(), Fold::default(), cut)) {
                return Some(whole(left, right, turned, cut, Guess::No));
            }
        }
    }
    let characters = left.scripts.contains(&Script::Han);
    for ((pieces, all), turned) in arrangements(left, right).into_iter().filter(|_| characters && most > Guess::No) {
        // Where the right name has two words, they must be the surname and the given name.
        let met = |evidence: &Evidence| right.words.len() != 2 || evidence.parts.len() == 2;
        if all.iter().any(|sound| guesses(left, right, &pieces, sound, most))
            && let Some(evidence) = Some(whole(left, right, turned, false, most)).filter(met)
        {
            return Some(evidence);
        }
    }
    in_part(left, right)
}

/// Pieces and sounds in one order, and whether that is another order than written.
type Arrangement = ((Vec<Piece>, Vec<String>), bool);

/// The pieces of the left name and the sounds of the right one in every order that brings surname and given name together.
fn arrangements(left: &Japanese, right: &Japanese) -> Vec<Arrangement> {
    let mut all = Vec::new();
    for (order, turned) in orders(&right.joined) {
        let sounds = sounds(&right.words, &order);
        for (own, own_turned) in orders(&left.joined).into_iter().filter(|(_, own)| !(*own && turned)) {
            let pieces = own.iter().filter_map(|at| left.words.get(*at)).flatten().cloned().collect();
            all.push(((pieces, sounds.clone()), turned || own_turned));
        }
    }
    all
}

/// Whether the given name can be read so with a guess, after a surname that the dictionaries read. Short names in one word on both sides may
/// be given names alone.
fn guesses(left: &Japanese, right: &Japanese, pieces: &[Piece], sound: &str, guess: Guess) -> bool {
    let fits = |last| reads_with(pieces, sound.as_bytes(), Fold::default(), false, Beyond { guess, last });
    let single = left.words.len() == 1 && right.words.len() == 1;
    if single && pieces.len() <= 3 {
        return fits(pieces.len());
    }
    let begins = |at: &usize| {
        let starts = (1..sound.len()).filter_map(|end| sound.as_bytes().get(..end));
        pieces
            .get(..*at)
            .is_some_and(|family| starts.into_iter().any(|start| reads(family, start, Fold::default(), false)))
    };
    let mut places: Vec<usize> = match left.words.len() {
        1 => (1..pieces.len()).collect(),
        _ => left.words.iter().flat_map(|word| [word.len(), pieces.len() - word.len()]).collect(),
    };
    places.sort_by_key(|at| at.abs_diff(2));
    places.iter().find(|at| begins(at)).is_some_and(|at| fits(pieces.len() - at))
}

/// Both agree from end to end, if the given name is read as far beyond the dictionaries as `guess` says.
fn whole(left: &Japanese, right: &Japanese, turned: bool, cut: bool, guess: Guess) -> Evidence {
    let mut how = vec![if left.is_sound() { How::Romanisation } else { How::Reading }];
    how.extend(turned.then_some(How::Order));
    how.extend(cut.then_some(How::Cut));
    let mut evidence = Evidence::default();
    if !cut && !turned {
        evidence.against.extend(other_length(left, right));
    }
    let mut words: Vec<&str> = right.shown.iter().map(String::as_str).collect();
    if turned {
        words.rotate_right(1);
    }
    let part = |left: &str, right: &str, bits, sure: bool| {
        let mut how = how.clone();
        how.extend((!sure).then_some(How::Guess));
        Part { left: left.to_owned(), right: right.to_owned(), how, bits }
    };
    match parted(left, right, &words, (cut, guess)) {
        Some([family, given]) => {
            let bits_of_family = family_bits(&family.3, right, family.1);
            evidence.parts.push(part(&family.0, family.1, bits_of_family, true));
            let bits = given_bits(&given.3, right, given.1, cut);
            evidence.parts.push(part(&given.0, given.1, bits, given.2));
        }
        None => {
            let shown = right.shown.join(" ");
            let bits = in_one(left, right, &shown, cut);
            // A guess at a name in one word is no meeting that another reading should give way to.
            let bits = if guess == Guess::No || bits > GIVEN_BITS { bits } else { bits.min(0.0) };
            evidence.parts.push(part(&left.shown.join(" "), &shown, bits, guess == Guess::No));
        }
    }
    evidence
}

/// What a surname says that is read so.
fn family_bits(pieces: &[Piece], right: &Japanese, word: &str) -> f64 {
    let usual = bits(right, word, SURNAME_BITS);
    let sounds = sound_of(right, word);
    match written(pieces) {
        Some(written) if !irregular(&written, &sounds) => {
            let doubts = sounds.iter().map(|sound| likelihood::surname_doubt(pieces, sound));
            (usual - doubts.fold(f64::MAX, f64::min)).max(3.0 * LEAST_BITS)
        }
        _ => usual,
    }
}

/// A dictionary gives the whole word a reading that its characters do not show.
fn irregular(written: &str, sounds: &[String]) -> bool {
    data::whole_readings(written).any(|kana| sounds.contains(&romaji::folded(&romaji::of_kana(kana))))
}

/// What a given name says that is read so.
fn given_bits(pieces: &[Piece], right: &Japanese, word: &str, cut: bool) -> f64 {
    let usual = bits(right, word, GIVEN_BITS);
    let sounds = sound_of(right, word);
    if cut || written(pieces).is_none_or(|written| irregular(&written, &sounds)) {
        return usual;
    }
    let likely = sounds.iter().map(|sound| likelihood::bits(pieces, sound)).fold(f64::MIN, f64::max);
    (likely + READING_BITS).clamp(LEAST_BITS, usual)
}

/// What a meeting of whole names says that do not part into surname and given name alike: the best way to part the characters of the left one.
fn in_one(left: &Japanese, right: &Japanese, shown: &str, cut: bool) -> f64 {
    let pieces: Vec<Piece> = left.words.iter().flatten().cloned().collect();
    let order: Vec<usize> = (0..right.words.len()).collect();
    let sounds = sounds(&right.words, &order);
    let letters = sounds.first().map_or(0, String::len);
    // A short name in one word may be a given name alone.
    let long = letters >= 7 || left.words.len() > 1;
    if left.is_sound() || cut {
        return if long { SURNAME_BITS + GIVEN_BITS - 3.0 } else { bits(right, shown, GIVEN_BITS) };
    }
    let parted = sounds.iter().flat_map(|sound| {
        (1..pieces.len()).flat_map(move |at| (1..sound.len()).map(move |end| (at, sound.split_at_checked(end))))
    });
    let ways = parted.filter_map(|(at, halves)| {
        let (family, given) = (pieces.get(..at)?, pieces.get(at..)?);
        let (start, rest) = halves?;
        let read = reads(family, start.as_bytes(), Fold::default(), false);
        let start = start.to_owned();
        let known = written(family).is_none_or(|written| irregular(&written, std::slice::from_ref(&start)));
        let doubt = if known { 0.0 } else { likelihood::surname_doubt(family, &start) };
        read.then(|| likelihood::bits(given, rest) - doubt)
    });
    let best = ways.fold(f64::MIN, f64::max);
    let alone = sounds.iter().map(|sound| likelihood::bits(&pieces, sound)).fold(f64::MIN, f64::max);
    let of = |likely: f64| (likely + READING_BITS).clamp(3.0 * LEAST_BITS, GIVEN_BITS);
    // One word by sound beside a surname and a given name is mostly another name.
    let one = left.words.len() > 1 && right.words.len() == 1 && letters < LEAST_TOGETHER;
    if one {
        return of(best).min(0.0);
    }
    if long { SURNAME_BITS + of(best) - 3.0 } else { of(alone.max(best)).min(bits(right, shown, GIVEN_BITS)) }
}

/// A half of the left name that meets a word of the right one: as it is written, the word, whether the dictionaries show the reading, its pieces.
type Half<'a> = (String, &'a str, bool, Vec<Piece>);

/// What stands for surname and given name on the left, on the right, whether the dictionaries show the reading, and the pieces of the left;
/// nothing if the right name does not part in two words that meet the halves of the left one.
fn parted<'a>(
    left: &Japanese,
    right: &Japanese,
    words: &[&'a str],
    (cut, guess): (bool, Guess),
) -> Option<[Half<'a>; 2]> {
    let [first, second] = words else { return None };
    let fits = |half: &[Piece], word: &str, cut: bool, guess: Guess| {
        let beyond = Beyond { guess, last: half.len() };
        sound_of(right, word).iter().any(|sound| reads_with(half, sound.as_bytes(), Fold::default(), cut, beyond))
    };
    left.halves().into_iter().find_map(|[family, given]| {
        if !fits(&family.0, first, false, Guess::No) {
            return None;
        }
        let sure = fits(&given.0, second, cut, Guess::No);
        let halves = [(family.1, *first, true, family.0), (given.1, *second, sure, given.0.clone())];
        (sure || fits(&given.0, second, cut, guess)).then_some(halves)
    })
}

/// Both are written in kana, and one says a vowel long that the other says short.
fn other_length(left: &Japanese, right: &Japanese) -> Option<Against> {
    let of_word = |word: &String| crate::romaji::of_kana(&word.chars().map(crate::text::hiragana).collect::<String>());
    let spelt = |name: &Japanese| -> String { name.shown.iter().map(of_word).collect() };
    let differ = left.is_kana() && right.is_kana() && spelt(left).len() != spelt(right).len();
    let shown = |name: &Japanese| name.shown.join(" ");
    differ.then(|| Against { left: shown(left), right: shown(right), bits: LENGTH_BITS, order: false })
}

fn sound_of(name: &Japanese, shown: &str) -> Vec<String> {
    let at = name.shown.iter().position(|word| word == shown);
    at.map_or_else(Vec::new, |at| sounds(&name.words, &[at]))
}

fn bits(name: &Japanese, shown: &str, usual: f64) -> f64 {
    let Some(sound) = sound_of(name, shown).into_iter().next() else { return usual };
    let known = data::share(&latin::sound(&sound)).map(|share| (1e6 / share).log2());
    let short = if sound.len() <= 3 { SHORT_BITS } else { usual };
    known.unwrap_or(usual).min(short)
}

/// One of surname and given name agrees, the other does not.
fn in_part(left: &Japanese, right: &Japanese) -> Option<Evidence> {
    let [first, second] = right.shown.as_slice() else { return None };
    let mut best: Option<Evidence> = None;
    for halves in left.halves() {
        for words in [[first, second], [second, first]] {
            let met = [0, 1].map(|at| {
                let sounds = sound_of(right, words[at]);
                sounds.iter().any(|sound| reads(&halves[at].0, sound.as_bytes(), Fold::default(), false))
            });
            let (same, other) = match met {
                [true, false] => (0, 1),
                [false, true] => (1, 0),
                _ => continue,
            };
            let usual = if same == 0 { SURNAME_BITS } else { GIVEN_BITS };
            let how = vec![if left.is_sound() { How::Romanisation } else { How::Reading }];
            let part = Part {
                left: halves[same].1.clone(),
                right: words[same].clone(),
                how,
                bits: bits(right, words[same], usual),
            };
            let partly = sound_of(right, words[other]).iter().any(|sound| reads_in_part(&halves[other].0, sound));
            // A character that no name shows with this reading may still have it: that decides nothing.
            let bits = if partly { (part.bits - PRIOR_BITS + 1.0).max(1.0) } else { DIFFERENT_BITS };
            let against = Against { left: halves[other].1.clone(), right: words[other].clone(), bits, order: false };
            if best.is_none() {
                best = Some(Evidence { parts: vec![part], against: vec![against], alone: Vec::new() });
            }
        }
    }
    best
}

impl Japanese {
    /// What a surname of it may begin with: the first two letters of a reading, or the one letter of a short one. Two names that can be read alike
    /// have one in common.
    pub(crate) fn heads(&self) -> Vec<[u8; 2]> {
        let mut heads = Vec::new();
        for pieces in &self.words {
            heads.extend(first_readings(pieces).iter().map(|spelt| head(spelt)));
        }
        for at in 0..self.words.len() {
            // A word by sound is found by two letters as well as by one.
            for sound in sounds(&self.words, &[at]) {
                let whole = head(&sound);
                heads.extend([whole, [whole[0], SHORT]]);
            }
        }
        heads.sort_unstable();
        heads.dedup();
        heads
    }
}

/// Stands for any second letter.
const SHORT: u8 = b'{';

fn head(spelt: &str) -> [u8; 2] {
    let folded = romaji::folded(spelt);
    let mut letters = folded.bytes();
    [letters.next().unwrap_or(SHORT), letters.next().unwrap_or(SHORT)]
}

/// What it says that two runs of words can be read alike from end to end, by the dictionaries alone; one of them must be written by sound.
pub(crate) fn whole_bits(left: &[Word], right: &[Word]) -> Option<f64> {
    let (left, right) = (read(left)?, read(right)?);
    let met = compare(&left, &right, (false, false), Guess::No)?;
    (met.against.is_empty() && met.alone.is_empty()).then(|| met.bits())
}
