//! The fields that are compared and the levels of agreement that each of them can reach.

use crate::person::Person;

/// What is compared. Address and postal code are one field, because the one follows from the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Names in the most telling script that both records have.
    Name,
    /// Date of birth.
    BirthDate,
    /// Email address.
    Email,
    /// Telephone number.
    Phone,
    /// Number of an identity document.
    DocumentNumber,
    /// Address with postal code.
    Address,
}

/// What comparing a field says, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// The values are the same.
    Agrees,
    /// They are alike, or agree in part.
    Close,
    /// They are different.
    Differs,
    /// At least one of the two has no value.
    Missing,
    /// Both have one, but comparing them says nothing: names in different scripts, email addresses that are alike only
    /// because the names are.
    Silent,
}

impl Verdict {
    /// The word in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Close => "close",
            Self::Differs => "differs",
            Self::Missing => "missing",
            Self::Silent => "silent",
        }
    }
}

/// Number of fields.
pub(crate) const FIELD_COUNT: usize = 6;

/// All fields, in the order of [`Field`].
pub const FIELDS: [Field; FIELD_COUNT] =
    [Field::Name, Field::BirthDate, Field::Email, Field::Phone, Field::DocumentNumber, Field::Address];

/// Most levels that a field has.
pub(crate) const MOST_LEVELS: usize = 10;

/// One level of agreement with the shares that experts would start from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Level {
    /// What the level says, to be shown.
    pub name: &'static str,
    /// The same in one word.
    pub verdict: Verdict,
    /// Share among pairs of one person. Chosen; replaced by what is learnt when there is enough to learn from.
    pub matched: f64,
    /// Share among two strangers. Chosen; all but replaced by what random pairs show.
    pub stranger: f64,
    /// Share among two people of one household. Chosen: family name shared by 7 of 10; given names alike in 5 of 100
    /// pairs (`minsu`, `minju`); twins 2 in 100 pairs, more than there are, because they are the hardest to tell from
    /// one person; a telephone shared by 1 in 5, an email address by 1 in 33.
    pub household: f64,
}

/// What learning may raise a level to. Levels at which a name or a date of birth contradicts are held down: a class of
/// pairs in which they are usual is relatives, not one person, whatever fits best. Constraints of this kind keep
/// expectation maximisation from such classes (Winkler, 1993). Chosen: above what the harshest public sets show.
const CONTRADICTIONS: [(Field, usize, f64); 5] = [
    (Field::Name, 6, 0.15),
    (Field::Name, 7, 0.06),
    (Field::Name, 8, 0.10),
    (Field::Name, 9, 0.05),
    (Field::BirthDate, 4, 0.25),
];

/// The largest share among pairs of one person that a level may be given.
pub(crate) fn most_matched(field: Field, level: usize) -> f64 {
    CONTRADICTIONS.iter().find(|(f, l, _)| (*f, *l) == (field, level)).map_or(1.0, |(.., most)| *most)
}

const fn same(name: &'static str, matched: f64, stranger: f64, household: f64) -> Level {
    Level { name, verdict: Verdict::Agrees, matched, stranger, household }
}

const fn near(name: &'static str, matched: f64, stranger: f64, household: f64) -> Level {
    Level { name, verdict: Verdict::Close, matched, stranger, household }
}

const fn other(name: &'static str, matched: f64, stranger: f64, household: f64) -> Level {
    Level { name, verdict: Verdict::Differs, matched, stranger, household }
}

/// Levels of [`Field::Name`], by the numbers in [`crate::names`].
const NAME: [Level; 10] = [
    same("all parts agree", 0.55, 0.0005, 0.005),
    near("one part agrees, the other is one slip away", 0.12, 0.0005, 0.01),
    near("one part agrees, the other is similar", 0.05, 0.001, 0.04),
    near("all parts are similar", 0.03, 0.0003, 0.003),
    same("the only part agrees", 0.10, 0.005, 0.10),
    near("the only part is similar", 0.03, 0.01, 0.02),
    other("one part agrees, another differs", 0.06, 0.02, 0.57),
    other("one part is similar, another differs", 0.02, 0.03, 0.03),
    other("the only part differs", 0.02, 0.10, 0.08),
    other("differs", 0.02, 0.833, 0.149),
];

/// Levels of [`Field::BirthDate`], by the numbers in [`crate::dates`].
const BIRTH_DATE: [Level; 5] = [
    same("agrees", 0.80, 5e-5, 0.02),
    near("one slip: a digit, two neighbours, or day and month", 0.10, 0.001, 0.004),
    near("two of year, month and day agree", 0.05, 0.004, 0.01),
    near("year, month and day are all near", 0.02, 0.003, 0.006),
    other("differs", 0.03, 0.992, 0.96),
];

/// Levels of [`Field::Email`], by the numbers in [`crate::emails`].
const EMAIL: [Level; 6] = [
    same("agrees", 0.60, 1e-6, 0.03),
    near("one or two slips", 0.05, 1e-6, 0.005),
    near("similar", 0.03, 1e-5, 0.005),
    near("same local part, another domain", 0.05, 1e-5, 0.01),
    near("same rare domain, another local part", 0.07, 0.001, 0.05),
    other("differs", 0.20, 0.998, 0.90),
];

/// Levels of [`Field::Phone`], by the numbers in [`crate::numbers`].
const PHONE: [Level; 4] = [
    same("agrees", 0.60, 1e-6, 0.20),
    near("one slip", 0.05, 1e-6, 0.005),
    near("two slips", 0.02, 1e-5, 0.005),
    other("differs", 0.33, 0.999, 0.79),
];

/// Levels of [`Field::DocumentNumber`], by the numbers in [`crate::numbers`].
const DOCUMENT: [Level; 4] = [
    same("agrees", 0.60, 1e-6, 1e-5),
    near("one slip", 0.08, 1e-6, 1e-4),
    near("two slips", 0.02, 1e-5, 1e-4),
    other("differs", 0.30, 0.999, 0.999),
];

/// Levels of [`Field::Address`], by the numbers in [`crate::places`].
const ADDRESS: [Level; 5] = [
    same("agrees", 0.52, 0.001, 0.64),
    near("agrees for the most part", 0.13, 0.002, 0.11),
    near("agrees in part", 0.10, 0.03, 0.05),
    other("differs", 0.15, 0.947, 0.08),
    near("the same region", 0.10, 0.02, 0.12),
];

impl Field {
    /// The field's name in results.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::BirthDate => "birth_date",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::DocumentNumber => "document_number",
            Self::Address => "address",
        }
    }

    /// Whether a record has a value of the field.
    pub(crate) fn known(self, person: &Person) -> bool {
        match self {
            Self::Name => !person.names.is_empty(),
            Self::BirthDate => person.birth_date.is_some(),
            Self::Email => !person.email.is_empty(),
            Self::Phone => !person.phone.is_empty(),
            Self::DocumentNumber => !person.document_number.is_empty(),
            Self::Address => !person.address.is_empty() || !person.postal_code.is_empty(),
        }
    }

    /// Whether a level of agreement speaks for one person.
    pub(crate) fn speaks_for(self, level: usize) -> bool {
        self.levels().get(level).is_some_and(|level| matches!(level.verdict, Verdict::Agrees | Verdict::Close))
    }

    pub(crate) fn levels(self) -> &'static [Level] {
        match self {
            Self::Name => &NAME,
            Self::BirthDate => &BIRTH_DATE,
            Self::Email => &EMAIL,
            Self::Phone => &PHONE,
            Self::DocumentNumber => &DOCUMENT,
            Self::Address => &ADDRESS,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_chosen_shares_add_up_to_one() {
        for field in FIELDS {
            assert!(field.levels().len() <= MOST_LEVELS);
            for share in [|l: &Level| l.matched, |l: &Level| l.stranger, |l: &Level| l.household] {
                let sum: f64 = field.levels().iter().map(share).sum();
                assert!((sum - 1.0).abs() < 0.02, "{}: {sum}", field.name());
            }
        }
    }
}
