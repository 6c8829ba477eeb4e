//! Measures on pairs of listed names: two names of one entry, and of two entries whose names are alike. F1 at the verdict's one limit, by the
//! programmes of the lists, in two halves of the entries: one to look at and improve on, one to measure.
//!
//! `cargo run --release -p sekisho-screen --example pairs [LISTS] [errors]`: `errors` shows those of the first half.

// A program run by hand: it may end with a panic where a library may not.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use sekisho_names::{Judgement, Kind, SAME, judge};
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
    kind: Kind,
    same: bool,
    related: bool,
    stratum: String,
    look: bool,
}

fn main() {
    let folder =
        std::env::args().nth(1).map_or_else(|| PathBuf::from("../shared/data/sanctions/ofac-2020s"), PathBuf::from);
    let errors = std::env::args().nth(2).is_some();
    let mut lists = Lists::open(&[folder]).expect("lists");
    lists.entries.retain(|entry| !entry.names.is_empty());
    let pairs = pairs(&lists.entries);
    let judged: Vec<Judgement> = pairs.iter().map(|pair| judge(pair.left, pair.right, pair.kind)).collect();
    for (title, look, all) in
        [("first half", true, false), ("second half", false, false), ("second half, unlike aliases too", false, true)]
    {
        println!("{title}:");
        let mut strata: BTreeMap<&str, Vec<(f64, bool)>> = BTreeMap::new();
        for (pair, judged) in pairs.iter().zip(&judged) {
            if pair.look == look && (all || pair.related || !pair.same) {
                strata.entry(&pair.stratum).or_default().push((judged.same, pair.same));
                strata.entry("all").or_default().push((judged.same, pair.same));
            }
        }
        strata.iter().for_each(|(stratum, scores)| println!("  {stratum}: {}", figures(scores)));
    }
    if errors {
        for (pair, judged) in pairs.iter().zip(&judged) {
            if pair.look && (pair.related || !pair.same) && (judged.same >= SAME) != pair.same {
                let what = if pair.same { "missed" } else { "wrong" };
                println!(
                    "{what} {}\t{} | {}\t{:.3}\t{}",
                    pair.stratum,
                    pair.left,
                    pair.right,
                    judged.same,
                    judged.says()
                );
            }
        }
    }
}

fn figures(scores: &[(f64, bool)]) -> String {
    let at = |limit: f64| {
        let met = scores.iter().filter(|(score, same)| *score >= limit && *same).count() as f64;
        let shown = scores.iter().filter(|(score, _)| *score >= limit).count() as f64;
        let wanted = scores.iter().filter(|(_, same)| *same).count() as f64;
        let (precision, recall) = (met / shown.max(1.0), met / wanted.max(1.0));
        (2.0 * precision * recall / (precision + recall).max(1e-9), precision, recall)
    };
    let (f1, precision, recall) = at(SAME);
    let limits = (1..200).map(|bits| 1.0 / (1.0 + (10.0 - f64::from(bits) / 10.0).exp2()));
    let best = limits.map(|limit| (at(limit).0, limit)).fold((0.0, 0.0), |a, b| if b.0 > a.0 { b } else { a });
    let same = scores.iter().filter(|(_, same)| *same).count();
    format!(
        "F1 {f1:.3}, precision {precision:.3}, recall {recall:.3} of {same} and {} pairs (best F1 {:.3} at {:.3})",
        scores.len() - same,
        best.0,
        best.1
    )
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

fn stratum(entry: &Entry) -> String {
    let fits = |marks: &&(&str, &[&str])| marks.1.iter().any(|mark| entry.programme.contains(mark));
    let tradition = TRADITIONS.iter().find(fits).map_or("other", |(name, _)| *name);
    format!("{tradition} {}", if entry.about == About::Person { "people" } else { "organisations" })
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
        let kind = if entry.about == About::Person { Kind::Person } else { Kind::Organisation };
        let look = xxh3_64(entry.id.as_bytes()).is_multiple_of(2);
        let pair = |right, same, related| Pair {
            left: entry.name(),
            right,
            kind,
            same,
            related,
            stratum: stratum(entry),
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
