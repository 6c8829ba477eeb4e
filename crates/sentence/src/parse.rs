//! From text to the tree of the `cel` crate, with errors worded for people.

use cel::Env;
use cel::common::ast::{CallExpr, Expr, IdedExpr, SourceInfo};

use crate::bare::Bare;
use crate::diagnostic::Diagnostic;

const EVERYTHING: &str = "the language is CEL; `sekisho explain --language` shows every operator and function";

/// A parsed sentence with the places of its parts.
pub(crate) struct Parsed {
    pub root: IdedExpr,
    pub places: SourceInfo,
}

/// Parses without expanding macros: `exists`, `filter` ... arrive as the calls they are written as.
pub(crate) fn parse(source: &str) -> Result<Parsed, Diagnostic> {
    let bare = Bare::of(source);
    if bare.text.trim().is_empty() {
        let hint = "write a condition, such as `sessions.size() > limits.sessions`";
        return Err(Diagnostic::at(source, (0, 0), "the sentence is empty", hint));
    }
    if let Some(found) = common_slip(source, &bare.text) {
        return Err(found);
    }
    let parser = Env::default().parser();
    match parser.parse_with_source_info(source) {
        Ok((root, places)) => Ok(Parsed { root, places }),
        Err(errors) => Err(reword(source, &bare, errors.errors.first().map(|error| (error.pos, error.msg.as_str())))),
    }
}

/// Slips whose parser message would puzzle, and what to write instead.
const SLIPS: [(&str, &str); 4] = [("and", "&&"), ("or", "||"), ("not", "!"), ("<>", "!=")];

/// Looks for them outside of texts and comments, before parsing.
fn common_slip(source: &str, bare: &str) -> Option<Diagnostic> {
    let mut slips = SLIPS.iter().filter_map(|(slip, right)| {
        let at = find_word(bare, slip)?;
        let (message, hint) =
            (format!("`{}` is not an operator here", &source[at..at + slip.len()]), format!("write `{right}`"));
        Some(Diagnostic::at(source, (at, at + slip.len()), message, hint))
    });
    slips.next().or_else(|| {
        let at = single_equals(bare)?;
        Some(Diagnostic::at(source, (at, at + 1), "`=` does not compare", "write `==`"))
    })
}

fn find_word(bare: &str, word: &str) -> Option<usize> {
    let small = bare.to_ascii_lowercase();
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
    let borders = |before: Option<char>, after: Option<char>| {
        !word.starts_with(part) || !before.is_some_and(part) && !after.is_some_and(part)
    };
    let mut found = small.match_indices(word).map(|(at, _)| at);
    found.find(|at| borders(small[..*at].chars().next_back(), small[at + word.len()..].chars().next()))
}

fn single_equals(bare: &str) -> Option<usize> {
    let bytes = bare.as_bytes();
    (0..bytes.len()).find(|at| {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        bytes[*at] == b'=' && bytes.get(at + 1) != Some(&b'=') && !matches!(before, Some(b'=' | b'!' | b'<' | b'>'))
    })
}

fn reword(source: &str, bare: &Bare, error: Option<((isize, isize), &str)>) -> Diagnostic {
    if let Some(at) = bare.open_text {
        return Diagnostic::at(source, (at, at + 1), "a text is not closed", "close it with the quote it began with");
    }
    if let Some((at, message, hint)) = bare.bracket() {
        return Diagnostic::at(source, (at, at + 1), message, hint);
    }
    let Some(((line, column), message)) = error else {
        return Diagnostic::at(source, (0, source.len()), "the sentence cannot be read", EVERYTHING);
    };
    let at = offset_of(source, line, column);
    let end = bare.text.trim_end().len();
    if at >= end {
        let last = end - bare.text[..end].chars().next_back().map_or(0, char::len_utf8);
        return Diagnostic::at(source, (last, end), "the sentence breaks off here", "what follows is missing");
    }
    let found = token(&source[at..]);
    let span = (at, at + found.len());
    if let Some(name) = message.strip_prefix("reserved identifier: ") {
        return Diagnostic::at(source, span, format!("`{name}` is a reserved word"), "take another name");
    }
    let first = found.chars().next().unwrap_or(' ');
    let hint = match first {
        '“' | '”' | '„' | '‘' | '’' | '「' | '」' => "texts stand in plain quotes: `\"...\"`",
        c if c.is_alphanumeric() || matches!(c, '"' | '\'') => "is an operator missing before it, such as `&&`?",
        '&' | '|' if found.len() == 1 => "write `&&` or `||`",
        '&' | '|' | '=' | '!' | '<' | '>' | '+' | '*' | '/' | '%' => "is a value missing before it?",
        _ => EVERYTHING,
    };
    Diagnostic::at(source, span, format!("`{found}` does not belong here"), hint)
}

/// The word or operator that a text begins with.
fn token(text: &str) -> &str {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let first = text.chars().next().map_or(0, char::len_utf8);
    let length = match text.get(..2) {
        Some("&&" | "||" | "==" | "!=" | "<=" | ">=") => 2,
        _ if text.starts_with(part) => text.find(|c| !part(c)).unwrap_or(text.len()),
        _ => first,
    };
    &text[..length]
}

/// The byte at a line and a column in characters, both from 1, as the parser tells them.
fn offset_of(source: &str, line: isize, column: isize) -> usize {
    let mut lines = source.split_inclusive('\n');
    let before: usize = lines.by_ref().take((line - 1).max(0) as usize).map(str::len).sum();
    let within = lines.next().unwrap_or_default();
    before + within.char_indices().nth((column - 1).max(0) as usize).map_or(within.len(), |(at, _)| at)
}

impl Parsed {
    /// The bytes an expression covers. The crate gives a selection the place of its dot, an operation that of its
    /// operator and a call that of its parenthesis, so all are widened to begin where their first part begins.
    pub fn span(&self, expr: &IdedExpr, source: &str) -> (usize, usize) {
        let own = self.own(expr);
        match &expr.expr {
            Expr::Select(select) => {
                (self.span(&select.operand, source).0, self.field_span(expr, &select.field, source).1)
            }
            Expr::Call(call) if is_named(call) => {
                let name = self.name_span(expr, &call.func_name, source);
                let start = call.target.as_ref().map_or(name.0, |target| self.span(target, source).0);
                (start, own.1)
            }
            Expr::Call(call) => {
                let starts = call.args.iter().map(|arg| self.span(arg, source).0);
                (starts.fold(own.0, usize::min), own.1)
            }
            _ => own,
        }
    }

    fn own(&self, expr: &IdedExpr) -> (usize, usize) {
        self.places.offset_for(expr.id).map_or((0, 0), |(start, stop)| (start as usize, stop as usize + 1))
    }

    /// The bytes of a selection's field, which stands behind the dot.
    pub fn field_span(&self, expr: &IdedExpr, field: &str, source: &str) -> (usize, usize) {
        let dot = self.own(expr).1.min(source.len());
        let rest = source.get(dot..).unwrap_or_default();
        let start = dot + rest.len() - rest.trim_start().len();
        (start, start + field.len())
    }

    /// The bytes of a called function's name, which stands before the parenthesis.
    pub fn name_span(&self, expr: &IdedExpr, name: &str, source: &str) -> (usize, usize) {
        let own = self.own(expr);
        let before = source.get(..own.0).unwrap_or_default().trim_end();
        if before.ends_with(name) { (before.len() - name.len(), before.len()) } else { own }
    }
}

/// Whether a call is one of a function; operators arrive as calls of `_&&_`, `!_`, `@in`.
fn is_named(call: &CallExpr) -> bool {
    call.target.is_some() || call.func_name.starts_with(char::is_alphabetic)
}
