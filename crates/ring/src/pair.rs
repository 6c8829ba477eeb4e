//! What the ties of one pair are worth together, and whether the pair joins.

use std::cmp::Reverse;

use crate::tie::{Rules, Tie, bits, units};

/// Why a pair joins, or why it does not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reason {
    /// No: the two share nothing that counts.
    NoTie,
    /// No: only families of proximity speak for it.
    ProximityOnly,
    /// No: one family alone, and no strong kind.
    OneFamilyOnly {
        /// The family.
        family: u8,
    },
    /// No: the weight falls short.
    TooFewBits {
        /// By how many bits.
        lacking: f32,
    },
    /// Yes: independent families.
    Families {
        /// How many bring enough to count.
        count: usize,
    },
    /// Yes: one strong kind.
    Strong {
        /// The kind.
        kind: u8,
    },
}

impl Reason {
    /// Whether it is a reason to join.
    pub fn joins(self) -> bool {
        matches!(self, Self::Families { .. } | Self::Strong { .. })
    }
}

/// What the tie at this place of its family counts: in full, half, a quarter ...
pub(crate) fn counted(units: u64, place: usize) -> u64 {
    units.checked_shr(place as u32).unwrap_or(0)
}

/// The order of ties inside a pair: family by family, the strongest first; ties of ties by kind and value.
pub(crate) fn strongest_first(ties: &mut [Tie]) {
    ties.sort_unstable_by_key(|tie| (tie.family, Reverse(tie.bits.to_bits()), tie.kind, tie.value));
}

/// Weight in units and verdict of one pair's tidied ties, [`strongest_first`].
pub(crate) fn judged(ties: &[Tie], rules: &Rules) -> (u64, Reason) {
    let mut seen = Families::default();
    for family in ties.chunk_by(|one, other| one.family == other.family) {
        let sum = family.iter().enumerate().map(|(place, tie)| counted(units(tie.bits), place)).sum();
        seen.add(family.first().map_or(0, |tie| tie.family), sum, rules);
    }
    let reason = seen.reason(rules);
    let strong = ties.iter().find(|tie| stands_alone(tie, rules));
    match strong {
        Some(tie) if !reason.joins() => (seen.weight, Reason::Strong { kind: tie.kind }),
        _ => (seen.weight, reason),
    }
}

fn stands_alone(tie: &Tie, rules: &Rules) -> bool {
    rules.strong_kinds.contains(tie.kind)
        && !rules.near_families.contains(tie.family)
        && units(tie.bits) >= units(rules.strong_bits)
}

#[derive(Default)]
struct Families {
    weight: u64,
    count: usize,
    far: usize,
    first: Option<u8>,
}

impl Families {
    fn add(&mut self, family: u8, sum: u64, rules: &Rules) {
        self.weight += sum;
        if sum >= units(rules.family_bits) {
            self.count += 1;
            self.far += usize::from(!rules.near_families.contains(family));
            self.first.get_or_insert(family);
        }
    }

    fn reason(&self, rules: &Rules) -> Reason {
        let lacking = units(rules.join_bits).saturating_sub(self.weight);
        match (self.first, self.count) {
            _ if self.weight == 0 => Reason::NoTie,
            (Some(_), _) if self.far == 0 => Reason::ProximityOnly,
            (Some(family), 1) => Reason::OneFamilyOnly { family },
            (Some(_), count) if lacking == 0 => Reason::Families { count },
            _ => Reason::TooFewBits { lacking: bits(lacking) },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRONG: u8 = 30;
    const NEAR: u8 = 3;

    fn rules() -> Rules {
        let strong_kinds = [STRONG, 31].into_iter().collect();
        Rules { strong_kinds, near_families: [NEAR, 4].into_iter().collect(), ..Rules::default() }
    }

    fn verdict(ties: &[(u8, u8, f32)]) -> (f32, Reason) {
        let mut ties: Vec<Tie> =
            ties.iter().map(|&(kind, family, bits)| Tie { a: 0, b: 1, kind, family, bits, value: 0 }).collect();
        strongest_first(&mut ties);
        let (weight, reason) = judged(&ties, &rules());
        (bits(weight), reason)
    }

    #[test]
    fn kin_ties_halve_and_families_add_up() {
        assert_eq!(verdict(&[(1, 1, 2.0), (2, 1, 6.0), (3, 1, 4.0), (4, 2, 3.0)]).0, 6.0 + 2.0 + 0.5 + 3.0);
    }

    #[test]
    fn every_verdict_has_its_reason() {
        assert_eq!(verdict(&[]).1, Reason::NoTie);
        assert_eq!(verdict(&[(1, NEAR, 20.0), (2, 4, 20.0)]).1, Reason::ProximityOnly);
        assert_eq!(verdict(&[(1, 1, 20.0), (2, 1, 20.0)]).1, Reason::OneFamilyOnly { family: 1 });
        assert_eq!(verdict(&[(1, 1, 4.0), (2, 2, 2.5)]).1, Reason::TooFewBits { lacking: 0.5 });
        assert_eq!(verdict(&[(1, 1, 4.0), (2, NEAR, 3.0)]).1, Reason::Families { count: 2 });
        assert_eq!(verdict(&[(STRONG, 1, 5.0)]).1, Reason::Strong { kind: STRONG });
        assert_eq!(verdict(&[(STRONG, 1, 4.9)]).1, Reason::OneFamilyOnly { family: 1 });
        // Proximity is never strong by itself, whatever the caller says of its kind.
        assert_eq!(verdict(&[(STRONG, NEAR, 50.0)]).1, Reason::ProximityOnly);
    }

    #[test]
    fn a_crumb_is_no_second_family() {
        assert_eq!(verdict(&[(1, 1, 9.0), (2, 2, 0.9)]).1, Reason::OneFamilyOnly { family: 1 });
        assert_eq!(verdict(&[(1, 1, 9.0), (2, 2, 1.0)]).1, Reason::Families { count: 2 });
    }
}
