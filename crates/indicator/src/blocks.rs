//! Fenced blocks: the sentence, and the small tables of the examples.

use crate::problem::Problem;
use crate::sections::Section;

/// A fenced block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What stands behind the back-ticks: `cel`, `csv sessions`.
    pub info: String,
    /// The line of the block's first line of text in the file.
    pub line: u32,
    /// The text.
    pub text: String,
}

impl Block {
    /// The table that an example block holds: `sessions`, `lists/shared_networks`.
    pub fn table(&self) -> Option<&str> {
        self.info.strip_prefix("csv ").map(str::trim)
    }
}

/// The fenced blocks of a section.
pub(crate) fn blocks(file: &str, section: &Section) -> Result<Vec<Block>, Problem> {
    let mut found = Vec::new();
    let mut open: Option<Block> = None;
    for (line, number) in section.text.lines().zip(section.line + 1..) {
        match (line.strip_prefix("```"), open.as_mut()) {
            (Some(info), None) => {
                open = Some(Block { info: info.trim().to_owned(), line: number + 1, text: String::new() })
            }
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    match open {
        Some(block) => Err(Problem::new(file, block.line - 1, 1, "this block is not closed", "close it with ```")),
        None => Ok(found),
    }
}

/// The text of a section without its blocks.
pub(crate) fn prose(section: &Section) -> String {
    let mut fenced = false;
    let lines = section.text.lines().filter(|line| {
        let fence = line.starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}
