//! A sentence without its texts and comments, to look for slips in what remains.

/// The source with texts and comments blanked: every byte keeps its place.
pub(crate) struct Bare {
    pub text: String,
    /// Where a text begins that is never closed.
    pub open_text: Option<usize>,
}

impl Bare {
    pub fn of(source: &str) -> Self {
        let mut bare = Self { text: String::with_capacity(source.len()), open_text: None };
        let mut rest = source;
        while let Some(c) = rest.chars().next() {
            let length = match c {
                '"' | '\'' => bare.text_length(rest),
                '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
                _ => {
                    bare.text.push(c);
                    rest = &rest[c.len_utf8()..];
                    continue;
                }
            };
            // The opening quote stays: a text is something, a comment is nothing.
            bare.text.push(if c == '/' { ' ' } else { c });
            bare.text.extend(std::iter::repeat_n(' ', length - 1));
            rest = &rest[length..];
        }
        bare
    }

    /// How long the text is that begins here; to the end of the line when it is not closed.
    fn text_length(&mut self, rest: &str) -> usize {
        let quote = if rest.starts_with(['"']) { "\"" } else { "'" };
        let three = quote.repeat(3);
        let mark = if rest.starts_with(&three) { three.as_str() } else { quote };
        let is_raw = self.text.ends_with(['r', 'R']);
        let mut escaped = false;
        for (at, c) in rest.char_indices().skip(mark.len()) {
            if !escaped && rest[at..].starts_with(mark) {
                return at + mark.len();
            }
            if c == '\n' && mark.len() == 1 {
                break;
            }
            escaped = !is_raw && c == '\\' && !escaped;
        }
        let _: &mut usize = self.open_text.get_or_insert(self.text.len());
        rest.find('\n').filter(|_| mark.len() == 1).unwrap_or(rest.len())
    }

    /// The first bracket that has no partner: its place, what is wrong, what to do.
    pub fn bracket(&self) -> Option<(usize, String, String)> {
        let mut open = Vec::new();
        for (at, c) in self.text.char_indices() {
            match c {
                '(' | '[' | '{' => open.push((at, c)),
                ')' | ']' | '}' => match open.pop() {
                    Some((_, opened)) if partner(opened) == c => {}
                    Some(opened) => return Some(not_closed(opened)),
                    None => {
                        return Some((
                            at,
                            format!("a {} is closed that was not opened", word(c)),
                            format!("take out `{c}`"),
                        ));
                    }
                },
                _ => {}
            }
        }
        open.pop().map(not_closed)
    }
}

fn not_closed((at, opened): (usize, char)) -> (usize, String, String) {
    (at, format!("this {} is not closed", word(opened)), format!("add `{}`", partner(opened)))
}

fn partner(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        _ => '}',
    }
}

fn word(bracket: char) -> &'static str {
    match bracket {
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        _ => "brace",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_comments_are_blanked_and_everything_keeps_its_place() {
        let source = "a == \"x and = (\" // or (not\n&& b.matches('日\\'本') == r\"\\\"";
        let bare = Bare::of(source);
        assert_eq!(bare.text.len(), source.len());
        assert_eq!(
            bare.text.split_whitespace().collect::<Vec<_>>(),
            ["a", "==", "\"", "&&", "b.matches('", ")", "==", "r\""]
        );
        assert_eq!((bare.open_text, bare.bracket()), (None, None));
    }

    #[test]
    fn what_is_not_closed_is_found() {
        assert_eq!(Bare::of("a == 'b").open_text, Some(5));
        assert_eq!(Bare::of("a == \"\"\"b\nc\"\"\"").open_text, None);
        let place = |source: &str| Bare::of(source).bracket().map(|found| found.0);
        assert_eq!(place("f(a, [b)"), Some(5));
        assert_eq!(place("f(a))"), Some(4));
        assert_eq!(place("f(g(a)"), Some(1));
    }
}
