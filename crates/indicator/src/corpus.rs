//! Many indicators: the built-in corpus and folders of the operator's own.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::indicator::{Indicator, parse};
use crate::problem::Problem;

static FILES: include_dir::Dir<'_> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../indicators");

/// Indicators, sorted by id, and what was wrong with other files.
#[derive(Clone, Debug, Default)]
pub struct Corpus {
    /// The readable ones.
    pub indicators: Vec<Indicator>,
    /// Mistakes in the others.
    pub problems: Vec<Problem>,
}

/// The indicators built into the program.
pub fn embedded() -> Corpus {
    let mut texts = Vec::new();
    gather(&FILES, &mut texts);
    read(texts)
}

fn gather(folder: &include_dir::Dir<'_>, texts: &mut Vec<(String, String)>) {
    for file in folder.files().filter(|file| file.path().extension().is_some_and(|extension| extension == "md")) {
        let name = format!("indicators/{}", file.path().display());
        texts.push((name, String::from_utf8_lossy(file.contents()).into_owned()));
    }
    folder.dirs().for_each(|folder| gather(folder, texts));
}

/// The indicators of a folder, with its subfolders.
///
/// # Errors
/// The path that cannot be read, with the reason.
pub fn load(folder: &Path) -> Result<Corpus, (PathBuf, std::io::Error)> {
    let mut texts = Vec::new();
    walk(folder, &mut texts)?;
    Ok(read(texts))
}

fn walk(folder: &Path, texts: &mut Vec<(String, String)>) -> Result<(), (PathBuf, std::io::Error)> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error| (path, error)
    };
    for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        if path.is_dir() {
            walk(&path, texts)?;
        } else if path.extension().is_some_and(|extension| extension == "md") && !path.ends_with("README.md") {
            let bytes = std::fs::read(&path).map_err(failed(&path))?;
            texts.push((path.display().to_string(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    Ok(())
}

fn read(mut texts: Vec<(String, String)>) -> Corpus {
    texts.sort();
    let mut corpus = Corpus::default();
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for (file, text) in texts {
        match parse(&file, &text) {
            Err(problems) => corpus.problems.extend(problems),
            Ok(indicator) => match known.get(&indicator.id) {
                Some(other) => {
                    let message = format!("the id `{}` is taken by `{other}`", indicator.id);
                    corpus.problems.push(Problem::new(&file, 2, 1, message, "ids are unique").quoting(&text));
                }
                None => {
                    known.insert(indicator.id.clone(), file);
                    corpus.indicators.push(indicator);
                }
            },
        }
    }
    corpus.indicators.sort_by(|a, b| a.id.cmp(&b.id));
    corpus
}

impl Corpus {
    /// Adds others; one with the same id takes the place of the built-in one.
    pub fn with(mut self, others: Self) -> Self {
        self.indicators.retain(|known| others.indicators.iter().all(|other| other.id != known.id));
        self.indicators.extend(others.indicators);
        self.problems.extend(others.problems);
        self.indicators.sort_by(|a, b| a.id.cmp(&b.id));
        self
    }
}
