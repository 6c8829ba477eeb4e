//! Chores of the repository.
//!
//! | command | what it does |
//! |---|---|
//! | `cargo xtask goldens` | writes `tests/goldens/*/expected` anew |
//! | `cargo xtask reference` | writes `docs/reference/*.md` anew |
//! | `cargo xtask scoreboard` | judges five seeds of each invented world, says what changed, writes `eval/scoreboard.*` anew |
//! | `cargo xtask scoreboard --quick` | judges one seed of each, says what changed, writes nothing |

mod reference;
mod scoreboard;

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

fn main() -> anyhow::Result<()> {
    match std::env::args().nth(1).as_deref() {
        Some("goldens") => goldens(),
        Some("reference") => write_reference(),
        Some("scoreboard") => scoreboard::run(std::env::args().nth(2).as_deref() == Some("--quick")),
        _ => bail!("failed to find the chore\nhint: the chores are `goldens`, `reference` and `scoreboard`"),
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The test that compares goldens also writes them: there is one runner.
fn goldens() -> anyhow::Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut test = Command::new(cargo);
    test.args(["test", "--release", "--package", "sekisho", "--test", "all", "--", "goldens::"]);
    let status =
        test.current_dir(root()).env("SEKISHO_REWRITE_GOLDENS", "1").status().context("failed to run the goldens")?;
    if !status.success() {
        bail!("failed to write the goldens anew");
    }
    Ok(())
}

fn write_reference() -> anyhow::Result<()> {
    for (name, text) in reference::pages()? {
        let path = root().join(name);
        std::fs::write(&path, text).with_context(|| format!("failed to write `{}`", path.display()))?;
    }
    Ok(())
}
