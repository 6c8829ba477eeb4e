//! What is wrong with an indicator file.

/// One mistake at its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, as the user would name it.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong, lower case.
    pub message: String,
    /// What to do; may be empty.
    pub hint: String,
    /// The line's text with room for a caret; may be empty.
    pub excerpt: String,
}

impl Problem {
    /// A mistake on a line of a file.
    pub fn new(file: &str, line: u32, column: u32, message: impl Into<String>, hint: impl Into<String>) -> Self {
        let (message, hint) = (message.into(), hint.into());
        Self { file: file.to_owned(), line, column, message, hint, excerpt: String::new() }
    }

    /// The same with the line that it is about.
    pub fn quoting(mut self, text: &str) -> Self {
        self.excerpt = text.lines().nth(self.line.saturating_sub(1) as usize).unwrap_or_default().to_owned();
        self
    }

    /// The same with this line as the one that it is about.
    pub fn quoting_line(mut self, line: &str) -> Self {
        self.excerpt = line.to_owned();
        self
    }
}

/// The column, from 1 in characters, of a byte of a line.
pub(crate) fn column_of(line: &str, at: usize) -> u32 {
    line.get(..at).map_or(1, |before| before.chars().count() as u32 + 1)
}

/// A blank as wide as a character: the caret must stand under the right one also behind Japanese.
fn room(c: char) -> char {
    match c {
        '\t' => '\t',
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => {
            '\u{3000}'
        }
        '\u{fe30}'..='\u{fe6f}' | '\u{ff01}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}' => {
            '\u{3000}'
        }
        '\u{20000}'..='\u{3ffff}' => '\u{3000}',
        _ => ' ',
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        if !self.excerpt.is_empty() {
            let before = self.excerpt.chars().take(self.column.saturating_sub(1) as usize);
            write!(out, "\n  | {}\n  | {}^", self.excerpt, before.map(room).collect::<String>())?;
        }
        if !self.hint.is_empty() {
            write!(out, "\n  hint: {}", self.hint)?;
        }
        Ok(())
    }
}
