//! Running the program.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The built program.
pub fn sekisho() -> Command {
    Command::new(env!("CARGO_BIN_EXE_sekisho"))
}

/// Runs it and hands back what it said.
pub fn run(arguments: &[&str]) -> Output {
    sekisho().args(arguments).output().expect("the program starts")
}

/// Runs it and insists on success.
pub fn succeed(arguments: &[&str]) -> String {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "sekisho {arguments:?} failed: {said}");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

/// Scans a dataset with more arguments, and hands back the folder with the results.
pub fn scan(dataset: &Path, out: &Path, more: &[&str]) -> PathBuf {
    let (dataset, folder) = (dataset.display().to_string(), out.display().to_string());
    let mut arguments = vec!["scan", &dataset, "--out", &folder];
    arguments.extend(more);
    succeed(&arguments);
    out.to_owned()
}

/// Text of a path, for arguments.
pub fn text(path: &Path) -> String {
    path.display().to_string()
}
