//! Small datasets by chance, with values from such small ranges that every threshold is met from both sides: moments
//! lie on a coarse grid and at times a microsecond beside it, few addresses, devices and numbers go round.

use std::collections::BTreeMap;
use std::path::Path;

use super::dice::Dice;
use super::moments::{self, BASE, DAY, HOUR, MINUTE, SECOND};
use super::{deals, money};

/// Tables without which the others can still be judged.
const MAY_BE_MISSING: [&str; 10] = [
    "account_changes",
    "activity",
    "calls",
    "checks",
    "commits",
    "documents",
    "messages",
    "payment_accounts",
    "proposals",
    "reviews",
];
/// Columns whose absence is the same as no value.
const MAY_BE_LEFT_OUT: [(&str, &str); 6] = [
    ("sessions", "last_seen_at"),
    ("sessions", "ip_country"),
    ("sessions", "webrtc_ip"),
    ("accounts", "postal_code"),
    ("accounts", "declares_vpn"),
    ("accounts", "verified_at"),
];
pub const ADDRESSES: [&str; 6] =
    ["1-2 Elm Street", "1 2 ELM street.", "12 Elm Street", "Elm Street 1-2", "3 Oak Rd", "3 Oak Rd 4"];
pub const POSTAL_CODES: [&str; 3] = ["100-0001", "100-0002", "48491"];
/// Within one /64, within shared networks, an IPv4 address in IPv6 clothes, and in the list of ranges.
const ADDRESSES_OF_SESSIONS: [&str; 13] = [
    "192.0.2.1",
    "192.0.2.15",
    "192.0.2.16",
    "198.51.100.7",
    "::ffff:198.51.100.7",
    "2001:db8:1:1::1",
    "2001:db8:1:1:ffff::2",
    "2001:db8:1:2::1",
    "2001:db8:5::9",
    "203.0.113.5",
    "203.0.113.127",
    "203.0.113.200",
    "2001:db8:7::1",
];
const SHARED_NETWORKS: &str = "cidr,kind\n192.0.2.0/28,campus\n2001:db8:5::/48,coworking\n192.0.2.0/30,office\n";
const IP_RANGES: &str = "start_ip,end_ip,country,asn,kind,provider,latitude,longitude\n\
    203.0.113.0,203.0.113.127,JP,64500,residential,Birch,35.68,139.76\n\
    203.0.113.128,203.0.113.255,KR,64501,vpn,Hazel,,\n\
    2001:db8:7::,2001:db8:7:ffff:ffff:ffff:ffff:ffff,US,64502,hosting,Gale,40.71,-74.01\n";
/// Tokyo, Osaka, Nagoya, Seoul, New York: near, far, and so far that twelve hours are just too few.
const PLACES: [(&str, &str); 5] =
    [("35.68", "139.76"), ("34.69", "135.5"), ("35.18", "136.91"), ("37.57", "126.98"), ("40.71", "-74.01")];

/// A table in the making.
struct Sheet {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

pub struct Invent {
    pub dice: Dice,
    /// The grid of moments: so many steps of so many hours.
    grid: (i64, u64),
    pub accounts: u64,
    sheets: BTreeMap<&'static str, Sheet>,
    ids: u64,
}

/// Writes the dataset of a seed.
pub fn write(folder: &Path, seed: u64) {
    let mut dice = Dice::new(seed);
    let grid = dice.pick(&[(1, 30), (6, 24), (12, 30), (24, 20), (24 * 15, 14)]);
    let accounts = 5 + dice.below(26);
    let mut world = Invent { dice, grid, accounts, sheets: BTreeMap::new(), ids: 0 };
    world.people();
    world.visits();
    deals::invent(&mut world);
    money::invent(&mut world);
    world.save(folder);
}

impl Invent {
    /// A moment on the grid or a hair beside it.
    pub fn moment(&mut self) -> i64 {
        let steps = self.dice.below(self.grid.1) as i64;
        BASE + steps * self.grid.0 * HOUR + self.dice.pick(&[0, 0, 0, 0, 1, -1, SECOND])
    }

    /// A moment as a file may write it.
    pub fn written(&mut self, micros: i64) -> String {
        let offset = if self.dice.often(10) { self.dice.pick(&[9, -5]) } else { 0 };
        moments::write(micros, offset)
    }

    pub fn time(&mut self) -> String {
        let moment = self.moment();
        self.written(moment)
    }

    /// A value, or nothing this often in a hundred.
    pub fn or_none(&mut self, percent: u64, value: impl ToString) -> String {
        if self.dice.often(percent) { String::new() } else { value.to_string() }
    }

    pub fn some_of(&mut self, percent_none: u64, values: &[&str]) -> String {
        let value = self.dice.pick(values);
        self.or_none(percent_none, value)
    }

    pub fn time_or_none(&mut self, percent: u64) -> String {
        let time = self.time();
        self.or_none(percent, time)
    }

    /// An account; once in a while one that has no record.
    pub fn account(&mut self) -> String {
        if self.dice.often(2) { "nobody".to_owned() } else { format!("a{}", self.dice.below(self.accounts)) }
    }

    pub fn id(&mut self, prefix: &str) -> String {
        self.ids += 1;
        format!("{prefix}{}", self.ids)
    }

    /// Adds a row, and at times the same row again.
    pub fn add(&mut self, table: &'static str, cells: &[(&'static str, String)]) {
        let again = self.dice.often(3);
        let sheet = self
            .sheets
            .entry(table)
            .or_insert_with(|| Sheet { header: cells.iter().map(|(name, _)| *name).collect(), rows: Vec::new() });
        let row: Vec<String> = cells.iter().map(|(_, value)| value.clone()).collect();
        sheet.rows.push(row.clone());
        if again {
            sheet.rows.push(row);
        }
    }

    fn people(&mut self) {
        for number in 0..self.accounts {
            let opened =
                if self.dice.often(70) { BASE - self.dice.pick(&[DAY, 7 * DAY, 8 * DAY]) } else { self.moment() };
            // Mostly before anything happens.
            let verified = if self.dice.often(50) { BASE - self.dice.pick(&[0, DAY]) } else { self.moment() };
            let verified = self.written(verified);
            let cells = [
                ("account_id", format!("a{number}")),
                ("role", self.dice.pick(&["worker", "worker", "worker", "client", "both"]).to_owned()),
                ("opened_at", self.written(opened)),
                ("verified_at", self.or_none(20, verified)),
                ("status", self.some_of(20, &["active", "active", "suspended", "closed"])),
                ("residence_country", self.some_of(20, &["JP", "KR", "US"])),
                ("address", self.some_of(30, &ADDRESSES)),
                ("postal_code", self.some_of(30, &POSTAL_CODES)),
                ("declares_vpn", self.some_of(50, &["true", "false"])),
            ];
            self.add("accounts", &cells);
        }
    }

    fn visits(&mut self) {
        for number in 0..self.accounts {
            let account = format!("a{number}");
            let count = if self.dice.often(15) { 20 } else { self.dice.below(7) };
            // Where an account is at one moment: two places at once would have no order in which to travel.
            let mut networks: BTreeMap<i64, [String; 5]> = BTreeMap::new();
            for _ in 0..count {
                let start = self.moment();
                let last = if self.dice.often(60) { Some(start + self.dice.between(-1, 50) * MINUTE) } else { None };
                let network = networks.entry(start).or_insert_with(|| network(&mut self.dice)).clone();
                self.session(&account, start, last, network);
            }
            for _ in 0..self.dice.below(6) {
                let at = self.time();
                self.sign_of_life(&account, at);
            }
            if self.dice.often(15) {
                self.long_day(&account);
            }
        }
    }

    fn session(&mut self, account: &str, start: i64, last: Option<i64>, network: [String; 5]) {
        let [ip, country, kind, latitude, longitude] = network;
        let known = if self.dice.often(10) { self.dice.below(6) } else { 100 + self.dice.below(3) };
        let device = if known < 100 { format!("d{known}") } else { format!("{account}-{known}") };
        let webrtc = self.dice.pick(&ADDRESSES_OF_SESSIONS);
        let cells = [
            ("session_id", self.id("s")),
            ("account_id", account.to_owned()),
            ("started_at", self.written(start)),
            ("last_seen_at", last.map(|last| self.written(last)).unwrap_or_default()),
            ("ip", ip),
            ("device_id", self.or_none(20, device)),
            ("webrtc_ip", self.or_none(60, webrtc)),
            ("remote_desktop", self.some_of(50, &["true", "false", "false"])),
            ("ip_country", country),
            ("ip_kind", kind),
            ("ip_latitude", latitude),
            ("ip_longitude", longitude),
        ];
        self.add("sessions", &cells);
    }

    fn sign_of_life(&mut self, account: &str, at: String) {
        let kind = self.some_of(20, &["page", "upload"]);
        self.add("activity", &[("account_id", account.to_owned()), ("at", at), ("kind", kind)]);
    }

    /// About a day of moments with every gap near 30 minutes; fifty gaps of 28 min 48 s are a day to the microsecond.
    fn long_day(&mut self, account: &str) {
        let even = self.dice.often(50);
        let gaps = if even { self.dice.between(49, 51) } else { self.dice.between(46, 54) };
        let mut at = self.moment() + 90 * DAY;
        for _ in 0..=gaps {
            match self.dice.below(10) {
                0 => self.session(account, at, None, Default::default()),
                1 => self.session(account, at - 3 * HOUR - 7, Some(at), Default::default()),
                _ => {
                    let at = self.written(at);
                    self.sign_of_life(account, at);
                }
            }
            let half_hour = 30 * MINUTE;
            let odd = [half_hour - 1, half_hour - 1, 29 * MINUTE, 29 * MINUTE + 30 * SECOND, 28 * MINUTE];
            let uneven = if self.dice.often(1) { half_hour } else { self.dice.pick(&odd) };
            at += if even { 28 * MINUTE + 48 * SECOND } else { uneven };
        }
    }

    fn save(mut self, folder: &Path) {
        let missing: Vec<&str> = MAY_BE_MISSING.into_iter().filter(|_| self.dice.often(4)).collect();
        let left_out: Vec<(&str, &str)> = MAY_BE_LEFT_OUT.into_iter().filter(|_| self.dice.often(4)).collect();
        for (table, sheet) in self.sheets.iter().filter(|(table, _)| !missing.contains(*table)) {
            let kept = |column: &usize| !left_out.contains(&(*table, sheet.header[*column]));
            let columns: Vec<usize> = (0..sheet.header.len()).filter(kept).collect();
            let mut writer = csv::Writer::from_path(folder.join(format!("{table}.csv"))).expect("a file");
            writer.write_record(columns.iter().map(|column| sheet.header[*column])).expect("a header");
            for row in &sheet.rows {
                writer.write_record(columns.iter().map(|column| row[*column].as_str())).expect("a row");
            }
            writer.flush().expect("written");
        }
        if self.dice.often(70) {
            std::fs::create_dir(folder.join("lists")).expect("a folder");
            std::fs::write(folder.join("lists/shared_networks.csv"), SHARED_NETWORKS).expect("written");
            std::fs::write(folder.join("lists/ip_ranges.csv"), IP_RANGES).expect("written");
        }
    }
}

/// Address, country, kind and place of a session.
fn network(dice: &mut Dice) -> [String; 5] {
    let or_none = |none: bool, text: &str| if none { String::new() } else { text.to_owned() };
    let ip = dice.pick(&ADDRESSES_OF_SESSIONS);
    let ip = or_none(dice.often(10), ip);
    let country = dice.pick(&["JP", "JP", "KR", "US", "DE"]);
    let country = or_none(dice.often(25), country);
    let kind = dice.pick(&["residential", "residential", "mobile", "vpn", "tor", "hosting", "relay"]);
    let kind = or_none(dice.often(25), kind);
    let place = dice.pick(&PLACES);
    let unplaced = dice.often(25);
    [ip, country, kind, or_none(unplaced, place.0), or_none(unplaced, place.1)]
}
