//! Measures recall, precision, CPU seconds and memory. One run = one measurement:
//!
//! ```sh
//! cargo run --release -p sekisho-twin --example measure -- texts market mixed 100000 7
//! cargo run --release -p sekisho-twin --example measure -- texts small replaced 1000000 8
//! cargo run --release -p sekisho-twin --example measure -- lines 0.7 < owner-tab-text
//! cargo run --release -p sekisho-twin --example measure -- images even 1000000 9
//! ```
//!
//! `market` draws from large vocabularies of four languages with stock phrases; `small` from 400 words of one language,
//! without phrases. `mixed`, `replaced` and `rare` say how copies are edited.

mod cost;
mod images;
mod invent;

use std::collections::{HashMap, HashSet};

use cost::{cpu_seconds, peak_mebibytes};
use invent::{Dice, Edits, Tongue, Vocabulary, draft, edited, written};
use sekisho_twin::{Bag, TextLimits, text_twins};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["texts", world, edits, count, seed] => texts(world, edits, count.parse().unwrap(), seed.parse().unwrap()),
        ["lines", similarity] => lines(similarity.parse().unwrap()),
        ["images", world, count, seed] => images::images(world, count.parse().unwrap(), seed.parse().unwrap()),
        _ => eprintln!("see the head of examples/measure/main.rs"),
    }
}

/// Bags of invented texts, the planted pairs, and the CPU seconds the bags took.
struct Corpus {
    bags: Vec<(u32, Bag)>,
    planted: Vec<(u32, u32)>,
    seconds: f64,
    bytes: usize,
}

fn vocabularies(world: &str, dice: &mut Dice) -> Vec<Vocabulary> {
    use Tongue::{Chinese, English, Japanese, Korean};
    match world {
        "small" => vec![Vocabulary::new(English, 400, 0.9, 0, dice)],
        "market" => [English, English, English, Japanese, Japanese, Korean, Chinese]
            .into_iter()
            .map(|tongue| Vocabulary::new(tongue, 30_000, 1.05, 300, dice))
            .collect(),
        "english" => vec![Vocabulary::new(English, 60_000, 1.0, 300, dice)],
        "japanese" => vec![Vocabulary::new(Japanese, 20_000, 1.0, 300, dice)],
        "korean" => vec![Vocabulary::new(Korean, 20_000, 1.0, 300, dice)],
        "chinese" => vec![Vocabulary::new(Chinese, 20_000, 1.0, 300, dice)],
        _ => panic!("no world {world}"),
    }
}

/// One text of twenty is an edited copy of another one.
fn corpus(world: &str, edits: Edits, count: usize, seed: u64) -> Corpus {
    let mut dice = Dice(seed);
    let tongues = vocabularies(world, &mut dice);
    let mut made = Corpus { bags: Vec::with_capacity(count), planted: Vec::new(), seconds: 0.0, bytes: 0 };
    while made.bags.len() < count {
        let mut chunk: Vec<(String, usize)> = Vec::new();
        for number in 0..950 {
            let words = &tongues[dice.below(tongues.len())];
            let original = draft(words, &mut dice);
            chunk.push((written(&original, words, &mut dice), number));
            if number < 50 {
                let share = 0.05 + 0.25 * dice.share();
                let copy = edited(&original, share, edits, words, &mut dice);
                chunk.push((written(&copy, words, &mut dice), number));
            }
        }
        for at in (1..chunk.len()).rev() {
            chunk.swap(at, dice.below(at + 1));
        }
        let base = made.bags.len() as u32;
        let mut first = vec![u32::MAX; 950];
        for (place, (_, number)) in (base..).zip(&chunk) {
            if first[*number] < u32::MAX {
                made.planted.push((first[*number], place));
            }
            first[*number] = place;
        }
        let before = cpu_seconds();
        made.bags.extend((base..).zip(&chunk).map(|(place, (text, _))| (place, Bag::of(text))));
        made.seconds += cpu_seconds() - before;
        made.bytes += chunk.iter().map(|(text, _)| text.len()).sum::<usize>();
    }
    made
}

fn texts(world: &str, edits: &str, count: usize, seed: u64) {
    let kind = match edits {
        "replaced" => Edits::Replaced,
        "rare" => Edits::RareReplaced,
        _ => Edits::Mixed,
    };
    let corpus = corpus(world, kind, count, seed);
    let words: usize = corpus.bags.iter().map(|(_, bag)| bag.len()).sum();
    let before = cpu_seconds();
    let twins = text_twins(&corpus.bags, &TextLimits::default()).twins;
    let seconds = cpu_seconds() - before;
    let found: HashSet<(u32, u32)> = twins.pairs.iter().map(|pair| (pair.a, pair.b)).collect();
    let hits = corpus.planted.iter().filter(|pair| found.contains(pair)).count();
    println!(
        "{world} {edits} seed {seed}: {} texts, {:.0} bytes and {:.0} words each; planted {}, found {}, crowds {:?}",
        corpus.bags.len(),
        corpus.bytes as f64 / corpus.bags.len() as f64,
        words as f64 / corpus.bags.len() as f64,
        corpus.planted.len(),
        found.len(),
        twins.crowds.iter().map(Vec::len).collect::<Vec<_>>(),
    );
    println!(
        "  recall {:.4} precision {:.4}; CPU seconds: bags {:.2} + twins {:.2}; peak memory {} MiB",
        hits as f64 / corpus.planted.len() as f64,
        hits as f64 / found.len() as f64,
        corpus.seconds,
        seconds,
        peak_mebibytes()
    );
}

/// Twins among the lines of the standard input, `owner<TAB>text`. Writes `a b similarity own` for each pair (lines counted
/// from 0) and `crowd` or `public` with their lines.
fn lines(similarity: f64) {
    let mut owners: HashMap<String, u32> = HashMap::new();
    let mut texts = Vec::new();
    for line in std::io::stdin().lines() {
        let line = line.unwrap();
        let (owner, text) = line.split_once('\t').unwrap();
        let next = owners.len() as u32;
        texts.push((*owners.entry(owner.to_owned()).or_insert(next), Bag::of(text)));
    }
    let found = text_twins(&texts, &TextLimits { similarity, ..TextLimits::default() });
    for pair in &found.twins.pairs {
        println!("{}\t{}\t{:.3}\t{:.3}", pair.a, pair.b, pair.how.similarity, pair.how.own);
    }
    let listed = |places: &[u32]| places.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
    found.twins.crowds.iter().for_each(|crowd| println!("crowd\t{}", listed(crowd)));
    println!("public\t{}", listed(&found.public));
    eprintln!("{} texts, {} pairs, {:.2} CPU seconds", texts.len(), found.twins.pairs.len(), cpu_seconds());
}
