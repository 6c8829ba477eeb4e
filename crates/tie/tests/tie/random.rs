//! Random datasets with few different values, so that many are shared.

use crate::data::{Dice, World, at};

/// So many accounts that share much by chance.
pub fn world(seed: u64, accounts: usize) -> World {
    let (mut world, mut dice) = (World::default(), Dice(seed));
    let id = |number: usize| format!("a{number:03}");
    for number in 0..accounts {
        let pick = |dice: &mut Dice, of: usize| dice.below(of * accounts / 10);
        let (phone, mail, home) = (pick(&mut dice, 25), pick(&mut dice, 25), pick(&mut dice, 30));
        let (role, team) =
            (["worker", "worker", "client"][dice.below(3)], ["", "", "", "", "false", "true"][dice.below(6)]);
        let case = if dice.below(2) == 0 { "User" } else { "user" };
        world.account(
            &id(number),
            &[
                ("role", role),
                ("declares_team", team),
                ("phone", &format!("+8190{phone:05}")),
                ("email", &format!("{case}{mail}+{number}@example.com")),
                ("address", &format!("{home} Example Road")),
                ("timezone", ["Asia/Tokyo", "America/Lima", "Europe/Oslo"][dice.below(3)]),
            ],
        );
        let opened = at(-(number as i64), 0);
        world.tables.get_mut("accounts").unwrap().last_mut().unwrap().insert("opened_at".into(), opened);
    }
    sessions(&mut world, &mut dice, accounts);
    lines(&mut world);
    for number in 0..accounts {
        let digits = format!("{:04}", dice.below(accounts));
        let provider = ["North", "South"][dice.below(2)];
        let kind = ["bank", "bank", "crypto_wallet"][dice.below(3)];
        let cells = [("account_id", &*id(number)), ("kind", kind), ("provider", provider), ("number", &digits)];
        world.keyed("payment_accounts", "payment_account_id", &cells);
        let number_of_paper = format!("N{:04}", dice.below(accounts));
        let (country, file) = (["JP", "KR"][dice.below(2)], format!("f{}", dice.below(accounts)));
        let cells = [
            ("account_id", &*id(number)),
            ("submitted_at", "2025-01-02T00:00:00Z"),
            ("kind", "passport"),
            ("issuing_country", country),
            ("number", &number_of_paper),
            ("image_sha256", &file),
        ];
        world.keyed("documents", "document_id", &cells);
    }
    reviews_and_texts(&mut world, &mut dice, accounts);
    transfers(&mut world, &mut dice, accounts);
    world
}

fn sessions(world: &mut World, dice: &mut Dice, accounts: usize) {
    for _ in 0..accounts * 12 {
        let account = format!("a{:03}", dice.below(accounts));
        let mut more = Vec::new();
        let device = format!("d{}", dice.below(accounts));
        let mfa = format!("m{}", dice.below(accounts / 2));
        let ip = format!("198.51.100.{}", dice.below(accounts / 4));
        // A few values that too many share.
        if dice.below(20) == 0 {
            more.push(("device_id", "popular"));
        } else {
            more.push(("device_id", device.as_str()));
        }
        if dice.below(10) == 0 {
            more.push(("mfa_device_id", mfa.as_str()));
        }
        more.push(("ip", ip.as_str()));
        world.session_of(&account, (dice.below(12) as i64, dice.below(1380) as i64), 5 + dice.below(50) as i64, &more);
    }
}

/// Pairs that are on one line at one time.
fn lines(world: &mut World) {
    for pair in 0..6 {
        let ip = format!("203.0.113.{pair}");
        for (member, day) in [(0, 1), (1, 1), (0, 2), (1, 2), (0, 4), (1, 4)] {
            world.session(&format!("a{:03}", 2 * pair + member), (day, 300), &[("ip", &ip)]);
        }
    }
}

fn reviews_and_texts(world: &mut World, dice: &mut Dice, accounts: usize) {
    let template = |number: usize| {
        let mut dice = Dice(number as u64);
        (0..30).map(|_| format!("word{}", dice.below(5000))).collect::<Vec<_>>()
    };
    for _ in 0..accounts * 2 {
        let id = |dice: &mut Dice| format!("a{:03}", dice.below(accounts));
        // A few write most of the ratings.
        let authors = if dice.below(2) == 0 { accounts } else { accounts / 5 };
        let author = format!("a{:03}", dice.below(authors));
        let (subject, time) = (id(dice), at(dice.below(50) as i64, dice.below(1440) as i64));
        let rating = ["5", "5", "5", "4", "2"][dice.below(5)];
        let cells =
            [("author_account_id", &*author), ("subject_account_id", &*subject), ("at", &*time), ("rating", rating)];
        world.keyed("reviews", "review_id", &cells);
        let mut words = template(dice.below(accounts));
        // Some are sent again and again as they are.
        (0..[0, 3][dice.below(2)]).for_each(|_| words[dice.below(30)] = format!("own{}", dice.below(5000)));
        let (account, time) = (id(dice), at(dice.below(50) as i64, dice.below(1440) as i64));
        let cells = [("job_id", "j"), ("account_id", &*account), ("at", &*time), ("text", &*words.join(" "))];
        world.keyed("proposals", "proposal_id", &cells);
    }
}

/// Pay, some of which goes on to one of a few accounts.
fn transfers(world: &mut World, dice: &mut Dice, accounts: usize) {
    for _ in 0..accounts * 3 {
        let (purse, day) = (format!("payment_accounts-{}", dice.below(accounts)), dice.below(40) as i64);
        let collector = format!("payment_accounts-{}", dice.below(accounts / 8));
        let moves = [("payout", "elsewhere", &*purse, day, "1000"), ("transfer", &*purse, &*collector, day + 2, "900")];
        for (kind, from, to, day, amount) in moves.into_iter().take(1 + dice.below(4).min(1)) {
            let time = at(day, dice.below(1440) as i64);
            let cells = [("kind", kind), ("from_payment_account_id", from), ("to_payment_account_id", to)];
            let more = [("at", time.as_str()), ("amount_minor", amount), ("currency", "JPY")];
            world.keyed("transfers", "transfer_id", &[&cells[..], &more].concat());
        }
    }
}
