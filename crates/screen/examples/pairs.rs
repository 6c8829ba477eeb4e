//! Writes labelled pairs of listed names: two names of one entry, and of two entries whose names are alike. The category is the tradition that
//! the programmes of the list have mostly; half of the entries are there to look at and improve on, half to measure.
//!
//! `cargo run --release -p sekisho-screen --example pairs LISTS FOLDER`, then example `labelled` of `sekisho-names` or `bench/pairs.py` with
//! `first-half.csv`, `second-half.csv` and `second-half-and-unlike.csv` of the folder.

// A program run by hand: it may end with a panic where a library may not.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::HashMap;
use std::path::PathBuf;

use sekisho_screen::{About, Entry, Lists};
use xxhash_rust::xxh3::xxh3_64;

/// Programmes of OFAC whose entries mostly bear names of one tradition; the first that fits counts.
const TRADITIONS: [(&str, &[&str]); 5] = [
    ("korean", &["DPRK"]),
    ("slavic", &["RUSSIA", "UKRAINE", "BELARUS", "MAGNIT"]),
    ("western", &["SDNT", "VENEZUELA", "CUBA", "ILLICIT-DRUGS", "BALKANS", "NICARAGUA", "TCO"]),
    ("chinese", &["HK-", "CMIC", "CHINA", "BURMA"]),
    ("arabic", &["SDGT", "IRAQ", "IRAN", "SYRIA", "LIBYA", "YEMEN", "IFSR", "LEBANON", "SUDAN", "FTO"]),
];
/// So alike (shared trigrams of all) two names of one entry must be to be spellings of one name; others are other names.
const RELATED: f64 = 0.12;

struct Pair<'a> {
    left: &'a str,
    right: &'a str,
    kind: &'static str,
    same: bool,
    related: bool,
    tradition: &'static str,
    look: bool,
}

fn main() {
    let [lists, folder] = [1, 2].map(|at| PathBuf::from(std::env::args().nth(at).expect("LISTS and FOLDER")));
    let mut lists = Lists::open(&[lists]).expect("lists");
    lists.entries.retain(|entry| !entry.names.is_empty());
    let pairs = pairs(&lists.entries);
    for (file, look, all) in
        [("first-half", true, false), ("second-half", false, false), ("second-half-and-unlike", false, true)]
    {
        let mut out = csv::Writer::from_path(folder.join(file).with_extension("csv")).expect("file");
        out.write_record(["left", "right", "kind", "same", "category"]).expect("row");
        for pair in pairs.iter().filter(|pair| pair.look == look && (all || pair.related || !pair.same)) {
            let same = if pair.same { "1" } else { "0" };
            out.write_record([pair.left, pair.right, pair.kind, same, pair.tradition]).expect("row");
        }
        out.flush().expect("file");
    }
}

fn trigrams(name: &str) -> Vec<u64> {
    let mut words: Vec<String> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.sort_unstable();
    let padded: Vec<char> = format!("  {} ", words.join(" ")).chars().collect();
    let mut all: Vec<u64> = padded.windows(3).map(|part| xxh3_64(part.iter().collect::<String>().as_bytes())).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn alike(a: &[u64], b: &[u64]) -> f64 {
    let both = a.iter().filter(|part| b.binary_search(part).is_ok()).count();
    both as f64 / (a.len() + b.len() - both).max(1) as f64
}

fn tradition(entry: &Entry) -> &'static str {
    let fits = |marks: &&(&str, &[&str])| marks.1.iter().any(|mark| entry.programme.contains(mark));
    TRADITIONS.iter().find(fits).map_or("other", |(name, _)| *name)
}

/// Pairs of one entry: its primary name with each strong alias. Pairs of two: each primary name with the most alike one of another entry.
fn pairs(entries: &[Entry]) -> Vec<Pair<'_>> {
    let grams: Vec<Vec<u64>> = entries.iter().map(|entry| trigrams(entry.name())).collect();
    let mut having: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, parts) in grams.iter().enumerate() {
        parts.iter().for_each(|part| having.entry(*part).or_default().push(at));
    }
    let mut pairs = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let kind = if entry.about == About::Person { "person" } else { "organisation" };
        let look = xxh3_64(entry.id.as_bytes()).is_multiple_of(2);
        let pair = |right, same, related| Pair {
            left: entry.name(),
            right,
            kind,
            same,
            related,
            tradition: tradition(entry),
            look,
        };
        let strong: Vec<&str> =
            entry.names.iter().skip(1).filter(|name| !name.weak).map(|name| name.text.as_str()).collect();
        for name in strong.iter().take(3) {
            pairs.push(pair(name, true, alike(&grams[at], &trigrams(name)) >= RELATED));
        }
        if strong.is_empty() && !xxh3_64(entry.name().as_bytes()).is_multiple_of(3) {
            continue;
        }
        let mut near: Vec<usize> = grams[at]
            .iter()
            .filter_map(|part| having.get(part))
            .filter(|list| list.len() < 800)
            .flatten()
            .copied()
            .collect();
        near.sort_unstable();
        near.dedup();
        near.retain(|other| {
            let other = &entries[*other];
            other.id != entry.id
                && other.about == entry.about
                && !other.names.iter().any(|name| entry.names.contains(name))
        });
        let best = near.iter().max_by(|a, b| alike(&grams[at], &grams[**a]).total_cmp(&alike(&grams[at], &grams[**b])));
        pairs.extend(best.map(|other| pair(entries[*other].name(), false, false)));
    }
    pairs
}
