//! Machine-readable zones of passports (ICAO Doc 9303, format TD3).

use crate::calendar::year_month_day;

/// What a passport says.
pub struct PassportText<'a> {
    /// ISO 3166-1 alpha-3 of the issuing state.
    pub state: &'a str,
    /// Family name in Latin letters.
    pub family: &'a str,
    /// Given names in Latin letters.
    pub given: &'a str,
    /// Document number, at most nine letters and digits.
    pub number: &'a str,
    /// Date of birth in days since 1970.
    pub born: i32,
    /// `M`, `F` or `<`.
    pub sex: char,
    /// Last day of validity in days since 1970.
    pub expires: i32,
}

/// The two lines of 44 characters, joined by a line break.
pub fn passport(text: &PassportText<'_>) -> String {
    let names = padded(&format!("{}<<{}", letters(text.family), letters(text.given)), 39);
    let number = padded(text.number, 9);
    let (born, expires) = (six_digits(text.born), six_digits(text.expires));
    let personal = "<<<<<<<<<<<<<<0";
    let checked = format!("{number}{}{}{}{personal}", check_digit(&number), with_check(&born), with_check(&expires));
    format!(
        "P<{}{names}\n{number}{}{}{}{}{}{personal}{}",
        text.state,
        check_digit(&number),
        text.state,
        with_check(&born),
        text.sex,
        with_check(&expires),
        check_digit(&checked)
    )
}

/// The check digit of ICAO Doc 9303 part 3, section 4.9: weights 7, 3, 1, modulo 10.
pub fn check_digit(text: &str) -> u32 {
    let value = |letter: char| match letter {
        '0'..='9' => letter as u32 - '0' as u32,
        'A'..='Z' => letter as u32 - 'A' as u32 + 10,
        _ => 0,
    };
    text.chars().zip([7, 3, 1].into_iter().cycle()).map(|(letter, weight)| value(letter) * weight).sum::<u32>() % 10
}

fn with_check(digits: &str) -> String {
    format!("{digits}{}", check_digit(digits))
}

fn six_digits(days: i32) -> String {
    let (year, month, day) = year_month_day(days);
    format!("{:02}{month:02}{day:02}", year.rem_euclid(100))
}

fn letters(name: &str) -> String {
    let spelt = |letter: char| if letter.is_ascii_alphabetic() { letter.to_ascii_uppercase() } else { '<' };
    name.chars().map(spelt).collect()
}

fn padded(text: &str, width: usize) -> String {
    let mut out: String = text.chars().take(width).collect();
    while out.len() < width {
        out.push('<');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The specimen of ICAO Doc 9303 part 4.
    #[test]
    fn agrees_with_the_published_specimen() {
        assert_eq!(check_digit("L898902C3"), 6);
        assert_eq!(check_digit("740812"), 2);
        assert_eq!(check_digit("120415"), 9);
        assert_eq!(check_digit("ZE184226B<<<<<"), 1);
        assert_eq!(check_digit("L898902C3674081221204159ZE184226B<<<<<1"), 0);
    }

    #[test]
    fn lines_have_the_right_length() {
        let text = PassportText {
            state: "JPN",
            family: "Yamada",
            given: "Hanako",
            number: "TK1234567",
            born: 7_300,
            sex: 'F',
            expires: 21_000,
        };
        let zone = passport(&text);
        assert!(zone.lines().all(|line| line.len() == 44), "{zone}");
        assert!(zone.starts_with("P<JPNYAMADA<<HANAKO<"));
    }
}
