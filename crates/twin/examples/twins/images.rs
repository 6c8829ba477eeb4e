//! Invented perceptual hashes.

use std::collections::HashSet;

use sekisho_twin::{ImageLimits, image_twins};

use crate::cost::{cpu_seconds, peak_mebibytes};
use crate::invent::Dice;

/// `even`: every bit a fair coin. `skewed`: bits that lean to one side and move together, as those of real photos.
pub fn images(world: &str, count: usize, seed: u64) {
    let mut dice = Dice(seed);
    let skew = (world == "skewed").then(|| Skew::new(&mut dice));
    let mut hashes: Vec<u64> = Vec::with_capacity(count);
    let mut planted: Vec<(u32, u32)> = Vec::new();
    while hashes.len() < count {
        let copied = dice.below(20) == 0 && !hashes.is_empty();
        if copied {
            let original = dice.below(hashes.len());
            let flips = dice.below(9);
            let copy = (0..flips).fold(hashes[original], |hash, _| hash ^ 1 << dice.below(64));
            planted.push((original as u32, hashes.len() as u32));
            hashes.push(copy);
        } else {
            hashes.push(match &skew {
                _ if world == "near" && dice.below(3) == 0 => {
                    (0..dice.below(6)).fold(0x0f0f_3c3c_a5a5_6699, |hash, _| hash ^ 1 << dice.below(64))
                }
                Some(skew) => skew.hash(&mut dice),
                None => dice.next(),
            });
        }
    }
    let before = cpu_seconds();
    let found = image_twins(&hashes, &ImageLimits::default());
    let seconds = cpu_seconds() - before;
    report(&hashes, &planted, &found);
    println!("  CPU seconds {seconds:.2}; peak memory {} MiB", peak_mebibytes());
}

fn report(hashes: &[u64], planted: &[(u32, u32)], found: &sekisho_twin::ImageTwins) {
    let apart = |pair: &(u32, u32)| (hashes[pair.0 as usize] ^ hashes[pair.1 as usize]).count_ones();
    let pairs: HashSet<(u32, u32)> = found.twins.pairs.iter().map(|pair| (pair.a, pair.b)).collect();
    let aside: HashSet<u32> = found.twins.crowds.iter().flatten().chain(&found.blank).copied().collect();
    let near: Vec<_> = planted.iter().filter(|pair| apart(pair) <= 6).collect();
    let hits = near.iter().filter(|pair| pairs.contains(pair)).count();
    let crowded = near.iter().filter(|pair| aside.contains(&pair.0) && aside.contains(&pair.1)).count();
    println!(
        "{} hashes: planted within 6 bits {}, found {hits}, in crowds or blank {crowded}; pairs {}, crowds {} of {} hashes, blank {}",
        hashes.len(),
        near.len(),
        pairs.len(),
        found.twins.crowds.len(),
        found.twins.crowds.iter().map(Vec::len).sum::<usize>(),
        found.blank.len(),
    );
}

/// Every bit is the sign of its lean, sixteen common factors and some noise.
struct Skew {
    lean: Vec<f64>,
    loads: Vec<Vec<f64>>,
}

impl Skew {
    fn new(dice: &mut Dice) -> Skew {
        let lean = (0..64).map(|_| 0.8 * normal(dice)).collect();
        let loads = (0..64).map(|bit| (0..16).map(|factor| normal(dice) / f64::from(1 + (bit + factor) % 4)).collect());
        Skew { lean, loads: loads.collect() }
    }

    fn hash(&self, dice: &mut Dice) -> u64 {
        let factors: Vec<f64> = (0..16).map(|_| normal(dice)).collect();
        (0..64).fold(0, |hash, bit| {
            let common: f64 = self.loads[bit].iter().zip(&factors).map(|(load, factor)| load * factor).sum();
            hash << 1 | u64::from(self.lean[bit] + common + 0.5 * normal(dice) > 0.0)
        })
    }
}

/// Nearly a normal number: twelve uniform ones.
fn normal(dice: &mut Dice) -> f64 {
    (0..12).map(|_| dice.share()).sum::<f64>() - 6.0
}
