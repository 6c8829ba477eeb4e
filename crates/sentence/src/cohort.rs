//! Statistics of the population that a subject is compared with.

use std::collections::BTreeMap;

use sekisho_dossier::Dossier;
use sekisho_schema::SubjectKind;
use serde::{Deserialize, Serialize};

use crate::frame::{Facts, Frame};
use crate::node::{RowSet, Scalar};

/// One value of one member of a cohort.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize, Deserialize)]
pub struct CohortSample {
    /// Which measure, by its place among all cohorts.
    pub cohort: u16,
    /// Which cohort of that measure: a hash of its keys (category and currency, say).
    pub key: u64,
    /// The value.
    pub value: f64,
}

/// What is measured for a cohort.
#[derive(Clone)]
pub(crate) struct Cohort {
    pub subject: SubjectKind,
    /// The rows that are the members; `None` when the dossiers themselves are.
    pub rows: Option<(RowSet, usize)>,
    pub value: Scalar,
    pub keys: Vec<Scalar>,
}

/// Every cohort that some sentence asks for.
#[derive(Clone, Default)]
pub struct Cohorts {
    pub(crate) all: Vec<Cohort>,
}

impl Cohorts {
    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Whether any cohort is made of dossiers of this kind.
    pub fn concern(&self, subject: SubjectKind) -> bool {
        self.all.iter().any(|cohort| cohort.subject == subject)
    }

    /// Adds the values of one dossier.
    pub fn measure(&self, subject: SubjectKind, dossier: Dossier<'_>, facts: &Facts, out: &mut Vec<CohortSample>) {
        let frame = Frame::new(dossier, facts);
        for (cohort, number) in self.all.iter().zip(0u16..).filter(|(cohort, _)| cohort.subject == subject) {
            match &cohort.rows {
                None => cohort.sample(number, &frame, out),
                Some((rows, variable)) => {
                    rows.each(&frame, |row| {
                        frame.bind(*variable, row);
                        cohort.sample(number, &frame, out);
                        std::ops::ControlFlow::Continue(())
                    });
                }
            }
        }
    }
}

impl Cohort {
    fn sample(&self, number: u16, frame: &Frame<'_>, out: &mut Vec<CohortSample>) {
        let (value, Some(key)) = ((self.value)(frame), cohort_key(&self.keys, frame)) else { return };
        if !value.is_null() {
            out.push(CohortSample { cohort: number, key, value: value.to_f64() });
        }
    }
}

/// The hash of a cohort's keys; `None` when one is unknown.
pub(crate) fn cohort_key(keys: &[Scalar], frame: &Frame<'_>) -> Option<u64> {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for key in keys {
        let word = key(frame).some()?;
        let mut bytes = [0; 16];
        bytes[..8].copy_from_slice(&u64::to_le_bytes(hash));
        bytes[8..].copy_from_slice(&word.to_le_bytes());
        hash = xxhash_rust::xxh3::xxh3_64(&bytes);
    }
    Some(hash)
}

/// The sorted values of every cohort.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CohortTable {
    values: BTreeMap<(u16, u64), Vec<f64>>,
}

impl CohortTable {
    /// A table of these samples; their order does not matter.
    pub fn new(samples: Vec<CohortSample>) -> Self {
        let mut values: BTreeMap<(u16, u64), Vec<f64>> = BTreeMap::new();
        for sample in samples {
            values.entry((sample.cohort, sample.key)).or_default().push(sample.value);
        }
        values.values_mut().for_each(|list| list.sort_unstable_by(f64::total_cmp));
        Self { values }
    }

    /// The quantile by nearest rank (the smallest value that at least this share of the cohort does not exceed).
    /// Unknown for a cohort of fewer than `least` members: a handful is no norm.
    pub fn quantile(&self, cohort: u16, key: u64, share: f64, least: usize) -> Option<f64> {
        let values = self.values.get(&(cohort, key)).filter(|values| values.len() >= least)?;
        let rank = (share * values.len() as f64).ceil() as usize;
        values.get(rank.clamp(1, values.len()) - 1).copied()
    }

    /// All values of a part of the table, to be joined elsewhere.
    pub fn into_samples(self) -> Vec<CohortSample> {
        let lists = self.values.into_iter();
        lists
            .flat_map(|((cohort, key), list)| list.into_iter().map(move |value| CohortSample { cohort, key, value }))
            .collect()
    }
}
