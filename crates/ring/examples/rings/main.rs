//! Prints figures: how well rings are found on invented graphs under several rules, and how fast.
//!
//! `cargo run --release -p sekisho-ring --example rings [FOLDER]`; with a folder, the joined pairs of each graph and
//! the truth are written there, for other methods to be compared on.

mod world;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;

use rand::{RngExt, SeedableRng};
use sekisho_ring::{Ring, Rules, Tie, rings};
use world::{CROSSINGS, World};

const DENSITIES: [f64; 3] = [0.35, 0.5, 0.7];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).filter(|folder| folder != "speed");
    if std::env::args().any(|word| word == "speed") {
        speed(&world::rules());
        return Ok(());
    }
    let base = world::rules();
    let with = |hold_bits: f32, cut_bits: f32| Rules { hold_bits, cut_bits, ..base };
    let methods = [
        ("components of joined pairs", with(0.0, 0.0)),
        ("weight alone >= 10", Rules { join_bits: 10.0, strong_bits: 10.0, hold_bits: 0.0, cut_bits: 0.0, ..base }),
        ("hold 10", with(10.0, 0.0)),
        ("hold 12", with(12.0, 0.0)),
        ("hold 14", with(14.0, 0.0)),
        ("cut 10", with(0.0, 10.0)),
        ("hold 10, cut 8", with(10.0, 8.0)),
        ("hold 10, cut 10", with(10.0, 10.0)),
        ("hold 12, cut 10", with(12.0, 10.0)),
        ("hold 12, cut 12", with(12.0, 12.0)),
        ("hold 14, cut 10", with(14.0, 10.0)),
        ("hold 14, cut 14", with(14.0, 14.0)),
    ];
    for density in DENSITIES {
        println!("\ndensity {density}: precision, recall, F1 of pairs; merged couples by crossing");
        let worlds: Vec<World> = (0..10).map(|seed| World::new(1_000 + seed, 80, 4_000, density)).collect();
        for (name, rules) in &methods {
            print_row(name, &worlds, rules);
        }
        if let Some(folder) = &folder {
            dump(folder, density, &worlds, &with(0.0, 0.0))?;
        }
    }
    for (place, crossing) in CROSSINGS.iter().enumerate() {
        println!("crossing {place}: {crossing}");
    }
    speed(&base);
    Ok(())
}

fn print_row(name: &str, worlds: &[World], rules: &Rules) {
    let (mut right, mut found, mut wanted) = (0u64, 0u64, 0u64);
    let mut merged = [0usize; CROSSINGS.len()];
    for world in worlds {
        let rings = rings(&world.ties, rules);
        let (r, f, w) = pairs(&world.truth, &rings);
        (right, found, wanted) = (right + r, found + f, wanted + w);
        for (one, other, crossing) in &world.touching {
            merged[*crossing] += usize::from(is_merged(&world.truth, &rings, *one, *other));
        }
    }
    let (precision, recall) = (right as f64 / found as f64, right as f64 / wanted as f64);
    let f1 = 2.0 * precision * recall / (precision + recall);
    println!("{name:28} {precision:.3} {recall:.3} {f1:.3}  {merged:?}");
}

/// Pairs in one ring that belong together, pairs in one ring, pairs that belong together.
fn pairs(truth: &[u32], rings: &[Ring]) -> (u64, u64, u64) {
    let choose = |n: u64| n * n.saturating_sub(1) / 2;
    let mut sizes: BTreeMap<u32, u64> = BTreeMap::new();
    truth.iter().filter(|ring| **ring > 0).for_each(|ring| *sizes.entry(*ring).or_default() += 1);
    let (mut right, mut found) = (0, 0);
    for ring in rings {
        let mut parts: BTreeMap<u32, u64> = BTreeMap::new();
        for member in &ring.members {
            *parts.entry(truth[member.account as usize]).or_default() += 1;
        }
        found += choose(ring.members.len() as u64);
        right += parts.iter().filter(|(of, _)| **of > 0).map(|(_, n)| choose(*n)).sum::<u64>();
    }
    (right, found, sizes.values().map(|n| choose(*n)).sum())
}

fn is_merged(truth: &[u32], rings: &[Ring], one: u32, other: u32) -> bool {
    rings.iter().any(|ring| {
        let has = |of: u32| ring.members.iter().any(|member| truth[member.account as usize] == of);
        has(one) && has(other)
    })
}

fn dump(folder: &str, density: f64, worlds: &[World], all: &Rules) -> Result<(), Box<dyn Error>> {
    for (place, world) in worlds.iter().enumerate() {
        let joined = rings(&world.ties, all).into_iter().flat_map(|ring| ring.pairs);
        let pairs: String = joined.map(|pair| format!("{},{},{}\n", pair.a, pair.b, pair.bits)).collect();
        let truth: String = world.truth.iter().map(|ring| format!("{ring}\n")).collect();
        let touching: String = world.touching.iter().map(|(a, b, how)| format!("{a},{b},{how}\n")).collect();
        for (name, text) in [("pairs", pairs), ("truth", truth), ("touching", touching)] {
            fs::write(format!("{folder}/{density}_{place}_{name}.csv"), text)?;
        }
    }
    Ok(())
}

fn speed(base: &Rules) {
    let mut chance = rand_chacha::ChaCha8Rng::seed_from_u64(9);
    let mut thin = Vec::new();
    for value in 0..1_500_000u64 {
        let (a, b) = (chance.random_range(0..1_000_000), chance.random_range(0..1_000_000));
        thin.extend([0u8, 5].map(|kind| Tie {
            a,
            b,
            kind,
            family: kind,
            bits: 4.0,
            value: value * 2 + u64::from(kind == 0),
        }));
    }
    timed(
        "1 M triangles at random of 8-bit pairs, held by support alone, every cut tested",
        &triangles(1_000_000),
        base,
    );
    let world = World::new(5, 10_000, 1_000_000, 0.5);
    if std::env::args().any(|word| word == "one") {
        return;
    }
    timed("3 M ties at random, all joined in one giant component, nothing holds", &thin, base);
    timed("the same, everything holds, every cut is tested", &thin, &Rules { hold_bits: 0.0, ..*base });
    timed("10,000 rings among 1 M households and chance ties", &world.ties, base);
    let crowd = crowd(2_000);
    timed("one crowd: 2,000 accounts share two values", &crowd, base);
    timed("the same under cut 7 (stays whole)", &crowd, &Rules { cut_bits: 7.0, ..*base });
    timed("a chain of 100,000 triangles, one fact each", &chain(100_000), base);
}

/// Half a million accounts; each pair of a triangle shares two values of its own.
fn triangles(count: u64) -> Vec<Tie> {
    let mut chance = rand_chacha::ChaCha8Rng::seed_from_u64(11);
    let mut ties = Vec::new();
    for at in 0..count {
        let [a, b, c] = [(); 3].map(|()| chance.random_range(0..500_000));
        for (place, (a, b)) in [(a, b), (b, c), (a, c)].into_iter().enumerate() {
            let value = at * 6 + place as u64 * 2;
            let two =
                [0u8, 5].map(|kind| Tie { a, b, kind, family: kind, bits: 4.0, value: value + u64::from(kind == 0) });
            ties.extend(two);
        }
    }
    ties
}

fn crowd(size: u32) -> Vec<Tie> {
    let pairs = (0..size).flat_map(|a| (a + 1..size).map(move |b| (a, b)));
    pairs
        .flat_map(|(a, b)| [0u8, 5].map(|kind| Tie { a, b, kind, family: kind, bits: 4.0, value: u64::from(kind) }))
        .collect()
}

fn chain(length: u32) -> Vec<Tie> {
    let corners = (0..length).flat_map(|at| [(0, 1), (0, 2), (1, 2)].map(|(a, b)| (at, 2 * at + a, 2 * at + b)));
    let two = |(at, a, b)| {
        [0u8, 5].map(|kind| Tie {
            a,
            b,
            kind,
            family: kind,
            bits: 4.0,
            value: u64::from(at * 2) + u64::from(kind == 0),
        })
    };
    corners.flat_map(two).collect()
}

fn timed(name: &str, ties: &[Tie], rules: &Rules) {
    let start = cpu_seconds();
    let rings = rings(ties, rules);
    let seconds = cpu_seconds() - start;
    let members = rings.iter().map(|ring| ring.members.len()).sum::<usize>();
    println!("{seconds:6.2} CPU s: {name}; {} ties, {} rings, {members} members", ties.len(), rings.len());
}

/// What this thread has used so far (Linux; 0 elsewhere).
fn cpu_seconds() -> f64 {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    stat.split(' ').next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
}
