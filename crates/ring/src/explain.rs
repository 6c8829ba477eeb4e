//! Why two accounts are, or are not, taken for one hand: term by term.

use std::collections::BTreeMap;

use crate::hold::{Join, Joins};
use crate::order::tidy;
use crate::pair::{Reason, counted, judged, strongest_first};
use crate::part::parted;
use crate::tie::{Rules, Tie, bits, units};

/// All that is said about one pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Pairing {
    /// What they share, by family, rising. Empty if nothing counts.
    pub families: Vec<FamilyTerm>,
    /// The weight: the counted bits of all families.
    pub bits: f32,
    /// Why the pair joins, or does not.
    pub reason: Reason,
    /// Third accounts joined to both, the weightiest first.
    pub support: Vec<Support>,
    /// Weight and support together, in bits.
    pub strength: f32,
    /// Whether it joins and the strength suffices.
    pub holds: bool,
    /// Whether both are in one ring in the end, by whatever way.
    pub together: bool,
    /// All values, with their bits, that the two sides share where the pair holds but its rings were parted: together
    /// less than [`Rules::cut_bits`]. By value.
    pub parted_by: Option<Vec<(u64, f32)>>,
}

/// What one family adds.
#[derive(Clone, Debug, PartialEq)]
pub struct FamilyTerm {
    /// The family.
    pub family: u8,
    /// Its counted bits.
    pub bits: f32,
    /// Its ties, strongest first.
    pub ties: Vec<TieTerm>,
}

/// What one tie adds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TieTerm {
    /// The kind.
    pub kind: u8,
    /// What is shared.
    pub value: u64,
    /// What the tie says by itself.
    pub full_bits: f32,
    /// What counts behind stronger ties of the family.
    pub counted_bits: f32,
}

/// A third account that speaks for a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Support {
    /// The account.
    pub account: u32,
    /// What it adds: half of the smaller of its two weights, in bits.
    pub bits: f32,
}

/// Explains one pair in the light of all ties, by the same functions that make [`crate::rings`].
pub fn explain(a: u32, b: u32, ties: &[Tie], rules: &Rules) -> Pairing {
    let mut own = tidy(ties.iter().copied().filter(|tie| [(a, b), (b, a)].contains(&(tie.a, tie.b))));
    strongest_first(&mut own);
    let (weight, reason) = judged(&own, rules);
    let joins = Joins::of(tidy(ties.iter().copied()), rules);
    let (support, twice) = support(&joins, a, b);
    let holds = reason.joins() && 2 * weight + twice >= 2 * units(rules.hold_bits);
    let sides = Sides::of(&joins, rules, a, b);
    Pairing {
        families: own.chunk_by(|one, other| one.family == other.family).map(family).collect(),
        bits: bits(weight),
        reason,
        support,
        strength: bits(2 * weight + twice) / 2.0,
        holds,
        together: sides.together,
        parted_by: (holds && !sides.together).then(|| sides.shared(&joins)),
    }
}

fn family(ties: &[Tie]) -> FamilyTerm {
    let terms: Vec<TieTerm> = ties.iter().enumerate().map(|(place, tie)| term(place, tie)).collect();
    FamilyTerm {
        family: ties.first().map_or(0, |tie| tie.family),
        bits: bits(ties.iter().enumerate().map(|(place, tie)| counted(units(tie.bits), place)).sum()),
        ties: terms,
    }
}

fn term(place: usize, tie: &Tie) -> TieTerm {
    let full = units(tie.bits);
    TieTerm { kind: tie.kind, value: tie.value, full_bits: bits(full), counted_bits: bits(counted(full, place)) }
}

/// The supporters, and twice what they add, in units.
fn support(joins: &Joins, a: u32, b: u32) -> (Vec<Support>, u64) {
    let account = |place: u32| joins.accounts[place as usize];
    let of = |one: u32| -> BTreeMap<u32, u64> {
        let own = |pair: &Join| match (account(pair.a), account(pair.b)) {
            (x, other) | (other, x) if x == one => Some((other, pair.weight)),
            _ => None,
        };
        joins.pairs.iter().filter_map(own).collect()
    };
    let (of_a, of_b) = (of(a), of(b));
    let mut thirds: Vec<(u32, u64)> =
        of_a.iter().filter_map(|(third, weight)| of_b.get(third).map(|other| (*third, *weight.min(other)))).collect();
    thirds.sort_by_key(|(third, least)| (std::cmp::Reverse(*least), *third));
    let twice = thirds.iter().map(|third| third.1).sum();
    (thirds.iter().map(|(account, least)| Support { account: *account, bits: bits(*least) / 2.0 }).collect(), twice)
}

/// The two rings, or single accounts, that a pair lies in: places in `joins.accounts`.
struct Sides {
    together: bool,
    of_a: Vec<u32>,
    of_b: Vec<u32>,
}

impl Sides {
    fn of(joins: &Joins, rules: &Rules, a: u32, b: u32) -> Self {
        let sets = parted(joins, units(rules.cut_bits));
        let label = |account: u32| joins.accounts.binary_search(&account).ok().map(|at| sets[at]);
        let (a, b) = (label(a), label(b));
        let side = |wanted| (0..sets.len() as u32).filter(|at| Some(sets[*at as usize]) == wanted).collect();
        Self { together: a.is_some() && a == b, of_a: side(a), of_b: side(b) }
    }

    fn shared(&self, joins: &Joins) -> Vec<(u64, f32)> {
        let mut worth: BTreeMap<u64, (bool, bool, u64)> = BTreeMap::new();
        for pair in &joins.pairs {
            let within = |side: &[u32]| [pair.a, pair.b].iter().any(|at| side.binary_search(at).is_ok());
            let (at_a, at_b) = (within(&self.of_a), within(&self.of_b));
            for tie in &joins.ties[pair.ties.0..pair.ties.1] {
                let entry = worth.entry(tie.value).or_default();
                *entry = (entry.0 | at_a, entry.1 | at_b, entry.2.max(units(tie.bits)));
            }
        }
        worth.into_iter().filter(|(_, entry)| entry.0 && entry.1).map(|(value, entry)| (value, bits(entry.2))).collect()
    }
}
