//! The dictionaries, read when they are first needed. `data/make.py` says where they come from.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

static CHARACTERS: &str = include_str!("../data/characters.tsv");
static HANGUL: &str = include_str!("../data/hangul.tsv");
static JAPANESE: &str = include_str!("../data/japanese.tsv");
static LATIN: &str = include_str!("../data/latin.tsv");
static COMMON: &str = include_str!("../data/common.tsv");

impl Character {
    /// The Japanese readings in Hepburn letters.
    pub fn spelt(&self) -> &[String] {
        self.spelt.get_or_init(|| self.japanese.iter().map(|kana| crate::romaji::of_kana(kana)).collect())
    }
}

/// What is known of a Chinese character.
#[derive(Debug, Default)]
pub(crate) struct Character {
    /// Stands for all forms of the character (old, new, simplified, traditional).
    pub variant: char,
    /// Korean readings, a block each.
    pub hangul: Vec<char>,
    /// Mandarin readings in Pinyin without tones, the usual one first.
    pub pinyin: Vec<&'static str>,
    /// Cantonese readings in Jyutping without tones.
    pub jyutping: Vec<&'static str>,
    /// Japanese readings in hiragana, those of many names first.
    pub japanese: Vec<&'static str>,
    /// The Japanese readings in Hepburn letters, spelt when they are first needed.
    spelt: OnceLock<Vec<String>>,
    /// Those of them that given names show.
    pub given: Vec<&'static str>,
}

pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn list(cell: Option<&'static str>) -> impl Iterator<Item = &'static str> {
    cell.unwrap_or_default().split(',').filter(|part| !part.is_empty())
}

static TABLE: LazyLock<HashMap<char, Character>> = LazyLock::new(|| {
    let mut table: HashMap<char, Character> = HashMap::new();
    for line in lines(CHARACTERS) {
        let mut cells = line.split('\t');
        let Some(character) = cells.next().and_then(|cell| cell.chars().next()) else { continue };
        let variant = cells.next().and_then(|cell| cell.chars().next()).unwrap_or(character);
        let hangul = list(cells.next()).filter_map(|block| block.chars().next()).collect();
        let [pinyin, jyutping] = [(); 2].map(|()| list(cells.next()).collect());
        let (given, others) = cells.next().map(|cell| cell.split_once(';').unwrap_or((cell, ""))).unwrap_or_default();
        let japanese = list(Some(given)).chain(list(Some(others))).collect();
        let given = list(Some(given)).collect();
        table.insert(
            character,
            Character { variant, hangul, pinyin, jyutping, japanese, given, spelt: OnceLock::new() },
        );
    }
    add_forms(&mut table);
    with_readings_of_variants(&mut table);
    table
});

/// Forms of one character in Japanese surnames that Unihan does not join, or keeps among its compatibility characters, the usual one first.
const FORMS: [&str; 16] = [
    "高髙",
    "崎﨑碕",
    "辺邊邉",
    "吉𠮷",
    "斎齋",
    "斉齊",
    "浜濱濵",
    "沢澤",
    "柳栁桺",
    "徳德",
    "瀬瀨",
    "浅淺",
    "嶋島嶌",
    "曽曾",
    "桧檜",
    "渕淵渊",
];

/// Every form is read as the others are.
fn add_forms(table: &mut HashMap<char, Character>) {
    for forms in FORMS {
        let Some(usual) = forms.chars().next() else { continue };
        let variant = table.get(&usual).map_or(usual, |known| known.variant);
        for form in forms.chars() {
            table.entry(form).or_default().variant = variant;
        }
    }
}

/// 习 has no Korean reading, 習 has: forms of one character lend each other readings where one has none.
fn with_readings_of_variants(table: &mut HashMap<char, Character>) {
    let mut forms: HashMap<char, Vec<char>> = HashMap::new();
    table.iter().for_each(|(form, known)| forms.entry(known.variant).or_default().push(*form));
    for mut group in forms.into_values().filter(|group| group.len() > 1) {
        group.sort_unstable();
        let of = |table: &HashMap<char, Character>, pick: fn(&Character) -> &Vec<&'static str>| {
            group.iter().filter_map(|form| table.get(form)).map(pick).find(|list| !list.is_empty()).cloned()
        };
        let hangul = group.iter().filter_map(|form| table.get(form)).map(|known| &known.hangul);
        let hangul = hangul.clone().find(|list| !list.is_empty()).cloned().unwrap_or_default();
        let pinyin = of(table, |known| &known.pinyin).unwrap_or_default();
        let jyutping = of(table, |known| &known.jyutping).unwrap_or_default();
        // Old forms are read as the new ones are; the readings of many names stand first.
        let mut lists: Vec<&Vec<&'static str>> =
            group.iter().filter_map(|form| table.get(form)).map(|known| &known.japanese).collect();
        lists.sort_by_key(|list| std::cmp::Reverse(list.len()));
        let japanese: Vec<&'static str> = lists.into_iter().flatten().copied().collect();
        let given: Vec<&'static str> =
            group.iter().filter_map(|form| table.get(form)).flat_map(|known| known.given.iter().copied()).collect();
        for form in &group {
            let Some(known) = table.get_mut(form) else { continue };
            known.given.clone_from(&given);
            known.given.sort_unstable();
            known.given.dedup();
            fill(&mut known.hangul, &hangul);
            fill(&mut known.pinyin, &pinyin);
            fill(&mut known.jyutping, &jyutping);
            for kana in &japanese {
                if !known.japanese.contains(kana) {
                    known.japanese.push(kana);
                }
            }
        }
    }
}

fn fill<T: Clone>(list: &mut Vec<T>, others: &[T]) {
    if list.is_empty() {
        list.extend_from_slice(others);
    }
}

/// A character's readings.
pub(crate) fn character(letter: char) -> Option<&'static Character> {
    TABLE.get(&letter)
}

static RARE_HANGUL: LazyLock<HashMap<char, char>> = LazyLock::new(|| {
    let of =
        |line: &'static str| line.split_once('\t').and_then(|(block, letters)| Some((block.chars().next()?, letters)));
    lines(HANGUL)
        .filter_map(of)
        .flat_map(|(block, letters)| letters.chars().map(move |letter| (letter, block)))
        .collect()
});

/// The Korean reading of a character that is rare there.
pub(crate) fn rare_hangul(letter: char) -> Option<char> {
    RARE_HANGUL.get(&letter).copied()
}

/// All characters with readings, in no order.
pub(crate) fn characters() -> impl Iterator<Item = (char, &'static Character)> {
    TABLE.iter().map(|(letter, known)| (*letter, known))
}

/// The character that stands for all its forms.
pub(crate) fn variant(letter: char) -> char {
    character(letter).map_or(letter, |known| known.variant)
}

static WHOLE: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut names: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    for line in lines(JAPANESE) {
        let mut cells = line.split('\t').skip(1);
        if let Some(written) = cells.next() {
            names.entry(written).or_default().extend(list(cells.next()));
        }
    }
    names
});

/// How many characters the longest name has that begins with a character and is read as a whole.
static LONGEST: LazyLock<HashMap<char, usize>> = LazyLock::new(|| {
    let mut longest: HashMap<char, usize> = HashMap::new();
    for written in WHOLE.keys() {
        let known = written.chars().next().map(|first| longest.entry(first).or_default());
        known.into_iter().for_each(|known| *known = written.chars().count().max(*known));
    }
    longest
});

/// The same for one character; 0 if none does.
pub(crate) fn longest_whole(first: char) -> usize {
    LONGEST.get(&first).copied().unwrap_or_default()
}

/// Readings of a whole surname or given name that its characters do not give (服部 hattori, 大和 yamato).
pub(crate) fn whole_readings(written: &str) -> impl Iterator<Item = &'static str> {
    WHOLE.get(written).into_iter().flatten().copied()
}

static SHARES: LazyLock<HashMap<String, f64>> = LazyLock::new(|| {
    let mut shares: HashMap<String, f64> = HashMap::new();
    for line in lines(LATIN).chain(lines(COMMON)) {
        let mut cells = line.split('\t').skip(1);
        if let (Some(name), Some(share)) = (cells.next(), cells.next().and_then(|cell| cell.parse::<f64>().ok())) {
            let known = shares.entry(crate::latin::sound(name)).or_default();
            *known = known.max(share);
        }
    }
    shares
});

static WRITTEN: LazyLock<HashMap<&'static str, f64>> = LazyLock::new(|| {
    let mut shares: HashMap<&'static str, f64> = HashMap::new();
    for line in lines(LATIN) {
        let mut cells = line.split('\t').skip(1);
        if let (Some(name), Some(share)) = (cells.next(), cells.next().and_then(|cell| cell.parse::<f64>().ok())) {
            let known = shares.entry(name).or_default();
            *known = known.max(share);
        }
    }
    shares
});

/// Bearers per million of the name as it is written, where statistics count it.
pub(crate) fn written_share(text: &str) -> Option<f64> {
    WRITTEN.get(text).copied()
}

/// A rarer spelling of a common name is borne by so many of its bearers (chosen).
const RARER_SPELLING: f64 = 0.25;

/// The first letter and the consonants after it: spellings of a name from scripts that leave vowels out differ in vowels. Nothing for short ones,
/// which many names share.
fn without_vowels(sound: &str) -> Option<String> {
    let kept =
        sound.char_indices().filter(|(at, letter)| *at == 0 || !"aiu".contains(*letter)).map(|(_, letter)| letter);
    Some(kept.collect()).filter(|key: &String| key.len() >= 3)
}

static CONSONANTS: LazyLock<HashMap<String, f64>> = LazyLock::new(|| {
    let mut shares: HashMap<String, f64> = HashMap::new();
    for line in lines(COMMON) {
        let mut cells = line.split('\t').skip(1);
        if let (Some(name), Some(share)) = (cells.next(), cells.next().and_then(|cell| cell.parse::<f64>().ok()))
            && let Some(key) = without_vowels(&crate::latin::sound(name))
        {
            let known = shares.entry(key).or_default();
            *known = known.max(share);
        }
    }
    shares
});

/// Bearers per million of the name with this sound, if it is one of the common ones or a spelling of one (Muhammad, Mohamed).
pub(crate) fn share(sound: &str) -> Option<f64> {
    let spelling = without_vowels(sound).and_then(|key| CONSONANTS.get(&key)).map(|share| share * RARER_SPELLING);
    let known = SHARES.get(sound).copied();
    known.into_iter().chain(spelling).reduce(f64::max)
}
