//! Prints the ties of a dataset and what they weigh: `cargo run --release --example ties -- DATASET [FILE.csv]`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sekisho_enrich::Addresses;
use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_tie::Ties;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let root = PathBuf::from(arguments.next().ok_or("name a dataset")?);
    let schema = Arc::new(Schema::embedded()?);
    let dataset = Dataset::open(&root, &schema)?;
    let lists = root.join("lists");
    let lists: Vec<PathBuf> = lists.is_dir().then_some(lists).into_iter().collect();
    let addresses = Addresses::open(&lists, None, &schema)?;
    let ties = Ties::find(&dataset, &schema, &addresses, 2, &std::collections::BTreeMap::new());
    for weight in ties.weights.values() {
        let bits = |accounts| {
            let traits = weight.kind.traits();
            (traits.among_rings / weight.prevalence(accounts, 1.0)).log2().min(traits.most_bits)
        };
        let sharing: u64 = weight.sharing[0].values().sum();
        println!(
            "{:20} exposed {:7} sharing {:6}  bits of 2: {:5.2}  of 4: {:5.2}  of 12: {:5.2}",
            weight.kind.name(),
            weight.exposed,
            sharing,
            bits(2),
            bits(4),
            bits(12)
        );
    }
    println!("{} accounts, {} ties, {} hubs", ties.accounts.len(), ties.ties.len(), ties.hubs.len());
    if let Some(file) = arguments.next() {
        write(&ties, Path::new(&file))?;
    }
    Ok(())
}

fn write(ties: &Ties, file: &Path) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    writeln!(out, "a,b,kind,family,bits,accounts,repeats,similarity")?;
    for tie in &ties.ties {
        let bond = &tie.bond;
        let (a, b) = (ties.accounts.id(bond.a), ties.accounts.id(bond.b));
        let (kind, family) = (bond.kind.name(), bond.kind.family().name());
        writeln!(out, "{a},{b},{kind},{family},{},{},{},{}", tie.bits, bond.accounts, bond.repeats, bond.similarity)?;
    }
    out.flush()?;
    let mut out = std::io::BufWriter::new(std::fs::File::create(file.with_extension("rings.csv"))?);
    writeln!(out, "ring_id,account_id,bits")?;
    for ring in ties.rings(&[]) {
        for member in &ring.members {
            writeln!(out, "{},{},{}", ring.ring_id, ties.accounts.id(member.account), member.bits)?;
        }
    }
    out.flush()
}
