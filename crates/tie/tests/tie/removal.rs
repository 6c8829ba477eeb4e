//! What comes and goes elsewhere, and what it may change.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_tie::{Bond, Kind, Ties};

use crate::data::{Dice, World};
use crate::random;

/// A tie: its accounts, its kind, and how many share the value, how often.
type Key = (String, String, Kind, u32, u32);

/// The bits of every tie; ties that read alike are one.
fn bits(ties: &Ties) -> BTreeMap<Key, f64> {
    let id = |number| ties.accounts.id(number).to_owned();
    let key = |bond: &Bond| (id(bond.a), id(bond.b), bond.kind, bond.accounts, bond.repeats);
    ties.ties.iter().map(|tie| (key(&tie.bond), tie.bits)).collect()
}

fn rings(ties: &Ties) -> Vec<BTreeSet<String>> {
    let members =
        |ring: &sekisho_tie::Ring| ring.members.iter().map(|one| ties.accounts.id(one.account).to_owned()).collect();
    ties.rings(&[]).iter().map(members).collect()
}

/// Somebody who shares nothing.
fn with_stranger(world: &World, number: usize) -> World {
    let mut world = world.clone();
    let id = format!("stranger{number}");
    let (phone, mail) = (format!("+1777{number}"), format!("nobody{number}@elsewhere.example"));
    world.account(&id, &[("phone", &phone), ("email", &mail), ("address", &format!("{number} Far Away"))]);
    world.session(&id, (3, 0), &[("device_id", &id), ("ip", "203.0.113.77")]);
    world.session(&id, (4, 0), &[("device_id", &id), ("ip", "203.0.113.77")]);
    world
}

/// Populations are counted in steps, four to a doubling: a stranger moves nothing unless the count is at a step's edge,
/// and then each tie by one quarter of a bit at most.
#[test]
fn a_stranger_moves_no_tie() {
    let (mut moved, mut tries) = (0, 0);
    for accounts in [40, 50, 60, 75, 100] {
        let world = random::world(accounts as u64, accounts);
        let before = world.ties();
        let after = with_stranger(&world, 1).ties();
        let (old, new) = (bits(&before), bits(&after));
        // A tie without bits is none.
        for key in old.keys().chain(new.keys()) {
            let [old, new] = [&old, &new].map(|bits| bits.get(key).copied().unwrap_or(0.0));
            assert!((old - new).abs() <= 0.25, "{key:?}: {old} became {new}");
        }
        moved += usize::from(old != new);
        tries += 1;
    }
    assert!(moved <= 1, "{moved} of {tries}");
}

/// Accounts in groups of four that share a device, a payment number, a mailbox and a parcel address.
fn groups(count: usize) -> World {
    let mut world = World::default();
    for group in 0..count {
        for member in 0..4 {
            let id = format!("g{group:02}m{member}");
            world.account(&id, &[("email", &format!("box{group}+{member}@example.com"))]);
            world.session(&id, (member, 10), &[("device_id", &format!("dev{group}"))]);
            let number = format!("n{group}");
            let cells = [("account_id", &*id), ("kind", "bank"), ("provider", "N"), ("number", &number)];
            world.keyed("payment_accounts", "payment_account_id", &cells);
            let address = format!("{group} Parcel Lane");
            let cells = [("account_id", &*id), ("at", "2025-01-05T00:00:00Z"), ("address", &*address)];
            world.keyed("shipments", "shipment_id", &cells);
        }
    }
    for id in 0..300 {
        world.account(&format!("other{id}"), &[]);
        world.session(&format!("other{id}"), (1, 1), &[("device_id", &format!("own{id}"))]);
    }
    world
}

#[test]
fn a_ring_without_one_tie_is_the_same_or_smaller() {
    let world = groups(6);
    let before = rings(&world.ties());
    assert_eq!(before.len(), 6, "{before:?}");
    let mut dice = Dice(31);
    for _ in 0..12 {
        let mut less = world.clone();
        let table = ["sessions", "payment_accounts", "shipments"][dice.below(3)];
        let rows = less.tables.get_mut(table).unwrap();
        let gone = dice.below(24.min(rows.len()));
        rows.remove(gone);
        for ring in rings(&less.ties()) {
            assert!(before.iter().any(|old| ring.is_subset(old)), "without row {gone} of {table}: {ring:?}");
        }
    }
}

#[test]
fn a_value_that_becomes_a_hub_only_removes_ties() {
    let mut world = groups(3);
    let shared = |world: &mut World, number: usize| {
        world.session(&format!("other{number}"), (2, 2), &[("device_id", "new laptop")]);
    };
    (0..12).for_each(|number| shared(&mut world, number));
    let before = world.ties();
    shared(&mut world, 12);
    let after = world.ties();
    let (old, new) = (bits(&before), bits(&after));
    assert!(new.keys().all(|key| old.contains_key(key)));
    assert_eq!(before.ties.len() - after.ties.len(), 12 * 11 / 2);
    for ring in rings(&after) {
        assert!(rings(&before).iter().any(|old| ring.is_subset(old)), "{ring:?}");
    }
}
