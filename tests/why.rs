//! `sekisho why`: a tie is told term by term, and what is no tie is told as well.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use crate::run::{run, scan, succeed, text};

/// More accounts than this on one device are strangers.
const ON_THE_HUB: usize = 16;

/// A small town, scanned once: a01 and a02 share a device and a bank account, a03 and a04 a device alone, a05 and a06 a
/// telephone and a mailbox, a07 and a08 nothing, a20 and those after it one device.
fn town() -> &'static Path {
    static TOWN: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    let (_, out) = TOWN.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("data");
        write_town(&data);
        let out = scan(&data, &folder.path().join("out"), &[]);
        (folder, out)
    });
    out
}

fn write_town(data: &Path) {
    std::fs::create_dir(data).unwrap();
    let mut accounts = "account_id,role,opened_at,email,phone\n".to_owned();
    let mut sessions = "session_id,account_id,started_at,ended_at,device_id\n".to_owned();
    let mut payments = "payment_account_id,account_id,kind,provider,number,added_at\n".to_owned();
    for place in 1..20 + ON_THE_HUB {
        let contact = if [5, 6].contains(&place) { 5 } else { place };
        let device = match place {
            1 | 2 => "dv_one".to_owned(),
            3 | 4 => "dv_three".to_owned(),
            20.. => "dv_hub".to_owned(),
            _ => format!("dv_{place}"),
        };
        let number = if place == 2 { 1 } else { place };
        writeln!(accounts, "a{place:02},worker,2025-01-01T00:00:00Z,m{contact:02}x@example.org,+8190000{contact:05}")
            .unwrap();
        for day in 1..4 {
            let at = |hour: usize| format!("2025-02-{day:02}T{:02}:{:02}:00Z", hour + place % 20, place % 60);
            writeln!(sessions, "s{place:02}-{day},a{place:02},{},{},{device}", at(0), at(1)).unwrap();
        }
        writeln!(payments, "p{place:02},a{place:02},bank,First,70{number:05},2025-01-0{}T00:00:00Z", place % 9 + 1)
            .unwrap();
    }
    std::fs::write(data.join("accounts.csv"), accounts).unwrap();
    std::fs::write(data.join("sessions.csv"), sessions).unwrap();
    std::fs::write(data.join("payment_accounts.csv"), payments).unwrap();
}

fn why(one: &str, other: &str, out: &Path) -> String {
    let said = succeed(&["why", one, other, "--in", &text(out)]);
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    said
}

fn json(one: &str, other: &str, out: &Path) -> Value {
    serde_json::from_str(&succeed(&["why", one, other, "--in", &text(out), "--format", "json"])).unwrap()
}

#[test]
fn two_families_tie_and_every_term_is_told() {
    let said = why("a01", "a02", town());
    let verdict = said.lines().nth(1).unwrap();
    // Two families tie them, but nothing else speaks against the two: no suspicion.
    assert!(
        verdict.starts_with("tied by ") && verdict.contains(" bits: consistent with one hand, a household"),
        "{said}"
    );
    for part in ["device: ", "dv_one", "payment_number: ", "7000001", "on 2 accounts", "from 2025-02-01 to 2025-02-03"]
    {
        assert!(said.contains(part), "`{part}` is missing: {said}");
    }
    assert!(said.contains("rows: payment_accounts:p01 payment_accounts:p02"), "{said}");
    assert!(said.contains("The pair joins: 2 independent families"), "{said}");

    let found = json("a01", "a02", town());
    assert_eq!((&found["joins"], &found["holds"], &found["reason"]), (&true.into(), &true.into(), &"families".into()));
    let families = found["families"].as_array().unwrap();
    assert_eq!(families.len(), 2, "{found}");
    let sum: f64 = families.iter().map(|family| family["bits"].as_f64().unwrap()).sum();
    assert!((sum - found["bits"].as_f64().unwrap()).abs() < 1e-3 && sum >= 7.0, "{found}");
}

#[test]
fn the_order_of_the_two_changes_nothing_but_their_places() {
    let (there, mut back) = (json("a01", "a02", town()), json("a02", "a01", town()));
    back["account_a"] = "a01".into();
    back["account_b"] = "a02".into();
    back["scores"].as_array_mut().unwrap().reverse();
    assert_eq!(there, back);
}

#[test]
fn one_family_is_no_tie() {
    let said = why("a03", "a04", town());
    assert!(said.lines().nth(1).unwrap().starts_with("not tied: "), "{said}");
    assert!(said.contains("all of one family (device)") && said.contains("dv_three"), "{said}");
    assert!(said.contains("Two independent families are needed"), "{said}");
}

#[test]
fn proximity_is_no_tie() {
    let found = json("a05", "a06", town());
    assert_eq!(found["reason"], "proximity_only", "{found}");
    let ties = found["families"][0]["ties"].as_array().unwrap();
    assert_eq!(ties.len(), 2, "{found}");
    let of = |tie: usize, key: &str| ties[tie][key].as_f64().unwrap();
    assert_eq!(of(0, "counted_bits"), of(0, "full_bits"));
    assert_eq!(of(1, "counted_bits"), of(1, "full_bits") / 2.0, "kin count half");
    let said = why("a05", "a06", town());
    assert!(said.contains("proximity") && said.contains("counted as") && said.contains("Kin count"), "{said}");
}

#[test]
fn who_shares_nothing_is_told_so() {
    let said = why("a01", "a03", town());
    assert!(said.contains("not tied: no tie worth telling, less than 3 bits"), "{said}");
    assert!(said.contains("shared by both and left out, 0 bits: nothing known"), "{said}");
}

#[test]
fn a_hub_that_both_use_is_named_as_left_out() {
    let said = why("a20", "a21", town());
    assert!(said.contains("not tied: "), "{said}");
    let hub = format!("device dv_hub, on {ON_THE_HUB} accounts: shared by more accounts than one hand runs");
    assert!(said.contains(&hub), "{said}");
    assert_eq!(json("a20", "a21", town())["left_out"][0]["shared"], "dv_hub");
    assert_eq!(json("a20", "a03", town())["left_out"].as_array().unwrap().len(), 0, "a03 does not use it");
}

#[test]
fn what_cannot_be_explained_is_refused_with_a_hint() {
    let refused = |arguments: &[&str]| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    let out = text(town());
    let said = refused(&["why", "a01", "a0\u{1b}2", "--in", &out]);
    assert!(said.contains("hint: did you mean `a0") && !said.contains('\u{1b}'), "{said}");
    let said = refused(&["why", "somebody else", "a01", "--in", &out]);
    assert!(said.contains("`somebody else`") && said.contains("hint: `scores.csv` lists"), "{said}");
    assert!(refused(&["why", "a01", "a01", "--in", &out]).contains("hint: name two accounts"));
    let empty = tempfile::tempdir().unwrap();
    let said = refused(&["why", "a01", "a02", "--in", &text(empty.path())]);
    assert!(said.contains("links.csv") && said.contains("hint: `--in` names a folder"), "{said}");
}

const LINKS: &str = "account_a,account_b,kind,bits,witness,shared,value,accounts,repeats,similarity,first_at,last_at\n";

/// Results as `scan` would write them, of ties with known bits: `account_a,account_b,kind,bits,value`.
fn written(ties: &[(&str, &str, &str, f32, &str)], rings: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut links = LINKS.to_owned();
    for (a, b, kind, bits, value) in ties {
        writeln!(links, "{a},{b},{kind},{bits:.2},t:1 t:2,thing {value},{value:0>16},2,1,1.000,,").unwrap();
    }
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("links.csv", &links);
    write("left_out.csv", "kind,shared,accounts,why,witness,account_ids\nip,::1,90,strangers,t:9,b c\n");
    write("rings.csv", &format!("ring_id,account_id,bits\n{rings}"));
    write("scores.csv", "account_id,score_bits,band,ring_id\na,4.500,urgent,r1\n");
    folder
}

#[test]
fn third_accounts_make_a_pair_hold() {
    let ties = [
        ("a", "b", "payment_number", 6.0, "1"),
        ("a", "c", "device", 4.0, "2"),
        ("a", "c", "collector", 4.0, "3"),
        ("b", "c", "device", 5.0, "4"),
        ("b", "c", "collector", 4.0, "5"),
    ];
    let out = written(&ties, "r1,a,1.0\nr1,b,1.0\nr1,c,1.0\n");
    let said = why("b", "a", out.path());
    assert!(said.contains("tied by 6 bits: consistent with one hand"), "{said}");
    assert!(said.contains("one payment number is strong by itself from 5 bits on"), "{said}");
    assert!(said.contains("c adds 4 bits") && said.contains("It holds: 10 bits"), "{said}");
    assert!(said.contains("both stand in r1, 3 accounts"), "{said}");
    assert!(said.contains("a: 4.5 bits, urgent") && said.contains("b: none"), "{said}");
    assert!(said.contains("1 more thing is on more accounts than left_out.csv names"), "{said}");

    let quiet = written(&ties, "");
    let said = why("a", "b", quiet.path());
    assert!(said.contains("consistent with one hand, a household or a team; not suspected"), "{said}");

    let alone = written(&ties[..1], "");
    let said = why("a", "b", alone.path());
    assert!(said.contains("tied by 6 bits, but too weakly to hold") && said.contains("It does not hold"), "{said}");
}

#[test]
fn who_shares_nothing_may_stand_in_one_ring_through_others() {
    let ties = [
        ("a", "c", "device", 5.0, "1"),
        ("a", "c", "collector", 4.0, "2"),
        ("b", "c", "photo", 5.0, "3"),
        ("b", "c", "egress", 4.0, "4"),
    ];
    let out = written(&ties, "r1,a,1.0\nr1,b,1.0\nr1,c,1.0\n");
    let said = why("a", "b", out.path());
    assert!(said.contains("less than 3 bits; third accounts bring both into one ring"), "{said}");
    assert!(said.contains("both stand in r1, 3 accounts") && !said.contains("consistent with one hand"), "{said}");
}

#[test]
fn a_parted_ring_is_told_with_the_little_that_both_sides_share() {
    // One number on three accounts is one fact of 6 bits; a and c have a device besides.
    let number = |one, other| (one, other, "payment_number", 6.0, "1");
    let ties = [number("a", "b"), number("a", "c"), number("b", "c"), ("a", "c", "device", 4.0, "2")];
    let out = written(&ties, "r1,a,1.0\nr1,c,1.0\n");
    let said = why("a", "b", out.path());
    assert!(said.contains("tied by 6 bits, but the ring was parted between them"), "{said}");
    assert!(said.contains("worth less than 7 bits") && said.contains("payment_number thing 1: 6 bits"), "{said}");
    assert!(said.contains("a stands in r1, 2 accounts"), "{said}");
    let found = json("a", "b", out.path());
    assert_eq!((&found["ring"], &found["together"]), (&Value::Null, &false.into()));
}

#[test]
fn control_characters_of_strangers_do_not_act() {
    let evil = "b\u{1b}[31m\u{9b}2J";
    let out = written(&[("a", evil, "device", 6.0, "1")], "");
    for format in ["text", "json"] {
        let said = succeed(&["why", "a", evil, "--in", &text(out.path()), "--format", format]);
        assert!(said.chars().all(|letter| letter == '\n' || !letter.is_control()), "{said:?}");
    }
    assert_eq!(json("a", evil, out.path())["account_b"], evil);
}

#[test]
fn a_broken_row_is_named_by_its_line() {
    let out = written(&[("a", "b", "horoscope", 6.0, "1")], "");
    let output = run(&["why", "a", "b", "--in", &text(out.path())]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(said.contains("line 2") && said.contains("no kind of tie `horoscope`"), "{said}");
}
