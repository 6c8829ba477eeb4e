//! F1 on the public sets, one setting for all, no labels seen.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod shared;

use sekisho_person::{Settings, same_people_exhaustively};
use shared::files::{Labelled, Number, fake, febrl};
use shared::{compared, link};

/// Asserts the least F1 that is promised, and prints what was found.
fn promise(name: &str, set: Option<Labelled>, least: f64) {
    let Some(set) = set else { return };
    let (linkage, found) = link(&set);
    println!("{name}: {found:?}, learnt {}", linkage.weights.learnt);
    assert!(linkage.weights.learnt, "{name}");
    assert!(found.f1 >= least, "{name}: {found:?}");
}

#[test]
fn febrl_1() {
    promise("febrl-1", febrl("febrl-1.csv", Number::Given), 0.99);
    promise("febrl-1, number left out", febrl("febrl-1.csv", Number::LeftOut), 0.99);
}

#[test]
fn febrl_2() {
    promise("febrl-2", febrl("febrl-2.csv", Number::Given), 0.99);
    promise("febrl-2, number left out", febrl("febrl-2.csv", Number::LeftOut), 0.99);
}

#[test]
fn fake_1000() {
    promise("fake-1000", fake(), 0.94);
}

/// The order of fake-1000 follows the truth and so do the ids; neither may help.
#[test]
fn other_ids_and_another_order_do_as_well() {
    let Some(mut set) = fake() else { return };
    let mut chance = shared::invented::Chance::new(4711);
    for at in (1..set.people.len()).rev() {
        let other = chance.below(at + 1);
        set.people.swap(at, other);
        set.truth.swap(at, other);
    }
    for (at, person) in set.people.iter_mut().enumerate() {
        person.id = at as u32;
    }
    let (_, found) = link(&set);
    assert!(found.f1 >= 0.94, "{found:?}");
}

#[test]
fn blocking_loses_little() {
    let Some(set) = fake() else { return };
    let all = same_people_exhaustively(&set.people, &Settings::default()).unwrap();
    let (blocked, found) = link(&set);
    let without = compared(&set, &all);
    assert!(blocked.compared * 10 < all.compared);
    assert!(found.recall > without.recall - 0.02, "{found:?} {without:?}");
}
