//! How two email addresses agree.

use crate::agreement::Agreement;
use crate::population::{Email, Population};
use crate::words::Word;

/// A provider that this many accounts use, and more than [`COMMON_SHARE`] of all, is no sign of kinship. Chosen: twice
/// what one team would have.
const COMMON_HOLDERS: u32 = 20;
/// See [`COMMON_HOLDERS`]. Chosen: small providers of one country stay below it in a worldwide population.
const COMMON_SHARE: f64 = 0.005;

/// Levels: 0 agrees, 1 one or two slips, 2 similar, 3 same local part, 4 same rare domain, 5 differs. `None` where the
/// likeness follows from the names alone (`minsu.kim@` at two providers): names are compared already.
pub(crate) fn compare(population: &Population, a: Email, b: Email) -> Option<Agreement> {
    let plain = |level| Some(Agreement::plain(level));
    let same_local = a.local == b.local;
    if same_local && a.domain == b.domain {
        let holders = population.locals.holders(a.local);
        return Some(Agreement::on(0, population.locals.share_of_whole(0.0, holders)));
    }
    let (domain_a, domain_b) = (population.domains.word(a.domain), population.domains.word(b.domain));
    let by_name = a.made_of_name || b.made_of_name;
    let (common_a, common_b) = (is_common(population, domain_a), is_common(population, domain_b));
    if common_a && common_b {
        let alike = same_local || (a.domain == b.domain && one_slip(population, a, b));
        return match (alike, by_name) {
            (true, true) => None,
            (true, false) => plain(if same_local { 3 } else { 1 }),
            (false, _) => plain(5),
        };
    }
    if let Some(level) = whole_level(population, a, b) {
        let by_name_alone = level > 1 && by_name && !alike(domain_a.text, domain_b.text);
        return if by_name_alone { None } else { plain(level) };
    }
    if same_local {
        return if by_name { None } else { plain(3) };
    }
    if a.domain == b.domain && !domain_a.text.is_empty() {
        return Some(Agreement::on(4, population.domains.share(domain_a.count)));
    }
    plain(5)
}

/// Whether so many use a domain that it is no sign of kinship.
pub(crate) fn is_common(population: &Population, domain: Word<'_>) -> bool {
    let holders = domain.count;
    holders >= COMMON_HOLDERS && f64::from(holders) > COMMON_SHARE * population.size()
}

/// Whether one domain may be a mistyped other: the part before the ending is at most two slips in five letters away.
/// A fallen `@` leaves an empty domain, which may be any.
fn alike(a: &str, b: &str) -> bool {
    let (Some((a, _)), Some((b, _))) = (a.rsplit_once('.'), b.rsplit_once('.')) else { return true };
    strsim::osa_distance(a, b) * 5 <= a.chars().count().max(b.chars().count()) * 2
}

/// One slip among the letters; other digits are another person (`minsu92`, `minsu93`).
fn one_slip(population: &Population, a: Email, b: Email) -> bool {
    if a.letters.fewest_slips(b.letters) > 1 {
        return false;
    }
    let (a, b) = (population.locals.text(a.local), population.locals.text(b.local));
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    a.len().min(b.len()) >= 6 && strsim::osa_distance(a, b) <= 1 && digits(a) == digits(b)
}

/// Slips over the whole address, because they also hit the `@`: up to two, or one in four characters.
fn whole_level(population: &Population, a: Email, b: Email) -> Option<u8> {
    let limit = usize::from(a.letters.chars.max(b.letters.chars)) / 4;
    // An `@` that fell away is one more slip.
    if a.letters.fewest_slips(b.letters) > limit + 1 {
        return None;
    }
    let whole =
        |email: Email| format!("{}@{}", population.locals.text(email.local), population.domains.text(email.domain));
    let distance = strsim::osa_distance(&whole(a), &whole(b));
    match distance {
        0..=2 => Some(1),
        d if d <= limit => Some(2),
        _ => None,
    }
}
