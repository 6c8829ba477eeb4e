//! The two examples of an indicator, run as the datasets they are.

use std::path::Path;
use std::sync::Arc;

use sekisho_indicator::{Block, Indicator, Problem, Rulebook};
use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_sentence::{Everything, Presence};

use crate::small::judge_small;

/// What is wrong with an indicator's sentence or examples.
pub fn check_examples(indicator: &Indicator, schema: &Arc<Schema>) -> Vec<Problem> {
    if let Err(problems) = Rulebook::compile(std::slice::from_ref(indicator), schema, &Everything) {
        return problems;
    }
    let fires = run(indicator, &indicator.fires, indicator.fires_line, schema);
    let quiet = run(indicator, &indicator.quiet, indicator.quiet_line, schema);
    let mut problems = Vec::new();
    match fires {
        Err(found) => problems.extend(found),
        Ok(0) => problems.push(Problem::new(&indicator.file, indicator.fires_line, 1, "the example under `Fires` does not fire", "change the rows, or the sentence")),
        Ok(_) => {}
    }
    match quiet {
        Err(found) => problems.extend(found),
        Ok(0) => {}
        Ok(hits) => {
            let message = format!("the example under `Stays quiet` fires ({hits} times)");
            problems.push(Problem::new(&indicator.file, indicator.quiet_line, 1, message, "change the rows, or the sentence"));
        }
    }
    problems
}

struct Present<'a>(&'a Dataset);

impl Presence for Present<'_> {
    fn has_table(&self, table: sekisho_schema::TableId) -> bool {
        self.0.has_table(table)
    }

    fn has_column(&self, table: sekisho_schema::TableId, column: sekisho_schema::ColumnId) -> bool {
        self.0.has_column(table, column)
    }
}

/// How often the indicator fires on an example.
fn run(indicator: &Indicator, blocks: &[Block], line: u32, schema: &Arc<Schema>) -> Result<usize, Vec<Problem>> {
    let failed = |message: String| vec![Problem::new(&indicator.file, line, 1, message, "")];
    let folder = tempfile::tempdir().map_err(|error| failed(format!("failed to make a folder for the example: {error}")))?;
    for block in blocks {
        write(folder.path(), block, schema).map_err(|(message, hint)| vec![Problem::new(&indicator.file, block.line - 1, 1, message, hint)])?;
    }
    let dataset = Dataset::open(folder.path(), schema).map_err(|error| failed(error.to_string()))?;
    let book = Rulebook::compile(std::slice::from_ref(indicator), schema, &Present(&dataset))?;
    let judged = judge_small(&dataset, schema, &book, None).map_err(|error| failed(error.to_string()))?;
    let rejected = judged.rejected.iter().map(|row| {
        let start = blocks.iter().find(|block| block.table().is_some_and(|table| row.file.starts_with(table)));
        let at = start.map_or(line, |block| block.line + row.line as u32 - 1);
        let column = row.column.as_deref().unwrap_or("row");
        Problem::new(&indicator.file, at, 1, format!("{column}: {}", row.reason), "examples are ordinary tables of the dataset format")
    });
    let rejected: Vec<Problem> = rejected.collect();
    if rejected.is_empty() { Ok(judged.hits.len()) } else { Err(rejected) }
}

/// Writes one block as the file it stands for; the error is a message and a hint.
fn write(folder: &Path, block: &Block, schema: &Schema) -> Result<(), (String, String)> {
    let table = block.table().unwrap_or_default();
    let known = schema.table(table).is_some() || matches!(table, "lists/shared_networks" | "lists/ip_ranges");
    if !known {
        let near = sekisho_schema::nearest(table, schema.tables().iter().map(|table| table.name.as_str()));
        let hint = near.map_or_else(|| "`sekisho schema` lists the tables".to_owned(), |near| format!("did you mean `{near}`?"));
        return Err((format!("no table is named `{table}`"), hint));
    }
    let path = folder.join(format!("{table}.csv"));
    let failed = |error: std::io::Error| (format!("failed to write the example: {error}"), String::new());
    if let Some(parent) = path.parent() {
        std::fs::create_dir_all(parent).map_err(failed)?;
    }
    std::fs::write(path, &block.text).map_err(failed)
}
