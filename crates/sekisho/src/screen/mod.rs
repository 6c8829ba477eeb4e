//! `sekisho screen`, and the matches of `sekisho scan`.

mod aside;
mod asked;
mod matches;
mod table;

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use anyhow::Context;
use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_screen::{Asked, Clearances, Lists, Screen};

use crate::cli::{Format, ScreenArgs};
use crate::print;

/// What screening a dataset gave: without lists, nothing.
#[derive(Default)]
pub struct Screened {
    found: Vec<matches::Match>,
    /// Matches of names that birth dates speak against.
    set_aside: Vec<matches::Match>,
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
    let mut screened = Screened::of(&screen, &rows);
    if let Some(older) = &arguments.since {
        let before = known_before(older)?;
        let new = |one: &matches::Match| !before.contains(&(one.entry_id.clone(), one.entry_version.clone()));
        screened.found.retain(new);
        screened.set_aside.retain(new);
    }
    notes.extend(screened.told_aside());
    let cleared = match &arguments.clearances {
        Some(file) => screened.clear(&Cleared::open(file, arguments.as_of.as_deref())?, &mut notes),
        None => 0,
    };
    write(&arguments.out, &screened.csv())?;
    let aside = aside::count(&screened.set_aside);
    print::line(&summary(arguments, rows.len(), [screened.len(), cleared, aside], &notes))?;
    Ok(0)
}

/// Matches that somebody has cleared, and the day for which that is asked.
pub struct Cleared {
    clearances: Clearances,
    /// `YYYY-MM-DD`.
    pub as_of: String,
}

impl Cleared {
    /// Reads a file of clearances; today counts when no day is named.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(file: &Path, as_of: Option<&str>) -> anyhow::Result<Self> {
        let today = || jiff::Timestamp::now().to_string().chars().take(10).collect();
        Ok(Self { clearances: Clearances::open(file)?, as_of: as_of.map_or_else(today, str::to_owned) })
    }
}

impl Screened {
    /// Holds a dataset against lists.
    pub fn find(lists: Lists, dataset: &Dataset, schema: &Schema) -> Self {
        Self::of(&Screen::new(lists), &asked::of_dataset(dataset, schema))
    }

    fn of(screen: &Screen, rows: &[asked::Row]) -> Self {
        let (found, set_aside) = matches::find(screen, rows);
        Self { found, set_aside }
    }

    /// Which matches birth dates speak against, and how many.
    pub fn told_aside(&self) -> Vec<String> {
        aside::told(&self.set_aside)
    }

    /// Takes out what is cleared, telling so in the notes; how many those are.
    pub fn clear(&mut self, cleared: &Cleared, notes: &mut Vec<String>) -> usize {
        notes.extend(cleared.clearances.notes.iter().cloned());
        matches::clear(&mut self.found, &cleared.clearances, &cleared.as_of, notes)
    }

    /// The text of `matches.csv`.
    pub fn csv(&self) -> String {
        matches::csv(&self.found)
    }

    /// How many lines `matches.csv` has.
    pub fn len(&self) -> usize {
        matches::lines(&self.found).len()
    }

    /// The rows of the made table `matches`.
    pub fn rows(&self, schema: &Schema) -> Vec<u8> {
        table::rows(&self.found, schema)
    }

    /// Ids of payment accounts whose number is a listed wallet.
    pub fn wallets(&self) -> BTreeSet<&str> {
        let wallets = self.found.iter().filter(|one| one.known.asked == Asked::Wallet);
        wallets.filter_map(|one| one.known.payment.as_ref()).map(|payment| payment.id.as_str()).collect()
    }
}

/// Entries of an older state of the lists, with their versions.
fn known_before(folder: &Path) -> anyhow::Result<HashSet<(String, String)>> {
    let lists = Lists::open(&[folder.to_owned()])?;
    Ok(lists.entries.iter().map(|entry| (entry.id.clone(), entry.version())).collect())
}

fn write(out: &Path, text: &str) -> anyhow::Result<()> {
    let failed = || format!("failed to write `{}`", out.display());
    // Whole beside its place, then moved, so that nobody reads half a file.
    let beside = out.with_extension("part");
    std::fs::write(&beside, text).with_context(failed)?;
    std::fs::rename(&beside, out).with_context(failed)
}

/// `counts`: the matches, those cleared before, those set aside because of birth dates.
fn summary(arguments: &ScreenArgs, asked: usize, counts: [usize; 3], notes: &[String]) -> String {
    let [matches, cleared, aside] = counts;
    if arguments.format == Format::Json {
        let out = arguments.out.display().to_string();
        return serde_json::json!({
            "asked": asked, "matches": matches, "cleared": cleared, "set_aside": aside, "notes": notes, "out": out
        })
        .to_string();
    }
    let mut lines: Vec<String> = notes.to_vec();
    lines.push(format!(
        "{asked} values held against the lists: {matches} matches, {cleared} cleared before, {aside} set aside because of birth dates; a person decides"
    ));
    lines.push(format!("the matches stand in {}", arguments.out.display()));
    lines.join("\n")
}
