//! The same person registered twice.

use std::collections::BTreeSet;

use sekisho_tie::Kind;

use crate::data::{Dice, World, at, pairs};

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

/// Whether the two are told to be registered for one holder, as the table of ties says it.
fn same_holder(world: &World, a: &str, b: &str) -> Vec<String> {
    let csv = String::from_utf8(world.ties().ties_csv(&[])).unwrap();
    let (head, rows) = csv.split_once('\n').unwrap();
    let place = head.split(',').position(|column| column == "same_holder").unwrap();
    let rows = rows.lines().filter(|row| row.starts_with(&format!("{a},{b},")));
    let told: BTreeSet<String> = rows.map(|row| row.split(',').nth(place).unwrap().to_owned()).collect();
    told.into_iter().collect()
}

#[test]
fn one_name_in_any_spelling_and_script_is_one_holder() {
    let holders = [
        ("a1", "legal_name", "KIM YONG CHOL"),
        ("a2", "native_name", "金 英哲"),
        ("a3", "kana_name", "ｷﾑ ﾖﾝﾁﾖﾙ"),
        ("a4", "legal_name", "Hanako Sample"),
        ("a5", "legal_name", "Hanako"),
    ];
    let mut world = strangers();
    for (id, column, name) in holders {
        world.account(id, &[(column, name)]);
        let wallet = [("account_id", id), ("kind", "crypto_wallet"), ("number", "0x1"), ("added_at", &at(1, 0))];
        world.keyed("payment_accounts", "payment_account_id", &wallet);
    }
    assert_eq!(same_holder(&world, "a1", "a2"), ["true"]);
    assert_eq!(same_holder(&world, "a3", "a1"), ["true"]);
    assert_eq!(same_holder(&world, "a1", "a4"), ["false"]);
    assert_eq!(same_holder(&world, "a4", "a5"), [""], "half a name decides nothing");
}

/// Names in two scripts are compared where two accounts rate each other: across a population they would cost too much.
#[test]
fn who_rates_an_account_of_the_same_name_and_birth_date_is_its_holder() {
    let of = |review: bool, born: &str, name: &str| {
        let mut world = strangers();
        world.account("c1", &[("native_name", "金 英哲"), ("birth_date", "1988-04-17"), ("role", "client")]);
        world.account("w1", &[("legal_name", name), ("birth_date", born)]);
        if review {
            let cells = [("author_account_id", "c1"), ("subject_account_id", "w1"), ("rating", "5")];
            world.keyed("reviews", "review_id", &[&cells[..], &[("at", "2025-02-01T00:00:00Z")]].concat());
        }
        pairs(&world.ties(), Kind::Person)
    };
    assert_eq!(of(true, "1988-04-17", "KIM YONG CHOL"), [("c1".to_owned(), "w1".to_owned())]);
    assert!(of(false, "1988-04-17", "KIM YONG CHOL").is_empty(), "nobody rates anybody");
    assert!(of(true, "1991-04-17", "KIM YONG CHOL").is_empty(), "a namesake");
    assert!(of(true, "1988-04-17", "Hanako Sample").is_empty(), "somebody of the same day");
}
