//! A name that is asked for as it is listed is found, whatever else is listed.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sekisho_screen::{About, Asked, Entry, ListedName, Lists, Screen};

/// A list of these names.
fn screen(names: &[String], about: About) -> Screen {
    let entry = |(at, name): (usize, &String)| Entry {
        id: at.to_string(),
        about,
        names: vec![ListedName { text: name.clone(), weak: false }],
        ..Entry::default()
    };
    Screen::new(Lists { entries: names.iter().enumerate().map(entry).collect(), ..Lists::default() })
}

fn found(screen: &Screen, asked: &str, entry: usize) -> bool {
    screen.ask(asked, Asked::Name).iter().any(|hit| hit.entry == entry)
}

/// The name in other letters, order and signs: no other name.
fn written(name: &str, dice: &mut ChaCha8Rng) -> String {
    let mut words: Vec<&str> = name.split(' ').collect();
    match dice.random_range(0..4) {
        0 => name.to_owned(),
        1 => name.to_uppercase(),
        2 => {
            words.rotate_left(1);
            words.join(" ")
        }
        _ => format!("{}, {}", words[0], words[1..].join("  ")).to_lowercase(),
    }
}

const PARTS: [&str; 16] = [
    "Kim", "Yong", "Chol", "Mohammed", "Ali", "Hassan", "John", "Smith", "Maria", "Garcia", "Li", "Wei", "Bank",
    "Trade", "Ivanov", "Abu",
];

#[test]
fn an_exact_name_is_found_among_names_of_the_same_parts() {
    for seed in 0..12 {
        let mut dice = ChaCha8Rng::seed_from_u64(seed);
        let about = if seed % 3 == 0 { About::Organisation } else { About::Person };
        let name = |dice: &mut ChaCha8Rng| {
            let count = dice.random_range(2..5);
            (0..count).map(|_| *PARTS.choose(dice).unwrap()).collect::<Vec<_>>().join(" ")
        };
        let names: Vec<String> = (0..500).map(|_| name(&mut dice)).collect();
        let screen = screen(&names, about);
        for (at, name) in names.iter().enumerate().step_by(5) {
            let asked = written(name, &mut dice);
            assert!(found(&screen, &asked, at), "seed {seed}: {asked} <- {name}");
        }
    }
}

#[test]
fn one_name_among_five_hundred_longer_ones_is_found() {
    for (name, asked) in [
        ("Kim Yong Chol", "KIM, Yong Chol"),
        ("Zavtrakovsky Innokenty", "Innokenty Zavtrakovsky"),
        ("Abu Hassan", "ABU HASSAN"),
        ("金英哲", "金英哲"),
        ("Hassan", "hassan"),
    ] {
        let mut names: Vec<String> = (0..500).map(|at| format!("{name} Nemo{at}")).collect();
        let mut dice = ChaCha8Rng::seed_from_u64(3);
        names.push(name.to_owned());
        names.shuffle(&mut dice);
        let place = names.iter().position(|one| one == name).unwrap();
        assert!(found(&screen(&names, About::Person), asked, place), "{asked}");
    }
}

#[test]
fn every_entry_of_one_name_is_found() {
    let names = vec!["Kim Yong Chol".to_owned(); 40];
    assert_eq!(screen(&names, About::Person).ask("Yong Chol Kim", Asked::Person).len(), 40);
}

/// With one slip it is no exact name, but of those that share as much it is the one with the least besides.
#[test]
fn a_slip_is_found_among_longer_names() {
    let mut names: Vec<String> = (0..500).map(|at| format!("Zavtrakovsky Innokenty Nemo{at}")).collect();
    names.push("Zavtrakovsky Innokenty".to_owned());
    let screen = screen(&names, About::Person);
    for asked in ["Zavtrakovsky Inokenty", "Zavtrakovski Innokenty", "Innokenty Zavtarkovsky"] {
        assert!(found(&screen, asked, 500), "{asked}");
    }
}
