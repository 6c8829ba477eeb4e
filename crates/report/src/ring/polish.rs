//! The last touch of a network picture: single boxes move to where fewer lines cross and none runs behind a box.

use super::layout::{GAP, Plan, Point, crosses, hits};

/// Steps that are tried, sideways; half as far up and down.
const STEPS: [f64; 5] = [24.0, 60.0, 120.0, 220.0, 340.0];
/// Eight directions.
const WAYS: [Point; 8] =
    [(1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0), (0.7, 0.7), (-0.7, 0.7), (0.7, -0.7), (-0.7, -0.7)];
/// Rounds over all boxes; most pictures rest after two or three.
const ROUNDS: usize = 4;
/// A line behind a foreign box misleads more than lines that cross.
const HIDDEN: f64 = 7.0;
const CROSSING: f64 = 1.6;
/// Long lines are hard to follow: one crossing weighs as much as this many pixels.
const LENGTH: f64 = 1.0 / 110.0;

/// Moves boxes one at a time while that helps.
pub fn polish(plan: &Plan, places: &mut [Point]) {
    for _ in 0..ROUNDS {
        let mut moved = false;
        for one in 0..places.len() {
            moved |= settle(plan, places, one) | swap(plan, places, one);
        }
        if !moved {
            return;
        }
    }
}

/// Puts one box at the best of the places around it; tells whether it moved.
fn settle(plan: &Plan, places: &mut [Point], one: usize) -> bool {
    let home = places[one];
    let mut best = (cost_of(plan, places, one) - 0.05, home);
    let tall = places.iter().map(|place| place.1.abs()).fold(120.0, f64::max);
    for (step, way) in STEPS.iter().flat_map(|step| WAYS.iter().map(move |way| (*step, *way))) {
        let place = (home.0 + way.0 * step, home.1 + way.1 * step / 2.0);
        let inside = place.0.abs() <= (plan.width - plan.sizes[one].0) / 2.0 - 2.0 && place.1.abs() <= tall;
        if !inside || !free(plan, places, one, place) {
            continue;
        }
        places[one] = place;
        let cost = cost_of(plan, places, one);
        if cost < best.0 {
            best = (cost, place);
        }
    }
    places[one] = best.1;
    best.1 != home
}

/// Lets one box change places with another where that helps; tells whether it did.
fn swap(plan: &Plan, places: &mut [Point], one: usize) -> bool {
    for other in one + 1..places.len() {
        let before = cost_of(plan, places, one) + cost_of(plan, places, other);
        places.swap(one, other);
        let inside = |box_: usize| places[box_].0.abs() <= (plan.width - plan.sizes[box_].0) / 2.0 - 2.0;
        let fits = [one, other].into_iter().all(|box_| inside(box_) && free(plan, places, box_, places[box_]));
        if fits && cost_of(plan, places, one) + cost_of(plan, places, other) < before - 0.05 {
            return true;
        }
        places.swap(one, other);
    }
    false
}

fn free(plan: &Plan, places: &[Point], one: usize, place: Point) -> bool {
    let (w, h) = plan.sizes[one];
    places.iter().zip(plan.sizes).enumerate().filter(|(other, _)| *other != one).all(|(_, (there, size))| {
        (there.0 - place.0).abs() >= (w + size.0) / 2.0 + GAP.0
            || (there.1 - place.1).abs() >= (h + size.1) / 2.0 + GAP.1
    })
}

/// What one box and its lines cost where they are.
fn cost_of(plan: &Plan, places: &[Point], one: usize) -> f64 {
    let own = |line: &&(usize, usize)| line.0 == one || line.1 == one;
    let mut cost = 0.0;
    for line in plan.lines.iter().filter(own) {
        let (a, b) = (places[line.0], places[line.1]);
        cost += ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt() * LENGTH;
        cost += CROSSING
            * plan.lines.iter().filter(|other| crosses([a, b, places[other.0], places[other.1]])).count() as f64;
        cost += HIDDEN * behind(plan, places, *line);
    }
    let foreign = plan.lines.iter().filter(|line| !own(line));
    cost + HIDDEN
        * foreign.filter(|line| hits(places[line.0], places[line.1], places[one], plan.sizes[one], 4.0)).count() as f64
}

/// How many foreign boxes a line runs behind.
fn behind(plan: &Plan, places: &[Point], (a, b): (usize, usize)) -> f64 {
    let foreign = (0..places.len()).filter(|one| *one != a && *one != b);
    foreign.filter(|one| hits(places[a], places[b], places[*one], plan.sizes[*one], 4.0)).count() as f64
}

/// What the whole picture costs.
pub fn cost(plan: &Plan, places: &[Point]) -> f64 {
    let each = |(place, line): (usize, &(usize, usize))| {
        let (a, b) = (places[line.0], places[line.1]);
        let later = plan.lines.iter().skip(place + 1);
        let crossings = later.filter(|other| crosses([a, b, places[other.0], places[other.1]])).count();
        let length = ((a.0 - b.0) * (a.0 - b.0) + (a.1 - b.1) * (a.1 - b.1)).sqrt();
        CROSSING * crossings as f64 + HIDDEN * behind(plan, places, *line) + length * LENGTH
    };
    let height = |pick: fn(f64, f64) -> f64, from| places.iter().map(|place| place.1).fold(from, pick);
    plan.lines.iter().enumerate().map(each).sum::<f64>() + (height(f64::max, 0.0) - height(f64::min, 0.0)) / 90.0
}
