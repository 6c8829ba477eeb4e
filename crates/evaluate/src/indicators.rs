//! How good each indicator is by itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::interval::{Lift, Share};
use crate::truth::{Behaviour, Truth};
use crate::written::{FindingRow, Written};

/// One indicator, against the behaviours of the truth.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct IndicatorFigures {
    /// Its id.
    pub indicator_id: String,
    /// Whether the run has it: `judged`, `judged in part`, `not judged` or `not there`.
    pub judged: String,
    /// Its bits in the findings; `None` when it raised none, 0 for a rule.
    pub bits: Option<f64>,
    /// How many findings it raised.
    pub findings: u64,
    /// Demanded behaviours (strengths loud, medium, weak) that a finding shows.
    pub recall: Share,
    /// The same by strength.
    pub recall_by_strength: BTreeMap<String, Share>,
    /// Findings that a behaviour of any strength explains; only for indicators whose behaviours are known without gaps.
    pub precision: Option<Share>,
    /// Positives with a finding, of all positives.
    pub positives: Share,
    /// Negatives with a finding, of all negatives.
    pub negatives: Share,
    /// What a finding really says, in bits; `None` when it raised none.
    pub lift: Option<Lift>,
}

/// Figures for every indicator that the run has or the truth names, by id.
pub fn indicators(truth: &Truth, written: &Written) -> Option<Vec<IndicatorFigures>> {
    let findings = written.findings.as_ref()?;
    let mut of: BTreeMap<&str, Parts<'_>> = BTreeMap::new();
    for row in written.coverage.iter().flat_map(|file| &file.indicators) {
        of.entry(&row.indicator_id).or_default().judged = Some(&row.judged);
    }
    findings.iter().for_each(|row| of.entry(&row.indicator_id).or_default().findings.push(row));
    for row in truth.behaviours.iter().flatten() {
        of.entry(&row.indicator_id).or_default().behaviours.push(row);
    }
    let positives = truth.labels.values().filter(|label| label.is_positive()).count() as u64;
    let crowd = (positives, truth.labels.len() as u64 - positives);
    Some(of.into_iter().map(|(id, parts)| parts.figures(id, truth, crowd)).collect())
}

#[derive(Default)]
struct Parts<'a> {
    judged: Option<&'a str>,
    findings: Vec<&'a FindingRow>,
    behaviours: Vec<&'a Behaviour>,
}

impl Parts<'_> {
    fn figures(&self, id: &str, truth: &Truth, (positives, negatives): (u64, u64)) -> IndicatorFigures {
        let accounts: BTreeSet<&str> =
            self.findings.iter().flat_map(|row| &row.account_ids).map(String::as_str).collect();
        let labelled = accounts.iter().filter(|account| truth.labels.contains_key(**account)).count() as u64;
        let hit = accounts.iter().filter(|account| truth.is_positive(account)).count() as u64;
        let missed = if self.findings.is_empty() { "not there" } else { "judged" };
        IndicatorFigures {
            indicator_id: id.to_owned(),
            judged: self.judged.unwrap_or(missed).to_owned(),
            bits: self.findings.first().map(|row| row.bits),
            findings: self.findings.len() as u64,
            recall: self.recall(None),
            recall_by_strength: self.by_strength(),
            precision: truth.complete.contains(id).then(|| self.precision()),
            positives: Share::new(hit, positives),
            negatives: Share::new(labelled - hit, negatives),
            lift: (labelled > 0).then(|| Lift::new(hit, positives, labelled - hit, negatives)),
        }
    }

    fn recall(&self, strength: Option<crate::truth::Strength>) -> Share {
        let seen = Seen::of(self.findings.iter().copied());
        let asked = |row: &&&Behaviour| strength.map_or(row.strength.is_demanded(), |only| row.strength == only);
        let demanded: Vec<_> = self.behaviours.iter().filter(asked).collect();
        Share::new(demanded.iter().filter(|row| seen.shows(row)).count() as u64, demanded.len() as u64)
    }

    fn by_strength(&self) -> BTreeMap<String, Share> {
        let strengths: BTreeSet<_> = self.behaviours.iter().map(|row| row.strength).collect();
        strengths
            .into_iter()
            .map(|strength| (format!("{strength:?}").to_lowercase(), self.recall(Some(strength))))
            .collect()
    }

    /// A finding is right when some behaviour is that of its subject or of one of its accounts.
    fn precision(&self) -> Share {
        let accounts: BTreeSet<&str> = self.behaviours.iter().map(|row| row.account_id.as_str()).collect();
        let subjects: BTreeSet<(&str, &str)> =
            self.behaviours.iter().map(|row| (row.subject_kind.as_str(), row.subject_id.as_str())).collect();
        let right = self.findings.iter().filter(|row| {
            subjects.contains(&(row.subject_kind.as_str(), row.subject_id.as_str()))
                || row.account_ids.iter().any(|account| accounts.contains(account.as_str()))
        });
        Share::new(right.count() as u64, self.findings.len() as u64)
    }
}

/// Where an indicator was raised.
struct Seen<'a> {
    accounts: BTreeSet<&'a str>,
    subjects: BTreeSet<(&'a str, &'a str)>,
}

impl<'a> Seen<'a> {
    fn of(findings: impl Iterator<Item = &'a FindingRow>) -> Self {
        let mut seen = Self { accounts: BTreeSet::new(), subjects: BTreeSet::new() };
        for row in findings {
            seen.subjects.insert((&row.subject_kind, &row.subject_id));
            seen.accounts.extend(row.account_ids.iter().map(String::as_str));
        }
        seen
    }

    /// A behaviour is shown by a finding about its subject, or by one that names its account.
    fn shows(&self, row: &Behaviour) -> bool {
        self.subjects.contains(&(row.subject_kind.as_str(), row.subject_id.as_str()))
            || self.accounts.contains(row.account_id.as_str())
    }
}
