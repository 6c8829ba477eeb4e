//! Where money arrives.

use sekisho_tie::Kind;

use crate::data::{World, at, kinds, pairs};

fn purse(world: &mut World, id: &str, account: &str, cells: &[(&str, &str)]) {
    world.row("payment_accounts", &[&[("payment_account_id", id), ("account_id", account)], cells].concat());
}

#[test]
fn digits_mean_something_with_their_bank_only() {
    let mut world = World::default();
    world.accounts(&["a", "b", "other-bank", "other-kind"]);
    let bank = [("kind", "bank"), ("provider", "North"), ("number", "0012345")];
    purse(&mut world, "p1", "a", &bank);
    purse(&mut world, "p2", "b", &bank);
    purse(&mut world, "p3", "b", &bank);
    purse(&mut world, "p4", "other-bank", &[("kind", "bank"), ("provider", "South"), ("number", "0012345")]);
    purse(&mut world, "p5", "other-kind", &[("kind", "card"), ("provider", "North"), ("number", "0012345")]);
    assert_eq!(pairs(&world.ties(), Kind::PaymentNumber), [("a".to_owned(), "b".to_owned())]);
}

#[test]
fn a_wallet_is_the_same_wherever_it_is_kept() {
    let mut world = World::default();
    world.accounts(&["a", "b", "c"]);
    for (id, account, provider, number) in
        [("p1", "a", "X", "bc1qxyz"), ("p2", "b", "Y", "bc1qxyz"), ("p3", "c", "X", "bc1q0")]
    {
        purse(&mut world, id, account, &[("kind", "crypto_wallet"), ("provider", provider), ("number", number)]);
    }
    let ties = world.ties();
    assert_eq!(kinds(&ties, "a", "b"), [Kind::Wallet]);
    assert_eq!(ties.ties.len(), 1);
}

/// Three workers are paid 1000 four times; each sends on `share` of it to an account of their own or to one collector.
fn passed_on(share: i64, to_own: bool, days_later: i64) -> World {
    let mut world = World::default();
    world.account("client", &[("role", "client")]);
    purse(&mut world, "pc", "client", &[("kind", "bank"), ("provider", "N"), ("number", "1")]);
    purse(&mut world, "collector", "", &[("kind", "bank"), ("provider", "N"), ("number", "99")]);
    for (place, id) in ["w1", "w2", "w3"].iter().enumerate() {
        let (first, second) = (format!("{id}-p"), format!("{id}-savings"));
        world.account(id, &[]);
        purse(&mut world, &first, id, &[("kind", "bank"), ("provider", "N"), ("number", &format!("1{place}"))]);
        purse(&mut world, &second, id, &[("kind", "bank"), ("provider", "N"), ("number", &format!("2{place}"))]);
        for month in 0..4 {
            let (pay, onward) = (at(30 * month, 0), at(30 * month + days_later, 30));
            let cells = [("kind", "payout"), ("from_payment_account_id", "pc"), ("to_payment_account_id", &first)];
            let more = [("at", pay.as_str()), ("amount_minor", "1000"), ("currency", "JPY")];
            world.keyed("transfers", "transfer_id", &[&cells[..], &more].concat());
            let to = if to_own { second.as_str() } else { "collector" };
            let cells =
                [("kind", "transfer"), ("from_payment_account_id", first.as_str()), ("to_payment_account_id", to)];
            let amount = (10 * share).to_string();
            let more = [("at", onward.as_str()), ("amount_minor", amount.as_str()), ("currency", "JPY")];
            world.keyed("transfers", "transfer_id", &[&cells[..], &more].concat());
        }
    }
    world
}

#[test]
fn those_who_pass_most_of_their_pay_on_to_one_account_have_one_collector() {
    assert_eq!(pairs(&passed_on(85, false, 3).ties(), Kind::Collector).len(), 3);
    assert!(pairs(&passed_on(30, false, 3).ties(), Kind::Collector).is_empty(), "a third of the pay is rent");
    assert!(pairs(&passed_on(85, true, 3).ties(), Kind::Collector).is_empty(), "to accounts of their own");
    assert!(pairs(&passed_on(85, false, 20).ties(), Kind::Collector).is_empty(), "three weeks later is not passing on");
}
