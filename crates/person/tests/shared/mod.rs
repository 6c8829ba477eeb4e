//! What several tests need.
#![allow(dead_code)]

pub mod accounts;
pub mod figures;
pub mod files;
pub mod invented;

use std::collections::HashMap;

use figures::{Figures, figures};
use files::Labelled;
use sekisho_person::{Linkage, Settings, same_people};

/// Links with the one default setting.
pub fn link(set: &Labelled) -> (Linkage, Figures) {
    let linkage = same_people(&set.people, &Settings::default()).unwrap();
    let found = compared(set, &linkage);
    (linkage, found)
}

/// Compares what was found with the truth.
pub fn compared(set: &Labelled, linkage: &Linkage) -> Figures {
    let truth: HashMap<u32, u32> = set.people.iter().zip(&set.truth).map(|(p, t)| (p.id, *t)).collect();
    figures(&linkage.pairs, &truth)
}
