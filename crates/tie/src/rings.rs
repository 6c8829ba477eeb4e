//! Rings: accounts that ties hold together, and the clients that lift them.

use std::collections::BTreeMap;

use sekisho_ring::{Change, Codes, Rules, identify, rings};

use crate::kind::{Family, Kind};
use crate::ties::{Tie, Ties};

/// A client belongs to a ring when it gave the best rating to so many of its members (chosen: a ring is rarely one in a hundred accounts, and
/// two of one ring by chance one in ten thousand) ...
const LIFTED: usize = 2;
/// ... and they are so much of all that it praised (chosen).
const LIFTED_SHARE: f64 = 0.6;
/// A ring member among so few lifted ones is likelier than chance by more bits than a client is given.
const CLIENT_BITS: f64 = 6.0;

/// One account of a ring.
#[derive(Clone, Debug, PartialEq)]
pub struct RingMember {
    /// The account's number.
    pub account: u32,
    /// What ties it to the ring, in bits.
    pub bits: f64,
}

/// Accounts that may be one hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Ring {
    /// The same in every scan that finds the ring again.
    pub ring_id: String,
    /// What became of it since the earlier scan, when there was one.
    pub change: Option<Change>,
    /// Its accounts, by number.
    pub members: Vec<RingMember>,
}

/// A ring of an earlier scan: its id and its accounts.
pub type Earlier = (String, Vec<String>);

/// The rules by which ties join accounts.
pub fn rules() -> Rules {
    let strong = Kind::ALL.iter().filter(|kind| kind.traits().strong).map(|kind| *kind as u8);
    let near = Family::ALL.iter().filter(|family| family.is_proximity()).map(|family| *family as u8);
    Rules {
        strong_kinds: strong.collect::<Codes>(),
        near_families: near.collect::<Codes>(),
        hold_bits: 7.0,
        cut_bits: 7.0,
        ..Rules::default()
    }
}

/// A tie as the ring room knows it.
pub fn plain(tie: &Tie) -> sekisho_ring::Tie {
    let bond = &tie.bond;
    sekisho_ring::Tie {
        a: bond.a,
        b: bond.b,
        kind: bond.kind as u8,
        family: bond.kind.family() as u8,
        bits: tie.bits as f32,
        value: bond.value,
    }
}

impl Ties {
    /// The rings that the ties make, by id, with the ids of an earlier scan where they go on.
    pub fn rings(&self, earlier: &[Earlier]) -> Vec<Ring> {
        let ties: Vec<sekisho_ring::Tie> = self.ties.iter().map(plain).collect();
        let mut found: Vec<Vec<RingMember>> = rings(&ties, &rules()).iter().map(members).collect();
        self.attach_clients(&mut found);
        let ids: Vec<Vec<String>> = found.iter().map(|members| self.by_age(members)).collect();
        let named = identify(&ids, earlier);
        let known = !earlier.is_empty();
        let mut rings: Vec<Ring> = named
            .into_iter()
            .zip(found)
            .map(|(named, members)| Ring { ring_id: named.ring_id, change: known.then_some(named.change), members })
            .collect();
        rings.sort_by(|a, b| a.ring_id.cmp(&b.ring_id));
        rings
    }

    /// The ids of members, the oldest account first: it gives a new ring its name, because accounts that come later do
    /// not change which one is the oldest.
    fn by_age(&self, members: &[RingMember]) -> Vec<String> {
        let mut order: Vec<u32> = members.iter().map(|member| member.account).collect();
        order.sort_by_key(|account| (self.accounts.told(*account).opened_at.unwrap_or(i64::MAX), *account));
        order.into_iter().map(|account| self.accounts.id(account).to_owned()).collect()
    }

    fn attach_clients(&self, found: &mut [Vec<RingMember>]) {
        let ring_of: BTreeMap<u32, usize> = found
            .iter()
            .enumerate()
            .flat_map(|(ring, members)| members.iter().map(move |member| (member.account, ring)))
            .collect();
        for (client, workers) in &self.praised {
            let mut inside: BTreeMap<usize, usize> = BTreeMap::new();
            workers
                .iter()
                .filter_map(|worker| ring_of.get(worker))
                .for_each(|ring| *inside.entry(*ring).or_default() += 1);
            let most = inside.into_iter().max_by_key(|(ring, count)| (*count, std::cmp::Reverse(*ring)));
            let Some((ring, count)) = most.filter(|_| !ring_of.contains_key(client)) else { continue };
            let share = count as f64 / workers.len() as f64;
            if count >= LIFTED && share >= LIFTED_SHARE {
                found[ring].push(RingMember { account: *client, bits: CLIENT_BITS * share });
                found[ring].sort_by_key(|member| member.account);
            }
        }
    }
}

fn members(ring: &sekisho_ring::Ring) -> Vec<RingMember> {
    ring.members.iter().map(|member| RingMember { account: member.account, bits: f64::from(member.bits) }).collect()
}
