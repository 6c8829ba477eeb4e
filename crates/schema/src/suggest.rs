//! "Did you mean": the nearest of some names.

/// The candidate nearest to `wrong` by Damerau-Levenshtein distance, when it is near enough to be a slip of the pen
/// (at most a third of the letters, but one in any case).
pub fn nearest<'a>(wrong: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (wrong.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(wrong, candidate), candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, candidate)| candidate)
}
