//! Peels review graphs of 1,000,000 edges and prints CPU seconds and what was found.
//!
//! `cargo run --release -p sekisho-peel --example peeling`. Blocks of any density are reported, so that chance alone
//! decides; the last two graphs are judged with the default settings. CPU seconds are this process's user and system time, read
//! from `/proc` (Linux), so other programs on the machine do not count.

#[path = "../tests/planted/mod.rs"]
mod planted;

use planted::{World, overlap};
use sekisho_peel::{Settings, blocks, densest};

/// One graph: its name, nodes, skews, and the density and camouflage of the planted block.
struct Case {
    name: &'static str,
    nodes: (u32, u32),
    skews: (f64, f64),
    plant: Option<(f64, usize)>,
    /// Honest communities, in which nine reviews of ten stay; 0 for none.
    communities: u32,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let even = ((400_000, 100_000), (0.0, 0.0));
    let real = ((400_000, 100_000), (0.5, 0.6));
    let case = |name, (nodes, skews), plant| Case { name, nodes, skews, plant, communities: 0 };
    let cases = [
        case("even, noise alone", even, None),
        case("even, block 100 %", even, Some((1.0, 0))),
        case("even, block 30 %, camouflage 30", even, Some((0.3, 30))),
        case("skewed, noise alone", real, None),
        case("skewed, block 100 %", real, Some((1.0, 0))),
        case("skewed, block 100 %, camouflage 100", real, Some((1.0, 100))),
        case("skewed, block 50 %, camouflage 50", real, Some((0.5, 50))),
        case("skewed, block 30 %, camouflage 30", real, Some((0.3, 30))),
        case("skewed, block 20 %, camouflage 20", real, Some((0.2, 20))),
        case("skewed, block 10 %, camouflage 10", real, Some((0.1, 10))),
        case("very skewed, block 30 %, camouflage 30", ((400_000, 100_000), (0.7, 0.75)), Some((0.3, 30))),
        Case { communities: 20, ..case("20 communities, noise alone", real, None) },
        Case { communities: 20, ..case("20 communities, block 30 %, camouflage 30", real, Some((0.3, 30))) },
    ];
    for (seed, case) in cases.iter().enumerate() {
        measure(seed as u64 + 1, case)?;
    }
    Ok(())
}

fn measure(seed: u64, case: &Case) -> Result<(), Box<dyn std::error::Error>> {
    let mut settings = Settings::default();
    if case.communities == 0 {
        settings.min_density = 0.0;
    }
    let extra = case.plant.map_or(0.0, |(density, camouflage)| density * 20_000.0 + camouflage as f64 * 200.0);
    let mut world = World::new(seed, case.nodes, 1_000_000 - extra as usize, case.skews);
    if case.communities > 0 {
        world.settle(case.communities, 0.9);
    }
    let planted = case.plant.map(|(density, camouflage)| world.plant((200, 100), density, camouflage));
    world.shuffle();
    let start = cpu_seconds()?;
    let raw = densest(&world.edges, &settings)?;
    let middle = cpu_seconds()?;
    let found = blocks(&world.edges, &settings)?;
    let end = cpu_seconds()?;
    println!(
        "{}: {} edges, blocks {:.2} CPU s, densest alone {:.2}",
        case.name,
        world.edges.len(),
        end - middle,
        middle - start
    );
    for (label, block) in
        raw.iter().map(|block| ("  densest", block)).chain(found.iter().map(|block| ("  block", block)))
    {
        print!(
            "{label}: {} x {}, score {:.3}, chance {:.3}, density {:.3}",
            block.rows.len(),
            block.columns.len(),
            block.score,
            block.chance,
            block.density
        );
        if let Some(planted) = &planted {
            let (rows, strange_rows) = overlap(&block.rows, &planted.rows);
            let (columns, strange_columns) = overlap(&block.columns, &planted.columns);
            print!("; planted {rows} + {columns}, strangers {strange_rows} + {strange_columns}");
        }
        println!();
    }
    Ok(())
}

/// User and system time of this process so far. Fields 14 and 15 of its stat line, in ticks of 1/100 s (proc(5)).
fn cpu_seconds() -> Result<f64, Box<dyn std::error::Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks: Result<Vec<u64>, _> = after_name.split_whitespace().skip(11).take(2).map(str::parse).collect();
    Ok(ticks?.iter().sum::<u64>() as f64 / 100.0)
}
