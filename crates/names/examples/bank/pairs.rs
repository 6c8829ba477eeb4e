//! Invented pairs of a registered name and the holder that a Japanese bank shows, with the answer.

use std::path::Path;

use rand::{Rng, RngExt};

/// A surname or given name in its writings.
#[derive(Clone)]
pub struct Entry {
    pub kanji: Vec<String>,
    pub kana: String,
    pub romaji: String,
}

/// Surnames and given names of `names/` in the shared data.
pub struct Lists {
    pub surnames: Vec<Entry>,
    pub given: Vec<Entry>,
}

impl Lists {
    /// Nothing if the files are not there.
    pub fn read(data: &Path) -> Option<Self> {
        let lines = |file: &str| std::fs::read_to_string(data.join("names").join(file)).ok();
        let surname = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            Entry { kanji: vec![cells[0].to_owned()], kana: cells[2].to_owned(), romaji: cells[3].to_owned() }
        };
        let given = |line: &str| {
            let cells: Vec<&str> = line.split(',').collect();
            let kanji = cells[2..].iter().filter(|cell| !cell.is_empty()).map(|cell| (*cell).to_owned());
            Entry { kanji: kanji.collect(), kana: cells[0].to_owned(), romaji: cells[1].to_owned() }
        };
        let surnames = lines("japanese-last_name_org.csv")?.lines().map(surname).collect();
        let mut all = Vec::new();
        for file in ["japanese-first_name_man_opti.csv", "japanese-first_name_woman_opti.csv"] {
            all.extend(lines(file)?.lines().map(given).filter(|entry: &Entry| !entry.kanji.is_empty()));
        }
        Some(Self { surnames, given: all })
    }
}

/// One pair.
pub struct Pair {
    pub registered: String,
    pub holder: String,
    pub same: bool,
    pub how: &'static str,
}

fn pick<'a, T>(dice: &mut impl Rng, list: &'a [T]) -> &'a T {
    &list[dice.random_range(0..list.len())]
}

/// Half-width katakana as banks store it: no small letters, the long sign as a hyphen, voicing marks in cells of their own.
pub fn half_width(kana: &str) -> String {
    const FULL: &str = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをんー";
    const HALF: &str = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｰ";
    const VOICED: &str = "がぎぐげござじずぜぞだぢづでどばびぶべぼ";
    const PLAIN: &str = "かきくけこさしすせそたちつてとはひふへほ";
    let place = |list: &str, letter: char| list.chars().position(|other| other == letter);
    let mut out = String::new();
    for letter in kana.chars() {
        let letter = match letter {
            'ゃ' => 'や',
            'ゅ' => 'ゆ',
            'ょ' => 'よ',
            'っ' => 'つ',
            'ぁ' => 'あ',
            'ぃ' => 'い',
            'ぅ' => 'う',
            'ぇ' => 'え',
            'ぉ' => 'お',
            other => other,
        };
        let (plain, mark) = match (place(VOICED, letter), place("ぱぴぷぺぽ", letter)) {
            (Some(at), _) => (PLAIN.chars().nth(at), Some('ﾞ')),
            (_, Some(at)) => ("はひふへほ".chars().nth(at), Some('ﾟ')),
            _ => (Some(letter), None),
        };
        out.extend(plain.and_then(|plain| place(FULL, plain)).and_then(|at| HALF.chars().nth(at)));
        out.extend(mark);
    }
    out
}

fn registered(dice: &mut impl Rng, family: &Entry, given: &Entry, kanji: &str) -> String {
    match dice.random_range(0..6) {
        0 => format!("{}{kanji}", family.kanji[0]),
        1 => format!("{} {kanji}", family.kanji[0]),
        2 => format!("{}　{kanji}", family.kanji[0]),
        3 => format!("{} {}", family.romaji, given.romaji).to_uppercase(),
        4 => format!("{} {}", given.romaji, family.romaji),
        _ => format!("{}, {}", family.romaji.to_uppercase(), given.romaji),
    }
}

fn holder(dice: &mut impl Rng, family: &Entry, given: &Entry) -> String {
    let (family, given) = (half_width(&family.kana), half_width(&given.kana));
    let whole = match dice.random_range(0..8) {
        0 => format!("{given} {family}"),
        1 => format!("{family}{given}"),
        _ => format!("{family} {given}"),
    };
    // Fields of 20 and of 30 cells; some banks put a word before the name, which fills the field.
    let cells = if dice.random_range(0..2) == 0 { 20 } else { 30 };
    whole.chars().take(cells).collect::<String>().trim_end().to_owned()
}

/// A pair of one person.
pub fn same(dice: &mut impl Rng, lists: &Lists) -> Pair {
    let (family, given) = (pick(dice, &lists.surnames), pick(dice, &lists.given));
    let kanji = pick(dice, &given.kanji).clone();
    Pair {
        registered: registered(dice, family, given, &kanji),
        holder: holder(dice, family, given),
        same: true,
        how: "same",
    }
}

/// A near miss: the surname is the same, the given name another one, at times with a character in common as fathers and sons have.
pub fn near_miss(dice: &mut impl Rng, lists: &Lists) -> Pair {
    let family = pick(dice, &lists.surnames);
    loop {
        let (given, other) = (pick(dice, &lists.given), pick(dice, &lists.given));
        let kanji = pick(dice, &given.kanji).clone();
        let kin = dice.random_range(0..3) == 0;
        let shares = other.kanji.iter().any(|name| name.chars().any(|letter| kanji.contains(letter)));
        // A name that can be read like the other is no near miss but a namesake.
        let alike = other.kana == given.kana || other.kanji.contains(&kanji);
        if alike || (kin && !shares) {
            continue;
        }
        let how = if kin { "kin" } else { "other given name" };
        return Pair {
            registered: registered(dice, family, given, &kanji),
            holder: holder(dice, family, other),
            same: false,
            how,
        };
    }
}
