//! What must hold whatever the data.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod shared;

use sekisho_person::{BirthDate, Person, PersonError, Settings, same_people, same_people_exhaustively};
use shared::compared;
use shared::files::Labelled;
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
    assert!(!plain.clusters.is_empty());
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
        assert!(linkage.clusters.is_empty() && linkage.pairs.is_empty() && !linkage.weights.learnt);
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

/// More records than any block may have. (In a small table 60 records make a value common, and no person is seen.)
#[test]
fn a_person_with_many_records_is_one_group() {
    for count in [12_u32, 40] {
        let mut people = population(12_000, 35);
        people.extend((12_000..12_000 + count).map(|id| Person {
            id,
            names: vec!["Joana Abelheira".into()],
            birth_date: BirthDate::from_text("1971-02-03"),
            address: "7 lindenhof, aalen".into(),
            email: format!("ja{id}@example.com"),
            ..Person::default()
        }));
        let linkage = same_people(&people, &Settings::default()).unwrap();
        let expected: Vec<u32> = (12_000..12_000 + count).collect();
        assert!(linkage.clusters.contains(&expected), "{count}: {:?}", linkage.clusters);
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
