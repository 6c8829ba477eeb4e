//! What an operator may set. The defaults are meant for every dataset.

/// Settings of [`crate::same_people`].
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Expected further records of a person, per record, before the data has spoken. Chosen: 1 in 100 accounts.
    pub expected_duplicates: f64,
    /// Expected other members of a person's household among the accounts, per record, before the data has spoken. Chosen:
    /// one account in three.
    pub expected_household: f64,
    /// Matches that must be found before weights are learnt from them. Chosen.
    pub enough_matches: f64,
    /// Bits above even odds that a pair of records must reach to be linked. Chosen: a wrong tie costs more than a
    /// missed one.
    pub margin_bits: f64,
    /// Records in a block above which it is split by a second key, and left out if that does not help.
    pub largest_block: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            expected_duplicates: 0.01,
            expected_household: 0.3,
            enough_matches: 50.0,
            margin_bits: 0.0,
            largest_block: 30,
        }
    }
}
