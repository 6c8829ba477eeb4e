//! The scoreboard as a page, and what changed.

use std::fmt::Write;

use super::figures::{Board, FIGURES, World};
use super::run::SIZE;

/// Differences below that are not told.
const TOLD: f64 = 0.0001;
/// What issue 6 asks for: world, least average precision, largest share of false alarms in any kind.
const GOALS: [(&str, f64, Option<f64>); 3] =
    [("loud", 0.98, None), ("careful", 0.85, None), ("crowd", 0.90, Some(0.01))];

/// The page.
pub fn page(board: &Board) -> String {
    let size: Vec<String> = SIZE.iter().map(|(option, value)| format!("{option} {value}")).collect();
    let mut out = format!(
        "# Scoreboard\n\nMade by `cargo xtask scoreboard`: five seeds of each world (`sekisho simulate --world W {}`), scanned and \
         judged by\n`sekisho evaluate`. Means with intervals of 95 % (Student's t over seeds); shares with those of Wilson over \
         all seeds together.\n`cargo xtask scoreboard --quick` says what changed for the first seed of each.\n",
        size.join(" ")
    );
    goals(&mut out, board);
    figures(&mut out, board);
    alarms(&mut out, board);
    out
}

fn goals(out: &mut String, board: &Board) {
    out.push_str("\n## Goals\n\n| world | goal | reached | |\n|---|---|---|---|\n");
    for (name, least, most) in GOALS {
        let Some(world) = board.worlds.get(name) else { continue };
        let mean = world.mean("average precision").map_or(0.0, |(mean, _)| mean);
        let row = |out: &mut String, goal: String, reached: String, is_met: bool| {
            let word = if is_met { "met" } else { "**not met**" };
            let _ = writeln!(out, "| {name} | {goal} | {reached} | {word} |");
        };
        row(out, format!("average precision at least {least}"), format!("{mean:.3}"), mean >= least);
        if let (Some(most), Some((kind, share))) = (most, world.worst_kind()) {
            let worst = share.share.unwrap_or(0.0);
            let reached = format!("{worst:.3} ({kind})");
            row(out, format!("false alarms at most {most} in every kind"), reached, worst <= most);
        }
    }
}

fn figures(out: &mut String, board: &Board) {
    let names: Vec<&String> = board.worlds.keys().collect();
    let _ = write!(out, "\n## Figures\n\n| figure |{}\n|---|", cells(names.iter().map(|name| (*name).clone())));
    let _ = writeln!(out, "{}", "---|".repeat(names.len()));
    for (figure, _) in FIGURES {
        let _ = writeln!(out, "| {figure} |{}", cells(board.worlds.values().map(|world| mean(world, figure))));
    }
}

fn cells(texts: impl Iterator<Item = String>) -> String {
    texts.fold(String::new(), |mut row, text| {
        let _ = write!(row, " {text} |");
        row
    })
}

fn mean(world: &World, figure: &str) -> String {
    match world.mean(figure) {
        // All figures but counts are shares: no interval leaves 0 to 1.
        Some((mean, Some(interval))) => {
            let high = if mean <= 1.0 { interval.high.min(1.0) } else { interval.high };
            format!("{mean:.3} ({:.3} to {high:.3})", interval.low.max(0.0))
        }
        Some((mean, None)) => format!("{mean:.3}"),
        None => "–".to_owned(),
    }
}

fn alarms(out: &mut String, board: &Board) {
    let kinds: std::collections::BTreeSet<&String> =
        board.worlds.values().flat_map(|world| world.alarms.keys()).collect();
    let names = cells(board.worlds.keys().cloned());
    let _ = write!(out, "\n## False alarms by kind of honest life\n\n| kind |{names}\n|---|");
    let _ = writeln!(out, "{}", "---|".repeat(board.worlds.len()));
    for kind in kinds {
        let row = board.worlds.values().map(|world| {
            let share = world.alarms_of(kind);
            share.share.map_or_else(
                || "–".to_owned(),
                |it| format!("{it:.3} ({}/{}, to {:.3})", share.count, share.of, share.interval.high),
            )
        });
        let _ = writeln!(out, "| {kind} |{}", cells(row));
    }
}

/// What changed since the frozen scoreboard, seed by seed of those that were judged now.
pub fn difference(frozen: &Board, now: &Board) -> String {
    let mut out = String::new();
    for (name, world) in &now.worlds {
        let before = frozen.worlds.get(name);
        for (seed, figures) in &world.seeds {
            for (figure, _) in FIGURES {
                let was = before.and_then(|world| world.seeds.get(seed)?.get(figure).copied());
                let is = figures.get(figure).copied();
                if was.zip(is).is_none_or(|(a, b)| (a - b).abs() > TOLD) && was != is {
                    let say =
                        |value: Option<f64>| value.map_or_else(|| "nothing".to_owned(), |value| format!("{value:.4}"));
                    let _ = writeln!(out, "{name} {seed}: {figure} {} became {}", say(was), say(is));
                }
            }
        }
        for (kind, seeds) in &world.alarms {
            for (seed, is) in seeds {
                let was = before.and_then(|world| world.alarms.get(kind)?.get(seed).copied());
                if let Some(was) = was.filter(|was| was != is) {
                    let _ = writeln!(
                        out,
                        "{name} {seed}: false alarms, {kind}: {}/{} became {}/{}",
                        was.0, was.1, is.0, is.1
                    );
                }
            }
        }
    }
    if out.is_empty() { "the scoreboard has not changed\n".to_owned() } else { out }
}
