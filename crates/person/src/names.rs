//! How two names agree, whatever the order of their parts.

use crate::agreement::Agreement;
use crate::population::{MOST_PARTS, NameForm, Population, Record};
use crate::words::{Word, Words};
use crate::written::Script;

/// Names in the most telling script that both have; of several, the pair that agrees best.
pub(crate) fn compare(population: &Population, a: &Record, b: &Record) -> Option<Agreement> {
    let mut best: Option<(Script, Agreement)> = None;
    for x in population.names_of(a) {
        // The names are sorted by script, the most telling first.
        if best.is_some_and(|(script, _)| script != x.script) {
            break;
        }
        for y in population.names_of(b).iter().filter(|y| y.script == x.script) {
            let agreement = compare_forms(population, x, y);
            if best.is_none_or(|(_, old)| agreement.level < old.level) {
                best = Some((x.script, agreement));
            }
        }
    }
    best.map(|(_, agreement)| agreement)
}

/// Whether two names of one script have a common part, or different numbers of parts, so that one may be two of the
/// other.
pub(crate) fn may_share_a_part(population: &Population, a: &Record, b: &Record) -> bool {
    population.names_of(a).iter().any(|x| {
        population
            .names_of(b)
            .iter()
            .filter(|y| y.script == x.script)
            .any(|y| x.parts().len() != y.parts().len() || x.parts().iter().any(|part| y.parts().contains(part)))
    })
}

fn compare_forms(population: &Population, x: &NameForm, y: &NameForm) -> Agreement {
    let words = population.names(x.script);
    let holders = (x.holders.min(y.holders), x.holders.max(y.holders));
    let chance = population.chance_of_shared_part(x.script);
    let (all_x, all_y) = (parts(words, x), parts(words, y));
    let (x, y) = (all_x.get(..x.parts().len()).unwrap_or_default(), all_y.get(..y.parts().len()).unwrap_or_default());
    let plain = align(words, x, y);
    let joined = if x.len() == y.len() { None } else { align_joined(words, x, y) };
    let best = joined.filter(|j| j.level() < plain.level()).unwrap_or(plain);
    let near = || words.share_of_whole(best.near, holders.1);
    match best.level() {
        0 => Agreement::on(0, words.share_of_whole(best.share, holders.0)),
        4 => Agreement::on(4, words.share_of_whole(best.share, 0)),
        level @ (1 | 2) => Agreement::on(level, best.share / chance).at_least(near()),
        level @ (3 | 5) => Agreement::plain(level).at_least(near()),
        6 => Agreement::on(6, best.share / chance).at_least(words.share_of_whole(best.share, 0)),
        level => Agreement::plain(level),
    }
}

/// The parts with their letters, in the first places.
fn parts<'a>(words: &'a Words, form: &NameForm) -> [Word<'a>; MOST_PARTS] {
    let mut parts = [Word::default(); MOST_PARTS];
    for (part, &id) in parts.iter_mut().zip(form.parts()) {
        *part = words.word(id);
    }
    parts
}

/// The longer name with two neighbours written as one (`min su kim` and `minsu kim`, `jac ob lanyon`).
fn align_joined(words: &Words, x: &[Word<'_>], y: &[Word<'_>]) -> Option<Alignment> {
    let (long, short) = if x.len() > y.len() { (x, y) } else { (y, x) };
    if long.len() < 3 {
        return None;
    }
    let mut best: Option<Alignment> = None;
    for at in 1..long.len() {
        let (Some(first), Some(second)) = (long.get(at - 1), long.get(at)) else { continue };
        let text = format!("{}{}", first.text, second.text);
        let others = long.iter().enumerate().filter(|(i, _)| *i != at && *i != at - 1).map(|(_, &part)| part);
        let whole: Vec<Word<'_>> = others.chain([words.made_up(&text)]).collect();
        let found = align(words, &whole, short);
        if best.is_none_or(|b| found.level() < b.level()) {
            best = Some(found);
        }
    }
    best
}

/// How alike two parts are, best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Same,
    Slip,
    Similar,
    Other,
}

/// One slip for four letters; similar up to two slips for five, or one the beginning of the other (`rob`, `robert`).
fn likeness(a: Word<'_>, b: Word<'_>) -> Likeness {
    let (short, long) =
        (usize::from(a.letters.chars.min(b.letters.chars)), usize::from(a.letters.chars.max(b.letters.chars)));
    let fewest = a.letters.fewest_slips(b.letters);
    if fewest == 0 && a.text == b.text {
        return Likeness::Same;
    }
    if short >= 3 && fewest == long - short && (a.text.starts_with(b.text) || b.text.starts_with(a.text)) {
        return if long == short + 1 { Likeness::Slip } else { Likeness::Similar };
    }
    let limit = long * 2 / 5;
    if long < 4 || fewest > limit {
        return Likeness::Other;
    }
    match strsim::osa_distance(a.text, b.text) {
        distance if distance * 4 <= long => Likeness::Slip,
        distance if distance <= limit => Likeness::Similar,
        _ => Likeness::Other,
    }
}

/// By likeness, how much more common a word and all that are as near to it are than the more common of two of them.
/// Chosen.
const NEIGHBOURS: [f64; 3] = [1.0, 2.0, 4.0];

/// Two names laid side by side.
#[derive(Debug, Clone, Copy)]
struct Alignment {
    /// Parts of the shorter name by likeness.
    counts: [u8; 4],
    /// Parts of the shorter name.
    parts: u8,
    /// Product of the shares of the agreeing parts.
    share: f64,
    /// Product of the shares of the parts that agree or are alike, of each two the more common one, with
    /// [`NEIGHBOURS`] for the other words that are as near.
    near: f64,
}

/// Lays the parts side by side, the most alike first.
fn align(words: &Words, x: &[Word<'_>], y: &[Word<'_>]) -> Alignment {
    let parts = x.len().min(y.len());
    let mut result = Alignment { counts: [0; 4], parts: u8::try_from(parts).unwrap_or(0), share: 1.0, near: 1.0 };
    let mut likenesses = [[Likeness::Other; MOST_PARTS]; MOST_PARTS];
    for (a, row) in x.iter().zip(&mut likenesses) {
        for (b, cell) in y.iter().zip(row) {
            *cell = likeness(*a, *b);
        }
    }
    let (mut used_x, mut used_y) = ([false; MOST_PARTS], [false; MOST_PARTS]);
    for wanted in [Likeness::Same, Likeness::Slip, Likeness::Similar] {
        for ((a, row), used_a) in x.iter().zip(&likenesses).zip(&mut used_x) {
            for ((b, found), used_b) in y.iter().zip(row).zip(&mut used_y) {
                if !*used_a && !*used_b && *found == wanted {
                    (*used_a, *used_b) = (true, true);
                    result.add(wanted, words.share(a.count.max(b.count)));
                }
            }
        }
    }
    result
}

impl Alignment {
    fn add(&mut self, likeness: Likeness, share: f64) {
        if let Some(count) = self.counts.get_mut(likeness as usize) {
            *count += 1;
        }
        let neighbours = NEIGHBOURS.get(likeness as usize).copied().unwrap_or(1.0);
        self.near *= (share * neighbours).min(1.0);
        if likeness == Likeness::Same {
            self.share *= share;
        }
    }

    fn level(&self) -> u8 {
        let [same, slip, similar, _] = self.counts;
        let other = self.parts.saturating_sub(same + slip + similar);
        match (self.parts, same, slip + similar, other) {
            (1, 1, ..) => 4,
            (1, _, 1, _) => 5,
            (1, ..) => 8,
            (_, _, 0, 0) => 0,
            (_, 1.., _, 0) => {
                if similar == 0 {
                    1
                } else {
                    2
                }
            }
            (_, _, _, 0) => 3,
            (_, 1.., ..) => 6,
            (_, _, 1.., _) => 7,
            _ => 9,
        }
    }
}
