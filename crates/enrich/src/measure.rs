//! Dice for tests, and the cost of one lookup.
//!
//! `cargo test --release -p sekisho-enrich -- --ignored --nocapture measured` prints nanoseconds per call.

use std::hint::black_box;
use std::path::PathBuf;
use std::time::Instant;

use sekisho_schema::{Schema, Word};

use crate::mmdb::tests::{full_record, tiny_database};
use crate::{Addresses, Cache, Clock, keys, mrz};

/// SplitMix64 (Steele, Lea and Flood, 2014): enough for tests, without a dependency.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ bits >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ bits >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (bits ^ bits >> 31) % limit.max(1)
    }
}

fn cost(what: &str, calls: usize, mut each: impl FnMut(usize)) {
    each(0);
    let start = Instant::now();
    for call in 0..calls {
        each(call);
    }
    println!("{what}: {:.1} ns", start.elapsed().as_nanos() as f64 / calls as f64);
}

/// Addresses as a marketplace sees them: `distinct` ones, some far more often than others.
fn traffic(dice: &mut Dice, distinct: u64) -> Vec<Word> {
    let mut one = |_| {
        let rare = dice.below(distinct);
        let number = dice.below(rare + 1);
        Word(0x0800_0000 + (number.wrapping_mul(2_654_435_761) % 0x5000_0000) as i64)
    };
    (0..1 << 20).map(&mut one).collect()
}

fn many_ranges(dice: &mut Dice, count: u64) -> tempfile::TempDir {
    let mut rows = String::from("start_ip,end_ip,country,asn,kind,provider,latitude,longitude\n");
    for at in 0..count {
        let start = 0x0800_0000 + at * (0x5000_0000 / count);
        let end = std::net::Ipv4Addr::from((start + dice.below(0x5000_0000 / count)) as u32);
        let (start, asn) = (std::net::Ipv4Addr::from(start as u32), dice.below(60_000));
        rows += &format!("{start},{end},JP,{asn},residential,,{}.5,139.5\n", dice.below(90));
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("ip_ranges.csv"), rows).unwrap();
    folder
}

#[test]
#[ignore = "prints a measurement"]
fn measured_cost_of_addresses() {
    let (schema, mut dice) = (Schema::embedded().unwrap(), Dice(1));
    let plain = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/worlds/plain/data/lists"));
    let (few, many) = (many_ranges(&mut dice, 200), many_ranges(&mut dice, 1_000_000));
    let nowhere = PathBuf::from("/nowhere");
    let cases = [
        ("no lists, registries only", nowhere),
        ("plain world", plain),
        ("200 ranges", few.path().into()),
        ("1 M ranges", many.path().into()),
    ];
    for (name, folder) in cases {
        let start = Instant::now();
        let addresses = Addresses::open(&[folder], None, &schema).unwrap();
        println!("{name}: opened in {:?}", start.elapsed());
        for distinct in [2_000, 1_000_000] {
            let ips = traffic(&mut dice, distinct);
            let mut cache = Cache::new();
            let calls = ips.len();
            cost(&format!("  {distinct} addresses, place"), calls, |at| {
                black_box(addresses.place_of_word(ips[at]));
            });
            cost(&format!("  {distinct} addresses, shared network"), calls, |at| {
                black_box(addresses.shared_network_of_word(ips[at]));
            });
            cost(&format!("  {distinct} addresses, both by cache"), calls, |at| {
                black_box(cache.known(&addresses, ips[at]));
            });
        }
    }
}

#[test]
#[ignore = "prints a measurement"]
fn measured_cost_of_an_address_database() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tiny.mmdb");
    std::fs::write(&file, tiny_database(&full_record())).unwrap();
    let addresses = Addresses::open(&[], Some(&file), &Schema::embedded().unwrap()).unwrap();
    cost("a record of an address database", 100_000, |at| {
        black_box(addresses.place_of_word(Word(0xCB00_7100 + (at as i64 & 0xFF))));
    });
    cost("an address that is not in it", 100_000, |at| {
        black_box(addresses.place_of_word(Word(0x0808_0000 + (at as i64 & 0xFF))));
    });
}

#[test]
#[ignore = "prints a measurement"]
fn measured_cost_of_clocks_and_keys() {
    let start = Instant::now();
    let clock = Clock::new();
    println!("clock opened in {:?}", start.elapsed());
    let zones: Vec<Word> = ["Asia/Tokyo", "America/New_York", "Europe/Kyiv", "Asia/Shanghai"]
        .map(|name| Word::fingerprint(name.as_bytes()))
        .into();
    let start = Instant::now();
    zones.iter().for_each(|zone| assert!(clock.zone(*zone).is_some()));
    println!("first use of a zone: {:?}", start.elapsed() / zones.len() as u32);
    let mut dice = Dice(2);
    let times: Vec<i64> = (0..1 << 20).map(|_| 1_700_000_000_000_000 + dice.below(1 << 46) as i64).collect();
    cost("local_minutes", times.len(), |at| {
        black_box(clock.local_minutes(zones[at % 4], times[at]));
    });
    let tokyo = clock.zone(zones[1]).unwrap();
    cost("local_minutes of a held zone", times.len(), |at| {
        black_box(tokyo.local_minutes(times[at]));
    });
    cost("address_key", 100_000, |_| drop(black_box(keys::address_key("愛知県名古屋市中村区2丁目29番8号"))));
    cost("name_key", 100_000, |_| drop(black_box(keys::name_key("Nguyễn Thị Hương"))));
    let zone = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10";
    cost("mrz::check", 100_000, |_| {
        black_box(mrz::check(black_box(zone)));
    });
}
