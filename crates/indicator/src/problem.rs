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
}

impl std::fmt::Display for Problem {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}:{}: {}", self.file, self.line, self.column, self.message)?;
        if !self.excerpt.is_empty() {
            let caret = " ".repeat(self.column.saturating_sub(1) as usize);
            write!(out, "\n  | {}\n  | {caret}^", self.excerpt)?;
        }
        if !self.hint.is_empty() {
            write!(out, "\n  hint: {}", self.hint)?;
        }
        Ok(())
    }
}
