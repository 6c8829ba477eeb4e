//! The files of a dataset, in an order that does not depend on the file system.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use sekisho_schema::{Schema, Table, TableId};

use crate::error::ReadError;
use crate::format::{self, FileInfo};
use crate::note::Note;

/// The folder of reference lists, which `enrich` reads.
const LISTS: &str = "lists";

/// What a dataset folder holds: table files sorted by path, and remarks on the rest.
pub(crate) struct Folder {
    pub(crate) files: Vec<FileInfo>,
    pub(crate) notes: Vec<Note>,
}

impl Folder {
    /// Looks through a dataset folder and the table folders in it.
    pub(crate) fn walk(root: &Path, schema: &Schema) -> Result<Self, ReadError> {
        check_is_folder(root)?;
        let mut found = Self { files: Vec::new(), notes: Vec::new() };
        for name in list(root)? {
            found.entry(root, &name, schema)?;
        }
        found.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    fn entry(&mut self, root: &Path, name: &str, schema: &Schema) -> Result<(), ReadError> {
        if root.join(name).is_dir() {
            return match schema.table(name) {
                Some(table) => self.table_folder(root, table),
                None if name == LISTS => Ok(()),
                None => {
                    self.notes.push(Note::unknown_file(name, nearest_table(name, "", schema)));
                    Ok(())
                }
            };
        }
        let named = format::of_name(name);
        match named.and_then(|(stem, ..)| schema.table(stem)) {
            Some(table) => self.file(root, Path::new(name).to_owned(), table.id),
            None => {
                let (stem, ending) = split_ending(name, named.map(|(stem, ..)| stem));
                self.notes.push(Note::unknown_file(name, nearest_table(stem, ending, schema)));
            }
        }
        Ok(())
    }

    fn table_folder(&mut self, root: &Path, table: &Table) -> Result<(), ReadError> {
        for name in list(&root.join(&table.name))? {
            let path = Path::new(&table.name).join(&name);
            if format::of_name(&name).is_some() && !root.join(&path).is_dir() {
                self.file(root, path, table.id);
            } else {
                self.notes.push(Note::unknown_file(&format!("{}/{name}", table.name), None));
            }
        }
        Ok(())
    }

    fn file(&mut self, root: &Path, path: PathBuf, table: TableId) {
        let name = path.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
        if let Some((_, format, packing)) = format::of_name(&name) {
            // A file whose size cannot be asked for cannot be read either; reading it will say why.
            let bytes = fs::metadata(root.join(&path)).map(|found| found.len()).unwrap_or(0);
            self.files.push(FileInfo { table, path, format, packing, bytes, held: None });
        }
    }
}

/// The hint for a folder in which no table was found.
pub(crate) fn no_table_hint(notes: &[Note]) -> String {
    let meant = notes.iter().find_map(|note| Some((&note.file, note.hint.as_ref()?)));
    match meant {
        Some((file, hint)) => format!("`{file}` is no table, {hint}"),
        None => "tables are files such as `accounts.csv`, `sessions.parquet` or `messages.jsonl.gz`".to_owned(),
    }
}

fn check_is_folder(root: &Path) -> Result<(), ReadError> {
    match fs::metadata(root) {
        Ok(found) if found.is_dir() => Ok(()),
        Ok(_) => Err(ReadError::NotAFolder { path: root.to_owned() }),
        Err(source) if source.kind() == std::io::ErrorKind::NotFound => {
            Err(ReadError::Missing { path: root.to_owned(), hint: missing_hint(root) })
        }
        Err(source) => Err(ReadError::Unlisted { path: root.to_owned(), source }),
    }
}

/// A sibling with nearly the same name, or where the search began.
fn missing_hint(root: &Path) -> String {
    let parent = root.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let siblings = list(parent).unwrap_or_default();
    let wrong = root.file_name().map(OsStr::to_string_lossy).unwrap_or_default();
    match sekisho_schema::nearest(&wrong, siblings.iter().map(String::as_str)) {
        Some(name) => format!("did you mean `{}`?", parent.join(name).display()),
        None => "check the path; a relative one starts at the current folder".to_owned(),
    }
}

/// The names in a folder, sorted, without hidden ones and the markers that cluster tools leave (`_SUCCESS`).
fn list(folder: &Path) -> Result<Vec<String>, ReadError> {
    let unlisted = |source| ReadError::Unlisted { path: folder.to_owned(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unlisted)? {
        let name = entry.map_err(unlisted)?.file_name().to_string_lossy().into_owned();
        if !name.starts_with('.') && !name.starts_with('_') {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

fn split_ending<'a>(name: &'a str, stem: Option<&'a str>) -> (&'a str, &'a str) {
    let stem = stem.unwrap_or_else(|| name.split('.').next().unwrap_or(name));
    (stem, &name[stem.len()..])
}

/// The table that was probably meant, with an ending that is read.
fn nearest_table(stem: &str, ending: &str, schema: &Schema) -> Option<String> {
    let names = schema.tables().iter().map(|table| table.name.as_str());
    let table = sekisho_schema::nearest(&stem.to_lowercase(), names)?;
    let ending = match ending {
        ".json" | ".ndjson" => ".jsonl",
        ".tsv" | ".txt" | ".xlsx" => ".csv",
        ".pq" | ".parq" => ".parquet",
        other => other,
    };
    Some(format!("{table}{ending}"))
}
