//! What changed between two scans: findings gained and lost, scores that moved, bands, rings, ties, trails and matches.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::written::{FindingRow, MemberRow, ScoreRow, Written};

/// `scores.csv` has three digits: what differs by less than half of the last one has not moved.
const MOVED_BITS: f64 = 0.0005;

/// The differences between two scans, the first called *before* and the second *after*. A part is `None` when its file is
/// missing on either side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// Findings by indicator, where any came or went or changed its bits.
    pub findings: Option<Vec<IndicatorChange>>,
    /// Scores and bands.
    pub scores: Option<ScoreChanges>,
    /// Rings.
    pub rings: Option<RingChanges>,
    /// Ties between accounts.
    pub links: Option<Count>,
    /// Money trails.
    pub trails: Option<Count>,
    /// Watch-list matches.
    pub matches: Option<Count>,
    /// Files that are missing, and on which side.
    pub missing: Vec<String>,
}

/// How many rows came, went and stayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Only after.
    pub gained: u64,
    /// Only before.
    pub lost: u64,
    /// On both sides.
    pub kept: u64,
}

/// What changed of one indicator.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorChange {
    /// Its id.
    pub indicator_id: String,
    /// Its findings by subject.
    pub count: Count,
    /// Its bits before, if it raised anything.
    pub bits_before: Option<f64>,
    /// Its bits after.
    pub bits_after: Option<f64>,
    /// Subjects that only the second scan has, as `kind id`.
    pub gained: Vec<String>,
    /// Subjects that only the first has.
    pub lost: Vec<String>,
}

/// What changed of the scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreChanges {
    /// Accounts with a score.
    pub accounts: Count,
    /// Accounts whose score moved, of those on both sides.
    pub moved: u64,
    /// Accounts whose band changed, by the bands before and after; `none` is without a score.
    pub bands: BTreeMap<String, u64>,
    /// Accounts whose score or band changed, those that moved most first.
    pub changes: Vec<ScoreChange>,
}

/// One account whose score or band changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreChange {
    /// The account.
    pub account_id: String,
    /// Bits before.
    pub before: Option<f64>,
    /// Bits after.
    pub after: Option<f64>,
    /// Band before, or `none`.
    pub band_before: String,
    /// Band after, or `none`.
    pub band_after: String,
}

impl ScoreChange {
    /// Whether a person would look now who would not have looked before, or the other way round.
    pub fn changes_band(&self) -> bool {
        self.band_before != self.band_after
    }

    fn distance(&self) -> f64 {
        // An account without a score stands far away from one with a score.
        self.before.zip(self.after).map_or(f64::MAX, |(before, after)| (after - before).abs())
    }
}

/// What changed of the rings. Rings have no name that lasts: they are told apart by their members.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RingChanges {
    /// Rings with the same members.
    pub rings: Count,
    /// Accounts in some ring.
    pub accounts: Count,
    /// Members of rings that only the second scan has.
    pub gained: Vec<Vec<String>>,
    /// Members of rings that only the first has.
    pub lost: Vec<Vec<String>>,
}

impl Comparison {
    /// Whether nothing differs.
    pub fn is_same(&self) -> bool {
        let same = |count: &Option<Count>| count.is_none_or(|count| count.is_same());
        self.findings.as_ref().is_none_or(Vec::is_empty)
            && self.scores.as_ref().is_none_or(|it| it.changes.is_empty())
            && self.rings.as_ref().is_none_or(|it| it.rings.is_same())
            && [&self.links, &self.trails, &self.matches].into_iter().all(same)
            && self.missing.is_empty()
    }
}

impl Count {
    /// Whether nothing came or went.
    pub fn is_same(&self) -> bool {
        self.gained + self.lost == 0
    }

    fn of<T: Ord>(before: &BTreeSet<T>, after: &BTreeSet<T>) -> Self {
        let kept = before.intersection(after).count() as u64;
        Self { gained: after.len() as u64 - kept, lost: before.len() as u64 - kept, kept }
    }
}

/// Compares two scans.
pub fn compare(before: &Written, after: &Written) -> Comparison {
    let keys = |of: &Written| -> Option<BTreeSet<_>> {
        let pair = |a: &String, b: &String| if a <= b { (a.clone(), b.clone()) } else { (b.clone(), a.clone()) };
        Some(of.links.as_ref()?.iter().map(|row| (pair(&row.account_a, &row.account_b), row.kind.clone())).collect())
    };
    let hops = |of: &Written| -> Option<BTreeSet<Vec<String>>> {
        let hops = of.trails.as_ref()?.iter().map(|row| row.hops.iter().map(|hop| hop.transfer_id.clone()).collect());
        Some(hops.collect())
    };
    let matches = |of: &Written| -> Option<BTreeSet<_>> { Some(of.matches.as_ref()?.iter().cloned().collect()) };
    Comparison {
        findings: before.findings.as_ref().zip(after.findings.as_ref()).map(|(a, b)| findings(a, b)),
        scores: before.scores.as_ref().zip(after.scores.as_ref()).map(|(a, b)| scores(a, b)),
        rings: before.rings.as_ref().zip(after.rings.as_ref()).map(|(a, b)| rings(a, b)),
        links: keys(before).zip(keys(after)).map(|(a, b)| Count::of(&a, &b)),
        trails: hops(before).zip(hops(after)).map(|(a, b)| Count::of(&a, &b)),
        matches: matches(before).zip(matches(after)).map(|(a, b)| Count::of(&a, &b)),
        missing: missing(before, after),
    }
}

fn findings(before: &[FindingRow], after: &[FindingRow]) -> Vec<IndicatorChange> {
    let by_indicator = |rows: &[FindingRow]| {
        let mut map: BTreeMap<String, (BTreeSet<String>, f64)> = BTreeMap::new();
        for row in rows {
            let (subjects, bits) = map.entry(row.indicator_id.clone()).or_default();
            subjects.insert(format!("{} {}", row.subject_kind, row.subject_id));
            *bits = row.bits;
        }
        map
    };
    let (before, after) = (by_indicator(before), by_indicator(after));
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let none = BTreeSet::new();
    let changes = ids.into_iter().map(|id| {
        let (was, is) = (before.get(id), after.get(id));
        let (a, b) = (was.map_or(&none, |it| &it.0), is.map_or(&none, |it| &it.0));
        IndicatorChange {
            indicator_id: id.clone(),
            count: Count::of(a, b),
            bits_before: was.map(|it| it.1),
            bits_after: is.map(|it| it.1),
            gained: b.difference(a).cloned().collect(),
            lost: a.difference(b).cloned().collect(),
        }
    });
    let moved =
        |it: &IndicatorChange| it.bits_before.zip(it.bits_after).is_some_and(|(a, b)| (a - b).abs() > MOVED_BITS);
    changes.filter(|it| !it.count.is_same() || moved(it)).collect()
}

fn scores(before: &[ScoreRow], after: &[ScoreRow]) -> ScoreChanges {
    let by_account = |rows: &[ScoreRow]| -> BTreeMap<String, (f64, String)> {
        rows.iter().map(|row| (row.account_id.clone(), (row.score_bits, row.band.clone()))).collect()
    };
    let (was, is) = (by_account(before), by_account(after));
    let accounts: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
    let band = |row: Option<&(f64, String)>| row.map_or_else(|| "none".to_owned(), |row| row.1.clone());
    let all = accounts.into_iter().map(|account| {
        let (a, b) = (was.get(account), is.get(account));
        let (before, after) = (a.map(|row| row.0), b.map(|row| row.0));
        ScoreChange { account_id: account.clone(), before, after, band_before: band(a), band_after: band(b) }
    });
    let mut changes: Vec<ScoreChange> = all.filter(|it| it.distance() > MOVED_BITS || it.changes_band()).collect();
    changes.sort_by(|a, b| b.distance().total_cmp(&a.distance()).then_with(|| a.account_id.cmp(&b.account_id)));
    let mut bands = BTreeMap::new();
    for change in changes.iter().filter(|it| it.changes_band()) {
        *bands.entry(format!("{} to {}", change.band_before, change.band_after)).or_default() += 1;
    }
    let moved = changes.iter().filter(|it| it.before.is_some() && it.after.is_some()).count() as u64;
    ScoreChanges { accounts: Count::of(&was.into_keys().collect(), &is.into_keys().collect()), moved, bands, changes }
}

fn rings(before: &[MemberRow], after: &[MemberRow]) -> RingChanges {
    let by_members = |rows: &[MemberRow]| -> BTreeSet<Vec<String>> {
        let mut rings: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for row in rows {
            rings.entry(&row.ring_id).or_default().insert(&row.account_id);
        }
        rings.into_values().map(|ring| ring.into_iter().map(str::to_owned).collect()).collect()
    };
    let (was, is) = (by_members(before), by_members(after));
    let accounts = |rings: &BTreeSet<Vec<String>>| rings.iter().flatten().cloned().collect::<BTreeSet<String>>();
    RingChanges {
        rings: Count::of(&was, &is),
        accounts: Count::of(&accounts(&was), &accounts(&is)),
        gained: is.difference(&was).cloned().collect(),
        lost: was.difference(&is).cloned().collect(),
    }
}

fn missing(before: &Written, after: &Written) -> Vec<String> {
    let there = |of: &Written| {
        [
            ("scores.csv", of.scores.is_some()),
            ("findings.jsonl", of.findings.is_some()),
            ("links.csv", of.links.is_some()),
            ("rings.csv", of.rings.is_some()),
            ("trails.jsonl", of.trails.is_some()),
            ("matches.csv", of.matches.is_some()),
        ]
    };
    let sides = there(before).into_iter().zip(there(after));
    let gone = sides.filter_map(|((file, a), (_, b))| match (a, b) {
        (true, false) => Some(format!("{file} after")),
        (false, true) => Some(format!("{file} before")),
        _ => None,
    });
    gone.collect()
}
