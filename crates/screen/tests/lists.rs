//! Loaders against damage, and screening on a small list.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::io::Write;
use std::path::Path;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sekisho_screen::{Asked, Lists, Screen};

const SDN: &str = "36,\"MIHON AIRLINES\",-0- ,\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n\
    77,\"REIDAI, Natsuhiko Benedikt\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"Passport AB-123456 (Nowhere); Email Address n@example.com; Digital Currency Address - ETH 0xABCDEF0123.\"\n";
const UN: &str = "<?xml version=\"1.0\"?><CONSOLIDATED_LIST dateGenerated=\"2026-02-27T00:00:09Z\"><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>KIM</FIRST_NAME><SECOND_NAME>YONG CHOL</SECOND_NAME><REFERENCE_NUMBER>U.1</REFERENCE_NUMBER></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sdn.csv"), SDN).unwrap();
    std::fs::write(folder.path().join("alt.csv"), "36,1,\"aka\",\"MIHON AIR\",-0- \n").unwrap();
    packed(&folder.path().join("un.xml.gz"), UN.as_bytes());
    std::fs::write(folder.path().join("wallets.txt"), "# coins\n1BoatSLRHtKNngkdXEeobR76b53LETtpyT\n").unwrap();
    std::fs::write(
        folder.path().join("x.ftm.json"),
        "{\"id\":\"Q1\",\"schema\":\"Person\",\"caption\":\"Jane Oblonskaya\"}\n",
    )
    .unwrap();
    folder
}

fn packed(path: &Path, bytes: &[u8]) {
    let mut out = flate2::write::GzEncoder::new(std::fs::File::create(path).unwrap(), flate2::Compression::fast());
    out.write_all(bytes).unwrap();
    out.finish().unwrap();
}

fn open(folder: &Path) -> Lists {
    Lists::open(&[folder.to_owned()]).unwrap()
}

#[test]
fn every_kind_of_list_is_held_against() {
    let folder = folder();
    let lists = open(folder.path());
    assert_eq!(lists.lists.len(), 4, "{:?}", lists.lists);
    assert!(lists.lists.iter().any(|list| list.dated.as_deref() == Some("2026-02-27")));
    let screen = Screen::new(lists);
    let ids = |value: &str, asked: Asked| -> Vec<String> {
        screen.ask(value, asked).iter().map(|hit| screen.entry(hit).unwrap().id.clone()).collect()
    };
    assert_eq!(ids("Natsuhiko REIDAI", Asked::Name), ["77"]);
    assert_eq!(ids("Natsuhiko Benedikt Riedai", Asked::Name), ["77"]);
    assert_eq!(ids("ab123456", Asked::Document), ["77"]);
    assert_eq!(ids("N@Example.com", Asked::Email), ["77"]);
    assert_eq!(ids("0xabcdef0123", Asked::Wallet), ["77"]);
    assert_eq!(ids("1BoatSLRHtKNngkdXEeobR76b53LETtpyT", Asked::Wallet).len(), 1);
    assert_eq!(ids("Mihon Air", Asked::Organisation), ["36"]);
    assert_eq!(ids("김영철", Asked::Person), ["U.1"]);
    assert_eq!(ids("ｷﾑ ﾖﾝﾁﾖﾙ", Asked::Person), ["U.1"]);
    assert!(ids("Hanako Mihon", Asked::Name).is_empty());
}

#[test]
fn damage_never_stops_and_is_told() {
    let good = folder();
    let files: Vec<_> = std::fs::read_dir(good.path()).unwrap().map(|item| item.unwrap().path()).collect();
    let mut dice = ChaCha8Rng::seed_from_u64(8);
    for round in 0..400 {
        let bad = tempfile::tempdir().unwrap();
        let hurt = round % files.len();
        for (at, file) in files.iter().enumerate() {
            let mut bytes = std::fs::read(file).unwrap();
            if at == hurt {
                match dice.random_range(0..4) {
                    0 => bytes.truncate(dice.random_range(0..bytes.len())),
                    1 => (0..6).for_each(|_| {
                        let place = dice.random_range(0..bytes.len());
                        bytes[place] = dice.random_range(0..=255);
                    }),
                    2 => bytes.splice(0..0, [0xff, 0xfe]).for_each(drop),
                    _ => bytes.extend_from_within(..),
                }
            }
            std::fs::write(bad.path().join(file.file_name().unwrap()), bytes).unwrap();
        }
        let lists = open(bad.path());
        // The other lists are whole.
        assert!(lists.entries.len() >= 2, "round {round}: {:?}", lists.notes);
        drop(Screen::new(lists));
    }
}

#[test]
fn a_long_line_and_wrong_letters_lose_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let long = "x".repeat(20 << 20);
    let mut bytes = format!("1,\"{long}\n").into_bytes();
    bytes.extend(b"2,\"M\xfcller Erika\",\"individual\",\"X\"\n");
    std::fs::write(folder.path().join("sdn.csv"), bytes).unwrap();
    let lists = open(folder.path());
    assert!(lists.entries.iter().any(|entry| entry.name() == "Müller Erika"));
    assert!(
        lists.notes.iter().any(|note| note.starts_with("sdn.csv:1:"))
            && lists.notes.iter().any(|note| note.starts_with("sdn.csv:2:"))
    );
}
