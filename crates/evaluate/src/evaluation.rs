//! Everything that is said about how good a scan is.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::alarms::{KindAlarms, alarms};
use crate::indicators::{IndicatorFigures, indicators};
use crate::interval::{Interval, Share, average_precision_interval};
use crate::ranking::Ranking;
use crate::rejected::{RejectFigures, rejected};
use crate::reliability::Reliability;
use crate::rings::{RingFigures, rings};
use crate::trails::{TrailFigures, trails};
use crate::truth::Truth;
use crate::written::{ScoreRow, Written};

/// Where the scale begins when `coverage.json` does not say (decision 007).
const PRIOR_BITS: f64 = -8.4;
/// A curve of more points than that is thinned out: no eye tells them apart.
const CURVE_POINTS: usize = 400;

/// The figures of one scan. What could not be judged is `None` and stands in `missing`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evaluation {
    /// Labelled accounts.
    pub accounts: u64,
    /// Those that are positives.
    pub positives: u64,
    /// How well the scores put positives first.
    pub ranking: Option<RankingFigures>,
    /// Whether scores can be read as odds: all accounts, those without a row at the prior.
    pub reliability: Option<Reliability>,
    /// The same among accounts with a row, where it is harder.
    pub reliability_of_scored: Option<Reliability>,
    /// False alarms by kind of honest life.
    pub alarms: Option<Vec<KindAlarms>>,
    /// Each indicator by itself.
    pub indicators: Option<Vec<IndicatorFigures>>,
    /// Rings.
    pub rings: Option<RingFigures>,
    /// Money trails.
    pub trails: Option<TrailFigures>,
    /// Rejected rows.
    pub rejected: Option<RejectFigures>,
    /// What is not there, and what is not said for that.
    pub missing: Vec<Missing>,
}

/// The order of the scores.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RankingFigures {
    /// The mean of the precisions at which each positive is found.
    pub average_precision: Option<f64>,
    /// Its interval.
    pub average_precision_interval: Option<Interval>,
    /// Recall when one negative of a thousand is taken along.
    pub recall_at_0_1_percent: Option<f64>,
    /// Recall when one negative of a hundred is.
    pub recall_at_1_percent: Option<f64>,
    /// Accounts in the queue: positives among them, of all in the queue.
    pub queue_precision: Share,
    /// Positives in the queue, of all positives.
    pub queue_recall: Share,
    /// Precision of so many accounts from the top as the queue is long.
    pub precision_at_queue_length: Option<f64>,
    /// Points of the precision-recall curve by falling score.
    pub curve: Vec<Point>,
}

/// One point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The share of positives at or above a score.
    pub recall: f64,
    /// The share of positives among everybody there.
    pub precision: f64,
}

/// A file that is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The file.
    pub file: &'static str,
    /// What is not said for that.
    pub what: &'static str,
}

/// Judges a scan.
pub fn evaluate(truth: &Truth, written: &Written) -> Evaluation {
    let positives = truth.labels.values().filter(|label| label.is_positive()).count() as u64;
    let prior = written.coverage.as_ref().and_then(|file| file.prior_bits).unwrap_or(PRIOR_BITS);
    let scores = written.scores.as_deref();
    let scored = scores.map(|rows| Reliability::new(scored(truth, rows)));
    Evaluation {
        accounts: truth.labels.len() as u64,
        positives,
        ranking: scores.map(|rows| ranking(truth, rows)),
        reliability: scores.map(|rows| Reliability::new(everybody(truth, rows, prior))),
        reliability_of_scored: scored,
        alarms: scores.map(|rows| alarms(truth, rows)),
        indicators: indicators(truth, written),
        rings: written.rings.as_ref().map(|rows| {
            let planted = truth.labels.iter().filter_map(|(id, label)| Some((label.ring_id.as_deref()?, id.as_str())));
            rings(planted, rows.iter().map(|row| (row.ring_id.as_str(), row.account_id.as_str())))
        }),
        trails: written.trails.as_ref().and_then(|rows| trails(truth, rows)),
        rejected: written.rejected.as_ref().map(|rows| rejected(truth.rejected.as_deref(), rows)),
        missing: missing(truth, written),
    }
}

/// Scores of labelled accounts by account; of an account with several rows the highest counts.
fn by_account(rows: &[ScoreRow]) -> BTreeMap<&str, f64> {
    let mut bits: BTreeMap<&str, f64> = BTreeMap::new();
    for row in rows {
        let known = bits.entry(&row.account_id).or_insert(row.score_bits);
        *known = known.max(row.score_bits);
    }
    bits
}

fn scored<'a>(truth: &'a Truth, rows: &'a [ScoreRow]) -> impl Iterator<Item = (f64, bool)> + 'a {
    let known = by_account(rows).into_iter().filter(|(id, _)| truth.labels.contains_key(*id));
    known.map(|(id, bits)| (bits, truth.is_positive(id)))
}

fn everybody<'a>(truth: &'a Truth, rows: &'a [ScoreRow], prior: f64) -> impl Iterator<Item = (f64, bool)> + 'a {
    let bits = by_account(rows);
    truth.labels.iter().map(move |(id, label)| (bits.get(id.as_str()).copied().unwrap_or(prior), label.is_positive()))
}

/// The ranking of all labelled accounts by their scores.
pub fn ranking_of(truth: &Truth, rows: &[ScoreRow]) -> Ranking {
    let bits = by_account(rows);
    Ranking::new(truth.labels.iter().map(|(id, label)| (bits.get(id.as_str()).copied(), label.is_positive())))
}

fn ranking(truth: &Truth, rows: &[ScoreRow]) -> RankingFigures {
    let ranking = ranking_of(truth, rows);
    let queue: Vec<&ScoreRow> =
        rows.iter().filter(|row| row.is_in_the_queue() && truth.labels.contains_key(&row.account_id)).collect();
    let hits = queue.iter().filter(|row| truth.is_positive(&row.account_id)).count() as u64;
    let average_precision = ranking.average_precision();
    RankingFigures {
        average_precision,
        average_precision_interval: average_precision.map(|at| average_precision_interval(at, ranking.positives)),
        recall_at_0_1_percent: ranking.recall_at(0.001),
        recall_at_1_percent: ranking.recall_at(0.01),
        queue_precision: Share::new(hits, queue.len() as u64),
        queue_recall: Share::new(hits, ranking.positives),
        precision_at_queue_length: ranking.precision_at(queue.len() as u64),
        curve: curve(&ranking),
    }
}

fn curve(ranking: &Ranking) -> Vec<Point> {
    if ranking.positives == 0 {
        return Vec::new();
    }
    let ranked: Vec<_> = ranking.steps.iter().filter(|step| step.bits > f64::NEG_INFINITY).collect();
    // Beyond the last positive nothing changes but the precision, and that only sinks.
    let last = ranked.iter().position(|step| ranked.last().is_some_and(|end| step.hits == end.hits));
    let kept = &ranked[..last.map_or(0, |place| place + 1)];
    let each = kept.len().div_ceil(CURVE_POINTS).max(1);
    let thinned = kept.iter().enumerate().filter(|(place, _)| place % each == 0 || place + 1 == kept.len());
    thinned
        .map(|(_, step)| Point { recall: step.hits as f64 / ranking.positives as f64, precision: step.precision() })
        .collect()
}

fn missing(truth: &Truth, written: &Written) -> Vec<Missing> {
    let files = [
        (written.scores.is_none(), "scores.csv", "ranking, reliability and false alarms are not judged"),
        (written.findings.is_none(), "findings.jsonl", "indicators are not judged"),
        (written.coverage.is_none(), "coverage.json", "indicators without findings are left out"),
        (written.rings.is_none(), "rings.csv", "rings are not judged"),
        (written.trails.is_none(), "trails.jsonl", "money trails are not judged"),
        (written.rejected.is_none(), "rejected.jsonl", "rejected rows are not judged"),
        (truth.behaviours.is_none(), "truth/behaviours.csv", "recall and precision of indicators are not judged"),
        (truth.trails.is_none(), "truth/trails.csv", "money trails are not judged"),
        (truth.rejected.is_none(), "truth/rejected.csv", "rejected rows are only counted"),
    ];
    files.into_iter().filter(|(gone, ..)| *gone).map(|(_, file, what)| Missing { file, what }).collect()
}
