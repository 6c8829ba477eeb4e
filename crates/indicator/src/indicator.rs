//! One indicator.

use std::collections::BTreeMap;

use sekisho_schema::{SubjectKind, nearest};
use sekisho_sentence::Limits;

use crate::blocks::{Block, blocks, prose};
use crate::front::{self, Kind, LimitLine, Status};
use crate::problem::{Problem, column_of};
use crate::says::Template;
use crate::sections::{Section, split};

/// An indicator file, read.
#[derive(Clone, Debug)]
pub struct Indicator {
    /// The file, as the user would name it.
    pub file: String,
    /// The id from the catalogue.
    pub id: String,
    /// Title in English and Japanese.
    pub title: (String, String),
    /// Whom it is about.
    pub per: SubjectKind,
    /// Weighed or not.
    pub kind: Kind,
    /// log2 of the likelihood ratio; 0 for a rule.
    pub bits: f64,
    /// `expert` or `measured`.
    pub basis: String,
    /// The group of kin indicators.
    pub group: String,
    /// How far it has come.
    pub status: Status,
    /// Who can see the data.
    pub seen_by: Vec<String>,
    /// Public titles and sections.
    pub sources: Vec<String>,
    /// Columns, as `table.column`, of which the made tables that the sentence reads are worked out.
    pub needs: Vec<String>,
    /// Named thresholds.
    pub limits: BTreeMap<String, LimitLine>,
    /// What it finds, why it matters, when it is innocent, what it misses (Markdown).
    pub finds: String,
    /// Why it matters.
    pub matters: String,
    /// Innocent explanations in English and Japanese.
    pub innocent: (String, String),
    /// What it misses.
    pub misses: String,
    /// The next step in English and Japanese.
    pub next_step: (String, String),
    /// The sentence.
    pub sentence: Block,
    /// What a finding says in English and Japanese.
    pub says: (Template, Template),
    /// The case that fires.
    pub fires: Vec<Block>,
    /// The line of the heading *Fires*.
    pub fires_line: u32,
    /// The case that stays quiet.
    pub quiet: Vec<Block>,
    /// The line of the heading *Stays quiet*.
    pub quiet_line: u32,
}

impl Indicator {
    /// The limits as sentences read them.
    pub fn limits(&self) -> Limits {
        self.limits.iter().map(|(name, line)| (name.clone(), line.limit.clone())).collect()
    }
}

/// Reads an indicator file.
///
/// # Errors
/// Every mistake that can be told from the text alone; wrong sentences come with compiling, wrong examples with running.
pub fn parse(file: &str, text: &str) -> Result<Indicator, Vec<Problem>> {
    // Some editors put a mark before UTF-8.
    let text = text.trim_start_matches('\u{feff}');
    let quoting =
        |problems: Vec<Problem>| problems.into_iter().map(|problem| problem.quoting(text)).collect::<Vec<_>>();
    read(file, text).map_err(quoting)
}

fn read(file: &str, text: &str) -> Result<Indicator, Vec<Problem>> {
    let split = split(file, text)?;
    let one = |problem| vec![problem];
    let front = front::parse(file, &split.front).map_err(one)?;
    let limits = front.limits(file, &split.front).map_err(one)?;
    let section = |place: usize| &split.sections[place];
    for (place, heading) in
        ["What it finds", "Why it matters", "When it is innocent", "What it misses"].iter().enumerate()
    {
        if prose(section(place)).is_empty() {
            let message = format!("nothing stands under `{heading}`");
            return Err(one(Problem::new(file, section(place).line, 1, message, "one or two plain sentences")));
        }
    }
    let says = says(file, section(5), &limits).map_err(one)?;
    Ok(Indicator {
        file: file.to_owned(),
        sentence: sentence(file, section(4)).map_err(one)?,
        says,
        fires: example(file, section(6)).map_err(one)?,
        fires_line: section(6).line,
        quiet: example(file, section(7)).map_err(one)?,
        quiet_line: section(7).line,
        finds: prose(section(0)),
        matters: prose(section(1)),
        innocent: (prose(section(2)), front.innocent_ja),
        misses: prose(section(3)),
        next_step: (front.next_step, front.next_step_ja),
        id: front.id,
        title: (front.title, front.title_ja),
        per: front.per,
        kind: front.kind,
        bits: front.bits.unwrap_or(0.0),
        basis: front.basis.unwrap_or_else(|| "expert".to_owned()),
        group: front.group,
        status: front.status,
        seen_by: front.seen_by,
        sources: front.sources,
        needs: front.needs,
        limits,
    })
}

fn sentence(file: &str, section: &Section) -> Result<Block, Problem> {
    let mut found = blocks(file, section)?.into_iter().filter(|block| block.info == "cel");
    match (found.next(), found.next()) {
        (Some(block), None) => Ok(block),
        (None, _) => Err(Problem::new(
            file,
            section.line,
            1,
            "the sentence is missing",
            "write it in a block that begins with ```cel",
        )),
        (Some(_), Some(second)) => {
            Err(Problem::new(file, second.line, 1, "there is more than one sentence", "join them with `&&` or `||`"))
        }
    }
}

fn example(file: &str, section: &Section) -> Result<Vec<Block>, Problem> {
    let found: Vec<Block> = blocks(file, section)?.into_iter().filter(|block| block.table().is_some()).collect();
    match found.is_empty() {
        true => Err(Problem::new(
            file,
            section.line,
            1,
            "the example is missing",
            "write small tables in blocks that begin with ```csv and the table's name",
        )),
        false => Ok(found),
    }
}

fn says(file: &str, section: &Section, limits: &BTreeMap<String, LimitLine>) -> Result<(Template, Template), Problem> {
    Ok((line(file, section, "en", limits)?, line(file, section, "ja", limits)?))
}

fn line(
    file: &str,
    section: &Section,
    language: &str,
    limits: &BTreeMap<String, LimitLine>,
) -> Result<Template, Problem> {
    let prefix = format!("{language}:");
    let found = section.text.lines().zip(section.line + 1..).find(|(line, _)| line.starts_with(&prefix));
    let Some((text, number)) = found else {
        let message = format!("the line `{language}: ...` is missing");
        return Err(Problem::new(file, section.line, 1, message, "say it in English (`en:`) and Japanese (`ja:`)"));
    };
    let template = Template::parse(text, &prefix, number).map_err(|open| {
        let column = text.rfind(&open).map_or(1, |at| column_of(text, at));
        Problem::new(file, number, column, format!("the place `{open}` is not closed"), "close it with `}`")
    })?;
    for place in template.places() {
        check_place(place, limits)
            .map_err(|hint| template.problem(file, place, format!("no place is named `{{{place}}}`"), hint))?;
    }
    Ok(template)
}

const PLACES: &str = "{value}, {value2} ..., {subject}, {accounts}, {limits.NAME}, {witness.count}, {witness.first}, {witness.last}, {witness.COLUMN}";

fn check_place(place: &str, limits: &BTreeMap<String, LimitLine>) -> Result<(), String> {
    if let Some(name) = place.strip_prefix("limits.") {
        let near =
            nearest(name, limits.keys().map(String::as_str)).map(|near| format!("did you mean `{{limits.{near}}}`?"));
        return if limits.contains_key(name) {
            Ok(())
        } else {
            Err(near.unwrap_or_else(|| "name it in `[limits]`".to_owned()))
        };
    }
    let value = place
        .strip_prefix("value")
        .is_some_and(|rest| rest.is_empty() || rest.parse::<u8>().is_ok_and(|number| number > 1));
    if value || place == "subject" || place == "accounts" || place.starts_with("witness.") {
        return Ok(());
    }
    let near = nearest(place, ["value", "subject", "accounts"])
        .map(|near| format!("did you mean `{{{near}}}`? "))
        .unwrap_or_default();
    Err(format!("{near}the places are {PLACES}"))
}
