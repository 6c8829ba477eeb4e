//! How two dates of birth agree.

use crate::person::BirthDate;

/// Level of [`crate::field`]'s dates of birth: 0 agrees, 1 one slip, 2 two of three agree, 3 all near, 4 differs.
pub(crate) fn compare(a: BirthDate, b: BirthDate) -> u8 {
    if a == b {
        return 0;
    }
    if one_slip(a, b) {
        return 1;
    }
    let same = [a.year == b.year, a.month == b.month, a.day == b.day];
    if same.iter().filter(|&&s| s).count() == 2 {
        return 2;
    }
    let near = near_year(a.year, b.year) && a.month.abs_diff(b.month) <= 1 && a.day.abs_diff(b.day) <= 2;
    if near { 3 } else { 4 }
}

/// A year is near when it is off by one or by one decade.
fn near_year(a: u16, b: u16) -> bool {
    matches!(a.abs_diff(b), 0 | 1 | 10)
}

/// One wrong digit, two neighbouring digits exchanged, or day and month exchanged.
fn one_slip(a: BirthDate, b: BirthDate) -> bool {
    if a.year == b.year && a.month == b.day && a.day == b.month {
        return true;
    }
    let (a, b) = (digits(a), digits(b));
    let mut wrong = a.iter().zip(&b).enumerate().filter(|(_, (x, y))| x != y).map(|(place, _)| place);
    match (wrong.next(), wrong.next(), wrong.next()) {
        (Some(_), None, None) => true,
        (Some(i), Some(j), None) if j == i + 1 => a.get(i) == b.get(j) && a.get(j) == b.get(i),
        _ => false,
    }
}

fn digits(date: BirthDate) -> [u32; 8] {
    let mut rest = date.packed();
    let mut digits = [0; 8];
    for digit in digits.iter_mut().rev() {
        *digit = rest % 10;
        rest /= 10;
    }
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(a: &str, b: &str) -> u8 {
        compare(BirthDate::from_text(a).unwrap(), BirthDate::from_text(b).unwrap())
    }

    #[test]
    fn levels() {
        assert_eq!(level("1971-06-24", "1971-06-24"), 0);
        assert_eq!(level("1971-06-24", "1971-05-24"), 1);
        assert_eq!(level("1971-06-24", "1917-06-24"), 1);
        assert_eq!(level("1971-06-04", "1971-04-06"), 1);
        assert_eq!(level("1971-06-24", "1984-06-24"), 2);
        assert_eq!(level("1971-06-24", "1981-07-23"), 3);
        assert_eq!(level("1971-06-24", "1990-01-02"), 4);
    }
}
