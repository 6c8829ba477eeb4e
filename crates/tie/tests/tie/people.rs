//! The same person registered twice.

use sekisho_tie::Kind;

use crate::data::{Dice, World, pairs};

const FAMILY: [&str; 12] = [
    "Abara",
    "Bentzen",
    "Castillo",
    "Dvorak",
    "Eklund",
    "Fontana",
    "Grzybek",
    "Hoshino",
    "Ivanova",
    "Jansen",
    "Kovac",
    "Lindqvist",
];
const GIVEN: [&str; 12] = [
    "Anouk", "Bastian", "Chiara", "Dmitri", "Emeka", "Frida", "Gustavo", "Haruka", "Imogen", "Joaquim", "Katya",
    "Lorenzo",
];

/// Strangers, all of whom differ in everything but parts of their names.
fn strangers() -> World {
    let (mut world, mut dice) = (World::default(), Dice(4));
    for number in 0..120 {
        let (given, family) = (GIVEN[number % 12], FAMILY[(number / 12 + number) % 12]);
        let birth = format!("{}-{:02}-{:02}", 1960 + dice.below(45), 1 + dice.below(12), 1 + dice.below(28));
        let digits = |dice: &mut Dice, count| (0..count).map(|_| dice.below(10).to_string()).collect::<String>();
        let (phone, code) = (format!("+44{}", digits(&mut dice, 10)), digits(&mut dice, 7));
        let email = format!("{}{}@mail{}.example", given.to_lowercase(), digits(&mut dice, 6), dice.below(9));
        let address = format!("{} {} Street, {}ville", dice.below(900), FAMILY[dice.below(12)], GIVEN[dice.below(12)]);
        world.account(
            &format!("s{number:03}"),
            &[
                ("legal_name", &format!("{given} {family}")),
                ("birth_date", &birth),
                ("phone", &phone),
                ("email", &email),
                ("address", &address),
                ("postal_code", &code),
            ],
        );
    }
    world
}

const MARIA: [(&str, &str); 6] = [
    ("legal_name", "Marisol Quintanilla"),
    ("birth_date", "1988-04-17"),
    ("phone", "+34600111222"),
    ("email", "m.quintanilla@post.example"),
    ("address", "14 Olive Yard, Sevilla"),
    ("postal_code", "41001"),
];

fn with(changes: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    let changed =
        |(column, value)| changes.iter().find(|(other, _)| *other == column).copied().unwrap_or((column, value));
    MARIA.iter().copied().map(changed).collect()
}

#[test]
fn a_second_registration_with_slips_is_the_same_person() {
    let mut world = strangers();
    world.account("m1", &MARIA);
    let slips = [("legal_name", "Marisol Quintanila"), ("birth_date", "1988-04-11"), ("email", "mq88@other.example")];
    world.account("m2", &with(&slips));
    let ties = world.ties();
    assert_eq!(pairs(&ties, Kind::Person), [("m1".to_owned(), "m2".to_owned())]);
}

#[test]
fn strangers_and_households_are_several_persons() {
    let mut world = strangers();
    world.account("m1", &MARIA);
    let sister = [("legal_name", "Amparo Quintanilla"), ("birth_date", "1991-11-02"), ("email", "amparo@post.example")];
    world.account("m2", &with(&sister));
    // Who has the same name and nothing else is somebody else.
    let namesake = [
        ("birth_date", "1969-01-30"),
        ("phone", "+525511223344"),
        ("email", "quinta@another.example"),
        ("address", "300 Harbour Road, Veracruz"),
        ("postal_code", "91700"),
    ];
    world.account("m3", &with(&namesake));
    assert!(pairs(&world.ties(), Kind::Person).is_empty());
}
