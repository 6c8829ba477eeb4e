//! Ties and rings as made tables: CSV that sentences read like any other (`schema/ties.toml`, `schema/ring_members.toml`).

use std::collections::BTreeMap;
use std::fmt::Write;

use sekisho_schema::word::time_text;

use crate::kind::{Family, Kind};
use crate::rings::Ring;
use crate::ties::{Tie, Ties};

/// Pairs with less are neither written nor read by sentences: a town's worth of faint acquaintance (chosen). Who may be one person
/// is told from even odds on.
const TOLD_BITS: f64 = 3.0;

impl Ties {
    /// The ties of pairs that share something worth telling, in the order of their accounts.
    pub fn told(&self) -> impl Iterator<Item = &Tie> {
        let pairs = self.ties.chunk_by(|one, other| (one.bond.a, one.bond.b) == (other.bond.a, other.bond.b));
        pairs.filter(|pair| weight(pair) >= TOLD_BITS || pair.iter().any(|tie| tie.bond.kind == Kind::Person)).flatten()
    }

    /// The rows of the table `ties`: every told tie from both sides.
    pub fn ties_csv(&self, rings: &[Ring]) -> Vec<u8> {
        let members =
            rings.iter().flat_map(|ring| ring.members.iter().map(|member| (member.account, ring.ring_id.as_str())));
        let rings: BTreeMap<u32, &str> = members.collect();
        let mut out = String::from(
            "account_id,other_account_id,kind,family,value,bits,accounts,repeats,similarity,first_at,last_at,account_ring_id,same_holder\n",
        );
        for tie in self.told() {
            for (one, other) in [(tie.bond.a, tie.bond.b), (tie.bond.b, tie.bond.a)] {
                self.row(tie, (one, other), &rings, &mut out);
            }
        }
        out.into_bytes()
    }

    fn row(&self, tie: &Tie, (one, other): (u32, u32), rings: &BTreeMap<u32, &str>, out: &mut String) {
        let ring = quoted(rings.get(&one).copied().unwrap_or_default());
        let bond = &tie.bond;
        let (kind, family) = (bond.kind.name(), bond.kind.family().name());
        let ids = [one, other].map(|account| quoted(self.accounts.id(account)));
        let [first, last] = [bond.first, bond.last].map(|at| if at > 0 { time_text(at) } else { String::new() });
        let same_holder = self.holders.get(&(bond.a, bond.b)).map_or("", |same| if *same { "true" } else { "false" });
        let (accounts, repeats, similarity) = (bond.accounts, bond.repeats, bond.similarity);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{},{},{kind},{family},{:016x},{},{accounts},{repeats},{similarity:.3},{first},{last},{ring},{same_holder}",
            ids[0], ids[1], bond.value, tie.bits
        );
    }

    /// The rows of the table `ring_members`.
    pub fn ring_members_csv(&self, rings: &[Ring]) -> Vec<u8> {
        let mut out = String::from("account_id,ring_id,bits,members\n");
        for ring in rings {
            for member in &ring.members {
                let (id, members) = (quoted(self.accounts.id(member.account)), ring.members.len());
                let _ = writeln!(out, "{id},{},{:.2},{members}", quoted(&ring.ring_id), member.bits);
            }
        }
        out.into_bytes()
    }
}

/// What all ties of a pair say together: inside a family the strongest counts fully, the next half, then a quarter.
pub(crate) fn weight(pair: &[Tie]) -> f64 {
    let mut families: BTreeMap<Family, Vec<f64>> = BTreeMap::new();
    pair.iter().for_each(|tie| families.entry(tie.bond.kind.family()).or_default().push(tie.bits));
    let sum = |bits: &mut Vec<f64>| -> f64 {
        bits.sort_by(|a, b| b.total_cmp(a));
        bits.iter().zip(0i32..).map(|(bits, place)| bits * 0.5f64.powi(place)).sum()
    };
    families.values_mut().map(sum).sum()
}

/// A cell of CSV.
fn quoted(text: &str) -> String {
    match text.contains([',', '"', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    }
}
