//! The sentence for people, with places to fill.

use std::collections::BTreeMap;

/// A line of *Says*.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
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
    /// Reads a line; the error is the place that is not closed.
    pub(crate) fn parse(line: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = line;
        while let Some(open) = rest.find('{') {
            parts.push(Part::Text(rest[..open].to_owned()));
            let Some(close) = rest[open..].find('}') else { return Err(rest[open..].to_owned()) };
            parts.push(Part::Place(rest[open + 1..open + close].trim().to_owned()));
            rest = &rest[open + close + 1..];
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self { parts })
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
