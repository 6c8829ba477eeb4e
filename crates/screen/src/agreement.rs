//! What two statements of a birth date say for and against one person.
//!
//! Bits are log2 of how much likelier such a pair of dates is for one person than for two. For two it is chance: adults
//! are born on some 20,000 days, so one pair in 20,000 agrees on a day, one in 55 on a year. For one it was counted on
//! 129 pairs of entries of two publishers that share the number of a paper (`cargo run --release -p sekisho-screen
//! --example births`): 97 % agree, 2.3 % differ in one digit, one pair contradicts itself. So few pairs say little of
//! contradictions, and who hides may lie: they never count so much that a rare name is set aside.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::birth::Birth;

/// Days on which adults of working age are born (55 years).
const ADULT_DAYS: f64 = 20_000.0;
/// *About* 1970 may be two years before or after (chosen).
const ABOUT_DAYS: i32 = 730;
/// Even of one person not all dates agree (bits; chosen: four in five do).
const AGREES_LESS: f64 = 0.3;
/// Day and month changed places: one date in 20,000 for two people, one in a hundred for one (chosen, rounded down).
const SWAPPED: f64 = 6.0;
/// One digit off: counted for one pair in 900 of two persons and three in 129 of one (4.4 bits, rounded down).
const DIGIT: f64 = 3.0;
/// The year agrees and the day does not: as often as chance has it (chosen).
const YEAR_ALONE: f64 = 0.0;
/// The years are neighbours: hardly less often than chance has it (chosen).
const NEXT_YEAR: f64 = -1.0;
/// Two days of years that are no neighbours: counted for 92 pairs in 100 of two persons and one in 129 of one (-6.9
/// bits).
const AGAINST_DAYS: f64 = -7.0;
/// The same where one of them is a year or a month only: such are told from hearsay (chosen).
const AGAINST_YEARS: f64 = -5.0;
/// The same where one of them is a guess, and the years are no further apart than guesses are wrong (chosen).
const GUESS_YEARS: i16 = 10;
const AGAINST_GUESS: f64 = -3.0;
/// So many dates of an entry are named.
const NAMED: usize = 3;

/// What the dates say.
#[derive(Clone, Debug, PartialEq)]
pub struct Agreement {
    /// For one person, or against.
    pub bits: f64,
    /// No date of one can be one of the other's.
    pub against: bool,
    /// The dates, and how they stand to each other.
    pub says: String,
}

/// How two dates stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stand {
    Against,
    NextYear,
    YearAlone,
    Digit,
    Swapped,
    Agrees,
}

/// The best that any two dates say: who has several may be told by either. Nothing when a side has none.
pub fn agreement(told: &[Birth], listed: &[Birth]) -> Option<Agreement> {
    let pairs = told.iter().flat_map(|told| listed.iter().map(move |listed| (told, listed)));
    let stands = pairs.map(|(told, listed)| (bits(told, listed), told, listed));
    let ((stand, bits), told, listed_one) = stands.max_by(|a, b| a.0.1.total_cmp(&b.0.1))?;
    // Of several dates one agrees by chance so much more often.
    let several = (listed.len() as f64).log2().min(bits.max(0.0));
    Some(Agreement {
        bits: bits - several,
        against: stand == Stand::Against,
        says: says(stand, (told, listed_one), listed),
    })
}

/// How two dates stand, and what that says.
fn bits(told: &Birth, listed: &Birth) -> (Stand, f64) {
    let stand = stand(told, listed);
    let days = told.day().is_some() && listed.day().is_some();
    let bits = match stand {
        Stand::Agrees => (ADULT_DAYS / width(told).max(width(listed))).log2().max(0.0) - AGREES_LESS,
        Stand::Swapped => SWAPPED,
        Stand::Digit => DIGIT,
        Stand::YearAlone => YEAR_ALONE,
        Stand::NextYear => NEXT_YEAR,
        Stand::Against if (told.about || listed.about) && years_apart(told, listed) <= GUESS_YEARS => AGAINST_GUESS,
        Stand::Against if days && !placeholder(told) && !placeholder(listed) => AGAINST_DAYS,
        Stand::Against => AGAINST_YEARS,
    };
    (stand, bits)
}

fn stand(told: &Birth, listed: &Birth) -> Stand {
    let (from, to) = ends(told);
    let (listed_from, listed_to) = ends(listed);
    if from <= listed_to && listed_from <= to {
        return Stand::Agrees;
    }
    let days = told.day().zip(listed.day());
    if days.is_some_and(|(a, b)| a.year() == b.year() && a.month() == b.day() && a.day() == b.month()) {
        return Stand::Swapped;
    }
    if days.is_some_and(|(a, b)| digits_apart(&a.to_string(), &b.to_string()) == 1) {
        return Stand::Digit;
    }
    match years_apart(told, listed) {
        ..=0 => Stand::YearAlone,
        1 => Stand::NextYear,
        _ => Stand::Against,
    }
}

/// Years between the ends that are nearest; none or fewer when they overlap.
fn years_apart(told: &Birth, listed: &Birth) -> i16 {
    (told.first.year() - listed.last.year()).max(listed.first.year() - told.last.year())
}

fn digits_apart(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count()
}

/// 1 January often stands for a day that nobody knows.
fn placeholder(birth: &Birth) -> bool {
    birth.day().is_some_and(|day| (day.month(), day.day()) == (1, 1))
}

/// The first and the last day that a statement allows.
fn ends(birth: &Birth) -> (Date, Date) {
    let wide = if placeholder(birth) { birth.in_years() } else { *birth };
    let more = if birth.about { ABOUT_DAYS } else { 0 }.days();
    (wide.first.saturating_sub(more), wide.last.saturating_add(more))
}

fn width(birth: &Birth) -> f64 {
    let (from, to) = ends(birth);
    f64::from((to - from).get_days() + 1)
}

fn says(stand: Stand, (told, listed): (&Birth, &Birth), all: &[Birth]) -> String {
    let unknown =
        if placeholder(told) || placeholder(listed) { " (1 January may stand for an unknown day)" } else { "" };
    let same = told == listed;
    match stand {
        Stand::Agrees if same => format!("birth {} {told} agrees{unknown}", kind(told)),
        Stand::Agrees => format!("birth {} {told} agrees with {listed}{unknown}", kind(told)),
        Stand::Swapped => format!("birth date {told} agrees with {listed} if day and month changed places"),
        Stand::Digit => format!("birth date {told} differs from {listed} in one digit"),
        Stand::YearAlone => format!("birth date {told} agrees with {listed} in the year alone"),
        Stand::NextYear | Stand::Against => {
            let year = told.in_years();
            let mut years: Vec<String> = all.iter().map(|one| one.in_years().to_string()).collect();
            years.sort_unstable();
            years.dedup();
            let more = if years.len() > NAMED { ", and others" } else { "" };
            years.truncate(NAMED);
            format!("birth year {year} is not {}{more}", years.join(" or "))
        }
    }
}

fn kind(birth: &Birth) -> &'static str {
    match ((birth.last - birth.first).get_days(), birth.about) {
        (0, _) => "date",
        (..31, false) => "month",
        (..366, _) => "year",
        _ => "date",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(told: &str, listed: &[&str]) -> Agreement {
        let listed: Vec<Birth> = listed.iter().map(|text| Birth::read(text).unwrap()).collect();
        agreement(&[Birth::read(told).unwrap()], &listed).unwrap()
    }

    #[test]
    fn a_finer_agreement_says_more() {
        let bits = |told: &str, listed: &str| of(told, &[listed]).bits;
        let falling = [
            bits("1970-03-12", "12 Mar 1970"),
            bits("1970-03-12", "Mar 1970"),
            bits("1970-03-12", "1970"),
            bits("1970-03-12", "1970 to 1975"),
            bits("1970-03-12", "circa 1970 to 1975"),
            bits("1970-03-12", "1970-07-30"),
            bits("1970-03-12", "1971-07-30"),
            bits("1970-03-12", "circa 1976"),
            bits("1970-03-12", "1984"),
            bits("1970-03-12", "1984-05-30"),
        ];
        assert!(falling.is_sorted_by(|more, less| more > less), "{falling:?}");
        assert!((13.0..15.0).contains(&falling[0]) && (5.0..6.0).contains(&falling[2]), "{falling:?}");
    }

    #[test]
    fn slips_of_the_pen_are_weak_either_way() {
        for (told, listed) in [("1970-03-12", "1970-12-03"), ("1970-03-12", "1980-03-12"), ("1970-03-12", "1970-03-17")]
        {
            let slip = of(told, &[listed]);
            assert!(!slip.against && slip.bits > 0.0 && slip.bits < 7.0, "{told} {listed} {slip:?}");
        }
        assert!(of("1970-03-12", &["1970-12-03"]).says.contains("if day and month changed places"));
    }

    #[test]
    fn the_first_of_january_is_a_year() {
        let day = of("1970-03-12", &["12 Mar 1970"]).bits;
        for (told, listed) in [("1970-01-01", "1970-01-01"), ("1970-01-01", "1970-03-12"), ("1970-03-12", "1 Jan 1970")]
        {
            let year = of(told, &[listed]);
            assert!(!year.against && (year.bits - of(told, &["1970"]).bits).abs() < 0.1, "{year:?}");
            assert!(year.bits < day - 7.0 && year.says.contains("1 January"), "{year:?}");
        }
        assert!(of("1984-01-01", &["1970-03-12"]).bits > of("1984-02-01", &["1970-03-12"]).bits);
    }

    #[test]
    fn one_date_of_several_is_enough_and_says_a_little_less() {
        let one = of("1970-03-12", &["1970-03-12"]);
        let several = of("1970-03-12", &["1965", "1970-03-12", "1971-02-03", "1972"]);
        assert!(!several.against && (one.bits - several.bits - 2.0).abs() < 1e-9);
        assert_eq!(several.says, "birth date 1970-03-12 agrees");
        assert!(agreement(&[], &[]).is_none());
    }

    #[test]
    fn a_contradiction_is_one_between_two_statements() {
        let against = of("1984-02-01", &["1970-03-12", "circa 1972"]);
        assert!(against.against && against.bits < 0.0);
        assert_eq!(against.says, "birth year 1984 is not 1970 or about 1972");
        assert_eq!(of("1984", &["1970"]).says, "birth year 1984 is not 1970");
        assert_eq!(of("1970", &["1970-03-12"]).says, "birth year 1970 agrees with 1970-03-12");
        assert_eq!(of("1970-03", &["1970-03"]).says, "birth month 1970-03 agrees");
        let many = of("1984", &["1970", "1960", "1950", "1940"]).says;
        assert_eq!(many, "birth year 1984 is not 1940 or 1950 or 1960, and others");
    }
}
