//! One world: invented, scanned, judged, each by the program as a person would run it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, bail};
use serde_json::Value;

/// Small enough that all of it takes a minute or two, with rings enough to tell scores apart.
pub const SIZE: [(&str, &str); 3] = [("--accounts", "8000"), ("--rings", "8"), ("--days", "60")];

/// The evaluation of one seed of one world.
pub fn judge(world: &str, seed: u64) -> anyhow::Result<Value> {
    let folder = std::env::temp_dir().join(format!("sekisho-scoreboard-{}", std::process::id()));
    std::fs::create_dir_all(&folder).with_context(|| format!("failed to make `{}`", folder.display()))?;
    let judged = judge_in(&folder, world, seed);
    let _ = std::fs::remove_dir_all(&folder);
    judged
}

fn judge_in(folder: &Path, world: &str, seed: u64) -> anyhow::Result<Value> {
    let text = |part: &str| folder.join(part).display().to_string();
    let (made, out, seed) = (text("world"), text("out"), seed.to_string());
    let mut simulate = vec!["simulate", "--world", world, "--seed", &seed, "--out", &made];
    simulate.extend(SIZE.iter().flat_map(|(option, value)| [*option, *value]));
    sekisho(&simulate)?;
    sekisho(&["scan", &text("world/data"), "--out", &out])?;
    let said = sekisho(&["evaluate", &out, "--truth", &text("world/truth"), "--format", "json"])?;
    serde_json::from_str(&said).context("failed to read what `sekisho evaluate` said")
}

fn sekisho(arguments: &[&str]) -> anyhow::Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["run", "--quiet", "--release", "--package", "sekisho", "--"])
        .args(arguments)
        .current_dir(crate::root());
    let output = command.output().context("failed to run sekisho")?;
    if !output.status.success() {
        bail!("failed to run sekisho {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
    String::from_utf8(output.stdout).context("failed to read what sekisho said")
}
