//! One measurement of text twins.

use std::collections::HashSet;

use sekisho_twin::{Bag, TextLimits, text_twins};

use crate::cost::{cpu_seconds, peak_mebibytes};
use crate::invent::{Dice, Edits, edited, with_letters_replaced, written};
use crate::worlds::World;

/// Names of the columns.
pub const HEAD: &str = "world    edits      texts words  planted crowded recall precision   alike    pairs  crowds    (texts)     cut   bags  twins   per s  peak";

/// Texts of one chunk that are copied, and all of its originals: one text of twenty is a copy.
const COPIED: usize = 50;
const ORIGINALS: usize = 950;
/// At most so many texts have their twins looked for in the slow way, and so many comparisons are made for it.
const CHOSEN: usize = 200;
const COMPARISONS: usize = 10_000_000;

/// Bags of invented texts, the planted pairs, and the CPU seconds the bags took.
struct Corpus {
    bags: Vec<Bag>,
    planted: Vec<(u32, u32)>,
    seconds: f64,
}

/// Invents, searches, prints one line.
pub fn texts(world: &str, edits: &str, count: usize, seed: u64) {
    let corpus = corpus(world, kind(edits), count, seed);
    let before = cpu_seconds();
    let answer = text_twins(&corpus.bags, &TextLimits::default());
    let seconds = cpu_seconds() - before;
    let peak = peak_mebibytes();
    let found: HashSet<(u32, u32)> = answer.twins.pairs.iter().map(|pair| (pair.a, pair.b)).collect();
    let crowded: HashSet<u32> = answer.twins.crowds.iter().flatten().copied().collect();
    let aside = corpus.planted.iter().filter(|pair| crowded.contains(&pair.0) && crowded.contains(&pair.1)).count();
    let hits = corpus.planted.iter().filter(|pair| found.contains(pair)).count() as f64;
    let (alike, pairs) = alike(&corpus.bags, &crowded, &found);
    let words: usize = corpus.bags.iter().map(Bag::len).sum();
    println!(
        "{world:8} {edits:8} {count:7} {:5.0}  {:7} {aside:7} {:.4} {:9.4} {alike:7.4} {pairs:8} {:7} {:10} {:7} {:6.2} {seconds:6.2} {:7.0} {peak:5}",
        words as f64 / count as f64,
        corpus.planted.len(),
        hits / (corpus.planted.len() - aside) as f64,
        hits / found.len() as f64,
        answer.twins.crowds.len(),
        crowded.len(),
        answer.cut,
        corpus.seconds,
        count as f64 / (seconds + corpus.seconds),
    );
}

fn kind(edits: &str) -> Edits {
    match edits {
        "mixed" => Edits::Mixed,
        "replaced" => Edits::Replaced,
        "rare" => Edits::RareReplaced,
        "foreign" => Edits::Foreign,
        "moved" => Edits::Moved,
        "letters" => Edits::Letters,
        _ => panic!("no edits {edits}"),
    }
}

fn corpus(world: &str, edits: Edits, count: usize, seed: u64) -> Corpus {
    let mut dice = Dice(seed);
    let world = World::new(world, &mut dice);
    let mut made = Corpus { bags: Vec::with_capacity(count), planted: Vec::new(), seconds: 0.0 };
    while made.bags.len() < count {
        let chunk = chunk(&world, edits, &mut dice);
        let base = made.bags.len() as u32;
        let mut first = vec![u32::MAX; ORIGINALS];
        for (place, (_, number)) in (base..).zip(&chunk) {
            if first[*number] < u32::MAX {
                made.planted.push((first[*number], place));
            }
            first[*number] = place;
        }
        let before = cpu_seconds();
        made.bags.extend(chunk.iter().map(|(text, _)| Bag::of(text)));
        made.seconds += cpu_seconds() - before;
    }
    made
}

/// A thousand texts with the number of the original each was made from.
fn chunk(world: &World, edits: Edits, dice: &mut Dice) -> Vec<(String, usize)> {
    let mut chunk: Vec<(String, usize)> = Vec::new();
    for number in 0..ORIGINALS {
        let words = world.vocabulary(dice);
        let original = world.draft(words, dice);
        chunk.push((written(&original, words, dice), number));
        if number < COPIED {
            let share = 0.05 + 0.25 * dice.share();
            let copy = edited(&original, share, edits, words, dice);
            let copy = written(&copy, words, dice);
            chunk
                .push((if edits == Edits::Letters { with_letters_replaced(&copy, share, dice) } else { copy }, number));
        }
    }
    for at in (1..chunk.len()).rev() {
        chunk.swap(at, dice.below(at + 1));
    }
    chunk
}

/// Share of the pairs of chosen texts that were found or lie in crowds, and the number of these pairs.
fn alike(bags: &[Bag], crowded: &HashSet<u32>, found: &HashSet<(u32, u32)>) -> (f64, usize) {
    let (mut known, mut all) = (0, 0);
    let chosen = CHOSEN.min(COMPARISONS / bags.len());
    for a in (0..bags.len()).step_by((bags.len() / chosen).max(1)) {
        for b in (0..bags.len()).filter(|b| *b != a && bags[a].similarity(&bags[*b]) >= 0.7) {
            let pair = (a.min(b) as u32, a.max(b) as u32);
            all += 1;
            known += usize::from(found.contains(&pair) || (crowded.contains(&pair.0) && crowded.contains(&pair.1)));
        }
    }
    (known as f64 / all as f64, all)
}
