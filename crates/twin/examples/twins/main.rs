//! Measures recall, precision, CPU seconds and memory. One run = one measurement, one line of a table:
//!
//! ```sh
//! cargo run --release -p sekisho-twin --example twins -- texts market mixed 100000 7
//! cargo run --release -p sekisho-twin --example twins -- texts small replaced 1000000 8
//! cargo run --release -p sekisho-twin --example twins -- all 100000 7       # every world, each in its own process
//! cargo run --release -p sekisho-twin --example twins -- lines 0.7 < texts-one-a-line
//! cargo run --release -p sekisho-twin --example twins -- images even 1000000 9
//! ```
//!
//! `texts WORLD EDITS COUNT SEED`: worlds stand in `worlds.rs`; edits are `mixed` (replaced, inserted, dropped), `replaced`,
//! `rare` (the rarer half is replaced), `foreign` (replaced by words that nobody else has), `moved`, `letters`. One text of
//! twenty is a copy with edits of 5 to 30 %, and in half of the copies the sentences are shuffled. Columns:
//!
//! - *planted*: pairs of original and copy; *crowded*: how many of them lie in crowds with both ends.
//! - *recall*, *precision*: of the other planted pairs. Where texts are made of few phrases, many that were not planted are alike.
//! - *alike*: of all pairs with a similarity of 0.7 or more that one of 200 chosen texts has, the share that was found or
//!   has both ends in crowds; the number of these pairs follows.
//! - *crowds*: number of crowds, and texts in them; *cut*: texts whose search ended early.
//! - *bags*, *twins*: CPU seconds; *per s*: texts per CPU second of both; *peak*: MiB of resident memory, input included.
//!
//! `images even|skewed|near COUNT SEED`. `even`: every bit a fair coin; `skewed`: bits lean and move together; `near`: a
//! third of the hashes lie around one placeholder.

// A program run by hand.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod cost;
mod images;
mod invent;
mod texts;
mod worlds;

use cost::cpu_seconds;
use sekisho_twin::{Bag, TextLimits, text_twins};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["texts", world, edits, count, seed] => {
            println!("{}", texts::HEAD);
            texts::texts(world, edits, count.parse().unwrap(), seed.parse().unwrap());
        }
        ["row", world, edits, count, seed] => {
            texts::texts(world, edits, count.parse().unwrap(), seed.parse().unwrap());
        }
        ["all", count, seed] => all(count, seed),
        ["lines", similarity] => lines(similarity.parse().unwrap()),
        ["images", world, count, seed] => images::images(world, count.parse().unwrap(), seed.parse().unwrap()),
        _ => eprintln!("see the head of examples/twins/main.rs"),
    }
}

/// Every world in a process of its own, so that memory is that of one.
fn all(count: &str, seed: &str) {
    println!("{}", texts::HEAD);
    let cjk = ["japanese", "korean", "chinese"].map(|world| (world, "letters"));
    let edits = ["replaced", "rare", "foreign", "moved"];
    let more = ["english", "small", "thousand"].into_iter().flat_map(|world| edits.map(|edit| (world, edit)));
    let runs = worlds::WORLDS.iter().map(|(world, _)| (*world, "mixed")).chain(more).chain(cjk);
    for (world, edits) in runs {
        let program = std::env::current_exe().unwrap();
        std::process::Command::new(program).args(["row", world, edits, count, seed]).status().unwrap();
    }
}

/// Twins among the lines of the standard input: `a b similarity rare` a pair (lines counted from 0), `crowd` and its lines; last, counts.
fn lines(similarity: f64) {
    let bags: Vec<Bag> = std::io::stdin().lines().map(|line| Bag::of(&line.unwrap())).collect();
    let found = text_twins(&bags, &TextLimits { similarity, ..TextLimits::default() });
    for pair in &found.twins.pairs {
        println!("{}\t{}\t{:.3}\t{:.3}", pair.a, pair.b, pair.how.similarity, pair.how.rare);
    }
    for crowd in &found.twins.crowds {
        println!("crowd\t{}", crowd.iter().map(u32::to_string).collect::<Vec<_>>().join(" "));
    }
    let (pairs, cut) = (found.twins.pairs.len(), found.cut);
    println!("{} texts, {pairs} pairs, {cut} cut, {:.2} CPU seconds", bags.len(), cpu_seconds());
}
