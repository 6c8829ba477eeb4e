//! Invented bids, contracts, ratings, talk, papers, parcels and chains of orders.

use super::invent::{ADDRESSES, Invent, POSTAL_CODES};
use super::moments::{BASE, DAY, HOUR};

pub fn invent(world: &mut Invent) {
    jobs(world);
    bids(world);
    contracts(world);
    ratings(world);
    talk(world);
    papers(world);
    orders(world);
}

fn jobs(world: &mut Invent) {
    for number in 0..4 {
        let cells = [
            ("job_id", format!("j{number}")),
            ("client_account_id", world.account()),
            ("posted_at", world.time()),
            ("category", ["web", "web", "design", ""][number].to_owned()),
        ];
        world.add("jobs", &cells);
    }
}

fn bids(world: &mut Invent) {
    for number in 0..world.accounts {
        let account = format!("a{number}");
        for _ in 0..world.dice.below(4) {
            let at = world.moment();
            let price = world.dice.pick(&[599, 600, 1000, 1000, 2000]);
            bid(world, &account, at, (20, price));
        }
        if world.dice.often(12) {
            busy_bidder(world, &account);
        }
    }
}

/// About thirty bids whose first and last lie thirty days apart, give or take a microsecond.
fn busy_bidder(world: &mut Invent, account: &str) {
    let begin = world.moment();
    let end = begin + 30 * DAY + world.dice.pick(&[0, 0, 1, -1]);
    // About two in five bids of a cheap bidder lie below three fifths of the usual price.
    let prices: &[i64] = if world.dice.often(50) { &[599, 300, 600, 1000, 1000] } else { &[601, 1000, 1000, 2000] };
    bid(world, account, begin, (1, 1000));
    bid(world, account, end, (1, 1000));
    for _ in 0..world.dice.between(26, 38) {
        let at = begin + world.dice.between(1, 30 * 24 - 1) * HOUR;
        let price = world.dice.pick(prices);
        bid(world, account, at, (1, price));
    }
}

fn bid(world: &mut Invent, account: &str, at: i64, (won_percent, price): (u64, i64)) {
    let lost = if world.dice.often(80) { "lost" } else { world.dice.pick(&["open", "withdrawn", ""]) };
    let outcome = if world.dice.often(won_percent) { "won" } else { lost };
    let job = format!("j{}", world.dice.below(5));
    let cells = [
        ("proposal_id", world.id("p")),
        ("job_id", job),
        ("account_id", account.to_owned()),
        ("at", world.written(at)),
        ("price_minor", world.or_none(10, price)),
        ("currency", world.some_of(5, &["JPY", "JPY", "USD"])),
        ("outcome", outcome.to_owned()),
    ];
    world.add("proposals", &cells);
}

fn contracts(world: &mut Invent) {
    for _ in 0..world.dice.below(25) {
        let (client, worker, start) = (world.account(), world.account(), world.moment());
        contract(world, client, worker, start);
    }
}

fn contract(world: &mut Invent, client: String, worker: String, start: i64) {
    let upfront = world.dice.pick(&[0, 499, 500, 501, 1000]);
    let cells = [
        ("contract_id", world.id("c")),
        ("client_account_id", client),
        ("worker_account_id", worker),
        ("started_at", world.written(start)),
        ("price_minor", world.or_none(10, 1000)),
        ("upfront_minor", world.or_none(20, upfront)),
        ("kickoff_at", world.time_or_none(60)),
    ];
    world.add("contracts", &cells);
}

/// A few clients that hire and praise several workers, and some who praise whom they never hired.
fn ratings(world: &mut Invent) {
    for _ in 0..world.dice.below(4) {
        let (client, begin) = (world.account(), world.moment());
        let hired = world.dice.pick(&[3, 4, 5, 11, 12]);
        for _ in 0..hired {
            let worker = world.account();
            let praised = world.dice.often(60);
            if world.dice.often(80) {
                contract(world, client.clone(), worker.clone(), begin);
            }
            if praised {
                let at = begin + world.dice.pick(&[0, 0, 29 * DAY, 30 * DAY, 30 * DAY + 1]);
                let rating = world.dice.pick(&[5, 5, 5, 4]);
                let cells = [
                    ("review_id", world.id("r")),
                    ("author_account_id", client.clone()),
                    ("subject_account_id", worker),
                    ("at", world.written(at)),
                    ("rating", rating.to_string()),
                ];
                world.add("reviews", &cells);
            }
        }
    }
}

fn talk(world: &mut Invent) {
    for _ in 0..world.dice.below(20) {
        let cells = [
            ("message_id", world.id("m")),
            ("sender_account_id", world.account()),
            ("at", world.time()),
            ("text", "hello".to_owned()),
        ];
        world.add("messages", &cells);
    }
    for _ in 0..world.dice.below(25) {
        let cells = [
            ("call_id", world.id("l")),
            ("account_id", world.account()),
            ("scheduled_at", world.time()),
            ("attended", world.some_of(20, &["true", "true", "false"])),
            ("video", world.some_of(20, &["off", "off", "off", "on", "virtual_background"])),
        ];
        world.add("calls", &cells);
    }
    for _ in 0..world.dice.below(20) {
        let cells = [
            ("check_id", world.id("k")),
            ("account_id", world.account()),
            ("kind", world.dice.pick(&["video_interview", "live_task", "liveness"]).to_owned()),
            ("requested_at", world.time()),
            ("outcome", world.some_of(20, &["refused", "no_show", "passed"])),
        ];
        world.add("checks", &cells);
    }
    for _ in 0..world.dice.below(60) {
        let account = format!("a{}", world.dice.below(world.accounts.min(6)));
        let written = BASE - world.dice.pick(&[0, DAY, 2 * DAY, 8 * DAY, 8 * DAY + 1, 9 * DAY, 30 * DAY]);
        let cells = [
            ("repository", "repo".to_owned()),
            ("commit_id", world.id("h")),
            ("account_id", world.or_none(5, account)),
            ("authored_at", world.written(written)),
        ];
        world.add("commits", &cells);
    }
}

fn papers(world: &mut Invent) {
    for _ in 0..world.dice.below(15) {
        let cells = [
            ("document_id", world.id("d")),
            ("account_id", world.account()),
            ("submitted_at", world.time()),
            ("kind", world.dice.pick(&["passport", "passport", "national_id", "utility_bill"]).to_owned()),
            ("issuing_country", world.some_of(20, &["JP", "KR"])),
            ("number", world.some_of(30, &["N1", "n-1", "Ｎ１", "N2", "N3", "-"])),
            ("address", world.some_of(40, &ADDRESSES)),
            ("image_sha256", world.some_of(50, &["f1", "f2", "f3", "f4"])),
        ];
        world.add("documents", &cells);
    }
    for _ in 0..world.dice.below(10) {
        let cells = [
            ("shipment_id", world.id("x")),
            ("account_id", world.account()),
            ("at", world.time()),
            ("address", world.some_of(10, &ADDRESSES)),
            ("postal_code", world.some_of(20, &POSTAL_CODES)),
        ];
        world.add("shipments", &cells);
    }
}

/// Chains of orders: some parents stand in no file.
fn orders(world: &mut Invent) {
    for number in 0..5 {
        let kind = ["public_body", "company", "company", "platform", "person"][number];
        let cells = [("party_id", format!("q{number}")), ("name", "Example".to_owned()), ("kind", kind.to_owned())];
        world.add("parties", &cells);
    }
    for number in 0..world.dice.below(16) {
        let parent = format!("o{}", if world.dice.often(5) { 99 } else { world.dice.below(number.max(1)) });
        let (orderer, contractor) = (format!("q{}", world.dice.below(6)), format!("q{}", world.dice.below(6)));
        let account = world.account();
        let cells = [
            ("subcontract_id", format!("o{number}")),
            ("engagement_id", "e1".to_owned()),
            ("parent_subcontract_id", if number == 0 { String::new() } else { world.or_none(20, parent) }),
            ("orderer_party_id", orderer),
            ("contractor_party_id", world.or_none(20, contractor)),
            ("account_id", world.or_none(60, account)),
            ("via", world.some_of(10, &["direct", "direct", "matching_site"])),
            ("approval_required", world.some_of(20, &["true", "true", "false"])),
            ("approved_at", world.time_or_none(60)),
            ("worker_name", world.some_of(50, &["Ann Example"])),
            ("worker_verified_at", world.time_or_none(60)),
            ("handles_personal_data", world.some_of(20, &["true", "false"])),
        ];
        world.add("subcontracts", &cells);
    }
}
