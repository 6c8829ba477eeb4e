//! Who plays a special part: how many decoys and rings there are, and which account numbers they have.

use crate::decoys::Kind;
use crate::{Plan, World};

/// Kinds of decoys in the plain world.
const PLAIN_KINDS: usize = 20;

/// A group of special accounts with consecutive numbers.
#[derive(Clone, Copy, Debug)]
pub struct Group {
    /// What the group plays.
    pub part: Part,
    /// Number of its first account.
    pub first: u64,
    /// How many accounts it has.
    pub size: u64,
}

/// The part of a group.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// Honest, though it looks odd.
    Decoy(Kind),
    /// A ring with its number.
    Ring(u64),
}

/// Gives out the parts.
pub fn cast(plan: &Plan) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut next = 0;
    let mut add = |part, size| {
        groups.push(Group { part, first: next, size });
        next += size;
    };
    for ring in 0..rings(plan) {
        // Between seven and ten accounts: one client, some lent accounts, the rest invented.
        let size = 7 + crate::dice::scramble_two(plan.seed, ring) % 4;
        add(Part::Ring(ring), size);
    }
    for kind in kinds(plan.world) {
        let mut members = decoys(plan).max(if plan.accounts >= 200 { kind.group_size().min(2) } else { 0 });
        while members > 0 {
            let size = members.min(kind.group_size());
            // A lone rest would not be a group.
            let size = if members - size == 1 && kind.group_size() > 1 { size + 1 } else { size };
            add(Part::Decoy(*kind), size);
            members -= size;
        }
    }
    groups
}

/// How many rings there are; at most a third of the accounts belong to them.
pub fn rings(plan: &Plan) -> u64 {
    plan.rings.map_or_else(|| (plan.accounts / 2_000).max(2), u64::from).min(plan.accounts / 30)
}

/// The kinds of decoys of a world: the plain one keeps to those it had from the first day, so that its bytes stay.
fn kinds(world: World) -> &'static [Kind] {
    if world == World::Plain { &Kind::ALL[..PLAIN_KINDS] } else { Kind::ALL }
}

/// How many accounts each kind of decoy has.
const fn decoys(plan: &Plan) -> u64 {
    match plan.accounts {
        0..200 => 0,
        // A quarter of everybody, shared by all kinds.
        accounts if matches!(plan.world, World::Crowd) => accounts / (4 * Kind::ALL.len() as u64),
        200..1_000 => 2,
        1_000..4_000 => 4,
        accounts => accounts / 1_000,
    }
}
