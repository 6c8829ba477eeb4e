//! Indicators compiled for one dataset.

use std::collections::BTreeSet;

use sekisho_schema::Schema;
use sekisho_sentence::{Presence, Registry, Sentence, compile};

use crate::front::Status;
use crate::indicator::Indicator;
use crate::problem::Problem;

/// An indicator with its compiled sentence.
#[derive(Clone)]
pub struct Rule {
    /// The indicator.
    pub indicator: Indicator,
    /// Its sentence.
    pub sentence: Sentence,
}

/// All rules of a run and what they ask of the data.
#[derive(Clone, Default)]
pub struct Rulebook {
    /// Rules sorted by indicator id.
    pub rules: Vec<Rule>,
    /// Relations, columns and statistics that the sentences read.
    pub registry: Registry,
}

impl Rulebook {
    /// Compiles every indicator that is not retired.
    ///
    /// # Errors
    /// All sentences that are wrong.
    pub fn compile(indicators: &[Indicator], schema: &Schema, presence: &dyn Presence) -> Result<Self, Vec<Problem>> {
        let mut book = Self::default();
        let mut problems = Vec::new();
        for indicator in indicators.iter().filter(|indicator| indicator.status != Status::Retired) {
            let source = &indicator.sentence.text;
            let done = compile(source, indicator.per, &indicator.limits(), (schema, presence), &mut book.registry);
            match done {
                Ok(mut sentence) => match missing(indicator, schema, presence) {
                    Ok(missing) => {
                        sentence.coverage = sentence.coverage.without(missing);
                        book.rules.push(Rule { indicator: indicator.clone(), sentence });
                    }
                    Err(found) => problems.push(found),
                },
                Err(found) => problems.push(problem(indicator, source, found)),
            }
        }
        if problems.is_empty() { Ok(book) } else { Err(problems) }
    }
}

/// What the dataset lacks of the columns that the indicator's made tables are worked out from.
fn missing(indicator: &Indicator, schema: &Schema, presence: &dyn Presence) -> Result<BTreeSet<String>, Problem> {
    let mut missing = BTreeSet::new();
    for name in &indicator.needs {
        let found = name.split_once('.').and_then(|(table, column)| {
            let table = schema.table(table)?;
            Some((table.id, table.column(column)?))
        });
        let Some((table, column)) = found else {
            let hint = "columns are named as `table.column`; `sekisho schema` lists them";
            return Err(Problem::new(&indicator.file, 1, 1, format!("`needs`: no column is named `{name}`"), hint));
        };
        if !presence.has_table(table) {
            missing.insert(schema.at(table).lacking());
        } else if !presence.has_column(table, column) {
            missing.insert(format!("column `{name}`"));
        }
    }
    Ok(missing)
}

fn problem(indicator: &Indicator, source: &str, found: sekisho_sentence::Diagnostic) -> Problem {
    let excerpt = source.lines().nth(found.line as usize - 1).unwrap_or_default().to_owned();
    let line = indicator.sentence.line + found.line - 1;
    Problem { excerpt, ..Problem::new(&indicator.file, line, found.column, found.message, found.hint) }
}
