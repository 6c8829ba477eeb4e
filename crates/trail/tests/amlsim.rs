//! Planted cycles of an AMLSim sample. The file says which accounts are part of one; a planted cycle is taken to be a cycle
//! of equal amounts among them. Many of the 200 have a leg that the simulator never sent.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::{Path, PathBuf};

use sekisho_trail::circles::circles;
use sekisho_trail::flow::DAY;
use sekisho_trail::{AccountKind, Code, Ledger, NONE, PaymentAccount, Transfer, TransferKind};

/// AMLSim's cycles have five to seven members here.
const LONGEST: usize = 8;

fn shared() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let root = std::env::var_os("SEKISHO_SHARED").map_or(beside, PathBuf::from);
    let path = root.join("data/money/amlsim-20k-cycles");
    if !path.exists() {
        eprintln!("skipped: {} is not there (set SEKISHO_SHARED)", path.display());
        return None;
    }
    Some(path)
}

fn lines(path: &Path) -> Vec<Vec<String>> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap()).read_to_string(&mut text).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

#[test]
fn planted_cycles_are_found() {
    let Some(folder) = shared() else { return };
    let nodes = lines(&folder.join("nodes.csv.gz"));
    let planted: BTreeSet<u32> =
        nodes.iter().filter(|node| node[1] == "1").map(|node| node[0].parse().unwrap()).collect();
    let account = |key: u64| PaymentAccount {
        key: key + 1,
        owner: 0,
        holder: 0,
        number: 0,
        parent: NONE,
        country: Code::NONE,
        kind: AccountKind::Bank,
    };
    let accounts = (0..nodes.len() as u64).map(account).collect();
    let rows = lines(&folder.join("transactions.csv.gz"));
    let transfers = rows.iter().enumerate().map(|(row, cells)| Transfer {
        key: row as u64 + 1,
        at: cells[3].parse::<i64>().unwrap() * DAY,
        amount: (cells[2].parse::<f64>().unwrap() * 100.0).round() as i64,
        from: cells[0].parse().unwrap(),
        to: cells[1].parse().unwrap(),
        row: row as u32,
        currency: Code::new("USD"),
        country: Code::NONE,
        kind: TransferKind::Transfer,
    });
    let ledger = Ledger::new(accounts, transfers.collect());
    let truth = slow_cycles(&ledger, &planted);
    let found: BTreeSet<Vec<u32>> = circles(&ledger, LONGEST).into_iter().map(|circle| circle.purses).collect();
    let right = found.iter().filter(|circle| circle.iter().all(|purse| planted.contains(purse))).count();
    let recall = truth.iter().filter(|circle| found.contains(*circle)).count() as f64 / truth.len() as f64;
    let precision = right as f64 / found.len().max(1) as f64;
    println!(
        "AMLSim: {} planted cycles are whole in the file; recall {recall:.3}, precision {precision:.3} of {} circles",
        truth.len(),
        found.len()
    );
    assert!(truth.len() >= 20, "{} cycles", truth.len());
    assert!(recall >= 0.95, "recall {recall:.3}");
}

/// Cycles of equal amounts among planted accounts, amount by amount: every way is walked to its end.
fn slow_cycles(ledger: &Ledger, planted: &BTreeSet<u32>) -> BTreeSet<Vec<u32>> {
    let mut by_amount: BTreeMap<i64, BTreeSet<(u32, u32)>> = BTreeMap::new();
    for one in ledger.transfers().iter().filter(|one| planted.contains(&one.from) && planted.contains(&one.to)) {
        by_amount.entry(one.amount).or_default().insert((one.from, one.to));
    }
    let mut found = BTreeSet::new();
    for edges in by_amount.values() {
        for (from, _) in edges {
            let mut ways = vec![vec![*from]];
            while let Some(way) = ways.pop() {
                for (_, next) in edges.iter().filter(|(here, _)| here == way.last().unwrap()) {
                    if next == from && way.len() >= 3 && way.iter().all(|purse| purse >= from) {
                        found.insert(way.clone());
                    } else if !way.contains(next) && way.len() < LONGEST {
                        ways.push(way.iter().copied().chain([*next]).collect());
                    }
                }
            }
        }
    }
    found
}
