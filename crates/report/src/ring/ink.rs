//! How wide text is before a browser has drawn it, and how values are shortened to fit.

/// A box of text or of a node, as drawn: its left top corner before turning, and the turn about that corner.
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(test), allow(dead_code, reason = "tests turn labels"))]
pub struct Label {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
    /// Degrees clockwise about (x, y + h).
    pub turn: f64,
}

/// The width of a text in pixels. Fonts differ, so this is the width in a wide font (measured on DejaVu Sans and Noto
/// Sans CJK); `browser/check.mjs` measures the real thing.
pub fn wide(text: &str, size: f64) -> f64 {
    text.chars().map(em).sum::<f64>() * size
}

/// The width of a text in a font whose letters are all equally wide.
pub fn wide_mono(text: &str, size: f64) -> f64 {
    text.chars().map(|letter| if letter.is_ascii() { 0.625 } else { em(letter).max(0.625) }).sum::<f64>() * size
}

fn em(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | ' ' | 'I' => 0.4,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' => 0.5,
        'm' | 'w' | 'M' | 'W' | '@' | '%' | '…' => 1.0,
        'A'..='Z' | '+' | '−' | '–' | '→' => 0.8,
        ' '..='~' => 0.66,
        '\u{300}'..='\u{36f}' => 0.0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffff}' | '\u{1f000}'.. => 1.05,
        _ => 0.85,
    }
}

/// A text that is at most so wide; the middle goes first, because both ends of an id tell accounts apart.
pub fn fit(text: &str, size: f64, most: f64) -> String {
    fit_by(text, most, |text| wide(text, size))
}

/// The same for a font whose letters are all equally wide.
pub fn fit_mono(text: &str, size: f64, most: f64) -> String {
    fit_by(text, most, |text| wide_mono(text, size))
}

fn fit_by(text: &str, most: f64, wide: impl Fn(&str) -> f64) -> String {
    let text = clean(text);
    if wide(&text) <= most {
        return text;
    }
    let letters: Vec<char> = text.chars().take(400).collect();
    for kept in (1..letters.len().min(80)).rev() {
        let (head, tail) = (kept - kept / 3, kept / 3);
        let parts = letters.iter().take(head).chain(['…'].iter()).chain(letters.iter().skip(letters.len() - tail));
        let short: String = parts.collect();
        if wide(&short) <= most {
            return short;
        }
    }
    "…".to_owned()
}

/// Without marks that turn or hide text, which would break a line of a picture.
fn clean(text: &str) -> String {
    let hides = |letter: &char| {
        letter.is_control()
            || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    text.chars().filter(|letter| !hides(letter)).collect()
}

/// A sum of money for people. Minor units after ISO 4217 (list one, 2024); what is not listed has two digits.
pub fn money(minor: i64, currency: &str) -> String {
    let digits = match currency {
        "JPY" | "KRW" | "VND" | "CLP" | "ISK" | "UGX" | "XAF" | "XOF" | "XPF" | "PYG" | "RWF" | "KMF" | "GNF"
        | "DJF" | "BIF" | "VUV" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    };
    let unit = 10_u64.pow(digits);
    // Cents of a large sum say nothing to a reader.
    let whole = (minor.unsigned_abs() + unit / 2) / unit;
    let sign = if minor < 0 { "−" } else { "" };
    let currency = crate::limits::cut(currency, 8);
    format!("{sign}{} {currency}", crate::words::count(whole)).trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_stay_and_long_ones_keep_both_ends() {
        assert_eq!(fit("acc-1", 12.0, 100.0), "acc-1");
        let short = fit("account-0123456789-0123456789-tail", 12.0, 100.0);
        assert!(short.starts_with("acc") && short.ends_with('l') && short.contains('…') && wide(&short, 12.0) <= 100.0);
        assert_eq!(fit("長い名前がここに続きます", 12.0, 1.0), "…");
        assert_eq!(fit("a\u{202e}b\n", 12.0, 90.0), "ab");
    }

    #[test]
    fn money_has_its_own_digits() {
        assert_eq!(
            [money(1_240_000, "JPY"), money(123_456, "USD"), money(-50, "")],
            ["1,240,000 JPY", "1,235 USD", "−1"]
        );
    }
}
