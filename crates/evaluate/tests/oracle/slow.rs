//! The definitions, one loop after the other, without a thought for speed.

use std::collections::BTreeSet;

use crate::worlds::World;

/// Every labelled account with its score (minus infinity without one) and whether it is a positive.
fn everybody(world: &World) -> Vec<(f64, bool)> {
    let score =
        |account: &str| world.scores.iter().find(|(id, ..)| id == account).map_or(f64::NEG_INFINITY, |row| row.1);
    world.labels.iter().map(|(id, ..)| (score(id), world.is_positive(id))).collect()
}

/// The mean over positives of the share of positives among all accounts that score at least as high.
pub fn average_precision(world: &World) -> Option<f64> {
    let all = everybody(world);
    let positives: Vec<f64> = all.iter().filter(|row| row.1).map(|row| row.0).collect();
    let precision = |at: f64| {
        let above: Vec<_> = all.iter().filter(|row| row.0 >= at).collect();
        above.iter().filter(|row| row.1).count() as f64 / above.len() as f64
    };
    (!positives.is_empty()).then(|| positives.iter().map(|at| precision(*at)).sum::<f64>() / positives.len() as f64)
}

/// The best recall of any threshold that lets at most this share of negatives pass.
pub fn recall_at(world: &World, limit: f64) -> Option<f64> {
    let all = everybody(world);
    let count = |at: f64, is: bool| all.iter().filter(|row| row.0 >= at && row.1 == is).count() as f64;
    let (positives, negatives) = (count(f64::NEG_INFINITY, true), count(f64::NEG_INFINITY, false));
    let allowed = all.iter().map(|row| row.0).filter(|at| count(*at, false) <= limit * negatives);
    let best = allowed.map(|at| count(at, true) / positives).fold(0.0, f64::max);
    (positives > 0.0).then_some(best)
}

fn queue(world: &World) -> Vec<&str> {
    let labelled = |account: &str| world.labels.iter().any(|(id, ..)| id == account);
    let rows = world.scores.iter().filter(|(id, _, band)| band != "watch" && labelled(id));
    rows.map(|(id, ..)| id.as_str()).collect()
}

pub fn queue_precision(world: &World) -> Option<f64> {
    let queue = queue(world);
    let hits = queue.iter().filter(|id| world.is_positive(id)).count();
    (!queue.is_empty()).then(|| hits as f64 / queue.len() as f64)
}

/// Each account takes its expected part of the places that are left for its score.
pub fn precision_at_queue_length(world: &World) -> Option<f64> {
    let (all, length) = (everybody(world), queue(world).len() as f64);
    let part = |at: f64| {
        let above = all.iter().filter(|row| row.0 > at).count() as f64;
        let same = all.iter().filter(|row| row.0 == at).count() as f64;
        ((length - above) / same).clamp(0.0, 1.0)
    };
    let hits: f64 = all.iter().filter(|row| row.1).map(|row| part(row.0)).sum();
    (length > 0.0).then(|| hits / length)
}

fn probabilities(world: &World) -> Vec<(f64, f64)> {
    let odds = |bits: f64| 2f64.powf(if bits == f64::NEG_INFINITY { -8.4 } else { bits });
    everybody(world).iter().map(|(bits, is)| (odds(*bits) / (1.0 + odds(*bits)), f64::from(u8::from(*is)))).collect()
}

pub fn calibration_error(world: &World) -> Option<f64> {
    let all = probabilities(world);
    let mut error = 0.0;
    for bin in 0..10 {
        let inside: Vec<_> = all.iter().filter(|(p, _)| (p * 10.0).floor().min(9.0) as i32 == bin).collect();
        if inside.is_empty() {
            continue;
        }
        let count = inside.len() as f64;
        let mean = inside.iter().map(|row| row.0).sum::<f64>() / count;
        let rate = inside.iter().map(|row| row.1).sum::<f64>() / count;
        error += count / all.len() as f64 * (mean - rate).abs();
    }
    Some(error)
}

pub fn brier(world: &World) -> Option<f64> {
    let all = probabilities(world);
    Some(all.iter().map(|(p, is)| (p - is) * (p - is)).sum::<f64>() / all.len() as f64)
}

pub fn alarms(world: &World, kind: &str) -> (u64, u64) {
    let queue = queue(world);
    let of: Vec<_> = world.labels.iter().filter(|row| row.1 == kind || row.1 == format!("decoy:{kind}")).collect();
    (of.iter().filter(|(id, ..)| queue.contains(&id.as_str())).count() as u64, of.len() as u64)
}

/// The shares that a test at 5 % would not reject, found by halving: no closed formula.
pub fn score_interval(count: f64, of: f64) -> (f64, f64) {
    let share = count / of;
    let is_rejected = |p: f64| (share - p).abs() > 1.959_963_984_540_054 * (p * (1.0 - p) / of).sqrt();
    let edge = |mut inside: f64, mut outside: f64| {
        for _ in 0..200 {
            let middle = f64::midpoint(inside, outside);
            if is_rejected(middle) { outside = middle } else { inside = middle }
        }
        inside
    };
    let low = if count == 0.0 { 0.0 } else { edge(share, 0.0) };
    (low, if count == of { 1.0 } else { edge(share, 1.0) })
}

pub struct Indicator {
    pub recall: (u64, u64),
    pub precision: Option<(u64, u64)>,
    pub fired: (u64, u64),
    pub lift: Option<f64>,
}

pub fn indicator(world: &World, id: &str) -> Indicator {
    let findings: Vec<_> = world.findings.iter().filter(|row| row.0 == id).collect();
    let rows: Vec<_> = world.behaviours.iter().filter(|row| row[3] == id).collect();
    let (mut found, mut demanded) = (0, 0);
    for row in &rows {
        if ["loud", "medium", "weak"].contains(&row[4].as_str()) {
            demanded += 1;
            found += u64::from(findings.iter().any(|f| (f.1 == row[1] && f.2 == row[2]) || f.3.contains(&row[0])));
        }
    }
    let right = findings
        .iter()
        .filter(|f| rows.iter().any(|row| (f.1 == row[1] && f.2 == row[2]) || f.3.contains(&row[0])))
        .count();
    let fired = |is: bool| {
        let of = world.labels.iter().filter(|(account, ..)| world.is_positive(account) == is);
        of.filter(|(account, ..)| findings.iter().any(|f| f.3.contains(account))).count() as u64
    };
    let (hit, false_hit) = (fired(true), fired(false));
    let positives = world.labels.iter().filter(|row| world.is_positive(&row.0)).count() as f64;
    let rate = |count: u64, of: f64| (count as f64 + 0.5) / (of + 1.0);
    let ratio = rate(hit, positives) / rate(false_hit, world.labels.len() as f64 - positives);
    Indicator {
        recall: (found, demanded),
        precision: world.complete.contains(&id.to_owned()).then_some((right as u64, findings.len() as u64)),
        fired: (hit, false_hit),
        lift: (hit + false_hit > 0).then(|| ratio.ln() / 2f64.ln()),
    }
}

fn planted_together(world: &World, a: &str, b: &str) -> bool {
    let ring = |id: &str| world.labels.iter().find(|row| row.0 == id).map_or("", |row| row.2.as_str()).to_owned();
    a == b || (!ring(a).is_empty() && ring(a) == ring(b))
}

fn said_together(world: &World, a: &str, b: &str) -> bool {
    let of = |id: &str| world.members.iter().filter(|row| row.1 == id).map(|row| row.0.clone()).collect::<Vec<_>>();
    a == b || of(a).iter().any(|ring| of(b).contains(ring))
}

fn concerned(world: &World) -> Vec<String> {
    let planted = world.labels.iter().filter(|row| !row.2.is_empty()).map(|row| row.0.clone());
    planted.chain(world.members.iter().map(|row| row.1.clone())).collect::<BTreeSet<_>>().into_iter().collect()
}

pub fn pairwise(world: &World) -> (f64, f64) {
    let everybody = concerned(world);
    let (mut both, mut said, mut planted) = (0.0, 0.0, 0.0);
    for (place, a) in everybody.iter().enumerate() {
        for b in &everybody[place + 1..] {
            let (is, says) = (planted_together(world, a, b), said_together(world, a, b));
            planted += f64::from(u8::from(is));
            said += f64::from(u8::from(says));
            both += f64::from(u8::from(is && says));
        }
    }
    let ratio = |whole: f64| if whole == 0.0 { 1.0 } else { both / whole };
    (ratio(said), ratio(planted))
}

pub fn b_cubed(world: &World) -> (f64, f64) {
    let everybody = concerned(world);
    if everybody.is_empty() {
        return (1.0, 1.0);
    }
    let (mut precision, mut recall) = (0.0, 0.0);
    for a in &everybody {
        let said = everybody.iter().filter(|b| said_together(world, a, b)).count() as f64;
        let planted = everybody.iter().filter(|b| planted_together(world, a, b)).count() as f64;
        let both =
            everybody.iter().filter(|b| said_together(world, a, b) && planted_together(world, a, b)).count() as f64;
        precision += both / said;
        recall += both / planted;
    }
    (precision / everybody.len() as f64, recall / everybody.len() as f64)
}

pub fn merged(world: &World) -> u64 {
    let rings: BTreeSet<&str> = world.labels.iter().map(|row| row.2.as_str()).filter(|ring| !ring.is_empty()).collect();
    let touches = |ring: &str, said: &str| {
        world
            .members
            .iter()
            .any(|(name, id)| name == said && world.labels.iter().any(|row| row.0 == *id && row.2 == ring))
    };
    let is_merged = |ring: &&&str| {
        world
            .members
            .iter()
            .any(|(said, _)| touches(ring, said) && rings.iter().any(|o| o != *ring && touches(o, said)))
    };
    rings.iter().filter(is_merged).count() as u64
}

pub struct Trails {
    pub found: u64,
    pub exact: u64,
    pub innocent: u64,
}

pub fn trails(world: &World) -> Trails {
    let mut figures = Trails { found: 0, exact: 0, innocent: 0 };
    for planted in &world.planted {
        let seen = planted.iter().filter(|id| world.trails.iter().any(|(hops, _)| hops.contains(id))).count();
        figures.found += u64::from(seen * 2 >= planted.len());
        let mut covered = BTreeSet::new();
        for (hops, _) in &world.trails {
            let places: Vec<Option<usize>> = hops.iter().map(|hop| planted.iter().position(|id| id == hop)).collect();
            if places.iter().all(Option::is_some) && places.windows(2).all(|pair| pair[0] < pair[1]) {
                covered.extend(hops);
            }
        }
        figures.exact += u64::from(covered.len() == planted.len());
    }
    for (hops, accounts) in &world.trails {
        let strange = !hops.iter().any(|hop| world.planted.iter().any(|planted| planted.contains(hop)));
        figures.innocent += u64::from(strange && !accounts.iter().any(|id| world.is_positive(id)));
    }
    figures
}

pub fn rejected(world: &World) -> (u64, u64, u64) {
    let found = world.broken.iter().filter(|row| world.rejected.contains(row)).count() as u64;
    (found, world.broken.len() as u64 - found, world.rejected.len() as u64 - found)
}
