//! Written forms reduced to keys: two texts with one key are the same name or address, differently typed.
//!
//! A key is for equality alone. It forgives width, case, spacing and punctuation, not spelling: nearness of names is
//! judged elsewhere.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of a postal address: compatibility forms unified (NFKC, Unicode Standard Annex 15), case folded, spaces and
/// punctuation dropped, except that whatever stands between two numbers becomes one `-`. Japanese block numbers meet in
/// that form: `2丁目29番8号`, `二丁目29-8` and `2ー29ー8` all give `2-29-8`.
pub fn address_key(text: &str) -> String {
    let letters: Vec<char> = with_counted_blocks(folded(text).collect());
    let mut key = String::with_capacity(text.len());
    let (mut at, mut parted) = (0, false);
    while at < letters.len() {
        let after_number = key.ends_with(|last: char| last.is_ascii_digit());
        let skipped = if after_number { block_word(&letters[at..]) } else { 0 };
        let letter = letters[at];
        if skipped > 0 || !is_kept(letter) {
            parted = true;
            at += skipped.max(1);
            continue;
        }
        if parted && after_number && letter.is_ascii_digit() {
            key.push('-');
        }
        key.push(letter);
        (at, parted) = (at + 1, false);
    }
    key
}

/// Words after a number that part it from the next one: district, block and house of Japanese addresses, the particle
/// in `8番地の3`, and the long vowel sign that is typed for a dash. Longer ones first.
const BLOCK_WORDS: [&str; 9] = ["丁目", "番地の", "番地", "番", "号室", "号", "の", "ノ", "ー"];

/// How many letters at the start of `rest` part one number from the next.
fn block_word(rest: &[char]) -> usize {
    let starts = |word: &&&str| word.chars().count() <= rest.len() && word.chars().zip(rest).all(|(a, b)| a == *b);
    BLOCK_WORDS.iter().find(starts).map_or(0, |word| word.chars().count())
}

/// Kanji numerals directly before 丁目, which official papers use, as digits. Elsewhere they may belong to a name
/// (三番町, 四谷).
fn with_counted_blocks(mut letters: Vec<char>) -> Vec<char> {
    let mut at = 0;
    while let Some(found) = letters[at..].windows(2).position(|pair| pair == ['丁', '目']) {
        let end = at + found;
        let numerals = letters[at..end].iter().rev().take_while(|letter| numeral(**letter).is_some()).count();
        let digits: Vec<char> =
            value(&letters[end - numerals..end]).map_or_else(Vec::new, |n| n.to_string().chars().collect());
        at = end + 2;
        if !digits.is_empty() {
            at = at - numerals + digits.len();
            letters.splice(end - numerals..end, digits);
        }
    }
    letters
}

fn numeral(letter: char) -> Option<u32> {
    "〇一二三四五六七八九十".chars().position(|kanji| kanji == letter).map(|value| value as u32)
}

/// A number up to 99 as it is spoken (十二, 二十) or spelt (一二).
fn value(numerals: &[char]) -> Option<u32> {
    // The longest is 九十九; more would be no district.
    if numerals.len() > 3 {
        return None;
    }
    let mut total = 0;
    let mut open = 0;
    for letter in numerals {
        match numeral(*letter)? {
            10 => {
                total += if open == 0 { 10 } else { open * 10 };
                open = 0;
            }
            digit => open = open * 10 + digit,
        }
    }
    (1..=99).contains(&(total + open)).then_some(total + open)
}

/// The key of the number of a paper or of a bank account: compatibility forms unified, letters and digits only, upper
/// case. `AB 123-4567` and `ＡＢ１２３４５６７` are one passport. A hash that stands for a number is written in small letters,
/// as programs write hashes, so that whoever reads it in a finding finds it again.
pub fn number_key(text: &str) -> String {
    let plain = text.nfkc().filter(|letter| letter.is_alphanumeric());
    let key: String = plain.flat_map(char::to_uppercase).collect();
    let is_hash = key.len() >= SHORTEST_HASH && key.bytes().all(|byte| byte.is_ascii_hexdigit());
    if is_hash { key.to_ascii_lowercase() } else { key }
}

/// 128 bits as hexadecimal digits: no number of a paper has so many, and of account numbers only IBANs come near
/// (34, with letters beyond F).
const SHORTEST_HASH: usize = 32;

/// A number in the one spelling in which it is compared, by the rules of wallets or by those of all others; nothing when
/// it has neither letters nor digits.
pub fn spelled(text: &str, is_wallet: bool) -> Option<String> {
    let key = if is_wallet { wallet_key(text) } else { number_key(text) };
    (!key.is_empty()).then_some(key)
}

/// The key of a wallet's address. Hexadecimal ones and those in Bech32 (BIP 173) may be written in either case; in others
/// the case counts.
pub fn wallet_key(text: &str) -> String {
    let address = text.trim();
    let lower = address.to_ascii_lowercase();
    let free = ["0x", "bc1", "ltc1"].iter().any(|start| lower.starts_with(start));
    if free { lower } else { address.to_owned() }
}

/// The key of a person's name: compatibility forms unified (half-width kana become full-width), case folded, marks
/// dropped from Latin letters, punctuation and spaces dropped. The order of words does not matter, except among
/// Chinese, Japanese and Korean ones: those are written with and without a space, always family name first.
pub fn name_key(text: &str) -> String {
    let plain = without_latin_marks(text);
    // A mark without a letter before it belongs to nothing.
    let words = plain.split(|letter: char| !is_kept(letter)).map(|word| word.trim_start_matches(is_combining_mark));
    let (mut others, unspaced): (Vec<&str>, Vec<&str>) =
        words.filter(|word| !word.is_empty()).partition(|word| !word.chars().all(is_unspaced));
    others.sort_unstable();
    others.concat() + &unspaced.concat()
}

/// NFKC with case folded. Lower case is taken letter by letter, so that a sigma folds alike wherever it stands.
fn folded(text: &str) -> impl Iterator<Item = char> {
    text.nfkc().flat_map(lower).nfkc()
}

fn lower(letter: char) -> impl Iterator<Item = char> {
    let (first, second) = match letter {
        'ß' | 'ẞ' => ('s', Some('s')),
        'ς' => ('σ', None),
        other => (other, None),
    };
    first.to_lowercase().chain(second)
}

/// Letters, digits and the marks that belong to them; the rest is punctuation, spaces and symbols.
fn is_kept(letter: char) -> bool {
    letter.is_alphanumeric() || is_combining_mark(letter)
}

/// `O'Brien` is one word, whatever is typed for the apostrophe.
fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '`' | '\u{b4}' | '\u{2bc}' | '\u{2018}' | '\u{2019}' | '\u{ff07}')
}

/// Scripts whose names are written without a space between the words, or with one, by taste.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

fn without_latin_marks(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut after_latin = false;
    for letter in text.chars().filter(|letter| !is_apostrophe(*letter)).nfkd().flat_map(lower).nfkd() {
        if is_combining_mark(letter) && after_latin {
            continue;
        }
        if let Some(letters) = latin_without_stroke(letter) {
            plain.push_str(letters);
            after_latin = true;
        } else {
            plain.push(letter);
            after_latin = letter.is_ascii_alphabetic();
        }
    }
    plain.nfkc().collect()
}

/// Latin letters whose mark is part of the letter, so that decomposition leaves them as they are.
fn latin_without_stroke(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_addresses_meet_in_one_form() {
        let one = "愛知県名古屋市中村区2-29-8";
        let same = [
            "愛知県名古屋市中村区２－２９－８",
            "愛知県 名古屋市中村区 2丁目29番8号",
            "愛知県名古屋市中村区二丁目29番地8",
            "愛知県名古屋市中村区2丁目29番地の8",
            "愛知県名古屋市中村区2ー29ｰ8",
            "愛知県名古屋市中村区2—29–8",
            "愛知県名古屋市中村区2 29の8",
        ];
        for other in same {
            assert_eq!(address_key(other), one, "{other}");
        }
        for other in ["愛知県名古屋市中村区2-2-98", "愛知県名古屋市中村区22-9-8", "愛知県名古屋市中村区2-29"]
        {
            assert_ne!(address_key(other), one, "{other}");
        }
    }

    #[test]
    fn block_words_inside_names_stay() {
        assert_eq!(address_key("東京都千代田区三番町6-2"), "東京都千代田区三番町6-2");
        assert_eq!(address_key("ノース・タワー12号室"), "ノースタワー12");
        assert_eq!(address_key("霞が関一丁目1番1号"), "霞が関1-1-1");
        assert_eq!(address_key("西二十二丁目三丁目"), "西22-3");
        assert_eq!(address_key("丁目"), "丁目");
    }

    #[test]
    fn western_addresses_forgive_case_spacing_and_dots() {
        assert_eq!(address_key("636 Quiet St., Portland, OR"), address_key("636  QUIET ST PORTLAND OR"));
        assert_eq!(address_key("Apt. B-5, 12 High St"), "aptb5-12highst");
        assert_ne!(address_key("1 23rd St"), address_key("12 3rd St"));
        assert_eq!(address_key("Hauptstraße 5"), address_key("HAUPTSTRASSE 5"));
        assert_eq!(address_key(" ,. "), "");
    }

    #[test]
    fn names_forgive_order_case_and_marks() {
        let one = name_key("Anna Maria ERIKSSON");
        for other in [
            "ERIKSSON, Anna Maria",
            "eriksson anna-maria",
            "Ａｎｎａ　Ｍａｒｉａ　Ｅｒｉｋｓｓｏｎ",
            "ERIKSSON<<ANNA<MARIA",
        ] {
            assert_eq!(name_key(other), one, "{other}");
        }
        assert_eq!(name_key("Đặng Thị Hương"), name_key("DANG THI HUONG"));
        assert_eq!(name_key("Søren Łukasz Æbelø"), name_key("soren lukasz aebelo"));
        for apostrophe in ["'", "\u{2019}", "\u{b4}", ""] {
            assert_eq!(name_key(&format!("O{apostrophe}Brien")), "obrien");
        }
        assert_eq!(name_key("I\u{307}pek"), name_key("ipek"));
        assert_ne!(name_key("Anna Eriksson"), one);
    }

    #[test]
    fn other_scripts_keep_their_marks() {
        assert_eq!(name_key("ｽｽﾞｷ ﾄｵﾙ"), "スズキトオル");
        assert_ne!(name_key("ススキ"), name_key("スズキ"));
        assert_eq!(name_key("横山　舞"), name_key("横山舞"));
        assert_eq!(name_key("鈴木 一"), name_key("鈴木一"));
        assert_eq!(name_key("김 철수"), name_key("김철수"));
        assert_eq!(name_key("Йован"), name_key("йован"));
        assert_ne!(name_key("Йован"), name_key("Иован"));
        assert_eq!(name_key("सुनील गुप्ता"), name_key("गुप्ता सुनील"));
    }

    #[test]
    fn a_key_is_its_own_key() {
        for text in ["愛知県中村区2丁目29番8号", "636 Quiet St., Portland", "Đặng Thị", "ｽｽﾞｷ ﾄｵﾙ", "ΟΔΥΣΣΕΥΣ", "ﬁ ½ ㈱"]
        {
            assert_eq!(address_key(&address_key(text)), address_key(text));
        }
    }

    #[test]
    fn any_text_has_a_key_that_stays() {
        let alphabet: Vec<char> = "a B3 -丁目番地号の一十九室ーｱﾞß'ǿ\u{301}Đ्क〒½".chars().collect();
        let mut dice = crate::measure::Dice(9);
        for _ in 0..20_000 {
            let mut letter = |_| alphabet[dice.below(alphabet.len() as u64) as usize];
            let text: String = (0..12).map(&mut letter).collect();
            let key = name_key(&text);
            assert_eq!(name_key(&key), key, "{text}");
            let key = address_key(&text);
            assert!(!key.contains(' ') && !key.starts_with('-') && !key.ends_with('-'), "{text}: {key}");
        }
    }

    #[test]
    fn one_number_in_several_spellings_is_one_key() {
        assert!(["AB 123-4567", "ab1234567", "ＡＢ１２３４５６７"].iter().all(|text| number_key(text) == "AB1234567"));
        assert_ne!(number_key("AB1234567"), number_key("AB1234568"));
        assert_eq!(spelled("- ", false), None);
        assert_eq!(number_key(&"3FA9".repeat(8)), "3fa9".repeat(8), "a hash");
        assert_eq!(number_key("mt84 malt 0110 0001 2345 mtlc ast0 01s"), "MT84MALT011000012345MTLCAST001S");
        assert_eq!(wallet_key(" 0xAbC "), "0xabc");
        assert_ne!(wallet_key("1BoatSLRHtKNngkdXEeobR76b53LETtpyT"), wallet_key("1boatslrhtknngkdxeeobr76b53lettpyt"));
    }
}
