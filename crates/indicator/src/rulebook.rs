//! Indicators compiled for one dataset.

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
                Ok(sentence) => book.rules.push(Rule { indicator: indicator.clone(), sentence }),
                Err(found) => problems.push(problem(indicator, source, found)),
            }
        }
        if problems.is_empty() { Ok(book) } else { Err(problems) }
    }
}

fn problem(indicator: &Indicator, source: &str, found: sekisho_sentence::Diagnostic) -> Problem {
    let excerpt = source.lines().nth(found.line as usize - 1).unwrap_or_default().to_owned();
    let line = indicator.sentence.line + found.line - 1;
    Problem { excerpt, ..Problem::new(&indicator.file, line, found.column, found.message, found.hint) }
}
