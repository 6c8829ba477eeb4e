//! One person, registered twice: accounts whose holders agree beyond chance in what they say of themselves, typing errors
//! allowed.
//!
//! The agreement is weighed by `sekisho_person`. Names count there as any other field does: how alike two of them are and
//! how rare, never where they come from.

use std::collections::BTreeMap;

use sekisho_person::{BirthDate, Person, Settings, same_people};
use sekisho_read::RowRef;
use sekisho_schema::ColumnType;
use sekisho_schema::word::time_text;

use crate::accounts::{Accounts, fingerprint};
use crate::bond::Found;
use crate::kind::Kind;
use crate::rows::{Ask, Row, Tables};
use crate::sighting::{Sighting, Sort};

const MICROS_A_DAY: i64 = 86_400_000_000;
/// Papers that stand for a person, the most lasting number first.
const IDENTITY_PAPERS: [&str; 4] = ["national_id", "passport", "residence_card", "drivers_licence"];

/// A holder, and where the account says so.
struct Holder {
    person: Person,
    at: Option<i64>,
    row: RowRef,
}

/// By account, when it was opened and where it says who its holder is.
type Shown = BTreeMap<u32, (Option<i64>, RowRef)>;

/// Bonds among the accounts of one person.
pub(crate) fn bonds(tables: Tables<'_>, accounts: &Accounts) -> Found {
    let mut holders = holders(tables, accounts);
    for (account, number) in numbers(tables, accounts) {
        if let Some(holder) = holders.get_mut(&account) {
            holder.person.document_number = number;
        }
    }
    let (people, shown): (Vec<Person>, Shown) =
        holders.into_iter().map(|(account, holder)| (holder.person, (account, (holder.at, holder.row)))).unzip();
    let mut found = Found::default();
    found.expose(Kind::Person, people.len() as u64);
    // Every account is one person of the list, so there is no error to tell.
    let Ok(linkage) = same_people(&people, &Settings::default()) else { return found };
    let mut sightings = Vec::new();
    for person in linkage.clusters {
        let value = person.first().map_or(0, |lowest| fingerprint(&format!("person {}", accounts.id(*lowest))));
        let seen = person.into_iter().filter_map(|account| Some((account, *shown.get(&account)?)));
        sightings.extend(seen.map(|(account, (at, row))| Sighting::new(value, account, at, row)));
    }
    let place = ("accounts", "legal_name");
    let joined = Sort { kind: Kind::Person, place, accounts }.pairs(sightings);
    found.extend(joined);
    found
}

/// Holders by the number of their account; accounts that say nothing of one are left out.
fn holders(tables: Tables<'_>, accounts: &Accounts) -> BTreeMap<u32, Holder> {
    let ask = Ask {
        table: "accounts",
        words: &["account_id", "opened_at", "birth_date"],
        texts: &["legal_name", "native_name", "kana_name", "email", "phone", "address", "postal_code"],
    };
    let mut holders = BTreeMap::new();
    tables.each(ask, |row| {
        let Some(id) = accounts.number(row.word(0)) else { return };
        let person = person(id, &row);
        if person != (Person { id, ..Person::default() }) {
            holders.entry(id).or_insert(Holder { person, at: row.word(1).some(), row: row.at });
        }
    });
    holders
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

/// By account, the number of its most lasting paper; of two of a sort the one handed in first.
fn numbers(tables: Tables<'_>, accounts: &Accounts) -> BTreeMap<u32, String> {
    let kinds = kinds(tables);
    let mut best: BTreeMap<u32, (usize, i64, String)> = BTreeMap::new();
    let ask = Ask { table: "documents", words: &["account_id", "kind", "submitted_at"], texts: &["number"] };
    tables.each(ask, |row| {
        let rank = row.word(1).some().and_then(|kind| kinds.iter().position(|known| *known == Some(kind)));
        let (Some(account), Some(rank), Some(number)) = (accounts.number(row.word(0)), rank, row.text(0)) else {
            return;
        };
        let paper = (rank, row.word(2).0, number.to_owned());
        match best.entry(account) {
            std::collections::btree_map::Entry::Vacant(free) => _ = free.insert(paper),
            std::collections::btree_map::Entry::Occupied(mut known) => {
                if paper < *known.get() {
                    known.insert(paper);
                }
            }
        }
    });
    best.into_iter().map(|(account, (.., number))| (account, number)).collect()
}

/// The words of the identity papers' kinds, in the order of preference.
fn kinds(tables: Tables<'_>) -> Vec<Option<i64>> {
    let table = tables.schema.table("documents");
    let ty = table.and_then(|table| Some(&table.at(table.column("kind")?).ty));
    let Some(ColumnType::Enum(values)) = ty else { return Vec::new() };
    let word = |name: &&str| values.iter().position(|value| value == *name).map(|at| at as i64);
    IDENTITY_PAPERS.iter().map(word).collect()
}
