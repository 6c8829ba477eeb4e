//! Where test data comes from.

use std::path::{Path, PathBuf};

use sekisho_simulate::{Format, Plan, simulate};

/// The folder of real and labelled data beside the project, or nothing (with a word about what is skipped).
pub fn shared(part: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let root = std::env::var_os("SEKISHO_SHARED").map_or(beside, PathBuf::from);
    let path = root.join(part);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there (set SEKISHO_SHARED)", path.display());
    None
}

/// An invented world in a folder of its own.
pub fn invented(accounts: u64, days: u32, seed: u64, format: Format) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut plan = Plan::new(accounts, days, seed);
    plan.format = format;
    simulate(&plan, folder.path(), &mut |_, _| {}).expect("a world is invented");
    folder
}
