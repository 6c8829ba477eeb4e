//! Datasets built row by row.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use sekisho_enrich::Addresses;
use sekisho_read::Dataset;
use sekisho_schema::Schema;
use sekisho_schema::word::time_text;
use sekisho_tie::{Kind, Ties, Why};

/// 1 January 2025, microseconds.
const NEW_YEAR: i64 = 1_735_689_600_000_000;
const MINUTE: i64 = 60_000_000;

/// A time so many days and minutes into 2025.
pub fn at(day: i64, minute: i64) -> String {
    time_text(NEW_YEAR + (day * 24 * 60 + minute) * MINUTE)
}

pub type Row = BTreeMap<String, String>;

/// Rows by table.
#[derive(Clone, Default)]
pub struct World {
    pub tables: BTreeMap<String, Vec<Row>>,
    /// `shared_networks.csv`.
    pub shared_networks: Option<String>,
}

impl World {
    /// Adds a row; a column named `""` gets a number of its own.
    pub fn row(&mut self, table: &str, cells: &[(&str, &str)]) -> &mut Self {
        let row = cells.iter().map(|(column, value)| ((*column).to_owned(), (*value).to_owned())).collect();
        self.tables.entry(table.to_owned()).or_default().push(row);
        self
    }

    /// A row with a key that no other has.
    pub fn keyed(&mut self, table: &str, key: &str, cells: &[(&str, &str)]) -> &mut Self {
        let number = format!("{table}-{}", self.tables.get(table).map_or(0, Vec::len));
        self.row(table, &[&[(key, number.as_str())], cells].concat())
    }

    pub fn account(&mut self, id: &str, more: &[(&str, &str)]) -> &mut Self {
        let mut cells = vec![("account_id", id)];
        for usual in [("role", "worker"), ("opened_at", "2024-06-01T00:00:00Z")] {
            if !more.iter().any(|(column, _)| *column == usual.0) {
                cells.push(usual);
            }
        }
        cells.extend(more);
        self.row("accounts", &cells)
    }

    pub fn accounts(&mut self, ids: &[&str]) -> &mut Self {
        ids.iter().for_each(|id| _ = self.account(id, &[]));
        self
    }

    /// A session of an hour.
    pub fn session(&mut self, account: &str, (day, minute): (i64, i64), more: &[(&str, &str)]) -> &mut Self {
        self.session_of(account, (day, minute), 60, more)
    }

    pub fn session_of(
        &mut self,
        account: &str,
        (day, minute): (i64, i64),
        minutes: i64,
        more: &[(&str, &str)],
    ) -> &mut Self {
        let (start, end) = (at(day, minute), at(day, minute + minutes));
        let cells = [("account_id", account), ("started_at", start.as_str()), ("ended_at", end.as_str())];
        self.keyed("sessions", "session_id", &[&cells, more].concat())
    }

    /// Writes every table as so many CSV files.
    pub fn write(&self, folder: &Path, files: usize) {
        for (table, rows) in &self.tables {
            let columns: BTreeSet<&String> = rows.iter().flat_map(BTreeMap::keys).collect();
            let head = columns.iter().map(|column| column.as_str()).collect::<Vec<_>>().join(",");
            std::fs::create_dir(folder.join(table)).unwrap();
            for (number, rows) in rows.chunks(rows.len().div_ceil(files)).enumerate() {
                let line = |row: &Row| {
                    let cell = |column: &&String| row.get(*column).map_or(String::new(), |value| quoted(value));
                    columns.iter().map(cell).collect::<Vec<_>>().join(",")
                };
                let body: Vec<String> = rows.iter().map(line).collect();
                let text = format!("{head}\n{}\n", body.join("\n"));
                std::fs::write(folder.join(table).join(format!("part-{number}.csv")), text).unwrap();
            }
        }
        if let Some(list) = &self.shared_networks {
            std::fs::create_dir(folder.join("lists")).unwrap();
            std::fs::write(folder.join("lists/shared_networks.csv"), list).unwrap();
        }
    }

    pub fn ties(&self) -> Ties {
        self.ties_of(1, 1)
    }

    pub fn ties_of(&self, files: usize, threads: usize) -> Ties {
        let folder = tempfile::tempdir().unwrap();
        self.write(folder.path(), files);
        let schema = Arc::new(Schema::embedded().unwrap());
        let dataset = Dataset::open(folder.path(), &schema).unwrap();
        // A row that is rejected would make a test pass for the wrong reason.
        let notes: Vec<String> = dataset.notes().iter().map(|note| format!("{note:?}")).collect();
        assert!(notes.is_empty(), "{notes:?}");
        let lists = folder.path().join("lists");
        let lists: Vec<_> = lists.is_dir().then_some(lists).into_iter().collect();
        let addresses = Addresses::open(&lists, None, &schema).unwrap();
        Ties::find(&dataset, &schema, &addresses, threads, &std::collections::BTreeMap::new())
    }
}

fn quoted(value: &str) -> String {
    if value.contains([',', '"', '\n']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value.to_owned() }
}

/// Kinds of the ties between two accounts, as often as there are ties.
pub fn kinds(ties: &Ties, a: &str, b: &str) -> Vec<Kind> {
    let (a, b) = (ties.accounts.number_of(a).unwrap(), ties.accounts.number_of(b).unwrap());
    let pair = (a.min(b), a.max(b));
    ties.ties.iter().filter(|tie| (tie.bond.a, tie.bond.b) == pair).map(|tie| tie.bond.kind).collect()
}

/// All ties of a kind, as pairs of ids.
pub fn pairs(ties: &Ties, kind: Kind) -> Vec<(String, String)> {
    let id = |number| ties.accounts.id(number).to_owned();
    ties.ties.iter().filter(|tie| tie.bond.kind == kind).map(|tie| (id(tie.bond.a), id(tie.bond.b))).collect()
}

/// Hubs of a kind: accounts and reason.
pub fn hubs(ties: &Ties, kind: Kind) -> Vec<(u32, Why)> {
    ties.hubs.iter().filter(|(hub, _)| hub.kind == kind).map(|(hub, _)| (hub.accounts, hub.why)).collect()
}

/// `x00`, `x01`, ...
pub fn ids(prefix: &str, count: usize) -> Vec<String> {
    (0..count).map(|number| format!("{prefix}{number:02}")).collect()
}

/// Numbers that look random and are always the same (SplitMix64: Steele, Lea and Flood 2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        (1..items.len()).rev().for_each(|last| items.swap(last, self.below(last + 1)));
    }
}
