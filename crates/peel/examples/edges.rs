//! Finds the densest block of a review graph, for `bench/rows/peeling.py`: one edge a line on the standard input, `row column`.

use std::io::Read;

use sekisho_peel::{Settings, densest};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut edges: Vec<(u32, u32)> = Vec::new();
    for line in text.lines() {
        let (row, column) = line.split_once(' ').ok_or("an edge is two numbers")?;
        edges.push((row.parse()?, column.parse()?));
    }
    let settings = Settings { min_density: 0.0, ..Settings::default() };
    match densest(&edges, &settings)? {
        Some(block) => println!("{} x {}, score {:.3}", block.rows.len(), block.columns.len(), block.score),
        None => println!("no block"),
    }
    Ok(())
}
