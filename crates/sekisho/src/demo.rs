//! `sekisho demo`.

use sekisho_simulate::{Plan, simulate};

use crate::cli::{DemoArgs, Format, ScanArgs};
use crate::{print, progress, scan};

/// Accounts and days of the invented marketplace: seconds to make and scan, enough for a queue worth reading.
const SIZE: (u64, u32) = (3_000, 60);

/// Invents a marketplace, scans it and says where the report lies.
pub fn run(arguments: &DemoArgs) -> anyhow::Result<u8> {
    let plan = Plan::new(SIZE.0, SIZE.1, arguments.seed);
    let bar = progress::bar(plan.accounts, "inventing", false);
    let summary = simulate(&plan, &arguments.out, &mut |done, _| bar.set_position(done))
        .map_err(|error| anyhow::anyhow!("failed to {error}"))?;
    bar.finish_and_clear();
    let planted = summary.planted_accounts;
    print::line(&format!(
        "An invented marketplace of {} accounts over {} days, {planted} of them planted in {} rings, is in {}.",
        plan.accounts,
        plan.days,
        summary.rings,
        arguments.out.join("data").display()
    ))?;
    let code = scan::run(&ScanArgs {
        dataset: arguments.out.join("data"),
        out: arguments.out.join("report"),
        threads: None,
        lists: Vec::new(),
        mmdb: None,
        indicators: None,
        since: None,
        calibration: None,
        clearances: None,
        as_of: None,
        only: Vec::new(),
        rest_days: 30,
        hops: 6,
        memory: None,
        cluster: None,
        process: None,
        format: Format::Text,
    })?;
    print::line(&format!("Who was planted stands in {}.", arguments.out.join("truth").join("labels.csv").display()))?;
    Ok(code)
}
