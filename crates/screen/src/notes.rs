//! What was wrong with one file: bounded, however much is wrong.

/// So many notes of one file are kept (chosen); the rest is counted.
const MOST: usize = 1_000;
/// Longer notes are cut: what they quote comes from the file.
const LONGEST: usize = 300;

/// The notes of one file.
#[derive(Debug)]
pub(crate) struct Notes {
    shown: String,
    kept: Vec<String>,
    more: usize,
}

impl Notes {
    /// Of a file, as it is shown.
    pub fn new(shown: &str) -> Self {
        Self { shown: shown.to_owned(), kept: Vec::new(), more: 0 }
    }

    /// Something about a line.
    pub fn add(&mut self, line: usize, text: &str) {
        if self.kept.len() < MOST {
            self.kept.push(format!("{}:{line}: {}", self.shown, short(text, LONGEST)));
        } else {
            self.more += 1;
        }
    }

    /// All of them, and how many more there were.
    pub fn told(self) -> impl Iterator<Item = String> {
        let more = (self.more > 0).then(|| format!("{}: {} more such lines", self.shown, self.more));
        self.kept.into_iter().chain(more)
    }
}

/// The beginning of a text, for people: control characters of a broken file must not act on a terminal.
pub(crate) fn short(text: &str, letters: usize) -> String {
    let mut shown: String = text.chars().take(letters).map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect();
    if text.len() > shown.len() && text.chars().nth(letters).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_million_notes_are_a_thousand_and_a_count() {
        let mut notes = Notes::new("x.csv");
        (1..=1_000_000).for_each(|line| notes.add(line, "wrong"));
        let told: Vec<String> = notes.told().collect();
        assert_eq!((told.len(), told[0].as_str()), (MOST + 1, "x.csv:1: wrong"));
        assert_eq!(told[MOST], "x.csv: 999000 more such lines");
        let mut long = Notes::new("x.csv");
        long.add(1, &"\u{7}x".repeat(1 << 20));
        assert!(long.told().all(|note| note.len() < 1_000 && !note.contains('\u{7}')));
    }
}
