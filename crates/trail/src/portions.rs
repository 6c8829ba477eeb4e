//! Cash drawn in portions from several batches in turns: which portion was drawn on which batch.
//!
//! Amounts alone rarely say it, but together they often do: every batch must be emptied (but for a fee or a rest that is
//! smaller than a note), people draw the same amount again (or twice as much), and what is left over is drawn last. The search goes through
//! the portions in order of time and gives each to an open batch, to a new one, or to none (depth first, with branch and
//! bound). If several divisions are equally good, no amount tells them apart: the batches that differ are given back as
//! one, so that nothing is claimed that is not known.

use std::collections::BTreeSet;

use crate::flow::{DAY, LARGEST_FEE_PPM};

/// Portions of one batch follow each other within this time: machines give so much a day, and people come back.
pub(crate) const PORTION_GAP: i64 = 5 * DAY;
/// Cash comes in notes: a batch counts as drawn when less than the smallest portion is left, and at most so much of it
/// (in millionths).
pub(crate) const LARGEST_REST_PPM: i64 = 350_000;
const PPM: i64 = 1_000_000;
/// So many steps are taken for one run of portions; beyond that nothing is said.
pub(crate) const STEPS: usize = 2_000;
/// So many portions are divided at once.
pub(crate) const LONGEST_RUN: usize = 48;

/// Money that came in and may be drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Coming {
    /// How the caller knows it.
    pub index: usize,
    pub at: i64,
    pub amount: i64,
    pub sender: u32,
}

/// Cash that was drawn.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Portion {
    at: i64,
    amount: i64,
}

impl Portion {
    pub fn new((at, amount): (i64, i64)) -> Self {
        Self { at, amount }
    }
}

/// Parcels that were drawn together, and the portions that they were drawn in, by their places in the lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Share {
    pub parcels: Vec<usize>,
    pub portions: Vec<usize>,
}

/// Whether so much of a batch may be left when it was drawn, with the smallest portion that was drawn on it.
pub(crate) fn is_drawn(held: i64, rest: i64, smallest: i64) -> bool {
    let rest_ppm = i128::from(rest) * i128::from(PPM) / i128::from(held.max(1));
    rest_ppm <= i128::from(LARGEST_FEE_PPM) || rest < smallest && rest_ppm <= i128::from(LARGEST_REST_PPM)
}

/// Divides portions among parcels, both in order of time; nothing if that takes more than `most` steps, and how many it took.
/// `rest` is how long a parcel may lie before it is drawn.
pub(crate) fn divide(coming: &[Coming], portions: &[Portion], rest: i64, most: usize) -> (Vec<Share>, usize) {
    let once = |one: &Portion| portions.iter().filter(|other| other.amount == one.amount).count() == 1;
    let mut search = Search {
        coming,
        portions,
        rest,
        once: portions.iter().map(once).collect(),
        taken: vec![false; coming.len()],
        lots: Vec::new(),
        cost: Cost::default(),
        steps: 0,
        most,
        best: None,
    };
    search.go(0);
    if search.steps > most {
        return (Vec::new(), most);
    }
    (search.best.map(Best::shares).unwrap_or_default(), search.steps)
}

/// What speaks against a division, the heaviest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost {
    /// Portions that were drawn on nothing.
    skipped: u32,
    /// Batches that were not emptied.
    open: u32,
    /// Portions after the odd one, which should be the last.
    late: u32,
    /// Senders beyond the first of a batch.
    senders: u32,
    /// Amounts beyond the first of a batch that are neither equal to nor multiples of one another, as rounds sums are.
    amounts: u32,
    /// What is left in emptied batches. It differs only if other money was drawn, not if the same was drawn in other ways.
    left: i64,
    /// Batches that were drawn in turns, not one after the other: 0 or 1.
    turns: u32,
}

/// A batch that is being drawn.
#[derive(Clone, Debug)]
struct Lot {
    parcels: Vec<usize>,
    held: i64,
    left: i64,
    portions: Vec<usize>,
    odd: bool,
    /// Whether nothing but a fee or a rest is left, in a finished division.
    emptied: bool,
}

/// The best division so far; which of its batches differ in an equally good one, and what those have instead.
struct Best {
    cost: Cost,
    lots: Vec<Lot>,
    differs: Vec<bool>,
    joint_parcels: BTreeSet<usize>,
    joint_portions: BTreeSet<usize>,
}

impl Best {
    /// An equally good division.
    fn meet(&mut self, other: &[Lot]) {
        let is = |a: &Lot, b: &Lot| a.parcels == b.parcels && a.portions == b.portions;
        for (lot, differs) in self.lots.iter().zip(&mut self.differs) {
            *differs |= !other.iter().any(|one| is(one, lot));
        }
        for lot in other.iter().filter(|lot| lot.emptied && !self.lots.iter().any(|one| is(one, lot))) {
            self.joint_parcels.extend(&lot.parcels);
            self.joint_portions.extend(&lot.portions);
        }
    }

    /// Batches that were emptied: those that are certain as they are, the others as one.
    fn shares(mut self) -> Vec<Share> {
        let mut shares = Vec::new();
        for (lot, differs) in self.lots.into_iter().zip(self.differs).filter(|(lot, _)| lot.emptied) {
            if differs {
                self.joint_parcels.extend(lot.parcels);
                self.joint_portions.extend(lot.portions);
            } else {
                shares.push(Share { parcels: lot.parcels, portions: lot.portions });
            }
        }
        let (parcels, portions) = (self.joint_parcels, self.joint_portions);
        let joint = Share { parcels: parcels.into_iter().collect(), portions: portions.into_iter().collect() };
        shares.extend((!joint.parcels.is_empty()).then_some(joint));
        shares
    }
}

struct Search<'a> {
    coming: &'a [Coming],
    portions: &'a [Portion],
    rest: i64,
    /// By portion: whether no other one has its amount.
    once: Vec<bool>,
    taken: Vec<bool>,
    lots: Vec<Lot>,
    cost: Cost,
    steps: usize,
    most: usize,
    best: Option<Best>,
}

impl Search<'_> {
    fn go(&mut self, place: usize) {
        self.steps += 1;
        if self.steps > self.most || self.best.as_ref().is_some_and(|best| self.cost > best.cost) {
            return;
        }
        if place == self.portions.len() {
            return self.finish();
        }
        self.go_on(place);
        for parcels in self.fresh(place) {
            self.open(place, parcels);
        }
        self.cost.skipped += 1;
        self.go(place + 1);
        self.cost.skipped -= 1;
    }

    /// The portion is drawn on a batch that is being drawn; one that gave a like amount before comes first.
    fn go_on(&mut self, place: usize) {
        let one = self.portions[place];
        let alike = |other: i64| other % one.amount == 0 || one.amount % other == 0;
        let same = |lot: &Lot| lot.portions.iter().any(|other| alike(self.portions[*other].amount));
        let mut order: Vec<(bool, usize)> = self.lots.iter().enumerate().map(|(at, lot)| (!same(lot), at)).collect();
        order.sort_unstable();
        for (other_amount, at) in order {
            let lot = &self.lots[at];
            let last = lot.portions.last().map_or(one.at, |last| self.portions[*last].at);
            if lot.left < one.amount || one.at - last > PORTION_GAP {
                continue;
            }
            let (before, odd) = (self.cost, lot.odd);
            self.cost.amounts += u32::from(other_amount);
            self.cost.late += u32::from(odd);
            let goes_on = place > 0 && lot.portions.last() == Some(&(place - 1));
            self.cost.turns |= u32::from(!goes_on);
            self.draw(at, place);
            self.go(place + 1);
            let lot = &mut self.lots[at];
            lot.portions.pop();
            lot.left += one.amount;
            lot.odd = odd;
            self.cost = before;
        }
    }

    fn draw(&mut self, at: usize, place: usize) {
        let lot = &mut self.lots[at];
        lot.portions.push(place);
        lot.left -= self.portions[place].amount;
        lot.odd |= self.once[place];
    }

    /// The portion is the first of a batch.
    fn open(&mut self, place: usize, parcels: Vec<usize>) {
        let held = self.held(&parcels);
        let before = self.cost;
        self.cost.senders += self.senders(&parcels).saturating_sub(1);
        parcels.iter().for_each(|parcel| self.taken[*parcel] = true);
        self.lots.push(Lot { parcels, held, left: held, portions: Vec::new(), odd: false, emptied: false });
        self.draw(self.lots.len() - 1, place);
        self.go(place + 1);
        if let Some(lot) = self.lots.pop() {
            lot.parcels.iter().for_each(|parcel| self.taken[*parcel] = false);
        }
        self.cost = before;
    }

    fn held(&self, parcels: &[usize]) -> i64 {
        parcels.iter().fold(0, |sum: i64, parcel| sum.saturating_add(self.coming[*parcel].amount))
    }

    fn senders(&self, parcels: &[usize]) -> u32 {
        let mut senders: Vec<u32> = parcels.iter().map(|parcel| self.coming[*parcel].sender).collect();
        senders.sort_unstable();
        senders.dedup();
        senders.len() as u32
    }

    /// Batches that may begin with this portion: of each sender everything, the first, the last; everything there. Those
    /// that are a multiple of the portion come first.
    fn fresh(&self, place: usize) -> Vec<Vec<usize>> {
        let one = self.portions[place];
        let here = |parcel: &usize| {
            let coming = &self.coming[*parcel];
            !self.taken[*parcel] && coming.at <= one.at && one.at - coming.at <= self.rest
        };
        let there: Vec<usize> = (0..self.coming.len()).filter(here).collect();
        let mut found: Vec<Vec<usize>> = Vec::new();
        for first in &there {
            let of_sender = |parcel: &&usize| self.coming[**parcel].sender == self.coming[*first].sender;
            let all: Vec<usize> = there.iter().filter(of_sender).copied().collect();
            if all.first() == Some(first) {
                found.extend(all.last().filter(|last| *last != first).map(|last| vec![*last]));
                found.extend((all.len() > 1).then(|| vec![*first]));
                found.push(all);
            }
        }
        found.push(there);
        found.retain(|parcels| self.held(parcels) >= one.amount);
        found.sort_by_cached_key(|parcels| (self.over(parcels, one.amount), parcels.clone()));
        found.dedup();
        found
    }

    /// What portions of this amount would leave of a batch, in millionths.
    fn over(&self, parcels: &[usize], amount: i64) -> i64 {
        let held = self.held(parcels).max(1);
        let times = self.portions.iter().filter(|portion| portion.amount == amount).count() as i64;
        let rest = held - amount.saturating_mul(times.min(held / amount.max(1)));
        (i128::from(rest) * i128::from(PPM) / i128::from(held)) as i64
    }

    fn finish(&mut self) {
        let mut cost = self.cost;
        for lot in &self.lots {
            let emptied = self.is_emptied(lot);
            cost.open += u32::from(!emptied);
            cost.left = cost.left.saturating_add(if emptied { lot.left } else { 0 });
        }
        if self.best.as_ref().is_some_and(|best| cost > best.cost) {
            return;
        }
        let mut lots = self.lots.clone();
        lots.iter_mut().for_each(|lot| lot.emptied = self.is_emptied(lot));
        match &mut self.best {
            Some(best) if cost == best.cost => best.meet(&lots),
            _ => {
                let (joint_parcels, joint_portions) = (BTreeSet::new(), BTreeSet::new());
                let differs = vec![false; lots.len()];
                self.best = Some(Best { cost, lots, differs, joint_parcels, joint_portions });
            }
        }
    }

    fn is_emptied(&self, lot: &Lot) -> bool {
        let smallest = lot.portions.iter().map(|place| self.portions[*place].amount).min().unwrap_or(i64::MAX);
        is_drawn(lot.held, lot.left, smallest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn coming(rows: &[(i64, i64, u32)]) -> Vec<Coming> {
        let one = |(index, (day, amount, sender)): (usize, &(i64, i64, u32))| Coming {
            index,
            at: day * DAY,
            amount: *amount,
            sender: *sender,
        };
        rows.iter().enumerate().map(one).collect()
    }

    fn drawn(amounts: &[i64]) -> Vec<Portion> {
        (10..).zip(amounts).map(|(day, amount)| Portion::new((day * DAY, *amount))).collect()
    }

    fn divided(rows: &[(i64, i64, u32)], amounts: &[i64]) -> Vec<(Vec<usize>, Vec<usize>)> {
        let (shares, _) = divide(&coming(rows), &drawn(amounts), 30 * DAY, STEPS);
        let mut shares: Vec<_> = shares.into_iter().map(|share| (share.parcels, share.portions)).collect();
        shares.sort();
        shares
    }

    #[test]
    fn equal_portions_in_turns_belong_together() {
        let shares = divided(&[(8, 1_000, 1), (9, 300, 2)], &[480, 95, 480, 95, 95]);
        assert_eq!(shares, [(vec![0], vec![0, 2]), (vec![1], vec![1, 3, 4])]);
    }

    #[test]
    fn what_is_left_over_is_drawn_last() {
        let shares = divided(&[(8, 391, 1), (8, 136, 2)], &[100, 50, 35, 50, 50, 50, 50, 100, 40]);
        assert_eq!(shares, [(vec![0], vec![1, 3, 4, 5, 6, 7, 8]), (vec![1], vec![0, 2])]);
    }

    #[test]
    fn what_no_amount_tells_apart_stays_together() {
        let shares = divided(&[(8, 200, 1), (8, 201, 2)], &[100, 100, 100, 100]);
        assert_eq!(shares, [(vec![0, 1], vec![0, 1, 2, 3])]);
    }
}
