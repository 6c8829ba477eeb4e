//! The two examples of an indicator, run as the datasets they are.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use sekisho_dossier::Plan;
use sekisho_indicator::{Block, Indicator, Problem, Rulebook, Template};
use sekisho_read::{Dataset, Note, Rejected};
use sekisho_schema::{Schema, nearest};
use sekisho_sentence::Everything;

use crate::small::judge_small;

/// What is wrong with an indicator's sentence or examples.
pub fn check_examples(indicator: &Indicator, schema: &Arc<Schema>) -> Vec<Problem> {
    let book = match Rulebook::compile(std::slice::from_ref(indicator), schema, &Everything) {
        Ok(book) => book,
        Err(problems) => return problems,
    };
    let mut problems = unknown_columns(indicator, &book.registry.plan, schema);
    let at = |line: u32, heading: &str, message: String| {
        Problem::new(&indicator.file, line, 1, message, "change the rows, or the sentence")
            .quoting_line(&format!("# {heading}"))
    };
    match run(indicator, &indicator.fires, indicator.fires_line, schema) {
        Err(found) => problems.extend(found),
        Ok(0) => problems.push(at(indicator.fires_line, "Fires", "the example under `Fires` does not fire".to_owned())),
        Ok(_) => {}
    }
    match run(indicator, &indicator.quiet, indicator.quiet_line, schema) {
        Err(found) => problems.extend(found),
        Ok(0) => {}
        Ok(hits) => {
            let subjects = if hits == 1 { "one subject".to_owned() } else { format!("{hits} subjects") };
            let message = format!("the example under `Stays quiet` fires for {subjects}");
            problems.push(at(indicator.quiet_line, "Stays quiet", message));
        }
    }
    problems
}

/// Places `{witness.COLUMN}` of columns that no finding of this sentence shows: they would be filled with "?".
fn unknown_columns(indicator: &Indicator, plan: &Plan, schema: &Schema) -> Vec<Problem> {
    let mut shown = BTreeSet::from(["count", "first", "last"]);
    for slot in plan.slots_of(indicator.per) {
        let table = schema.at(slot.table);
        let read =
            slot.columns.iter().map(|read| read.column).chain(slot.time).chain(table.primary_key.iter().copied());
        let keys = table.relations.iter().flat_map(|relation| relation.by.iter().chain(&relation.accounts));
        let keys = keys.map(|key| table.as_handed_in(*key));
        shown.extend(read.chain(keys).map(|column| table.at(column).name.as_str()));
    }
    let lines = [&indicator.says.0, &indicator.says.1];
    lines
        .into_iter()
        .flat_map(|line| line.places().filter_map(|place| unknown_column(indicator, line, place, &shown)))
        .collect()
}

fn unknown_column(indicator: &Indicator, line: &Template, place: &str, shown: &BTreeSet<&str>) -> Option<Problem> {
    let column = place.strip_prefix("witness.").filter(|column| !shown.contains(column))?;
    let hint = match nearest(column, shown.iter().copied()) {
        Some(near) => format!("did you mean `{{witness.{near}}}`?"),
        None => "a finding shows the columns that its sentence reads, and those that name the row".to_owned(),
    };
    Some(line.problem(&indicator.file, place, format!("the witness rows show no column `{column}`"), hint))
}

/// How often the indicator fires on an example.
fn run(indicator: &Indicator, blocks: &[Block], line: u32, schema: &Arc<Schema>) -> Result<usize, Vec<Problem>> {
    let failed = |message: String| vec![Problem::new(&indicator.file, line, 1, message, "")];
    let folder =
        tempfile::tempdir().map_err(|error| failed(format!("failed to make a folder for the example: {error}")))?;
    for block in blocks {
        write(folder.path(), block, schema).map_err(|(message, hint)| {
            let fence = format!("```{}", block.info);
            vec![Problem::new(&indicator.file, block.line - 1, 1, message, hint).quoting_line(&fence)]
        })?;
    }
    let dataset = Dataset::open(folder.path(), schema).map_err(|error| failed(error.to_string()))?;
    let mut problems: Vec<Problem> =
        dataset.notes().iter().map(|note| of_note(indicator, blocks, line, note)).collect();
    let book = Rulebook::compile(std::slice::from_ref(indicator), schema, &dataset)?;
    let judged = judge_small(&dataset, schema, &book, None).map_err(|error| failed(error.to_string()))?;
    let mut told = BTreeSet::new();
    // What is wrong with a column as a whole is wrong in every row: it is told once.
    let rejected = judged.rejected.iter().filter(|row| told.insert((&row.file, &row.column, &row.reason)));
    problems.extend(rejected.map(|row| of_row(indicator, blocks, line, row)));
    if problems.is_empty() { Ok(judged.hits.len()) } else { Err(problems) }
}

const ORDINARY: &str = "examples are ordinary tables of the dataset format";

/// The block that a file was written from.
fn block_of<'a>(blocks: &'a [Block], file: &str) -> Option<&'a Block> {
    blocks.iter().find(|block| block.table().is_some_and(|table| file.strip_prefix(table) == Some(".csv")))
}

fn of_row(indicator: &Indicator, blocks: &[Block], line: u32, row: &Rejected) -> Problem {
    let Some(block) = block_of(blocks, &row.file) else {
        return Problem::new(&indicator.file, line, 1, row.reason.clone(), ORDINARY);
    };
    let written = block.text.lines().nth(row.line.saturating_sub(1) as usize).unwrap_or_default();
    let (column, what) = match &row.column {
        Some(name) => (cell_column(&block.text, written, name), format!("`{name}`: {}", row.reason)),
        None => (1, row.reason.clone()),
    };
    Problem::new(&indicator.file, block.line + row.line as u32 - 1, column, what, ORDINARY).quoting_line(written)
}

/// Where the cell of a column begins in a line, in characters from 1; 1 when quotes make that hard to say.
fn cell_column(text: &str, line: &str, name: &str) -> u32 {
    let header = text.lines().next().unwrap_or_default();
    let place = header.split(',').position(|known| known == name).filter(|_| !line.contains('"'));
    place.map_or(1, |place| line.split(',').take(place).map(|cell| cell.chars().count() as u32 + 1).sum::<u32>() + 1)
}

fn of_note(indicator: &Indicator, blocks: &[Block], line: u32, note: &Note) -> Problem {
    let hint = note.hint.clone().unwrap_or_else(|| ORDINARY.to_owned());
    let Some(block) = block_of(blocks, &note.file) else {
        return Problem::new(&indicator.file, line, 1, note.message.clone(), hint);
    };
    let header = block.text.lines().next().unwrap_or_default();
    // The note names the column in its first backticks.
    let name = note.message.split('`').nth(1).unwrap_or_default();
    Problem::new(&indicator.file, block.line, cell_column(&block.text, header, name), note.message.clone(), hint)
        .quoting_line(header)
}

/// Writes one block as the file it stands for; the error is a message and a hint.
fn write(folder: &Path, block: &Block, schema: &Schema) -> Result<(), (String, String)> {
    let table = block.table().unwrap_or_default();
    let known = schema.table(table).is_some() || matches!(table, "lists/shared_networks" | "lists/ip_ranges");
    if !known {
        let near = nearest(table, schema.tables().iter().map(|table| table.name.as_str()));
        let hint = near
            .map_or_else(|| "`sekisho schema` lists the tables".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err((format!("no table is named `{table}`"), hint));
    }
    let path = folder.join(format!("{table}.csv"));
    let failed = |error: std::io::Error| (format!("failed to write the example: {error}"), String::new());
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(failed)?;
    }
    std::fs::write(path, &block.text).map_err(failed)
}
