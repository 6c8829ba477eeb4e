//! Where the boxes of a small network picture stand.
//!
//! Stress majorization (Gansner, Koren and North, Graph Drawing 2004, after de Leeuw's SMACOF): distances on the page
//! follow distances in the graph. Then boxes are pushed apart along the axis of least overlap (Dwyer, Marriott and
//! Stuckey, Graph Drawing 2005, in its simplest form) and away from lines that are not theirs. Several starts are
//! tried and polished; the one with the fewest crossings wins.
//!
//! Own code, because the crates at hand (`fdg`, `force_graph`, `forceatlas2`) place points, know no boxes, start from
//! a random generator of their own and pull in `nalgebra` or `rayon`; `layout-rs` draws layered graphs. Only `+ - * /`
//! and square roots are used, which every machine rounds alike: the same ring gives the same picture everywhere.

use super::polish::{cost, polish};

/// A place on the page.
pub type Point = (f64, f64);

/// Gap that stays between two boxes, sideways and downwards.
pub const GAP: Point = (22.0, 26.0);
/// Boxes are wide and low, so a step down counts as so many steps sideways.
const TALL: f64 = 1.75;
/// Random starts that are tried.
const STARTS: u64 = 8;
/// Of these the best are polished.
const POLISHED: usize = 3;
/// Rounds of stress majorization: with fewer than 60 boxes it has settled by then.
const SWEEPS: usize = 70;
/// Rounds of pushing.
const PUSHES: usize = 100;

/// What is laid out.
pub struct Plan<'a> {
    /// Width and height of each box.
    pub sizes: &'a [Point],
    /// Pairs of boxes that a line joins, each once.
    pub lines: &'a [(usize, usize)],
    /// The page's width.
    pub width: f64,
}

/// The middles of all boxes, free of overlap and inside the width; none when no start leads there.
pub fn layout(plan: &Plan) -> Option<Vec<Point>> {
    let ideal = distances(plan);
    let mut tries: Vec<_> = (1..=STARTS).filter_map(|seed| attempt(plan, &ideal, seed)).collect();
    tries.sort_by(|a, b| a.0.total_cmp(&b.0));
    let polished = tries.into_iter().take(POLISHED).map(|(_, mut places)| {
        polish(plan, &mut places);
        (cost(plan, &places), places)
    });
    polished.reduce(|best, next| if next.0 < best.0 { next } else { best }).map(|(_, places)| places)
}

fn attempt(plan: &Plan, ideal: &[Vec<f64>], seed: u64) -> Option<(f64, Vec<Point>)> {
    let mut places = start(plan.sizes.len(), seed);
    majorize(&mut places, ideal);
    landscape(&mut places);
    squeeze(plan, &mut places);
    for round in 0..PUSHES {
        // Lines give way last, so that the rounds at the end only part boxes.
        let moved = part(plan, &mut places) | (round < PUSHES * 2 / 3 && clear_lines(plan, &mut places));
        if !moved {
            break;
        }
    }
    if part(plan, &mut places) {
        return None;
    }
    Some((cost(plan, &places), places))
}

/// Wanted distances: along lines the boxes' own reach and more room where many lines meet; elsewhere the shortest way
/// (Floyd and Warshall, 1962).
fn distances(plan: &Plan) -> Vec<Vec<f64>> {
    let number = plan.sizes.len();
    let mut degree = vec![0_usize; number];
    for (a, b) in plan.lines {
        degree[*a] += 1;
        degree[*b] += 1;
    }
    let reach = |place: usize| {
        let (wide, tall) = plan.sizes[place];
        (wide * wide + tall * tall * TALL * TALL).sqrt() / 2.0
    };
    let mut far = vec![vec![f64::INFINITY; number]; number];
    for &(a, b) in plan.lines {
        let crowd = degree[a].max(degree[b]).saturating_sub(4) as f64 * 11.0;
        let length = (reach(a) + reach(b)) * 0.9 + 26.0 + crowd;
        (far[a][b], far[b][a]) = (length, length);
    }
    for via in 0..number {
        let row = far[via].clone();
        for one in far.iter_mut() {
            let first = one[via];
            one.iter_mut().zip(&row).for_each(|(way, second)| *way = way.min(first + second));
        }
    }
    let longest = far.iter().flatten().copied().filter(|way| way.is_finite()).fold(150.0, f64::max);
    far.iter_mut().flatten().filter(|way| !way.is_finite()).for_each(|way| *way = longest * 1.1);
    far
}

/// Scattered places; a fixed generator (SplitMix64, Steele, Lea and Flood 2014), because only the seed may decide.
fn start(number: usize, seed: u64) -> Vec<Point> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut next = || {
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 40) as f64 / f64::from(1 << 24) * 600.0 - 300.0
    };
    (0..number).map(|_| (next(), next())).collect()
}

fn majorize(places: &mut [Point], ideal: &[Vec<f64>]) {
    for _ in 0..SWEEPS {
        for one in 0..places.len() {
            let (mut sum, mut weights) = ((0.0, 0.0), 0.0);
            for (other, &there) in places.iter().enumerate().filter(|(other, _)| *other != one) {
                let wanted = ideal[one][other];
                let weight = 1.0 / (wanted * wanted);
                let (dx, dy) = (places[one].0 - there.0, places[one].1 - there.1);
                let stretch = wanted / (dx * dx + dy * dy).sqrt().max(1e-6);
                sum.0 += weight * (there.0 + dx * stretch);
                sum.1 += weight * (there.1 + dy * stretch);
                weights += weight;
            }
            if weights > 0.0 {
                places[one] = (sum.0 / weights, sum.1 / weights);
            }
        }
    }
}

/// Lies the picture on its longer side, around the origin.
fn landscape(places: &mut [Point]) {
    let ends = |pick: fn(&Point) -> f64| {
        places.iter().map(pick).fold((f64::MAX, f64::MIN), |(low, high), at| (low.min(at), high.max(at)))
    };
    let ((left, right), (top, bottom)) = (ends(|place| place.0), ends(|place| place.1));
    let tall = bottom - top > right - left;
    for place in places {
        let (x, y) = (place.0 - (left + right) / 2.0, place.1 - (top + bottom) / 2.0);
        *place = if tall { (y, x) } else { (x, y) };
    }
}

/// Brings all boxes into the width, and lowers the picture as much as boxes are lower than wide.
fn squeeze(plan: &Plan, places: &mut [Point]) {
    let out = |(place, size): (&Point, &Point)| place.0.abs() / ((plan.width - size.0) / 2.0 - 2.0).max(1.0);
    let most = places.iter().zip(plan.sizes).map(out).fold(1.0, f64::max);
    places.iter_mut().for_each(|place| *place = (place.0 / most, place.1 / TALL));
}

/// Pushes overlapping boxes apart, each by half; tells whether any did.
fn part(plan: &Plan, places: &mut [Point]) -> bool {
    let mut moved = false;
    for one in 0..places.len() {
        for other in one + 1..places.len() {
            let need = |pick: fn(&Point) -> f64| (pick(&plan.sizes[one]) + pick(&plan.sizes[other])) / 2.0 + pick(&GAP);
            let (dx, dy) = (places[other].0 - places[one].0, places[other].1 - places[one].1);
            let (over_x, over_y) = (need(|size| size.0) - dx.abs(), need(|size| size.1) - dy.abs());
            if over_x <= 0.01 || over_y <= 0.01 {
                continue;
            }
            moved = true;
            let sign = |way: f64| if way < 0.0 { -0.5 } else { 0.5 };
            let (by_x, by_y) = if over_x < over_y * 1.5 { (over_x * sign(dx), 0.0) } else { (0.0, over_y * sign(dy)) };
            places[one] = held(plan, one, (places[one].0 - by_x, places[one].1 - by_y));
            places[other] = held(plan, other, (places[other].0 + by_x, places[other].1 + by_y));
        }
    }
    moved
}

/// A place no further out than the width allows.
fn held(plan: &Plan, one: usize, place: Point) -> Point {
    let most = ((plan.width - plan.sizes[one].0) / 2.0 - 2.0).max(0.0);
    (place.0.clamp(-most, most), place.1)
}

/// Moves boxes off the lines that are not theirs; tells whether any moved.
fn clear_lines(plan: &Plan, places: &mut [Point]) -> bool {
    let mut moved = false;
    for &(from, to) in plan.lines {
        for one in (0..places.len()).filter(|one| *one != from && *one != to) {
            let (a, b, at) = (places[from], places[to], places[one]);
            if !hits(a, b, at, plan.sizes[one], 5.0) {
                continue;
            }
            moved = true;
            let (dx, dy) = (b.0 - a.0, b.1 - a.1);
            let length = (dx * dx + dy * dy).sqrt().max(1.0);
            let side = if dx * (at.1 - a.1) - dy * (at.0 - a.0) < 0.0 { 4.0 } else { -4.0 };
            let step = (dy / length * side, -dx / length * side);
            places[one] = held(plan, one, (at.0 + step.0, at.1 + step.1));
            for end in [from, to] {
                places[end] = held(plan, end, (places[end].0 - step.0 / 3.0, places[end].1 - step.1 / 3.0));
            }
        }
    }
    moved
}

/// Whether the line from `a` to `b` meets the box around `at`, grown by `margin` (Liang and Barsky, 1984).
pub fn hits(a: Point, b: Point, at: Point, size: Point, margin: f64) -> bool {
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let axes = [(a.0, b.0, at.0, size.0), (a.1, b.1, at.1, size.1)];
    for (from, to, middle, whole) in axes {
        let (low, high, way) = (middle - whole / 2.0 - margin, middle + whole / 2.0 + margin, to - from);
        if way.abs() < 1e-9 {
            if from < low || from > high {
                return false;
            }
            continue;
        }
        let (first, second) = ((low - from) / way, (high - from) / way);
        enter = enter.max(first.min(second));
        leave = leave.min(first.max(second));
    }
    enter < leave
}

/// Whether two lines cross; lines that share an end do not.
pub fn crosses([a, b, c, d]: [Point; 4]) -> bool {
    let turn = |p: Point, q: Point, r: Point| (q.0 - p.0) * (r.1 - p.1) - (q.1 - p.1) * (r.0 - p.0);
    turn(a, b, c) * turn(a, b, d) < 0.0 && turn(c, d, a) * turn(c, d, b) < 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_meets_a_box_or_passes_it() {
        let size = (10.0, 10.0);
        assert!(hits((-20.0, 0.0), (20.0, 0.0), (0.0, 0.0), size, 0.0));
        assert!(!hits((-20.0, 8.0), (20.0, 8.0), (0.0, 0.0), size, 0.0));
        assert!(hits((-20.0, 8.0), (20.0, 8.0), (0.0, 0.0), size, 4.0));
        assert!(!hits((-20.0, 0.0), (-8.0, 0.0), (0.0, 0.0), size, 0.0));
    }

    #[test]
    fn a_star_is_drawn_without_crossings() {
        let sizes = vec![(120.0, 34.0); 9];
        let lines: Vec<_> = (1..9).map(|leaf| (0, leaf)).collect();
        let plan = Plan { sizes: &sizes, lines: &lines, width: 980.0 };
        let places = layout(&plan).unwrap();
        let hidden =
            |leaf| (1..9).any(|other| other != leaf && hits(places[0], places[leaf], places[other], sizes[other], 0.0));
        assert!(!(1..9).any(hidden), "no line is hidden");
        assert!(!part(&plan, &mut places.clone()), "no boxes overlap");
    }
}
