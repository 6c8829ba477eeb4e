//! Invented names with the frequencies of four cultures.

use super::Chance;

const HANGUL_FAMILIES: [(&str, &str, &str, u32); 16] = [
    ("김", "kim", "金", 215),
    ("이", "lee", "李", 147),
    ("박", "park", "朴", 84),
    ("최", "choi", "崔", 47),
    ("정", "jung", "鄭", 43),
    ("강", "kang", "姜", 24),
    ("조", "cho", "趙", 21),
    ("윤", "yoon", "尹", 21),
    ("장", "jang", "張", 20),
    ("임", "lim", "林", 17),
    ("한", "han", "韓", 15),
    ("오", "oh", "吳", 15),
    ("서", "seo", "徐", 15),
    ("신", "shin", "申", 15),
    ("권", "kwon", "權", 14),
    ("황", "hwang", "黃", 14),
];
const HANGUL_SYLLABLES: [(&str, &str); 24] = [
    ("민", "min"),
    ("수", "su"),
    ("지", "ji"),
    ("현", "hyun"),
    ("서", "seo"),
    ("준", "jun"),
    ("영", "young"),
    ("우", "woo"),
    ("은", "eun"),
    ("진", "jin"),
    ("성", "sung"),
    ("호", "ho"),
    ("연", "yeon"),
    ("재", "jae"),
    ("경", "kyung"),
    ("아", "ah"),
    ("희", "hee"),
    ("동", "dong"),
    ("태", "tae"),
    ("윤", "yoon"),
    ("하", "ha"),
    ("원", "won"),
    ("석", "seok"),
    ("혜", "hye"),
];
const KANJI: [(&str, &str, &str); 30] = [
    ("佐", "sa", "サ"),
    ("藤", "to", "トウ"),
    ("鈴", "suzu", "スズ"),
    ("木", "ki", "キ"),
    ("高", "taka", "タカ"),
    ("橋", "hashi", "ハシ"),
    ("田", "ta", "タ"),
    ("中", "naka", "ナカ"),
    ("伊", "i", "イ"),
    ("山", "yama", "ヤマ"),
    ("本", "moto", "モト"),
    ("小", "ko", "コ"),
    ("林", "hayashi", "ハヤシ"),
    ("加", "ka", "カ"),
    ("吉", "yoshi", "ヨシ"),
    ("渡", "wata", "ワタ"),
    ("健", "ken", "ケン"),
    ("太", "ta", "タ"),
    ("翔", "sho", "ショウ"),
    ("美", "mi", "ミ"),
    ("咲", "saki", "サキ"),
    ("子", "ko", "コ"),
    ("真", "ma", "マ"),
    ("由", "yu", "ユ"),
    ("大", "dai", "ダイ"),
    ("介", "suke", "スケ"),
    ("一", "ichi", "イチ"),
    ("恵", "kei", "ケイ"),
    ("里", "ri", "リ"),
    ("奈", "na", "ナ"),
];
const LATIN: [&str; 40] = [
    "an", "bel", "car", "dan", "el", "far", "gar", "hol", "is", "jor", "kel", "lan", "mar", "nor", "ol", "per", "quin",
    "ros", "sam", "tor", "ul", "ven", "wil", "xan", "yor", "zel", "bri", "cla", "dre", "fra", "gre", "hen", "jac",
    "kat", "lou", "mi", "nat", "pat", "ste", "tho",
];
const ENDINGS: [&str; 12] = ["son", "ton", "ley", "er", "man", "ford", "a", "ie", "is", "well", "wood", "o"];
/// A word of syllables for a rank; frequent ranks are short.
pub fn latin_word(rank: usize, salt: usize) -> String {
    let mut word = LATIN[(rank * 7 + salt) % LATIN.len()].to_owned();
    if rank >= LATIN.len() {
        word += LATIN[(rank / LATIN.len() * 11 + salt * 3) % LATIN.len()];
    }
    if rank >= LATIN.len() * LATIN.len() {
        word += LATIN[(rank / LATIN.len() / LATIN.len() + salt) % LATIN.len()];
    }
    word + ENDINGS[(rank / 3 + salt) % ENDINGS.len()]
}

/// The same part of a name in Latin letters, the native script and kana; the last two may be empty.
#[derive(Clone)]
pub struct NamePart(pub [String; 3]);

#[derive(Clone, Copy)]
pub enum Culture {
    Western,
    Japanese,
    Korean,
    Chinese,
}

pub fn family(culture: Culture, chance: &mut Chance) -> NamePart {
    match culture {
        Culture::Western => NamePart([latin_word(chance.rank(20_000), 1), String::new(), String::new()]),
        Culture::Japanese => kanji(chance.rank(900), 2),
        Culture::Korean | Culture::Chinese => {
            let mut left = chance.below(HANGUL_FAMILIES.iter().map(|f| f.3 as usize).sum());
            let mut found = HANGUL_FAMILIES[0];
            for candidate in HANGUL_FAMILIES {
                found = candidate;
                if left < candidate.3 as usize {
                    break;
                }
                left -= candidate.3 as usize;
            }
            let native = if matches!(culture, Culture::Korean) { found.0 } else { found.2 };
            NamePart([found.1.to_owned(), native.to_owned(), String::new()])
        }
    }
}

fn kanji(rank: usize, shift: usize) -> NamePart {
    let parts = [KANJI[(rank + shift) % KANJI.len()], KANJI[(rank / KANJI.len() + rank * shift) % KANJI.len()]];
    NamePart([parts.map(|p| p.1).concat(), parts.map(|p| p.0).concat(), parts.map(|p| p.2).concat()])
}

pub fn given_name(culture: Culture, chance: &mut Chance) -> NamePart {
    match culture {
        Culture::Western => NamePart([latin_word(chance.rank(2_000), 5), String::new(), String::new()]),
        Culture::Japanese | Culture::Chinese => {
            let mut name = kanji(chance.rank(900), 17);
            if matches!(culture, Culture::Chinese) {
                name.0[2].clear();
            }
            name
        }
        Culture::Korean => {
            let count = HANGUL_SYLLABLES.len();
            let parts = [HANGUL_SYLLABLES[chance.rank(count)], HANGUL_SYLLABLES[chance.rank(count)]];
            NamePart([parts.map(|p| p.1).concat(), parts.map(|p| p.0).concat(), String::new()])
        }
    }
}
