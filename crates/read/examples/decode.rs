//! Reads a whole dataset and prints rows and CPU seconds per table: `decode DATASET [all|usual] [TABLE]`.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::Arc;

use sekisho_read::{Dataset, Want};
use sekisho_schema::{ColumnType, Schema, Table};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args().skip(1);
    let root = args.next().ok_or("usage: decode DATASET [all|usual] [TABLE]")?;
    let usual = args.next().is_none_or(|which| which == "usual");
    let only = args.next();
    let schema = Arc::new(Schema::embedded()?);
    let begun = cpu_seconds()?;
    let dataset = Dataset::open(Path::new(&root), &schema)?;
    println!("open {:.3} s", cpu_seconds()? - begun);
    for note in dataset.notes() {
        println!("note: {}: {} {}", note.file, note.message, note.hint.as_deref().unwrap_or_default());
    }
    let mut tables: BTreeMap<String, (u64, usize, f64)> = BTreeMap::new();
    for unit in dataset.units() {
        let table = schema.at(unit.table);
        if only.as_ref().is_some_and(|only| *only != table.name) {
            continue;
        }
        let begun = cpu_seconds()?;
        let sum = tables.entry(table.name.clone()).or_default();
        for piece in dataset.open_unit(&unit, &want(table, usual)) {
            sum.0 += piece.rows_read;
            sum.1 += piece.rejected.len();
            piece.rejected.iter().take(3).for_each(|entry| println!("{entry:?}"));
        }
        sum.2 += cpu_seconds()? - begun;
    }
    for (name, (rows, rejected, seconds)) in tables {
        println!(
            "{name:18} {rows:>10} rows {rejected:>6} rejected {seconds:>8.3} CPU s {:>7.1} ns/row",
            seconds / rows as f64 * 1e9
        );
    }
    Ok(())
}

/// Every column as words, or (usual) the ones that a scan reads: no free text, and of sessions what its judges use.
fn want(table: &Table, usual: bool) -> Want {
    let sessions = ["account_id", "started_at", "ended_at", "ip", "device_id", "ip_country", "ip_kind"];
    let words = table.own_columns().filter(|(_, column)| match (usual, table.name.as_str()) {
        (true, "sessions") => sessions.contains(&column.name.as_str()),
        (true, _) => column.ty != ColumnType::Text,
        (false, _) => true,
    });
    Want { words: words.map(|(id, _)| id).collect(), ..Want::default() }
}

/// Time this process (one thread) has run, seconds.
fn cpu_seconds() -> Result<f64, Box<dyn Error>> {
    let stat = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds: f64 = stat.split(' ').next().unwrap_or_default().parse()?;
    Ok(nanoseconds / 1e9)
}
