//! `sekisho why`: a tie between two accounts, term by term.

mod answer;
mod json;
mod read;
mod text;

use std::path::PathBuf;

use clap::Args;
use sekisho_schema::nearest;

use crate::cli::Format;
use crate::print::{self, plain};
use answer::Answer;
use read::Written;

/// `why`.
#[derive(Args)]
#[command(
    after_help = "Example:\n  sekisho scan exports/2026-11 --out report-2026-11\n  sekisho why ac_1 ac_2 --in report-2026-11\n\nExit codes: 0 explained, whatever the answer, 2 the folder cannot be read or names no such account."
)]
pub struct WhyArgs {
    /// An account
    #[arg(value_name = "A")]
    pub one: String,
    /// Another account
    #[arg(value_name = "B")]
    pub other: String,
    /// Folder that `scan` wrote
    #[arg(long = "in", value_name = "OUT")]
    pub folder: PathBuf,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
}

/// Says why two accounts are taken for one hand, or why not.
pub fn run(arguments: &WhyArgs) -> anyhow::Result<u8> {
    let (one, other) = (arguments.one.as_str(), arguments.other.as_str());
    if one == other {
        anyhow::bail!("failed to explain `{}` with itself\nhint: name two accounts", plain(one));
    }
    let written = Written::read(&arguments.folder)?;
    [one, other].into_iter().try_for_each(|id| known(&written, id))?;
    let answer = Answer::of(&written, one, other);
    match arguments.format {
        Format::Json => print::line(&json::json(&answer)?)?,
        Format::Text => print::line(&text::text(&answer))?,
    }
    Ok(0)
}

/// An account about which the scan wrote nothing cannot be told from a slip of the pen: the message says both.
fn known(written: &Written, id: &str) -> anyhow::Result<()> {
    if written.names(id) {
        return Ok(());
    }
    let near = nearest(id, written.scores.iter().map(|score| score.account_id.as_str()));
    let hint = near.map_or_else(
        || "`scores.csv` lists the accounts against which something speaks".to_owned(),
        |near| format!("did you mean `{}`?", plain(near)),
    );
    let id = plain(id);
    anyhow::bail!(
        "failed to explain `{id}`: the scan wrote nothing about such an account; it has no finding and no tie, or is misspelt\nhint: {hint}"
    )
}
