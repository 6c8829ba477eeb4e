//! Codes of countries and currencies.

use std::fmt;

/// A code of up to four ASCII letters, such as `JP` or `JPY`; the empty one when it is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u32);

impl Code {
    /// No code.
    pub const NONE: Self = Self(0);

    /// The code with these letters.
    pub fn new(letters: &str) -> Self {
        Self(letters.bytes().take(4).fold(0, |sum, byte| sum << 8 | u32::from(byte)))
    }

    /// Whether it is known.
    pub fn is_known(self) -> bool {
        self != Self::NONE
    }
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.to_be_bytes().iter().filter(|byte| **byte != 0).try_for_each(|byte| write!(out, "{}", char::from(*byte)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prints_its_letters() {
        assert_eq!(Code::new("JPY").to_string(), "JPY");
        assert_eq!(Code::new("JP").to_string(), "JP");
        assert_eq!(Code::NONE.to_string(), "");
    }
}
