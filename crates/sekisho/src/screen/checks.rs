//! What is looked at before the work: who waits for minutes should not be told then that a folder is missing.

use std::path::Path;

use sekisho_screen::Lists;

use crate::cli::ScreenArgs;

/// The results must have a place of their own.
pub fn out(arguments: &ScreenArgs) -> anyhow::Result<()> {
    let out = arguments.out.as_path();
    let failed = |why: &str, hint: &str| anyhow::anyhow!("failed to write `{}`: {why}\nhint: {hint}", out.display());
    if out.is_dir() {
        return Err(failed("it is a folder", "`--out` names a file, such as matches.csv"));
    }
    if out.parent().is_some_and(|folder| !folder.as_os_str().is_empty() && !folder.is_dir()) {
        return Err(failed("there is no such folder", "make the folder first"));
    }
    let same = |other: &Path| matches!((out.canonicalize(), other.canonicalize()), (Ok(a), Ok(b)) if a == b);
    if same(&arguments.input) || arguments.clearances.as_deref().is_some_and(same) {
        return Err(failed("it is read in the same run", "name another file with `--out`"));
    }
    Ok(())
}

/// There must be something to hold names against. `option` names where the folders come from.
pub fn lists(lists: &Lists, option: &str) -> anyhow::Result<()> {
    let notes = lists.told().iter().map(|note| format!("\n{}", crate::print::plain(note))).collect::<String>();
    if lists.lists.is_empty() {
        anyhow::bail!(
            "failed to screen: no list stands in the folders of `{option}`{notes}\nhint: sdn.csv, a UN .xml, *.ftm.json and wallets.txt are read"
        );
    }
    if lists.entries.is_empty() {
        anyhow::bail!("failed to screen: the lists of `{option}` have no entry{notes}\nhint: fetch them anew");
    }
    Ok(())
}
