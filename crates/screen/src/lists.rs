//! All lists of some folders.

use std::path::{Path, PathBuf};

use crate::entry::{Entry, wallet_key};
use crate::error::ScreenError;
use crate::file::read;
use crate::notes::Notes;
use crate::ofac::{Files, Part};
use crate::{ftm, ofac, un};

/// One list that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// Its file's name.
    pub name: String,
    /// The day it was made, from the list or its file's name; unknown for some.
    pub dated: Option<String>,
    /// How many entries it has.
    pub entries: usize,
}

/// Watch lists with their entries, and what was wrong with their files.
#[derive(Debug, Default)]
pub struct Lists {
    /// The lists, by folder and file name.
    pub lists: Vec<List>,
    /// Their entries, in the order of the lists.
    pub entries: Vec<Entry>,
    /// What to know of the files, a line each, with file and line.
    pub notes: Vec<String>,
}

/// What a file is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Sdn,
    SdnPart,
    Un,
    Ftm,
    Wallets,
    Other,
}

impl Lists {
    /// Reads every list file of the folders, and of the folders in them; a file may be named itself. Files of other kinds are passed over, and
    /// named in a note.
    ///
    /// # Errors
    /// When a folder or file cannot be read at all.
    pub fn open(folders: &[PathBuf]) -> Result<Self, ScreenError> {
        let mut lists = Self::default();
        for folder in folders {
            let mut files = files(folder)?;
            files.sort();
            for file in &files {
                lists.add(file, &files)?;
            }
        }
        Ok(lists)
    }

    /// What else to say of a scan: each list with its date and size.
    pub fn told(&self) -> Vec<String> {
        let told = |list: &List| {
            let dated = list.dated.as_deref().map_or("no date".to_owned(), |day| format!("of {day}"));
            format!("{}: {dated}, {} entries", list.name, list.entries)
        };
        self.lists.iter().map(told).chain(self.notes.iter().cloned()).collect()
    }

    fn add(&mut self, path: &Path, all: &[PathBuf]) -> Result<(), ScreenError> {
        let shown = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let format = format_of(&shown);
        if matches!(format, Format::SdnPart)
            && all.iter().any(|other| other.parent() == path.parent() && format_of(&file_name(other)) == Format::Sdn)
        {
            return Ok(());
        }
        let mut notes = Notes::new(&shown);
        let (mut entries, dated) = match format {
            Format::Other => {
                if !matches!(shown.as_str(), "ip_ranges.csv" | "shared_networks.csv" | "LICENSE" | "README.md") {
                    self.notes.push(format!("{shown}: not read: no watch list is named so"));
                }
                return Ok(());
            }
            Format::SdnPart | Format::Sdn => (self.ofac(path, &shown, all)?, None),
            Format::Un => un::entries(&read(path, &mut notes)?, &mut notes),
            Format::Ftm => ftm::entries(&read(path, &mut notes)?, &mut notes),
            Format::Wallets => (wallets(&read(path, &mut notes)?, &shown), None),
        };
        let number = self.lists.len();
        entries.iter_mut().for_each(|entry| entry.list = number);
        let dated = dated.or_else(|| day_in(&shown));
        self.lists.push(List { name: shown.clone(), dated, entries: entries.len() });
        self.entries.append(&mut entries);
        self.notes.extend(notes.told());
        Ok(())
    }

    /// A set of OFAC's files, by its main one.
    fn ofac(&mut self, path: &Path, shown: &str, all: &[PathBuf]) -> Result<Vec<Entry>, ScreenError> {
        let beside = |part: &str| {
            let found = all.iter().find(|file| file.parent() == path.parent() && file_name(file).starts_with(part));
            found.map(PathBuf::as_path)
        };
        let main = if format_of(shown) == Format::Sdn { Some(path) } else { None };
        // A dated file beside sdn.csv is a list of its own, to which the aliases do not belong.
        let own = main.is_none() || shown.starts_with("sdn.csv");
        let mut files = Files {
            sdn: part(main)?,
            alt: part(beside("alt.csv").filter(|_| own))?,
            comments: part(beside("sdn_comments.csv").filter(|_| own))?,
        };
        let entries = ofac::entries(&mut files);
        let Files { sdn, alt, comments } = files;
        self.notes.extend([sdn, alt, comments].into_iter().flat_map(|part| part.notes.told()));
        Ok(entries)
    }
}

/// The files of a folder and of the folders in it.
fn files(folder: &Path) -> Result<Vec<PathBuf>, ScreenError> {
    if folder.is_file() {
        return Ok(vec![folder.to_owned()]);
    }
    let read = |folder: &Path| -> Result<Vec<PathBuf>, ScreenError> {
        let failed = |source| ScreenError::Folder { folder: folder.to_owned(), source };
        let items = std::fs::read_dir(folder).map_err(failed)?;
        items.map(|item| item.map(|item| item.path()).map_err(failed)).collect()
    };
    let mut files = Vec::new();
    for path in read(folder)? {
        if path.is_file() {
            files.push(path);
        } else if path.is_dir() {
            files.extend(read(&path)?.into_iter().filter(|path| path.is_file()));
        }
    }
    Ok(files)
}

/// A file of a set; one that is not there is empty.
fn part(path: Option<&Path>) -> Result<Part, ScreenError> {
    let Some(path) = path else { return Ok(Part { text: String::new(), notes: Notes::new("") }) };
    let mut notes = Notes::new(&file_name(path));
    Ok(Part { text: read(path, &mut notes)?, notes })
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn format_of(name: &str) -> Format {
    let plain = name.strip_suffix(".gz").unwrap_or(name).to_lowercase();
    let csv = plain.ends_with(".csv");
    if csv && (plain.starts_with("alt.") || plain.starts_with("add.") || plain.starts_with("sdn_comments.")) {
        Format::SdnPart
    } else if csv && plain.contains("sdn") {
        Format::Sdn
    } else if plain.ends_with(".xml") {
        Format::Un
    } else if plain.ends_with(".json") || plain.ends_with(".jsonl") {
        Format::Ftm
    } else if plain.ends_with(".txt") && (plain.contains("wallet") || plain.contains("address")) {
        Format::Wallets
    } else {
        Format::Other
    }
}

/// `2024-05-03` in a file's name.
fn day_in(name: &str) -> Option<String> {
    let shape = |window: &[u8]| {
        window
            .iter()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() })
    };
    let at = name.as_bytes().windows(10).position(shape)?;
    name.get(at..at + 10).map(str::to_owned)
}

/// A plain file of wallets: one address a line, `#` begins a comment.
fn wallets(text: &str, shown: &str) -> Vec<Entry> {
    let mut seen = std::collections::HashSet::new();
    let lines = (1..)
        .zip(text.lines())
        .map(|(line, text): (usize, &str)| (line, text.split('#').next().unwrap_or_default().trim()));
    let new = lines.filter(|(_, address)| !address.is_empty()).filter(|(_, address)| seen.insert(wallet_key(address)));
    let entry = |(line, address): (usize, &str)| Entry {
        id: format!("{shown}:{line}"),
        wallets: vec![wallet_key(address)],
        ..Entry::default()
    };
    new.map(entry).collect()
}
