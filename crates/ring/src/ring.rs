//! Rings, with what holds them together.

use std::collections::BTreeSet;

use crate::hold::{Join, Joins};
use crate::order::tidy;
use crate::part::parted;
use crate::tie::{Rules, Tie, bits, units};

/// One ring: two accounts or more.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// Its accounts, rising.
    pub members: Vec<Member>,
    /// The joined pairs inside it, by `a`, then `b`.
    pub pairs: Vec<Joined>,
    /// The families of the ties of pairs that hold, rising.
    pub families: Vec<u8>,
    /// How closely it is knit.
    pub cohesion: Cohesion,
}

/// One account's place in a ring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member {
    /// The account.
    pub account: u32,
    /// How strongly it belongs, in bits: for each family its best tie to a member it joined, added up.
    pub bits: f32,
}

/// Two members that joined.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Joined {
    /// The member with the smaller number.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// The pair's weight in bits.
    pub bits: f32,
    /// Whether the pair holds, by itself or through third accounts.
    pub holds: bool,
}

/// How closely a ring is knit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cohesion {
    /// Mean weight of the joined pairs, in bits.
    pub mean_bits: f32,
    /// Joined pairs out of all pairs of members, above 0 to 1.
    pub joined_share: f32,
}

/// The rings of the ties, by their smallest account. No account is in two.
pub fn rings(ties: &[Tie], rules: &Rules) -> Vec<Ring> {
    let joins = Joins::of(tidy(ties.iter().copied()), rules);
    let sets = parted(&joins, units(rules.cut_bits));
    gathered(&joins, &sets).iter().map(|inside| described(&joins, inside)).collect()
}

/// The joined pairs of each ring; `sets` has one label per account.
fn gathered<'a>(joins: &'a Joins, sets: &[u32]) -> Vec<Vec<&'a Join>> {
    let inside = |pair: &&Join| sets[pair.a as usize] == sets[pair.b as usize];
    let mut pairs: Vec<&Join> = joins.pairs.iter().filter(inside).collect();
    // Stable: inside a ring pairs stay sorted. Labels follow the smallest members.
    pairs.sort_by_key(|pair| sets[pair.a as usize]);
    pairs.chunk_by(|one, other| sets[one.a as usize] == sets[other.a as usize]).map(<[&Join]>::to_vec).collect()
}

fn described(joins: &Joins, inside: &[&Join]) -> Ring {
    let members = members(joins, inside);
    let of_pair = |pair: &Join| &joins.ties[pair.ties.0..pair.ties.1];
    let holding = inside.iter().filter(|pair| pair.holds);
    let families: BTreeSet<u8> = holding.flat_map(|pair| of_pair(pair)).map(|tie| tie.family).collect();
    let weight: u64 = inside.iter().map(|pair| pair.weight).sum();
    let possible = members.len() * (members.len() - 1) / 2;
    Ring {
        cohesion: Cohesion {
            mean_bits: bits(weight) / inside.len() as f32,
            joined_share: (inside.len() as f64 / possible as f64) as f32,
        },
        members,
        pairs: inside.iter().map(|pair| joined(joins, pair)).collect(),
        families: families.into_iter().collect(),
    }
}

fn joined(joins: &Joins, pair: &Join) -> Joined {
    let account = |place: u32| joins.accounts[place as usize];
    Joined { a: account(pair.a), b: account(pair.b), bits: bits(pair.weight), holds: pair.holds }
}

fn members(joins: &Joins, inside: &[&Join]) -> Vec<Member> {
    let mut best: Vec<(u32, u8, u64)> = Vec::new();
    for pair in inside {
        for tie in &joins.ties[pair.ties.0..pair.ties.1] {
            best.extend([tie.a, tie.b].map(|account| (account, tie.family, units(tie.bits))));
        }
    }
    best.sort_unstable_by(|one, other| other.cmp(one));
    best.dedup_by_key(|entry| (entry.0, entry.1));
    best.reverse();
    best.chunk_by(|one, other| one.0 == other.0)
        .filter_map(|entries| {
            let sum = entries.iter().map(|entry| entry.2).sum();
            entries.first().map(|entry| Member { account: entry.0, bits: bits(sum) })
        })
        .collect()
}
