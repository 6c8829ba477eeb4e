//! Whatever bytes a file has, reading and judging it panics never.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use sekisho_evidence::findings;
use sekisho_indicator::{Indicator, Rulebook, embedded};
use sekisho_judge::judge_small;
use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_simulate::Format;

use super::write;
use crate::worlds::invented;

/// How many datasets with some bytes changed are read; more with `SEKISHO_FUZZ=20000`.
const MUTATIONS: u64 = 2_000;

/// Numbers that look like chance (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ mixed >> 31) % below.max(1) as u64) as usize
    }
}

/// Signs on which readers turn.
const SIGNS: &[u8] = b"\",\n\r{}[]:\\0-.eE\0\xff\xc3";

fn mutated(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(5) {
        let at = dice.roll(bytes.len());
        let until = (at + dice.roll(20)).min(bytes.len());
        match dice.roll(12) {
            0..4 if !bytes.is_empty() => bytes[at] = dice.roll(256) as u8,
            4..6 if !bytes.is_empty() => bytes[at] ^= 1 << dice.roll(8),
            6..9 => bytes.insert(at, SIGNS[dice.roll(SIGNS.len())]),
            9 => drop(bytes.drain(at..until)),
            10 => bytes.extend_from_within(at..until),
            _ => bytes.truncate(if dice.roll(4) == 0 { at } else { bytes.len() }),
        }
    }
    bytes
}

/// Reads and judges a dataset, whatever it is.
fn judge(root: &Path, indicators: &[Indicator], schema: &Arc<Schema>) {
    let Ok(dataset) = Dataset::open(root, schema) else { return };
    let book = Rulebook::compile(indicators, schema, &dataset).unwrap();
    if let Ok(judged) = judge_small(&dataset, schema, &book, None) {
        let _: Result<_, _> = findings(&judged.hits, &dataset, schema, &book);
    }
}

/// The files of the small dataset that is changed: every format, every packing, the lists.
const FILES: [(Format, &str, &str); 8] = [
    (Format::Csv, "accounts.csv", "accounts.csv"),
    (Format::Csv, "activity.csv", "activity.csv.gz"),
    (Format::Jsonl, "sessions.jsonl", "sessions.jsonl"),
    (Format::Jsonl, "messages.jsonl", "messages.jsonl.zst"),
    (Format::Parquet, "proposals.parquet", "proposals.parquet"),
    (Format::Parquet, "payment_accounts.parquet", "payment_accounts.parquet"),
    (Format::Csv, "lists/ip_ranges.csv", "lists/ip_ranges.csv"),
    (Format::Csv, "lists/shared_networks.csv", "lists/shared_networks.csv"),
];
/// A file is cut to so many lines: each of few bytes is changed the more often.
const LINES: usize = 40;

fn small_world(root: &Path) {
    for format in [Format::Csv, Format::Jsonl, Format::Parquet] {
        let world = invented(60, 14, 5, format);
        for (_, from, to) in FILES.iter().filter(|(of, ..)| *of == format) {
            let bytes = fs::read(world.path().join("data").join(from)).unwrap();
            let few: Vec<u8> = bytes.split_inclusive(|byte| *byte == b'\n').take(LINES).flatten().copied().collect();
            write(&root.join(to), if format == Format::Parquet { &bytes } else { &few });
        }
    }
}

#[test]
fn no_bytes_make_it_panic() {
    let schema = Arc::new(Schema::embedded().unwrap());
    let cheap = ["multi_ip_short_window", "many_bids_few_awards", "payout_shared_many_devs", "off_platform_request"];
    let indicators: Vec<Indicator> =
        embedded().indicators.into_iter().filter(|any| cheap.contains(&any.id.as_str())).collect();
    let folder = tempfile::tempdir().unwrap();
    small_world(folder.path());
    let files = FILES.map(|(.., file)| file);
    let whole = files.map(|file| fs::read(folder.path().join(file)).unwrap());
    let mutations = std::env::var("SEKISHO_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(MUTATIONS);
    for seed in 0..mutations {
        let mut dice = Dice(seed);
        let chosen = dice.roll(files.len());
        let path = folder.path().join(files[chosen]);
        fs::write(&path, mutated(&whole[chosen], &mut dice)).unwrap();
        let done = catch_unwind(AssertUnwindSafe(|| judge(folder.path(), &indicators, &schema)));
        assert!(done.is_ok(), "seed {seed}, `{}`: it panicked", files[chosen]);
        fs::write(&path, &whole[chosen]).unwrap();
    }
}
