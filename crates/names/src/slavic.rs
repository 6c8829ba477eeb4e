//! Surnames that bend: men and women of one family, and how states write their ends (Petrov, Petroff, Petrow, Piatrou; Petrova).

/// Ends of one kind in the spellings of several states, each with the form that stands for all. Longest first.
const ENDS: [(&str, &str); 33] = [
    ("skaya", "ski"),
    ("skaia", "ski"),
    ("skaja", "ski"),
    ("skiy", "ski"),
    ("skij", "ski"),
    ("skyi", "ski"),
    ("skii", "ski"),
    ("ska", "ski"),
    ("sky", "ski"),
    ("ski", "ski"),
    ("tskyi", "cki"),
    ("ieva", "ev"),
    ("yeva", "ev"),
    ("jewa", "ev"),
    ("iewa", "ev"),
    ("yov", "ev"),
    ("yova", "ev"),
    ("iev", "ev"),
    ("yev", "ev"),
    ("jew", "ev"),
    ("iew", "ev"),
    ("eff", "ev"),
    ("eva", "ev"),
    ("ewa", "ev"),
    ("ew", "ev"),
    ("iou", "ev"),
    ("off", "ov"),
    ("ova", "ov"),
    ("owa", "ov"),
    ("ow", "ov"),
    ("ou", "ov"),
    ("au", "ov"),
    ("ina", "in"),
];
/// A stem is as long as this.
const LEAST_STEM: usize = 3;

/// The stem of a surname and the form of its end that stands for all.
fn parted(text: &str) -> Option<(&str, &str)> {
    let plain = [("ov", "ov"), ("ev", "ev"), ("in", "in"), ("yn", "in")];
    let found = ENDS.iter().chain(&plain).find_map(|(end, form)| Some((text.strip_suffix(end)?, *form)));
    found.filter(|(stem, _)| stem.len() >= LEAST_STEM)
}

/// Ends that surnames have and given names hardly: of -in only those that Agustin and Joaquin do not have.
const FAMILY_ENDS: [&str; 15] =
    ["ov", "ev", "sky", "ski", "skiy", "skii", "kin", "shin", "chin", "zhin", "lin", "nin", "hin", "syn", "itin"];

/// Whether a word ends as Slavic surnames do that have a form for women.
pub(crate) fn is_family(text: &str) -> bool {
    FAMILY_ENDS.iter().any(|end| text.ends_with(end))
}

/// Two words are one family's surname, in forms for a man and a woman or of several states.
pub(crate) fn one_family(a: &str, b: &str) -> bool {
    let (Some((one, end)), Some((other, other_end))) = (parted(a), parted(b)) else { return false };
    let vowel = |end: &str| matches!(end, "ov" | "ev");
    let ends = end == other_end || (vowel(end) && vowel(other_end));
    ends && (is_family(a) || is_family(b)) && stems(one, other)
}

/// Russian G is H in Ukraine and Belarus, and unstressed O is A there.
fn stems(a: &str, b: &str) -> bool {
    // German writes J for the Y before a vowel, Polish and French leave it out.
    let plain = |text: &str| {
        let text = text.strip_prefix(['j', 'y']).filter(|rest| rest.starts_with(['e', 'a', 'u'])).unwrap_or(text);
        crate::latin::sound(&text.replace('o', "a").replace("kh", "h").replace('g', "h"))
    };
    plain(a) == plain(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_family_in_two_states() {
        for (a, b) in [
            ("petrov", "petrova"),
            ("petrov", "petroff"),
            ("morozow", "morozov"),
            ("kovalev", "kavaliou"),
            ("golovanov", "halavanau"),
            ("dostoevsky", "dostoevskaya"),
            ("nikitin", "nikitina"),
        ] {
            assert!(one_family(a, b), "{a} {b}: {:?} {:?}", parted(a), parted(b));
        }
        for (a, b) in [("petrov", "pavlov"), ("ivan", "ivana"), ("barlow", "barlou"), ("agustin", "agustina")] {
            assert!(!one_family(a, b), "{a} {b}");
        }
    }
}
