//! Prints figures.

// A program run by hand.
#![allow(clippy::too_many_lines, clippy::manual_is_multiple_of, clippy::unnecessary_get_then_check, dead_code)]
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "../tests/shared/figures.rs"]
mod figures;
#[path = "../tests/shared/files.rs"]
mod files;
#[path = "../tests/shared/invented.rs"]
mod invented;

use files::{Labelled, Number};
use sekisho_person::{Settings, same_people};

fn main() {
    if std::env::args().nth(1).as_deref() == Some("invented") {
        return invented_sets();
    }
    if std::env::args().nth(1).as_deref() == Some("million") {
        let count = std::env::args().nth(2).and_then(|n| n.parse().ok()).unwrap_or(1_000_000);
        let people = invented::population(count, 77);
        if std::env::var_os("ONLY").is_some() {
            return;
        }
        let truth = (0..people.len() as u32).collect();
        return measure("million", &Labelled { people, truth });
    }
    let sets = [
        ("febrl-1", files::febrl("febrl-1.csv", Number::Given)),
        ("febrl-1 without number", files::febrl("febrl-1.csv", Number::LeftOut)),
        ("febrl-2", files::febrl("febrl-2.csv", Number::Given)),
        ("febrl-2 without number", files::febrl("febrl-2.csv", Number::LeftOut)),
        ("fake-1000", files::fake()),
    ];
    for (name, set) in sets {
        if let Some(set) = set {
            measure(name, &set);
        }
    }
}

fn invented_sets() {
    for (count, share, slip, changed, missing, seed) in [
        (5_000, 0.0, 0.0, 0.0, 0.0, 1),
        (20_000, 0.0, 0.0, 0.0, 0.0, 2),
        (20_000, 0.002, 0.2, 0.2, 1.0, 3),
        (5_000, 0.05, 0.1, 0.1, 1.0, 4),
        (5_000, 0.05, 0.4, 0.3, 1.0, 5),
        (20_000, 0.05, 0.3, 0.3, 1.5, 6),
        (2_000, 0.5, 0.4, 0.3, 1.5, 7),
        (2_000, 0.5, 0.1, 0.8, 1.5, 8),
    ] {
        let mut people = invented::population(count, seed);
        let truth =
            invented::with_second_records(&mut people, share, invented::Errors { slip, changed, missing }, seed + 100);
        measure(
            &format!("invented {count} share {share} slip {slip} changed {changed} missing {missing}"),
            &Labelled { people, truth },
        );
    }
}

fn measure(name: &str, set: &Labelled) {
    let linkage = if std::env::var_os("FULL").is_some() {
        sekisho_person::same_people_exhaustively(&set.people, &Settings::default())
    } else {
        same_people(&set.people, &Settings::default())
    }
    .unwrap();
    if let Some(wanted) = std::env::var_os("MISSED").filter(|w| *w == *name) {
        let _ = wanted;
        let mut group = std::collections::HashMap::new();
        for (g, c) in linkage.clusters.iter().enumerate() {
            for id in c {
                group.insert(*id, g);
            }
        }
        let mut shown = 0;
        for (i, a) in set.people.iter().enumerate() {
            for (j, b) in set.people.iter().enumerate().skip(i + 1) {
                if set.truth[i] == set.truth[j] && (group.get(&a.id).is_none() || group.get(&a.id) != group.get(&b.id))
                {
                    shown += 1;
                    if shown > 60 {
                        continue;
                    }
                    println!(
                        "{:?} {} {} {} | {} {} {}",
                        a.names,
                        a.birth_date.map(|d| d.to_text()).unwrap_or_default(),
                        a.email,
                        a.document_number,
                        a.address,
                        a.postal_code,
                        a.id
                    );
                    println!(
                        "{:?} {} {} {} | {} {} {}\n",
                        b.names,
                        b.birth_date.map(|d| d.to_text()).unwrap_or_default(),
                        b.email,
                        b.document_number,
                        b.address,
                        b.postal_code,
                        b.id
                    );
                }
            }
        }
    }
    let truth = set.people.iter().zip(&set.truth).map(|(p, t)| (p.id, *t)).collect();
    let figures = figures::figures(&linkage.clusters, &truth);
    if std::env::var_os("WRONG").is_some() {
        let by: std::collections::HashMap<u32, (&sekisho_person::Person, u32)> =
            set.people.iter().zip(&set.truth).map(|(p, t)| (p.id, (p, *t))).collect();
        for pair in linkage.pairs.iter().filter(|p| by[&p.a].1 != by[&p.b].1).take(12) {
            println!("{:?}\n{:?}\n{:?}\n", by[&pair.a].0, by[&pair.b].0, pair);
        }
    }
    println!(
        "{name}: {figures:?} compared {} prior {:.2} expected {:.0} learnt {}",
        linkage.compared, linkage.weights.prior_bits, linkage.weights.expected_matches, linkage.weights.learnt
    );
    if std::env::var_os("WEIGHTS").is_some() {
        for w in &linkage.weights.levels {
            println!("   {:16} {:50} m {:.4} u {:.6} bits {:.2}", w.field.name(), w.level, w.m, w.u, w.bits);
        }
    }
}
