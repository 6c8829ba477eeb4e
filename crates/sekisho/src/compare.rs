//! `sekisho compare`.

use std::path::PathBuf;

use clap::Args;
use sekisho_evaluate::{Written, compare, comparison_text};

use crate::cli::Format;
use crate::exit::FOUND_WRONG;
use crate::print;

/// `compare`.
#[derive(Args)]
#[command(
    after_help = "Example:\n  sekisho scan data --out before\n  sekisho scan data --out after --calibration calibration.toml\n  sekisho compare before after\n\nExit codes: 0 nothing differs, 1 something differs, 2 a folder cannot be read."
)]
pub struct CompareArgs {
    /// Folder that a scan wrote
    pub before: PathBuf,
    /// Folder that another scan wrote, with other indicators, lists, calibration or another version
    pub after: PathBuf,
    /// How the differences are printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Says what changed; like `diff`, it answers 1 when something did.
pub fn run(arguments: &CompareArgs) -> anyhow::Result<u8> {
    let read = |folder| Written::read(folder).map_err(|error| anyhow::anyhow!("failed to {error}"));
    let comparison = compare(&read(&arguments.before)?, &read(&arguments.after)?);
    match arguments.format {
        Format::Json => print::line(&serde_json::to_string_pretty(&comparison)?)?,
        Format::Text => print::line(&comparison_text(&comparison))?,
    }
    Ok(if comparison.is_same() { 0 } else { FOUND_WRONG })
}
