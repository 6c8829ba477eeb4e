//! The inner loops: what a scan does once per row, per pair of names, per edge.
//!
//! `cargo bench --workspace --bench loops`. Times are wall times of this machine: compare runs of one machine, one after the other.

#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used)]

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use sekisho_enrich::keys::{address_key, name_key, number_key};
use sekisho_names::{Kind, Name, judge_names};
use sekisho_peel::{Settings, densest};

fn main() {
    divan::main();
}

const NAMES: [(&str, &str); 5] = [
    ("Taro Mihon", "MIHON TARO"),
    ("見本 太郎", "ﾐﾎﾝ ﾀﾛｳ"),
    ("김영철", "Kim Yong Chol"),
    ("Aleksandr Petrov", "Александр Петров"),
    ("Hanako Reidai", "Jiro Sample"),
];

#[divan::bench(args = 0..NAMES.len())]
fn names_judged(bencher: Bencher<'_, '_>, pair: usize) {
    let (left, right) = NAMES[pair];
    bencher.counter(ItemsCount::new(1u32)).bench(|| {
        let (left, right) = (Name::new(black_box(left), Kind::Person), Name::new(black_box(right), Kind::Person));
        judge_names(&left, &right)
    });
}

#[divan::bench]
fn address_keys() -> String {
    address_key(black_box("神奈川県横浜市中区山下町十二番地三号 見本ハイツ２０１"))
}

#[divan::bench]
fn name_keys() -> String {
    name_key(black_box("ｶﾞｷﾞｸﾞ Beyoncé Müller"))
}

#[divan::bench]
fn number_keys() -> String {
    number_key(black_box("AB 123-4567"))
}

/// Edges of a simple multiplicative generator; every bench run sees the same graph.
fn edges(count: u32) -> Vec<(u32, u32)> {
    let step = |state: u64| state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    let states = std::iter::successors(Some(7u64), |state| Some(step(*state)));
    states
        .map(|state| ((state >> 33) as u32 % (count / 3), (state >> 13) as u32 % (count / 10)))
        .take(count as usize)
        .collect()
}

#[divan::bench(args = [10_000, 100_000], sample_count = 10)]
fn edges_peeled(bencher: Bencher<'_, '_>, count: u32) {
    let (edges, settings) = (edges(count), Settings { min_density: 0.0, ..Settings::default() });
    bencher.counter(ItemsCount::new(count)).bench(|| densest(black_box(&edges), &settings).expect("a graph"));
}
