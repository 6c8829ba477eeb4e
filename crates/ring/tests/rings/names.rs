//! Ring ids last.

use std::collections::BTreeSet;

use rand::RngExt;
use rand::seq::SliceRandom;
use sekisho_ring::{Change, Named, identify};

fn ring(members: &str) -> Vec<String> {
    members.split(' ').map(str::to_owned).collect()
}

fn before(rings: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
    rings.iter().map(|(id, members)| ((*id).to_owned(), ring(members))).collect()
}

fn ids(named: &[Named]) -> Vec<&str> {
    named.iter().map(|named| named.ring_id.as_str()).collect()
}

#[test]
fn a_new_ring_is_named_after_its_anchor() {
    let named = identify(&[ring("b a c")], &[]);
    assert_eq!(named, identify(&[ring("b z")], &[]));
    assert_ne!(named, identify(&[ring("a b c")], &[]));
    assert_eq!(named[0].change, Change::New);
    let digits = named[0].ring_id.strip_prefix("ring_").unwrap();
    assert!(digits.len() == 10 && digits.bytes().all(|digit| b"0123456789abcdef".contains(&digit)), "{digits}");
}

#[test]
fn growth_keeps_the_id_also_by_a_new_anchor() {
    let first = identify(&[ring("m n o")], &[]);
    let old = vec![(first[0].ring_id.clone(), ring("m n o"))];
    let again = identify(&[ring("a m n o")], &old);
    assert_eq!(ids(&again), ids(&first));
    assert_eq!(again[0].change, Change::Grew { came: 1, left: 0 });
    assert_eq!(identify(&[ring("m n")], &old)[0].change, Change::Shrank { came: 0, left: 1 });
    assert_eq!(identify(&[ring("o n m")], &old)[0].change, Change::Same);
}

#[test]
fn the_larger_part_of_a_split_keeps_the_id() {
    let old = before(&[("ring_x", "a b c d e")]);
    let named = identify(&[ring("a b"), ring("c d e")], &old);
    assert_eq!(named[1], Named { ring_id: "ring_x".into(), change: Change::Shrank { came: 0, left: 2 } });
    assert_eq!(named[0].change, Change::Split { from: "ring_x".into() });
    // The old ring was named after `a`, and so would be the part that leaves: it gets another name.
    let first = identify(&[ring("a b c d e")], &[]);
    let old = vec![(first[0].ring_id.clone(), ring("a b c d e"))];
    let named = identify(&[ring("a b"), ring("c d e")], &old);
    assert_eq!(named[1].ring_id, first[0].ring_id);
    assert_ne!(named[0].ring_id, first[0].ring_id);
}

#[test]
fn a_merger_takes_the_id_of_the_larger_part() {
    let old = before(&[("ring_a", "a b"), ("ring_x", "c d e"), ("ring_c", "f g")]);
    let named = identify(&[ring("a b c d e f g")], &old);
    let from = vec!["ring_a".to_owned(), "ring_c".to_owned()];
    assert_eq!(named, [Named { ring_id: "ring_x".into(), change: Change::Merged { from } }]);
}

#[test]
fn equal_overlaps_go_to_the_larger_share_then_to_the_lower_id() {
    let old = before(&[("ring_a", "a b x y"), ("ring_b", "c d")]);
    assert_eq!(ids(&identify(&[ring("a b c d")], &old)), ["ring_b"]);
    let old = before(&[("ring_b", "c d"), ("ring_a", "a b")]);
    assert_eq!(ids(&identify(&[ring("a b c d")], &old)), ["ring_a"]);
}

#[test]
fn one_former_member_makes_no_split() {
    let old = before(&[("ring_x", "a b c")]);
    assert_eq!(identify(&[ring("a b"), ring("c q r")], &old)[1].change, Change::New);
}

#[test]
fn no_two_rings_have_one_id_and_order_does_not_matter() {
    for seed in 0..300 {
        let chance = &mut crate::graphs::chance(seed);
        let mut deal = |rings: usize| -> Vec<Vec<String>> {
            let mut dealt = vec![Vec::new(); rings];
            (0..60).for_each(|account| dealt[chance.random_range(0..rings)].push(format!("ac_{account:02}")));
            dealt.retain(|ring| ring.len() > 1);
            dealt
        };
        let (first, mut second) = (deal(12), deal(9));
        let mut old: Vec<(String, Vec<String>)> =
            identify(&first, &[]).into_iter().map(|named| named.ring_id).zip(first).collect();
        let named = identify(&second, &old);
        assert_eq!(ids(&named).into_iter().collect::<BTreeSet<_>>().len(), second.len());
        // Every earlier ring has either one heir or one ring that it ended in, if any of its members is in a ring.
        for (id, _) in &old {
            let heirs = named.iter().filter(|named| named.ring_id == *id).count();
            let ends = |named: &&Named| matches!(&named.change, Change::Merged { from } if from.contains(id));
            assert_eq!(heirs + named.iter().filter(ends).count(), 1);
        }
        let expected: BTreeSet<_> =
            second.iter().cloned().zip(named.iter().map(|named| format!("{named:?}"))).collect();
        second.shuffle(chance);
        old.shuffle(chance);
        let again = identify(&second, &old);
        assert_eq!(expected, second.into_iter().zip(again.iter().map(|named| format!("{named:?}"))).collect());
    }
}
