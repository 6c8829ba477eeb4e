//! Figures of the linker: precision, recall and F1 on the shared sets and on invented people, CPU and memory on a
//! million accounts.
//!
//! `cargo run --release -p sekisho-person --example measure [files|invented|million [COUNT]]`
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[path = "../tests/shared/figures.rs"]
mod figures;
#[path = "../tests/shared/files.rs"]
mod files;
#[path = "../tests/shared/invented.rs"]
mod invented;

use std::fs;

use files::{Labelled, Number};
use invented::{Errors, population, with_second_records};
use sekisho_person::{Linkage, Person, Settings, same_people, same_people_exhaustively};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map_or("files", String::as_str) {
        "files" => shared_files(),
        "invented" => invented_people(),
        "million" => million(words.get(1).map_or(1_000_000, |count| count.parse().unwrap())),
        other => eprintln!("unknown `{other}`\nhint: files, invented or million"),
    }
}

fn shared_files() {
    let sets = [
        ("febrl-1, number given", files::febrl("febrl-1.csv", Number::Given)),
        ("febrl-1, number left out", files::febrl("febrl-1.csv", Number::LeftOut)),
        ("febrl-2, number given", files::febrl("febrl-2.csv", Number::Given)),
        ("febrl-2, number left out", files::febrl("febrl-2.csv", Number::LeftOut)),
        ("fake-1000", files::fake()),
    ];
    for (name, set) in sets {
        let Some(set) = set else { continue };
        report(name, &set, &same_people(&set.people, &Settings::default()).unwrap());
        if set.people.len() <= 1_000 {
            let linkage = same_people_exhaustively(&set.people, &Settings::default()).unwrap();
            report("  the same without blocking", &set, &linkage);
        }
    }
}

fn invented_people() {
    for (count, share, slip, changed, missing, seed) in [
        (5_000, 0.0, 0.0, 0.0, 0.0, 1),
        (20_000, 0.0, 0.0, 0.0, 0.0, 2),
        (20_000, 0.002, 0.2, 0.2, 1.0, 3),
        (5_000, 0.05, 0.1, 0.1, 1.0, 4),
        (5_000, 0.05, 0.4, 0.3, 1.0, 5),
        (20_000, 0.05, 0.3, 0.3, 1.5, 6),
        (2_000, 0.5, 0.4, 0.3, 1.5, 7),
        (2_000, 0.5, 0.1, 0.8, 1.5, 8),
    ] {
        let mut people = population(count, seed);
        let truth = with_second_records(&mut people, share, Errors { slip, changed, missing }, seed + 100);
        let name =
            format!("{count} people, {share} with more records, slips {slip}, changed {changed}, missing x{missing}");
        let linkage = same_people(&people, &Settings::default()).unwrap();
        report(&name, &Labelled { people, truth }, &linkage);
    }
}

fn million(count: usize) {
    let people: Vec<Person> = population(count, 77);
    let truth = people.iter().map(|person| person.id).collect();
    let (cpu, held) = (cpu_seconds(), status_kib("VmRSS:"));
    let linkage = same_people(&people, &Settings::default()).unwrap();
    println!(
        "{count} accounts: {:.1} CPU s, {} MiB at most, of which {} MiB are the accounts handed in; {} pairs compared",
        cpu_seconds() - cpu,
        status_kib("VmHWM:") / 1024,
        held / 1024,
        linkage.compared
    );
    report("all different people", &Labelled { people, truth }, &linkage);
}

fn report(name: &str, set: &Labelled, linkage: &Linkage) {
    let truth = set.people.iter().zip(&set.truth).map(|(person, truth)| (person.id, *truth)).collect();
    let found = figures::figures(&linkage.clusters, &truth);
    println!(
        "{name}: precision {:.4} recall {:.4} F1 {:.4}, {} false and {} missed pairs; compared {}, {}",
        found.precision,
        found.recall,
        found.f1,
        found.false_pairs,
        found.missed_pairs,
        linkage.compared,
        if linkage.weights.learnt { "weights learnt" } else { "chosen weights" }
    );
}

/// CPU seconds of this process so far: user and system time in hundredths of a second.
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
    fields.skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn status_kib(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).unwrap_or(0)
}
