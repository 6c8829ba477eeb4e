//! The scoreboard: five seeds of each invented world, judged by the program itself, frozen in `eval/`.

mod figures;
mod page;
mod run;

use std::path::PathBuf;

use anyhow::Context;

use figures::Board;

/// Seeds of the scoreboard. Nothing is tuned on them.
const SEEDS: [u64; 5] = [901, 902, 903, 904, 905];
/// Seeds that a quick look judges.
const QUICK: usize = 1;
const WORLDS: [&str; 4] = ["plain", "loud", "careful", "crowd"];

/// `cargo xtask scoreboard` writes `eval/scoreboard.json` and `.md` anew and says what changed; `--quick` judges the first seed of
/// each world only, says what changed, and writes nothing.
pub fn run(quick: bool) -> anyhow::Result<()> {
    let seeds = if quick { &SEEDS[..QUICK] } else { &SEEDS };
    let frozen = frozen()?;
    let mut board = Board::default();
    for world in WORLDS {
        for seed in seeds {
            let judged = run::judge(world, *seed)?;
            board.add(world, *seed, &judged);
        }
    }
    print!("{}", page::difference(&frozen, &board));
    if quick {
        return Ok(());
    }
    let json = serde_json::to_string_pretty(&board).context("failed to write the scoreboard as JSON")?;
    for (name, text) in [("scoreboard.json", format!("{json}\n")), ("scoreboard.md", page::page(&board))] {
        let path = place(name);
        std::fs::write(&path, text).with_context(|| format!("failed to write `{}`", path.display()))?;
    }
    Ok(())
}

fn place(name: &str) -> PathBuf {
    crate::root().join("eval").join(name)
}

fn frozen() -> anyhow::Result<Board> {
    match std::fs::read_to_string(place("scoreboard.json")) {
        Ok(text) => serde_json::from_str(&text).context("failed to read `eval/scoreboard.json`"),
        Err(_) => Ok(Board::default()),
    }
}
