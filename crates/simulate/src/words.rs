//! The words that texts and names are put together from: `words/phrases.txt` and `words/names.tsv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::dice::Dice;
use crate::places::Culture;

const PHRASES: &str = include_str!("../words/phrases.txt");
const NAMES: &str = include_str!("../words/names.tsv");

static SECTIONS: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(sections);
static PARTS: LazyLock<HashMap<(&'static str, &'static str), Vec<Part>>> = LazyLock::new(parts);

/// One part of a name in the scripts it is known in.
#[derive(Clone, Copy, Debug)]
pub struct Part {
    /// Latin letters.
    pub latin: &'static str,
    /// Native script, where it differs.
    pub native: Option<&'static str>,
    /// Katakana reading.
    pub kana: Option<&'static str>,
}

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    English,
    /// Japanese.
    Japanese,
}

impl Tongue {
    /// The language used with people of a country.
    pub fn of(country: &str) -> Self {
        if country == "JP" { Self::Japanese } else { Self::English }
    }

    /// Its mark in the names of sections.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Japanese => "ja",
        }
    }

    /// What stands between two sentences.
    pub const fn gap(self) -> &'static str {
        match self {
            Self::English => " ",
            Self::Japanese => "",
        }
    }
}

/// All lines of a section.
pub fn lines(section: &str) -> &'static [&'static str] {
    SECTIONS.get(section).map_or(&[], Vec::as_slice)
}

/// One line of a section; empty when there is no such section.
pub fn line(dice: &mut Dice, section: &str) -> &'static str {
    let lines = lines(section);
    if lines.is_empty() { "" } else { dice.word(lines) }
}

/// One line of a section that exists in both languages, its slots filled.
pub fn say(dice: &mut Dice, topic: &str, tongue: Tongue) -> String {
    let pattern = line(dice, &format!("{topic}.{}", tongue.mark()));
    let mut text = String::with_capacity(pattern.len() + 32);
    fill(dice, pattern, tongue, &mut text);
    text
}

/// Several different lines of a section that exists in both languages, their slots filled, as one text.
pub fn say_several(dice: &mut Dice, topic: &str, tongue: Tongue, count: usize) -> String {
    let patterns = lines(&format!("{topic}.{}", tongue.mark()));
    let first = dice.below(patterns.len().max(1) as u64) as usize;
    let stride = 1 + dice.below(3) as usize;
    let mut text = String::new();
    for (turn, place) in (0..count.min(patterns.len() / 3)).map(|turn| (turn, (first + turn * stride) % patterns.len()))
    {
        text.push_str(if turn > 0 { tongue.gap() } else { "" });
        fill(dice, patterns[place], tongue, &mut text);
    }
    text
}

/// Adds `pattern` to `out` with its slots filled.
pub fn fill(dice: &mut Dice, pattern: &str, tongue: Tongue, out: &mut String) {
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (slot, tail) = after.split_once('}').unwrap_or((after, ""));
        match slot {
            "tech" | "other" | "third" => out.push_str(line(dice, "tech")),
            "thing" => out.push_str(line(dice, if tongue == Tongue::Japanese { "thing.ja" } else { "thing.en" })),
            "day" => out.push_str(line(dice, if tongue == Tongue::Japanese { "day.ja" } else { "day.en" })),
            "years" => out.push_str(&dice.between(2, 16).to_string()),
            "weeks" => out.push_str(&dice.between(2, 13).to_string()),
            "hours" => out.push_str(&dice.between(8, 41).to_string()),
            "number" => out.push_str(&(dice.between(2, 900) * 100).to_string()),
            "name" => invent_word(dice, out),
            kept => out.push_str(&format!("{{{kept}}}")),
        }
        rest = tail;
    }
    out.push_str(rest);
}

/// A product name such as `Kavuno`: no two people tell of the same one.
fn invent_word(dice: &mut Dice, out: &mut String) {
    for turn in 0..3 {
        let consonant = dice.word(&["b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "z"]);
        if turn == 0 {
            out.push_str(&consonant.to_uppercase())
        } else {
            out.push_str(consonant)
        }
        out.push_str(dice.word(&["a", "e", "i", "o", "u", "ay", "or", "en", "il"]));
    }
}

/// The family or given names of a culture.
pub fn name_parts(culture: Culture, part: &'static str) -> &'static [Part] {
    let key = match culture {
        Culture::Japanese => "japanese",
        Culture::Korean => "korean",
        Culture::Chinese => "chinese",
        Culture::Vietnamese => "vietnamese",
        Culture::Hindi => "hindi",
        Culture::Slavic => "slavic",
        Culture::Iberian => "iberian",
        Culture::Western => "western",
    };
    PARTS.get(&(key, part)).map_or(&[], Vec::as_slice)
}

fn sections() -> HashMap<&'static str, Vec<&'static str>> {
    let mut found: HashMap<&str, Vec<&str>> = HashMap::new();
    let mut section = "";
    for text in PHRASES.lines().map(str::trim).filter(|text| !text.is_empty() && !text.starts_with('#')) {
        match text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) {
            Some(name) => section = name,
            None => found.entry(section).or_default().push(text),
        }
    }
    found
}

fn parts() -> HashMap<(&'static str, &'static str), Vec<Part>> {
    let mut found: HashMap<_, Vec<Part>> = HashMap::new();
    for text in NAMES.lines().filter(|text| !text.starts_with('#')) {
        let mut fields = text.split('\t');
        let (Some(culture), Some(part), Some(latin)) = (fields.next(), fields.next(), fields.next()) else { continue };
        let part_found = Part { latin, native: fields.next(), kana: fields.next() };
        found.entry((culture, part)).or_default().push(part_found);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dice::Stream;

    #[test]
    fn every_culture_has_names() {
        use Culture::{Chinese, Hindi, Iberian, Japanese, Korean, Slavic, Vietnamese, Western};
        for culture in [Japanese, Korean, Chinese, Vietnamese, Hindi, Slavic, Iberian, Western] {
            for part in ["family", "given"] {
                assert!(name_parts(culture, part).len() >= 15, "{culture:?} {part}");
            }
        }
        let kana = name_parts(Japanese, "given").iter().all(|part| part.kana.is_some());
        assert!(kana, "every Japanese name needs its reading");
    }

    #[test]
    fn slots_are_filled() {
        let mut dice = Dice::new(1, Stream::World, 1);
        for section in SECTIONS.keys().filter(|name| !name.starts_with("ring") && !name.starts_with("agency")) {
            for pattern in lines(section) {
                let mut text = String::new();
                fill(&mut dice, pattern, Tongue::English, &mut text);
                assert!(!text.contains('{'), "{section}: {text}");
            }
        }
    }

    #[test]
    fn texts_come_in_both_languages() {
        for section in SECTIONS.keys().filter_map(|name| name.strip_suffix(".en")) {
            let excused = ["thing", "day", "agency"].contains(&section);
            assert!(excused || !lines(&format!("{section}.ja")).is_empty(), "{section}");
        }
    }
}
