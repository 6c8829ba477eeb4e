//! Batches that amounts give away: parcels that were passed on together.

use crate::code::Code;
use crate::flow::{LARGEST_FEE_PPM, Link};
use crate::ledger::{Ledger, TransferKind};
use crate::limits::Limits;
use crate::parcel::Parcel;
use crate::portions::{Coming, LONGEST_RUN, PORTION_GAP, Portion, STEPS, divide, is_drawn};
use crate::usual::{SAME_SHARE, Usual};

/// A batch may wait this many times as long as a single parcel, until its last piece has come.
const BATCH_WAITS: i64 = 3;
/// So many of the latest untouched parcels are compared with an amount.
const COMPARED_PARCELS: usize = 64;
/// A batch of some of a sender's parcels has at most so many.
const LONGEST_PART: usize = 16;
/// A batch is drawn in at most so many portions of cash.
const PORTIONS: usize = 24;
/// A fee that differs by no more than this from the usual one, in millionths, is the usual one.
const NEAR_FEE: i64 = 2_000;
/// Dividing cash takes at most so many steps in one purse and currency: four runs that no division fits.
const DIVIDING_STEPS: usize = 4 * STEPS;
const PPM: i64 = 1_000_000;

/// One purse and currency, with amounts compared.
pub(crate) struct Compared<'a> {
    ledger: &'a Ledger,
    limits: &'a Limits,
    ins: &'a [u32],
    outs: &'a [u32],
    parcels: Vec<Parcel>,
    /// For every outgoing transfer the batch that it draws on, once that is known.
    batch_of: Vec<Option<usize>>,
    batches: Vec<Vec<usize>>,
    /// By incoming transfer, also those that are still to come: whether it is part of a batch.
    claimed: Vec<bool>,
    /// Cash before this one was divided already, as far as amounts say anything.
    divided_until: usize,
    /// Steps that dividing cash may still take.
    steps_left: usize,
}

/// A batch that fits an amount.
struct Fit {
    parcels: Vec<usize>,
    /// The portions that it was drawn in.
    outs: Vec<usize>,
    fee_ppm: i64,
}

/// Cash drawn portion by portion, beginning with the transfer that is looked at.
struct Run {
    outs: Vec<usize>,
    cash: bool,
}

impl<'a> Compared<'a> {
    pub fn new(ledger: &'a Ledger, limits: &'a Limits, ins: &'a [u32], outs: &'a [u32]) -> Self {
        let (parcels, batches) = (Vec::with_capacity(ins.len()), Vec::new());
        let (batch_of, claimed) = (vec![None; outs.len()], vec![false; ins.len()]);
        Self {
            ledger,
            limits,
            ins,
            outs,
            parcels,
            batch_of,
            batches,
            claimed,
            divided_until: 0,
            steps_left: DIVIDING_STEPS,
        }
    }

    /// Writes the links.
    pub fn run(mut self, links: &mut Vec<Link>) {
        // What this purse usually keeps tells batches of like size apart. One transfer alone has nothing that is usual.
        let several = self.ins.len() > 1 && self.outs.len() > 1;
        let usual = if several { Usual::of(self.ledger, self.limits, self.ins, self.outs) } else { Usual::default() };
        for out in 0..self.outs.len() {
            let at = self.ledger.transfer(self.outs[out]).at;
            while let Some(place) = self.ins.get(self.parcels.len()) {
                let parcel = Parcel::new(self.ledger, *place);
                if parcel.at > at {
                    break;
                }
                let matched = self.claimed[self.parcels.len()];
                self.parcels.push(Parcel { matched, ..parcel });
            }
            if self.batch_of[out].is_none() {
                self.match_batch(out, &usual);
            }
            match self.batch_of[out] {
                Some(batch) => self.take_in_proportion(out, batch, links),
                None => self.take_last_first(out, self.ledger.transfer(self.outs[out]).amount, links),
            }
        }
    }

    /// Each parcel of the batch gives in proportion to what is left of it; what rounding leaves comes from the latest.
    fn take_in_proportion(&mut self, out: usize, batch: usize, links: &mut Vec<Link>) {
        // Cash of several batches may begin before the last piece has come.
        let members = self.batches[batch].iter().filter(|index| **index < self.parcels.len());
        let (place, members) = (self.outs[out], members.copied().collect::<Vec<usize>>());
        let wanted = self.ledger.transfer(place).amount;
        let held: i128 = members.iter().map(|index| i128::from(self.parcels[*index].left)).sum();
        let first = links.len();
        let mut missing = wanted;
        for index in members.iter().filter(|_| held > 0) {
            let parcel = &mut self.parcels[*index];
            let share = i128::from(wanted) * i128::from(parcel.left) / held;
            let share = i64::try_from(share).unwrap_or(i64::MAX).min(parcel.left);
            missing -= share - parcel.give(share, place, links);
        }
        for index in members.iter().rev() {
            missing = self.parcels[*index].give(missing, place, links);
        }
        // Something else may have drawn on the batch in the meantime.
        self.take_last_first(out, missing, links);
        join_equal(links, first);
    }

    /// The last received first; what is left of batches that were passed on comes after everything else.
    fn take_last_first(&mut self, out: usize, mut wanted: i64, links: &mut Vec<Link>) {
        let place = self.outs[out];
        let one = self.ledger.transfer(place);
        for matched in [false, true] {
            for parcel in self.parcels.iter_mut().rev().filter(|parcel| parcel.matched == matched) {
                if wanted == 0 || one.at - parcel.at > self.limits.rest {
                    break;
                }
                wanted = parcel.give(wanted, place, links);
            }
        }
    }

    fn match_batch(&mut self, out: usize, usual: &Usual) {
        let at = self.ledger.transfer(self.outs[out]).at;
        if self.is_divided(out) {
            return;
        }
        let fresh = self.fresh(at);
        if fresh.is_empty() {
            return;
        }
        let runs = [self.run_from(out, true, PORTIONS), self.run_from(out, false, PORTIONS)];
        let fits = if runs[0].cash { self.fits(&fresh, &runs, at) } else { self.likely(&fresh, &runs, at, usual) };
        // Notes leave any rest; only transfers have a usual fee.
        let usual_fee = usual.fee.filter(|_| !runs[0].cash).unwrap_or(0);
        if let Some(best) = fits.into_iter().min_by_key(|fit| (fit.fee_ppm - usual_fee).abs()) {
            self.keep(best.parcels, &best.outs);
        }
    }

    /// The latest parcels that nothing was taken of, the oldest first.
    fn fresh(&self, at: i64) -> Vec<usize> {
        let too_old = |parcel: &Parcel| at - parcel.at > self.limits.rest.saturating_mul(BATCH_WAITS);
        let latest = self.parcels.iter().enumerate().rev().take_while(|(_, parcel)| !too_old(parcel));
        let mut fresh: Vec<usize> =
            latest.filter(|(_, parcel)| parcel.is_fresh()).map(|(index, _)| index).take(COMPARED_PARCELS).collect();
        fresh.reverse();
        fresh
    }

    fn keep(&mut self, parcels: Vec<usize>, outs: &[usize]) {
        for index in &parcels {
            self.claimed[*index] = true;
            self.parcels.get_mut(*index).into_iter().for_each(|parcel| parcel.matched = true);
        }
        outs.iter().for_each(|out| self.batch_of[*out] = Some(self.batches.len()));
        self.batches.push(parcels);
    }

    /// Batches that fit a transfer. A fee that is not the usual one may be chance: if another batch fits with the usual fee,
    /// it is that one. Without any, a share that is usually kept tells which money was passed on.
    fn likely(&self, fresh: &[usize], runs: &[Run; 2], at: i64, usual: &Usual) -> Vec<Fit> {
        let fits = self.fits(fresh, runs, at);
        let is_usual = |fit: &Fit| usual.fee.is_some_and(|fee| (fit.fee_ppm - fee).abs() <= NEAR_FEE);
        if fits.iter().any(is_usual) || usual.fee.is_none() && !fits.is_empty() {
            return fits;
        }
        let mut others = Vec::new();
        self.offer_parts(fresh, &runs[1], at, &mut others);
        self.by_sender(fresh).iter().for_each(|parcels| self.offer_parts(parcels, &runs[1], at, &mut others));
        others.retain(is_usual);
        if !others.is_empty() || !fits.is_empty() {
            return if others.is_empty() { fits } else { others };
        }
        usual.share.and_then(|share| self.shared(fresh, runs[1].outs[0], share)).into_iter().collect()
    }

    /// The single parcel, or the neighbouring ones, of which about the usual share was kept.
    fn shared(&self, fresh: &[usize], out: usize, share: i64) -> Option<Fit> {
        let one = self.ledger.transfer(self.outs[out]);
        let mut found: Option<(i64, Fit)> = None;
        for from in (0..fresh.len()).rev() {
            let mut held = 0i64;
            for to in from..fresh.len().min(from + LONGEST_PART) {
                let last = &self.parcels[fresh[to]];
                held = held.saturating_add(last.left);
                let kept = (i128::from(held - one.amount) * i128::from(PPM) / i128::from(held.max(1))) as i64;
                let off = (kept - share).abs();
                let close = off <= SAME_SHARE / 2 && one.at - last.at <= self.limits.rest;
                if close && found.as_ref().is_none_or(|(best, _)| off < *best) {
                    let fit = Fit { parcels: fresh[from..=to].to_vec(), outs: vec![out], fee_ppm: kept };
                    found = Some((off, fit));
                }
            }
        }
        found.map(|(_, fit)| fit)
    }

    /// Whether cash was drawn on several batches in turns, and amounts say which portion on which.
    fn is_divided(&mut self, out: usize) -> bool {
        if out < self.divided_until || self.parcels.len() < 2 || self.steps_left == 0 {
            return false;
        }
        let run = self.run_from(out, false, LONGEST_RUN);
        if !run.cash || run.outs.len() < 2 {
            return false;
        }
        let of = |out: &usize| self.ledger.transfer(self.outs[*out]);
        let fresh = self.fresh(of(&out).at);
        let until = run.outs.last().map_or(i64::MIN, |last| of(last).at);
        let mut coming: Vec<Coming> = fresh.iter().map(|index| self.coming(*index, &self.parcels[*index])).collect();
        for (index, place) in self.ins.iter().enumerate().skip(self.parcels.len()) {
            let parcel = Parcel::new(self.ledger, *place);
            if parcel.at > until || coming.len() == COMPARED_PARCELS {
                break;
            }
            coming.push(self.coming(index, &parcel));
        }
        if coming.len() < 2 {
            return false;
        }
        let portions: Vec<Portion> =
            run.outs.iter().map(|out| (of(out).at, of(out).amount)).map(Portion::new).collect();
        let (shares, steps) = divide(&coming, &portions, self.limits.rest, STEPS.min(self.steps_left));
        self.steps_left -= steps;
        self.divided_until = run.outs.last().map_or(0, |last| last + 1);
        for share in shares {
            let parcels = share.parcels.iter().map(|parcel| coming[*parcel].index).collect();
            let outs: Vec<usize> = share.portions.iter().map(|portion| run.outs[*portion]).collect();
            self.keep(parcels, &outs);
        }
        self.batch_of[out].is_some()
    }

    fn coming(&self, index: usize, parcel: &Parcel) -> Coming {
        Coming { index, at: parcel.at, amount: parcel.left, sender: parcel.sender }
    }

    /// The portions of cash that follow a withdrawal, all or those that are like the first; a transfer stands alone.
    fn run_from(&self, first: usize, alike: bool, most: usize) -> Run {
        let of = |out: usize| self.ledger.transfer(self.outs[out]);
        let same = |out: usize| -> (TransferKind, Code, i64) {
            (of(out).kind, of(out).country, if alike { of(out).amount } else { 0 })
        };
        let cash = of(first).kind == TransferKind::Cash;
        let (mut outs, mut last) = (vec![first], of(first).at);
        for out in (first + 1..self.outs.len()).filter(|out| cash && self.batch_of[*out].is_none()) {
            if outs.len() == most || of(out).at - last > PORTION_GAP {
                break;
            }
            if same(out) == same(first) {
                outs.push(out);
                last = of(out).at;
            }
        }
        Run { outs, cash }
    }

    /// Batches that fit, from the likeliest kind that has any: all that one sender sent; all that is there; part of
    /// what one sender sent; the latest of what is there.
    fn fits(&self, fresh: &[usize], runs: &[Run; 2], at: i64) -> Vec<Fit> {
        let senders = self.by_sender(fresh);
        let mut fits = Vec::new();
        let [alike, run] = runs;
        for parcels in &senders {
            self.offer(parcels, run, (at, true), &mut fits);
            if alike.outs.len() > 1 && alike.outs.len() < run.outs.len() {
                self.offer(parcels, alike, (at, true), &mut fits);
            }
        }
        if fits.is_empty() && senders.len() > 1 {
            self.offer(fresh, run, (at, true), &mut fits);
        }
        if fits.is_empty() {
            senders.iter().for_each(|parcels| self.offer_parts(parcels, run, at, &mut fits));
        }
        if fits.is_empty() && senders.len() > 1 {
            self.offer_parts(fresh, run, at, &mut fits);
        }
        fits
    }

    fn offer_parts(&self, parcels: &[usize], run: &Run, at: i64, fits: &mut Vec<Fit>) {
        let first = Run { outs: run.outs[..1].to_vec(), cash: run.cash };
        let wanted = self.ledger.transfer(self.outs[first.outs[0]]).amount;
        for from in 0..parcels.len() {
            let mut sum = 0i64;
            for to in from..parcels.len().min(from + LONGEST_PART) {
                sum = sum.saturating_add(self.parcels[parcels[to]].left);
                if sum >= wanted {
                    self.offer(&parcels[from..=to], &first, (at, false), fits);
                    break;
                }
            }
        }
    }

    /// Adds a fit for every number of portions that leaves nothing but a fee of these parcels.
    fn offer(&self, parcels: &[usize], run: &Run, (at, whole): (i64, bool), fits: &mut Vec<Fit>) {
        let last = parcels.last().map_or(i64::MIN, |index| self.parcels[*index].at);
        if at.saturating_sub(last) > self.limits.rest {
            return;
        }
        let held: i64 = parcels.iter().fold(0, |sum, index| self.parcels[*index].left.saturating_add(sum));
        let (mut drawn, mut smallest) = (0i64, i64::MAX);
        for (portions, out) in (1..).zip(&run.outs) {
            let amount = self.ledger.transfer(self.outs[*out]).amount;
            (drawn, smallest) = (drawn.saturating_add(amount), smallest.min(amount));
            if drawn > held {
                return;
            }
            let rest = held - drawn;
            let fee_ppm = (i128::from(rest) * i128::from(PPM) / i128::from(held)) as i64;
            if fee_ppm <= LARGEST_FEE_PPM || run.cash && whole && is_drawn(held, rest, smallest) {
                fits.push(Fit { parcels: parcels.to_vec(), outs: run.outs[..portions].to_vec(), fee_ppm });
            }
        }
    }

    /// Untouched parcels by sender; the sender whose last parcel came last comes first.
    fn by_sender(&self, fresh: &[usize]) -> Vec<Vec<usize>> {
        let mut senders: Vec<(u32, Vec<usize>)> = Vec::new();
        for index in fresh.iter().rev() {
            let sender = self.parcels[*index].sender;
            match senders.iter_mut().find(|(known, _)| *known == sender) {
                Some((_, parcels)) => parcels.push(*index),
                None => senders.push((sender, vec![*index])),
            }
        }
        let oldest_first = |(_, mut parcels): (u32, Vec<usize>)| {
            parcels.reverse();
            parcels
        };
        senders.into_iter().map(oldest_first).collect()
    }
}

/// Rounding may take from one parcel twice; such links become one.
fn join_equal(links: &mut Vec<Link>, first: usize) {
    let mut from = links.split_off(first);
    from.sort_unstable();
    for link in from {
        match links[first..].last_mut() {
            Some(last) if last.inward == link.inward => last.amount += link.amount,
            _ => links.push(link),
        }
    }
}
