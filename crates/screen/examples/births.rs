//! Counts how birth dates of one person stand to each other in two publishers' lists, and those of two persons.
//!
//! `cargo run --release -p sekisho-screen --example births [LISTS]`. One person: entries of different publishers that
//! share the number of a paper. Two persons: entries drawn by chance.

// A program run by hand: it may end with a panic where a library may not.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sekisho_screen::{About, Asked, Birth, Entry, Lists, Screen, agreement};

fn main() {
    let folder = std::env::args().nth(1).map_or_else(|| PathBuf::from("../shared/data/sanctions"), PathBuf::from);
    let lists = Lists::open(&[folder]).expect("lists");
    let of = |entry: &Entry| lists.lists[entry.list].name.clone();
    let dated = |part: &str| -> Vec<&Entry> {
        let of_list = lists.entries.iter().filter(|entry| of(entry).contains(part) && entry.about == About::Person);
        of_list.filter(|entry| !entry.births.is_empty()).collect()
    };
    let (ofac, un) = (dated("2024-05-03"), dated("un-"));
    let several = ofac.iter().filter(|entry| entry.births.len() > 1).count();
    println!("{} and {} people with a birth date; {several} of the first have several", ofac.len(), un.len());
    let mut papers: HashMap<&str, Vec<&Entry>> = HashMap::new();
    ofac.iter().for_each(|entry| entry.documents.iter().for_each(|key| papers.entry(key).or_default().push(entry)));
    let shared = un.iter().flat_map(|un| un.documents.iter().map(move |key| (un, key)));
    let same: BTreeSet<(&str, &str)> = shared
        .flat_map(|(un, key)| {
            papers.get(key.as_str()).into_iter().flatten().map(|ofac| (un.id.as_str(), ofac.id.as_str()))
        })
        .collect();
    let by_id = |all: &[&'_ Entry]| -> HashMap<String, Entry> {
        all.iter().map(|entry| (entry.id.clone(), (*entry).clone())).collect()
    };
    let (of_un, of_ofac) = (by_id(&un), by_id(&ofac));
    print("one person", same.iter().map(|(un, ofac)| (&of_un[*un], &of_ofac[*ofac])));
    let mut dice = ChaCha8Rng::seed_from_u64(1);
    let drawn: Vec<(&Entry, &Entry)> =
        (0..200_000).map(|_| (un[dice.random_range(0..un.len())], ofac[dice.random_range(0..ofac.len())])).collect();
    print("two persons", drawn.into_iter());
    drop((of_un, of_ofac));
    set_aside(&Screen::new(lists));
}

/// How many of the lists' own names are set aside when they are asked for with a date that contradicts, by the number
/// of their words.
fn set_aside(screen: &Screen) {
    let far = [Birth::read("1906-07-08").expect("a day")];
    let mut counts: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    let dated = |entry: &&Entry| entry.about == About::Person && !entry.births.is_empty() && entry.name().is_ascii();
    for entry in screen.lists.entries.iter().filter(dated).step_by(20) {
        let answer = screen.answer(entry.name(), Asked::Person, &far);
        let own = |hit: &sekisho_screen::Hit| screen.lists.entries[hit.entry].id == entry.id;
        let (all, aside) = counts.entry(entry.name().split_whitespace().count()).or_default();
        *all += 1;
        *aside += usize::from(answer.set_aside.iter().any(own) && !answer.hits.iter().any(own));
    }
    println!("listed names asked for with 1906-07-08");
    counts.iter().for_each(|(words, (all, aside))| println!("  of {words} words: {aside} of {all} set aside"));
}

/// How the first date of one stands to all of the other.
fn print<'a>(title: &str, pairs: impl Iterator<Item = (&'a Entry, &'a Entry)>) {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    let mut all = 0;
    for (one, other) in pairs {
        all += 1;
        let agreement = agreement(&one.births[..1], &other.births).expect("dates");
        *counts.entry(agreement.bits.round() as i64).or_default() += 1;
    }
    println!("{title}: {all} pairs, by what their dates say");
    let share = |count: usize| 100.0 * count as f64 / f64::from(all);
    counts.iter().rev().for_each(|(bits, count)| println!("  {bits:+} bits: {count} ({:.3} %)", share(*count)));
}
