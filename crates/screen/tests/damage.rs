//! Damaged lists: never a panic, never a hang, what the damage does not touch is all there, and what is lost is told with its place.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;
use std::io::Write;
use std::ops::Range;
use std::path::Path;

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sekisho_screen::{Lists, Screen};

const ENTRIES: usize = 30;
const ROUNDS: u64 = 100;

/// A file of a list, and the facts that each of its lines tells.
struct File {
    name: &'static str,
    lines: Vec<(String, Vec<String>)>,
}

impl File {
    fn text(&self) -> String {
        self.lines.iter().map(|(line, _)| format!("{line}\n")).collect()
    }

    /// The bytes of each line, with its end.
    fn places(&self) -> Vec<Range<usize>> {
        let mut at = 0;
        let place = |(line, _): &(String, Vec<String>)| {
            let from = at;
            at += line.len() + 1;
            from..at
        };
        self.lines.iter().map(place).collect()
    }
}

/// A small word for a number, so that names differ. Some have letters that are not ASCII.
fn word(number: usize) -> String {
    let letter = |at: usize| ["ka", "ro", "mi", "tsé", "lu", "va", "ne", "shö", "pi", "du"][at % 10];
    format!("X{}{}{}", letter(number), letter(number / 10), letter(number + 3))
}

fn files() -> Vec<File> {
    let name = |at: usize| format!("{}, {}", word(at), word(at + 7));
    let row = |at: usize, remark: &str| {
        format!("{at},\"{}\",\"individual\",\"X\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"{remark}\"", name(at))
    };
    let numbers = 100..100 + ENTRIES;
    let sdn = numbers.clone().map(|at| {
        let remark = format!("DOB 12 Mar 1{}; Passport SD{at}99 (Nowhere).", at + 850);
        (row(at, &remark), vec![format!("{at} {}", name(at)), format!("{at} SD{at}99")])
    });
    let alt = numbers.clone().map(|at| {
        let other = format!("{} OTHER", word(at));
        (format!("{at},{at},\"aka\",\"{other}\",-0- "), vec![format!("{at} {other}")])
    });
    let comments =
        numbers.clone().map(|at| (format!("{at},\" Passport CO{at}99 (X).\""), vec![format!("{at} CO{at}99")]));
    let ftm = numbers.clone().map(|at| {
        let line = format!(
            "{{\"id\":\"F{at}\",\"schema\":\"Person\",\"caption\":\"{}\",\"properties\":{{\"passportNumber\":[\"FT{at}99\"]}}}}",
            name(at)
        );
        (line, vec![format!("F{at} {}", name(at)), format!("F{at} FT{at}99")])
    });
    let wallets = numbers.map(|at| (format!("1Invented{at}Wallet"), vec![format!("1Invented{at}Wallet")]));
    vec![
        File { name: "sdn.csv", lines: sdn.collect() },
        File { name: "alt.csv", lines: alt.collect() },
        File { name: "sdn_comments.csv", lines: comments.collect() },
        File { name: "un.xml", lines: un() },
        File { name: "x.ftm.json", lines: ftm.collect() },
        File { name: "wallets.txt", lines: wallets.collect() },
    ]
}

fn un() -> Vec<(String, Vec<String>)> {
    let plain = |text: &str| (text.to_owned(), Vec::new());
    let mut lines = vec![
        plain("<?xml version=\"1.0\"?>"),
        plain("<CONSOLIDATED_LIST dateGenerated=\"2026-02-27T00:00:09Z\"><INDIVIDUALS>"),
    ];
    for at in 100..100 + ENTRIES {
        if at == 110 {
            lines.push(plain("</INDIVIDUALS><ENTITIES>"));
        }
        let tag = if at < 110 { "INDIVIDUAL" } else { "ENTITY" };
        let line = format!(
            "<{tag}><DATAID>{at}</DATAID><FIRST_NAME>{}</FIRST_NAME><SECOND_NAME>A \"q\" &amp; {}</SECOND_NAME>\
             <{tag}_ALIAS><ALIAS_NAME>{} ALIAS</ALIAS_NAME></{tag}_ALIAS></{tag}>",
            word(at),
            word(at + 7),
            word(at)
        );
        let facts = vec![format!("{at} {} A \"q\" & {}", word(at), word(at + 7)), format!("{at} {} ALIAS", word(at))];
        lines.push((line, facts));
    }
    lines.push(plain("</ENTITIES></CONSOLIDATED_LIST>"));
    lines
}

/// Everything that the entries of a folder tell, in the form of the facts above.
fn told(lists: &Lists) -> BTreeSet<String> {
    let of_entry = |entry: &sekisho_screen::Entry| -> Vec<String> {
        let names = entry.names.iter().map(|name| format!("{} {}", entry.id, name.text));
        let papers = entry.documents.iter().map(|paper| format!("{} {paper}", entry.id));
        names.chain(papers).chain(entry.wallets.clone()).collect()
    };
    lists.entries.iter().flat_map(of_entry).collect()
}

/// Writes the files, one of them in another way, and reads the folder.
fn open(files: &[File], hurt: usize, bytes: &[u8]) -> Lists {
    let folder = tempfile::tempdir().unwrap();
    for (at, file) in files.iter().enumerate() {
        let text = file.text();
        std::fs::write(folder.path().join(file.name), if at == hurt { bytes } else { text.as_bytes() }).unwrap();
    }
    Lists::open(&[folder.path().to_owned()]).unwrap()
}

/// Notes on a file, and the lines that they name.
fn noted<'a>(lists: &'a Lists, file: &str) -> Vec<(usize, &'a str)> {
    let line = |note: &'a String| {
        let rest = note.strip_prefix(file)?.strip_prefix(':')?;
        Some((rest.split(':').next()?.parse().ok()?, note.as_str()))
    };
    lists.notes.iter().filter_map(line).collect()
}

/// Facts of lines that are not there any more, by line (from 1).
fn lost(file: &File, told: &BTreeSet<String>) -> Vec<usize> {
    let gone = |(_, facts): &&(String, Vec<String>)| facts.iter().any(|fact| !told.contains(fact));
    (1..).zip(&file.lines).filter(|(_, line)| gone(line)).map(|(number, _)| number).collect()
}

/// Lines whose bytes are touched. The end of a line belongs to the next one as well.
fn touched(file: &File, bytes: &Range<usize>) -> BTreeSet<usize> {
    let hit = |place: &Range<usize>| place.start <= bytes.end && bytes.start < place.end;
    (1..).zip(file.places()).filter(|(_, place)| hit(place)).map(|(number, _)| number).collect()
}

#[test]
fn undamaged_files_are_all_there_in_every_encoding() {
    let files = files();
    for (hurt, file) in files.iter().enumerate() {
        let text = file.text();
        let wide =
            |mark: &str, order: fn(u16) -> [u8; 2]| format!("{mark}{text}").encode_utf16().flat_map(order).collect();
        let forms: [(&str, Vec<u8>); 9] = [
            ("as it is", text.clone().into_bytes()),
            ("CRLF", text.replace('\n', "\r\n").into_bytes()),
            ("CR", text.replace('\n', "\r").into_bytes()),
            ("mark", format!("\u{feff}{text}").into_bytes()),
            ("UTF-16", wide("\u{feff}", u16::to_le_bytes)),
            ("UTF-16, other order", wide("\u{feff}", u16::to_be_bytes)),
            ("UTF-16 without a mark", wide("", u16::to_le_bytes)),
            ("UTF-16, other order, without a mark", wide("", u16::to_be_bytes)),
            ("a mark of UTF-16 that lies", [&[0xff, 0xfe], text.as_bytes()].concat()),
        ];
        for (form, bytes) in forms {
            let lists = open(&files, hurt, &bytes);
            assert_eq!(lost(file, &told(&lists)), [] as [usize; 0], "{} {form}: {:?}", file.name, lists.notes);
            let quiet = form.contains("without") || form.contains("lies");
            assert_eq!(noted(&lists, file.name).is_empty(), !quiet, "{} {form}: {:?}", file.name, lists.notes);
        }
    }
}

#[test]
fn a_cut_file_keeps_what_stands_before_and_tells_of_the_line() {
    let files = files();
    for (hurt, file) in files.iter().enumerate() {
        let text = file.text();
        for cut in (0..text.len()).step_by(13) {
            let lists = open(&files, hurt, &text.as_bytes()[..cut]);
            let (told, notes) = (told(&lists), noted(&lists, file.name));
            let line = 1 + text.as_bytes()[..cut].iter().filter(|byte| **byte == b'\n').count();
            let lost = lost(file, &told);
            assert!(lost.iter().all(|lost| *lost >= line), "{} cut at {cut}: {lost:?}", file.name);
            // A file of rows that ends with a line looks whole, and a wallet that is cut looks like another one.
            let whole = cut == 0 || text.as_bytes()[cut - 1] == b'\n' || file.name == "wallets.txt";
            let here = lost.contains(&line) && (!whole || file.name == "un.xml");
            let near = notes.iter().any(|(noted, _)| line.abs_diff(*noted) <= 1);
            assert!(!here || near, "{} cut at {cut}, line {line}: {notes:?}", file.name);
        }
    }
}

/// What can happen to bytes on their way.
fn hurt(dice: &mut ChaCha8Rng, file: &File) -> (&'static str, Range<usize>, Vec<u8>) {
    let mut bytes = file.text().into_bytes();
    let at = dice.random_range(0..bytes.len());
    let many = dice.random_range(1..12);
    let end = (at + many).min(bytes.len());
    let (name, range) = match dice.random_range(0..8) {
        0 => {
            bytes[at] ^= 1 << dice.random_range(0..8);
            ("a bit turned over", at..at + 1)
        }
        1 => {
            (at..end).for_each(|at| bytes[at] = dice.random_range(0..=255));
            ("rubbish", at..end)
        }
        2 => {
            bytes.drain(at..end);
            ("bytes lost", at..end)
        }
        3 => {
            bytes.splice(at..at, std::iter::repeat_n(0, many));
            ("bytes of zero", at..at)
        }
        4 => {
            bytes.splice(at..at, [0xff, 0xc3, 0xfe]);
            ("bytes that are no letters", at..at)
        }
        5 => {
            let place = file.places().into_iter().find(|place| place.contains(&at)).unwrap();
            let line: Vec<u8> = bytes[place.clone()].iter().copied().filter(|byte| !b"\"<>".contains(byte)).collect();
            bytes.splice(place.clone(), line);
            ("quotes and brackets lost", place)
        }
        6 => {
            bytes.splice(at..at, *b"<!--");
            ("a comment that does not end", at..at)
        }
        _ => {
            bytes.splice(at..at, *b"\"");
            ("a quote more", at..at)
        }
    };
    (name, range, bytes)
}

#[test]
fn what_damage_does_not_touch_is_there_and_losses_are_told() {
    let files = files();
    let before = open(&files, usize::MAX, &[]).entries.len();
    for (at, file) in files.iter().enumerate() {
        for seed in 0..ROUNDS {
            let mut dice = ChaCha8Rng::seed_from_u64(seed);
            let (what, range, bytes) = hurt(&mut dice, file);
            let lists = open(&files, at, &bytes);
            let (lost, notes) = (lost(file, &told(&lists)), noted(&lists, file.name));
            let touched = touched(file, &range);
            let place = format!("{} seed {seed}: {what} in {touched:?}", file.name);
            assert!(lost.iter().all(|line| touched.contains(line)), "{place} lost {lost:?}: {notes:?}");
            // Letters that became others are damage that nobody can see; fewer entries are.
            let fewer = lists.entries.len() < before;
            let first = touched.first().copied().unwrap_or(1);
            let near = notes.iter().any(|(noted, _)| first.abs_diff(*noted) <= 2);
            assert!(
                !fewer || near || file.name == "wallets.txt",
                "{place} lost {lost:?}, and nothing says so: {notes:?}"
            );
        }
    }
}

#[test]
fn doubled_lines_and_ids_that_stand_twice_lose_nothing() {
    let files = files();
    for (at, file) in files.iter().enumerate() {
        let mut twice = File { name: file.name, lines: Vec::new() };
        for (line, facts) in &file.lines {
            twice.lines.push((line.clone(), facts.clone()));
            if !facts.is_empty() {
                let other = |text: &str| text.replace("Xka", "Yka").replace("99", "77").replace("Wallet", "Purse");
                twice.lines.push((other(line), facts.iter().map(|fact| other(fact)).collect()));
            }
        }
        let lists = open(&files, at, twice.text().as_bytes());
        assert_eq!(lost(&twice, &told(&lists)), [] as [usize; 0], "{}: {:?}", file.name, lists.notes);
        let said = lists.notes.iter().filter(|note| note.contains("stands twice")).count();
        let ids = matches!(file.name, "sdn.csv" | "un.xml" | "x.ftm.json");
        assert_eq!(said, if ids { ENTRIES } else { 0 }, "{}: {:?}", file.name, lists.notes);
    }
}

#[test]
fn a_packed_file_that_is_damaged_gives_what_stands_before() {
    let files = files();
    let mut dice = ChaCha8Rng::seed_from_u64(11);
    for file in files.iter().filter(|file| !matches!(file.name, "alt.csv" | "sdn_comments.csv")) {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packer.write_all(file.text().as_bytes()).unwrap();
        let good = packer.finish().unwrap();
        for round in 0..ROUNDS {
            let mut bytes = good.clone();
            // The first two bytes say that it is packed.
            let at = dice.random_range(2..bytes.len());
            if round % 2 == 0 {
                bytes.truncate(at)
            } else {
                bytes[at] ^= 1 << dice.random_range(0..8)
            }
            let folder = tempfile::tempdir().unwrap();
            let name = format!("{}.gz", file.name);
            std::fs::write(folder.path().join(&name), bytes).unwrap();
            let lists = Lists::open(&[folder.path().to_owned()]).unwrap();
            let told = told(&lists);
            let lost = file.lines.iter().any(|(_, facts)| {
                facts.iter().any(|fact| !told.contains(fact) && !told.iter().any(|told| told.ends_with(fact.as_str())))
            });
            assert!(!lost || !noted(&lists, &name).is_empty(), "{name} round {round}");
        }
    }
}

#[test]
fn a_name_that_is_no_name_is_asked_for_in_bounded_time() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("sdn.csv"), files()[0].text()).unwrap();
    let screen = Screen::new(open_one(folder.path()));
    for long in ["x", "ka ", "金", "キム", "김", "'", "-", "ß", "\u{300}"].map(|part| part.repeat(4 << 20)) {
        assert!(screen.ask(&long, sekisho_screen::Asked::Name).is_empty());
    }
}

/// Reads one file that is written in parts, and makes it ready to be asked.
fn read(name: &str, parts: &[&[u8]]) -> Lists {
    let folder = tempfile::tempdir().unwrap();
    let mut file = std::fs::File::create(folder.path().join(name)).unwrap();
    parts.iter().for_each(|part| file.write_all(part).unwrap());
    drop(file);
    let lists = open_one(folder.path());
    assert!(lists.notes.len() <= 1_002 && lists.notes.iter().all(|note| note.len() < 2_000), "{name}");
    let screen = Screen::new(lists);
    screen.lists
}

fn open_one(folder: &Path) -> Lists {
    Lists::open(&[folder.to_owned()]).unwrap()
}

#[test]
fn a_line_of_100_mb_loses_nothing_else() {
    let long = vec![b'x'; 100 << 20];
    let after = b"\n7,\"REIDAI, Natsu\",\"individual\",\"X\",-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-\n";
    let lists = read("sdn.csv", &[b"1,\"", &long, after]);
    assert!(lists.entries.iter().any(|entry| entry.name() == "REIDAI, Natsu"));
    assert!(lists.notes.iter().any(|note| note.starts_with("sdn.csv:1:")), "{:?}", lists.notes);
    let json = [&long[..50 << 20], b"\"}\n{\"id\":\"B\",\"schema\":\"Person\",\"caption\":\"REIDAI Natsu\"}"];
    let lists = read("x.ftm.json", &[b"{\"id\":\"A\",\"schema\":\"Person\",\"caption\":\"", json[0], json[1]]);
    assert!(lists.entries.iter().any(|entry| entry.name() == "REIDAI Natsu") && lists.entries.len() == 2);
    assert!(lists.notes.iter().any(|note| note.contains("too long")), "{:?}", lists.notes);
    let lists = read("wallets.txt", &[&long[..30 << 20], b"\n1Invented"]);
    assert_eq!(lists.entries.len(), 2);
}

const UN_AFTER: &[u8] =
    b"\n<INDIVIDUAL><FIRST_NAME>REIDAI</FIRST_NAME><DATAID>7</DATAID></INDIVIDUAL></INDIVIDUALS></CONSOLIDATED_LIST>";

#[test]
fn xml_that_grows_or_nests_without_end_costs_one_entry() {
    let head = b"<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>A";
    let bomb: String = (1..60).map(|at| format!("<!ENTITY l{at} \"&l{};&l{};\">", at - 1, at - 1)).collect();
    let document = format!("<!DOCTYPE x [<!ENTITY l0 \"lol\">{bomb}]>");
    let cases: [(&str, Vec<u8>); 6] = [
        ("deep", b"<a>".repeat(4 << 20)),
        ("entities", b"&l59;".repeat(1 << 20)),
        ("long", vec![b'x'; 30 << 20]),
        ("ampersands", b"&".repeat(1 << 20)),
        ("comments", b"<INDIVIDUAL><!--".repeat(1 << 16)),
        ("quotes", b"<INDIVIDUAL><a b=\"".repeat((1 << 16) + 1)),
    ];
    for (name, middle) in cases {
        let lists = read("un.xml", &[document.as_bytes(), head, &middle, UN_AFTER]);
        assert!(lists.entries.iter().any(|entry| entry.name() == "REIDAI"), "{name}: {:?}", lists.notes);
        assert!(lists.notes.iter().any(|note| note.starts_with("un.xml:")), "{name}");
    }
}

#[test]
fn json_that_nests_without_end_costs_one_line() {
    let after = b"\n{\"id\":\"B\",\"schema\":\"Person\",\"caption\":\"REIDAI Natsu\"}\n";
    let lists = read("x.ftm.json", &[b"{\"id\":", &b"[".repeat(50 << 20), after]);
    assert_eq!(lists.entries.len(), 1);
    assert!(lists.notes[0].starts_with("x.ftm.json:1:"), "{:?}", lists.notes);
}

#[test]
fn a_million_bad_rows_are_a_thousand_notes() {
    for (name, row) in [("sdn.csv", "x\n"), ("x.ftm.json", "{\n"), ("alt.csv", "1\n"), ("sdn.csv", "1,\"\n")] {
        let lists = read(name, &[row.repeat(1_000_000).as_bytes()]);
        let count = lists.notes.last().unwrap();
        assert!(count.ends_with("more such lines") && lists.notes.len() == 1_001, "{name}: {count}");
    }
    let lists = read("un.xml", &["<INDIVIDUAL></X>\n".repeat(300_000).as_bytes()]);
    assert!(lists.notes.last().unwrap().ends_with("more such lines"));
}
