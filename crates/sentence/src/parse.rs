//! From text to the tree of the `cel` crate, with errors worded for people.

use cel::Env;
use cel::common::ast::{Expr, IdedExpr, SourceInfo};

use crate::diagnostic::Diagnostic;

/// A parsed sentence with the places of its parts.
pub(crate) struct Parsed {
    pub root: IdedExpr,
    pub places: SourceInfo,
}

/// Parses without expanding macros: `exists`, `filter` ... arrive as the calls they are written as.
pub(crate) fn parse(source: &str) -> Result<Parsed, Diagnostic> {
    if let Some(found) = common_slip(source) {
        return Err(found);
    }
    let parser = Env::default().parser();
    match parser.parse_with_source_info(source) {
        Ok((root, places)) => Ok(Parsed { root, places }),
        Err(errors) => Err(reword(source, errors.errors.first().map(|error| (error.pos, error.msg.as_str())))),
    }
}

/// Slips whose parser message would puzzle: found before parsing, outside of string literals.
fn common_slip(source: &str) -> Option<Diagnostic> {
    let bare = blank_strings(source);
    let word = |text: &str, hint: &str| {
        let at = find_word(&bare, text)?;
        Some(Diagnostic::at(source, (at, at + text.len()), format!("`{text}` is not an operator here"), hint))
    };
    word("and", "write `&&`").or_else(|| word("or", "write `||`")).or_else(|| word("not", "write `!`")).or_else(|| {
        let at = single_equals(&bare)?;
        Some(Diagnostic::at(source, (at, at + 1), "`=` does not compare", "write `==`"))
    })
}

/// The source with the insides of string literals replaced by spaces of the same length in bytes.
fn blank_strings(source: &str) -> String {
    let mut quote = None;
    let mut escaped = false;
    let mut out = String::with_capacity(source.len());
    for c in source.chars() {
        let inside = quote.is_some();
        match quote {
            Some(open) if c == open && !escaped => quote = None,
            None if c == '"' || c == '\'' => quote = Some(c),
            _ => {}
        }
        escaped = inside && c == '\\' && !escaped;
        if inside { out.extend(std::iter::repeat_n(' ', c.len_utf8())) } else { out.push(c) }
    }
    out
}

fn find_word(source: &str, word: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    source.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = source[..*at].chars().next_back().is_none_or(|c| !part(c));
        before && source[at + word.len()..].chars().next().is_none_or(|c| !part(c) && c != '(')
    })
}

fn single_equals(source: &str) -> Option<usize> {
    let bytes = source.as_bytes();
    (0..bytes.len()).find(|at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        bytes[*at] == b'=' && bytes.get(at + 1) != Some(&b'=') && !matches!(before, Some(b'=' | b'!' | b'<' | b'>'))
    })
}

fn reword(source: &str, error: Option<((isize, isize), &str)>) -> Diagnostic {
    let Some(((line, column), message)) = error else {
        return Diagnostic::at(source, (0, source.len()), "the sentence cannot be read", "");
    };
    let at = offset_of(source, line, column);
    let opened = source.matches('(').count();
    let closed = source.matches(')').count();
    if opened > closed {
        let open = unmatched_open(source);
        return Diagnostic::at(source, (open, open + 1), "this parenthesis is not closed", "add `)`");
    }
    if closed > opened {
        return Diagnostic::at(source, (at, at + 1), "a parenthesis is closed that was not opened", "take out `)`");
    }
    if source.matches('"').count() % 2 == 1 || source.matches('\'').count() % 2 == 1 {
        return Diagnostic::at(source, (at, at + 1), "a text is not closed", "close it with the quote it began with");
    }
    let short = message.split(" expecting ").next().unwrap_or(message).to_lowercase().replace("syntax error: ", "");
    let hint = "the language is CEL; `sekisho explain --language` shows every operator and function";
    Diagnostic::at(source, (at, at + 1), format!("the sentence cannot be read here: {short}"), hint)
}

fn offset_of(source: &str, line: isize, column: isize) -> usize {
    let before: usize = source.split_inclusive('\n').take((line - 1).max(0) as usize).map(str::len).sum();
    (before + (column - 1).max(0) as usize).min(source.len())
}

fn unmatched_open(source: &str) -> usize {
    let mut open = Vec::new();
    for (at, c) in blank_strings(source).char_indices() {
        match c {
            '(' => open.push(at),
            ')' => drop(open.pop()),
            _ => {}
        }
    }
    open.last().copied().unwrap_or(0)
}

impl Parsed {
    /// The bytes an expression covers. The crate gives a selection the place of its dot and a call that of its
    /// parenthesis, so both are widened to begin where their operand begins and to end behind their name.
    pub fn span(&self, expr: &IdedExpr, source: &str) -> (usize, usize) {
        let own = self.places.offset_for(expr.id).map_or((0, 0), |(start, stop)| (start as usize, stop as usize + 1));
        match &expr.expr {
            Expr::Select(select) => {
                let start = self.span(&select.operand, source).0;
                (start, self.field_span(select, source).1)
            }
            Expr::Call(call) => match (&call.target, call.args.first()) {
                (Some(target), _) => (self.span(target, source).0, own.1),
                (None, Some(first)) if !call.func_name.chars().all(char::is_alphanumeric) => {
                    (self.span(first, source).0.min(own.0), own.1)
                }
                _ => own,
            },
            _ => own,
        }
    }

    /// The bytes of a selection's field name.
    pub fn field_span(&self, select: &cel::common::ast::SelectExpr, source: &str) -> (usize, usize) {
        let from = self.span(&select.operand, source).1.min(source.len());
        let found = source.get(from..).and_then(|rest| rest.find(select.field.as_str())).map_or(from, |at| from + at);
        (found, found + select.field.len())
    }
}
