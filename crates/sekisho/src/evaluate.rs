//! `sekisho evaluate`.

use std::path::PathBuf;

use anyhow::Context;
use clap::Args;
use sekisho_evaluate::{Truth, Written, evaluate, page, text};

use crate::cli::Format;
use crate::print;

/// `evaluate`.
#[derive(Args)]
#[command(
    after_help = "Example:\n  sekisho simulate --out world\n  sekisho scan world/data --out out\n  sekisho evaluate out --truth world/truth --html evaluation.html"
)]
pub struct EvaluateArgs {
    /// Folder that `scan` wrote
    pub out: PathBuf,
    /// Folder with the truth: labels.csv and, if known, behaviours.csv, trails.csv, rejected.csv, meta.json
    #[arg(long, value_name = "DIR")]
    pub truth: PathBuf,
    /// How the figures are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Also write a page with charts
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
}

/// Says how good a scan is.
pub fn run(arguments: &EvaluateArgs) -> anyhow::Result<u8> {
    let failed = |error| anyhow::anyhow!("failed to {error}");
    let truth = Truth::read(&arguments.truth).map_err(failed)?;
    let written = Written::read(&arguments.out).map_err(failed)?;
    let evaluation = evaluate(&truth, &written);
    if let Some(path) = &arguments.html {
        std::fs::write(path, page(&evaluation)).with_context(|| format!("failed to write `{}`", path.display()))?;
    }
    match arguments.format {
        Format::Json => print::line(&serde_json::to_string_pretty(&evaluation)?)?,
        Format::Text => print::line(text(&evaluation).trim_end())?,
    }
    Ok(0)
}
