//! Almost all accounts of a marketplace are different people. They must stay apart.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod shared;

use sekisho_person::{BirthDate, Field, Linkage, Person, Settings, Verdict, same_people};
use shared::accounts::{accounts, plain_world, roles};
use shared::files::Labelled;
use shared::invented::{Errors, population, with_second_records};
use shared::link;

fn born(text: &str) -> Option<BirthDate> {
    BirthDate::from_text(text)
}

/// The accounts among 3,000 invented ones, which have the ids below 3,000.
fn among_others(accounts: Vec<Person>) -> Linkage {
    let mut people = population(3_000, 20_260_101);
    people.extend((3_000..).zip(accounts).map(|(id, account)| Person { id, ..account }));
    same_people(&people, &Settings::default()).unwrap()
}

fn account(name: &str, date: &str, address: &str) -> Person {
    Person { names: vec![name.to_owned()], birth_date: born(date), address: address.to_owned(), ..Person::default() }
}

#[test]
fn different_people_are_left_apart() {
    for (count, seed) in [(5_000, 9_001), (5_000, 9_002), (20_000, 9_003)] {
        let people = population(count, seed);
        let linkage = same_people(&people, &Settings::default()).unwrap();
        let wrong = linkage.pairs.len();
        println!("{count} different people: {wrong} pairs linked, learnt {}", linkage.weights.learnt);
        assert!(wrong <= 4, "{wrong} of {count}: {:?}", linkage.pairs);
        assert!(!linkage.weights.learnt, "there is nothing to learn from");
    }
}

#[test]
fn a_common_name_alone_joins_nobody() {
    let twice = |name: &str| vec![account(name, "", ""), account(name, "", "")];
    for name in ["김민수", "佐藤健", "kim minsu"] {
        assert!(among_others(twice(name)).pairs.iter().all(|pair| pair.b < 3_000), "{name}");
    }
    let mut birthdays = twice("김민수");
    birthdays[0].birth_date = born("1990-04-07");
    birthdays[1].birth_date = born("1984-11-30");
    assert!(among_others(birthdays).pairs.iter().all(|pair| pair.b < 3_000));
}

#[test]
fn a_family_is_not_one_person() {
    let home = "7 lindenhof allee, winterburg";
    let family = vec![
        account("Joana Abelheira", "1971-02-03", home),
        Person { phone: "+351 912 345 679".into(), ..account("Matteo Abelheira", "1969-09-21", home) },
        account("Ines Abelheira", "1999-12-30", home),
        // Twins, also with one telephone.
        Person { phone: "+351 912 345 678".into(), ..account("Rui Abelheira", "2001-05-17", home) },
        Person { phone: "+351 912 345 678".into(), ..account("Clara Abelheira", "2001-05-17", home) },
        // A son with his father's name and telephone.
        Person { phone: "+351 912 345 679".into(), ..account("Matteo Abelheira", "1998-01-11", home) },
    ];
    let linkage = among_others(family);
    assert!(linkage.pairs.iter().all(|pair| pair.b < 3_000), "{:?}", linkage.pairs);
}

/// However rare the name and the region are among the records at hand.
#[test]
fn a_name_and_a_region_join_nobody() {
    for region in ["Acre", "北海道", "Lindenhof, Aalen"] {
        let thin = || account("Joana Abelheira", "", region);
        assert!(among_others(vec![thin(), thin()]).pairs.iter().all(|pair| pair.b < 3_000), "{region}");
        let few: Vec<Person> = (0..2).map(|id| Person { id, ..thin() }).collect();
        assert!(same_people(&few, &Settings::default()).unwrap().pairs.is_empty());
    }
}

#[test]
fn the_same_person_is_found_among_strangers() {
    let first =
        Person { phone: "+351 912 345 678".into(), ..account("Joana Abelheira", "1971-02-03", "7 lindenhof, aalen") };
    let second =
        Person { email: "ja@example.com".into(), ..account("Abelhiera Joana", "1971-02-03", "7 lindenhof, aalen") };
    let linkage = among_others(vec![first, second]);
    let pair = linkage.pairs.iter().find(|pair| (pair.a, pair.b) == (3_000, 3_001)).unwrap();
    let sum: f64 = pair.fields.iter().map(|field| field.bits).sum::<f64>() + pair.household_bits + pair.prior_bits;
    assert!((sum - pair.bits).abs() < 1e-9, "the waterfall adds up");
    let said = |field| pair.fields.iter().find(|said| said.field == field).unwrap().verdict;
    let fields = [Field::Name, Field::BirthDate, Field::Address, Field::Phone, Field::Email];
    let verdicts = [Verdict::Close, Verdict::Agrees, Verdict::Agrees, Verdict::Missing, Verdict::Missing];
    assert_eq!(fields.map(said), verdicts);
}

/// The shared plain world: nobody is registered twice but a few who are planted so, honest or not.
#[test]
fn honest_accounts_of_the_plain_world_stay_apart() {
    let Some(root) = plain_world() else { return };
    let (read, roles) = (accounts(&root.join("data")), roles(&root.join("truth")));
    let linkage = same_people(&read.people, &Settings::default()).unwrap();
    let planted = |at: u32| &read.ids[at as usize];
    let (mut wrong, mut right) = (Vec::new(), 0);
    for pair in &linkage.pairs {
        let both = [pair.a, pair.b].map(|at| &roles[planted(at)]);
        let twice = both.iter().all(|(role, _)| role == "decoy:second_account");
        let ring = both[0].1 == both[1].1 && !both[0].1.is_empty();
        if twice || ring { right += 1 } else { wrong.push(pair) }
    }
    assert!(wrong.len() < 5, "{wrong:?}");
    assert_eq!(right, 4, "the four who have a second account");
}

/// Other seeds and other error rates than those that the settings were chosen with.
#[test]
fn second_records_are_found_at_other_error_rates() {
    for (share, slip, changed, least) in [(0.03, 0.15, 0.2, 0.97), (0.08, 0.35, 0.15, 0.96), (0.4, 0.25, 0.4, 0.95)] {
        let mut people = population(4_000, 5_555);
        let truth = with_second_records(&mut people, share, Errors { slip, changed, missing: 1.2 }, 6_666);
        let (linkage, found) = link(&Labelled { people, truth });
        println!("{share} with more records, slips {slip}, changed {changed}: {found:?}");
        assert!(linkage.weights.learnt);
        assert!(found.f1 >= least && found.precision >= 0.98, "{found:?}");
    }
}
