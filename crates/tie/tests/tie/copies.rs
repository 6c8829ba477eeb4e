//! Near copies of texts and pictures.

use sekisho_tie::{Kind, Why};

use crate::data::{Dice, World, hubs, ids, kinds, pairs};

const WORDS: [&str; 60] = [
    "ledger", "harbour", "pipeline", "sensor", "migrate", "careful", "weekly", "invoice", "gateway", "render",
    "python", "analyst", "station", "deploy", "backlog", "client", "quality", "review", "budget", "archive", "kernel",
    "mobile", "vector", "design", "payment", "cluster", "android", "browser", "network", "storage", "battery",
    "compile", "session", "profile", "traffic", "channel", "monitor", "factory", "library", "journal", "cabinet",
    "diagram", "feature", "housing", "imagine", "justice", "kitchen", "leather", "machine", "neutral", "october",
    "package", "quarter", "rainbow", "segment", "texture", "uniform", "variety", "weather", "yard",
];

/// A text of 40 words.
fn text(dice: &mut Dice) -> Vec<String> {
    (0..40).map(|_| format!("{}{}", WORDS[dice.below(WORDS.len())], dice.below(30))).collect()
}

/// The same with every tenth word replaced.
fn edited(template: &[String], dice: &mut Dice) -> String {
    let word = |(place, word): (usize, &String)| {
        if place % 10 == 3 { format!("edit{}", dice.below(9999)) } else { word.clone() }
    };
    template.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// Adds a text of one of the three sorts.
fn write(world: &mut World, kind: Kind, account: &str, text: &str) {
    let time = ("at", "2025-01-04T00:00:00Z");
    match kind {
        Kind::ProposalText => {
            world.keyed("proposals", "proposal_id", &[("job_id", "j"), ("account_id", account), time, ("text", text)])
        }
        Kind::ProfileText => world.row("profiles", &[("account_id", account), time, ("about", text)]),
        _ => world.keyed("messages", "message_id", &[("sender_account_id", account), time, ("text", text)]),
    };
}

#[test]
fn a_template_with_edits_ties_and_other_texts_do_not() {
    for kind in [Kind::ProposalText, Kind::ProfileText, Kind::MessageText] {
        let (mut world, mut dice) = (World::default(), Dice(8));
        let template = text(&mut dice);
        for id in ["a", "b"] {
            world.account(id, &[]);
            let edited = edited(&template, &mut dice);
            write(&mut world, kind, id, &edited);
        }
        // One account that repeats itself ties nobody.
        world.account("loner", &[]);
        let own = text(&mut dice);
        (0..3).for_each(|_| write(&mut world, kind, "loner", &edited(&own, &mut dice)));
        for id in ids("x", 30) {
            let other = text(&mut dice).join(" ");
            write(world.account(&id, &[]), kind, &id, &other);
        }
        let ties = world.ties();
        assert_eq!(pairs(&ties, kind), [("a".to_owned(), "b".to_owned())], "{kind:?}");
        assert!(ties.ties[0].bond.similarity > 0.7 && ties.ties[0].bond.similarity < 1.0);
    }
}

#[test]
fn a_public_template_is_a_hub() {
    for exact in [true, false] {
        let (mut world, mut dice) = (World::default(), Dice(9));
        let template = text(&mut dice);
        for id in ids("x", 30) {
            let text = if exact { template.join(" ") } else { edited(&template, &mut dice) };
            write(world.account(&id, &[]), Kind::ProposalText, &id, &text);
        }
        let ties = world.ties();
        assert!(ties.ties.is_empty(), "exact {exact}");
        assert!(hubs(&ties, Kind::ProposalText).iter().all(|(accounts, why)| *accounts == 30 && *why == Why::TooMany));
        assert!(!ties.hubs.is_empty());
    }
}

fn flipped(hash: u64, bits: u32) -> String {
    format!("{:016x}", hash ^ ((1u64 << bits) - 1) << 20)
}

const HASH: u64 = 0x9a3c_51e7_0f86_d24b;

#[test]
fn portraits_within_six_bits_are_copies() {
    let mut world = World::default();
    for (id, bits) in [("a", 0), ("b", 6), ("c", 14)] {
        world.account(id, &[]);
        let hash = flipped(HASH, bits);
        for day in ["2025-01-04", "2025-02-04"] {
            world.row("profiles", &[("account_id", id), ("at", &format!("{day}T00:00:00Z")), ("photo_phash", &hash)]);
        }
    }
    world.account("blank", &[]).account("blank2", &[]);
    for id in ["blank", "blank2"] {
        world.row(
            "profiles",
            &[("account_id", id), ("at", "2025-01-04T00:00:00Z"), ("photo_phash", "0000000000000000")],
        );
    }
    let ties = world.ties();
    assert_eq!(pairs(&ties, Kind::Photo), [("a".to_owned(), "b".to_owned())], "a plain picture is nobody's portrait");
    let bond = ties.ties[0].bond;
    assert!((bond.similarity - (1.0 - 6.0 / 64.0)).abs() < 1e-6 && bond.repeats == 1);
    assert_eq!(bond.first, bond.last, "the day on which both were first shown");
}

#[test]
fn a_portrait_that_many_use_is_a_hub() {
    let mut world = World::default();
    for id in ids("x", 13) {
        world.account(&id, &[]);
        world.row(
            "profiles",
            &[("account_id", &id), ("at", "2025-01-04T00:00:00Z"), ("photo_phash", &flipped(HASH, 0))],
        );
    }
    let ties = world.ties();
    assert!(ties.ties.is_empty());
    assert_eq!(hubs(&ties, Kind::Photo), [(13, Why::TooMany)]);
}

#[test]
fn a_document_image_is_one_fact_whether_the_file_is_the_same_or_nearly() {
    let mut world = World::default();
    let add = |world: &mut World, id: &str, file: &str, bits: u32| {
        world.account(id, &[]);
        let hash = flipped(HASH, bits);
        let cells = [("account_id", id), ("submitted_at", "2025-01-02T00:00:00Z"), ("kind", "passport")];
        world.keyed(
            "documents",
            "document_id",
            &[&cells[..], &[("image_sha256", file), ("image_phash", &hash)]].concat(),
        );
    };
    add(&mut world, "a", "f1", 0);
    add(&mut world, "b", "f1", 0);
    add(&mut world, "resized", "f2", 4);
    add(&mut world, "other", "f3", 11);
    let ties = world.ties();
    assert_eq!(kinds(&ties, "a", "b"), [Kind::DocumentImage]);
    assert_eq!(kinds(&ties, "a", "resized"), [Kind::DocumentImage]);
    assert_eq!(kinds(&ties, "resized", "other"), []);
    assert_eq!(pairs(&ties, Kind::DocumentImage).len(), 3);
}
