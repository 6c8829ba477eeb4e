//! Syllables of Chinese names: what Pinyin a spelling in Latin letters may stand for (Pinyin, Wade-Giles, as Hong Kong spells Cantonese).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::data;

/// Bearers per million of the commonest surnames in Pinyin (Ministry of Public Security of China, national name report 2019 and 2020,
/// rounded; spelt alike, different characters add up).
const SURNAMES: &str = "wang72000 li76000 zhang69000 liu54000 chen46000 yang33000 huang23000 zhao21000 wu21000 zhou20000 xu22000 sun13000 ma13000 zhu13000 hu12000 guo11000 he12000 gao10000 lin11000 luo10000 \
    zheng9500 liang9000 xie8000 song7000 tang9000 deng6500 feng7000 han6700 cao6000 zeng5900 peng5800 xiao5600 cai4900 pan4800 tian4800 dong4700 yuan4700 yu9000 jiang9500 ye4200 du4200 su4100 wei8000 cheng4000 lv4000 ding3900 \
    ren3600 shen3500 yao3400 lu7000 cui3300 zhong3200 tan3100 jin3100 shi6000 fan4500 liao3000 jia2900 xia2800 fu3500 bai2700 fang3300 zou2600 meng2600 xiong2600 qin2500 qiu3000 hou2400 xue2300 yin2300 yan4000 duan2000 lei2000 \
    long2000 tao1900 mao1800 qian1700 hao1700 shao1600 gu2000 gong2100 wan1600 ouyang700 situ100 sima50 zhuge50 shangguan70";
static SHARES: LazyLock<HashMap<&'static str, f64>> = LazyLock::new(|| {
    let of = |entry: &'static str| {
        let (name, share) = entry.split_at(entry.find(|letter: char| letter.is_ascii_digit())?);
        Some((name, share.parse().ok()?))
    };
    SURNAMES.split_whitespace().filter_map(of).collect()
});

/// A set of Pinyin syllables; there are some four hundred.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Set([u64; 8]);

impl Set {
    pub(super) fn insert(&mut self, syllable: &'static str) {
        if let Some(number) = NUMBERS.get(syllable)
            && let Some(word) = self.0.get_mut(number / 64)
        {
            *word |= 1 << (number % 64);
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        let mut both = self;
        both.0.iter_mut().zip(other.0).for_each(|(word, other)| *word &= other);
        both
    }

    pub(super) fn or(self, other: Self) -> Self {
        let mut all = self;
        all.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
        all
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == [0; 8]
    }

    fn has(self, number: usize) -> bool {
        self.0.get(number / 64).is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Bearers per million of the surnames in the set.
    pub(super) fn share(self) -> f64 {
        let of_set = |name: &str| NUMBERS.get(name).is_some_and(|number| self.has(*number));
        SHARES.iter().filter(|(name, _)| of_set(name)).map(|(_, share)| share).sum()
    }

    /// The common surnames in the set, by their number, in no order.
    pub(super) fn surnames(self) -> impl Iterator<Item = u16> {
        let numbers = SHARES.keys().filter_map(|name| NUMBERS.get(*name)).copied();
        numbers.filter(move |number| self.has(*number)).map(|number| number as u16)
    }
}

/// Every syllable that some character is read by, numbered.
static NUMBERS: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let mut all: Vec<&'static str> = data::characters().flat_map(|(_, known)| known.pinyin.iter().copied()).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().zip(0..512).collect()
});

/// Pinyin syllables that a spelling may stand for: by Pinyin or Wade-Giles, and by Cantonese.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Syllable {
    pub(super) usual: Set,
    pub(super) loose: Set,
}

impl Syllable {
    pub(super) fn cost(&self, other: &Self) -> Option<u32> {
        if !self.usual.and(other.usual).is_empty() {
            return Some(0);
        }
        (!self.both(other).is_empty()).then_some(1)
    }

    /// The same for two Latin spellings: what Mandarin spells in two ways is two syllables, whatever it stands for in Cantonese.
    pub(super) fn cost_in_latin(&self, other: &Self) -> Option<u32> {
        let (a, b) = (self.usual.is_empty(), other.usual.is_empty());
        let loose = match (a, b) {
            (false, false) => Set::default(),
            (true, false) => self.loose.and(other.usual),
            (false, true) => self.usual.and(other.loose),
            (true, true) => self.loose.and(other.loose),
        };
        if self.usual.and(other.usual).is_empty() { (!loose.is_empty()).then_some(1) } else { Some(0) }
    }

    pub(super) fn both(&self, other: &Self) -> Set {
        self.usual.or(self.loose).and(other.usual.or(other.loose))
    }
}

pub(super) static SPELLINGS: LazyLock<HashMap<String, Syllable>> = LazyLock::new(|| {
    let mut spellings: HashMap<String, Syllable> = HashMap::new();
    // Only characters that are read in Korea too: the common ones. Rare ones would let everything stand for everything.
    for (_, known) in data::characters().filter(|(_, known)| !known.hangul.is_empty()) {
        for pinyin in &known.pinyin {
            spellings.entry((*pinyin).to_owned()).or_default().usual.insert(pinyin);
            spellings.entry(pinyin.replace('v', "u")).or_default().usual.insert(pinyin);
            spellings.entry(pinyin.replace('v', "yu")).or_default().usual.insert(pinyin);
            for spelt in wade_giles(pinyin) {
                spellings.entry(spelt).or_default().usual.insert(pinyin);
            }
        }
        for (pinyin, jyutping) in
            known.pinyin.iter().take(1).flat_map(|pinyin| known.jyutping.iter().map(move |yue| (pinyin, yue)))
        {
            for spelt in cantonese(jyutping) {
                spellings.entry(spelt).or_default().loose.insert(pinyin);
            }
        }
    }
    spellings
});

/// Wade-Giles without apostrophes and marks. Source: H. A. Giles, A Chinese-English Dictionary (1892).
fn wade_giles(pinyin: &str) -> Vec<String> {
    const INITIALS: [(&str, &str); 14] = [
        ("zh", "ch"),
        ("ch", "ch"),
        ("sh", "sh"),
        ("b", "p"),
        ("d", "t"),
        ("g", "k"),
        ("j", "ch"),
        ("q", "ch"),
        ("x", "hs"),
        ("z", "ts"),
        ("c", "ts"),
        ("r", "j"),
        ("p", "p"),
        ("t", "t"),
    ];
    let found = INITIALS.iter().find(|(of, _)| pinyin.starts_with(of));
    let (initial, rest) = found.map_or(("", pinyin), |(of, giles)| (*giles, &pinyin[of.len()..]));
    let (initial, rest) = if found.is_none() { split_initial(pinyin) } else { (initial, rest) };
    let finals: Vec<String> = match (initial, rest) {
        ("ch" | "sh" | "j", "i") if !pinyin.starts_with(['j', 'q']) => vec!["ih".to_owned()],
        ("ts", "i") => return vec!["tzu".to_owned(), "tsu".to_owned(), "szu".to_owned()],
        ("s", "i") => return vec!["ssu".to_owned(), "szu".to_owned()],
        (_, "ong") => vec!["ung".to_owned()],
        (_, "ian") => vec!["ien".to_owned()],
        (_, "ie") => vec!["ieh".to_owned()],
        (_, "iong") => vec!["iung".to_owned()],
        (_, "ue" | "ve") => vec!["ueh".to_owned()],
        (_, "uo") => vec!["o".to_owned(), "uo".to_owned()],
        ("k", "ui") => vec!["uei".to_owned()],
        ("", "er") => vec!["erh".to_owned()],
        ("", "yan") => vec!["yen".to_owned()],
        ("", "ye") => vec!["yeh".to_owned()],
        ("", "you") => vec!["yu".to_owned()],
        ("", "yi") => vec!["i".to_owned()],
        ("", "yong") => vec!["yung".to_owned()],
        ("", "yue") => vec!["yueh".to_owned()],
        ("k" | "h" | "", "e") => vec!["o".to_owned(), "e".to_owned()],
        (_, other) => vec![other.to_owned()],
    };
    finals.into_iter().map(|end| format!("{initial}{end}")).collect()
}

fn split_initial(pinyin: &str) -> (&str, &str) {
    let at = if pinyin.starts_with(['m', 'f', 'n', 'l', 'k', 'h', 's']) { 1 } else { 0 };
    pinyin.split_at(at)
}

/// How Hong Kong spells a syllable that Jyutping gives. Source: the spellings of its government gazetteer, which has no rules; these
/// are the usual ones.
fn cantonese(jyutping: &str) -> Vec<String> {
    let (initial, rest) = jyutping.split_at(jyutping.find(|letter: char| "aeiou".contains(letter)).unwrap_or(0));
    let initials: &[&str] = match initial {
        "z" => &["ts", "ch", "j"],
        "c" => &["ch", "ts"],
        "j" => &["y"],
        "gw" => &["kw", "gw"],
        "g" => &["k", "g"],
        "b" => &["p", "b"],
        "d" => &["t", "d"],
        "s" => &["s", "sh"],
        "" if jyutping.starts_with(['m', 'n']) => return vec![jyutping.to_owned()],
        _ => &[],
    };
    let own = [initial];
    let initials = if initials.is_empty() { &own[..] } else { initials };
    let finals: Vec<String> = match rest {
        "oeng" => vec!["eung".to_owned()],
        "eoi" => vec!["ui".to_owned(), "oi".to_owned()],
        "eon" => vec!["un".to_owned()],
        "eot" => vec!["ut".to_owned()],
        "oek" => vec!["euk".to_owned()],
        "aa" => vec!["a".to_owned(), "ah".to_owned()],
        "i" => vec!["i".to_owned(), "ee".to_owned(), "ze".to_owned()],
        "u" => vec!["u".to_owned(), "oo".to_owned()],
        "ou" => vec!["o".to_owned(), "ou".to_owned()],
        "yu" => vec!["yu".to_owned(), "ue".to_owned(), "u".to_owned()],
        "yun" => vec!["uen".to_owned(), "yun".to_owned()],
        "yut" => vec!["uet".to_owned(), "yut".to_owned()],
        "iu" => vec!["iu".to_owned(), "iew".to_owned()],
        "au" => vec!["au".to_owned(), "ow".to_owned()],
        "ing" => vec!["ing".to_owned()],
        "uk" => vec!["uk".to_owned(), "ook".to_owned()],
        "ong" => vec!["ong".to_owned()],
        other => vec![other.replace("aa", "a")],
    };
    initials.iter().flat_map(|initial| finals.iter().map(move |end| format!("{initial}{end}"))).collect()
}
