//! Birth dates as a second identifier.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::path::Path;

use sekisho_screen::{About, Answer, Asked, Birth, Entry, Lists, Screen};

/// A list with a common name, a rare one, and 20,000 entries without one: of so many a common name alone is hardly the listed one's.
fn screen() -> Screen {
    let folder = tempfile::tempdir().unwrap();
    let row = |id: usize, name: &str, remarks: &str| {
        format!("{id},\"{name}\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remarks}\"\n")
    };
    let sdn = row(1, "SMITH, John", "DOB 12 Mar 1970; alt. DOB 1968.")
        + &row(2, "ZAVTRAKOVSKY, Innokenty Feofanovich", "DOB 12 Mar 1970.")
        + &row(3, "MILLER, Robert", "Passport AB123456 (Nowhere).");
    std::fs::write(folder.path().join("sdn.csv"), sdn).unwrap();
    let mut lists = Lists::open(&[folder.path().to_owned()]).unwrap();
    lists.entries.extend(std::iter::repeat_n(Entry::default(), 20_000));
    Screen::new(lists)
}

fn asked(screen: &Screen, name: &str, born: &str) -> Answer {
    let born: Vec<Birth> = Birth::read(born).into_iter().collect();
    screen.answer(name, Asked::Person, &born)
}

#[test]
fn a_date_that_agrees_adds_and_says_so() {
    let screen = screen();
    let (alone, both) = (asked(&screen, "John Smith", ""), asked(&screen, "John Smith", "1970-03-12"));
    assert!(alone.hits[0].score < 0.5, "{alone:?}");
    assert!(both.hits[0].score > 0.9 && both.set_aside.is_empty(), "{both:?}");
    assert!(both.hits[0].says.ends_with("; birth date 1970-03-12 agrees"), "{both:?}");
    let year = asked(&screen, "John Smith", "1970");
    assert!(year.hits[0].score > alone.hits[0].score && year.hits[0].score < both.hits[0].score);
}

#[test]
fn a_contradicted_common_name_is_set_aside_and_told() {
    let screen = screen();
    for born in ["1984-05-30", "1984", "1984-05"] {
        let answer = asked(&screen, "John Smith", born);
        assert!(answer.hits.is_empty() && answer.set_aside.len() == 1, "{answer:?}");
        assert!(answer.set_aside[0].says.contains("birth year 1984 is not 1968 or 1970"), "{answer:?}");
    }
}

#[test]
fn a_contradicted_rare_name_stays_and_says_so() {
    let screen = screen();
    let answer = asked(&screen, "Innokenty Feofanovich Zavtrakovsky", "1984-05-30");
    assert!(answer.set_aside.is_empty() && answer.hits[0].says.contains("birth year 1984 is not 1970"), "{answer:?}");
    let alone = asked(&screen, "Innokenty Feofanovich Zavtrakovsky", "");
    assert!(answer.hits[0].score < alone.hits[0].score);
}

#[test]
fn without_a_date_on_either_side_nothing_changes() {
    let screen = screen();
    assert_eq!(asked(&screen, "Robert Miller", "1984-05-30"), asked(&screen, "Robert Miller", ""));
    assert_eq!(asked(&screen, "John Smith", "").hits, screen.ask("John Smith", Asked::Person));
    assert_eq!(
        screen.answer("AB123456", Asked::Document, &Birth::read("1984").into_iter().collect::<Vec<_>>()).hits.len(),
        1
    );
}

#[test]
fn another_birth_date_is_another_version() {
    let entry = Entry { id: "1".to_owned(), about: About::Person, ..Entry::default() };
    let born = |text: &str| Entry { births: Birth::read(text).into_iter().collect(), ..entry.clone() }.version();
    assert_ne!(born("1970"), born("1971"));
    assert_ne!(born("1970"), born("circa 1970"));
    assert_ne!(born("1970"), entry.version());
    assert_eq!(born("1970-03-12"), born("12 Mar 1970"));
}

/// Dates on the real lists: nearly all are read, and people of the list are found with their own date and not with another.
#[test]
fn real_lists_are_read_with_their_dates() {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("SEKISHO_SHARED").map_or(beside, std::path::PathBuf::from);
    let folder = shared.join("data/sanctions");
    if !folder.is_dir() {
        eprintln!("skipped: there are no lists in `{}`", folder.display());
        return;
    }
    let mut lists = Lists::open(&[folder]).unwrap();
    let unread: Vec<&String> = lists.notes.iter().filter(|note| note.contains("birth date")).collect();
    assert!(unread.len() <= 8, "{unread:?}");
    let kept = |name: &str| name.contains("2024-05-03") || name.starts_with("un-");
    let names: Vec<bool> = lists.lists.iter().map(|list| kept(&list.name)).collect();
    lists.entries.retain(|entry| names[entry.list]);
    let born = lists.entries.iter().filter(|entry| !entry.births.is_empty()).count();
    assert!(born > 7_000, "{born}");
    let screen = Screen::new(lists);
    let people = screen.lists.entries.iter().enumerate().filter(|(_, entry)| {
        entry.about == About::Person && entry.births.iter().any(|birth| birth.to_string().len() == 10)
    });
    let (mut asked, mut found, mut kept) = (0, 0, 0);
    for (place, entry) in people.step_by(60) {
        let has =
            |born: &[Birth]| screen.answer(entry.name(), Asked::Person, born).hits.iter().any(|hit| hit.entry == place);
        asked += 1;
        found += usize::from(has(&entry.births[..1]));
        kept += usize::from(has(&[Birth::read("1906-07-08").unwrap()]));
    }
    eprintln!("of {asked} people {found} are found with their own date, {kept} still with one that contradicts");
    assert_eq!(found, asked);
    assert!(kept < asked);
}
