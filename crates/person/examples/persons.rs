//! Figures of the linker: precision, recall and F1 on the shared sets and on invented people, how well its bits are
//! calibrated, CPU and memory on a million accounts.
//!
//! `cargo run --release -p sekisho-person --example persons [files|invented|million [COUNT]|world DIR [show BITS]]`
//!
//! `world` reads `DIR/data/accounts.*` and, if it is there, `DIR/truth/labels.csv`.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code)]
#[path = "../tests/shared/accounts.rs"]
mod accounts;
#[path = "../tests/shared/figures.rs"]
mod figures;
#[path = "../tests/shared/files.rs"]
mod files;
#[path = "../tests/shared/invented.rs"]
mod invented;

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use files::{Labelled, Number};
use invented::{Errors, population, with_second_records};
use sekisho_person::{Linkage, Pair, Person, Settings, same_people, same_people_exhaustively};

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.first().map_or("files", String::as_str) {
        "files" => shared_files(),
        "invented" => invented_people(),
        "million" => million(words.get(1).map_or(1_000_000, |count| count.parse().unwrap())),
        "world" => world(Path::new(&words[1]), words.get(3).map(|bits| bits.parse().unwrap())),
        other => eprintln!("unknown `{other}`\nhint: files, invented, million or world"),
    }
}

fn heading() {
    println!(
        "{:44} {:>8} {:>7} {:>7} {:>9} {:>7} {:>6} {:>7} {:>9} {:>7} {:>6}",
        "set", "records", "pairs", "recall", "precision", "F1", "false", "missed", "compared", "learnt", "CPU s"
    );
}

fn row(name: &str, set: &Labelled, link: impl Fn(&[Person], &Settings) -> Linkage) -> Linkage {
    let truth = set.people.iter().zip(&set.truth).map(|(person, truth)| (person.id, *truth)).collect();
    let cpu = cpu_seconds();
    let linkage = link(&set.people, &Settings::default());
    let found = figures::figures(&linkage.pairs, &truth);
    println!(
        "{name:44} {:8} {:7} {:7.4} {:9.4} {:7.4} {:6} {:7} {:9} {:>7} {:6.2}",
        set.people.len(),
        found.pairs,
        found.recall,
        found.precision,
        found.f1,
        found.false_pairs,
        found.missed_pairs,
        linkage.compared,
        linkage.weights.learnt,
        cpu_seconds() - cpu
    );
    linkage
}

fn blocked(people: &[Person], settings: &Settings) -> Linkage {
    same_people(people, settings).unwrap()
}

fn whole(people: &[Person], settings: &Settings) -> Linkage {
    same_people_exhaustively(people, settings).unwrap()
}

fn shared_files() {
    let sets = [
        ("febrl-1, number given", files::febrl("febrl-1.csv", Number::Given)),
        ("febrl-1, number left out", files::febrl("febrl-1.csv", Number::LeftOut)),
        ("febrl-2, number given", files::febrl("febrl-2.csv", Number::Given)),
        ("febrl-2, number left out", files::febrl("febrl-2.csv", Number::LeftOut)),
        ("fake-1000", files::fake()),
    ];
    heading();
    for (name, set) in sets {
        let Some(set) = set else { continue };
        row(name, &set, blocked);
        if set.people.len() <= 1_000 {
            row("  the same without blocking", &set, whole);
        }
    }
}

fn invented_people() {
    heading();
    let mut sure = Sure::default();
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
        let name = format!("{count}, {share} twice, slips {slip}, new {changed}, gaps {missing}");
        let set = Labelled { people, truth };
        let linkage = row(&name, &set, blocked);
        sure.add(&linkage.pairs, &set);
    }
    sure.print();
}

/// How often links of so many bits are right.
#[derive(Default)]
struct Sure(BTreeMap<i64, (usize, usize)>);

impl Sure {
    fn add(&mut self, pairs: &[Pair], set: &Labelled) {
        let truth: HashMap<u32, u32> = set.people.iter().zip(&set.truth).map(|(p, t)| (p.id, *t)).collect();
        for pair in pairs {
            let counts = self.0.entry(pair.bits.floor().min(10.0) as i64).or_default();
            counts.0 += 1;
            counts.1 += usize::from(truth[&pair.a] == truth[&pair.b]);
        }
    }

    fn print(&self) {
        println!("\n{:>12} {:>7} {:>7} {:>9}", "bits", "links", "right", "expected");
        for (bits, (links, right)) in &self.0 {
            let odds = (*bits as f64 + 0.5).exp2();
            println!(
                "{:>12} {links:7} {:7.4} {:9.4}",
                format!("{bits} to {}", bits + 1),
                *right as f64 / *links as f64,
                odds / (1.0 + odds)
            );
        }
    }
}

fn million(count: usize) {
    let mut people: Vec<Person> = population(count, 77);
    let truth = with_second_records(&mut people, 0.005, Errors { slip: 0.2, changed: 0.2, missing: 1.0 }, 78);
    let held = status_kib("VmRSS:");
    heading();
    let linkage = row("0.005 twice, slips 0.2, new 0.2", &Labelled { people, truth }, blocked);
    memory(held, &linkage);
}

fn memory(held: u64, linkage: &Linkage) {
    println!(
        "{} MiB at most, of which {} MiB were held before; {} blocks cut with {} pairs; prior {:.1} bits",
        status_kib("VmHWM:") / 1024,
        held / 1024,
        linkage.cut.blocks,
        linkage.cut.pairs,
        linkage.weights.prior_bits
    );
}

/// The accounts of a dataset: links by what the truth says of the two accounts, and the links themselves.
fn world(root: &Path, show: Option<f64>) {
    let read = accounts::accounts(&root.join("data"));
    let roles = accounts::roles(&root.join("truth"));
    let (cpu, held) = (cpu_seconds(), status_kib("VmRSS:"));
    let linkage = same_people(&read.people, &Settings::default()).unwrap();
    println!("{} accounts, {} links, {:.2} CPU s", read.ids.len(), linkage.pairs.len(), cpu_seconds() - cpu);
    memory(held, &linkage);
    let role = |at: u32| roles.get(&read.ids[at as usize]).map_or("?", |(role, _)| role.as_str());
    let mut counts: BTreeMap<(String, i64), usize> = BTreeMap::new();
    for pair in &linkage.pairs {
        let mut both = [role(pair.a), role(pair.b)];
        both.sort_unstable();
        *counts.entry((both.join(" + "), pair.bits.floor() as i64)).or_default() += 1;
    }
    counts.iter().for_each(|((roles, bits), links)| println!("{roles:50} {bits:3} bits {links:6}"));
    for pair in linkage.pairs.iter().filter(|pair| show.is_some_and(|bits| pair.bits >= bits)) {
        println!("\n{:.2} bits, prior {:.2}, household {:.2}", pair.bits, pair.prior_bits, pair.household_bits);
        [pair.a, pair.b].iter().for_each(|at| println!("  {} {:?}", role(*at), read.people[*at as usize]));
        pair.fields.iter().for_each(|f| {
            println!("    {:16} {:8} {:6.2}  {}", f.field.name(), f.verdict.name(), f.bits, f.level);
        });
    }
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
