//! The front matter.

use std::collections::BTreeMap;

use sekisho_schema::{SubjectKind, nearest};
use sekisho_sentence::Limit;
use serde::Deserialize;

use crate::problem::Problem;

/// Whether an indicator is weighed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Evidence, with bits.
    Evidence,
    /// A breach that needs no weighing.
    Rule,
}

/// How far an indicator has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// New: judged and reported.
    Trial,
    /// Proven.
    Stable,
    /// No longer judged.
    Retired,
}

/// A threshold with its source.
#[derive(Clone, Debug)]
pub struct LimitLine {
    /// The value as the sentence reads it.
    pub limit: Limit,
    /// The value as it is written.
    pub written: String,
    /// Where it comes from, or "chosen".
    pub source: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Front {
    pub id: String,
    pub title: String,
    pub title_ja: String,
    pub per: SubjectKind,
    pub kind: Kind,
    pub bits: Option<f64>,
    pub basis: Option<String>,
    pub group: String,
    pub status: Status,
    pub seen_by: Vec<String>,
    pub sources: Vec<String>,
    pub innocent_ja: String,
    pub next_step: String,
    pub next_step_ja: String,
    #[serde(default)]
    pub needs: Vec<String>,
    #[serde(default)]
    limits: BTreeMap<String, LimitFile>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitFile {
    value: toml::Value,
    source: String,
}

/// The groups of kin indicators (`docs/writing-indicators.md`).
pub(crate) const GROUPS: [&str; 13] = [
    "places",
    "sharing",
    "rhythm",
    "identity",
    "profile",
    "bidding",
    "reviews",
    "talk",
    "payout",
    "equipment",
    "chain",
    "code",
    "lists",
];

/// Reads the front matter. It begins on line 2 of the file.
pub(crate) fn parse(file: &str, front: &str) -> Result<Front, Problem> {
    let parsed: Front = toml::from_str(front).map_err(|error| refused(file, front, &error))?;
    check(file, front, &parsed)?;
    Ok(parsed)
}

fn refused(file: &str, front: &str, error: &toml::de::Error) -> Problem {
    let at = error.span().map_or(0, |span| span.start);
    let (message, hint) = plain(error.message().lines().next().unwrap_or_default());
    // What is missing from the front matter as a whole stands nowhere: its first line is named.
    let (line, column) = if at == 0 && message.starts_with("the key") { (1, 1) } else { place(front, at) };
    Problem::new(file, line, column, message, hint)
}

/// Words of the readers of TOML, and plainer ones.
const WORDING: [(&str, &str); 15] = [
    ("invalid basic string, expected `\"`", "a text is not closed"),
    ("unexpected key or value, expected newline, `#`", "something stands behind the value"),
    ("invalid type: ", "found "),
    ("found string ", "found the text "),
    ("found integer ", "found the number "),
    ("found floating point ", "found the number "),
    ("found boolean ", "found "),
    ("found sequence", "found a list"),
    ("found map", "found a table"),
    ("expected f64", "expected a number"),
    ("expected a string", "expected a text in quotes"),
    ("expected a sequence", "expected a list in brackets"),
    ("expected struct LimitFile", "expected `{ value = ..., source = \"...\" }`"),
    ("unknown variant ", "found "),
    ("unknown field ", "no key is named "),
];

/// The message in plain words, and what to do about it.
fn plain(message: &str) -> (String, String) {
    let general = "the front matter is TOML; `docs/writing-indicators.md` shows every key";
    let named: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let (first, others) = named.split_first().map_or(("", &[][..]), |(first, others)| (*first, others));
    if message.starts_with("missing field") {
        let hint = if first == "source" { "where the value comes from, or \"chosen\"" } else { general };
        return (format!("the key `{first}` is missing"), hint.to_owned());
    }
    let short = if message.starts_with("unknown field") {
        message.split(", expected").next().unwrap_or(message)
    } else {
        message
    };
    let plain = WORDING.iter().fold(short.to_owned(), |text, (theirs, ours)| text.replace(theirs, ours));
    let hint = match nearest(first, others.iter().copied()) {
        Some(near) if message.starts_with("unknown") => format!("did you mean `{near}`?"),
        _ if message.starts_with("unknown field") => format!("the keys are {}", others.join(", ")),
        _ => general.to_owned(),
    };
    (plain, hint)
}

fn place(front: &str, at: usize) -> (u32, u32) {
    let before = front.get(..at).unwrap_or(front);
    let line = before.matches('\n').count() as u32 + 2;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
    (line, column)
}

/// Where the value of a key stands, in the table whose heading is `[table]`, or before all tables.
fn value_place(front: &str, table: &str, key: &str) -> (u32, u32) {
    let heading = format!("[{table}]");
    let mut inside = table.is_empty();
    for (line, number) in front.lines().zip(2..) {
        let written = line.trim();
        if written.starts_with('[') && !line.contains('=') {
            inside = written == heading;
        }
        let Some((name, value)) = line.split_once('=').filter(|(name, _)| inside && name.trim() == key) else {
            continue;
        };
        let before = name.chars().count() + 1 + value.len() - value.trim_start().len();
        return (number, before as u32 + 1);
    }
    (1, 1)
}

fn check(file: &str, front: &str, parsed: &Front) -> Result<(), Problem> {
    let wrong = |key: &str, message: String, hint: &str| {
        let (line, column) = value_place(front, "", key);
        Err(Problem::new(file, line, column, message, hint))
    };
    let stem = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".md");
    if parsed.id != stem {
        return wrong(
            "id",
            format!("the id `{}` is not the file's name `{stem}`", parsed.id),
            "name the file after its id",
        );
    }
    if !GROUPS.contains(&parsed.group.as_str()) {
        let near = nearest(&parsed.group, GROUPS).map(|near| format!("did you mean `{near}`? "));
        let hint = format!("{}the groups are {}", near.unwrap_or_default(), GROUPS.join(", "));
        return wrong("group", format!("no group is named `{}`", parsed.group), &hint);
    }
    match (parsed.kind, parsed.bits) {
        (Kind::Evidence, None) => {
            let hint = "add `bits = 1.5`, the log2 of a likelihood ratio, or make it `kind = \"rule\"`";
            wrong("kind", "evidence is weighed, and the key `bits` is missing".to_owned(), hint)
        }
        (Kind::Rule, Some(_)) => {
            wrong("bits", "a rule is not weighed".to_owned(), "take out `bits`, or make it `kind = \"evidence\"`")
        }
        (Kind::Evidence, Some(bits)) if !(0.0..=12.0).contains(&bits) => wrong(
            "bits",
            format!("bits of {bits} are out of range"),
            "0 to 12: 12 bits are a likelihood ratio of 4,096",
        ),
        _ if parsed.basis.as_deref().is_some_and(|basis| !matches!(basis, "expert" | "measured")) => {
            wrong("basis", "the basis is `expert` or `measured`".to_owned(), "a first guess is `expert`")
        }
        _ if parsed.sources.is_empty() => wrong(
            "sources",
            "an indicator names its sources".to_owned(),
            "public title and section; \"suggested\" if it is your own",
        ),
        _ => Ok(()),
    }
}

impl Front {
    /// The limits by name, as sentences read them.
    pub fn limits(&self, file: &str, front: &str) -> Result<BTreeMap<String, LimitLine>, Problem> {
        let mut limits = BTreeMap::new();
        for (name, line) in &self.limits {
            let (limit, written) = match &line.value {
                toml::Value::Integer(value) => (Limit::Int(*value), value.to_string()),
                toml::Value::Float(value) => (Limit::Double(*value), value.to_string()),
                toml::Value::String(text) => (Limit::from_text(text), text.clone()),
                _ => {
                    let (line, column) = value_place(front, "limits", name);
                    let message = format!("the limit `{name}` is neither a number nor a text");
                    return Err(Problem::new(file, line, column, message, "a duration is written as text: \"24h\""));
                }
            };
            limits.insert(name.clone(), LimitLine { limit, written, source: line.source.clone() });
        }
        Ok(limits)
    }
}
