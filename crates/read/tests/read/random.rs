//! Random small tables: whatever stands in them, the formats agree with each other and with the test's own reckoning.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use sekisho_schema::{Column, ColumnType, Table};

use crate::sample::{Sample, Val, everything, expected_json, fetch, read_as, schema};
use crate::write;

const SEEDS: u64 = 60;

fn value(random: &mut ChaCha8Rng, column: &Column) -> Val {
    if !column.required && random.random_bool(0.3) {
        return Val::Null;
    }
    match &column.ty {
        ColumnType::Id => Val::Text(format!("{}-{}", column.name, random.random_range(0..9))),
        ColumnType::Text => Val::Text(free_text(random, column.required)),
        ColumnType::Time => Val::Micros(random.random_range(0..4_102_444_800) * 1_000_000 + fraction(random)),
        ColumnType::Date => Val::Days(random.random_range(-40_000..60_000)),
        ColumnType::Int => Val::Int(within(random, column)),
        ColumnType::Float => Val::Float(random.random_range(-90.0..90.0)),
        ColumnType::Bool => Val::Bool(random.random()),
        ColumnType::Enum(values) => Val::Text(values[random.random_range(0..values.len())].clone()),
        ColumnType::Country => pick(random, &["JP", "KP", "CN", "US"]),
        ColumnType::Currency => pick(random, &["JPY", "USD"]),
        ColumnType::Timezone => pick(random, &["Asia/Tokyo", "Europe/Paris", "UTC"]),
        ColumnType::Ip => {
            pick(random, &["192.0.2.7", "198.51.100.255", "2001:db8:1::7", "::ffff:203.0.113.9", "2001:DB8::"])
        }
        ColumnType::Hex64 => Val::Text(format!("{:016x}", random.random::<u64>())),
    }
}

fn pick(random: &mut ChaCha8Rng, of: &[&str]) -> Val {
    Val::Text(of[random.random_range(0..of.len())].to_owned())
}

fn fraction(random: &mut ChaCha8Rng) -> i64 {
    if random.random() { 0 } else { random.random_range(0..1_000_000) }
}

fn within(random: &mut ChaCha8Rng, column: &Column) -> i64 {
    match column.range {
        (Some(low), Some(high)) => random.random_range(low as i64..=high as i64),
        _ => random.random::<i64>().max(i64::MIN + 1),
    }
}

fn free_text(random: &mut ChaCha8Rng, required: bool) -> String {
    const PARTS: [&str; 10] = ["a", ",", "\"", "\n", "\r\n", "é", "日本", "\\", " ", "{\"k\":1}"];
    let length = random.random_range(usize::from(required)..12);
    (0..length).map(|_| PARTS[random.random_range(0..PARTS.len())]).collect()
}

fn sample(random: &mut ChaCha8Rng, table: &Table) -> Sample {
    let mut columns: Vec<&Column> = table.own_columns().map(|(_, column)| column).collect();
    columns.retain(|column| column.required || random.random_bool(0.8));
    for at in (1..columns.len()).rev() {
        columns.swap(at, random.random_range(0..=at));
    }
    let rows = random.random_range(1..40);
    let rows = (0..rows).map(|_| columns.iter().map(|column| value(random, column)).collect()).collect();
    Sample { table: table.name.clone(), columns: columns.iter().map(|column| column.name.clone()).collect(), rows }
}

#[test]
fn formats_agree_on_random_tables() {
    let schema = schema();
    for seed in 0..SEEDS {
        let mut random = ChaCha8Rng::seed_from_u64(seed);
        let table = &schema.tables()[random.random_range(0..schema.tables().len())];
        let sample = sample(&mut random, table);
        let expected = expected_json(&sample);
        let want = everything(table, random.random());
        let mut first = None;
        for ending in ["csv", "jsonl", "parquet", "plain.parquet", "csv.gz", "jsonl.zst"] {
            let folder = tempfile::tempdir().unwrap();
            let name = if ending.starts_with("plain") { ending.to_owned() } else { format!("part.{ending}") };
            write::sample(&folder.path().join(&table.name).join(name), &sample);
            let got = read_as(folder.path(), &table.name, &want);
            assert_eq!(got.rejected, [], "seed {seed}, {}.{ending}", table.name);
            assert_eq!(fetch(folder.path(), &table.name, &got.refs), expected, "seed {seed}, {}.{ending}", table.name);
            let got = got.without_places();
            match &first {
                None => first = Some(got),
                Some(first) => assert_eq!(got, *first, "seed {seed}, {}.{ending}", table.name),
            }
        }
    }
}
