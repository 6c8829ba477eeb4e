//! The check digits of machine-readable zones.
//!
//! ICAO Doc 9303, part 3, section 4.9: each character has a value (digits their own, A to Z 10 to 35, `<` 0), the
//! values are weighted 7, 3, 1 in turn, and the last digit of the sum is the check digit. Where the fields stand:
//! part 4 (TD3, passports), part 5 (TD1, cards), part 6 (TD2), part 7 (visas in the sizes of TD3 and TD2, which have no
//! composite digit). Other national layouts of the same sizes, save the French one, are not known here.

/// What the check digits say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MrzVerdict {
    /// Every check digit agrees with its field.
    Right,
    /// A check digit disagrees: the zone was mistyped, misread or invented.
    Wrong {
        /// The first field that disagrees, in the order of the zone; `composite` is the digit over all of them.
        field: &'static str,
    },
    /// Not a zone of a known shape, so nothing is said.
    Unreadable,
}

/// Checks a machine-readable zone, its lines parted by line breaks or run together.
pub fn check(mrz: &str) -> MrzVerdict {
    let lines: Vec<&[u8]> = mrz.lines().map(|line| line.trim().as_bytes()).filter(|line| !line.is_empty()).collect();
    let zone = lines.concat();
    let broken = lines.len() > 1 && lines.iter().any(|line| line.len() * lines.len() != zone.len());
    if broken || !zone.iter().all(|letter| value(*letter).is_some()) {
        return MrzVerdict::Unreadable;
    }
    let visa = zone.first() == Some(&b'V');
    // Run together, 72 and 88 letters are two lines, 90 are three.
    match (zone.len(), lines.len()) {
        (90, 1 | 3) => td1(&zone),
        (72, 1 | 2) if visa => visa_fields(&zone[36..]),
        (72, 1 | 2) if zone.starts_with(b"IDFRA") => french_card(&zone),
        (72, 1 | 2) => td2(&zone[36..]),
        (88, 1 | 2) if visa => visa_fields(&zone[44..]),
        (88, 1 | 2) => td3(&zone[44..]),
        _ => MrzVerdict::Unreadable,
    }
}

/// Fields with their check digits, in the order in which they are looked at.
type Fields<'a> = [(&'static str, Vec<u8>, u8)];

fn td1(zone: &[u8]) -> MrzVerdict {
    let (upper, middle) = (&zone[..30], &zone[30..60]);
    let (number, digit) = document_number(&upper[5..14], upper[14], &upper[15..30]);
    let composite = [&upper[5..30], &middle[..7], &middle[8..15], &middle[18..29]].concat();
    verdict(&[
        ("document number", number, digit),
        ("birth date", middle[..6].to_vec(), middle[6]),
        ("expiry date", middle[8..14].to_vec(), middle[14]),
        ("composite", composite, middle[29]),
    ])
}

fn td2(lower: &[u8]) -> MrzVerdict {
    let (number, digit) = document_number(&lower[..9], lower[9], &lower[28..35]);
    let composite = [&lower[..10], &lower[13..20], &lower[21..35]].concat();
    verdict(&[
        ("document number", number, digit),
        ("birth date", lower[13..19].to_vec(), lower[19]),
        ("expiry date", lower[21..27].to_vec(), lower[27]),
        ("composite", composite, lower[35]),
    ])
}

fn td3(lower: &[u8]) -> MrzVerdict {
    let composite = [&lower[..10], &lower[13..20], &lower[21..43]].concat();
    verdict(&[
        ("document number", lower[..9].to_vec(), lower[9]),
        ("birth date", lower[13..19].to_vec(), lower[19]),
        ("expiry date", lower[21..27].to_vec(), lower[27]),
        ("personal number", lower[28..42].to_vec(), lower[42]),
        ("composite", composite, lower[43]),
    ])
}

fn visa_fields(lower: &[u8]) -> MrzVerdict {
    verdict(&[
        ("document number", lower[..9].to_vec(), lower[9]),
        ("birth date", lower[13..19].to_vec(), lower[19]),
        ("expiry date", lower[21..27].to_vec(), lower[27]),
    ])
}

/// The French identity card of 1988 to 2021 has the size of TD2 and a layout of its own; read as TD2 every honest one
/// would be wrong. The positions are those of the public
/// specimen (BERTHIER), whose three digits they satisfy.
fn french_card(zone: &[u8]) -> MrzVerdict {
    let lower = &zone[36..];
    verdict(&[
        ("document number", lower[..12].to_vec(), lower[12]),
        ("birth date", lower[27..33].to_vec(), lower[33]),
        ("composite", zone[..71].to_vec(), lower[35]),
    ])
}

/// A document number of more than nine characters goes on in the optional data, its check digit last, and has a filler
/// where that digit would stand (part 5, section 4.2.2, and part 6).
fn document_number(main: &[u8], digit: u8, optional: &[u8]) -> (Vec<u8>, u8) {
    let rest = optional.split(|letter| *letter == b'<').next().unwrap_or_default();
    match rest.split_last() {
        Some((last, rest)) if digit == b'<' => ([main, rest].concat(), *last),
        _ => (main.to_vec(), digit),
    }
}

fn verdict(fields: &Fields) -> MrzVerdict {
    let wrong = fields.iter().find(|(_, letters, digit)| !agrees(letters, *digit));
    wrong.map_or(MrzVerdict::Right, |(field, ..)| MrzVerdict::Wrong { field })
}

/// An empty field may have a filler for its check digit (part 4, section 4.2.2, on the personal number).
fn agrees(letters: &[u8], digit: u8) -> bool {
    let empty = digit == b'<' && letters.iter().all(|letter| *letter == b'<');
    empty || digit == check_digit(letters)
}

fn check_digit(letters: &[u8]) -> u8 {
    let values = letters.iter().filter_map(|letter| value(*letter));
    let sum: u32 = values.zip([7, 3, 1].into_iter().cycle()).map(|(value, weight)| value * weight).sum();
    b'0' + (sum % 10) as u8
}

fn value(letter: u8) -> Option<u32> {
    match letter {
        b'0'..=b'9' => Some(u32::from(letter - b'0')),
        b'A'..=b'Z' => Some(u32::from(letter - b'A') + 10),
        b'<' => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The specimens of ICAO Doc 9303: part 5 (TD1), part 6 (TD2), part 4 (TD3), part 7 (MRV-A and MRV-B).
    const TD1: &str = "I<UTOD231458907<<<<<<<<<<<<<<<\n7408122F1204159UTO<<<<<<<<<<<6\nERIKSSON<<ANNA<MARIA<<<<<<<<<<";
    const TD2: &str = "I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nD231458907UTO7408122F1204159<<<<<<<6";
    const TD3: &str = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    const MRV_A: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL8988901C4XXX4009078F96121096ZE184226B<<<<<<";
    const MRV_B: &str = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<\nL8988901C4XXX4009078F9612109<<<<<<<<";
    const FRENCH: &str = "IDFRABERTHIER<<<<<<<<<<<<<<<<<<<<<<<\n8806923102858CORINNE<<<<<<<6512068F6";

    #[test]
    fn the_specimens_are_right() {
        for specimen in [TD1, TD2, TD3, MRV_A, MRV_B, FRENCH] {
            assert_eq!(check(specimen), MrzVerdict::Right, "{specimen}");
            assert_eq!(check(&specimen.replace('\n', "")), MrzVerdict::Right, "run together");
            assert_eq!(check(&specimen.replace('\n', "\r\n")), MrzVerdict::Right, "other line breaks");
        }
    }

    /// Every digit of every checked field, changed by one; weights 7, 3 and 1 have no factor in common with 10, so no
    /// single change of a digit can hide.
    #[test]
    fn any_flipped_digit_is_found() {
        for specimen in [TD1, TD2, TD3, MRV_A, MRV_B, FRENCH] {
            // A visa's optional data carries no digit.
            let checked =
                if specimen.starts_with('V') { specimen.len() - 16.min(specimen.len() - 65) } else { specimen.len() };
            for (at, letter) in specimen.char_indices().filter(|(at, letter)| *at < checked && letter.is_ascii_digit())
            {
                let other = if letter == '9' { '0' } else { char::from(letter as u8 + 1) };
                let mut wrong = specimen.to_owned();
                wrong.replace_range(at..=at, &other.to_string());
                assert!(matches!(check(&wrong), MrzVerdict::Wrong { .. }), "{wrong}");
            }
        }
    }

    #[test]
    fn the_field_that_disagrees_is_named() {
        let field = |from: &str, to: &str| check(&TD3.replace(from, to));
        assert_eq!(field("L898902C3", "L898902C4"), MrzVerdict::Wrong { field: "document number" });
        assert_eq!(field("740812", "740813"), MrzVerdict::Wrong { field: "birth date" });
        assert_eq!(field("120415", "130415"), MrzVerdict::Wrong { field: "expiry date" });
        assert_eq!(field("ZE184226B", "ZE184226C"), MrzVerdict::Wrong { field: "personal number" });
        assert_eq!(field("<10", "<11"), MrzVerdict::Wrong { field: "composite" });
    }

    #[test]
    fn long_numbers_and_empty_fields_follow_their_own_rules() {
        // Nine characters, a filler, the rest and its digit; both digits worked out by hand from the rule.
        let number: Vec<u8> = b"D23145890734".to_vec();
        let digit = char::from(check_digit(&number));
        let upper = format!("I<UTOD23145890<734{digit}<<<<<<<<<<<");
        let middle = "7408122F1204159UTO<<<<<<<<<<<";
        let zone = [&upper.as_bytes()[5..], b"7408122", b"1204159", b"<<<<<<<<<<<"].concat();
        let composite = char::from(check_digit(&zone));
        let long = format!("{upper}\n{middle}{composite}\nERIKSSON<<ANNA<MARIA<<<<<<<<<<");
        assert_eq!(check(&long), MrzVerdict::Right);
        assert_eq!(check(&long.replace("<734", "<744")), MrzVerdict::Wrong { field: "document number" });
        let no_personal_number =
            "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159<<<<<<<<<<<<<<<8";
        assert_eq!(check(no_personal_number), MrzVerdict::Right);
    }

    #[test]
    fn other_shapes_are_unreadable() {
        let short = &TD3[..TD3.len() - 1];
        for other in ["", "x", "9f86d081884c7d65", short, &TD3.to_lowercase(), &TD1.replace("\nE", "E"), &TD1[..61]] {
            assert_eq!(check(other), MrzVerdict::Unreadable, "{other}");
        }
        assert_eq!(check("é".repeat(45).as_str()), MrzVerdict::Unreadable);
    }
}
