//! What must hold whatever the data.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod shared;

use std::collections::HashMap;

use sekisho_person::{BirthDate, Pair, Person, PersonError, Settings, same_people, same_people_exhaustively};
use shared::compared;
use shared::files::{Labelled, Number, fake, febrl};
use shared::invented::{Chance, Errors, population, with_second_records};

const ERRORS: Errors = Errors { slip: 0.3, changed: 0.2, missing: 1.0 };

fn some_people(count: usize, seed: u64) -> Labelled {
    let mut people = population(count, seed);
    let truth = with_second_records(&mut people, 0.1, ERRORS, seed + 1);
    Labelled { people, truth }
}

#[test]
fn order_and_repeated_rows_do_not_matter() {
    let set = some_people(1_500, 31);
    let plain = same_people(&set.people, &Settings::default()).unwrap();
    let mut mixed = set.people.clone();
    mixed.extend(set.people.iter().take(300).cloned());
    let mut chance = Chance::new(32);
    for at in (1..mixed.len()).rev() {
        mixed.swap(at, chance.below(at + 1));
    }
    assert_eq!(same_people(&mixed, &Settings::default()).unwrap(), plain);
    assert!(!plain.pairs.is_empty());
}

/// Other ids, another order, and rows that stand twice, on the shared files: the same links with the same bits.
#[test]
fn real_files_give_the_same_links_whatever_the_order_and_the_ids() {
    let sets = [febrl("febrl-1.csv", Number::LeftOut), fake()];
    for (set, seed) in sets.into_iter().flatten().zip(71..) {
        let plain = same_people(&set.people, &Settings::default()).unwrap();
        let mut chance = Chance::new(seed);
        let mut names: Vec<u32> = (0..set.people.len() as u32).map(|at| at * 7 + 3).collect();
        shuffle(&mut names, &mut chance);
        let mut others: Vec<Person> = set.people.clone();
        others.extend(set.people.iter().step_by(3).cloned());
        others.iter_mut().for_each(|person| person.id = names[person.id as usize]);
        shuffle(&mut others, &mut chance);
        let found = same_people(&others, &Settings::default()).unwrap();
        let mut expected: Vec<(u32, u32, u64)> = plain.pairs.iter().map(|p| renamed(p, &names)).collect();
        expected.sort_unstable();
        let same = |id: u32| id;
        let identity: Vec<u32> = (0..7 * names.len() as u32 + 3).map(same).collect();
        let found: Vec<(u32, u32, u64)> = found.pairs.iter().map(|p| renamed(p, &identity)).collect();
        assert_eq!(found, expected);
    }
}

fn shuffle<T>(list: &mut [T], chance: &mut Chance) {
    for at in (1..list.len()).rev() {
        list.swap(at, chance.below(at + 1));
    }
}

fn renamed(pair: &Pair, names: &[u32]) -> (u32, u32, u64) {
    let (a, b) = (names[pair.a as usize], names[pair.b as usize]);
    (a.min(b), a.max(b), pair.bits.to_bits())
}

#[test]
fn names_given_in_another_order_are_the_same() {
    let set = some_people(1_000, 33);
    let mut turned = set.people.clone();
    for person in &mut turned {
        person.names.reverse();
    }
    let settings = Settings::default();
    assert_eq!(same_people(&turned, &settings).unwrap(), same_people(&set.people, &settings).unwrap());
}

#[test]
fn two_records_with_one_id_are_refused() {
    let record = |name: &str| Person { id: 7, names: vec![name.into()], ..Person::default() };
    let result = same_people(&[record("a b"), record("c d")], &Settings::default());
    assert_eq!(result.unwrap_err(), PersonError::TwoRecords { id: 7 });
}

#[test]
fn nothing_and_one_and_empty_records_are_fine() {
    for count in 0..4 {
        let people: Vec<Person> = (0..count).map(|id| Person { id, ..Person::default() }).collect();
        let linkage = same_people(&people, &Settings::default()).unwrap();
        assert!(linkage.pairs.is_empty() && !linkage.weights.learnt);
    }
}

#[test]
fn blocking_loses_little() {
    let set = some_people(1_500, 34);
    let all = same_people_exhaustively(&set.people, &Settings::default()).unwrap();
    let blocked = same_people(&set.people, &Settings::default()).unwrap();
    let (all_found, found) = (compared(&set, &all), compared(&set, &blocked));
    assert!(found.recall > all_found.recall - 0.02, "{found:?} {all_found:?}");
    assert!(blocked.compared * 10 < all.compared);
}

/// More records than most blocks may have. (In a small table 40 records make a value common, and no person is seen.)
#[test]
fn a_person_with_many_records_is_found_whole() {
    let mut people = population(12_000, 35);
    people.extend((12_000..12_040).map(|id| Person {
        id,
        names: vec!["Joana Abelheira".into()],
        birth_date: BirthDate::from_text("1971-02-03"),
        address: "7 lindenhof, aalen".into(),
        email: format!("ja{id}@example.com"),
        ..Person::default()
    }));
    let linkage = same_people(&people, &Settings::default()).unwrap();
    let found = linkage.pairs.iter().filter(|pair| pair.a >= 12_000).count();
    assert_eq!(found, 40 * 39 / 2);
}

/// A value that thousands share is left out, and told.
#[test]
fn what_too_many_share_is_cut_and_counted() {
    let mut people = population(6_000, 37);
    people.iter_mut().for_each(|person| person.phone = "+81 3 5555 0000".into());
    let linkage = same_people(&people, &Settings::default()).unwrap();
    assert!(linkage.cut.blocks > 0 && linkage.cut.pairs >= 6_000 * 5_999 / 2);
    assert!(linkage.pairs.len() <= 3, "{:?}", linkage.pairs);
}

/// One account more moves no bits by more than noise does.
#[test]
fn a_stranger_changes_little() {
    let mut set = some_people(1_500, 38);
    let plain = same_people(&set.people, &Settings::default()).unwrap();
    let id = set.people.len() as u32;
    set.people.push(Person { id, names: vec!["Zxqvw Yyjkk".into()], ..Person::default() });
    let other = same_people(&set.people, &Settings::default()).unwrap();
    let bits: HashMap<(u32, u32), f64> = other.pairs.iter().map(|pair| ((pair.a, pair.b), pair.bits)).collect();
    for pair in plain.pairs.iter().filter(|pair| pair.bits > 0.5) {
        let moved = bits.get(&(pair.a, pair.b)).map(|bits| (bits - pair.bits).abs());
        assert!(moved.is_some_and(|moved| moved < 0.25), "{moved:?} {pair:?}");
    }
}

#[test]
fn weights_are_shares() {
    let linkage = same_people(&some_people(1_500, 36).people, &Settings::default()).unwrap();
    for level in &linkage.weights.levels {
        assert!((0.0..=1.0).contains(&level.m) && level.u > 0.0 && level.u <= 1.0, "{level:?}");
        assert!((level.bits - (level.m / level.u).log2()).abs() < 1e-9);
    }
}
