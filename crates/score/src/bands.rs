//! From bits to what a person does next.

use std::collections::BTreeMap;

/// How soon a person should look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Something was found, too little to act on.
    Watch,
    /// A person should look.
    Review,
    /// A person should look now.
    Urgent,
}

impl Band {
    /// The name in `scores.csv`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Watch => "watch",
            Self::Review => "review",
            Self::Urgent => "urgent",
        }
    }
}

/// Prior and thresholds, in bits (log2 of odds).
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// Before any evidence: the log2 odds that an account is used under a borrowed identity.
    pub prior: f64,
    /// From here on, with two groups, a person should look.
    pub review: f64,
    /// From here on a person should look now.
    pub urgent: f64,
    /// What is left of each further indicator of a group; groups that are not named keep a half.
    pub diminishing: BTreeMap<String, f64>,
    /// What is left of what its ring adds to an account.
    pub ring_weight: f64,
}

impl Default for Scale {
    /// One account in 343 (indicator catalogue, section 6: the one published rate among applicants) is 2^-8.4; at 0 bits
    /// the odds are even, at 4 bits they are 16 to 1. Expert values until `calibrate` learns them from outcomes.
    fn default() -> Self {
        Self { prior: -8.4, review: 0.0, urgent: 4.0, diminishing: BTreeMap::new(), ring_weight: 1.0 }
    }
}

impl Scale {
    /// What is left of each further indicator of a group.
    pub fn left_in(&self, group: &str) -> f64 {
        self.diminishing.get(group).copied().unwrap_or(0.5)
    }

    /// The band of a score that rests on so many groups.
    pub fn band(&self, bits: f64, groups: usize) -> Band {
        match groups {
            2.. if bits >= self.urgent => Band::Urgent,
            2.. if bits >= self.review => Band::Review,
            _ => Band::Watch,
        }
    }
}
