//! The figures of the scoreboard, and their means over seeds.

use std::collections::BTreeMap;

use sekisho_evaluate::{Interval, Share};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is read of an evaluation: a name, its place, and whether more is better.
pub const FIGURES: [(&str, &str); 15] = [
    ("average precision", "/ranking/average_precision"),
    ("recall at 0.1 % false alarms", "/ranking/recall_at_0_1_percent"),
    ("recall at 1 % false alarms", "/ranking/recall_at_1_percent"),
    ("precision of the queue", "/ranking/queue_precision/share"),
    ("recall of the queue", "/ranking/queue_recall/share"),
    ("calibration error, all accounts", "/reliability/expected_calibration_error"),
    ("calibration error, accounts with a score", "/reliability_of_scored/expected_calibration_error"),
    ("Brier score, accounts with a score", "/reliability_of_scored/brier"),
    ("ring F1, pairwise", "/rings/pairwise/f1"),
    ("ring F1, B-cubed", "/rings/b_cubed/f1"),
    ("planted rings merged", "/rings/merged"),
    ("trails found", "/trails/found/share"),
    ("trails exact", "/trails/exact/share"),
    ("kept share, mean error", "/trails/kept_ratio_error"),
    ("innocent trails, share", "/trails/innocent/share"),
];

/// All worlds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// By name.
    pub worlds: BTreeMap<String, World>,
}

/// One world.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// Figures by seed and name.
    pub seeds: BTreeMap<u64, BTreeMap<String, f64>>,
    /// False alarms by kind of honest life and seed: raised, of all.
    pub alarms: BTreeMap<String, BTreeMap<u64, (u64, u64)>>,
}

impl Board {
    /// Takes an evaluation in.
    pub fn add(&mut self, world: &str, seed: u64, judged: &Value) {
        let world = self.worlds.entry(world.to_owned()).or_default();
        let known = FIGURES.iter().filter_map(|(name, place)| Some((name, judged.pointer(place)?.as_f64()?)));
        // Four digits: the rest is noise in a diff.
        let rounded = known.map(|(name, value)| ((*name).to_owned(), (value * 1e4).round() / 1e4));
        world.seeds.insert(seed, rounded.collect());
        for row in judged["alarms"].as_array().into_iter().flatten() {
            let kind = row["kind"].as_str().unwrap_or_default().to_owned();
            let count = |name: &str| row["alarms"][name].as_u64().unwrap_or(0);
            world.alarms.entry(kind).or_default().insert(seed, (count("count"), count("of")));
        }
    }
}

impl World {
    /// The mean over seeds and its interval of 95 % (Student's t); nothing when no seed has the figure.
    pub fn mean(&self, name: &str) -> Option<(f64, Option<Interval>)> {
        let values: Vec<f64> = self.seeds.values().filter_map(|figures| figures.get(name).copied()).collect();
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (count - 1.0);
        let half = student(values.len()).map(|t| t * (variance / count).sqrt());
        (!values.is_empty()).then(|| (mean, half.map(|half| Interval { low: mean - half, high: mean + half })))
    }

    /// False alarms of a kind over all seeds.
    pub fn alarms_of(&self, kind: &str) -> Share {
        let counts = self.alarms.get(kind).into_iter().flat_map(BTreeMap::values);
        let (raised, of) = counts.fold((0, 0), |(raised, of), (a, b)| (raised + a, of + b));
        Share::new(raised, of)
    }

    /// The kind with the largest share of false alarms.
    pub fn worst_kind(&self) -> Option<(&String, Share)> {
        let shares = self.alarms.keys().map(|kind| (kind, self.alarms_of(kind)));
        shares.max_by(|(a_kind, a), (b_kind, b)| {
            a.share.unwrap_or(0.0).total_cmp(&b.share.unwrap_or(0.0)).then_with(|| b_kind.cmp(a_kind))
        })
    }
}

/// The 97.5 % quantile of Student's t for so many values.
fn student(values: usize) -> Option<f64> {
    [12.706, 4.303, 3.182, 2.776].get(values.checked_sub(2)?).copied()
}
