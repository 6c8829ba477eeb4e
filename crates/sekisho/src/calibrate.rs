//! `sekisho calibrate`, and reading what it wrote.

use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::Args;
use sekisho_calibrate::{Cases, Indicator, calibrate, read_labels, text, tie_weights};
use sekisho_evaluate::Written;
use sekisho_indicator::Kind;
use sekisho_score::{Calibration, Scale};

use crate::cli::Format;
use crate::explain::corpus;
use crate::print;

/// `calibrate`.
#[derive(Args)]
#[command(
    after_help = "Example:\n  sekisho calibrate out --labels outcomes.csv --out calibration.toml\n  sekisho scan exports/2026-12 --out out-12 --calibration calibration.toml"
)]
pub struct CalibrateArgs {
    /// Folder that `scan` wrote (its findings are read)
    pub scanned: PathBuf,
    /// CSV file of outcomes: account_id, outcome (positive, negative, open), optionally ring_id
    #[arg(long, value_name = "FILE")]
    pub labels: PathBuf,
    /// File for the learnt bits
    #[arg(long, value_name = "FILE", default_value = "calibration.toml")]
    pub out: PathBuf,
    /// Folder with indicators of your own
    #[arg(long, value_name = "DIR")]
    pub indicators: Option<PathBuf>,
    /// How the summary is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Learns bits from outcomes and writes them.
pub fn run(arguments: &CalibrateArgs) -> anyhow::Result<u8> {
    let outcomes = read_labels(&arguments.labels).map_err(|error| anyhow::anyhow!("failed to {error}"))?;
    let written = Written::read(&arguments.scanned).map_err(|error| anyhow::anyhow!("failed to {error}"))?;
    if written.findings.is_none() {
        let path = arguments.scanned.join("findings.jsonl");
        anyhow::bail!(
            "failed to read `{}`: there is no such file\nhint: name the folder that `scan` wrote",
            path.display()
        );
    }
    let corpus = corpus(arguments.indicators.as_deref())?;
    let evidence = corpus.indicators.into_iter().filter(|indicator| indicator.kind == Kind::Evidence);
    let indicators = evidence.map(|it| Indicator { id: it.id, group: it.group, expert_bits: it.bits }).collect();
    let cases = Cases::new(indicators, Scale::default().prior, &written, &outcomes);
    let positives = cases.positives();
    if positives == 0 || positives == cases.cases.len() {
        anyhow::bail!(
            "failed to learn from `{}`: it has {positives} positive outcomes of {}\nhint: both kinds are needed",
            arguments.labels.display(),
            cases.cases.len()
        );
    }
    let mut learnt = calibrate(&cases);
    learnt.calibration.ties = tie_weights(&written, &outcomes);
    let path = arguments.out.display();
    std::fs::write(&arguments.out, learnt.calibration.to_toml())
        .with_context(|| format!("failed to write `{path}`"))?;
    match arguments.format {
        Format::Json => print::line(&serde_json::to_string_pretty(&learnt)?)?,
        Format::Text => print::line(&format!("{}\n\nthe learnt bits are in {path}", text(&learnt)))?,
    }
    Ok(0)
}

/// A calibration file, if one is named.
pub fn read(path: Option<&Path>) -> anyhow::Result<Option<Calibration>> {
    let Some(path) = path else { return Ok(None) };
    let hint = "hint: `sekisho calibrate` writes such a file";
    let failed = |why: &dyn std::fmt::Display| anyhow::anyhow!("failed to read `{}`: {why}\n{hint}", path.display());
    let text = std::fs::read_to_string(path).map_err(|error| failed(&error))?;
    Calibration::parse(&text).map(Some).map_err(|error| failed(&error.to_string().trim_end()))
}
