//! Neither the order of rows, nor files, nor doubled rows, nor threads change a tie.

use sekisho_tie::{Kind, Ties};

use crate::data::{Dice, World};
use crate::random;

/// What random datasets do not show.
const UNPLANTED: [Kind; 10] = [
    Kind::Serial,
    Kind::DocumentPipeline,
    Kind::Person,
    Kind::ProfileText,
    Kind::MessageText,
    Kind::Photo,
    Kind::ShippingAddress,
    Kind::CommitEmail,
    Kind::Rhythm,
    Kind::Referral,
];

/// Everything that is said of ties, hubs and blocks, but for the places of rows in files.
fn told(ties: &Ties) -> Vec<String> {
    let tie = |tie: &sekisho_tie::Tie| {
        let sekisho_tie::Bond { kind, a, b, value, accounts, repeats, similarity, first, last, .. } = tie.bond;
        let (a, b) = (ties.accounts.id(a), ties.accounts.id(b));
        format!("{a} {b} {kind:?} {value:x} {accounts} {repeats} {similarity} {first} {last} {}", tie.bits)
    };
    let hub = |(hub, accounts): &(sekisho_tie::Hub, Vec<u32>)| {
        format!("{:?} {:x} {} {:?} {accounts:?}", hub.kind, hub.value, hub.accounts, hub.why)
    };
    let mut told: Vec<String> = ties.ties.iter().map(tie).chain(ties.hubs.iter().map(hub)).collect();
    told.extend(ties.blocks.iter().map(|block| format!("{block:?}")));
    told.extend(ties.rings(&[]).iter().map(|ring| format!("{ring:?}")));
    told
}

fn same(one: &[String], other: &[String], what: &str) {
    let differ = one.iter().zip(other).find(|(one, other)| one != other);
    assert!(differ.is_none() && one.len() == other.len(), "{what}: {differ:?}, {} and {}", one.len(), other.len());
}

#[test]
fn the_order_of_rows_and_files_does_not_matter() {
    for seed in 20..23 {
        let world = random::world(seed, 60);
        let plain = told(&world.ties());
        for kind in Kind::ALL.iter().filter(|kind| !UNPLANTED.contains(kind)) {
            assert!(plain.iter().any(|line| line.contains(&format!(" {kind:?} "))), "{kind:?} is not tested");
        }
        let mut dice = Dice(seed);
        let mut shuffled: World = world.clone();
        shuffled.tables.values_mut().for_each(|rows| dice.shuffle(rows));
        same(&plain, &told(&shuffled.ties()), "shuffled");
        same(&plain, &told(&world.ties_of(7, 1)), "split");
        same(&plain, &told(&shuffled.ties_of(3, 2)), "shuffled and split");
    }
}

#[test]
fn rows_that_stand_twice_say_nothing_new() {
    let world = random::world(24, 60);
    let mut doubled = world.clone();
    for rows in doubled.tables.values_mut() {
        let again: Vec<_> = rows.iter().step_by(2).cloned().collect();
        rows.extend(again);
    }
    same(&told(&world.ties()), &told(&doubled.ties()), "doubled");
}

#[test]
fn the_number_of_threads_does_not_matter() {
    let world = random::world(25, 80);
    let one = told(&world.ties_of(5, 1));
    [2, 3, 8].iter().for_each(|threads| same(&one, &told(&world.ties_of(5, *threads)), "threads"));
}
