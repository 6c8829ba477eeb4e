//! Goldens: folders with a `command` and, in `expected`, what the program must say.
//!
//! `command` holds the arguments of one run a line; `also` names files that the runs write and that belong to what is
//! expected. The runs begin in a copy of the folder, so that paths are short and nothing is left behind.
//! `cargo xtask goldens` writes `expected` anew; it is read as a diff.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::run::sekisho;

/// Set by `cargo xtask goldens`.
const REWRITE: &str = "SEKISHO_REWRITE_GOLDENS";
/// Lines around a difference that are shown with it.
const AROUND: usize = 2;

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/goldens");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

#[test]
fn the_program_says_what_the_goldens_expect() {
    let mut differences = Vec::new();
    for folder in folders() {
        let (path, said) = (folder.join("expected"), saying(&folder));
        if std::env::var_os(REWRITE).is_some() {
            fs::write(&path, &said).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != said {
            let name = folder.file_name().unwrap().to_string_lossy().into_owned();
            differences.push(format!("tests/goldens/{name}/expected\n{}", difference(&expected, &said)));
        }
    }
    assert!(
        differences.is_empty(),
        "{} goldens differ (- expected, + said); if the new output is right, run `cargo xtask goldens` and read the diff\n\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// All that the runs of a golden said and wrote, without what differs between machines.
fn saying(folder: &Path) -> String {
    let place = tempfile::tempdir().unwrap();
    copy(folder, place.path());
    let mut said = String::new();
    for line in fs::read_to_string(folder.join("command")).unwrap().lines() {
        let mut command = sekisho();
        command.args(line.split_whitespace()).current_dir(place.path()).env("NO_COLOR", "1").env_remove("COLUMNS");
        let output = command.output().unwrap();
        writeln!(said, "$ sekisho {line}\nexit code {}", output.status.code().unwrap()).unwrap();
        part(&mut said, "stdout", &output.stdout);
        part(&mut said, "stderr", &output.stderr);
    }
    for file in fs::read_to_string(folder.join("also")).unwrap_or_default().lines() {
        part(&mut said, file, &fs::read(place.path().join(file)).unwrap_or_default());
    }
    let here = place.path().canonicalize().unwrap().display().to_string();
    said.replace(&here, "<here>").replace(&format!("sekisho {}", env!("CARGO_PKG_VERSION")), "sekisho <version>")
}

fn part(said: &mut String, name: &str, bytes: &[u8]) {
    if !bytes.is_empty() {
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        writeln!(said, "--- {name}\n{}", text.trim_end_matches('\n')).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let (path, target) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if path.is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The lines between the first and the last that differ, with some around them.
fn difference(expected: &str, said: &str) -> String {
    let (expected, said): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), said.lines().collect());
    let same = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(one, other)| one == other).count();
    let before = same(&mut expected.iter().zip(&said));
    let after = same(&mut expected[before..].iter().rev().zip(said[before..].iter().rev()));
    let (first, last) = (before.saturating_sub(AROUND), said.len() - after);
    let mut out = String::new();
    let mut show = |mark: &str, lines: &[&str]| lines.iter().for_each(|line| writeln!(out, "{mark} {line}").unwrap());
    show(" ", &said[first..before]);
    show("-", &expected[before..expected.len() - after]);
    show("+", &said[before..last]);
    show(" ", &said[last..(last + AROUND).min(said.len())]);
    out
}

#[test]
fn a_difference_shows_the_lines_that_differ_and_some_around_them() {
    assert_eq!(difference("a\nb\nc\nd\ne\nf\n", "a\nb\nc\nx\ne\nf\n"), "  b\n  c\n- d\n+ x\n  e\n  f\n");
    assert_eq!(difference("", "a\n"), "+ a\n");
}
