//! Invented payment accounts, payouts and changes of them.

use super::invent::Invent;
use super::moments::{BASE, DAY};

pub fn invent(world: &mut Invent) {
    let mut known: Vec<String> = Vec::new();
    for _ in 0..world.dice.below(30) {
        let account = world.account();
        let added = world.moment();
        known.push(register(world, &known, account, added));
    }
    for _ in 0..world.dice.below(3) {
        restless(world, &mut known);
    }
    payouts(world, &known);
}

/// One payment account; at times a card that draws on one before it and has no account of its own.
fn register(world: &mut Invent, known: &[String], account: String, added: i64) -> String {
    let is_card = !known.is_empty() && world.dice.often(20);
    let parent = if is_card { known[world.dice.below(known.len() as u64) as usize].clone() } else { String::new() };
    let kind = if is_card { "card" } else { world.dice.pick(&["bank", "bank", "e_wallet", "crypto_wallet"]) };
    let id = world.id("w");
    let added = world.written(added);
    // One number in several spellings, and wallets of which case tells one kind apart and not the other.
    let numbers: &[&str] = match kind {
        "crypto_wallet" => &["0xAb01", "0xaB01", "1Abc", "1aBC"],
        _ => &["1001", "10-01", "１００１", "1002", "1003"],
    };
    let cells = [
        ("payment_account_id", id.clone()),
        ("account_id", world.or_none(if is_card { 70 } else { 10 }, account)),
        ("kind", kind.to_owned()),
        ("provider", world.some_of(15, &["Birch Bank", "Hazel Bank"])),
        ("country", world.some_of(20, &["JP", "KR", "US"])),
        ("number", world.some_of(20, numbers)),
        ("added_at", world.or_none(10, added)),
        ("parent_payment_account_id", parent),
    ];
    world.add("payment_accounts", &cells);
    id
}

/// Three or four new payment accounts, or changes of one, about ninety days apart and about a week after the start.
fn restless(world: &mut Invent, known: &mut Vec<String>) {
    let account = world.account();
    let begin = BASE + world.dice.pick(&[-DAY, 0, 0, DAY, 1]);
    let by_change = world.dice.often(50);
    for step in [0, 45, 90, 91] {
        let at = begin + step * DAY + world.dice.pick(&[0, 0, 0, 1, -1]);
        if by_change {
            let cells = [
                ("account_id", account.clone()),
                ("at", world.written(at)),
                ("field", world.dice.pick(&["payout", "payout", "payout", "email"]).to_owned()),
                ("after", world.id("v")),
            ];
            world.add("account_changes", &cells);
        } else if world.dice.often(90) {
            known.push(register(world, &[], account.clone(), at));
        }
    }
}

fn payouts(world: &mut Invent, known: &[String]) {
    for _ in 0..world.dice.below(20) {
        let to = known.get(world.dice.below(known.len() as u64) as usize).cloned().unwrap_or_else(|| "w0".to_owned());
        let cells = [
            ("transfer_id", world.id("t")),
            ("at", world.time()),
            ("kind", world.dice.pick(&["payout", "payout", "transfer"]).to_owned()),
            ("to_payment_account_id", world.or_none(10, to)),
            ("amount_minor", "1000".to_owned()),
            ("currency", "JPY".to_owned()),
        ];
        world.add("transfers", &cells);
    }
}
