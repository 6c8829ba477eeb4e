//! Whether two written names are one person's.

use sekisho_names::{Judgement, Kind, Verdict, judge};

use crate::keys::name_key;

/// Names are one if they are judged so or meet from end to end. What cannot be decided is unknown: a name that is
/// abbreviated, or lacks parts, neither accuses nor acquits.
fn verdict(judged: &Judgement) -> Option<bool> {
    match judged.verdict {
        _ if judged.meets() => Some(true),
        Verdict::Same => Some(true),
        Verdict::Different => Some(false),
        Verdict::Undecided => None,
    }
}

/// Whether a name is one of several others: one that it is decides it; else one that contradicts does.
pub fn one_of<'a>(name: &'a str, others: impl Iterator<Item = &'a str>) -> Option<bool> {
    decided(others.map(|other| (name, other)).collect())
}

/// Whether two holders may be one by the names that they are registered under, in every script. Where both have a name in
/// characters, these are compared with each other and not with names in letters: it costs a hundred times as much, and
/// says nothing new.
pub fn one_holder<T: AsRef<str>>(first: &[T], second: &[T]) -> Option<bool> {
    let pairs = first.iter().flat_map(|one| second.iter().map(move |other| (one.as_ref(), other.as_ref())));
    let both = [first, second].iter().all(|names| names.iter().any(|name| in_characters(name.as_ref())));
    decided(pairs.filter(|pair| alike(pair) || !both).collect())
}

/// Names that are written alike first, then those of like script, which are quickly judged.
fn decided(mut pairs: Vec<(&str, &str)>) -> Option<bool> {
    if pairs.iter().any(|(one, other)| name_key(one) == name_key(other)) {
        return Some(true);
    }
    pairs.sort_by_key(|pair| !alike(pair));
    let mut answer = None;
    for (one, other) in pairs {
        match verdict(&judge(one, other, Kind::Person)) {
            Some(true) => return Some(true),
            Some(false) => answer = Some(false),
            None => {}
        }
    }
    answer
}

/// Whether both are written in characters, or neither is.
fn alike((one, other): &(&str, &str)) -> bool {
    in_characters(one) == in_characters(other)
}

/// Whether there are Chinese characters, which are read in several ways.
fn in_characters(name: &str) -> bool {
    name.chars()
        .any(|letter| matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}'))
}

/// Whether some part of one name is a part of the other: a given name after a marriage, a family name among relatives.
pub fn name_in_common(first: &str, second: &str) -> bool {
    name_key(first) == name_key(second) || !judge(first, second, Kind::Person).parts.is_empty()
}

/// How much it says that a name of the first is one of the second, in bits by its rarity; nothing when none is.
pub fn one_holder_bits<T: AsRef<str>>(first: &[T], second: &[T]) -> Option<f64> {
    let pairs = first.iter().flat_map(|one| second.iter().map(move |other| (one.as_ref(), other.as_ref())));
    let judged = pairs.map(|(one, other)| judge(one, other, Kind::Person));
    judged.filter(|judged| verdict(judged) == Some(true)).map(|judged| judged.bits).max_by(f64::total_cmp)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_name(first: &str, second: &str) -> Option<bool> {
        one_of(first, [second].into_iter())
    }

    #[test]
    fn a_name_in_any_script_is_one_and_half_a_name_decides_nothing() {
        assert_eq!(one_name("金 英哲", "KIM YONG CHOL"), Some(true));
        assert_eq!(one_name("Hanako Sample", "SAMPLE, Hanako"), Some(true));
        assert_eq!(one_name("Hanako Sample", "Tarou Example"), Some(false));
        assert_eq!(one_name("Hanako Sample", "Hanako"), None);
        assert!(name_in_common("Hanako Sample", "Hanako Tachibana"));
        assert!(!name_in_common("Hanako Sample", "Tarou Tachibana"));
    }

    #[test]
    fn one_writing_that_meets_outweighs_one_that_does_not() {
        let both = ["Mary Hughes", "金 英哲"];
        assert_eq!(one_holder(&both, &["ｷﾑ ﾖﾝﾁﾖﾙ", "Anna Smith"]), Some(true));
        assert_eq!(one_holder(&both, &["Anna Smith", "Mary"]), Some(false));
        assert_eq!(one_of("金 英哲", ["Mary Hughes", "ｷﾑ ﾖﾝﾁﾖﾙ"].into_iter()), Some(true));
        assert_eq!(one_holder::<&str>(&both, &[]), None);
        assert!(one_holder_bits(&both, &["ｷﾑ ﾖﾝﾁﾖﾙ"]).is_some_and(|bits| bits > 8.0));
        assert_eq!(one_holder_bits(&both, &["Anna Smith"]), None);
    }
}
