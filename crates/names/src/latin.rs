//! Words in Latin letters: what they sound like in any language, how far two are apart, and what is left without vowels.

/// Groups of letters that romanisations use for one sound, longest first. Sources: the tables of BGN/PCGN, ALA-LC and ISO 9 for Cyrillic
/// and Arabic, with the French and German habits that passports show.
const SOUNDS: [(&str, &str); 52] = [
    ("shch", "C"),
    ("tsch", "C"),
    ("schtsch", "C"),
    ("sch", "S"),
    ("tch", "C"),
    ("tsh", "C"),
    ("dzh", "j"),
    ("ough", "u"),
    ("sh", "S"),
    ("ch", "C"),
    ("cz", "C"),
    ("sz", "S"),
    ("zh", "j"),
    ("dj", "j"),
    ("dz", "z"),
    ("kh", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("ck", "k"),
    ("cq", "k"),
    ("qu", "k"),
    ("ts", "z"),
    ("tz", "z"),
    ("ss", "s"),
    ("ks", "ks"),
    ("ou", "u"),
    ("oo", "u"),
    ("oe", "u"),
    ("ow", "u"),
    ("au", "u"),
    ("aw", "u"),
    ("ee", "i"),
    ("ei", "i"),
    ("ey", "i"),
    ("ai", "i"),
    ("ay", "i"),
    ("ie", "i"),
    ("iy", "i"),
    ("yi", "i"),
    ("ij", "i"),
    ("ye", "i"),
    ("yy", "i"),
    ("aa", "a"),
    ("ae", "i"),
    ("ue", "u"),
    ("ea", "i"),
    ("ia", "ia"),
    ("ya", "ia"),
    ("gui", "gi"),
    ("gue", "gi"),
];

/// The same by their first letter.
static BY_LETTER: std::sync::LazyLock<[Vec<(&str, &str)>; 26]> = std::sync::LazyLock::new(|| {
    let mut by_letter = [(); 26].map(|()| Vec::new());
    for (spelt, sound) in SOUNDS {
        by_letter.get_mut(place(spelt)).into_iter().for_each(|of| of.push((spelt, sound)));
    }
    by_letter
});

/// The place of the first letter among 26.
fn place(text: &str) -> usize {
    text.bytes().next().map_or(26, |byte| usize::from(byte.wrapping_sub(b'a')))
}

/// The sound of a word in lower-case ASCII: spellings of one name in several romanisations mostly have one. Vowels are three (a, i, u),
/// doubled letters are one.
pub(crate) fn sound(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    let mut rest: String = word.chars().filter(char::is_ascii).collect();
    if rest.ends_with("ff") {
        rest.truncate(rest.len() - 2);
        rest.push('v');
    }
    if rest.len() > 3
        && rest.ends_with('h')
        && rest.as_bytes().get(rest.len() - 2).is_some_and(|last| b"aeiouy".contains(last))
    {
        rest.pop();
    }
    let mut at = 0;
    while at < rest.len() {
        let tail = &rest[at..];
        let groups = BY_LETTER.get(place(tail)).map_or(&[][..], Vec::as_slice);
        let (taken, spelt) = match groups.iter().find(|(spelt, _)| tail.starts_with(spelt)) {
            Some((spelt, sound)) => (spelt.len(), *sound),
            None => (1, single(tail)),
        };
        for letter in spelt.chars().filter(|letter| !letter.is_whitespace()) {
            if !out.ends_with(letter) {
                out.push(letter);
            }
        }
        at += taken;
    }
    out
}

fn single(tail: &str) -> &str {
    let mut letters = tail.chars();
    match (letters.next(), letters.next()) {
        (Some('c'), Some('e' | 'i' | 'y')) => "s",
        (Some('c' | 'q'), _) => "k",
        (Some('x'), _) => "ks",
        (Some('w'), _) => "v",
        (Some('e' | 'y'), _) => "i",
        (Some('o'), _) => "u",
        _ => tail.get(..1).unwrap_or_default(),
    }
}

/// The consonants of a sound alone, with those joined that scripts without vowels do not tell apart in Latin letters.
pub(crate) fn skeleton(sound: &str) -> String {
    let kept = |letter| match letter {
        'a' | 'i' | 'u' | 'h' | 'v' => None,
        'p' | 'f' => Some('b'),
        'q' | 'g' => Some('k'),
        'z' => Some('s'),
        other => Some(other),
    };
    sound.chars().filter_map(kept).collect()
}

fn is_vowel(letter: u8) -> bool {
    b"aeiouy".contains(&letter)
}

/// What it costs to take one letter for another: vowels are told apart less.
fn change(a: u8, b: u8) -> f64 {
    if a == b {
        0.0
    } else if is_vowel(a) && is_vowel(b) {
        0.5
    } else {
        1.0
    }
}

/// What a letter costs that only one side has: nothing much after itself (doubled), half for a vowel or an H.
fn extra(letter: u8, before: Option<u8>) -> f64 {
    if before == Some(letter) {
        0.5
    } else if is_vowel(letter) || letter == b'h' {
        0.7
    } else {
        1.0
    }
}

/// Words up to this length are compared without asking for memory.
const SHORT: usize = 40;

/// Weighted edits between two words (optimal string alignment: a swap of neighbours is one edit), if they are at most `most`; otherwise more than
/// that, but not always how much. Source: F. J. Damerau, A technique for computer detection and correction of spelling errors (1964); the
/// weights are chosen.
pub(crate) fn within(a: &str, b: &str, most: f64) -> f64 {
    limited(a, b, most, change)
}

fn limited(a: &str, b: &str, most: f64, change: fn(u8, u8) -> f64) -> f64 {
    // No letter that one side lacks costs less than a doubled one.
    if a.len().abs_diff(b.len()) as f64 * 0.5 > most {
        return f64::MAX;
    }
    let width = b.len() + 1;
    if width <= SHORT {
        let (mut first, mut second, mut third) = ([0.0; SHORT], [0.0; SHORT], [0.0; SHORT]);
        let rows = [&mut first[..width], &mut second[..width], &mut third[..width]];
        return edits(a.as_bytes(), b.as_bytes(), (most, change), rows);
    }
    let (mut first, mut second, mut third) = (vec![0.0; width], vec![0.0; width], vec![0.0; width]);
    edits(a.as_bytes(), b.as_bytes(), (most, change), [&mut first, &mut second, &mut third])
}

/// Sounds that languages of one name exchange: Jamal and Gamal, Karim and Qarim, Igor and Ihor, Wladimir, Sergej.
const HEARD_ALIKE: [&[u8; 2]; 22] = [
    b"gj", b"gk", b"gh", b"hk", b"hC", b"jC", b"jS", b"CS", b"sS", b"sz", b"dz", b"tz", b"dt", b"bp", b"bv", b"fv",
    b"fp", b"uv", b"ij", b"kC", b"ds", b"st",
];

/// What it costs to hear one sound for another.
fn heard(a: u8, b: u8) -> f64 {
    let alike = HEARD_ALIKE.iter().any(|pair| **pair == [a, b] || **pair == [b, a]);
    if a != b && alike { 0.5 } else { change(a, b) }
}

/// How far two sounds of [`sound`] or [`skeleton`] are apart, if it is at most `most`; otherwise more than that.
pub(crate) fn heard_apart(a: &str, b: &str, most: f64) -> f64 {
    limited(a, b, most, heard)
}

fn edits(a: &[u8], b: &[u8], (most, change): (f64, fn(u8, u8) -> f64), rows: [&mut [f64]; 3]) -> f64 {
    let [mut before, mut last, mut row] = rows;
    for (at, letter) in b.iter().enumerate() {
        let previous = at.checked_sub(1).and_then(|at| b.get(at)).copied();
        last[at + 1] = last[at] + extra(*letter, previous);
    }
    let mut least_before = 0.0;
    for (i, left) in a.iter().enumerate() {
        let left_before = i.checked_sub(1).and_then(|i| a.get(i)).copied();
        let dropped = extra(*left, left_before);
        row[0] = last[0] + dropped;
        let mut least_of_row = row[0];
        for (j, right) in b.iter().enumerate() {
            let right_before = j.checked_sub(1).and_then(|j| b.get(j)).copied();
            let mut least =
                (last[j] + change(*left, *right)).min(last[j + 1] + dropped).min(row[j] + extra(*right, right_before));
            if left_before == Some(*right) && right_before == Some(*left) && left != right {
                least = least.min(before[j - 1] + 1.0);
            }
            row[j + 1] = least;
            least_of_row = least.min(least_of_row);
        }
        // Later rows come from this one, or by a swap from the one before.
        if least_of_row > most && least_before + 1.0 > most {
            return f64::MAX;
        }
        least_before = least_of_row;
        (before, last, row) = (last, row, before);
    }
    last.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(a: &str, b: &str) -> f64 {
        within(a, b, f64::MAX)
    }

    #[test]
    fn spellings_of_one_name_sound_alike() {
        for group in [
            "mohammed mohamed mohammad",
            "hussein hussain husayn",
            "yuri yuriy yury iouri",
            "sergey sergei serguei",
            "petrov petroff",
            "tatyana tatiana",
            "khaled kaled",
            "mahmoud mahmud",
            "yusuf youssef",
            "philip filip",
            "aleksei alexey",
            "chekhov tchekhov",
        ] {
            let sounds: Vec<String> = group.split(' ').map(sound).collect();
            let near = sounds.iter().all(|other| distance(&sounds[0], other) <= 1.0);
            assert!(near, "{group}: {sounds:?}");
        }
        assert_ne!(sound("hassan"), sound("hussein"));
    }

    #[test]
    fn distance_is_that_of_the_definition() {
        assert_eq!(distance("putin", "putin"), 0.0);
        assert_eq!(distance("putin", "putni"), 1.0);
        assert_eq!(distance("vladimir", "vladimr"), 0.7);
        assert_eq!(distance("vladimir", "vladimirr"), 0.5);
        assert_eq!(distance("smith", "smyth"), 0.5);
        assert_eq!(distance("smith", "snith"), 1.0);
        assert_eq!(distance("", "ab"), 1.7);
    }

    #[test]
    fn a_limit_changes_no_distance_below_it() {
        let words = [
            "",
            "a",
            "dodik",
            "ddik",
            "mohammed",
            "muhamad",
            "vladimir",
            "valdimir",
            "konstantinopolitanischedudelsackpfeifer",
        ];
        for a in words {
            for b in words {
                let exact = distance(a, b);
                for most in [0.5, 1.0, 1.7, 2.4, 30.0] {
                    let limited = within(a, b, most);
                    assert!(
                        if exact <= most { (limited - exact).abs() < 1e-9 } else { limited > most },
                        "{a} {b} {most}"
                    );
                }
            }
        }
    }

    #[test]
    fn scripts_without_vowels_meet_by_consonants() {
        for (a, b) in [
            ("mhmd", "mohamed"),
            ("hsn", "hassan"),
            ("khald", "khaled"),
            ("mhmwd", "mahmoud"),
            ("mshh", "moshe"),
            ("dwd", "david"),
        ] {
            assert_eq!(skeleton(&sound(a)), skeleton(&sound(b)), "{a} {b}");
        }
    }
}
