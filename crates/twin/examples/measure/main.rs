//! Measures recall, precision, CPU seconds and memory. One run = one measurement:
//!
//! ```sh
//! cargo run --release -p sekisho-twin --example measure -- texts market mixed 100000 7
//! cargo run --release -p sekisho-twin --example measure -- texts small replaced 1000000 8
//! cargo run --release -p sekisho-twin --example measure -- lines 0.7 < texts-one-a-line
//! cargo run --release -p sekisho-twin --example measure -- images even 1000000 9
//! ```
//!
//! `market` draws from large vocabularies of four languages with stock phrases; `small` from 400 words of one language,
//! without phrases. `mixed`, `replaced` and `rare` say how copies are edited.

// A program run by hand.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::too_many_lines,
    clippy::manual_is_multiple_of,
    clippy::unnecessary_get_then_check,
    dead_code
)]

mod cost;
mod images;
mod invent;

use std::collections::HashSet;

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
    bags: Vec<Bag>,
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
        made.bags.extend(chunk.iter().map(|(text, _)| Bag::of(text)));
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
    let words: usize = corpus.bags.iter().map(Bag::len).sum();
    let before = cpu_seconds();
    let twins = text_twins(&corpus.bags, &TextLimits::default());
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
    let reaching: Vec<_> = corpus.planted.iter().filter(|pair| reaches(&corpus.bags, **pair)).collect();
    let reached = reaching.iter().filter(|pair| found.contains(pair)).count();
    println!(
        "  planted pairs of similarity 0.7 or more: {}, found {} ({:.4})",
        reaching.len(),
        reached,
        reached as f64 / reaching.len() as f64
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

fn reaches(bags: &[Bag], pair: (u32, u32)) -> bool {
    bags[pair.0 as usize].similarity(&bags[pair.1 as usize]) >= 0.7
}

/// Twins among the lines of the standard input: `a b similarity rare` a pair (lines counted from 0), `crowd` and its lines.
fn lines(similarity: f64) {
    let bags: Vec<Bag> = std::io::stdin().lines().map(|line| Bag::of(&line.unwrap())).collect();
    let twins = text_twins(&bags, &TextLimits { similarity, ..TextLimits::default() });
    for pair in &twins.pairs {
        println!("{}\t{}\t{:.3}\t{:.3}", pair.a, pair.b, pair.how.similarity, pair.how.rare);
    }
    for crowd in &twins.crowds {
        println!("crowd\t{}", crowd.iter().map(u32::to_string).collect::<Vec<_>>().join(" "));
    }
    eprintln!("{} texts, {} pairs, {:.2} CPU seconds", bags.len(), twins.pairs.len(), cpu_seconds());
}
