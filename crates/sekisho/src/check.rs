//! `sekisho check`.

use std::sync::Arc;

use anyhow::Context;
use sekisho_indicator::{Corpus, Problem, embedded, load};
use sekisho_judge::check_examples;
use sekisho_schema::Schema;

use crate::cli::{CheckArgs, Format};
use crate::exit::FOUND_WRONG;
use crate::print;

/// Checks a folder of indicators, or the built-in ones.
pub fn run(arguments: &CheckArgs) -> anyhow::Result<u8> {
    let corpus = match &arguments.dir {
        None => embedded(),
        Some(dir) => load(dir).map_err(|(path, error)| {
            anyhow::anyhow!(
                "failed to read `{}`: {error}\nhint: name the folder that holds the indicator files",
                path.display()
            )
        })?,
    };
    if let Some(dir) = arguments.dir.as_ref().filter(|_| corpus.indicators.is_empty() && corpus.problems.is_empty()) {
        anyhow::bail!(
            "failed to find an indicator in `{}`\nhint: an indicator is a file that ends in `.md`",
            dir.display()
        );
    }
    let problems = problems(&corpus)?;
    match arguments.format {
        Format::Json => print::line(&as_json(&problems))?,
        Format::Text => {
            for problem in &problems {
                print::line(&format!("{problem}\n"))?;
            }
            let count = corpus.indicators.len() + files_of(&corpus.problems);
            let wrong = files_of(&problems);
            let noun = if count == 1 { "indicator" } else { "indicators" };
            print::line(&format!("{count} {noun} checked, {wrong} wrong"))?;
        }
    }
    Ok(if problems.is_empty() { 0 } else { FOUND_WRONG })
}

fn problems(corpus: &Corpus) -> anyhow::Result<Vec<Problem>> {
    let schema = Arc::new(Schema::embedded().context("failed to load the schema")?);
    let mut problems = corpus.problems.clone();
    problems.extend(corpus.indicators.iter().flat_map(|indicator| check_examples(indicator, &schema)));
    problems.sort();
    Ok(problems)
}

fn files_of(problems: &[Problem]) -> usize {
    let mut files: Vec<&str> = problems.iter().map(|problem| problem.file.as_str()).collect();
    files.sort_unstable();
    files.dedup();
    files.len()
}

fn as_json(problems: &[Problem]) -> String {
    let rows = problems.iter().map(|problem| {
        serde_json::json!({
            "file": problem.file, "line": problem.line, "column": problem.column,
            "message": problem.message, "hint": problem.hint,
        })
    });
    serde_json::Value::Array(rows.collect()).to_string()
}
