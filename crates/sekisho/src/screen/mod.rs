//! `sekisho screen`, and the matches of `sekisho scan`.

mod aside;
mod asked;
mod checks;
mod matches;
mod names_file;
mod summary;
mod table;

use std::collections::{BTreeSet, HashSet};
use std::io::Write;
use std::path::Path;

use anyhow::Context;
use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_screen::{Asked, Clearances, Lists, Screen};

use crate::cli::{Format, ScreenArgs};
use crate::{print, progress};

/// What screening a dataset gave: without lists, nothing.
#[derive(Default)]
pub struct Screened {
    found: Vec<matches::Match>,
    /// Matches of names that birth dates speak against.
    set_aside: Vec<matches::Match>,
}

/// Screens a dataset or a file of names.
pub fn run(arguments: &ScreenArgs) -> anyhow::Result<u8> {
    checks::out(arguments)?;
    let lists = Lists::open(&arguments.lists)?;
    checks::lists(&lists, "--lists")?;
    let before = arguments.since.as_deref().map(known_before).transpose()?;
    let cleared =
        arguments.clearances.as_ref().map(|file| Cleared::open(file, arguments.as_of.as_deref())).transpose()?;
    let mut notes = lists.told();
    let rows = if arguments.input.is_dir() {
        let schema = std::sync::Arc::new(Schema::embedded().context("failed to load the schema")?);
        let dataset = Dataset::open(&arguments.input, &schema)?;
        asked::of_dataset(&dataset, &schema)
    } else {
        names_file::rows(&arguments.input, &mut notes)?
    };
    let mut screened = Screened::of(&Screen::new(lists), &rows);
    if let Some(before) = before {
        let new = |one: &matches::Match| !before.contains(&(one.entry_id.clone(), one.entry_version.clone()));
        screened.found.retain(new);
        screened.set_aside.retain(new);
    }
    notes.extend(screened.told_aside());
    let count = cleared.map_or(0, |cleared| screened.clear(&cleared, &mut notes));
    write(&arguments.out, &screened.csv())?;
    if arguments.format == Format::Text {
        // A closed standard error must not end what is done.
        notes.iter().for_each(|note| _ = writeln!(std::io::stderr(), "{}", print::plain(note)));
    }
    print::line(&summary::summary(arguments, &screened, (rows.len(), count), &notes))?;
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
        let bar = progress::bar(0, "screening", false);
        let (found, set_aside) = matches::find(screen, rows, &bar);
        bar.finish_and_clear();
        Self { found, set_aside }
    }

    /// How many matches birth dates speak against.
    pub fn set_aside(&self) -> usize {
        aside::count(&self.set_aside)
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
    checks::lists(&lists, "--since")?;
    Ok(lists.entries.iter().map(|entry| (entry.id.clone(), entry.version())).collect())
}

fn write(out: &Path, text: &str) -> anyhow::Result<()> {
    let failed = || format!("failed to write `{}`", out.display());
    // Whole beside its place, then moved, so that nobody reads half a file.
    let beside = out.with_extension("part");
    std::fs::write(&beside, text).with_context(failed)?;
    std::fs::rename(&beside, out).with_context(failed)
}
