//! Written forms: names, addresses and numbers brought to the parts that are compared.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The script of a name. Names in different scripts are never compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Script {
    /// Has at least one Han character: the most telling form, homophones differ in it.
    Han,
    /// Has Hangul.
    Hangul,
    /// Latin, Cyrillic and all others that are written with spaces.
    Alphabet,
    /// Kana only: a reading, the least telling form.
    Kana,
}

/// Lower case, NFKC, Latin letters without marks.
pub(crate) fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        if ('\u{c0}'..'\u{250}').contains(&c) || ('\u{1e00}'..'\u{1f00}').contains(&c) {
            out.extend(std::iter::once(c).nfd().filter(|&d| !('\u{300}'..'\u{370}').contains(&d)));
        } else {
            out.push(c);
        }
    }
    out
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}' | '々')
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// The script and the parts of a name, in written order. Marks inside a part fall away (`Min-su` is `minsu`), commas
/// and full stops part it. Han and Hangul names without a space are split into family and given part.
pub(crate) fn name_parts(name: &str) -> Option<(Script, Vec<String>)> {
    let name = folded(name);
    let script = if name.chars().any(is_han) {
        Script::Han
    } else if name.chars().any(is_hangul) {
        Script::Hangul
    } else if name.chars().any(is_kana) {
        Script::Kana
    } else {
        Script::Alphabet
    };
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | ';' | '・' | '/'));
    let mut parts: Vec<String> = words.map(|w| w.chars().filter(|c| c.is_alphanumeric()).collect()).collect();
    parts.retain(|p| !p.is_empty());
    if let ([whole], Script::Han | Script::Hangul) = (parts.as_slice(), script) {
        parts = split_family_name(whole, script);
    }
    (!parts.is_empty()).then_some((script, parts))
}

/// Korean family names of two syllables (Statistics Korea, family names by origin, 2015: the frequent ones).
const TWO_SYLLABLES: [&str; 7] = ["남궁", "황보", "제갈", "선우", "사공", "서문", "독고"];

/// A Hangul name is one syllable of family name (or two, see above) and the rest; a Han name of two or three
/// characters is taken as 1 + rest, a longer one as 2 + rest. The split need not be right for a Japanese name, only
/// the same for the same name.
fn split_family_name(whole: &str, script: Script) -> Vec<String> {
    let count = whole.chars().count();
    let two = match script {
        Script::Hangul => count > 2 && TWO_SYLLABLES.iter().any(|family| whole.starts_with(family)),
        _ => count > 3,
    };
    let at = whole.char_indices().nth(if two { 2 } else { 1 }).map_or(whole.len(), |(at, _)| at);
    let (family, given) = whole.split_at(at);
    [family, given].into_iter().filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The words of an address that is [`folded`]: runs of letters and digits; runs of Han, kana or Hangul as pairs of
/// neighbouring characters, because they are written without spaces. The postal code is a word of its own, marked with
/// `#`. Sorted, each once.
pub(crate) fn address_words<'a>(address: &'a str, postal_code: &str) -> Vec<Cow<'a, str>> {
    let mut words = Vec::new();
    for word in address.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.is_ascii() {
            words.push(Cow::Borrowed(word));
        } else {
            runs(word, &mut words);
        }
    }
    let code: String = folded(postal_code).chars().filter(|c| c.is_alphanumeric()).collect();
    if !code.is_empty() {
        words.push(Cow::Owned(format!("#{code}")));
    }
    words.sort_unstable();
    words.dedup();
    words
}

/// Parts a word where dense writing begins or ends.
fn runs(word: &str, words: &mut Vec<Cow<'_, str>>) {
    let letters: Vec<char> = word.chars().collect();
    for run in letters.chunk_by(|&a, &b| dense(a) == dense(b)) {
        match run {
            [first, _, ..] if dense(*first) => {
                words.extend(run.windows(2).map(|pair| Cow::Owned(pair.iter().collect())));
            }
            _ => words.push(Cow::Owned(run.iter().collect())),
        }
    }
}

/// Whether words are written without spaces in the script of a character.
pub(crate) fn dense(c: char) -> bool {
    is_han(c) || is_kana(c) || is_hangul(c)
}

/// The digits of a telephone number that do not depend on how the country is dialled: the last nine. A keyed hash is
/// kept whole.
pub(crate) fn phone_digits(phone: &str) -> String {
    let letters = phone.chars().filter(|c| c.is_alphabetic()).count();
    if letters > 3 {
        return folded(phone);
    }
    let digits: Vec<char> = phone.nfkc().filter(char::is_ascii_digit).collect();
    let last = digits.len().saturating_sub(9);
    let kept: String = digits.get(last..).unwrap_or_default().iter().collect();
    if kept.len() < 5 { String::new() } else { kept }
}

/// Letters and digits of a document number.
pub(crate) fn document_digits(number: &str) -> String {
    folded(number).chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(name: &str) -> Vec<String> {
        name_parts(name).map(|(_, parts)| parts).unwrap_or_default()
    }

    #[test]
    fn names_fall_into_parts() {
        assert_eq!(parts("Kim, Min-su"), ["kim", "minsu"]);
        assert_eq!(parts("José  Ñandú"), ["jose", "nandu"]);
        assert_eq!(parts("김민수"), ["김", "민수"]);
        assert_eq!(parts("남궁민수"), ["남궁", "민수"]);
        assert_eq!(parts("佐藤 健"), ["佐藤", "健"]);
        assert_eq!(parts("ガゴウ ユウイチ"), ["ガゴウ", "ユウイチ"]);
        assert_eq!(name_parts(" - "), None);
    }

    #[test]
    fn addresses_fall_into_words() {
        assert_eq!(address_words("6 tullaroop street", "4011"), ["#4011", "6", "street", "tullaroop"]);
        assert_eq!(address_words("渋谷区神南1-2", ""), ["1", "2", "区神", "渋谷", "神南", "谷区"]);
        assert!(address_words(" ", "").is_empty());
    }

    #[test]
    fn phones_do_not_depend_on_the_country_prefix() {
        assert_eq!(phone_digits("+81 90-1234-5678"), phone_digits("090 1234 5678"));
        assert_eq!(phone_digits("12"), "");
        assert_eq!(phone_digits("b1946ac92492d234"), "b1946ac92492d234");
    }
}
