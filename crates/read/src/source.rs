//! One file of a table, after the first look.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use sekisho_schema::{ColumnId, Table};

use crate::format::{FileInfo, Format};
use crate::input::Input;
use crate::jsonl::Names;
use crate::note::Note;
use crate::parquet_file::{self, Footer};
use crate::reject::{Slip, short};
use crate::text_rows::{Step, TextRows};

/// How many lines of a JSONL file are looked at for its columns.
const LOOK_LINES: usize = 10_000;

/// What is known of a file.
pub(crate) struct Source {
    /// The path as reports show it.
    pub(crate) name: String,
    /// By own column, where it stands: the field of a CSV record, the root column of a Parquet file; for JSONL only
    /// whether it was met.
    pub(crate) places: Vec<Option<usize>>,
    pub(crate) body: Body,
}

/// What differs between formats.
pub(crate) enum Body {
    /// Parquet, and required columns whose type makes every row wrong.
    Parquet { footer: Footer, refusals: Vec<Slip> },
    /// CSV or JSONL.
    Text,
    /// A file that cannot be read, with the reason and the line where reading it ended.
    Broken { reason: String, line: u64 },
}

impl Source {
    /// By own column, whether the file has it.
    pub(crate) fn present(&self) -> Vec<bool> {
        self.places.iter().map(Option::is_some).collect()
    }

    fn broken(info: &FileInfo, table: &Table, reason: String, line: u64) -> Self {
        let places = vec![None; table.own_columns().count()];
        Self { name: info.name(), places, body: Body::Broken { reason, line } }
    }
}

/// Remarks on files; one on a column is made once per table, not once per part.
pub(crate) struct Remarks {
    pub(crate) notes: Vec<Note>,
    columns: HashSet<(String, String)>,
}

impl Remarks {
    /// Those that were made already, to which more are added.
    pub(crate) fn after(notes: Vec<Note>) -> Self {
        Self { notes, columns: HashSet::new() }
    }

    fn unknown_column(&mut self, file: &str, table: &Table, column: &str) {
        if self.columns.insert((table.name.clone(), column.to_owned())) {
            let names = table.own_columns().map(|(_, column)| column.name.as_str());
            let nearest = sekisho_schema::nearest(&column.trim().to_lowercase(), names);
            self.notes.push(Note::unknown_column(file, &table.name, column, nearest));
        }
    }

    fn wrong_type(&mut self, file: &str, table: &Table, column: ColumnId, reason: &str) {
        let column = table.at(column);
        if self.columns.insert((table.name.clone(), column.name.clone())) {
            let reason = format!("column `{}` of table `{}`: {reason}", column.name, table.name);
            self.notes.push(Note::wrong_type(file, &reason, column.required));
        }
    }
}

/// Takes a first look at a file.
pub(crate) fn look(root: &Path, info: &FileInfo, table: &Table, remarks: &mut Remarks) -> Source {
    let source = match info.format {
        Format::Parquet => look_parquet(root, info, table, remarks),
        Format::Csv => look_csv(root, info, table, remarks),
        Format::Jsonl => look_jsonl(root, info, table, remarks),
    };
    if let Body::Broken { reason, .. } = &source.body {
        remarks.notes.push(Note::unreadable(&source.name, reason));
    }
    source
}

/// By own column of the table, the field of the header that names it; the first when two do.
pub(crate) fn place_header(table: &Table, header: &[String]) -> Vec<Option<usize>> {
    table.own_columns().map(|(_, column)| header.iter().position(|name| *name == column.name)).collect()
}

/// Why a text file has no rows, and the line where that showed: 0 when it does not open.
pub(crate) struct Stop {
    pub(crate) line: u64,
    pub(crate) reason: String,
}

/// The rows of a text file, from the first.
///
/// # Errors
/// Why there are none.
pub(crate) fn open_text(path: &Path, info: &FileInfo, table: &Table) -> Result<TextRows, Stop> {
    let input = match &info.held {
        Some(bytes) => Input::of(Box::new(std::io::Cursor::new(Arc::clone(bytes))), info.packing),
        None => Input::open(path, info.packing).map_err(|error| Stop { line: 0, reason: error.to_string() })?,
    };
    match info.format {
        Format::Jsonl => Ok(TextRows::jsonl(input, Names::of(table, false))),
        _ => {
            let mut rows = TextRows::csv(input).map_err(|reason| Stop { line: 1, reason })?;
            rows.place(place_header(table, rows.header()));
            Ok(rows)
        }
    }
}

fn look_csv(root: &Path, info: &FileInfo, table: &Table, remarks: &mut Remarks) -> Source {
    let rows = match open_text(&root.join(&info.path), info, table) {
        Ok(rows) => rows,
        Err(Stop { line, reason }) => return Source::broken(info, table, reason, line),
    };
    let name = info.name();
    let header = rows.header();
    if header.is_empty() {
        remarks.notes.push(Note { file: name.clone(), message: format!("`{name}` is empty"), hint: None });
    }
    for column in header.iter().filter(|name| !is_own(table, name)) {
        remarks.unknown_column(&name, table, column);
    }
    remarks.notes.extend(header_notes(&name, header));
    Source { places: place_header(table, header), name, body: Body::Text }
}

/// What is odd about a header: names that stand twice, another separator, another encoding.
fn header_notes(file: &str, header: &[String]) -> Vec<Note> {
    let note = |message: String, hint: &str| Note { file: file.to_owned(), message, hint: Some(hint.to_owned()) };
    let twice = header.iter().enumerate().filter(|(at, name)| header[..*at].contains(name));
    let mut notes: Vec<Note> = twice
        .map(|(_, name)| note(format!("column `{}` stands twice in the header", short(name)), "the first is read"))
        .collect();
    if header.iter().any(|name| name.contains('\0')) {
        notes.push(note(format!("`{file}` seems to be UTF-16"), "save it as UTF-8"));
    }
    if let [only] = header
        && let Some((_, marks)) =
            [(';', "semicolons"), ('\t', "tabs")].into_iter().find(|(mark, _)| only.contains(*mark))
    {
        notes.push(note(format!("`{file}` seems to be separated by {marks}"), "separate the fields by commas"));
    }
    notes
}

fn look_jsonl(root: &Path, info: &FileInfo, table: &Table, remarks: &mut Remarks) -> Source {
    let input = match Input::open(&root.join(&info.path), info.packing) {
        Ok(input) => input,
        Err(error) => return Source::broken(info, table, error.to_string(), 0),
    };
    let mut rows = TextRows::jsonl(input, Names::of(table, true));
    for _ in 0..LOOK_LINES {
        if matches!(rows.step(), Step::End | Step::Damage(_)) {
            break;
        }
    }
    let name = info.name();
    let mut places = Vec::new();
    if let Some(names) = rows.names() {
        places = names.seen.iter().map(|seen| seen.then_some(0)).collect();
        for column in names.unknown.iter().flatten() {
            remarks.unknown_column(&name, table, column);
        }
    }
    Source { name, places, body: Body::Text }
}

fn look_parquet(root: &Path, info: &FileInfo, table: &Table, remarks: &mut Remarks) -> Source {
    let footer = match Footer::open(&root.join(&info.path)) {
        Ok(footer) => footer,
        Err(reason) => return Source::broken(info, table, reason, 0),
    };
    let name = info.name();
    for field in footer.fields.iter().filter(|field| !is_own(table, field.name())) {
        remarks.unknown_column(&name, table, field.name());
    }
    let (mut places, mut refusals) = (Vec::new(), Vec::new());
    for (id, column) in table.own_columns() {
        let found = footer.find(&column.name);
        let refusal = found.and_then(|root| parquet_file::refusal(column, &footer, root));
        places.push(found.filter(|_| refusal.is_none()));
        if let Some(reason) = refusal {
            remarks.wrong_type(&name, table, id, &reason);
            if column.required {
                refusals.push(Slip::cell(id, reason));
            }
        } else if found.is_none() && column.required {
            refusals.push(Slip::no_column(id));
        }
    }
    Source { name, places, body: Body::Parquet { footer, refusals } }
}

fn is_own(table: &Table, name: &str) -> bool {
    table.own_columns().any(|(_, column)| column.name == name)
}
