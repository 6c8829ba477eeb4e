//! How well the written money trails follow the planted ones.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::interval::Share;
use crate::truth::{PlantedTrail, Truth};
use crate::written::TrailRow;

/// The trails of a scan against the planted ones.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrailFigures {
    /// Planted trails of which written ones hold at least half of the transfers.
    pub found: Share,
    /// Planted trails that written ones give hop by hop. A trail may be given in pieces (up to a collector, and on from
    /// there), as long as the pieces have no other transfer and together have all.
    pub exact: Share,
    /// Planted trails that written ones cover: together those that touch it have all of its transfers, and no transfer that
    /// was not planted. Money of several planted trails may be told together where it was mixed.
    pub covered: Share,
    /// The mean difference of the share kept by the nominee, over exact trails; with pieces, that of the longest.
    pub kept_ratio_error: Option<f64>,
    /// The same for the share kept by everybody on the way.
    pub kept_ratio_total_error: Option<f64>,
    /// Written trails.
    pub written: u64,
    /// Written trails that hold no planted transfer and concern no positive account.
    pub innocent: Share,
    /// Those by the kind of honest life they concern.
    pub innocent_by_kind: BTreeMap<String, u64>,
}

/// Compares; `None` without planted trails in the truth.
pub fn trails(truth: &Truth, written: &[TrailRow]) -> Option<TrailFigures> {
    let planted = truth.trails.as_ref()?;
    let hops: Vec<BTreeSet<&str>> =
        written.iter().map(|row| row.hops.iter().map(|hop| hop.transfer_id.as_str()).collect()).collect();
    let said = Said::new(written, &hops);
    let known: BTreeSet<&str> = planted.iter().flat_map(PlantedTrail::transfers).collect();
    let followed: Vec<Followed> = planted.iter().map(|trail| said.follow(trail, &known)).collect();
    let all = planted.len() as u64;
    let count = |is: fn(&Followed) -> bool| Share::new(followed.iter().filter(|one| is(one)).count() as u64, all);
    let innocent: Vec<&TrailRow> = written
        .iter()
        .zip(&hops)
        .filter(|(row, hops)| hops.is_disjoint(&known) && !row.account_ids.iter().any(|id| truth.is_positive(id)))
        .map(|(row, _)| row)
        .collect();
    Some(TrailFigures {
        found: count(|one| one.found),
        exact: count(|one| one.exact),
        covered: count(|one| one.covered),
        kept_ratio_error: mean(followed.iter().filter_map(|one| one.kept_error)),
        kept_ratio_total_error: mean(followed.iter().filter_map(|one| one.kept_total_error)),
        written: written.len() as u64,
        innocent: Share::new(innocent.len() as u64, written.len() as u64),
        innocent_by_kind: by_kind(&innocent, truth),
    })
}

fn by_kind(innocent: &[&TrailRow], truth: &Truth) -> BTreeMap<String, u64> {
    let mut kinds = BTreeMap::new();
    for row in innocent {
        let kind = row.account_ids.iter().find_map(|id| truth.labels.get(id)?.honest_kind()).unwrap_or("no account");
        *kinds.entry(kind.to_owned()).or_default() += 1;
    }
    kinds
}

/// How far one planted trail was followed.
#[derive(Default)]
struct Followed {
    found: bool,
    exact: bool,
    covered: bool,
    kept_error: Option<f64>,
    kept_total_error: Option<f64>,
}

/// Written trails by the transfers they hold.
struct Said<'a> {
    rows: &'a [TrailRow],
    hops: &'a [BTreeSet<&'a str>],
    by_transfer: BTreeMap<&'a str, Vec<usize>>,
}

impl<'a> Said<'a> {
    fn new(rows: &'a [TrailRow], hops: &'a [BTreeSet<&'a str>]) -> Self {
        let mut by_transfer: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, set) in hops.iter().enumerate() {
            set.iter().for_each(|transfer| by_transfer.entry(transfer).or_default().push(place));
        }
        Self { rows, hops, by_transfer }
    }

    fn follow(&self, planted: &PlantedTrail, known: &BTreeSet<&str>) -> Followed {
        let wanted: BTreeSet<&str> = planted.transfers().collect();
        let near: BTreeSet<usize> =
            wanted.iter().filter_map(|transfer| self.by_transfer.get(transfer)).flatten().copied().collect();
        let seen = wanted.iter().filter(|transfer| self.by_transfer.contains_key(*transfer)).count();
        let strange = near.iter().any(|place| !self.hops[*place].is_subset(known));
        let pieces: Vec<usize> = near.into_iter().filter(|place| self.is_piece(*place, planted, &wanted)).collect();
        let together: BTreeSet<&str> = pieces.iter().flat_map(|place| &self.hops[*place]).copied().collect();
        let exact = !wanted.is_empty() && together == wanted;
        let longest = pieces.iter().max_by_key(|place| (self.hops[**place].len(), std::cmp::Reverse(**place)));
        let kept = longest.filter(|_| exact).and_then(|place| self.rows[*place].kept_ratio);
        let error = |truth: Option<f64>| Some((kept? - truth?).abs());
        Followed {
            found: !wanted.is_empty() && 2 * seen >= wanted.len(),
            exact,
            covered: !wanted.is_empty() && seen == wanted.len() && !strange,
            kept_error: error(planted.kept_ratio),
            kept_total_error: error(planted.kept_ratio_total),
        }
    }

    /// A piece has planted transfers only, in the planted order.
    fn is_piece(&self, place: usize, planted: &PlantedTrail, wanted: &BTreeSet<&str>) -> bool {
        let hops = &self.rows[place].hops;
        let mut order = planted.transfers();
        hops.iter().all(|hop| wanted.contains(hop.transfer_id.as_str()))
            && hops.iter().all(|hop| order.any(|transfer| transfer == hop.transfer_id))
    }
}

impl PlantedTrail {
    /// The transfers in order.
    pub fn transfers(&self) -> impl Iterator<Item = &str> {
        self.transfer_ids.split_whitespace()
    }
}

fn mean(values: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = values.fold((0.0, 0u32), |(sum, count), value| (sum + value, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::written::Hop;

    fn planted(id: &str, transfers: &str) -> PlantedTrail {
        let (trail_id, transfer_ids) = (id.to_owned(), transfers.to_owned());
        PlantedTrail { trail_id, transfer_ids, kept_ratio: Some(0.1), kept_ratio_total: Some(0.2) }
    }

    fn said(id: &str, transfers: &str, kept: f64) -> TrailRow {
        let hops = transfers.split(' ').map(|transfer| Hop { transfer_id: transfer.to_owned() }).collect();
        TrailRow { trail_id: id.to_owned(), account_ids: vec![], hops, kept_ratio: Some(kept) }
    }

    #[test]
    fn trails_told_together_cover_but_are_not_exact() {
        let trails_of = [planted("1", "a b"), planted("2", "c d"), planted("3", "e f"), planted("4", "g h")];
        let truth = Truth { trails: Some(trails_of.into()), ..Truth::default() };
        let figures =
            trails(&truth, &[said("1", "a b c d", 0.1), said("2", "e f x", 0.1), said("3", "g", 0.1)]).unwrap();
        // Of the third a written trail has a transfer that nobody planted; of the last one transfer is missing.
        assert_eq!((figures.covered.count, figures.exact.count, figures.found.count), (2, 0, 4));
    }

    #[test]
    fn pieces_count_and_strangers_in_them_do_not() {
        let trails_of = ["a b c", "d e f", "g h i j", "k l"].iter().zip(0..).map(|(t, n)| planted(&n.to_string(), t));
        let truth = Truth { trails: Some(trails_of.collect()), ..Truth::default() };
        let written = [said("1", "a b", 0.15), said("2", "c", 0.9), said("3", "d e x", 0.1), said("4", "h", 0.0)];
        let figures =
            trails(&truth, &[written.as_slice(), &[said("5", "y z", 0.0), said("6", "l k", 0.0)]].concat()).unwrap();
        // The second has a stranger in it: found, not exact. Of the third a quarter was seen. The last is back to front.
        assert_eq!((figures.found.count, figures.exact.count, figures.found.of), (3, 1, 4));
        assert!((figures.kept_ratio_error.unwrap() - 0.05).abs() < 1e-12);
        assert!((figures.kept_ratio_total_error.unwrap() - 0.05).abs() < 1e-12);
        assert_eq!((figures.innocent.count, figures.written), (1, 6));
    }
}
