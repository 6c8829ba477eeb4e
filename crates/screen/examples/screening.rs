//! Screens names with typing errors and ordinary names: recall, false alarms, names per CPU second.
//!
//! `cargo run --release -p sekisho-screen --example screening [LISTS] [SEED] [OUT.csv]`: OUT takes the queries, for rivals.

// A program run by hand: it may end with a panic where a library may not.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::too_many_lines)]

use std::fmt::Write as _;
use std::path::PathBuf;

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sekisho_screen::{About, Asked, Birth, Lists, Screen};

const EACH: usize = 10_000;
static CENSUS: &str = include_str!("../../names/data/latin.tsv");

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().map_or_else(|| PathBuf::from("../shared/data/sanctions"), PathBuf::from);
    let seed = arguments.next().and_then(|seed| seed.parse().ok()).unwrap_or(1);
    let out = arguments.next();
    let mut lists = Lists::open(&[folder]).expect("lists");
    lists.entries.retain(|entry| {
        let name = &lists.lists[entry.list].name;
        name.contains("2024-05-03") || name.ends_with("xml.gz")
    });
    let screen = Screen::new(lists);
    println!("{} entries read and filed in {:.2} CPU s", screen.lists.entries.len(), cpu_seconds());
    let mut dice = ChaCha8Rng::seed_from_u64(seed);
    let typos = typos(&mut dice, &screen);
    let ordinary = ordinary(&mut dice);
    // Reading the clock costs more than a short question, so the rate is measured without it.
    let before = cpu_seconds();
    let queries = typos.iter().map(|(_, name)| name).chain(&ordinary);
    let hits: usize = queries.map(|name| screen.ask(name, Asked::Name).len()).sum();
    let total = cpu_seconds() - before;
    println!("{hits} hits");
    let mut times = Vec::new();
    let mut found = 0;
    let mut missed = Vec::new();
    for (entry, name) in &typos {
        let start = on_cpu();
        let hits = screen.ask(name, Asked::Name);
        times.push(on_cpu() - start);
        let same = |hit: &sekisho_screen::Hit| {
            hit.entry == *entry
                || screen.lists.entries[hit.entry]
                    .names
                    .iter()
                    .any(|name| screen.lists.entries[*entry].names.contains(name))
        };
        if hits.iter().any(same) {
            found += 1;
        } else {
            missed.push(format!("{name} <- {}", screen.lists.entries[*entry].name()));
        }
    }
    let mut alarms = Vec::new();
    for name in &ordinary {
        let start = on_cpu();
        let hits = screen.ask(name, Asked::Name);
        times.push(on_cpu() - start);
        if let Some(hit) = hits.first() {
            alarms.push(format!("{:.3} {name}: {} [{}]", hit.score, screen.lists.entries[hit.entry].name(), hit.says));
        }
    }
    let with_dates = with_dates(&mut dice, &screen, &typos, &ordinary);
    times.sort_by(f64::total_cmp);
    println!("with errors: {found} of {EACH} found ({:.2} %)", 100.0 * found as f64 / EACH as f64);
    println!("ordinary: {} alarms of {EACH}", alarms.len());
    println!("with birth dates: {with_dates}");
    println!(
        "{:.0} names per CPU second, p50 {:.3} ms, p99 {:.3} ms, most {:.1} ms",
        times.len() as f64 / total,
        times[times.len() / 2] * 1e3,
        times[times.len() * 99 / 100] * 1e3,
        times[times.len() - 1] * 1e3
    );
    missed.iter().step_by((missed.len() / 25).max(1)).for_each(|line| println!("  missed: {line}"));
    alarms.iter().take(25).for_each(|line| println!("  alarm: {line}"));
    if let Some(out) = out {
        let mut text = String::from("name,entry\n");
        typos.iter().for_each(|(entry, name)| writeln!(text, "\"{}\",{entry}", name.replace('"', "")).expect("text"));
        ordinary.iter().for_each(|name| writeln!(text, "\"{name}\",").expect("text"));
        std::fs::write(out, text).expect("queries");
    }
}

/// The same questions with a birth date: the entry's own, or a day by chance.
fn with_dates(dice: &mut impl Rng, screen: &Screen, typos: &[(usize, String)], ordinary: &[String]) -> String {
    let own = |entry: usize| screen.lists.entries[entry].births.first().map(|birth| (entry, *birth));
    let (mut asked, mut found) = (0, 0);
    for (name, (entry, birth)) in typos.iter().filter_map(|(entry, name)| Some((name, own(*entry)?))) {
        asked += 1;
        let hits = screen.answer(name, Asked::Name, &[birth]).hits;
        found += usize::from(hits.iter().any(|hit| hit.entry == entry));
    }
    let (mut alarms, mut aside) = (0, 0);
    for name in ordinary {
        let day = format!(
            "{}-{:02}-{:02}",
            dice.random_range(1950..2005),
            dice.random_range(1..13),
            dice.random_range(1..29)
        );
        let answer = screen.answer(name, Asked::Name, &[Birth::read(&day).expect("a day")]);
        alarms += usize::from(!answer.hits.is_empty());
        aside += usize::from(!answer.set_aside.is_empty());
    }
    format!("with errors: {found} of {asked} found; ordinary: {alarms} alarms, {aside} set aside, of {EACH}")
}

/// Seconds that this thread has run, from `/proc` (in nanoseconds; the kernel brings the figure up to date when the thread gives way).
fn on_cpu() -> f64 {
    std::thread::yield_now();
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split_whitespace().next().and_then(|time| time.parse::<f64>().ok()).unwrap_or_default() / 1e9
}

/// User and system time of this process so far, from `/proc` (in ticks of a hundredth of a second).
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok());
    ticks.sum::<f64>() / 100.0
}

/// Names of entries with one error each, and some with two.
fn typos(dice: &mut impl Rng, screen: &Screen) -> Vec<(usize, String)> {
    let persons: Vec<usize> = (0..screen.lists.entries.len())
        .filter(|at| screen.lists.entries[*at].about == About::Person || at % 3 == 0)
        .collect();
    let mut typos = Vec::new();
    while typos.len() < EACH {
        let entry = persons[dice.random_range(0..persons.len())];
        let name = screen.lists.entries[entry].name();
        // Short names with an error are other names: nobody could tell.
        if name.len() < 8 || !name.is_ascii() {
            continue;
        }
        typos.push((entry, mistyped(dice, name)));
    }
    typos
}

fn mistyped(dice: &mut impl Rng, name: &str) -> String {
    let plain: String = name.replace(',', "");
    let mut letters: Vec<char> = plain.chars().collect();
    let inside: Vec<usize> = (1..letters.len() - 1)
        .filter(|at| letters[*at - 1..=*at + 1].iter().all(|letter| letter.is_alphabetic()))
        .collect();
    let at = if inside.is_empty() { 1 } else { inside[dice.random_range(0..inside.len())] };
    match dice.random_range(0..6) {
        0 => letters.swap(at, at + 1),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        3 => letters.insert(at, ' '),
        4 => {
            let mut words: Vec<&str> = plain.split(' ').collect();
            words.rotate_left(1);
            return words.join(" ");
        }
        _ => letters[at] = char::from(b'a' + dice.random_range(0..26u8)),
    }
    letters.into_iter().collect()
}

/// Given names and surnames drawn by their shares in the census.
fn ordinary(dice: &mut impl Rng) -> Vec<String> {
    let draw = |dice: &mut dyn Rng, mark: &str| {
        let rows: Vec<(&str, u64)> = CENSUS
            .lines()
            .filter_map(|line| {
                line.strip_prefix(mark)?
                    .trim()
                    .split_once('\t')
                    .and_then(|(name, share)| Some((name, share.parse().ok()?)))
            })
            .collect();
        let total: u64 = rows.iter().map(|(_, share)| share).sum();
        let mut names = Vec::new();
        for _ in 0..EACH {
            let mut left = dice.random_range(0..total);
            let row = rows.iter().find(|(_, share)| {
                let here = left < *share;
                left = left.saturating_sub(*share);
                here
            });
            names.push(row.map_or(rows[0].0, |(name, _)| name));
        }
        names
    };
    let (given, surnames) = (draw(dice, "g\t"), draw(dice, "s\t"));
    given.iter().zip(&surnames).map(|(given, surname)| format!("{given} {surname}")).collect()
}
