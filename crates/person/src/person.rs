//! What is known of one account's holder.

use crate::population::mixed;

/// One account's holder, as the operator's table has it. An empty text or `None` is a missing value: no evidence
/// either way. `residence_country` is left out on purpose: a country alone is never evidence.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    /// The caller's number for this account, for example its place among the sorted account ids.
    pub id: u32,
    /// Names as written: legal, native, kana, in any order. Only names in the same script are compared.
    pub names: Vec<String>,
    /// Date of birth as written. It need not exist in the calendar: that may be the typing error.
    pub birth_date: Option<BirthDate>,
    /// Email address, or a keyed hash of it.
    pub email: String,
    /// Telephone number, or a keyed hash of it.
    pub phone: String,
    /// Number of an identity document, where the operator has it beside the account.
    pub document_number: String,
    /// Postal address in one line.
    pub address: String,
    /// Postal code.
    pub postal_code: String,
}

impl Person {
    /// A fingerprint of everything but the id and the order of the names. It depends on nothing but these, so that an
    /// order by it is the same wherever and however often the records are read.
    pub(crate) fn content(&self) -> u64 {
        let texts = [&self.email, &self.phone, &self.document_number, &self.address, &self.postal_code];
        let date = self.birth_date.map_or(0, BirthDate::packed);
        let fields = texts.iter().fold(mixed(u64::from(date)), |hash, text| mixed(hash ^ fingerprint(text)));
        self.names.iter().fold(fields, |sum, name| sum.wrapping_add(fingerprint(name)))
    }
}

/// FNV-1a (Fowler, Noll and Vo, 1991) with a better mixed end.
fn fingerprint(text: &str) -> u64 {
    let fold = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    mixed(text.bytes().fold(0xcbf2_9ce4_8422_2325, fold))
}

/// A date of birth as its eight digits; 31 February is allowed, because it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BirthDate {
    /// Year, four digits.
    pub year: u16,
    /// Month as typed, two digits.
    pub month: u8,
    /// Day of the month as typed, two digits.
    pub day: u8,
}

impl BirthDate {
    /// Reads `YYYY-MM-DD`, `YYYYMMDD` or any other text that has exactly eight digits in that order.
    pub fn from_text(text: &str) -> Option<Self> {
        let mut digits = [0u32; 8];
        let mut count = 0;
        for digit in text.chars().filter_map(|c| c.to_digit(10)) {
            *digits.get_mut(count)? = digit;
            count += 1;
        }
        if count != 8 {
            return None;
        }
        let [a, b, c, d, e, f, g, h] = digits;
        let year = u16::try_from(a * 1000 + b * 100 + c * 10 + d).ok()?;
        Some(Self { year, month: u8::try_from(e * 10 + f).ok()?, day: u8::try_from(g * 10 + h).ok()? })
    }

    /// `YYYY-MM-DD`.
    pub fn to_text(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// The eight digits as one number.
    pub(crate) fn packed(self) -> u32 {
        u32::from(self.year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_typed() {
        assert_eq!(BirthDate::from_text("1971-06-24"), Some(BirthDate { year: 1971, month: 6, day: 24 }));
        assert_eq!(BirthDate::from_text("19371233").map(BirthDate::to_text).as_deref(), Some("1937-12-33"));
        assert_eq!(BirthDate::from_text("1971-6-24"), None);
        assert_eq!(BirthDate::from_text(""), None);
        assert_eq!(BirthDate::from_text("197106240"), None);
    }
}
