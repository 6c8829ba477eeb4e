//! `sekisho simulate`.

use sekisho_simulate::{Format, Plan, simulate};

use crate::cli::{SimulateArgs, Tables, World};
use crate::{print, progress};

/// Invents a dataset and says what is in it.
pub fn run(arguments: &SimulateArgs) -> anyhow::Result<u8> {
    let mut plan = Plan::new(arguments.accounts, arguments.days, arguments.seed);
    plan.sessions_per_account = arguments.sessions;
    plan.light = arguments.light;
    plan.rings = arguments.rings;
    plan.world = match arguments.world {
        World::Plain => sekisho_simulate::World::Plain,
        World::Loud => sekisho_simulate::World::Loud,
        World::Careful => sekisho_simulate::World::Careful,
        World::Crowd => sekisho_simulate::World::Crowd,
    };
    plan.format = match arguments.tables {
        Tables::Parquet => Format::Parquet,
        Tables::Csv => Format::Csv,
        Tables::Jsonl => Format::Jsonl,
    };
    let bar = progress::bar(plan.accounts, "inventing", false);
    let summary = simulate(&plan, &arguments.out, &mut |done, _| bar.set_position(done))
        .map_err(|error| anyhow::anyhow!("failed to {error}"))?;
    bar.finish_and_clear();
    for (table, rows) in &summary.rows {
        print::line(&format!("{table:<18} {rows:>12}"))?;
    }
    let (data, truth) = (arguments.out.join("data"), arguments.out.join("truth"));
    let planted = format!("{} rings, {} planted accounts", summary.rings, summary.planted_accounts);
    print::line(&format!("\n{planted}\nthe dataset is {}\nthe truth is   {}", data.display(), truth.display()))?;
    Ok(0)
}
