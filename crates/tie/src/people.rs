//! One person, registered twice: accounts whose holders agree beyond chance in what they say of themselves, typing errors
//! allowed.
//!
//! The agreement is weighed by `sekisho_person`; its bits are the bits of the tie. Names count there as any other field
//! does: how alike two of them are and how rare, never where they come from. Document numbers are left out: they tie by
//! themselves.

use std::collections::{BTreeMap, BTreeSet};

use sekisho_enrich::names::one_holder_bits;
use sekisho_person::{BirthDate, Field, FieldBits, Pair, Person, Settings, Verdict, same_people};
use sekisho_read::RowRef;
use sekisho_schema::word::time_text;

use crate::accounts::{Accounts, fingerprint};
use crate::bond::Found;
use crate::kind::Kind;
use crate::rows::{Ask, Row, Tables};
use crate::sighting::{Sighting, Sort, groups, users};

const MICROS_A_DAY: i64 = 86_400_000_000;

/// By account, when it was opened and where it says who its holder is.
type Shown = BTreeMap<u32, (Option<i64>, RowRef)>;

/// Bonds among the accounts of one person. Their likeness is the probability that they are.
pub(crate) fn bonds(tables: Tables<'_>, accounts: &Accounts) -> Found {
    let (people, shown) = holders(tables, accounts);
    let mut found = Found::default();
    found.expose(Kind::Person, people.len() as u64);
    // Every account is one person of the list, so there is no error to tell.
    let Ok(mut linkage) = same_people(&people, &Settings::default()) else { return found };
    linkage.pairs.retain(says_who);
    let sort = Sort { kind: Kind::Person, place: ("accounts", "legal_name"), accounts };
    let mut alike: BTreeMap<(u32, u32), f32> =
        linkage.pairs.iter().map(|pair| ((pair.a, pair.b), probability(pair.bits))).collect();
    for (pair, bits) in raters(tables, accounts, &people) {
        alike.entry(pair).or_insert(probability(bits));
    }
    let mut sightings = sightings(alike.keys(), &shown, accounts);
    for person in groups(&mut sightings) {
        let users = users(person);
        if !sort.left_out(&users, None, &mut found) {
            let linked = |a: u32, b: u32| alike.contains_key(&(a, b)).then_some(1);
            sort.each_pair(&users, &mut found, |a, b| linked(a[0].account, b[0].account));
        }
    }
    for bond in &mut found.bonds {
        bond.similarity = alike.get(&(bond.a, bond.b)).copied().unwrap_or_default();
    }
    found
}

/// Accounts that rate each other and show one name, in whatever script, with one birth date; with the odds in bits that
/// they are one person. Names in two scripts are too dear to be compared across a population, and here a namesake of the
/// same day would be a strange chance.
fn raters(tables: Tables<'_>, accounts: &Accounts, people: &[Person]) -> Vec<((u32, u32), f64)> {
    let known: BTreeMap<u32, &Person> = people.iter().map(|person| (person.id, person)).collect();
    let ask = Ask { table: "reviews", words: &["author_account_id", "subject_account_id"], texts: &[] };
    let mut pairs: BTreeSet<(u32, u32)> = BTreeSet::new();
    tables.each(ask, |row| {
        let both = [0, 1].map(|place| accounts.number(row.word(place)).and_then(|number| known.get(&number)));
        let [Some(author), Some(subject)] = both else { return };
        if author.id != subject.id && author.birth_date.is_some() && author.birth_date == subject.birth_date {
            pairs.insert((author.id.min(subject.id), author.id.max(subject.id)));
        }
    });
    let prior = -(people.len().max(2) as f64).log2();
    let bits = |(a, b): (u32, u32)| one_holder_bits(&known.get(&a)?.names, &known.get(&b)?.names);
    let judged = pairs.into_iter().filter_map(|pair| Some((pair, prior + BIRTH_DATE_BITS + bits(pair)?)));
    judged.filter(|(_, bits)| *bits >= 0.0).collect()
}

/// What one birth date says of two people: one of the days of fifty years.
const BIRTH_DATE_BITS: f64 = 14.2;

/// Whether names or birth dates were compared: a telephone and a mailbox alone may be a household's, and tie by themselves.
fn says_who(pair: &Pair) -> bool {
    let who = |bits: &FieldBits| matches!(bits.field, Field::Name | Field::BirthDate);
    let compared = |bits: &FieldBits| !matches!(bits.verdict, Verdict::Missing | Verdict::Silent);
    pair.third.is_some() || pair.fields.iter().any(|bits| who(bits) && compared(bits))
}

/// The probability of odds in bits.
fn probability(bits: f64) -> f32 {
    (1.0 / (1.0 + (-bits).exp2())) as f32
}

/// The odds in bits of a probability.
pub(crate) fn odds_bits(probability: f32) -> f64 {
    let probability = f64::from(probability).min(1.0 - 1e-6);
    (probability / (1.0 - probability)).log2()
}

/// Accounts that links hold together share one value: who their holder is.
fn sightings<'a>(links: impl Iterator<Item = &'a (u32, u32)>, shown: &Shown, accounts: &Accounts) -> Vec<Sighting> {
    let mut around: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for &(a, b) in links {
        around.entry(a).or_default().push(b);
        around.entry(b).or_default().push(a);
    }
    let (mut seen, mut sightings) = (BTreeSet::new(), Vec::new());
    for &lowest in around.keys() {
        let value = fingerprint(&format!("person {}", accounts.id(lowest)));
        let mut open = vec![lowest];
        while let Some(account) = open.pop() {
            if seen.insert(account) {
                open.extend(around.get(&account).into_iter().flatten());
                let place = shown.get(&account);
                sightings.extend(place.map(|(at, row)| Sighting::new(value, account, *at, *row)));
            }
        }
    }
    sightings
}

/// Holders by the number of their account; accounts that say nothing of one are left out.
fn holders(tables: Tables<'_>, accounts: &Accounts) -> (Vec<Person>, Shown) {
    let ask = Ask {
        table: "accounts",
        words: &["account_id", "opened_at", "birth_date"],
        texts: &["legal_name", "native_name", "kana_name", "email", "phone", "address", "postal_code"],
    };
    let (mut people, mut shown) = (Vec::new(), Shown::new());
    tables.each(ask, |row| {
        let Some(id) = accounts.number(row.word(0)) else { return };
        let person = person(id, &row);
        if person != (Person { id, ..Person::default() }) && !shown.contains_key(&id) {
            shown.insert(id, (row.word(1).some(), row.at));
            people.push(person);
        }
    });
    (people, shown)
}

fn person(id: u32, row: &Row<'_>) -> Person {
    let text = |place: usize| row.text(place).unwrap_or_default().to_owned();
    let day = |days: i64| time_text(days * MICROS_A_DAY).chars().take(10).collect::<String>();
    Person {
        id,
        names: (0..3).filter_map(|place| row.text(place)).map(str::to_owned).collect(),
        birth_date: row.word(2).some().and_then(|days| BirthDate::from_text(&day(days))),
        email: text(3),
        phone: text(4),
        document_number: String::new(),
        address: text(5),
        postal_code: text(6),
    }
}
