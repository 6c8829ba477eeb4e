//! Near images against all pairs.
#![allow(clippy::unwrap_used, clippy::expect_used)]

#[allow(dead_code)]
#[path = "../examples/twins/invent.rs"]
mod invent;

use invent::Dice;
use sekisho_twin::{ImageLimits, image_twins};

/// Hashes with near copies. `lean` of 8 bits in ten stand the same way in most of them, as in real ones.
fn hashes(count: usize, lean: bool, dice: &mut Dice) -> Vec<u64> {
    let mut made: Vec<u64> = Vec::new();
    while made.len() < count {
        let fresh = if lean { dice.next() & dice.next() | 0xff00_ff00_0000_0000 } else { dice.next() };
        let original = if dice.below(3) == 0 && !made.is_empty() { made[dice.below(made.len())] } else { fresh };
        made.push((0..dice.below(12)).fold(original, |hash, _| hash ^ 1 << dice.below(64)));
        if dice.below(20) == 0 {
            made.push(original);
        }
    }
    made
}

fn slow(hashes: &[u64], distance: u32) -> Vec<(u32, u32, u32)> {
    let mut found = Vec::new();
    for (a, one) in (0..).zip(hashes) {
        for (b, other) in (0..).zip(hashes).skip(a as usize + 1) {
            let apart = (one ^ other).count_ones();
            if apart <= distance {
                found.push((a, b, apart));
            }
        }
    }
    found
}

fn quick(hashes: &[u64], distance: u32) -> Vec<(u32, u32, u32)> {
    let limits = ImageLimits { distance, fewest_bits: 0, largest_group: usize::MAX - 1 };
    image_twins(hashes, &limits).twins.pairs.iter().map(|pair| (pair.a, pair.b, pair.how)).collect()
}

#[test]
fn all_pairs_and_no_other() {
    for distance in 0..=9 {
        for lean in [false, true] {
            let hashes = hashes(1_500, lean, &mut Dice(40 + u64::from(distance)));
            let expected = slow(&hashes, distance);
            assert!(!expected.is_empty());
            assert_eq!(quick(&hashes, distance), expected, "distance {distance}, lean {lean}");
        }
    }
}

#[test]
fn order_does_not_matter() {
    let mut dice = Dice(8);
    let mut input = hashes(800, true, &mut dice);
    input.extend((0..300).map(|_| 0x1234_5678_9abc_def0 ^ 1 << dice.below(64) ^ 1 << dice.below(64)));
    let first = image_twins(&input, &ImageLimits::default());
    assert!(!first.twins.pairs.is_empty());
    assert_eq!(first.twins.crowds.len(), 1);
    let last = input.len() as u32 - 1;
    input.reverse();
    let again = image_twins(&input, &ImageLimits::default());
    let mut back: Vec<_> = again.twins.pairs.iter().map(|pair| (last - pair.b, last - pair.a, pair.how)).collect();
    back.sort_unstable();
    assert_eq!(back, first.twins.pairs.iter().map(|pair| (pair.a, pair.b, pair.how)).collect::<Vec<_>>());
    let mut crowd: Vec<u32> = again.twins.crowds[0].iter().map(|place| last - place).collect();
    crowd.sort_unstable();
    assert_eq!(crowd, first.twins.crowds[0]);
}

#[test]
fn a_placeholder_of_many_is_a_crowd() {
    let logo = 0x0f0f_3c3c_a5a5_6699;
    let mut input = vec![logo; 100];
    input.extend([logo ^ 1, logo ^ 0xff00_0000, !logo, !logo ^ 7]);
    let found = image_twins(&input, &ImageLimits::default());
    assert_eq!(found.twins.crowds, [(0..=100).collect::<Vec<u32>>()]);
    assert_eq!(found.twins.pairs.iter().map(|pair| (pair.a, pair.b, pair.how)).collect::<Vec<_>>(), [(102, 103, 3)]);
}

#[test]
fn blank_images_are_listed_and_left_out() {
    let input = [0, u64::MAX, 1 << 63, 0, !3, 0xf, 0x1f, 0x1f];
    let found = image_twins(&input, &ImageLimits::default());
    assert_eq!(found.blank, [0, 1, 2, 3, 4, 5]);
    assert_eq!(found.twins.pairs.len(), 1);
    assert!(image_twins(&[], &ImageLimits::default()).blank.is_empty());
}
