//! What is wrong with a sentence, and where.

/// One mistake, at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Line in the sentence, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// How many characters it covers.
    pub length: u32,
    /// What is wrong, lower case.
    pub message: String,
    /// What to do about it; may be empty.
    pub hint: String,
}

impl Diagnostic {
    /// A mistake that covers these bytes of the source.
    pub(crate) fn at(source: &str, span: (usize, usize), message: impl Into<String>, hint: impl Into<String>) -> Self {
        let start = floor(source, span.0);
        let end = floor(source, span.1.max(start));
        let before = &source[..start];
        let line = before.matches('\n').count() as u32 + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u32 + 1;
        let covered = source[start..end].lines().next().unwrap_or_default().chars().count() as u32;
        Self { line, column, length: covered.max(1), message: message.into(), hint: hint.into() }
    }
}

/// The nearest character border at or before a byte.
fn floor(source: &str, at: usize) -> usize {
    (0..=at.min(source.len())).rev().find(|place| source.is_char_boundary(*place)).unwrap_or(0)
}
