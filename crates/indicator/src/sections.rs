//! The headings of an indicator file and the text under them.

use crate::problem::Problem;

/// The headings, in the order in which they must stand.
pub(crate) const HEADINGS: [&str; 8] = [
    "What it finds",
    "Why it matters",
    "When it is innocent",
    "What it misses",
    "Sentence",
    "Says",
    "Fires",
    "Stays quiet",
];

/// A file longer than this hides more than it explains (`docs/writing-indicators.md`).
const LONGEST: usize = 120;

/// The text under one heading.
#[derive(Clone, Debug, Default)]
pub(crate) struct Section {
    /// The line of the heading.
    pub line: u32,
    /// The text, without the heading.
    pub text: String,
}

/// Front matter and sections of a file.
pub(crate) struct Sections {
    /// The TOML between the `+++` lines; it begins on line 2.
    pub front: String,
    /// One per heading of [`HEADINGS`].
    pub sections: Vec<Section>,
}

/// Splits a file.
pub(crate) fn split(file: &str, text: &str) -> Result<Sections, Vec<Problem>> {
    let lines: Vec<&str> = text.lines().collect();
    if lines.first().map(|line| line.trim_end()) != Some("+++") {
        return Err(vec![Problem::new(file, 1, 1, "the front matter is missing", "begin the file with a line `+++`")]);
    }
    let Some(end) = lines.iter().skip(1).position(|line| line.trim_end() == "+++").map(|at| at + 1) else {
        return Err(vec![Problem::new(file, 1, 1, "the front matter is not closed", "end it with a line `+++`")]);
    };
    let mut problems = Vec::new();
    if lines.len() > LONGEST {
        let message = format!("the file has {} lines, more than {LONGEST}", lines.len());
        problems.push(Problem::new(file, LONGEST as u32 + 1, 1, message, "shorten the examples or the explanations"));
    }
    let sections = sections(file, &lines, end + 1, &mut problems);
    if problems.is_empty() { Ok(Sections { front: lines[1..end].join("\n"), sections }) } else { Err(problems) }
}

fn sections(file: &str, lines: &[&str], from: usize, problems: &mut Vec<Problem>) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::new();
    let mut fenced = false;
    for (line, number) in lines.iter().zip(1u32..).skip(from) {
        fenced ^= line.starts_with("```");
        match line.strip_prefix("# ").filter(|_| !fenced) {
            Some(heading) => {
                check_heading(file, heading.trim(), number, found.len(), problems);
                found.push(Section { line: number, text: String::new() });
            }
            None => {
                if let Some(section) = found.last_mut() {
                    section.text.push_str(line);
                    section.text.push('\n');
                }
            }
        }
    }
    if found.len() < HEADINGS.len() && problems.is_empty() {
        let missing = HEADINGS[found.len()];
        let message = format!("the heading `# {missing}` is missing");
        problems.push(Problem::new(
            file,
            lines.len() as u32,
            1,
            message,
            format!("the headings are, in this order: {}", HEADINGS.join(", ")),
        ));
    }
    found
}

fn check_heading(file: &str, heading: &str, line: u32, place: usize, problems: &mut Vec<Problem>) {
    let expected = HEADINGS.get(place).copied();
    if expected != Some(heading) && problems.is_empty() {
        let message = match expected {
            Some(expected) => format!("found the heading `{heading}`, expected `{expected}`"),
            None => format!("the heading `{heading}` is one too many"),
        };
        problems.push(Problem::new(
            file,
            line,
            1,
            message,
            format!("the headings are, in this order: {}", HEADINGS.join(", ")),
        ));
    }
}
