//! The places of an indicator's sentence, filled from a finding.

use sekisho_indicator::{Filling, Rule};
use sekisho_judge::Hit;

use crate::finding::EvidenceRow;
use crate::names::text_of;
use crate::spoken;

/// So many different values of a column are spoken; the rest is counted.
const SPOKEN_VALUES: usize = 5;

/// What is known of a finding when its sentence is filled.
pub(crate) struct Known<'a> {
    pub hit: &'a Hit,
    pub rule: &'a Rule,
    pub subject: &'a str,
    pub accounts: usize,
    pub rows: &'a [EvidenceRow],
    pub span: (Option<i64>, Option<i64>),
}

impl Known<'_> {
    /// The sentence in English and Japanese.
    pub fn say(&self) -> (String, String) {
        let says = &self.rule.indicator.says;
        (says.0.fill(&self.filling(false)), says.1.fill(&self.filling(true)))
    }

    fn filling(&self, japanese: bool) -> Filling {
        let mut filling = Filling::default();
        let mut put = |place: &str, text: String| drop(filling.places.insert(place.to_owned(), text));
        for (number, value) in self.hit.values.iter().enumerate() {
            let place = if number == 0 { "value".to_owned() } else { format!("value{}", number + 1) };
            let shown = value.as_ref().map(|(english, other)| if japanese { other.clone() } else { english.clone() });
            put(&place, shown.unwrap_or_else(|| "?".to_owned()));
        }
        if self.hit.values.is_empty() {
            put("value", self.witnesses().to_string());
        }
        put("subject", self.subject.to_owned());
        put("accounts", self.accounts.to_string());
        put("witness.count", self.witnesses().to_string());
        put("witness.first", self.span.0.map(spoken::day).unwrap_or_default());
        put("witness.last", self.span.1.map(spoken::day).unwrap_or_default());
        for (name, line) in &self.rule.indicator.limits {
            put(&format!("limits.{name}"), spoken::limit(&line.written, japanese));
        }
        let says = &self.rule.indicator.says;
        let places: Vec<String> = says.0.places().chain(says.1.places()).map(str::to_owned).collect();
        for place in places.iter().filter(|place| !filling.places.contains_key(*place)).collect::<Vec<_>>() {
            if let Some(column) = place.strip_prefix("witness.") {
                filling.places.insert(place.clone(), self.values_of(column, japanese));
            }
        }
        filling
    }

    fn witnesses(&self) -> u64 {
        self.hit.spans.iter().map(|span| span.rows).sum()
    }

    /// The different values of a column over the witness rows, in the order in which they appear.
    fn values_of(&self, column: &str, japanese: bool) -> String {
        let mut values: Vec<String> = Vec::new();
        for value in self.rows.iter().filter_map(|row| row.cells.get(column)) {
            let text = text_of(value);
            if !values.contains(&text) {
                values.push(text);
            }
        }
        if values.is_empty() {
            return "?".to_owned();
        }
        let more = values.len().saturating_sub(SPOKEN_VALUES);
        values.truncate(SPOKEN_VALUES);
        match (japanese, more) {
            (true, 0) => values.join("、"),
            (true, _) => format!("{}ほか{more}件", values.join("、")),
            (false, 0) => values.join(", "),
            (false, _) => format!("{} and {more} more", values.join(", ")),
        }
    }
}
