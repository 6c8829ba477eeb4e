//! Kana and Japanese in Latin letters, brought to one spelling: Hepburn without marks for length.

/// Kana with its Hepburn letters; two kana first.
const PAIRS: &str = "きゃkya きゅkyu きょkyo しゃsha しゅshu しょsho しぇshe ちゃcha ちゅchu ちょcho ちぇche にゃnya にゅnyu にょnyo ひゃhya ひゅhyu ひょhyo みゃmya みゅmyu みょmyo \
    りゃrya りゅryu りょryo ぎゃgya ぎゅgyu ぎょgyo じゃja じゅju じょjo じぇje ぢゃja ぢゅju ぢょjo びゃbya びゅbyu びょbyo ぴゃpya ぴゅpyu ぴょpyo ふぁfa ふぃfi ふぇfe ふぉfo ふゅfyu \
    てぃti でぃdi とぅtu どぅdu うぃui うぇue うぉuo ゔぁva ゔぃvi ゔぇve ゔぉvo つぁtsa つぇtse つぉtso つぃtsi いぇie くぁkua くぃkui くぇkue くぉkuo ぐぁgua でゅdyu てゅtyu";
const SINGLES: &str = "あa いi うu えe おo かka きki くku けke こko さsa しshi すsu せse そso たta ちchi つtsu てte とto なna にni ぬnu ねne のno はha ひhi ふfu へhe ほho \
    まma みmi むmu めme もmo やya ゆyu よyo らra りri るru れre ろro わwa ゐi ゑe をo んn がga ぎgi ぐgu げge ごgo ざza じji ずzu ぜze ぞzo だda ぢji づzu でde どdo ばba びbi ぶbu べbe ぼbo \
    ぱpa ぴpi ぷpu ぺpe ぽpo ゔvu ぁa ぃi ぅu ぇe ぉo ゃya ゅyu ょyo ゎwa ゕka ゖke";

static KANA: std::sync::LazyLock<std::collections::HashMap<&'static str, &'static str>> =
    std::sync::LazyLock::new(|| {
        let part =
            |entry: &'static str| entry.split_at(entry.find(|letter: char| letter.is_ascii()).unwrap_or(entry.len()));
        PAIRS.split_whitespace().chain(SINGLES.split_whitespace()).map(part).collect()
    });

/// Hepburn letters of hiragana, with every length written out (`ou`, `oo`, a long sign as the vowel again) and ん as `n`.
pub(crate) fn of_kana(kana: &str) -> String {
    let letters: Vec<char> = kana.chars().collect();
    let (mut out, mut at) = (String::with_capacity(kana.len()), 0);
    let mut doubled = false;
    while let Some(letter) = letters.get(at) {
        let pair: String = letters.iter().skip(at).take(2).collect();
        let (spelt, size) = match (KANA.get(pair.as_str()), KANA.get(letter.to_string().as_str())) {
            (Some(spelt), _) if pair.chars().count() == 2 => (*spelt, 2),
            (_, Some(spelt)) => (*spelt, 1),
            _ => ("", 1),
        };
        match letter {
            'っ' => doubled = true,
            'ー' => out.extend(out.chars().last().filter(|last| "aiueo".contains(*last))),
            _ => {
                if std::mem::take(&mut doubled) {
                    out.extend(spelt.chars().next());
                }
                out.push_str(spelt);
            }
        }
        at += size;
    }
    out
}

/// Large and small kana that banks do not tell apart.
const LARGE: [(char, char); 3] = [('や', 'ゃ'), ('ゆ', 'ゅ'), ('よ', 'ょ')];
/// So many readings of one word are followed (2 to the third: three places where a letter may be small).
const MOST_SPELLINGS: usize = 8;

/// What hiragana may stand for, in Hepburn letters. Banks write ヨ for ョ and ツ for ッ: where no small letter occurs, each that could be
/// small is read both ways.
pub(crate) fn spellings_of_kana(kana: &str) -> Vec<String> {
    let mut spellings = vec![String::new()];
    let letters: Vec<char> = kana.chars().collect();
    let has_small = letters.iter().any(|letter| "ゃゅょっ".contains(*letter));
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let small = match letter {
            'つ' if after.is_some_and(|next| "かきくけこさしすせそたちつてとぱぴぷぺぽ".contains(*next)) && at > 0 => {
                Some('っ')
            }
            large if before.is_some_and(|last| "きしちにひみりぎじびぴ".contains(*last)) => {
                LARGE.iter().find(|(of, _)| of == large).map(|(_, small)| *small)
            }
            _ => None,
        };
        let other: Vec<String> = match small.filter(|_| !has_small && spellings.len() < MOST_SPELLINGS) {
            Some(small) => spellings.iter().map(|spelt| format!("{spelt}{small}")).collect(),
            None => Vec::new(),
        };
        spellings.iter_mut().for_each(|spelt| spelt.push(*letter));
        spellings.extend(other);
    }
    spellings.iter().map(|spelt| of_kana(spelt)).collect()
}

/// Latin spellings of Japanese (Hepburn, Kunrei, Nippon, passport) in the letters of [`of_kana`]; nothing if this is no Japanese.
/// Source: Cabinet notification No. 1 of 1954 (Kunrei), passport rules of the Ministry of Foreign Affairs (OH, M before B, P, M).
pub(crate) fn of_latin(word: &str) -> Option<String> {
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while !rest.is_empty() {
        let (taken, spelt) = mora(rest, out.is_empty())?;
        out.push_str(spelt);
        rest = &rest[taken..];
    }
    Some(out)
}

/// Spellings that differ from Hepburn, longest first.
const OTHERWISE: [(&str, &str); 47] = [
    ("tcha", "ccha"),
    ("tchi", "cchi"),
    ("tchu", "cchu"),
    ("tcho", "ccho"),
    ("shya", "sha"),
    ("shyu", "shu"),
    ("shyo", "sho"),
    ("chya", "cha"),
    ("chyu", "chu"),
    ("chyo", "cho"),
    ("sya", "sha"),
    ("syu", "shu"),
    ("syo", "sho"),
    ("tya", "cha"),
    ("tyu", "chu"),
    ("tyo", "cho"),
    ("zya", "ja"),
    ("zyu", "ju"),
    ("zyo", "jo"),
    ("jya", "ja"),
    ("jyu", "ju"),
    ("jyo", "jo"),
    ("dya", "ja"),
    ("dyu", "ju"),
    ("dyo", "jo"),
    ("dzu", "zu"),
    ("dzi", "ji"),
    ("kwa", "ka"),
    ("gwa", "ga"),
    ("si", "shi"),
    ("ti", "chi"),
    ("tu", "tsu"),
    ("hu", "fu"),
    ("zi", "ji"),
    ("di", "ji"),
    ("du", "zu"),
    ("wo", "o"),
    ("wi", "i"),
    ("we", "e"),
    ("yi", "i"),
    ("ye", "e"),
    ("la", "ra"),
    ("li", "ri"),
    ("lu", "ru"),
    ("le", "re"),
    ("lo", "ro"),
    ("va", "ba"),
];

static MORAE: std::sync::LazyLock<std::collections::HashSet<&'static str>> =
    std::sync::LazyLock::new(|| KANA.values().copied().collect());

/// The letters of the next mora, and how it is spelt in Hepburn.
fn mora(rest: &str, first: bool) -> Option<(usize, &'static str)> {
    if let Some((other, hepburn)) = OTHERWISE.iter().find(|(other, _)| rest.starts_with(other)) {
        return Some((other.len(), hepburn));
    }
    for size in (1..=4).rev() {
        let found = rest.get(..size).and_then(|start| MORAE.get(start));
        if let Some(mora) = found.filter(|mora| **mora != "n" || !rest[1..].starts_with(['a', 'i', 'u', 'e', 'o', 'y']))
        {
            let after = &rest[size..];
            // OH is a long O in passports, unless a vowel follows (Ohata).
            let long = mora.ends_with('o')
                && after.starts_with('h')
                && !after[1..].starts_with(['a', 'i', 'u', 'e', 'o', 'y']);
            return Some((size + usize::from(long), mora));
        }
    }
    let mut letters = rest.chars();
    let (letter, next) = (letters.next()?, letters.next());
    match letter {
        // Passports write M before B, P and M.
        'm' if next.is_some_and(|next| "bpm".contains(next)) => Some((1, "n")),
        // A doubled consonant is a small tsu; its length is written in the letters.
        _ if !first && next == Some(letter) => match letter {
            'k' => Some((1, "k")),
            's' => Some((1, "s")),
            't' => Some((1, "t")),
            'p' => Some((1, "p")),
            'c' => Some((1, "c")),
            _ => None,
        },
        _ if letter == 'c' && next == Some('c') => Some((1, "c")),
        _ => None,
    }
}

/// Letters of a spelling with length and doubling left out, one at a time, so that readings can be put together in pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fold {
    last: u8,
}

impl Fold {
    /// The letter to keep, if it is kept: a vowel after itself, U after O, and a consonant after itself are length alone.
    pub fn next(&mut self, letter: u8) -> Option<u8> {
        let long = letter == self.last && letter != b'n' || (self.last == b'o' && letter == b'u');
        // `shi` and `si` cannot both occur here; `cchi` loses one c, `sshi` one s, `tts` one t.
        if long {
            return None;
        }
        self.last = letter;
        Some(letter)
    }
}

/// A spelling with every contracted sound as two: `kyouko` as `kiyouko`, for names whose characters are read ki, you, ko. Nothing if there
/// is none.
pub(crate) fn uncontracted(spelt: &str) -> Option<String> {
    let mut out = String::with_capacity(spelt.len() + 4);
    let letters: Vec<char> = spelt.chars().collect();
    for (at, letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied().unwrap_or(' ');
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
        out.push(*letter);
        let glide = "auo".contains(next);
        match letter {
            'h' if matches!(before, 's' | 'c') && glide => out.push_str("iy"),
            'j' if glide => out.push_str("iy"),
            other if "kgnhmrbp".contains(*other) && next == 'y' => out.push('i'),
            _ => {}
        }
    }
    (out.len() > spelt.len()).then_some(out)
}

/// A spelling without length.
pub(crate) fn folded(spelt: &str) -> String {
    let mut fold = Fold::default();
    spelt.bytes().filter_map(|letter| fold.next(letter)).map(char::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fold_kana(text: &str) -> String {
        let kana: String = text.chars().map(crate::text::hiragana).collect();
        folded(&of_kana(&kana))
    }

    #[test]
    fn kana_and_latin_spellings_meet() {
        for (kana, latin) in [
            ("さとう", "satou satoh sato satoo"),
            ("おおの", "ohno ono oono"),
            ("ふじい", "fujii huzii fuji"),
            ("しんいち", "shinichi sinichi"),
            ("けんじ", "kenji kenzi"),
            ("ほんま", "homma honma"),
            ("はっとり", "hattori"),
            ("きょうこ", "kyoko kyouko kyohko"),
            ("じゅんいちろう", "junichiro jyunichirou zyunitirou"),
            ("つづき", "tsuzuki tuduki"),
            ("ちよ", "chiyo tiyo"),
            ("いっちょう", "iccho itcho"),
            ("ゆうこ", "yuko yuuko"),
            ("ジョン", "jon"),
            ("おおはた", "ohata oohata"),
        ] {
            for latin in latin.split(' ') {
                assert_eq!(of_latin(latin).map(|spelt| folded(&spelt)), Some(fold_kana(kana)), "{kana} {latin}");
            }
        }
        for other in ["smith", "vladimir", "kim", "park"] {
            assert_eq!(of_latin(other), None, "{other}");
        }
    }

    #[test]
    fn banks_write_no_small_kana() {
        assert!(spellings_of_kana("きよう").contains(&"kyou".to_owned()));
        assert!(spellings_of_kana("はつとり").contains(&"hattori".to_owned()));
        assert!(spellings_of_kana("まつもと").contains(&"matsumoto".to_owned()));
        assert!(spellings_of_kana("ちよ").contains(&"chiyo".to_owned()));
    }
}
