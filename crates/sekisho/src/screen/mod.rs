//! `sekisho screen`, and the matches of `sekisho scan`.

mod asked;
mod matches;

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use anyhow::Context;
use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_screen::{Clearances, Lists, Screen};

use crate::cli::{Format, ScreenArgs};
use crate::print;

/// What screening a dataset gave.
pub struct Screened {
    /// `matches.csv`.
    pub csv: String,
    /// How many matches it has.
    pub matches: usize,
    /// The lists with their dates, and what was wrong with their files.
    pub notes: Vec<String>,
}

/// Screens a dataset or a file of names.
pub fn run(arguments: &ScreenArgs) -> anyhow::Result<u8> {
    let lists = Lists::open(&arguments.lists)?;
    if lists.lists.is_empty() {
        anyhow::bail!(
            "failed to screen: no list stands in the folders of `--lists`\nhint: sdn.csv, a UN .xml, *.ftm.json and wallets.txt are read"
        );
    }
    let mut notes = lists.told();
    let rows = if arguments.input.is_dir() {
        let schema = std::sync::Arc::new(Schema::embedded().context("failed to load the schema")?);
        let dataset = Dataset::open(&arguments.input, &schema)?;
        asked::of_dataset(&dataset, &schema)
    } else {
        asked::of_file(&arguments.input, &mut notes)?
    };
    let screen = Screen::new(lists);
    let mut found = matches::find(&screen, &rows);
    if let Some(older) = &arguments.since {
        let before = known_before(older)?;
        found.retain(|found| !before.contains(&(found.entry_id.clone(), found.entry_version.clone())));
    }
    let cleared = match &arguments.clearances {
        Some(file) => clear(arguments, file, &mut found, &mut notes)?,
        None => 0,
    };
    write(&arguments.out, &matches::csv(&found))?;
    print::line(&summary(arguments, rows.len(), found.len(), cleared, &notes))?;
    Ok(0)
}

/// Screens a dataset with the list files of some folders; nothing if there is none.
pub fn of_scan(dataset: &Dataset, schema: &Schema, folders: &[PathBuf]) -> anyhow::Result<Option<Screened>> {
    let lists = Lists::open(folders)?;
    if lists.lists.is_empty() {
        return Ok(None);
    }
    let notes = lists.told();
    let screen = Screen::new(lists);
    let found = matches::find(&screen, &asked::of_dataset(dataset, schema));
    Ok(Some(Screened { csv: matches::csv(&found), matches: found.len(), notes }))
}

/// `matches.csv` without a match.
pub fn none() -> String {
    matches::csv(&[])
}

/// Entries of an older state of the lists, with their versions.
fn known_before(folder: &Path) -> anyhow::Result<HashSet<(String, String)>> {
    let lists = Lists::open(&[folder.to_owned()])?;
    Ok(lists.entries.iter().map(|entry| (entry.id.clone(), entry.version())).collect())
}

fn clear(
    arguments: &ScreenArgs,
    file: &Path,
    found: &mut Vec<matches::Match>,
    notes: &mut Vec<String>,
) -> anyhow::Result<usize> {
    let clearances = Clearances::open(file)?;
    notes.extend(clearances.notes.iter().cloned());
    let today =
        arguments.as_of.clone().unwrap_or_else(|| jiff::Timestamp::now().to_string().chars().take(10).collect());
    Ok(matches::clear(found, &clearances, &today, notes))
}

fn write(out: &Path, text: &str) -> anyhow::Result<()> {
    let failed = || format!("failed to write `{}`", out.display());
    // Whole beside its place, then moved, so that nobody reads half a file.
    let beside = out.with_extension("part");
    std::fs::write(&beside, text).with_context(failed)?;
    std::fs::rename(&beside, out).with_context(failed)
}

fn summary(arguments: &ScreenArgs, asked: usize, matches: usize, cleared: usize, notes: &[String]) -> String {
    if arguments.format == Format::Json {
        let out = arguments.out.display().to_string();
        return serde_json::json!({ "asked": asked, "matches": matches, "cleared": cleared, "notes": notes, "out": out }).to_string();
    }
    let mut lines: Vec<String> = notes.to_vec();
    lines.push(format!(
        "{asked} values held against the lists: {matches} matches, {cleared} cleared before; a person decides"
    ));
    lines.push(format!("the matches stand in {}", arguments.out.display()));
    lines.join("\n")
}
