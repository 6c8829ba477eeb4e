//! Names part by part: words in any order, each with the word of the other name that it meets best.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::data;
use crate::evidence::{Against, Alone, Evidence, How, Part};
use crate::latin;
use crate::name::Sounded;
use crate::text::{Script, Word};

/// Words that name nobody: titles, particles, and what stands between a name and its bearer's father.
const WEAK: &str = "mr mrs ms miss dr prof sir sheikh shaykh sheik haji hajji hadji hajj al el ul ad as ar an at bin ibn ben bint binti van von der den de da do dos das del della di la le y e of the jr sr ii iii mullah \
    mawlawi maulavi maulana mulla general gen col colonel major maj capt captain lt sayyid sayyed seyed san ssi st o umm abu";

/// What a part says of which no statistic knows the share, by its length in letters (bits; chosen: long names are rarer).
fn bits_by_length(letters: usize) -> f64 {
    [0.0, 1.5, 5.0, 6.5, 8.5, 11.0, 13.0, 14.5, 16.0, 17.0].get(letters).copied().unwrap_or(18.0)
}
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
/// A part that meets none, while the other name has one left as well (bits; chosen).
const DIFFERENT_BITS: f64 = 8.0;
/// Short parts one letter apart are another name, or a slip (bits; chosen).
const SLIP_BITS: f64 = 4.0;
/// A part that the other name lacks (bits; chosen).
const ALONE_BITS: f64 = 2.0;
/// Words of kinds and trades (`bank`, `institute`) that stand in the place of each other, or of a proper one, contradict little (bits; chosen).
const GENERIC_BITS: [f64; 2] = [1.5, 4.0];
/// Such a word alone says next to nothing (bits; chosen).
const GENERIC_ALONE_BITS: f64 = 0.5;
/// Words of two scripts that do not meet (bits; chosen: less than what rules out one name).
const ACROSS_SCRIPTS_BITS: f64 = 7.5;

/// A word that is compared.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    shown: String,
    /// ASCII letters, or characters brought to one form.
    text: String,
    sound: String,
    consonants: Option<String>,
    script: Script,
    bits: f64,
    weak: bool,
    /// Many organisations have the word in their names.
    generic: bool,
}

/// The words of a name, ready to be compared.
pub(crate) fn tokens(words: &[Word]) -> Vec<Token> {
    words.iter().map(|word| token(word, weak(&word.text))).collect()
}

static WEAK_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| WEAK.split_whitespace().collect());

fn weak(text: &str) -> bool {
    WEAK_WORDS.contains(text)
}

pub(crate) fn token(word: &Word, weak: bool) -> Token {
    let text = match word.script {
        Script::Kana => crate::romaji::of_kana(&word.text),
        Script::Han => word.text.chars().map(data::variant).collect(),
        _ => word.text.clone(),
    };
    let sound = if word.script == Script::Han { text.clone() } else { latin::sound(&text) };
    let consonants = match word.script {
        Script::Consonants | Script::Kana | Script::Alphabet => Some(latin::skeleton(&text)),
        _ => None,
    };
    let letters = if word.script == Script::Han { text.chars().count() * 3 } else { text.len() };
    let known = data::share(&sound).map(|share| (1e6 / share).log2());
    let usual = bits_by_length(letters);
    let bits = if weak { 0.5 } else { known.map_or(usual, |known| known.clamp(2.0, usual.max(4.0))) };
    Token { shown: word.shown.clone(), text, sound, consonants, script: word.script, bits, weak, generic: false }
}

/// A meeting of a run of words on the left with a run on the right.
struct Meeting {
    left: (usize, usize),
    right: (usize, usize),
    how: How,
    bits: f64,
}

/// What comparing word by word says. `cut` tells which name may be cut off at its end.
pub(crate) fn compare(left: &[Token], right: &[Token], cut: (bool, bool)) -> Evidence {
    of_meetings(left, right, meetings(left, right, cut))
}

/// The same, but only words that are spelt alike meet: for names whose readings are compared more exactly elsewhere.
pub(crate) fn compare_exactly(left: &[Token], right: &[Token]) -> Evidence {
    let mut meetings = meetings(left, right, (false, false));
    meetings.retain(|meeting| shown_alike(left, right, meeting));
    of_meetings(left, right, meetings)
}

fn shown_alike(left: &[Token], right: &[Token], meeting: &Meeting) -> bool {
    let texts = |tokens: &[Token], run: (usize, usize)| -> String {
        tokens.get(run.0..run.1).unwrap_or_default().iter().map(|token| token.text.as_str()).collect()
    };
    texts(left, meeting.left) == texts(right, meeting.right)
}

fn of_meetings(left: &[Token], right: &[Token], mut meetings: Vec<Meeting>) -> Evidence {
    meetings.sort_by(|a, b| b.bits.total_cmp(&a.bits).then((a.left, a.right).cmp(&(b.left, b.right))));
    let (mut used_left, mut used_right) = (vec![false; left.len()], vec![false; right.len()]);
    let mut kept: Vec<Meeting> = Vec::new();
    for meeting in meetings {
        let free = |used: &[bool], run: (usize, usize)| used.get(run.0..run.1).is_some_and(|run| !run.contains(&true));
        if free(&used_left, meeting.left) && free(&used_right, meeting.right) {
            used_left.get_mut(meeting.left.0..meeting.left.1).into_iter().for_each(|run| run.fill(true));
            used_right.get_mut(meeting.right.0..meeting.right.1).into_iter().for_each(|run| run.fill(true));
            kept.push(meeting);
        }
    }
    kept.sort_by_key(|meeting| meeting.left);
    let mut evidence = Evidence::default();
    let mut last = 0;
    for meeting in &kept {
        let mut how = vec![meeting.how];
        if meeting.right.0 < last {
            how.push(How::Order);
        }
        last = meeting.right.0;
        if meeting.left.1 - meeting.left.0 != meeting.right.1 - meeting.right.0 {
            how.push(How::Joined);
        }
        evidence.parts.push(Part {
            left: shown(left, meeting.left),
            right: shown(right, meeting.right),
            how,
            bits: meeting.bits,
        });
    }
    leftovers(&mut evidence, (left, &used_left), (right, &used_right));
    evidence
}

fn shown(tokens: &[Token], run: (usize, usize)) -> String {
    let words: Vec<&str> =
        tokens.get(run.0..run.1).unwrap_or_default().iter().map(|token| token.shown.as_str()).collect();
    words.join(" ")
}

fn meetings(left: &[Token], right: &[Token], cut: (bool, bool)) -> Vec<Meeting> {
    let mut meetings = Vec::new();
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            let cut = (cut.0 && i + 1 == left.len(), cut.1 && j + 1 == right.len());
            let (left, right) = ((i, i + 1), (j, j + 1));
            meetings.extend(meet(a, b, cut).map(|(how, bits)| Meeting { left, right, how, bits }));
        }
    }
    joined(left, right, |left, right, (how, bits)| meetings.push(Meeting { left, right, how, bits }));
    joined(right, left, |right, left, (how, bits)| meetings.push(Meeting { left, right, how, bits }));
    meetings
}

/// Two or three neighbours that are one word on the other side (`Abd al Rahman`, `Abdulrahman`; a word split by mistake).
fn joined(many: &[Token], one: &[Token], mut each: impl FnMut((usize, usize), (usize, usize), (How, f64))) {
    for size in [2, 3] {
        for (i, run) in many.windows(size).enumerate() {
            if run.iter().any(|token| token.script == Script::Han || token.script == Script::Hangul) {
                continue;
            }
            let length: usize = run.iter().map(|token| token.text.len()).sum();
            for (j, single) in one.iter().enumerate() {
                let vowelless = run.iter().chain([single]).any(|token| token.script == Script::Consonants);
                let begins = run.first().and_then(|token| token.text.chars().next()) == single.text.chars().next();
                if !vowelless && (single.text.len().abs_diff(length) > 2 || single.text.len() < 4 || !begins) {
                    continue;
                }
                let text: String = run.iter().map(|token| token.text.as_str()).collect();
                let whole = Token {
                    sound: latin::sound(&text),
                    consonants: vowelless.then(|| latin::skeleton(&text)),
                    shown: String::new(),
                    bits: single.bits.max(run.iter().map(|token| token.bits).fold(0.0, f64::max)),
                    script: if vowelless { Script::Consonants } else { Script::Alphabet },
                    weak: false,
                    generic: false,
                    text,
                };
                // A pair of single words that meets is as good; a slip that also joins words is rarer.
                if let Some((how, bits)) = meet(&whole, single, (false, false)).filter(|(how, _)| *how != How::Alias) {
                    each((i, i + size), (j, j + 1), (how, bits - 0.5));
                }
            }
        }
    }
}

/// How two words meet, and what it says.
fn meet(a: &Token, b: &Token, cut: (bool, bool)) -> Option<(How, f64)> {
    let bits = a.bits.min(b.bits);
    if a.text == b.text {
        let foreign =
            |token: &Token| token.shown.chars().any(|letter| letter > '\u{24f}') && token.script != Script::Han;
        return Some((if foreign(a) == foreign(b) { How::Same } else { How::Reading }, bits));
    }
    if a.script == Script::Han || b.script == Script::Han || a.script == Script::Hangul || b.script == Script::Hangul {
        return None;
    }
    let bits = a.bits.max(b.bits);
    if a.weak || b.weak {
        return (a.weak && b.weak && a.sound == b.sound).then_some((How::Romanisation, 0.5));
    }
    if a.text.len() == 1 || b.text.len() == 1 {
        return (a.text.chars().next() == b.text.chars().next()).then_some((How::Initial, INITIAL_BITS));
    }
    if a.sound == b.sound {
        return Some((How::Romanisation, (bits - SPELLING_BITS).max(1.0)));
    }
    if (a.script != Script::Alphabet || b.script != Script::Alphabet)
        && let (Some(left), Some(right)) = (&a.consonants, &b.consonants)
        && left == right
        && !left.is_empty()
        && (a.script != Script::Kana || b.script != Script::Kana)
    {
        return Some((How::Reading, (bits - SPELLING_BITS).min(4.5 * left.len() as f64)));
    }
    if data::are_equals(&a.sound, &b.sound) {
        return Some((How::Alias, (bits - ALIAS_BITS).max(1.0)));
    }
    let shorter = a.text.len().min(b.text.len());
    let starts = |short: &Token, long: &Token| short.text.len() >= 2 && long.text.starts_with(&short.text);
    if (cut.0 && starts(a, b)) || (cut.1 && starts(b, a)) {
        return Some((How::Cut, bits_by_length(shorter).min(bits)));
    }
    typing(a, b, bits)
}

fn typing(a: &Token, b: &Token, bits: f64) -> Option<(How, f64)> {
    // Another number is another branch, ship or decree, not a slip.
    if a.has_digits() || b.has_digits() {
        return None;
    }
    let (short, long) = (a.text.len().min(b.text.len()), a.text.len().max(b.text.len()));
    let most = match short {
        0..=3 => 0.5,
        4 => 0.7,
        5 => 1.0,
        6..=8 => 1.7,
        _ => 2.4,
    };
    if (long - short) as f64 * 0.5 > most {
        return None;
    }
    let apart = latin::within(&a.text, &b.text, most.max(1.0));
    let sounds = latin::within(&a.sound, &b.sound, (most - 0.4).min(apart - 0.4)) + 0.4;
    let apart = apart.min(sounds);
    // Two letters that changed places are the commonest slip, and keep all letters.
    let swapped = short == long && short == 4 && apart <= 1.0 && same_letters(&a.text, &b.text);
    if apart > most && !swapped {
        return None;
    }
    let how = if apart <= 0.8 { How::Romanisation } else { How::Typing };
    let first = if a.sound.chars().next() == b.sound.chars().next() { 0.0 } else { FIRST_LETTER_BITS };
    Some((how, (bits - EDIT_BITS * apart - first).max(0.5)))
}

fn same_letters(a: &str, b: &str) -> bool {
    let sorted = |text: &str| {
        let mut letters: Vec<u8> = text.bytes().collect();
        letters.sort_unstable();
        letters
    };
    a.as_bytes().first() == b.as_bytes().first() && sorted(a) == sorted(b)
}

/// Words that met none: against each other if both names have some, otherwise alone.
fn leftovers(evidence: &mut Evidence, left: (&[Token], &[bool]), right: (&[Token], &[bool])) {
    let rest = |(tokens, used): (&[Token], &[bool])| -> Vec<Token> {
        tokens.iter().zip(used).filter(|(token, used)| !**used && !token.weak).map(|(token, _)| token.clone()).collect()
    };
    let (mut left, mut right) = (rest(left), rest(right));
    // Those that are nearest stand against each other.
    while !left.is_empty() && !right.is_empty() {
        let pairs = (0..left.len()).flat_map(|i| (0..right.len()).map(move |j| (i, j)));
        let apart = |(i, j): &(usize, usize)| match (left.get(*i), right.get(*j)) {
            (Some(a), Some(b)) => latin::distance(&a.text, &b.text),
            _ => f64::MAX,
        };
        let Some((i, j)) = pairs.min_by(|a, b| apart(a).total_cmp(&apart(b)).then(a.cmp(b))) else { break };
        let near = apart(&(i, j)) <= 1.0;
        let (a, b) = (left.remove(i), right.remove(j));
        let bits = contradiction(&a, &b, near);
        evidence.against.push(Against { left: a.shown, right: b.shown, bits });
    }
    let alone = |token: &Token, on_left| Alone { on_left, text: token.shown.clone(), bits: alone_bits(token) };
    evidence.alone.extend(left.iter().map(|token| alone(token, true)));
    evidence.alone.extend(right.iter().map(|token| alone(token, false)));
}

/// What two words in one place say that do not meet; `near` if they are a letter apart.
fn contradiction(a: &Token, b: &Token, near: bool) -> f64 {
    let (short, digits) = (a.text.len().min(b.text.len()), a.has_digits() || b.has_digits());
    match (a.generic, b.generic) {
        (true, true) => GENERIC_BITS[0],
        (true, false) | (false, true) => GENERIC_BITS[1],
        _ if digits => DIFFERENT_BITS,
        _ if short == 1 => DIFFERENT_BITS / 2.0,
        _ if near => SLIP_BITS,
        // Scripts without vowels and kana leave it open how the word was meant.
        _ if a.script == Script::Consonants || b.script == Script::Consonants => SLIP_BITS,
        _ if a.script != b.script => ACROSS_SCRIPTS_BITS,
        _ => DIFFERENT_BITS,
    }
}

/// A patronymic or an initial is left out more often than it is written.
fn alone_bits(token: &Token) -> f64 {
    if token.generic {
        return GENERIC_ALONE_BITS;
    }
    let text = token.text.as_str();
    let patronymic = text.len() > 6 && ["vich", "vna", "ovic", "evic", "ich"].iter().any(|end| text.ends_with(end));
    if patronymic || text.len() == 1 { 0.5 } else { ALONE_BITS }
}

impl Token {
    /// The weight of a word that many names have.
    pub fn generic(mut self, bits: f64) -> Self {
        (self.bits, self.generic) = (bits, true);
        self
    }

    fn has_digits(&self) -> bool {
        self.text.bytes().any(|letter| letter.is_ascii_digit())
    }
}

/// What an index finds a name by.
pub(crate) fn sounds(tokens: &[Token]) -> Vec<Sounded> {
    let strong = tokens.iter().any(|token| !token.weak);
    let kept = tokens.iter().filter(|token| !token.weak || !strong);
    let single = kept.map(|token| Sounded { sound: token.sound.clone(), bits: token.bits, joined: false });
    let pairs = tokens.windows(2).filter_map(|pair| match pair {
        [a, b] if a.script == Script::Alphabet && b.script == Script::Alphabet => {
            let sound = latin::sound(&format!("{}{}", a.text, b.text));
            Some(Sounded { sound, bits: (a.bits + b.bits).min(13.0), joined: true })
        }
        _ => None,
    });
    // A slip can change the sound more than the letters: `ddik` for `dodik`.
    let written =
        tokens.iter().filter(|token| !token.weak && token.script == Script::Alphabet && token.text != token.sound);
    let written = written.map(|token| Sounded { sound: token.text.clone(), bits: token.bits, joined: true });
    single.chain(pairs).chain(written).collect()
}

/// Both names written without spaces, in the same order, are at most one slip apart: a letter in a short part, a word parted or joined.
pub(crate) fn whole_slip(left: &[Token], right: &[Token]) -> Option<Evidence> {
    let latin = |tokens: &[Token]| tokens.iter().all(|token| token.script == Script::Alphabet);
    if !latin(left) || !latin(right) {
        return None;
    }
    let text = |tokens: &[Token]| -> String { tokens.iter().map(|token| token.text.as_str()).collect() };
    let (a, b) = (text(left), text(right));
    if a.len() < 6 || b.len() < 6 || a.len().abs_diff(b.len()) > 1 {
        return None;
    }
    let apart = latin::within(&a, &b, 1.0);
    let bits = |tokens: &[Token]| tokens.iter().map(|token| token.bits).sum::<f64>();
    (apart <= 1.0).then(|| {
        let how = vec![if apart == 0.0 { How::Joined } else { How::Typing }];
        let bits = bits(left).max(bits(right)).min(4.0 * a.len() as f64) - EDIT_BITS * apart;
        let shown = |tokens: &[Token]| shown(tokens, (0, tokens.len()));
        Evidence { parts: vec![Part { left: shown(left), right: shown(right), how, bits }], ..Evidence::default() }
    })
}
