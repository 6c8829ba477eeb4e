//! The sentence for people, with places to fill.

use std::collections::BTreeMap;

use crate::problem::{Problem, column_of};

/// A line of *Says*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its line in the file.
    pub line: u32,
    /// The line as it stands there.
    pub written: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(String),
    Place(String),
}

/// What a finding puts into the places.
#[derive(Clone, Debug, Default)]
pub struct Filling {
    /// By the place's name: `value`, `subject`, `witness.ip_country` ...
    pub places: BTreeMap<String, String>,
}

impl Template {
    /// Reads a line behind its prefix `en:`; the error is the place that is not closed.
    pub(crate) fn parse(written: &str, prefix: &str, line: u32) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = written.strip_prefix(prefix).unwrap_or(written).trim();
        while let Some(open) = rest.find('{') {
            parts.push(Part::Text(rest[..open].to_owned()));
            let Some(close) = rest[open..].find('}') else { return Err(rest[open..].to_owned()) };
            parts.push(Part::Place(rest[open + 1..open + close].trim().to_owned()));
            rest = &rest[open + close + 1..];
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self { line, written: written.to_owned(), parts })
    }

    /// What is wrong with a place of this line.
    pub fn problem(&self, file: &str, place: &str, message: impl Into<String>, hint: impl Into<String>) -> Problem {
        let column = self.written.find(&format!("{{{place}")).map_or(1, |at| column_of(&self.written, at));
        Problem::new(file, self.line, column, message, hint).quoting_line(&self.written)
    }

    /// The names of the places.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Place(name) => Some(name.as_str()),
            Part::Text(_) => None,
        })
    }

    /// The line with its places filled; what is not known becomes "?".
    pub fn fill(&self, filling: &Filling) -> String {
        let parts = self.parts.iter().map(|part| match part {
            Part::Text(text) => text.as_str(),
            Part::Place(name) => filling.places.get(name).map_or("?", String::as_str),
        });
        parts.collect()
    }
}
