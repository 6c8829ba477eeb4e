//! Lines and machines.

use sekisho_tie::{Kind, Why};

use crate::data::{World, hubs, ids, kinds, pairs};

const IP: [(&str, &str); 1] = [("ip", "198.51.100.7")];

#[test]
fn an_address_ties_those_who_use_it_on_the_same_days() {
    let mut world = World::default();
    world.accounts(&["a", "b", "c", "d"]);
    for day in [3, 5] {
        world.session("a", (day, 600), &IP).session("b", (day, 900), &IP).session("c", (day + 30, 600), &IP);
    }
    world.session("d", (3, 600), &IP);
    let ties = world.ties();
    assert_eq!(pairs(&ties, Kind::Ip), [("a".to_owned(), "b".to_owned())], "c was there later, d only once");
    assert_eq!(ties.ties[0].bond.repeats, 2);
}

#[test]
fn addresses_that_a_list_names_or_a_crowd_uses_are_hubs() {
    let list = Some("cidr,kind\n198.51.100.0/24,campus\n".to_owned());
    let mut listed = World { shared_networks: list, ..World::default() };
    listed.accounts(&["a", "b"]);
    let mut crowded = World::default();
    let crowd = ids("x", 25);
    crowd.iter().for_each(|id| _ = crowded.account(id, &[]));
    for day in 0..2 {
        listed.session("a", (day, 600), &IP).session("b", (day, 600), &IP);
        crowd.iter().for_each(|id| _ = crowded.session(id, (day, 600), &IP));
    }
    let (listed, crowded) = (listed.ties(), crowded.ties());
    assert!(listed.ties.is_empty() && crowded.ties.is_empty());
    assert_eq!(hubs(&listed, Kind::Ip), [(2, Why::Listed)]);
    assert_eq!(hubs(&crowded, Kind::Ip), [(25, Why::TooMany)]);
}

#[test]
fn one_line_at_one_time_contradicts_homes_far_apart() {
    let mut world = World::default();
    world.account("tokyo", &[("timezone", "Asia/Tokyo")]).account("lima", &[("timezone", "America/Lima")]);
    world.account("neighbour", &[("timezone", "Asia/Tokyo")]).account("later", &[("timezone", "America/Lima")]);
    for day in 0..3 {
        ["tokyo", "lima", "neighbour"].iter().for_each(|id| _ = world.session(id, (day, 600), &IP));
        world.session("later", (day, 1000), &IP);
    }
    let ties = world.ties();
    assert_eq!(kinds(&ties, "tokyo", "lima"), [Kind::Ip, Kind::Egress]);
    assert_eq!(kinds(&ties, "tokyo", "neighbour"), [Kind::Ip], "they say that they live together");
    assert_eq!(kinds(&ties, "tokyo", "later"), [Kind::Ip], "somebody who travels leaves before the other comes");
}

#[test]
fn devices_tie_unless_they_are_one_accounts_or_a_crowds_or_a_declared_teams() {
    for (column, kind) in [("device_id", Kind::Device), ("mfa_device_id", Kind::MfaDevice)] {
        let mut world = World::default();
        world.accounts(&["a", "b", "alone"]);
        world.account("t1", &[("declares_team", "true")]).account("t2", &[("declares_team", "true")]);
        world.session("a", (0, 0), &[(column, "d1")]).session("b", (9, 0), &[(column, "d1")]);
        world.session("alone", (0, 0), &[(column, "d2")]).session("alone", (1, 0), &[(column, "d2")]);
        world.session("t1", (0, 0), &[(column, "d3")]).session("t2", (1, 0), &[(column, "d3")]);
        for id in ids("x", 13) {
            world.account(&id, &[]).session(&id, (0, 0), &[(column, "d5")]);
        }
        let ties = world.ties();
        assert_eq!(pairs(&ties, kind), [("a".to_owned(), "b".to_owned())]);
        let mut hubs = hubs(&ties, kind);
        hubs.sort_unstable();
        assert_eq!(hubs, [(2, Why::DeclaredTeam), (13, Why::TooMany)]);
    }
}

#[test]
fn managed_computers_tie_by_their_serial() {
    let mut world = World::default();
    world.accounts(&["a", "b", "c", "d", "e"]);
    for (id, serial) in [("a", "S1"), ("b", "S1"), ("c", "S2"), ("c", "S2")] {
        world.row(
            "endpoint_events",
            &[("account_id", id), ("device_serial", serial), ("at", "2025-01-05T00:00:00Z"), ("kind", "power")],
        );
    }
    for (id, serial) in [("d", "S3"), ("e", "S3"), ("c", "S4")] {
        let cells = [("account_id", id), ("at", "2025-01-05T00:00:00Z"), ("serial", serial)];
        world.keyed("shipments", "shipment_id", &cells);
    }
    let of = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(pairs(&world.ties(), Kind::Serial), [of("a", "b"), of("d", "e")]);
}

#[test]
fn a_rhythm_needs_a_tie_and_ends_with_one_overlap() {
    // A works at hours of its own each day; B begins as A ends, on every second day.
    let hours = [540, 610, 1010, 380, 820, 700, 465, 930, 555, 1100, 645, 760, 505, 875];
    let mut world = World::default();
    world.accounts(&["a", "b", "c", "untied"]);
    ["a", "b", "c"].iter().for_each(|id| _ = world.session(id, (0, 0), &[("device_id", "d")]));
    for day in 1..29 {
        let minute = hours[day as usize % hours.len()] + day;
        world.session("a", (day, minute), &[]);
        if day % 2 == 0 {
            world.session("b", (day, minute + 65), &[]).session("untied", (day, minute + 65), &[]);
            world.session("c", (day, minute + if day == 20 { 30 } else { 65 }), &[]);
        }
    }
    // The first sessions are at once: one overlap in fifteen is no slack of clocks.
    assert!(pairs(&world.ties(), Kind::Rhythm).is_empty());
    let sessions = world.tables.get_mut("sessions").unwrap();
    sessions.iter_mut().take(3).enumerate().for_each(|(place, row)| {
        row.insert("started_at".into(), crate::data::at(0, 200 * place as i64));
        row.insert("ended_at".into(), crate::data::at(0, 200 * place as i64 + 9));
    });
    let ties = world.ties();
    assert_eq!(pairs(&ties, Kind::Rhythm), [("a".to_owned(), "b".to_owned())], "c overlaps, and b with c all the time");
    let rhythm = ties.ties.iter().find(|tie| tie.bond.kind == Kind::Rhythm).unwrap();
    assert_eq!(rhythm.bond.repeats, 14);
}

#[test]
fn office_hours_are_no_rhythm() {
    let mut world = World::default();
    world.accounts(&["early", "late"]);
    ["early", "late"]
        .iter()
        .zip([0, 100])
        .for_each(|(id, m)| _ = world.session_of(id, (0, m), 9, &[("device_id", "d")]));
    // One leaves at noon, the other comes at noon, every day of two months.
    for day in 1..60 {
        world.session("early", (day, 660), &[]).session("late", (day, 722), &[]);
    }
    assert!(pairs(&world.ties(), Kind::Rhythm).is_empty());
}
