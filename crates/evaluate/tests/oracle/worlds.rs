//! Random small worlds, written as the files of the contract.

use std::fmt::Write;
use std::path::Path;

/// Steps of a linear congruential generator (D. Knuth, MMIX).
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end.max(1)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in (1..items.len()).rev() {
            items.swap(place, self.below(place as u64 + 1) as usize);
        }
    }
}

#[derive(Clone, Default)]
pub struct World {
    /// account, role, ring
    pub labels: Vec<(String, String, String)>,
    /// account, bits, band
    pub scores: Vec<(String, f64, String)>,
    /// account, subject kind, subject, indicator, strength
    pub behaviours: Vec<[String; 5]>,
    /// indicator, subject kind, subject, accounts
    pub findings: Vec<(String, String, String, Vec<String>)>,
    /// ring, account
    pub members: Vec<(String, String)>,
    /// transfers in order
    pub planted: Vec<Vec<String>>,
    /// transfers in order, accounts
    pub trails: Vec<(Vec<String>, Vec<String>)>,
    pub broken: Vec<(String, u64)>,
    pub rejected: Vec<(String, u64)>,
    pub complete: Vec<String>,
}

const ROLES: [&str; 8] = [
    "worker_of_ring",
    "nominee_account",
    "client_accomplice",
    "honest",
    "honest",
    "honest",
    "decoy:family",
    "decoy:campus",
];

impl World {
    pub fn invent(seed: u64) -> Self {
        let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) + 1);
        let mut world = Self { complete: vec!["i0".into(), "i1".into()], ..Self::default() };
        let accounts = chance.below(40) + 1;
        for number in 0..accounts {
            let role = ROLES[chance.below(8) as usize];
            let ring =
                if number % 3 == 0 || role.contains("honest") { String::new() } else { name("r", chance.below(4)) };
            world.labels.push((
                name("a", number),
                role.into(),
                if role.starts_with("decoy") { String::new() } else { ring },
            ));
            if chance.below(3) > 0 {
                let bits = (chance.below(12) as f64 - 8.0) * 1.25;
                world.scores.push((
                    name("a", number),
                    bits,
                    ["watch", "review", "urgent"][chance.below(3) as usize].into(),
                ));
            }
        }
        // An account that nobody labelled.
        world.scores.push(("stranger".into(), 3.0, "review".into()));
        world.say(&mut chance, accounts);
        world.trace(&mut chance, accounts);
        world
    }

    fn say(&mut self, chance: &mut Chance, accounts: u64) {
        let kinds = ["account", "ip"];
        for _ in 0..chance.below(30) {
            let strength = ["loud", "medium", "weak", "innocent", "natural"][chance.below(5) as usize];
            let (account, at) = (name("a", chance.below(accounts)), chance.below(2) as usize);
            let subject = if at == 0 { account.clone() } else { name("n", chance.below(6)) };
            let row = [account, kinds[at].into(), subject, name("i", chance.below(4)), strength.into()];
            self.behaviours.push(row);
        }
        for _ in 0..chance.below(30) {
            let at = chance.below(2) as usize;
            let count = chance.below(3) + u64::from(at == 0);
            let concerned: Vec<String> = (0..count).map(|_| name("a", chance.below(accounts + 1))).collect();
            let subject = if at == 0 { concerned[0].clone() } else { name("n", chance.below(6)) };
            self.findings.push((name("i", chance.below(4)), kinds[at].into(), subject, concerned));
        }
        for _ in 0..chance.below(20) {
            self.members.push((name("w", chance.below(5)), name("a", chance.below(accounts + 1))));
        }
    }

    fn trace(&mut self, chance: &mut Chance, accounts: u64) {
        let mut next = 0;
        for _ in 0..chance.below(6) {
            let length = chance.below(5) + 1;
            self.planted.push((next..next + length).map(|number| name("t", number)).collect());
            next += length;
        }
        for trail in &self.planted.clone() {
            let mut rest = trail.as_slice();
            while !rest.is_empty() && chance.below(6) > 0 {
                let (piece, more) = rest.split_at((chance.below(rest.len() as u64) + 1) as usize);
                let mut piece = piece.to_vec();
                match chance.below(8) {
                    0 => piece.push("t999".into()),
                    1 => piece.reverse(),
                    _ => {}
                }
                self.trails.push((piece, vec![name("a", chance.below(accounts))]));
                rest = more;
            }
        }
        for number in 0..chance.below(4) {
            self.trails.push((vec![name("u", number)], vec![name("a", chance.below(accounts))]));
        }
        self.broken = (0..8).filter(|_| chance.below(2) == 0).map(|line| ("x.csv".into(), line)).collect();
        self.rejected = (0..8).filter(|_| chance.below(2) == 0).map(|line| ("x.csv".into(), line)).collect();
    }

    pub fn shuffled(&self, seed: u64) -> Self {
        let (mut world, mut chance) = (self.clone(), Chance(seed));
        chance.shuffle(&mut world.labels);
        chance.shuffle(&mut world.scores);
        chance.shuffle(&mut world.behaviours);
        chance.shuffle(&mut world.findings);
        chance.shuffle(&mut world.members);
        chance.shuffle(&mut world.planted);
        chance.shuffle(&mut world.trails);
        chance.shuffle(&mut world.rejected);
        world
    }

    pub fn is_positive(&self, account: &str) -> bool {
        self.labels.iter().any(|(id, role, _)| id == account && ROLES[..3].contains(&role.as_str()))
    }

    pub fn write(&self, folder: &Path) {
        let put = |name: &str, text: String| {
            let path = folder.join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        put(
            "truth/labels.csv",
            csv("account_id,role,ring_id", self.labels.iter().map(|(a, b, c)| format!("{a},{b},{c}"))),
        );
        let rows = self.behaviours.iter().map(|row| format!("{},", row.join(",")));
        put("truth/behaviours.csv", csv("account_id,subject_kind,subject_id,indicator_id,strength,note", rows));
        let rows = self.planted.iter().map(|row| format!("p,{},0.1", row.join(" ")));
        put("truth/trails.csv", csv("trail_id,transfer_ids,kept_ratio", rows));
        put("truth/rejected.csv", csv("file,line", self.broken.iter().map(|(file, line)| format!("{file},{line}"))));
        put("truth/meta.json", format!("{{\"complete_indicators\":{:?}}}", self.complete));
        let rows = self.scores.iter().map(|(id, bits, band)| format!("{id},{bits:.3},{band},"));
        put("out/scores.csv", csv("account_id,score_bits,band,ring_id", rows));
        put(
            "out/rings.csv",
            csv("ring_id,account_id,bits", self.members.iter().map(|(ring, id)| format!("{ring},{id},1.0"))),
        );
        let rows = self.findings.iter().map(|(indicator, kind, subject, accounts)| {
            format!(
                "{{\"finding_id\":\"f\",\"indicator_id\":\"{indicator}\",\"subject_kind\":\"{kind}\",\
                 \"subject_id\":\"{subject}\",\"account_ids\":{accounts:?},\"bits\":2.0,\"evidence\":{{}}}}"
            )
        });
        put("out/findings.jsonl", lines(rows));
        let rows = self.trails.iter().map(|(hops, accounts)| {
            let hops: Vec<String> = hops.iter().map(|id| format!("{{\"transfer_id\":\"{id}\"}}")).collect();
            format!(
                "{{\"trail_id\":\"t\",\"account_ids\":{accounts:?},\"hops\":[{}],\"kept_ratio\":0.1}}",
                hops.join(",")
            )
        });
        put("out/trails.jsonl", lines(rows));
        let rows = self.rejected.iter().map(|(file, line)| format!("{{\"file\":\"{file}\",\"line\":{line}}}"));
        put("out/rejected.jsonl", lines(rows));
    }
}

fn name(kind: &str, number: u64) -> String {
    format!("{kind}{number}")
}

fn csv(head: &str, rows: impl Iterator<Item = String>) -> String {
    lines(std::iter::once(head.to_owned()).chain(rows))
}

fn lines(rows: impl Iterator<Item = String>) -> String {
    rows.fold(String::new(), |mut out, row| {
        let _ = writeln!(out, "{row}");
        out
    })
}
