//! How and where somebody is reached, papers by number, commits, invitations.

use sekisho_tie::{Kind, Why};

use crate::data::{World, hubs, ids, kinds, pairs};

fn one(a: &str, b: &str) -> Vec<(String, String)> {
    vec![(a.to_owned(), b.to_owned())]
}

#[test]
fn a_mailbox_is_one_whatever_the_case_and_the_tag() {
    let mut world = World::default();
    for (id, email) in [
        ("a", "Jo.Doe+work@Example.com"),
        ("b", "jo.doe@example.com"),
        ("c", "jodoe@example.com"),
        ("d", "Some.One@gmail.com"),
        ("e", "someone+x@googlemail.com"),
    ] {
        world.account(id, &[("email", email)]);
    }
    assert_eq!(pairs(&world.ties(), Kind::Email), [one("a", "b"), one("d", "e")].concat(), "dots count elsewhere");
}

#[test]
fn a_telephone_number_is_one_whatever_its_blanks() {
    let mut world = World::default();
    for (id, phone) in [("a", "+81 90-1234-5678"), ("b", "+819012345678"), ("c", "+819012345679")] {
        world.account(id, &[("phone", phone)]);
    }
    assert_eq!(pairs(&world.ties(), Kind::Phone), one("a", "b"));
}

#[test]
fn a_home_ties_a_household_and_not_a_tower() {
    let mut world = World::default();
    world
        .account("a", &[("address", "1-2-3 Kita, Example City")])
        .account("b", &[("address", "1-2-3 kita, example city")]);
    ids("x", 9).iter().for_each(|id| _ = world.account(id, &[("address", "9 Tower Road")]));
    let ties = world.ties();
    assert_eq!(pairs(&ties, Kind::HomeAddress), one("a", "b"));
    assert_eq!(hubs(&ties, Kind::HomeAddress), [(9, Why::TooMany)]);
}

#[test]
fn parcels_home_are_no_tie() {
    let mut world = World::default();
    for id in ["a", "b"] {
        world.account(id, &[("address", "1 Family Street")]);
    }
    world.accounts(&["c", "d"]);
    for (id, address) in
        [("a", "1 Family Street"), ("b", "1 family street"), ("c", "7 Laptop Farm"), ("d", "7 Laptop Farm")]
    {
        let cells = [("account_id", id), ("at", "2025-01-03T00:00:00Z"), ("address", address)];
        world.keyed("shipments", "shipment_id", &cells);
    }
    let ties = world.ties();
    assert_eq!(pairs(&ties, Kind::ShippingAddress), one("c", "d"));
    assert_eq!(kinds(&ties, "a", "b"), [Kind::HomeAddress]);
}

fn paper(world: &mut World, account: &str, cells: &[(&str, &str)]) {
    let usual = [("account_id", account), ("submitted_at", "2025-01-02T00:00:00Z")];
    world.keyed("documents", "document_id", &[&usual[..], cells].concat());
}

#[test]
fn a_document_number_is_one_of_its_kind_and_country() {
    let mut world = World::default();
    world.accounts(&["a", "b", "c", "d"]);
    let passport = [("kind", "passport"), ("issuing_country", "JP"), ("number", "TK1234567")];
    paper(&mut world, "a", &passport);
    paper(&mut world, "a", &passport);
    paper(&mut world, "b", &passport);
    paper(&mut world, "c", &[("kind", "passport"), ("issuing_country", "KR"), ("number", "TK1234567")]);
    paper(&mut world, "d", &[("kind", "visa"), ("issuing_country", "JP"), ("number", "TK1234567")]);
    assert_eq!(pairs(&world.ties(), Kind::DocumentNumber), one("a", "b"));
}

#[test]
fn a_number_in_another_spelling_is_the_same_number() {
    let mut world = World::default();
    world.accounts(&["a", "b", "c", "d"]);
    for (account, number) in [("a", "TK1234567"), ("b", "tk 123-4567"), ("c", "ＴＫ１２３４５６７"), ("d", "TK1234568")]
    {
        paper(&mut world, account, &[("kind", "passport"), ("issuing_country", "JP"), ("number", number)]);
    }
    let tied = pairs(&world.ties(), Kind::DocumentNumber);
    assert_eq!(tied, [("a", "b"), ("a", "c"), ("b", "c")].map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn documents_of_one_camera_within_minutes_come_out_of_one_hand() {
    let make = |taken: &'static str| {
        [
            ("kind", "national_id"),
            ("camera_model", "C1"),
            ("software", "Editor 9"),
            ("width_px", "1200"),
            ("height_px", "800"),
            ("taken_at", taken),
        ]
    };
    let mut world = World::default();
    world.accounts(&["a", "b", "evening", "shop"]);
    paper(&mut world, "a", &make("2025-01-01T10:00:00Z"));
    paper(&mut world, "b", &make("2025-01-01T10:12:00Z"));
    paper(&mut world, "evening", &make("2025-01-01T18:00:00Z"));
    paper(&mut world, "shop", &[("kind", "national_id"), ("camera_model", "C1"), ("taken_at", "2025-01-01T18:05:00Z")]);
    assert_eq!(
        pairs(&world.ties(), Kind::DocumentPipeline),
        one("a", "b"),
        "a camera model alone is on a million telephones"
    );
}

#[test]
fn an_address_in_commits_ties_unless_it_stands_for_nobody() {
    let mut world = World::default();
    world.accounts(&["a", "b", "c", "d"]);
    for (id, email) in [
        ("a", "dev@example.com"),
        ("b", "Dev+git@example.com"),
        ("c", "1+x@users.noreply.example.com"),
        ("d", "1+x@users.noreply.example.com"),
    ] {
        let cells =
            [("repository", "r"), ("account_id", id), ("author_email", email), ("authored_at", "2025-01-03T00:00:00Z")];
        world.keyed("commits", "commit_id", &cells);
    }
    assert_eq!(pairs(&world.ties(), Kind::CommitEmail), one("a", "b"));
}

#[test]
fn an_invitation_ties_host_and_guests_unless_the_host_invites_everybody() {
    let mut world = World::default();
    world.accounts(&["host", "campaign", "stranger"]);
    ["g1", "g2"].iter().for_each(|id| _ = world.account(id, &[("referrer_account_id", "host")]));
    ids("x", 9).iter().for_each(|id| _ = world.account(id, &[("referrer_account_id", "campaign")]));
    let ties = world.ties();
    let found = [one("g1", "g2"), one("g1", "host"), one("g2", "host")].concat();
    assert_eq!(pairs(&ties, Kind::Referral), found);
    assert_eq!(hubs(&ties, Kind::Referral), [(10, Why::TooMany)]);
}
