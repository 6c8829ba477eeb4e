//! Rows of CSV files and what their cells mean.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::path::Path;

use super::moments;

pub type Text = Option<String>;
pub type Time = Option<i64>;

/// One row by column name; an empty cell is no value.
pub struct Row(BTreeMap<String, String>);

impl Row {
    pub fn text(&self, column: &str) -> Text {
        self.0.get(column).filter(|text| !text.is_empty()).cloned()
    }

    pub fn need(&self, column: &str) -> String {
        self.text(column).expect("a required cell")
    }

    pub fn time(&self, column: &str) -> Time {
        self.text(column).map(|text| moments::read(&text))
    }

    pub fn need_time(&self, column: &str) -> i64 {
        self.time(column).expect("a required time")
    }

    pub fn int(&self, column: &str) -> Option<i64> {
        self.text(column).map(|text| text.parse().expect("a number"))
    }

    pub fn yes(&self, column: &str) -> bool {
        self.text(column).as_deref() == Some("true")
    }

    pub fn ip(&self, column: &str) -> Option<IpAddr> {
        self.text(column).map(|text| text.parse::<IpAddr>().expect("an address").to_canonical())
    }

    pub fn place(&self, latitude: &str, longitude: &str) -> Option<(f64, f64)> {
        let degree = |column| self.text(column).map(|text| text.parse().expect("degrees"));
        Some((degree(latitude)?, degree(longitude)?))
    }
}

/// The rows of a table, each once however often it is repeated; none when there is no such file.
pub fn rows(folder: &Path, table: &str) -> Vec<Row> {
    let Ok(mut reader) = csv::Reader::from_path(folder.join(format!("{table}.csv"))) else { return Vec::new() };
    let header = reader.headers().expect("a header").clone();
    let mut seen = BTreeSet::new();
    let records = reader.records().map(|record| record.expect("a row"));
    let fresh = records.filter(|record| seen.insert(record.iter().map(str::to_owned).collect::<Vec<_>>()));
    fresh.map(|record| Row(header.iter().zip(&record).map(|(k, v)| (k.to_owned(), v.to_owned())).collect())).collect()
}

pub fn each<T>(folder: &Path, table: &str, read: impl Fn(&Row) -> T) -> Vec<T> {
    rows(folder, table).iter().map(read).collect()
}

/// Letters and digits alone, in capitals; full-width ones are like the others.
pub fn plain(number: &str) -> Text {
    let narrow = |letter: char| match u32::from(letter) {
        wide @ 0xff01..=0xff5e => char::from_u32(wide - 0xfee0).expect("an ASCII character"),
        _ => letter,
    };
    let plain: String = number.chars().map(narrow).filter(|letter| letter.is_ascii_alphanumeric()).collect();
    Some(plain.to_uppercase()).filter(|plain| !plain.is_empty())
}

/// Addresses that begin with 0x may be written in either case, others may not.
pub fn wallet(address: &str) -> String {
    if address.starts_with("0x") { address.to_lowercase() } else { address.to_owned() }
}

/// First and last address of `address/prefix`.
pub fn network(cidr: &str) -> (IpAddr, IpAddr) {
    let (address, prefix) = cidr.split_once('/').expect("a prefix");
    let free = |width: u32| width - prefix.parse::<u32>().expect("a prefix");
    match address.parse::<IpAddr>().expect("an address") {
        IpAddr::V4(v4) => {
            let open = (1u64 << free(32)) - 1;
            let first = u64::from(u32::from(v4)) & !open;
            (IpAddr::V4((first as u32).into()), IpAddr::V4(((first | open) as u32).into()))
        }
        IpAddr::V6(v6) => {
            let open = (1u128 << free(128)) - 1;
            let first = u128::from(v6) & !open;
            (IpAddr::V6(first.into()), IpAddr::V6((first | open).into()))
        }
    }
}
