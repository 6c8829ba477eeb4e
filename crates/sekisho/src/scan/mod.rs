//! `sekisho scan`.

mod cases;
mod clients;
mod coverage;
pub mod kinds;
mod links;
mod made;
mod orders;
mod prepare;
mod report;
mod rings;
mod summary;
mod trails;

use anyhow::Context;
use sekisho_evidence::{Finding, findings};
use sekisho_flow::{Job, Outcome};
use sekisho_output as output;
use sekisho_score::{Scale, Scores, scores};

use self::made::Made;
use crate::cli::ScanArgs;
use crate::print;

/// Everything a scan found.
pub(crate) struct Scan {
    pub outcome: Outcome,
    pub findings: Vec<Finding>,
    pub scores: Scores,
    pub made: Made,
    pub links: Vec<output::Link>,
    pub left_out: Vec<output::LeftOut>,
    pub scale: Scale,
    pub coverage: output::Coverage,
}

/// Scans a dataset and writes the files of the contract.
pub fn run(arguments: &ScanArgs) -> anyhow::Result<u8> {
    let mut prepared = prepare::prepare(arguments)?;
    output::prepare(&arguments.out)?;
    let Some(outcome) = prepared.run(arguments)? else {
        print::line("this process has done its part; process 0 writes the results")?;
        return Ok(0);
    };
    let (job, made, notes, scale) = (prepared.job, prepared.made, prepared.notes, prepared.scale);
    let findings =
        findings(&outcome.hits, &job.dataset, &job.schema, &job.book).context("failed to read witness rows")?;
    let links = links::links(&made, &job).context("failed to read the rows of ties")?;
    let left_out = links::left_out(&made, &job).context("failed to read the rows of shared values")?;
    let tied = links.iter().flat_map(|link| [link.account_a.as_str(), link.account_b.as_str()]).collect();
    let scores = scores(&findings, &job.book, &scale, &made.companies(), &tied);
    let coverage = coverage::coverage(&job, &outcome, &findings, (notes, &scale));
    let scan = Scan { outcome, findings, scores, made, links, left_out, scale, coverage };
    write(arguments, &scan, &job)?;
    print::line(&summary::summary(arguments, &scan, &job))?;
    Ok(0)
}

fn write(arguments: &ScanArgs, scan: &Scan, job: &Job) -> anyhow::Result<()> {
    let out = &arguments.out;
    output::write_findings(out, &scan.findings)?;
    output::write_findings_parquet(out, &scan.findings)?;
    output::write_scores(out, &scan.scores.accounts, &links::listed(&scan.scores.rings))?;
    output::write_links(out, &scan.links)?;
    output::write_left_out(out, &scan.left_out)?;
    output::write_rings(out, &links::ring_rows(&scan.made, &scan.scores.rings))?;
    output::write_text(out, "matches.csv", &scan.made.screened.csv())?;
    output::write_coverage(out, &scan.coverage)?;
    output::write_trails(out, &trails::lines(&scan.made.trails))?;
    output::write_rejected(out, &scan.outcome.rejected)?;
    let page = sekisho_report::render(&report::report(scan, job));
    output::write_text(out, "report.html", &page)?;
    Ok(())
}
