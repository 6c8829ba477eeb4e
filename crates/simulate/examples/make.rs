//! Writes an invented marketplace: `make ACCOUNTS DAYS SEED OUT [light] [csv|jsonl]`.

use std::path::PathBuf;
use std::time::Instant;

use sekisho_simulate::{Format, Plan, simulate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [accounts, days, seed, out, options @ ..] = arguments.as_slice() else {
        return Err("usage: make ACCOUNTS DAYS SEED OUT [light] [csv|jsonl]".into());
    };
    let mut plan = Plan::new(accounts.parse()?, days.parse()?, seed.parse()?);
    for option in options {
        match option.as_str() {
            "light" => plan.light = true,
            "csv" => plan.format = Format::Csv,
            "jsonl" => plan.format = Format::Jsonl,
            other => return Err(format!("unknown option `{other}`").into()),
        }
    }
    let begin = Instant::now();
    let summary = simulate(&plan, &PathBuf::from(out), &mut |_, _| {})?;
    println!("{:.2} s, {} rings, {} planted", begin.elapsed().as_secs_f64(), summary.rings, summary.planted_accounts);
    for (table, rows) in &summary.rows {
        println!("{rows:>10} {table}");
    }
    Ok(())
}
