//! Names part by part: words in any order, each with the word of the other name that it meets best.

mod apart;
mod joined;
mod meet;
pub(crate) mod token;

use crate::evidence::{Against, Evidence, How, Part};
use crate::name::Sounded;
use crate::text::{self, Script, Word};
use crate::{arabic, latin};
pub(crate) use meet::Manner;
pub(crate) use token::{Role, Token, token, tokens};

/// Names that stand in another order than that of surname and given names are a father's and a son's, or a surname taken for a given name
/// (bits; chosen).
const ORDER_BITS: f64 = 8.0;
/// Two surnames of one bearer change places easily (bits; chosen).
const SURNAMES_BITS: f64 = 1.0;
/// Lists that part surnames by a comma part them differently (bits; chosen).
const COMMAS_BITS: f64 = 4.0;
/// Each edit of a slip in a whole name (bits; chosen).
const EDIT_BITS: f64 = 3.5;

/// Shorter names are not compared as a whole.
const LEAST_WHOLE: usize = 6;
/// A letter of a whole name that agrees says so much, however common its parts are (bits; chosen).
const LETTER_BITS: f64 = 1.6;

/// A meeting of a run of words on the left with a run on the right.
pub(crate) struct Meeting {
    left: (usize, usize),
    right: (usize, usize),
    how: How,
    bits: f64,
}

impl Meeting {
    /// Words from and to a place on each side, and how they met.
    pub fn new(left: (usize, usize), right: (usize, usize), (how, bits): (How, f64)) -> Self {
        Self { left, right, how, bits }
    }
}

/// What comparing word by word says. `cut` tells which name may be cut off at its end.
pub(crate) fn compare(left: &[Token], right: &[Token], cut: (bool, bool), manner: Manner) -> Evidence {
    compare_with((left, right), cut, manner, Vec::new())
}

/// The same, with meetings that others found.
pub(crate) fn compare_with(
    (left, right): (&[Token], &[Token]),
    cut: (bool, bool),
    manner: Manner,
    more: Vec<Meeting>,
) -> Evidence {
    let mut meetings = meetings(left, right, cut, manner);
    meetings.extend(more);
    let mut evidence = of_meetings(left, right, meetings, false);
    // Whoever looks at a list may have put the parts in any order.
    evidence.against.retain(|pair| manner == Manner::Known || !pair.order);
    evidence
}

/// The same, but only words that are spelt alike meet: for names whose readings are compared more exactly elsewhere.
pub(crate) fn compare_exactly(left: &[Token], right: &[Token]) -> Evidence {
    let mut meetings = meetings(left, right, (false, false), Manner::Known);
    meetings.retain(|meeting| meeting.how == How::Initial || spelt_alike(left, right, meeting));
    of_meetings(left, right, meetings, true)
}

fn spelt_alike(left: &[Token], right: &[Token], meeting: &Meeting) -> bool {
    let texts = |tokens: &[Token], run: (usize, usize)| -> String {
        tokens.get(run.0..run.1).unwrap_or_default().iter().map(|token| token.text.as_str()).collect()
    };
    texts(left, meeting.left) == texts(right, meeting.right)
}

fn of_meetings(left: &[Token], right: &[Token], meetings: Vec<Meeting>, exactly: bool) -> Evidence {
    let (kept, used_left, used_right) = best(left.len(), right.len(), meetings);
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
        let (left, right) = (shown(left, meeting.left), shown(right, meeting.right));
        evidence.parts.push(Part { left, right, how, bits: meeting.bits });
    }
    evidence.against.extend(disorder(left, right, &kept));
    apart::leftovers(&mut evidence, (left, &used_left), (right, &used_right), exactly);
    evidence
}

/// The meetings that say most, each word in one at most, in the order of the left name; which words they use.
fn best(left: usize, right: usize, mut meetings: Vec<Meeting>) -> (Vec<Meeting>, Vec<bool>, Vec<bool>) {
    // Of meetings that say about the same, those in one place first: a name may hold one word twice.
    let rank = |one: &Meeting| (2.0 * one.bits).round();
    let moved = |one: &Meeting| one.left.0.abs_diff(one.right.0);
    meetings.sort_by(|a, b| {
        let bits = rank(b).total_cmp(&rank(a)).then(moved(a).cmp(&moved(b)));
        bits.then(b.bits.total_cmp(&a.bits)).then((a.left, a.right).cmp(&(b.left, b.right)))
    });
    let (mut used_left, mut used_right) = (vec![false; left], vec![false; right]);
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
    (kept, used_left, used_right)
}

/// Names of persons whose parts stand in an order that no habit gives: a surname goes from one end to the other, so that the circle stays as
/// it was, but two parts that change places within it make another name.
fn disorder(left: &[Token], right: &[Token], kept: &[Meeting]) -> Option<Against> {
    let named = |tokens: &[Token], run: (usize, usize)| {
        tokens.get(run.0).is_some_and(|token| token.is_name() && token.text.len() > 1)
    };
    let kept: Vec<&Meeting> = kept.iter().filter(|one| named(left, one.left) && named(right, one.right)).collect();
    let only_names = left.iter().chain(right).all(|token| !matches!(token.role, Role::Common(_)));
    let mut rights: Vec<(usize, usize)> = kept.iter().map(|meeting| meeting.right).collect();
    // From end to end the other way round is how East and West differ.
    let reversed = rights.is_sorted_by(|a, b| a > b);
    if kept.len() < 3 || turns(&rights) <= 1 || reversed || !only_names {
        return None;
    }
    // Surnames before the comma of both names, put in one order, may be all that differs.
    let surname = |meeting: &Meeting| before_comma(left, meeting.left) && before_comma(right, meeting.right);
    let mut sorted = rights.clone();
    let surnames = kept.iter().take_while(|meeting| surname(meeting)).count();
    sorted.get_mut(..surnames)?.sort_unstable();
    let commas = [left, right].iter().all(|tokens| tokens.last().is_some_and(|token| token.clause > 0));
    let bits = match (turns(&sorted) <= 1, commas) {
        (true, _) => SURNAMES_BITS,
        (false, true) => COMMAS_BITS,
        (false, false) => ORDER_BITS,
    };
    rights.sort_unstable();
    let order = |tokens: &[Token], runs: Vec<(usize, usize)>| -> String {
        runs.into_iter().map(|run| shown(tokens, run)).collect::<Vec<_>>().join(" ")
    };
    let lefts = kept.iter().map(|meeting| meeting.left).collect();
    Some(Against { left: order(left, lefts), right: order(right, rights), bits, order: true })
}

/// How often the next place lies before the last one, going round.
fn turns(places: &[(usize, usize)]) -> usize {
    places.iter().zip(places.iter().cycle().skip(1)).filter(|(now, next)| now > next).count()
}

fn before_comma(tokens: &[Token], run: (usize, usize)) -> bool {
    let clause = |token: &Token| token.clause;
    tokens.get(run.0).is_some_and(|token| token.clause == 0) && tokens.last().map(clause) > Some(0)
}

fn shown(tokens: &[Token], run: (usize, usize)) -> String {
    let words: Vec<&str> =
        tokens.get(run.0..run.1).unwrap_or_default().iter().map(|token| token.shown.as_str()).collect();
    words.join(" ")
}

fn meetings(left: &[Token], right: &[Token], cut: (bool, bool), manner: Manner) -> Vec<Meeting> {
    let mut meetings = Vec::new();
    for (i, a) in left.iter().enumerate() {
        for (j, b) in right.iter().enumerate() {
            let cut = (cut.0 && i + 1 == left.len(), cut.1 && j + 1 == right.len());
            let (left, right) = ((i, i + 1), (j, j + 1));
            meetings.extend(meet::meet(a, b, cut, manner).map(|(how, bits)| Meeting { left, right, how, bits }));
        }
    }
    joined::meetings(left, right, |left, right, (how, bits)| meetings.push(Meeting { left, right, how, bits }));
    joined::meetings(right, left, |right, left, (how, bits)| meetings.push(Meeting { left, right, how, bits }));
    meetings
}

/// What an index finds a name by.
pub(crate) fn sounds(tokens: &[Token]) -> Vec<Sounded> {
    let strong = tokens.iter().any(|token| !token.is_weak());
    let kept = tokens.iter().filter(|token| !token.is_weak() || !strong);
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
        tokens.iter().filter(|token| !token.is_weak() && token.script == Script::Alphabet && token.text != token.sound);
    let written = written.map(|token| Sounded { sound: token.text.clone(), bits: token.bits, joined: true });
    // `Rahman` finds `Abd al-Rahman`.
    let stems = tokens.iter().filter_map(|token| arabic::stem(&token.text));
    let stems =
        stems.map(|stem| Sounded { sound: latin::sound(stem), bits: token::bits_by_length(stem.len()), joined: true });
    single.chain(pairs).chain(written).chain(stems).collect()
}

/// Both names written without spaces, in the same order, are at most one slip apart: a letter in a short part, a word parted or joined. `said` is
/// what agreement on all words says, by their rarity.
pub(crate) fn whole_slip(left: &[Word], right: &[Word], said: f64) -> Option<Evidence> {
    let latin = |words: &[Word]| words.iter().all(|word| word.script == Script::Alphabet);
    if !latin(left) || !latin(right) {
        return None;
    }
    let whole = |words: &[Word]| -> String { words.iter().map(|word| word.text.as_str()).collect() };
    let (a, b) = (whole(left), whole(right));
    if a.len() < LEAST_WHOLE || b.len() < LEAST_WHOLE || a.len().abs_diff(b.len()) > 1 {
        return None;
    }
    let apart = latin::within(&a, &b, 1.0);
    (apart <= 1.0).then(|| {
        let how = vec![if apart == 0.0 { How::Joined } else { How::Typing }];
        let bits = said.max(LETTER_BITS * a.len() as f64).min(4.0 * a.len() as f64) - EDIT_BITS * apart;
        let (left, right) = (text::shown(left), text::shown(right));
        Evidence { parts: vec![Part { left, right, how, bits }], ..Evidence::default() }
    })
}
